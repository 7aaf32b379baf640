"""Text and tables go out with codes in place, proved like the PDFs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from redactor.casefile import CaseFile
from redactor.errors import BadInput, ReleaseRefused
from redactor.model import Change, Redaction
from redactor.release.plaintext import Extras
from redactor.work import finish
from tests import make
from tests.make import release
from tests.redactor.release.cases import BY, draw, letter, mark
from tests.redactor.release.traps import SECRET, Maker, hidden, line


def released(file: CaseFile, out: Path, *tables: Path) -> str:
    finish(release(file, out, Extras(texts=True, tables=tables)))
    return (out / "D01 letter.txt").read_text()


def person(file: CaseFile, name: str) -> None:
    """Withhold the first place of a name."""
    change = draw(file, mark(file, name))
    (row,) = [r for r in change.added if isinstance(r, Redaction)]
    file.apply(Change("", "", (row,), (replace(row, label="PERSON"),)), by=BY)


def test_codes_stand_where_the_text_was(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Smith of the office", "Page two")
    draw(file, mark(file, "Jane Smith"))
    text = released(file, tmp_path / "out")
    assert "Dear [s.40(2)] of the office" in text
    assert "Page two" in text
    assert "Smith" not in text


def test_text_that_nobody_sees_is_not_written(tmp_path: Path) -> None:
    pdf = Maker(line("Dear reader") + hidden(b"1 g ", SECRET)).done().pdf
    file = make.case_file(tmp_path, letter=pdf)
    text = released(file, tmp_path / "out")
    assert "Dear reader" in text
    assert SECRET not in text


def test_a_table_gets_codes_for_what_is_withheld(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Thornbury of the office")
    person(file, "Jane Thornbury")
    table = tmp_path / "calls.csv"
    table.write_text('who,about\n"Thornbury, Jane","a call, long"\nThe office,tea\n')
    released(file, tmp_path / "out", table)
    made = (tmp_path / "out" / "T01 table.csv").read_text()
    assert "Thornbury" not in made
    assert "[s.40(2)]" in made
    assert '"a call, long"' in made
    assert "The office,tea" in made


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane")
    with pytest.raises(BadInput):
        released(file, tmp_path / "out", tmp_path / "missing.csv")
    assert not (tmp_path / "out").exists()


def test_a_name_that_a_table_spreads_over_cells_stops_the_release(
    tmp_path: Path,
) -> None:
    file = letter(tmp_path, "Dear Ann Lee of the office")
    person(file, "Ann Lee")
    table = tmp_path / "calls.csv"
    table.write_text("given,family\nAnn,Lee\n")
    with pytest.raises(ReleaseRefused) as refused:
        released(file, tmp_path / "out", table)
    assert refused.value.findings[0].startswith("table 1:")
