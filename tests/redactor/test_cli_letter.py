"""The letter and the disclosure log by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redactor.cli import main
from redactor.release.reply.letter_file import words
from tests import make
from tests.redactor.release.cases import draw, mark


@pytest.fixture
def case(tmp_path: Path) -> str:
    with make.case_file(tmp_path, letter=make.pdf("Dear Jane Smith, no.")) as file:
        draw(file, mark(file, "Jane Smith"))
        return str(file.path)


def test_an_approved_case_goes_through_to_the_log(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, log = str(tmp_path / "out"), str(tmp_path / "log")
    assert main(["request", case, "--requester", "Ada Quill", "--by", "A"]) == 0
    assert main(["approve", case, "--by", "Somebody Else"]) == 0
    assert main(["release", case, out]) == 0
    assert "Ada Quill" in words((tmp_path / "out" / "letter.docx").read_bytes())
    capsys.readouterr()
    assert main(["log", case, out, log, "--title", "A letter", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["title"] == "A letter"
    assert said.err == ""
    assert "Quill" not in words((tmp_path / "log" / "letter.docx").read_bytes())
    assert main(["log", case, out, log]) == 1
    assert "exists already" in capsys.readouterr().err


def test_a_letter_that_is_not_final_says_why(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "answer.docx"
    assert main(["letter", case, str(out), "--date", "2024-10-11"]) == 0
    said = capsys.readouterr()
    assert "Nobody has approved it." in said.err
    assert str(out) in said.out
    text = words(out.read_bytes())
    assert "DRAFT - NOT APPROVED" in text
    assert "11 October 2024" in text
    assert main(["letter", case, str(out)]) == 1


def test_what_is_no_template_is_refused(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.docx"
    own.write_text("no Word file")
    out = tmp_path / "answer.docx"
    assert main(["letter", case, str(out), "--template", str(own)]) == 1
    assert "can't be used as a template" in capsys.readouterr().err
    assert not out.exists()


def test_a_case_that_does_not_say_who_asked_is_told_so(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    assert main(["log", case, out, str(tmp_path / "log")]) == 1
    said = capsys.readouterr().err
    assert "does not say who asked" in said
    assert "Nobody has approved it." in said
