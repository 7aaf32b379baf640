"""The request and the law by command."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from redactor.casefile import CaseFile
from redactor.cli import main
from tests import make


@pytest.fixture
def case(tmp_path: Path) -> str:
    with make.case_file(tmp_path, letter=make.pdf("Dear Jane Smith, no.")) as file:
        return str(file.path)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_the_request_is_taken_down_and_answered_by_parts(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "request.txt"
    text.write_text("I ask for\n1. all letters\n2. all minutes\n")
    options = ["--requester", "Ada Quill", "--team", "Access Team", "--by", "A"]
    assert main(["request", case, "--text", str(text), *options]) == 0
    assert "2  pending  all minutes" in said(capsys)
    elsewhere = ["--outcome", "available elsewhere", "--exemption", "21(1)"]
    assert main(["part", case, "2", *elsewhere, "--by", "A"]) == 0
    assert main(["missing", case]) == 1
    told = said(capsys)
    assert "Part 1 has no outcome" in told
    assert "does not say where" in told
    answered = ["--outcome", "released in full", "--document", "D01", "--by", "A"]
    assert main(["part", case, "1", *answered]) == 0
    assert main(["part", case, "2", "--link", "https://x.uk", "--by", "A"]) == 0
    assert main(["missing", case]) == 0
    said(capsys)
    assert main(["list", case, "--json"]) == 0
    data = json.loads(said(capsys))
    assert [part["outcome"] for part in data["parts"]] == [
        "released in full",
        "available elsewhere",
    ]
    assert data["documents"][0]["parts"] == ["1"]


def test_the_details_of_a_case_are_put_right(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--authority", "Borsetshire  Council", "--received", "2024-10-02"]
    assert main(["request", case, *options, "--reference", "FOI 7", "--by", "A"]) == 0
    with CaseFile.attach(Path(case)) as file:
        row = file.state.case
    assert (row.authority, row.reference) == ("Borsetshire Council", "FOI 7")
    assert row.received == dt.date(2024, 10, 2)
    assert main(["request", case, "--received", "1871-01-01", "--by", "A"]) == 1
    assert "not known" in capsys.readouterr().err


def test_reasons_are_given_by_command_or_from_a_file(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marks = tmp_path / "marks.json"
    mark = {"document": "D01", "page": 1, "rects": [[72, 72, 200, 90]]}
    marks.write_text(json.dumps([{**mark, "exemptions": ["s.42(1)"]}]))
    assert main(["import", case, str(marks), "--by", "A"]) == 0
    assert main(["missing", case, "--json"]) == 1
    found = json.loads(said(capsys).partition("\n")[2])
    assert {one["question"] for one in found["missing"]} == {
        "privilege",
        "for",
        "against",
        "result",
    }
    assert main(["list", case, "--json"]) == 0
    assert json.loads(said(capsys))["missing"] == found["missing"]
    assert main(["missing", case]) == 1
    how = 'reason CASE "s.42(1)" --answer privilege="advice" or "litigation"'
    assert how in said(capsys)
    reason = ["reason", case, "42", "--by", "A"]
    assert main([*reason, "--answer", "privilege=Advice", "--answer", "for=x"]) == 0
    answers = tmp_path / "answers.json"
    answers.write_text('{"against": "y", "result": "withhold"}')
    assert main([*reason, "--file", str(answers)]) == 0
    assert main(["missing", case]) == 0
    assert main([*reason, "--answer", "privilege=none"]) == 1
    assert main([*reason, "--answer", "privilege"]) == 2
    assert main(reason) == 2
    answers.write_text("[]")
    assert main([*reason, "--file", str(answers)]) == 1
    said(capsys)
    main(["list", case, "--json"])
    (decision,) = json.loads(said(capsys))["decisions"]
    assert decision["answers"]["against"] == "y"
    assert decision["serves"] == ["D01-R001"]


def test_the_clock_takes_note_of_what_happens(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = ["--date", "2024-10-15", "--by", "A"]
    extend = ["clock", case, "public interest extension", *notice]
    assert main(extend) == 1
    assert main([*extend, "--exemption", "s.44(1)(a)"]) == 1
    assert main([*extend, "--exemption", "s.42(1)"]) == 0
    assert "20 working days from the notice" in said(capsys)
    assert main(["clock", case, "--json"]) == 0
    assert json.loads(said(capsys))["due"] == "2024-11-12"
    assert main(["clock", case, "answered", "--date", "2024-10-15"]) == 2
    assert main(["clock", case, "--remove", "T01", "--by", "A"]) == 0
    said(capsys)
    main(["list", case, "--json"])
    assert json.loads(said(capsys))["clock"]["moments"] == []


def test_a_deadline_needs_no_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "2024-11-28", "--json"]) == 0
    assert json.loads(said(capsys))["due"] == "2024-12-31"
    then = ["--then", "fees notice=2024-10-03", "--then", "fee paid=2024-10-08"]
    assert main(["deadline", "2024-10-01", *then]) == 0
    assert "2024-11-04  answer due" in said(capsys)
    assert main(["deadline", "2031-01-01"]) == 1
    assert main(["deadline", "2024-01-01", "--regime", "GDPR"]) == 1


def test_the_policy_decides_nobody_it_does_not_know(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["policy", case, "--by", "A"]) == 0
    assert "0 people" in said(capsys)


def test_a_document_is_described_by_command(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    by = ["--by", "A"]
    elsewhere = ["--outcome", "available elsewhere", "--exemption", "21(1)"]
    assert main(["document", case, "D01", *elsewhere, *by]) == 0
    assert main(["missing", case]) == 1
    assert "does not say where" in said(capsys)
    names = ["--title", "Letter", "--kind", "letter", "--date", "May 2024"]
    more = ["--parties", "Council to resident", "--note", "Page 2 is blank"]
    link = ["--link", "https://example.org/a"]
    assert main(["document", case, "D01", *names, *more, *link, *by]) == 0
    assert main(["document", case, "D01", "--link", "somewhere", *by]) == 1
    said(capsys)
    assert main(["list", case, "--json"]) == 0
    row = json.loads(said(capsys))["documents"][0]
    assert (row["outcome"], row["link"]) == ("available elsewhere", link[1])
    assert (row["title"], row["kind"], row["date"]) == ("Letter", "letter", "May 2024")
    assert (row["parties"], row["note"]) == (more[1], more[3])
    assert row["exemptions"] == ["s.21(1)"]
    assert main(["document", case, "D01", *by]) == 2


def test_the_law_behind_a_bar_stays_with_its_code(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cited = "s.44(1)(a): Data Protection Act 2018, section 132(1)"
    decide = ["decide", case, "--accept", "--text", "Jane Smith", "--by", "A"]
    assert main([*decide, "--exemption", cited, "--exemption", "31(1)(g)"]) == 0
    assert main(["missing", case]) == 1
    told = said(capsys)
    assert "Which law bars release" not in told
    assert 'purposes="a, c" (a to j)' in told
    assert main(["list", case, "--json"]) == 0
    (row,) = json.loads(said(capsys))["redactions"]
    assert row["exemptions"] == [cited, "s.31(1)(g)"]
