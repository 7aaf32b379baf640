"""An earlier release is compared with the case, and its redactions are carried over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from redactor import edits, intake
from redactor.casefile import CaseFile
from redactor.cli import app
from redactor.earlier import carry, compare
from redactor.errors import BadInput
from redactor.hints import Hint
from redactor.model import Redaction, Status
from redactor.work import finish
from tests import make
from tests.make import release
from tests.redactor.release.cases import BY, draw, mark

LETTER = (
    "Dear Jane Smith of the planning office",
    "The meeting about the lease of the old hall is on Monday at noon",
    "Please bring the keys and the plan of the ground floor with you",
    "The surveyor Tom Ashby will come as well and look at the roof",
    "Yours sincerely, the council of the town",
)
SECOND = (
    "The second page is about the cost of the repairs to the roof",
    "which the council has put at four thousand pounds for this year",
    "and which the tenant does not want to pay before the next summer",
)


def case(folder: Path, data: bytes, name: str = "letter") -> CaseFile:
    folder.mkdir(exist_ok=True)
    return make.case_file(folder, **{name: data})


def letter(*extra: str, again: bool = False) -> bytes:
    """The letter; ``again`` is another copy of it, with other bytes and places."""
    lines = [*extra, *LETTER]
    first = "\n".join(["", *lines] if again else lines)
    return make.pdf(first, "\n".join(SECOND))


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A release in which Jane Smith is withheld and Tom Ashby is visible."""
    with case(tmp_path / "old", letter()) as file:
        draw(file, mark(file, "Jane Smith"))
        finish(release(file, tmp_path / "old" / "release"))
    return tmp_path / "old" / "release"


def found(file: CaseFile, earlier: Path) -> list[tuple[int, str, str]]:
    hints = finish(compare(file, earlier))
    return [(hint.page, hint.source, hint.words) for hint in hints]


def test_what_is_visible_there_and_withheld_here_is_found(
    tmp_path: Path, earlier: Path
) -> None:
    file = case(tmp_path / "new", letter(again=True), "copy")
    draw(file, mark(file, "Jane Smith"), mark(file, "Tom Ashby"))
    assert found(file, earlier) == [
        (1, "D01-R002", "D01-R002 withholds here what D01 letter.pdf shows")
    ]


def test_what_is_withheld_there_and_visible_here_is_found(
    tmp_path: Path, earlier: Path
) -> None:
    file = case(tmp_path / "new", letter(again=True), "copy")
    assert found(file, earlier) == [
        (1, "", "2 words visible here, withheld in D01 letter.pdf")
    ]


def test_it_says_where_and_never_what(tmp_path: Path, earlier: Path) -> None:
    file = case(tmp_path / "new", letter(again=True), "copy")
    (hint,) = finish(compare(file, earlier / "D01 letter.pdf"))
    assert isinstance(hint, Hint)
    assert hint.rects[0] == mark(file, "Jane").rects[0]
    assert "Jane" not in str(hint)


def test_a_page_that_was_left_out_is_found(tmp_path: Path) -> None:
    with case(tmp_path / "old", make.pdf("\n".join(LETTER))) as file:
        finish(release(file, tmp_path / "old" / "release"))
    file = case(tmp_path / "new", letter(again=True), "copy")
    assert found(file, tmp_path / "old" / "release") == [
        (2, "", "this page is not in D01 letter.pdf: withheld or left out there")
    ]


def test_another_document_is_not_compared(tmp_path: Path, earlier: Path) -> None:
    other = "\n".join(f"Line {n} is about something else entirely" for n in range(9))
    file = case(tmp_path / "new", make.pdf(other))
    assert found(file, earlier) == []


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    file = case(tmp_path / "new", letter())
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput):
        finish(compare(file, tmp_path / "empty"))


def test_the_command_line_compares(tmp_path: Path, earlier: Path) -> None:
    with case(tmp_path / "new", letter(again=True)) as file:
        path = file.path
    arguments = ["hints", str(path), "--earlier", str(earlier), "--json"]
    run = CliRunner().invoke(app, arguments)
    assert run.exit_code == 0, run.output
    kinds = [hint["kind"] for hint in json.loads(run.stdout)["hints"]]
    assert "earlier" in kinds


# -- carried over


def proposed(file: CaseFile) -> list[Redaction]:
    return [r for r in file.state.in_order() if r.status is Status.SUGGESTED]


def test_redactions_of_the_same_file_are_proposed_where_they_were(
    tmp_path: Path,
) -> None:
    old = case(tmp_path / "old", letter())
    draw(old, mark(old, "Jane Smith"), code="s.40(2)")
    new = case(tmp_path / "new", letter())
    new.apply(carry(new, old), by=BY)
    (row,) = proposed(new)
    assert row.rects == mark(new, "Jane Smith").rects
    assert row.text == "Jane Smith"
    assert row.exemptions == ("s.40(2)",)
    assert row.why == "withheld in IC-100001-A1B2"
    new.undo(by=BY)
    assert not proposed(new)


def test_redactions_of_another_copy_are_proposed_where_the_text_stands(
    tmp_path: Path,
) -> None:
    old = case(tmp_path / "old", letter("Tom Ashby wrote"))
    first, second = (
        edits.Mark("D01", 1, rects, "Tom Ashby") for rects in places(old, "Tom Ashby")
    )
    assert first != second
    draw(old, second)
    new = case(tmp_path / "new", letter("Tom Ashby wrote", again=True), "copy")
    new.apply(carry(new, old), by=BY)
    (row,) = proposed(new)
    assert row.rects == places(new, "Tom Ashby")[1]


def places(file: CaseFile, text: str) -> list[tuple[object, ...]]:
    words = file.words(file.state.documents["D01"], 1)
    assert words is not None
    said = words.text
    starts = [n for n in range(len(said.text)) if said.text.startswith(text, n)]
    return [said.rects(n, n + len(text)) for n in starts]


def test_what_is_decided_here_stays(tmp_path: Path) -> None:
    old = case(tmp_path / "old", letter())
    draw(old, mark(old, "Jane Smith"))
    new = case(tmp_path / "new", letter())
    draw(new, mark(new, "Jane Smith"), code="s.38(1)(a)")
    assert not carry(new, old)


def test_only_accepted_redactions_are_carried(tmp_path: Path) -> None:
    old = case(tmp_path / "old", letter())
    change = draw(old, mark(old, "Jane Smith"))
    serials = [r.serial for r in change.added if isinstance(r, Redaction)]
    old.apply(edits.reject(old.state, serials), by=BY)
    new = case(tmp_path / "new", letter())
    assert not carry(new, old)


def test_the_command_line_carries(tmp_path: Path) -> None:
    with case(tmp_path / "old", letter()) as old:
        draw(old, mark(old, "Jane Smith"))
        before = old.path
    with case(tmp_path / "new", letter()) as new:
        path = new.path
    arguments = ["carry", str(path), "--from", str(before), "--by", BY, "--json"]
    run = CliRunner().invoke(app, arguments)
    assert run.exit_code == 0, run.output
    assert json.loads(run.stdout) == {"proposed": 1}


def test_a_case_without_documents_in_common_is_left_alone(tmp_path: Path) -> None:
    old = case(tmp_path / "old", letter())
    draw(old, mark(old, "Jane Smith"))
    new = make.empty_case(tmp_path, "none.foicase")
    assert not carry(new, old)
    assert finish(intake.read(new)) == 0
