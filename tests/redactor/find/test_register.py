from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest

from redactor.errors import BadInput
from redactor.find.jsonl import find_lines
from redactor.find.register import Entry, read


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "staff.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_columns_are_known_by_many_names(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Surname,First Name,E-mail Address,Direct Line,Grade,Department,Known as\n"
        'Eze,Ngozi,n.eze@x.gov.uk,01632 960345,G7,Legal,"Goz; NE"\n',
    )
    assert read(path).entries == (
        Entry(
            "Ngozi Eze", ("Goz", "NE"), ("n.eze@x.gov.uk",), ("01632 960345",), "G7",
            "Legal", row=2,
        ),
    )  # fmt: skip


def test_what_excel_writes_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "name;mail\r\nZoë Müller;zoe@x.uk\r\n", "cp1252")
    assert read(path).entries == (Entry("Zoë Müller", (), ("zoe@x.uk",), row=2),)


def test_what_is_not_understood_is_told_by_its_row_and_the_rest_is_taken(
    tmp_path: Path,
) -> None:
    path = written(
        tmp_path,
        "name,mail,public-facing,left\nJane Smith,,yes,31/03/2023\n,x@y.uk,,\n\n"
        "Tom Ashby,nothing,perhaps,soon\n",
    )
    register = read(path)
    jane, tom = register.entries
    assert (jane.public_facing, jane.left) == (True, dt.date(2023, 3, 31))
    assert (tom.mail, tom.public_facing, tom.left, tom.row) == ((), False, None, 5)
    assert register.told == (
        "row 3: no name, so nobody was taken from it; "
        "row 5: a mail address is not one and was left out; "
        "row 5: public-facing is neither yes nor no and was taken as no; "
        "row 5: the date of leaving is not one and was left out"
    )
    assert "Ashby" not in register.told


def test_nobody_in_a_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Nobody could be read"):
        read(written(tmp_path, "name,mail\n,x@y.uk\n"))


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("Name", "Telephone", "Left"),
        ("Ngozi Eze", 1632960345, dt.date(2024, 5, 1)),
    ):
        book.active.append(row)
    path = tmp_path / "staff.xlsx"
    book.save(path)
    (entry,) = read(path).entries
    assert (entry.phones, entry.left) == (("1632960345",), dt.date(2024, 5, 1))


@pytest.mark.parametrize("data", [b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "staff.xlsx"
    path.write_bytes(data)
    with pytest.raises(BadInput, match="staff"):
        read(path)


def test_a_register_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no column for names"):
        read(written(tmp_path, "grade,team\nG7,Legal\n"))


def test_a_register_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be read"):
        read(tmp_path / "none.csv")


def test_people_of_the_register_are_found_in_every_form(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "name,aliases,mail,phone\n"
        "Tove Quistgaard,Tovey,head.archive@x.gov.uk,0300 555 0101\n",
    )
    text = (
        "quistgaard, tove met T. Quistgaard and Ms Quistgaard. QUISTGAARD wrote from "
        "head.archive@x.gov.uk (tel 0300 5550101). Tovey Quistgaard left."
    )
    line = next(find_lines([json.dumps({"id": 1, "text": text})], path))
    found = [text[s["start"] : s["end"]] for s in json.loads(line)["spans"]]
    assert found == [
        "quistgaard, tove",
        "T. Quistgaard",
        "Ms Quistgaard",
        "QUISTGAARD",
        "head.archive@x.gov.uk",
        "0300 5550101",
        "Tovey Quistgaard",
    ]
