"""The internal schedule: what it says, and edited elsewhere and read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.casefile.deeds import deeds
from redactor.cli import main
from redactor.errors import BadInput
from redactor.model import Case, Status
from redactor.release.internal_files import save_internal
from redactor.release.schedules.internal import WARNING, internal
from redactor.roundtrip import Report, take_back
from tests import make
from tests.redactor.release.cases import BY, draw, mark

TEXT = "Dear Jane Smith\nThe meeting with Tom Ashby is on Monday\n=1+1 is a sum"


def case(folder: Path) -> CaseFile:
    file = make.case_file(folder, letter=make.pdf(TEXT))
    draw(file, mark(file, "Jane Smith"), mark(file, "Tom Ashby"), mark(file, "=1+1"))
    return file


def exported(file: CaseFile, folder: Path, name: str = "s.xlsx") -> Path:
    return save_internal(file, folder / name)[0]


def column(sheet: Any, head: str) -> int:
    return 1 + [cell.value for cell in sheet[2]].index(head)


def row_of(sheet: Any, name: str) -> int:
    return next(
        n for n in range(3, sheet.max_row + 1) if sheet.cell(n, 1).value == name
    )


def edit(path: Path, *cells: tuple[str, str, str, Any]) -> None:
    """Set cells: sheet, serial or number, head, value."""
    book = openpyxl.load_workbook(path)
    for sheet, name, head, value in cells:
        table = book[sheet]
        table.cell(row_of(table, name), column(table, head)).value = value
    book.save(path)


def back(file: CaseFile, path: Path) -> Report:
    change, report = take_back(file, path)
    file.apply(change, by=BY)
    return report


def test_it_says_what_is_withheld_who_decided_it_and_warns_on_every_page(
    tmp_path: Path,
) -> None:
    file = case(tmp_path)
    path = save_internal(file, tmp_path / "s.pdf")[0]
    assert path.name == "INTERNAL s.pdf"
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    pages = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    assert all(WARNING in page for page in pages)
    assert "Jane Smith" in "".join(pages)
    row = internal(file).redactions[0]
    assert BY in row
    assert "drawn by hand" in row


def test_a_decision_that_was_taken_back_is_nobodys(tmp_path: Path) -> None:
    file = case(tmp_path)
    file.apply(edits.reject(file.state, ["D01-R001"]), by="Somebody Else")
    decided = deeds(file)["D01-R001"].decided
    assert decided is not None
    assert decided.by == "Somebody Else"
    file.undo(by="Somebody Else")
    decided = deeds(file)["D01-R001"].decided
    assert decided is not None
    assert decided.by == BY


def test_it_never_goes_into_the_folder_of_a_release(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    file = case(tmp_path)
    with pytest.raises(BadInput):
        exported(file, tmp_path)
    assert not list(tmp_path.glob("INTERNAL*"))


def test_untouched_it_changes_nothing(tmp_path: Path) -> None:
    file = case(tmp_path)
    for name in ("s.xlsx", "s.csv"):
        change, report = take_back(file, exported(file, tmp_path, name))
        assert not change
        assert report == Report(missing=report.missing)


def test_edits_become_one_step_that_can_be_undone(tmp_path: Path) -> None:
    file = case(tmp_path)
    before = file.state
    path = exported(file, tmp_path)
    edit(
        path,
        ("Redactions", "D01-R001", "Codes", " 42(1) ; s 40(2)"),
        ("Redactions", "D01-R001", "Category", "Our staff: name"),
        ("Redactions", "D01-R002", "Status", "left visible"),
        ("Redactions", "D01-R002", "Reason", "he signs for the Council"),
        ("Documents", "D01", "Title", "A letter"),
        ("Documents", "D01", "Date", dt.date(2024, 10, 1)),
    )
    report = back(file, path)
    assert report.refused == []
    one, two = (file.state.redactions[s] for s in ("D01-R001", "D01-R002"))
    assert one.exemptions == ("s.42(1)", "s.40(2)")
    assert one.category == "our staff: name"
    assert (two.status, two.reason) == (Status.REJECTED, "he signs for the Council")
    document = file.state.documents["D01"]
    assert (document.title, document.date) == ("A letter", "1 October 2024")
    file.undo(by=BY)
    assert file.state == before


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (("Redactions", "D01-R001", "Codes", "s.40"), "not precise enough"),
        (("Redactions", "D01-R001", "Category", "a secret"), "not in the list"),
        (("Redactions", "D01-R001", "Status", "perhaps"), "no status"),
        (("Redactions", "D01-R001", "Withheld text", "X"), "can't be edited"),
        (("Redactions", "D01-R001", "Serial", "D09-R001"), "no D09-R001"),
        (("Redactions", "D01-R001", "Serial", "D01-R002"), "there twice"),
        (("Redactions", "D01-R001", "Reason", "=HYPERLINK(A1)"), "formula"),
        (("Documents", "D01", "Title", "To Mr Ashby"), "says what D01-R002"),
        (("Documents", "D01", "Link", "ftp://x"), "https://"),
    ],
)
def test_what_can_not_be_taken_over_is_refused_with_its_place(
    tmp_path: Path, cell: tuple[str, str, str, Any], words: str
) -> None:
    file = case(tmp_path)
    path = exported(file, tmp_path)
    edit(path, cell, ("Redactions", "D01-R003", "Reason", "fine"))
    before = file.state
    report = back(file, path)
    assert any(words in one for one in report.refused)
    assert report.changed == ["D01-R003: Reason"]
    others = {k: r for k, r in file.state.redactions.items() if k != "D01-R003"}
    assert others.items() <= before.redactions.items()


def test_a_row_that_the_case_changed_since_is_left_alone(tmp_path: Path) -> None:
    file = case(tmp_path)
    path = exported(file, tmp_path)
    file.apply(edits.annotate(file.state, ["D01-R001"], "newer"), by=BY)
    edit(path, ("Redactions", "D01-R001", "Reason", "older"))
    report = back(file, path)
    assert "changed in the case since" in report.refused[0]
    assert file.state.redactions["D01-R001"].reason == "newer"


def test_another_cases_schedule_is_refused(tmp_path: Path) -> None:
    path = exported(case(tmp_path), tmp_path)
    row = Case("ANOTHER/1", dt.date(2024, 10, 1))
    other = CaseFile.create(tmp_path / "other.foicase", row, by=BY)
    with pytest.raises(BadInput, match="another case"):
        take_back(other, path)


def _csv(path: Path, change: Callable[[list[list[str]]], list[list[str]]]) -> None:
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(change(rows))
    path.write_text(out.getvalue(), encoding="cp1252")


def test_rows_and_columns_may_be_moved_and_left_out(tmp_path: Path) -> None:
    file = case(tmp_path)
    path = exported(file, tmp_path, "s.csv")

    def turned(rows: list[list[str]]) -> list[list[str]]:
        at = rows[0].index("Reason")
        rows[3][at] = "moved"
        rows[3][rows[0].index("Score")] = "1"
        kept = [rows[0], rows[3], rows[1]]
        return [row[::-1] for row in kept]

    _csv(path, turned)
    report = back(file, path)
    assert report.changed == ["D01-R003: Reason"]
    assert report.missing == ["D01-R002"]
    assert report.refused == []


def test_no_cell_of_an_export_is_a_formula(tmp_path: Path) -> None:
    file = case(tmp_path)
    rows = exported(file, tmp_path, "s.csv").read_text("utf-8-sig")
    assert "'=1+1" in rows
    book = openpyxl.load_workbook(exported(file, tmp_path))
    kinds = {cell.data_type for row in book["Redactions"] for cell in row}
    assert "f" not in kinds


def test_the_command_line_writes_and_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = case(tmp_path)
    path = str(file.path)
    file.close()
    assert main(["schedule", path, str(tmp_path / "s.xlsx"), "--internal"]) == 0
    made = tmp_path / "INTERNAL s.xlsx"
    edit(made, ("Redactions", "D01-R001", "Reason", "a note"))
    assert main(["schedule-import", path, str(made), "--by", BY]) == 0
    assert "1 rows changed; 0 refused." in capsys.readouterr().out
    assert main(["schedule", path, str(tmp_path / "public.json")]) == 0
    assert "Smith" not in (tmp_path / "public.json").read_text("utf-8")


def worked_on(path: Path, change: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def refusal(file: CaseFile, path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        take_back(file, path)
    return caught.value.sentence


def test_merged_cells_are_refused_because_they_empty_others(tmp_path: Path) -> None:
    file = case(tmp_path)
    path = exported(file, tmp_path)
    worked_on(path, lambda book: book["Redactions"].merge_cells("G3:G5"))
    assert "merged cells" in refusal(file, path)


def test_a_sheet_that_was_copied_is_refused(tmp_path: Path) -> None:
    file = case(tmp_path)
    path = exported(file, tmp_path)
    worked_on(path, lambda book: book.copy_worksheet(book["Redactions"]))
    assert "the same table on two sheets" in refusal(file, path)


def test_thousands_of_rows_that_are_not_there_are_told_in_short(
    tmp_path: Path,
) -> None:
    file = case(tmp_path)
    path = exported(file, tmp_path)

    def flood(book: Any) -> None:
        for number in range(3000):
            book["Redactions"].append([f"D01-R{number + 100}"])

    worked_on(path, flood)
    report = back(file, path)
    assert report.refused[0] == "Row 6: there is no D01-R100 in the case."
    assert report.refused[-1] == "2,980 more rows are not in the case."
    assert len(report.refused) == 21


def test_a_serial_that_is_a_formula_is_no_serial(tmp_path: Path) -> None:
    file = case(tmp_path)
    path = exported(file, tmp_path)
    edit(path, ("Redactions", "D01-R003", "Serial", '="D01-R003"'))
    assert back(file, path).refused == ["Row 5: it has a formula in the column Serial."]


def test_a_cell_that_says_the_same_in_other_words_changes_nothing(
    tmp_path: Path,
) -> None:
    file = case(tmp_path)
    path = exported(file, tmp_path)
    edit(path, ("Redactions", "D01-R001", "Codes", "40(2)"))
    assert back(file, path) == Report()
