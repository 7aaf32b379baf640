"""What a row was before, from the history of a real case file."""

from __future__ import annotations

from pathlib import Path

from redactor.casefile import CaseFile
from redactor.reasons import say
from redactor.request import Decision
from tests import make

CODE = "s.42(1)"


def said(file: CaseFile) -> list[str]:
    found = file.versions(Decision("J01", CODE), "reason")
    rows = [one.row for one in found]
    return [r.answer("for") if isinstance(r, Decision) else "-" for r in rows]


def test_every_version_that_stands_is_there_with_its_author(tmp_path: Path) -> None:
    with make.case_file(tmp_path) as file:
        assert said(file) == []
        for by, words in (("A", "Openness"), ("B", "Trust"), ("C", "")):
            file.apply(say(file.state, CODE, {"for": words}), by=by)
        other = say(file.state, "s.35(1)(a)", {"for": "other"})
        file.apply(other, by="D")
        assert said(file) == ["Openness", "Trust", "-"]
        found = file.versions(Decision("J01", CODE), "reason")
        assert [one.by for one in found] == ["A", "B", "C"]
        assert all(one.at.endswith("Z") for one in found)


def test_what_was_undone_is_no_version(tmp_path: Path) -> None:
    with make.case_file(tmp_path) as file:
        for words in ("Openness", "Trust"):
            file.apply(say(file.state, CODE, {"for": words}), by="A")
        file.undo(by="A")
        assert said(file) == ["Openness"]
