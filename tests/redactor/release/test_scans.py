"""Scans are read once more when they are finished, whatever the case read in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from redactor.casefile import CaseFile
from redactor.errors import ReleaseRefused
from redactor.work import finish
from tests import make
from tests.make import release
from tests.redactor.release.cases import draw, keep, mark

LINES = ["Dear Zebediah Smith", "The meeting is on Monday", "Signed Zebediah Smith"]


def scanned(folder: Path, rotation: int = 0) -> CaseFile:
    """A scan of which the last line was not read."""
    data = make.scan_pdf(LINES, rotation=rotation)
    file = make.case_file(folder, letter=data)
    document = file.state.documents["D01"]
    words = file.words(document, 1)
    assert words is not None
    assert words.source == "ocr"
    at = next(n for n, word in enumerate(words.words) if word.text == "Signed")
    known = replace(words, words=words.words[:at])
    file.put_words(document.pdf_sha256, 1, known)
    draw(file, mark(file, "Zebediah Smith"))
    return file


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_name_that_was_not_read_in_a_scan_stops_the_release(
    tmp_path: Path, rotation: int
) -> None:
    file = scanned(tmp_path, rotation)
    with pytest.raises(ReleaseRefused) as caught:
        finish(release(file, tmp_path / "out"))
    (finding,) = {f for f in caught.value.findings if "picture that is released" in f}
    assert finding.startswith("D01, page 1: what redaction D01-R001 withholds")


def test_a_scan_without_the_name_elsewhere_leaves(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, letter=make.scan_pdf(LINES))
    first, last = (
        mark(file, text) for text in ("Dear Zebediah Smith", "Signed Zebediah Smith")
    )
    draw(file, first)
    keep(file, last)
    finish(release(file, tmp_path / "out"))
    assert (tmp_path / "out" / "D01 letter.pdf").exists()
