"""A page that leaves as a picture can still be searched, but for what is withheld."""

from __future__ import annotations

import json
from pathlib import Path

import pymupdf
import pypdfium2
import pytest

from redactor.casefile import CaseFile
from redactor.release.proof.check import check
from redactor.work import finish
from tests import make
from tests.make import release
from tests.redactor.release.cases import draw, mark

LINES = ["Dear Jane Smith", "The meeting with Tom Ashby is on Monday"]


def unclean(rotation: int = 0, hidden: bool = False) -> bytes:
    """A page whose content can't be judged, so that it has to become a picture."""
    with pymupdf.open(stream=make.text_pdf(LINES, rotation=rotation)) as document:
        page = document[0]
        if hidden:
            page.insert_text((72, 400), "Unseen", color=(1, 1, 1))
        xref = page.get_contents()[-1]
        stream = document.xref_stream(xref) + b"\n/None sh\n"
        document.update_stream(xref, stream)
        data: bytes = document.tobytes()
    return data


def released(file: CaseFile, out: Path) -> tuple[bytes, dict[str, object]]:
    manifest = json.loads(finish(release(file, out)))
    (picture,) = manifest["documents"][0]["pages_released_as_pictures"]
    return (out / "D01 letter.pdf").read_bytes(), picture


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text: str = document[0].get_textpage().get_text_range()
    document.close()
    return text


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_words_that_stay_can_be_searched(tmp_path: Path, rotation: int) -> None:
    file = make.case_file(tmp_path, letter=unclean(rotation))
    draw(file, mark(file, "Jane Smith"))
    pdf, picture = released(file, tmp_path / "out")
    assert picture["invisible_text"] is True
    assert set(LINES[1].split()) < set(text_of(pdf).split())
    assert "Smith" not in text_of(pdf)


def test_the_words_stand_where_they_are_seen(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, letter=unclean())
    draw(file, mark(file, "Jane Smith"))
    pdf, _ = released(file, tmp_path / "out")
    (place,) = mark(file, "Ashby").rects
    with pymupdf.open(stream=pdf) as document:
        (found,) = document[0].search_for("Ashby")
    assert abs(found.x0 - place.x0) < 1.5
    assert abs(found.x1 - place.x1) < 1.5
    assert found.y0 < (place.y0 + place.y1) / 2 < found.y1


def test_what_nobody_could_see_is_not_written_over_the_picture(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, letter=unclean(hidden=True))
    pdf, _ = released(file, tmp_path / "out")
    assert "Unseen" not in text_of(pdf)
    assert check(pdf) == []
