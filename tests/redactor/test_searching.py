"""Searches of the whole case: by command, decided at once, and as rules of the case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redactor import cli
from redactor.casefile import CaseFile
from redactor.errors import BadInput
from redactor.find.propose import Findings, propose
from redactor.find.query import Query
from redactor.find.rules import Rule, listed, put_rules, rules_of
from redactor.model import Status
from redactor.work import finish
from tests import make

TEXT = (
    "Dear Ms Whitcombe\nProject Kingfisher costs AB123456.\n"
    "Yours sincerely\nPriya Whitcombe\npriya.whitcombe@example.com"
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    make.case_file(tmp_path, letter=make.pdf(TEXT)).close()
    return tmp_path / "case.foicase"


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    code = cli.main([str(word) for word in words])
    return code, capsys.readouterr().out


def hits(capsys: pytest.CaptureFixture[str], *words: str | Path) -> list[str]:
    code, out = run(capsys, *words, "--json")
    assert code == 0
    return [hit["text"] for hit in json.loads(out)["hits"]]


def test_texts_expressions_and_slips_are_found(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hits(capsys, "search", case, "whitcombe") == ["Whitcombe"] * 2 + [
        "whitcombe"
    ]
    assert hits(capsys, "search", case, "--regex", r"[A-Z]{2}\d{6}") == ["AB123456"]
    assert hits(capsys, "search", case, "--fuzzy", "Kingfsher") == ["Kingfisher"]


def test_hits_are_withheld_as_one_step_that_undo_takes_back(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(
        capsys, "search", case, "kingfisher", "--withhold", "s.43(2)", "--by", "Ann"
    )
    assert (code, out.splitlines()[-1]) == (0, "1 found; 1 withheld.")
    with CaseFile.open(case) as file:
        (row,) = file.state.redactions.values()
        assert (row.text, row.status) == ("Kingfisher", Status.ACCEPTED)
        assert row.exemptions == ("s.43(2)",)
        file.undo(by="Ann")
        assert not file.state.redactions


def test_nothing_is_decided_by_nobody(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = run(capsys, "search", case, "kingfisher", "--keep")
    assert code == 2


def found(file: CaseFile) -> Findings:
    return finish(propose(file))


def test_a_rule_proposes_its_hits_under_its_code(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(
        capsys,
        *("search", case, "--regex", r"AB\d+", "--withhold", "s.43(2)"),
        *("--save", "--by", "Ann"),
    )
    with CaseFile.open(case) as file:
        file.undo(by="Ann")  # what was drawn, not the rule
        change = found(file).change(file.state)
        file.apply(change, by="Ann")
        (row,) = [r for r in file.state.redactions.values() if r.text == "AB123456"]
        assert (row.status, row.exemptions) == (Status.SUGGESTED, ("s.43(2)",))
        assert row.found_by == "rule of this case"
        assert [event.act for event in file.events()].count("rules") == 1


def test_a_rule_that_keeps_takes_the_proposal_away_and_says_that_it_stays(
    case: Path,
) -> None:
    with CaseFile.open(case) as file:
        before = {place.text for place in found(file).places}
        assert "Priya Whitcombe" in before
        keep = Query("Priya Whitcombe", whole_words=True)
        put_rules(file, [Rule("Priya Whitcombe", (keep,), keep=True)], by="Ann")
        after = {place.text for place in found(file).places}
        assert "Priya Whitcombe" not in after
        document = file.state.documents["D01"]
        stays = {passage.text for passage in file.kept(document)[1]}
        assert "Priya Whitcombe" in stays


def test_a_list_is_looked_for_as_whole_words_and_kept_as_one_rule(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Kingfisher\nWhitcombe\n\nking\n", encoding="utf-8")
    args = ("search", case, "--list", names, "--keep", "--save", "--by", "Ann")
    assert sorted(hits(capsys, *args)) == sorted(
        ["Whitcombe", "Kingfisher", "Whitcombe", "whitcombe"]
    )
    code, out = run(capsys, "search", case)
    assert (code, out.strip()) == (0, "keep the 3 entries of names.txt")
    run(capsys, "search", case, "--list", names, "--drop", "--by", "Ann")
    with CaseFile.open(case) as file:
        assert not rules_of(file)


def test_an_empty_list_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "names.txt"
    empty.write_text("\n \n", encoding="utf-8")
    with pytest.raises(BadInput, match="nothing to look for"):
        listed(empty)
