"""What a release would still hint at is said before: gaps, initials, titles, copies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from redactor.casefile import CaseFile
from redactor.cli import app
from redactor.gaps import Gap, gaps
from redactor.hints import Hint, hints
from redactor.model import Change, Person, PersonDecision, Redaction
from redactor.release.pdf.geometry import grown
from redactor.whole import whole_page
from redactor.work import finish
from tests.make import release
from tests.redactor.release.cases import BY, draw, keep, letter, mark

REGISTER = "name\nJane Smith\nJane Smitt\nIan Li\nChristopher Featherstonehaugh\n"


def withheld(file: CaseFile, name: str, document: str = "D01") -> None:
    """The person of this name is withheld at the first place of it."""
    drawn = draw(file, mark(file, name, document)).added[0]
    assert isinstance(drawn, Redaction)
    person = Person("P01", name, (name,), "", PersonDecision.WITHHOLD)
    row = replace(drawn, label="PERSON", person="P01")
    file.apply(Change("propose", "", (drawn,), (row, person)), by=BY)


def gap(file: CaseFile, register: Path | None = None) -> Gap:
    (found,) = finish(gaps(file, register))
    return found


def test_two_boxes_over_the_same_words_are_said_to_count_twice(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Smith\nBest wishes, Tom Ashby")
    draw(file, mark(file, "Jane Smith"), mark(file, "Tom Ashby"))
    again = mark(file, "Jane")
    draw(file, replace(again, rects=tuple(grown(r, 0.5) for r in again.rects)))
    (hint,) = [h for h in finish(hints(file)) if h.kind == "double"]
    assert hint.source == "D01-R003"
    assert hint.words.startswith("D01-R001 covers the words that D01-R003 covers")


def test_boxes_on_a_page_that_is_withheld_whole_are_not(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Smith")
    document = file.state.documents["D01"]
    draw(file, mark(file, "Jane"), whole_page(document, 1, file.words(document, 1)))
    assert [h for h in finish(hints(file)) if h.kind == "double"] == []


def test_names_of_the_register_that_fit_a_gap_are_counted(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Smith and Jane Smitt of the hall")
    withheld(file, "Jane Smith")
    register = tmp_path / "staff.csv"
    register.write_text(REGISTER)
    found = gap(file, register)
    assert found.listed == 1
    assert found.is_tight
    assert abs(found.width - 57) < 12


def test_a_single_word_is_compared_with_single_words(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Smith and others of the hall")
    withheld(file, "Smith")
    assert gap(file).common >= 1


def test_names_that_are_as_wide_fit_as_well(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Ann Abe and others of the hall, nearby")
    withheld(file, "Ann Abe")
    register = tmp_path / "staff.csv"
    register.write_text("name\nAnn Abe\nAnn Aeb\nAnn Bartholomew\n")
    assert gap(file, register).listed == 2


def kinds(found: list[Hint]) -> list[str]:
    return [hint.kind for hint in found if hint.kind != "gap"]


def test_initials_are_found(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Smith\nJS: agreed, said J.S. of JSP")
    withheld(file, "Jane Smith")
    found = finish(hints(file))
    assert kinds(found) == ["initials", "initials"]
    assert all("Jane" not in str(hint) for hint in found)


def test_a_job_title_beside_a_name_is_found(tmp_path: Path) -> None:
    file = letter(tmp_path, "Jane Smith, Head of Estates\nwrote to the planning team")
    withheld(file, "Jane Smith")
    assert kinds(finish(hints(file))) == ["job title"]


def test_a_title_that_is_withheld_too_is_no_hint(tmp_path: Path) -> None:
    file = letter(tmp_path, "Jane Smith, Head of Estates\nwrote to us")
    withheld(file, "Jane Smith")
    draw(file, mark(file, ", Head of Estates"))
    assert kinds(finish(hints(file))) == []


def test_a_copy_in_which_the_text_stays_is_found(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Smith", "On Monday Jane Smith wrote:")
    withheld(file, "Jane Smith")
    keep(file, mark(file, "Jane Smith", page=2))
    (hint,) = [x for x in finish(hints(file)) if x.kind == "copy"]
    assert (hint.document, hint.page) == ("D01", 2)


def test_the_command_line_lists_them(tmp_path: Path) -> None:
    with letter(tmp_path, "Dear Jane Smith\nJS: agreed") as file:
        withheld(file, "Jane Smith")
        path = file.path
    run = CliRunner().invoke(app, ["hints", str(path), "--json"])
    assert run.exit_code == 0
    found = json.loads(run.stdout)["hints"]
    assert "initials" in {hint["kind"] for hint in found}
    assert "Smith" not in run.stdout


def test_the_authoritys_own_name_in_the_schedule_stops_nothing(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Mr Kent of the office")
    before = file.state.case
    after = replace(before, authority="Kent County Council")
    file.apply(Change("edit", "case", (before,), (after,)), by=BY)
    withheld(file, "Kent")
    manifest = json.loads(finish(release(file, tmp_path / "out")))
    assert any("authority says of itself" in check for check in manifest["checks"])
    assert "Kent" not in json.dumps(manifest)
