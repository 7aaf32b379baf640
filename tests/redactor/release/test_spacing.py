"""Gaps are made even: text moves along its line, and a gap no longer tells a name."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PIL import Image

from redactor.casefile import CaseFile
from redactor.gaps import gaps
from redactor.model import Rect
from redactor.release.approval import note
from redactor.release.looks import Look, keep_look
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.produce import Dress, produce, reference, sheets
from redactor.release.pdf.spacing import STEP
from redactor.release.plaintext import Extras
from redactor.release.proof.prove import Subject, prove_page, readers
from redactor.work import finish
from tests import make
from tests.make import release
from tests.redactor.release.cases import draw, keep, letter, mark
from tests.redactor.release.traps import Maker
from tests.redactor.test_hints import withheld

LINES = (
    "Dear Jane Smith and others",
    "Dear Tom Ashby and others",
    "Then Rose Bell and Walter Thornbury and Ann Li went home",
)
NAMES = ("Jane Smith", "Tom Ashby", "Rose Bell", "Walter Thornbury", "Ann Li")


def evened(file: CaseFile, *, texts: bool = False) -> dict[str, object]:
    out = file.path.parent / "out"
    manifest = finish(release(file, out, Extras(texts), Look(even=True)))
    (row,) = json.loads(manifest)["documents"]
    return dict(row)


def words(folder: Path) -> list[tuple[str, float, float]]:
    """Word, left and right end of each on the released page."""
    with pymupdf.open(folder / "out" / "D01 letter.pdf") as pdf:
        found = pdf[0].get_text("words")
    return [(w[4], w[0], w[2]) for w in found if w[4] not in ("redacted,", "section")]


def test_names_of_other_widths_leave_the_same_gap(tmp_path: Path) -> None:
    file = letter(tmp_path, "\n".join(LINES))
    draw(file, *(mark(file, name) for name in NAMES))
    row = evened(file)
    assert row["pages_with_even_gaps"] == [1]
    found = words(tmp_path)
    ends = [right for word, _, right in found if word in ("Dear", "Then")]
    starts = [left for word, left, _ in found if word == "and"]
    first, second, third = (b - a for a, b in zip(ends, starts[:3], strict=True))
    assert abs(first - second) < 0.01
    for gap in (first, second, third):
        assert abs(gap / STEP - round(gap / STEP)) < 0.005


def test_nothing_in_the_file_says_the_old_place(tmp_path: Path) -> None:
    file = letter(tmp_path, LINES[0], LINES[1])
    draw(file, mark(file, "Jane Smith"), mark(file, "Tom Ashby", page=2))
    evened(file)
    with pikepdf.open(tmp_path / "out" / "D01 letter.pdf") as pdf:
        one, other = (
            float(part)
            for page in pdf.pages
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) == "TJ"
            for part in step.operands[0]
            if not isinstance(part, pikepdf.String)
        )
    assert abs(one - other) < 0.5


def test_the_text_can_still_be_selected_and_read(tmp_path: Path) -> None:
    file = letter(tmp_path, "\n".join(LINES))
    draw(file, *(mark(file, name) for name in NAMES))
    evened(file, texts=True)
    said = [word for word, _, _ in words(tmp_path)]
    assert said[:3] == ["Dear", "and", "others"]
    assert said.count("and") == 4
    shown = (tmp_path / "out" / "D01 letter.txt").read_text("utf-8")
    assert "Dear [s.40(2)] and others" in shown
    assert "[s.40(2)] went home" in shown


def test_text_that_would_run_into_something_stays(tmp_path: Path) -> None:
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=200, height=200)
        make.write(page, ["By Al Oe of the county hall"], left=50)
        page.set_cropbox(pymupdf.Rect(0, 0, 190, 200))
        data = pdf.tobytes()
    file = make.case_file(tmp_path, letter=data)
    draw(file, mark(file, "Al Oe"))
    evened(file)
    ends = [right for _, _, right in words(tmp_path)]
    assert max(ends) <= 190


def test_a_line_through_the_text_keeps_it_where_it_was(tmp_path: Path) -> None:
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=make.A4[0], height=make.A4[1])
        make.write(page, [LINES[0]])
        page.draw_line((170, 70), (170, 90))
        data = pdf.tobytes()
    file = make.case_file(tmp_path, letter=data)
    draw(file, mark(file, "Jane Smith"))
    row = evened(file)
    assert row["pages_with_even_gaps"] == []
    assert row["pages_released_as_pictures"] == []
    assert row["redactions_with_uneven_gaps"] == ["D01-R001"]


def test_gaps_that_are_all_even_are_not_said(tmp_path: Path) -> None:
    file = letter(tmp_path, LINES[0], f"{LINES[1]}\n{LINES[2]}")
    draw(file, mark(file, "Jane Smith"), mark(file, "Tom Ashby", page=2))
    assert evened(file)["redactions_with_uneven_gaps"] == []


def test_the_gap_in_a_scan_is_said_to_stay(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, letter=make.scan_pdf(LINES))
    draw(file, mark(file, "Tom Ashby"))
    manifest = finish(release(file, tmp_path / "out", None, Look(even=True)))
    (said,) = note(file, manifest, by="A")
    assert said.startswith("Gaps that could not be made even, and tell how wide")
    assert said.endswith("D01-R001.")


def test_what_stays_on_purpose_may_move(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Ann Thornbury from Jane Smith", "Jane Smith")
    draw(file, mark(file, "Ann Thornbury"), mark(file, "Jane Smith", page=2))
    keep(file, mark(file, "Jane Smith"))
    assert evened(file)["pages_with_even_gaps"] == [1, 2]


def test_text_that_moved_by_itself_fails_the_proof() -> None:
    before = make.text_pdf([LINES[0], "Second line of the letter"])
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=make.A4[0], height=make.A4[1])
        make.write(page, [LINES[0]])
        make.write(page, ["Second line of the letter"], left=76, top=100)
        worse = pdf.tobytes()
    made = finish(produce(worse, {}))
    for even in (False, True):
        subject = Subject(
            "D01", made.pdf, [1], reference(before), sheets(made), {},
            moves={1: made.moves[1]} if even and made.moves else {},
        )  # fmt: skip
        with readers(subject) as every:
            found, _ = prove_page(subject, 1, every, [])
        assert [f.reason for f in found] == [
            "the page looks different outside of its redactions"
        ]


def test_only_the_deliberate_move_is_tolerated() -> None:
    data = make.text_pdf([LINES[0], "Second line of the letter"])
    with pymupdf.open(stream=data) as pdf:
        (place,) = pdf[0].search_for("Jane Smith")
    box = Box(Rect(*place), "", "D01-R001")
    made = finish(produce(data, {1: [box]}, dress=Dress(look=Look(even=True))))
    assert len(made.moves[1]) == 1
    subject = Subject("D01", made.pdf, [1], data, sheets(made), made.boxes)
    for moves, count in ((made.moves, 0), ({}, 1)):
        with readers(subject) as every:
            known = Subject(**{**_fields(subject), "moves": moves})
            found, _ = prove_page(known, 1, every, [])
        assert len(found) == count


def _fields(subject: Subject) -> dict[str, object]:
    return {name: getattr(subject, name) for name in subject.__dataclass_fields__}


def test_more_names_of_a_register_fit_an_even_gap(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Smith and Jane Smitt of the hall")
    withheld(file, "Jane Smith")
    register = tmp_path / "staff.csv"
    register.write_text("name\nJane Smith\nJane Smitt\nJune Smith\nJuan Smith\n")
    (exact,) = finish(gaps(file, register))
    keep_look(file, even=True)
    (even,) = finish(gaps(file, register))
    assert exact.listed is not None
    assert even.listed is not None
    assert exact.listed < even.listed
    assert exact.common < even.common


@pytest.mark.parametrize("rotation", [0, 180])
def test_a_turned_page_is_released_all_the_same(tmp_path: Path, rotation: int) -> None:
    file = make.case_file(tmp_path, letter=make.text_pdf(LINES, rotation=rotation))
    draw(file, mark(file, "Jane Smith"))
    assert evened(file)["pages_released_as_pictures"] == []


def test_a_scan_is_left_as_it_is(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, letter=make.scan_pdf(LINES))
    draw(file, mark(file, "Ashby"))
    evened(file)
    picture: Image.Image = make.picture(
        (tmp_path / "out" / "D01 letter.pdf").read_bytes()
    )
    assert picture.getextrema() == (0, 255)


def test_text_in_a_form_stays_and_lines_beside_it_move(tmp_path: Path) -> None:
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=make.A4[0], height=make.A4[1])
        make.write(page, [LINES[0]])
        with pymupdf.open(stream=make.text_pdf(["", "", "", "From a form"])) as other:
            page.show_pdf_page(page.rect, other, 0)
        data = pdf.tobytes()
    file = make.case_file(tmp_path, letter=data)
    draw(file, mark(file, "Jane Smith"))
    assert evened(file)["pages_with_even_gaps"] == [1]
    assert "form" in [word for word, _, _ in words(tmp_path)]


def aligned(*lines: tuple[str, str]) -> bytes:
    """A page of lines that begin or end at a margin, or stand in the middle."""
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=make.A4[0], height=make.A4[1])
        for number, (where, text) in enumerate(lines):
            wide = pymupdf.get_text_length(text, fontsize=make.SIZE)
            places = {"left": make.LEFT, "middle": (make.A4[0] - wide) / 2}
            left = places.get(where, 500 - wide)
            make.write(page, [text], left=left, top=100 + 20 * number)
        data: bytes = pdf.tobytes()
    return data


def test_lines_in_the_middle_and_at_a_margin_stay_there(tmp_path: Path) -> None:
    data = aligned(
        ("middle", "Dear Tom Ashby and others"),
        ("middle", "Dear Walter Thornbury and friends"),
        ("right", "Dear Rose Bell and others"),
        ("right", "Flush as well"),
        ("right", "And this"),
    )
    file = make.case_file(tmp_path, letter=data)
    names = ("Tom Ashby", "Walter Thornbury", "Rose Bell")
    draw(file, *(mark(file, name) for name in names))
    row = evened(file)
    assert row["redactions_with_uneven_gaps"] == []
    assert row["pages_released_as_pictures"] == []
    found = words(tmp_path)
    lefts = [left for word, left, _ in found if word == "Dear"]
    rights = [right for word, _, right in found if word in ("others", "friends")]
    for left, right in zip(lefts[:2], rights[:2], strict=True):
        assert abs(left + right - make.A4[0]) < 0.1
    assert abs(rights[2] - 500) < 0.1
    ends = [right for word, _, right in found if word == "Dear"]
    starts = [left for word, left, _ in found if word == "and"]
    for end, start in zip(ends, starts, strict=True):
        assert abs((start - end) / STEP - round((start - end) / STEP)) < 0.005


def justified(*lines: str) -> bytes:
    """Lines that all end at 400 points, by wider spaces: one number for each line."""
    steps = []
    for number, text in enumerate(lines):
        lack = 400 - make.LEFT - pymupdf.get_text_length(text, fontsize=make.SIZE)
        wider = lack / text.count(" ")
        place = f"1 0 0 1 {make.LEFT} {700 - 20 * number} Tm"
        steps.append(f"BT /F1 {make.SIZE} Tf {wider:.4f} Tw {place} ({text}) Tj ET\n")
    return Maker("".join(steps).encode()).done().pdf


def test_a_justified_line_gets_ordinary_spaces(tmp_path: Path) -> None:
    one = "We met Rose Bell at the hall on Monday about it"
    other = "We met Walter Lee at the hall on Monday about it"
    rest = "all of the others went to the hall on Tuesday too"
    results = []
    for at, name in enumerate(("Rose Bell", "Walter Lee")):
        folder = tmp_path / str(at)
        folder.mkdir()
        data = justified(one if at == 0 else other, rest, rest, rest)
        file = make.case_file(folder, letter=data)
        draw(file, mark(file, name))
        row = evened(file)
        assert row["redactions_with_uneven_gaps"] == []
        assert row["pages_released_as_pictures"] == []
        found = words(folder)
        at_first = [w for w in found if w[0] in ("We", "met", "at", "about", "it")]
        results.append([round(x, 1) for w in at_first for x in w[1:]])
        rights = [right for word, _, right in found if word == "too"]
        assert all(abs(right - 400) < 0.1 for right in rights)
    steps = {b - a for a, b in zip(*results, strict=True)}
    assert all(abs(by / STEP - round(by / STEP)) < 0.02 for by in steps)
    with pikepdf.open(tmp_path / "0" / "out" / "D01 letter.pdf") as pdf:
        ops = {str(s.operator) for s in pikepdf.parse_content_stream(pdf.pages[0])}
    assert "Tw" not in ops


def test_an_aligned_line_of_several_parts_is_said_to_tell(tmp_path: Path) -> None:
    lines = [("right", text) for text in ("and others", "Flush as well", "And this")]
    with pymupdf.open(stream=aligned(*lines)) as pdf:
        make.write(pdf[0], ["Dear Rose Bell"], left=make.LEFT, top=100)
        file = make.case_file(tmp_path, letter=pdf.tobytes())
    draw(file, mark(file, "Rose Bell"))
    assert evened(file)["redactions_with_uneven_gaps"] == ["D01-R001"]
