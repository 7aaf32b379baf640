"""A case in numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.casefile.audit import Event
from redactor.cli import main
from redactor.edits import Mark
from redactor.model import Change, Person, Rect, Redaction
from redactor.review.figures import figures, minutes, told
from tests import make

CASEWORKER = "A. Caseworker"
CODE = ("s.40(2)",)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[CaseFile]:
    with make.case_file(tmp_path, letter=make.pdf("Dear Jane", "2", "3")) as made:
        yield made


def proposals(file: CaseFile, count: int) -> list[str]:
    """As many places of one person on page 1, as a finder proposes them."""
    rows = [
        Redaction(
            f"D01-R{n:03}", "D01", 1, (Rect(10, n, 20, n + 1),), f"Name {n}",
            "PERSON", "P01", exemptions=CODE, found_by="mail header",
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    jane = Person("P01", "Jane Smith", kind="our staff")
    file.apply(edits.propose(file.state, [jane], rows), by=CASEWORKER)
    return [row.serial for row in rows]


def test_boxes_are_counted_by_code_kind_document_and_finder(file: CaseFile) -> None:
    serials = proposals(file, 3)
    file.apply(edits.accept(file.state, serials[:2], CODE), by=CASEWORKER)
    file.apply(edits.reject(file.state, serials[2:]), by=CASEWORKER)
    mark = Mark("D01", 2, (Rect(0, 0, 595, 842),), "x", ("s.42(1)",))
    file.apply(edits.draw(file.state, [mark]), by=CASEWORKER)
    found = figures(file)
    assert [(line.name, line.withheld) for line in found.by_exemption] == [
        ("s.40(2)", 2),
        ("s.42(1)", 1),
    ]
    assert told(found.by_kind[0]) == "2 withheld, 1 left visible"
    assert found.by_kind[0].name == "our staff"
    assert [line.name for line in found.by_finder] == ["mail header"]
    assert found.whole == 1
    assert found.with_boxes == 2
    assert found.warnings[0] == "3 pages never opened."


def test_proposals_that_were_all_accepted_are_pointed_out(file: CaseFile) -> None:
    serials = proposals(file, 10)
    file.mark_seen("D01", [1, 2, 3])
    file.apply(edits.accept(file.state, serials[1:], CODE), by=CASEWORKER)
    assert figures(file).warnings == ()
    file.apply(edits.accept(file.state, serials[:1], CODE), by=CASEWORKER)
    assert "All 10 proposals of “mail header”" in figures(file).warnings[0]


def test_proposals_of_many_finders_that_were_all_accepted_are_pointed_out(
    file: CaseFile,
) -> None:
    serials = proposals(file, 10)
    rows = [file.state.redactions[one] for one in serials]
    others = [replace(r, found_by=f"finder {n}") for n, r in enumerate(rows)]
    file.apply(Change("propose", "p", tuple(rows), tuple(others)), by=CASEWORKER)
    file.mark_seen("D01", [1, 2, 3])
    file.apply(edits.accept(file.state, serials, CODE), by=CASEWORKER)
    assert "All 10 proposals were withheld" in figures(file).warnings[0]


def test_time_is_what_lies_between_acts_without_pauses() -> None:
    at = ("10:00:00", "10:02:00", "10:03:00", "12:00:00")
    trail = [Event(1, f"2024-10-03T{time}Z", "B", "draw", 1, "") for time in at]
    assert minutes(trail) == {"B": 3.0}


def test_the_figures_go_by_command_too(
    file: CaseFile, capsys: pytest.CaptureFixture[str]
) -> None:
    proposals(file, 2)
    assert main(["statistics", str(file.path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["boxes"]["undecided"] == 2
    assert main(["statistics", str(file.path)]) == 0
    told_ = capsys.readouterr().out
    assert "3 pages, 0 opened, 0 with boxes" in told_
    assert "our staff  2 undecided" in told_
