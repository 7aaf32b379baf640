"""Released PDFs have tags: in what order they are read, and what a box stands for."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from redactor.release.looks import Look, Whole
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.produce import Dress, Produced, produce
from redactor.release.proof.check import check
from redactor.work import finish
from tests import make
from tests.make import release
from tests.redactor.release.cases import draw, letter, mark
from tests.redactor.release.traps import Maker, box, line

TEXT = "Dear Jane Smith and others\nThe next line\n\n\nAnother part by Tom Ashby"
SAID = "redacted, section 40(2)"


def spoken(pdf: bytes) -> list[list[str]]:
    """For each paragraph or picture what a screen reader says of it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        words: dict[tuple[int, int], dict[int, str]] = {
            page.obj.objgen: _marks(page) for page in document.pages
        }
        (whole,) = document.Root.StructTreeRoot.K
        return [_said(block, words) for block in whole.K]


def _said(
    element: pikepdf.Object, words: Mapping[tuple[int, int], dict[int, str]]
) -> list[str]:
    if "/ActualText" in element:
        return [str(element.ActualText)]
    if "/Alt" in element:
        return [str(element.Alt)]
    found: list[str] = []
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary):
            found += _said(kid, words)
        else:
            found.append(words[element.Pg.objgen][int(kid)].strip())
    return found


def _marks(page: pikepdf.Page) -> dict[int, str]:
    """The letters of each mark on a page; every mark has to be ended."""
    found: dict[int, str] = {}
    stack: list[int | None] = []
    for step in pikepdf.parse_content_stream(page):
        op, operands = str(step.operator), step.operands
        if op in ("BDC", "BMC"):
            entries = operands[1] if op == "BDC" else pikepdf.Dictionary()
            stack.append(int(entries.MCID) if "/MCID" in entries else None)
            if stack[-1] is not None:
                assert stack[-1] not in found
                found[stack[-1]] = ""
        elif op == "EMC":
            stack.pop()
        elif op in ("Tj", "TJ", "f", "S", "Do", "sh"):
            assert stack, "something is drawn without a mark"
            if stack[-1] is not None and op in ("Tj", "TJ"):
                parts = operands[0] if op == "TJ" else [operands[0]]
                found[stack[-1]] += "".join(
                    str(p) for p in parts if isinstance(p, pikepdf.String)
                )
    assert not stack
    return found


def made(folder: Path, text: str, *names: str, look: Look | None = None) -> bytes:
    file = letter(folder, *text.split("\f"))
    for name in names:
        draw(file, mark(file, name))
    finish(release(file, folder / "out", None, look))
    (path,) = (folder / "out").glob("D*.pdf" if look is None else "documents.pdf")
    return path.read_bytes()


def test_a_box_is_read_where_it_stands(tmp_path: Path) -> None:
    pdf = made(tmp_path, TEXT, "Jane Smith", "Tom Ashby")
    assert spoken(pdf) == [
        ["Dear", SAID, "and others", "The next line"],
        ["Another part by", SAID],
    ]
    assert check(pdf) == []


def test_a_box_where_a_whole_line_stood_is_read_between_the_lines() -> None:
    text = make.pdf("First line\nSecond line\nThird line")
    top = make.TOP + make.LEADING
    rect = box()
    rect = type(rect)(make.LEFT - 1, top - 10, make.LEFT + 70, top + 3)
    pdf = finish(produce(text, {1: [Box(rect, "s.40(2)", "D01-R001")]})).pdf
    said = [word for block in spoken(pdf) for word in block]
    assert said == ["First line", SAID, "Third line"]


def test_pictures_and_slanted_text_are_marked() -> None:
    pdf = finish(produce(make.scan_pdf(["A scan"], header=["Above the scan"]), {})).pdf
    assert spoken(pdf) == [["Above the scan"], ["A picture without a description"]] or (
        spoken(pdf) == [["A picture without a description"], ["Above the scan"]]
    )


def test_letters_that_can_not_be_followed_are_read_all_the_same() -> None:
    maker = Maker(line() + b"BT /F2 12 Tf 72 500 Td <00440065> Tj ET")
    system = pikepdf.Dictionary(
        Registry=pikepdf.String("Adobe"),
        Ordering=pikepdf.String("Japan1"),
        Supplement=2,
    )
    below = maker.indirect(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType0,
        BaseFont=pikepdf.Name("/HeiseiMin-W3"),
        CIDSystemInfo=system,
    )
    maker.page.Resources.Font.F2 = maker.indirect(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name("/HeiseiMin-W3"),
        Encoding=pikepdf.Name("/UniJIS-UCS2-H"),
        DescendantFonts=pikepdf.Array([below]),
    )
    pdf = finish(produce(maker.done().pdf, {1: [Box(box(1), "s.40(2)", "R1")]})).pdf
    said = [word for block in spoken(pdf) for word in block]
    assert SAID in said
    assert any("Dear" in word for word in said)


@pytest.mark.parametrize("name", ["", "D01, "])
def test_pages_are_called_by_their_numbers(tmp_path: Path, name: str) -> None:
    look = Look(bundle=True) if name else None
    pdf = made(tmp_path, "One\fTwo", look=look)
    document = pypdfium2.PdfDocument(pdf)
    assert [document.get_page_label(n) for n in range(2)] == [f"{name}1", f"{name}2"]
    document.close()


def test_a_page_that_is_left_out_leaves_a_gap_in_the_labels() -> None:
    from redactor.release.pdf.notices import Notice

    gone = {2: Notice("D01-R001", ("This page is withheld.",))}
    dress = Dress(look=Look(whole=Whole.LEFT_OUT), notices=gone)
    done: Produced = finish(produce(make.pdf("One", "Two", "Three"), {}, dress=dress))
    document = pypdfium2.PdfDocument(done.pdf)
    assert [document.get_page_label(n) for n in range(2)] == ["1", "3"]
    document.close()


def test_a_bundle_keeps_the_tags_of_its_documents(tmp_path: Path) -> None:
    file = make.case_file(
        tmp_path, letter=make.pdf("Dear Jane Smith"), memo=make.pdf("A")
    )
    draw(file, mark(file, "Jane Smith"))
    finish(release(file, tmp_path / "out", None, Look(bundle=True)))
    pdf = (tmp_path / "out" / "documents.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        pages = [page.objgen for page in document.pages]
        assert [kid.K[0].Pg.objgen for kid in root.K] == pages
        numbers = list(root.ParentTree.Nums)
        assert [page.obj.StructParents for page in document.pages] == numbers[::2]
    assert check(pdf) == []


def test_bookmarks_lead_to_the_pages_with_redactions(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT, "Nothing here", "Tom Ashby again")
    draw(file, mark(file, "Jane Smith"), mark(file, "Tom Ashby"))
    draw(file, mark(file, "Tom Ashby", page=3))
    finish(release(file, tmp_path / "out"))
    data = (tmp_path / "out" / "D01 letter.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        said = [item.title for item in outline.root]
        places = [pdf.pages.index(pikepdf.Page(i.destination[0])) for i in outline.root]
    assert said == ["p. 1: s.40(2)", "p. 3: s.40(2)"]
    assert places == [0, 2]
    assert check(data) == []
