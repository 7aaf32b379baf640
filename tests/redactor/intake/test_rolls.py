"""Archives that are rolled up or pressed are taken apart, within limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable

import pytest

from redactor.casefile import CaseFile
from redactor.errors import FileRefused
from redactor.intake import rolls
from redactor.intake.making import make
from redactor.intake.source import Source
from tests import make as made
from tests.redactor.intake.shown import offer

LETTER = made.text_pdf(["Dear Jane Smith"])


def tar(**files: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            one = tarfile.TarInfo(f"./{name.replace('__', '.')}")
            one.size = len(data)
            archive.addfile(one, io.BytesIO(data))
        link = tarfile.TarInfo("../../etc/passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


@pytest.mark.parametrize("press", [gzip.compress, bz2.compress, lzma.compress, bytes])
def test_its_files_are_documents_and_links_stay_behind(
    case: CaseFile, press: Callable[[bytes], bytes]
) -> None:
    documents, result = offer(case, old__tgz=press(tar(a__pdf=LETTER, b__txt=b"Hello")))
    assert [document.name for document in documents] == ["a.pdf", "b.txt"]
    assert result.refused == ()


def test_one_file_that_is_pressed_keeps_its_name() -> None:
    result = make(Source("letter.pdf.gz", gzip.compress(LETTER)))
    assert result.parts == (Source("letter.pdf", LETTER),)


def test_bombs_and_broken_ones_are_refused() -> None:
    bomb = gzip.compress(bytes(60_000_000))
    with pytest.raises(FileRefused, match="unpack to more"):
        rolls.pressed("a.gz", bomb)
    for broken in (gzip.compress(b"x" * 9)[:-9], b"BZh9junk", b"\xfd7zXZ\0junk"):
        with pytest.raises(FileRefused, match="damaged"):
            make(Source("a.gz", broken))
    with pytest.raises(FileRefused, match="no files"):
        rolls.rolled("a.tar", tar())


def test_a_roll_that_is_cut_short_tells_what_is_missing() -> None:
    whole = tar(a__pdf=LETTER, b__txt=b"Hello" * 2000)
    result = rolls.rolled("a.tar", whole[: len(LETTER) + 4000])
    assert [part.name for part in result.parts] == ["a.pdf"]
    assert result.problems
