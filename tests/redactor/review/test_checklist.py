"""The reviewer's ten points, with what is measured for each."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from redactor import edits
from redactor.asking import asked_points
from redactor.casefile import CaseFile, me
from redactor.cli import main
from redactor.edits import Mark
from redactor.errors import BadInput
from redactor.model import Change, Person, PersonDecision, Rect, Redaction
from redactor.release.related import relate
from redactor.request import Outcome
from redactor.review.checklist import checklist
from redactor.review.points import Answer, Point, answered, points, record
from redactor.work import finish
from tests import make

CASEWORKER, REVIEWER = "A. Caseworker", "Bo Reviewer"
CODE = ("s.40(2)",)
PAGES = (
    "Dear Jane Smith\nTeam Manager\nsee IC-200002-B2C3",
    "Jane Smith again\nfoi@borset.gov.uk",
)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[CaseFile]:
    with make.case_file(tmp_path, letter=make.pdf(*PAGES)) as made:
        yield made


def withhold(file: CaseFile, page: int, text: str, *, label: str = "PERSON") -> None:
    """Withhold these words of a page, as a finder would have proposed them."""
    words = file.words(file.state.documents["D01"], page)
    assert words is not None
    at = words.text.text.index(text)
    rects = words.text.rects(at, at + len(text))
    change = edits.draw(file.state, [Mark("D01", page, rects, text, CODE)])
    rows = tuple(replace(row, label=label) for row in change.added)  # type: ignore[call-arg]
    file.apply(replace(change, added=rows), by=CASEWORKER)


def measured(file: CaseFile, reviewer: str = REVIEWER) -> Mapping[str, Point]:
    return {point.id: point for point in finish(checklist(file, reviewer))}


def words_of(point: Point) -> str:
    return "\n".join(f"{item.about}: {item.words}" for item in point.items)


def test_there_are_ten_points_and_each_is_measured(file: CaseFile) -> None:
    withhold(file, 1, "Jane Smith")
    found = measured(file)
    assert list(found) == [point.id for point in points()]
    assert len(found) == 10
    assert all(point.measured.endswith(".") for point in found.values())


def test_pages_count_for_whoever_opened_them(file: CaseFile) -> None:
    file.mark_seen("D01", [1, 2], CASEWORKER)
    file.mark_seen("D01", [2], "reviewer, bo")
    point = measured(file)["pages"]
    assert point.measured == "Bo Reviewer opened 1 of 2 pages."
    assert words_of(point) == "D01 p.1: D01 not opened: page 1"
    assert measured(file, "")["pages"].items == ()


def test_public_mailboxes_large_boxes_and_kept_people_are_over_redaction(
    file: CaseFile,
) -> None:
    withhold(file, 2, "foi@borset.gov.uk", label="EMAIL")
    large = Mark("D01", 1, (Rect(0, 0, 595, 400),), "", CODE)
    file.apply(edits.draw(file.state, [large]), by=CASEWORKER)
    senior = Person(
        "P01", "Ada Quill", decision=PersonDecision.WITHHOLD,
        proposed=PersonDecision.RELEASE,
    )  # fmt: skip
    file.apply(Change("propose", "p", (), (senior,)), by=CASEWORKER)
    told = words_of(measured(file)["over"])
    assert "D01-R001: D01-R001 withholds a mailbox that belongs to a function" in told
    assert "D01-R002: D01-R002 is large: 48 % of its page, 0 words" in told
    assert "P01: P01 is withheld, and the policy keeps them" in told


def test_what_is_still_visible_leads_to_its_page(file: CaseFile) -> None:
    withhold(file, 1, "Jane Smith")
    point = measured(file)["under"]
    assert point.measured.startswith("1 text withheld in one place")
    assert "D01 p.2: D01, page 2 shows what D01-R001 withholds" in words_of(point)
    withhold(file, 2, "Jane Smith")
    assert measured(file)["under"].measured.startswith("0 texts")


def test_the_same_text_under_two_exemptions_is_to_be_compared(file: CaseFile) -> None:
    withhold(file, 1, "Jane Smith")
    withhold(file, 2, "Jane Smith")
    assert measured(file)["consistency"].items == ()
    file.apply(edits.assign(file.state, ["D01-R002"], ("s.42(1)",)), by=CASEWORKER)
    told = words_of(measured(file)["consistency"])
    assert "D01-R002: D01-R002 withholds the text of D01-R001 under another" in told


def test_a_job_title_beside_a_name_is_a_jigsaw(file: CaseFile) -> None:
    withhold(file, 1, "Jane Smith")
    assert "a job title that stands beside D01-R001" in words_of(
        measured(file)["jigsaw"]
    )


def test_missing_reasons_and_standing_texts_are_told_by_code(file: CaseFile) -> None:
    withhold(file, 1, "Jane Smith")
    point = measured(file)["codes"]
    assert point.measured == "0 reasons missing; s.40(2): 1."
    assert "s.40(2): the authority's standing text" in words_of(point)
    file.apply(edits.assign(file.state, ["D01-R001"], ("s.42(1)",)), by=CASEWORKER)
    assert not measured(file)["codes"].measured.startswith("0 ")


def test_an_outcome_that_boxes_contradict_is_told(file: CaseFile) -> None:
    withhold(file, 1, "Jane Smith")
    point = measured(file)["schedule"]
    assert point.measured.startswith("1 box, 1 row of the schedule; ")
    assert "released in full" not in words_of(point)
    row = replace(file.state.documents["D01"], outcome=Outcome.IN_FULL)
    file.apply(edits.put(file.state, row, "describe", "d"), by=CASEWORKER)
    assert "D01 is said to be released in full" in words_of(measured(file)["schedule"])


def test_what_is_wrong_with_the_letter_is_told(file: CaseFile) -> None:
    withhold(file, 1, "Jane Smith")
    file.apply(edits.assign(file.state, ["D01-R001"], ("s.42(1)",)), by=CASEWORKER)
    point = measured(file)["schedule"]
    assert "in the letter" in point.measured
    assert "The letter lacks" in words_of(point)


def test_another_cases_reference_leads_to_its_page(file: CaseFile) -> None:
    point = measured(file)["enclosures"]
    assert point.measured == "1 document, 2 pages: 2 leave, 0 withheld whole."
    assert words_of(point) == "D01 p.1: D01, page 1: another case's reference"


def test_a_document_that_is_not_enclosed_does_not_count_as_leaving(
    file: CaseFile,
) -> None:
    row = replace(file.state.documents["D01"], outcome=Outcome.OUT_OF_SCOPE)
    file.apply(edits.put(file.state, row, "describe", "d"), by=CASEWORKER)
    point = measured(file)["enclosures"]
    assert point.measured.endswith(
        "0 leave, 0 withheld whole, 2 of documents that are not enclosed."
    )


def test_a_case_that_was_altered_behind_its_back_is_not_clean(file: CaseFile) -> None:
    withhold(file, 1, "Jane Smith")
    assert "is as its audit trail says" in measured(file)["technical"].measured
    file._db.execute("UPDATE redaction SET page=2")
    assert "is not as its audit trail says" in measured(file)["technical"].measured


def test_the_reviewer_is_told_when_they_worked_on_the_case(file: CaseFile) -> None:
    withhold(file, 1, "Jane Smith")
    assert measured(file)["person"].items == ()
    told = words_of(measured(file, "caseworker A")["person"])
    assert "somebody else must approve" in told
    file.apply(edits.reject(file.state, ["D01-R001"]), by=me())
    assert "from this computer account" in words_of(measured(file)["person"])


def test_answers_are_kept_with_what_was_measured(file: CaseFile) -> None:
    answers = answered(["pages=yes", "over=no: D01-R003  is public"])
    assert answers["over"] == Answer("no", "D01-R003  is public")
    kept = dict(record(finish(checklist(file)), answers))
    assert kept["pages"] == "yes"
    assert kept["pages: found"].startswith("Somebody opened 0 of 2 pages.")
    assert kept["over: comment"] == "D01-R003 is public"
    assert kept["jigsaw"] == "not answered"
    for wrong in ("pages", "pages=perhaps", "colour=yes"):
        with pytest.raises(BadInput, match="answers no point"):
            answered([wrong])


def listed(case: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["list", case, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.fixture
def ready(file: CaseFile) -> str:
    """A case that can be approved, closed."""
    withhold(file, 1, "Jane Smith")
    withhold(file, 2, "Jane Smith")
    file.apply(relate(file, ["IC-200002-B2C3"]), by="A Caseworker")
    file.close()
    return str(file.path)


def answers_in(case: str, words: str) -> str:
    path = Path(case).with_name("answers.json")
    path.write_text(words)
    return str(path)


def test_the_checklist_goes_by_command_into_the_approval(
    ready: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", ready, "--by", REVIEWER, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["review"]["approved"] is False
    assert len(data["checklist"]) == 10
    checks = answers_in(ready, '{"pages": "yes: read on paper", "over": "yes"}')
    assert main(["approve", ready, "--by", REVIEWER, "--checks", checks]) == 0
    told = capsys.readouterr().err
    assert "Not answered, and recorded as such: under, consistency, jigsaw" in told
    data = listed(ready, capsys)
    assert data["review"]["approved"] is True
    kept = data["review"]["checks"]
    assert (kept["pages"], kept["pages: comment"]) == ("yes", "read on paper")
    assert kept["under"] == "not answered"


def test_answers_that_speak_against_it_approve_nothing(
    ready: str, capsys: pytest.CaptureFixture[str]
) -> None:
    approving = ["approve", ready, "--by", REVIEWER]
    assert main([*approving, "--check", "pages=yes"]) == 1
    assert "pages: Bo Reviewer opened 0 of" in capsys.readouterr().err
    assert main([*approving, "--check", "codes=no: why s.40?"]) == 1
    assert "codes: it is answered with No" in capsys.readouterr().err
    assert listed(ready, capsys)["review"]["approved"] is False


def test_on_a_terminal_each_point_is_asked(
    file: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    withhold(file, 1, "Jane Smith")
    found = finish(checklist(file, REVIEWER))
    typed = "yes\nread on paper\n" + "y\n\n" * 8 + "-\n"
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr("sys.stderr", Terminal())
    given = asked_points(found, {"over": Answer("yes")})
    assert given["pages"] == Answer("yes", "read on paper")
    assert given["over"] == Answer("yes")
    assert "not answered" in dict(record(found, given)).values()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_change_after_the_approval_is_told(
    ready: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case = ready
    assert main(["approve", case, "--by", REVIEWER]) == 0
    assert main(["remark", case, "D01 p.2", "why?", "--by", REVIEWER]) == 0
    assert main(["settle", case, "C01", "--open", "--reply", "x", "--by", "A"]) == 0
    capsys.readouterr()
    (remark,) = listed(case, capsys)["remarks"]
    assert (remark["settled"], remark["reply"]) == (False, "x")
    assert main(["list", case]) == 0
    assert "approved by Bo Reviewer, code " in capsys.readouterr().out
    assert main(["decide", case, "--reject", "--id", "D01-R001", "--by", "A"]) == 0
    assert main(["list", case]) == 0
    assert "changed since: approve it again" in capsys.readouterr().out
    assert main(["review", case, "--delta"]) == 0
    told = capsys.readouterr().out
    assert "1 change since Bo Reviewer looked" in told
    assert "D01-R001  box: withheld → left visible" in told


def test_over_lists_those_withheld_whose_office_or_company_stands_there(
    tmp_path: Path,
) -> None:
    page = (
        "Cllr Ann Orr opened the meeting.\nTom Hale, Head of Parks, agreed.\n"
        "Bo Eze, PA to the Chief Executive, took notes.\n"
        "The Chief Executive, Mia Lund, left.\nNorth Paving Ltd sent a bill.\n"
        "Ida Moss\nPress Officer\nUna Roy (Chief\nExecutive) agreed."
    )
    names = ("Ann Orr", "Tom Hale", "Bo Eze", "Mia Lund", "North Paving Ltd")
    withheld = PersonDecision.WITHHOLD
    rows = [
        Person(f"P{n:02d}", name, decision=withheld) for n, name in enumerate(names, 1)
    ]
    rows += [Person("P06", "Ida Moss", decision=withheld), Person("P07", "Kit Park")]
    rows += [Person("P08", "Una Roy", decision=withheld)]
    places = [
        Redaction(f"D01-R00{n}", "D01", 1, (Rect(0, n, 9, n + 1),), person=row.id)
        for n, row in enumerate(rows, 1)
    ]
    with make.case_file(tmp_path, note=make.pdf(page)) as file:
        file.apply(Change("people", "people", (), (*rows, *places)), by=CASEWORKER)
        words = words_of(measured(file)["over"])
    for one in ("P01", "P02", "P04", "P05", "P06", "P08"):
        assert f"{one}: {one} is withheld" in words
    assert "P03" not in words
    assert "P07" not in words
    assert "“Head of Parks”" in words
