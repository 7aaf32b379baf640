"""A release looks as the authority likes it, and is proved all the same."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from typer.testing import CliRunner

from redactor.casefile import CaseFile
from redactor.cli import app
from redactor.edits import Mark
from redactor.errors import ReleaseRefused
from redactor.model import Rect
from redactor.release import bundle
from redactor.release.item import Released
from redactor.release.looks import Fill, Look, Whole, keep_look, look_in
from redactor.release.pdf.produce import produce, sheets
from redactor.release.proof.check import check
from redactor.release.proof.prove import Subject, prove_page, readers
from redactor.work import finish
from tests import make
from tests.make import release
from tests.redactor.release.cases import draw, letter, mark

TEXT = "Dear Jane Smith\nThe meeting with Tom Ashby is on Monday"
SECRET = "The visit of Walter Thornbury is set for Tuesday"
PAGE = Rect(0, 0, *make.A4)


def withhold(file: CaseFile, *pages: int, document: str = "D01") -> None:
    for page in pages:
        words = file.words(file.state.documents[document], page)
        assert words is not None
        draw(file, Mark(document, page, (PAGE,), words.under((PAGE,))))


def released(
    file: CaseFile, look: Look, name: str = "D01 letter.pdf"
) -> tuple[dict[str, object], list[str]]:
    """The manifest, and the text of each page of a released PDF."""
    out = file.path.parent / "out"
    manifest = json.loads(finish(release(file, out, None, look)))
    with pymupdf.open(out / name) as pdf:
        return manifest, [page.get_text() for page in pdf]


def of_document(manifest: dict[str, object]) -> dict[str, object]:
    (row,) = manifest["documents"]  # type: ignore[misc]
    return dict(row)


def color(path: Path, x: float, y: float) -> tuple[int, ...]:
    with pymupdf.open(path) as pdf:
        pixels = pdf[0].get_pixmap(dpi=144)
        return tuple(pixels.pixel(int(x * 2), int(y * 2)))


# -- pages withheld whole


def test_a_page_withheld_whole_is_replaced_by_a_notice(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT, SECRET)
    withhold(file, 2)
    manifest, (first, second) = released(file, Look())
    assert "meeting with Tom Ashby" in first
    said = " ".join(second.split())
    assert "withheld under section 40(2) of the Freedom of Information Act" in said
    assert "Request IC-100001-A1B2" in said
    assert "D01, page 2 of 2" in said
    assert "Thornbury" not in said
    assert of_document(manifest)["pages_withheld_whole"] == [2]
    assert color(tmp_path / "out" / "D01 letter.pdf", 300, 400) == (255, 255, 255)


def test_the_notice_stands_upright_on_a_rotated_page(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, letter=make.pdf(SECRET, TEXT, rotation=90))
    withhold(file, 1)
    finish(release(file, tmp_path / "out"))
    with pymupdf.open(tmp_path / "out" / "D01 letter.pdf") as pdf:
        (line,) = [
            line
            for block in pdf[0].get_text("dict")["blocks"]
            for line in block["lines"]
            if "withheld" in line["spans"][0]["text"]
        ]
        turned = pymupdf.Point(*line["dir"]) * pymupdf.Matrix(pdf[0].rotation)
    assert (round(turned.x), round(turned.y)) == (1, 0)


def test_left_out_pages_leave_a_gap_that_equals_the_schedule(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT, SECRET, "Third page", "Fourth page")
    withhold(file, 2, 3)
    _, pages = released(file, Look(whole=Whole.LEFT_OUT))
    assert [p.split("D01, ")[1].strip() for p in pages] == [
        "page 1 of 4",
        "page 4 of 4",
    ]
    with pymupdf.open(tmp_path / "out" / "schedule.pdf") as pdf:
        said = " ".join(" ".join(page.get_text() for page in pdf).split())
    assert "D01 1 released D01 2-3 withheld left out" in said
    assert "left out: the number of each page is stamped on it" in said


def test_a_document_withheld_in_full_has_a_row_and_no_file(tmp_path: Path) -> None:
    data = make.pdf(SECRET)
    file = make.case_file(tmp_path, letter=make.pdf(TEXT), memo=data)
    withhold(file, 1, document="D02")
    manifest, _ = released(file, Look())
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert not any(name.startswith("D02") for name in names)
    rows = (tmp_path / "out" / "schedule.csv").read_text("utf-8-sig")
    (row,) = list(csv.DictReader(io.StringIO(rows)))
    assert (row["Document"], row["Position"]) == ("D02", "whole page")
    assert manifest["documents"][1]["file"] is None  # type: ignore[index]
    with pymupdf.open(tmp_path / "out" / "schedule.pdf") as pdf:
        assert "withheld in full" in pdf[0].get_text().replace("\n", " ")


def test_what_a_withheld_page_says_must_not_stand_elsewhere(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT, SECRET, SECRET)
    withhold(file, 2)
    with pytest.raises(ReleaseRefused) as caught:
        finish(release(file, tmp_path / "out"))
    assert caught.value.findings[0].startswith("D01, page 3:")


# -- stamps


def test_each_page_is_stamped_with_reference_number_and_running_number(
    tmp_path: Path,
) -> None:
    file = make.case_file(tmp_path, letter=make.pdf(TEXT, TEXT), memo=make.pdf("Memo"))
    look = Look(reference=True, numbers=True, running="FOI-")
    manifest, pages = released(file, look)
    assert "IC-100001-A1B2   D01, page 2 of 2   FOI-000002" in pages[1]
    assert manifest["documents"][1]["running_numbers"] == [  # type: ignore[index]
        "FOI-000003",
        "FOI-000003",
    ]


def filled(**places: tuple[float, float, float, float]) -> bytes:
    """A page with grey hatching over these places."""
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=make.A4[0], height=make.A4[1])
        make.write(page, TEXT.split("\n"), top=200)
        for x0, y0, x1, y1 in places.values():
            for step in range(0, int(y1 - y0), 3):
                page.draw_line((x0, y0 + step), (x1, y0 + step))
        data: bytes = pdf.tobytes()
    return data


def test_a_stamp_goes_where_the_page_is_empty(tmp_path: Path) -> None:
    full = filled(foot=(0, 800, 595, 842))
    file = make.case_file(tmp_path, letter=full)
    released(file, Look(numbers=True))
    with pymupdf.open(tmp_path / "out" / "D01 letter.pdf") as pdf:
        (place,) = pdf[0].search_for("page 1 of 1")
    assert place.y1 < 30


def test_a_page_without_room_is_not_stamped_and_the_manifest_says_so(
    tmp_path: Path,
) -> None:
    full = filled(foot=(0, 800, 595, 842), head=(0, 0, 595, 40))
    file = make.case_file(tmp_path, letter=full)
    manifest, (text,) = released(file, Look(numbers=True))
    assert "page 1 of 1" not in text
    assert of_document(manifest)["pages_without_room_for_a_stamp"] == [1]


def test_a_stamp_never_lies_over_a_box(tmp_path: Path) -> None:
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=make.A4[0], height=make.A4[1])
        make.write(page, ["Filed by Jane Smith for the lease"], left=400, top=832)
        data = pdf.tobytes()
    file = make.case_file(tmp_path, letter=data)
    draw(file, mark(file, "Filed by Jane Smith for the lease"))
    _, (text,) = released(file, Look(numbers=True))
    assert "page 1 of 1" in text


# -- boxes and bundle


@pytest.mark.parametrize(
    ("fill", "level"), [(Fill.BLACK, 0), (Fill.WHITE, 255), (Fill.GREY, 204)]
)
def test_boxes_are_filled_as_chosen(tmp_path: Path, fill: Fill, level: int) -> None:
    file = letter(tmp_path, TEXT)
    place = mark(file, "Jane Smith")
    draw(file, place)
    released(file, Look(fill=fill))
    (rect,) = place.rects
    found = color(tmp_path / "out" / "D01 letter.pdf", rect.x0 + 2, rect.y0 + 2.5)
    assert all(abs(part - level) < 3 for part in found)


@pytest.mark.parametrize("fill", [Fill.WHITE, Fill.GREY])
def test_pale_boxes_on_a_scan_have_nothing_beneath(tmp_path: Path, fill: Fill) -> None:
    file = make.case_file(tmp_path, letter=make.scan_pdf(TEXT.split("\n")))
    draw(file, mark(file, "Smith"))
    out = tmp_path / "out"
    finish(release(file, out, None, Look(fill=fill)))
    with pymupdf.open(out / "D01 letter.pdf") as pdf:
        assert "Smith" not in pdf[0].get_text()


def test_a_bundle_is_one_file_with_bookmarks_from_the_schedule(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, letter=make.pdf(TEXT, TEXT), memo=make.pdf("Memo"))
    draw(file, mark(file, "Jane Smith"), mark(file, "Jane Smith", page=2))
    _, pages = released(file, Look(bundle=True), "documents.pdf")
    assert len(pages) == 3
    with pymupdf.open(tmp_path / "out" / "documents.pdf") as pdf:
        assert pdf.get_toc() == [
            [1, "D01 letter (released in part)", 1],
            [1, "D02 memo (released in full)", 3],
        ]
    assert not list((tmp_path / "out").glob("D0*.pdf"))
    assert check((tmp_path / "out" / "documents.pdf").read_bytes()) == []


def test_the_proof_sees_a_bundle_that_is_not_its_documents(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    made = finish(produce(make.pdf(TEXT), {}))
    one = Released(file.state.documents["D01"], "D01 letter", made)
    whole = bundle.bundled([one], ["released in full"], "")
    assert bundle.prove_bundle(whole, [one], []) == []
    other = Released(one.document, one.name, finish(produce(make.pdf("Else"), {})))
    assert bundle.prove_bundle(whole, [other], [])
    assert bundle.prove_bundle(whole, [one, one], [])


# -- remembered


def test_the_look_is_remembered_with_the_case(tmp_path: Path) -> None:
    with letter(tmp_path, TEXT) as file:
        keep_look(file, fill=Fill.GREY, numbers=True)
        keep_look(file, running="FOI-")
        path = file.path
    with CaseFile.open(path) as again:
        assert look_in(again) == Look(fill=Fill.GREY, numbers=True, running="FOI-")


def test_the_command_line_chooses_the_look(tmp_path: Path) -> None:
    with letter(tmp_path, TEXT) as file:
        draw(file, mark(file, "Jane Smith"))
        make.approve(file)
        path = file.path
    draft, out = tmp_path / "draft", tmp_path / "out"
    chosen = ["--box", "grey", "--bundle", "--stamp-pages"]
    run = CliRunner().invoke(app, ["release", str(path), str(draft), *chosen])
    assert run.exit_code == 0, run.output
    assert "look of the release changed since: approve it again" in run.output
    assert (draft / "documents - DRAFT NOT APPROVED.pdf").exists()
    with CaseFile.attach(path) as file:
        make.approve(file)
    run = CliRunner().invoke(app, ["release", str(path), str(out)])
    assert run.exit_code == 0, run.output
    with pymupdf.open(out / "documents.pdf") as pdf:
        assert "page 1 of 1" in pdf[0].get_text()
    with CaseFile.attach(path) as file:
        assert look_in(file) == replace(
            Look(), fill=Fill.GREY, bundle=True, numbers=True
        )


def test_a_stamp_over_something_fails_the_proof() -> None:
    made = finish(produce(make.pdf(TEXT), {}))
    over = Rect(make.LEFT, make.TOP - 10, make.LEFT + 60, make.TOP + 2)
    beside = Rect(make.LEFT, 800, make.LEFT + 60, 812)
    for place, count in ((over, 1), (beside, 0)):
        subject = Subject(
            "D01", made.pdf, [1], make.pdf(TEXT), sheets(made), {}, stamped={1: place}
        )
        with readers(subject) as every:
            found, _ = prove_page(subject, 1, every, [])
        assert [f.reason for f in found] == [
            "the page's stamp covers something"
        ] * count


def test_the_command_line_withholds_pages_and_documents_whole(tmp_path: Path) -> None:
    data = make.pdf(SECRET, "Second page")
    with make.case_file(tmp_path, letter=make.pdf(TEXT, SECRET), memo=data) as file:
        path = file.path
    for arguments in (["D01", "--page", "2"], ["D02"]):
        verb = ["withhold", str(path), *arguments, "--exemption", "s.40(2)"]
        run = CliRunner().invoke(app, [*verb, "--by", "A"])
        assert run.exit_code == 0, run.output
    with CaseFile.attach(path) as file:
        manifest, pages = released(file, Look())
    assert "withheld under section 40(2)" in " ".join(pages[1].split())
    assert manifest["documents"][1]["file"] is None  # type: ignore[index]
