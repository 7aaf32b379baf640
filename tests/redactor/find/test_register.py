from __future__ import annotations

import json
from pathlib import Path

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
    assert read(path) == [
        Entry(
            "Ngozi Eze", ("Goz", "NE"), ("n.eze@x.gov.uk",), ("01632 960345",), "G7",
            "Legal",
        )
    ]  # fmt: skip


def test_what_excel_writes_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "name;mail\r\nZoë Müller;zoe@x.uk\r\n", "cp1252")
    assert read(path) == [Entry("Zoë Müller", (), ("zoe@x.uk",))]


def test_bad_rows_are_named_by_their_number(tmp_path: Path) -> None:
    path = written(tmp_path, "name,mail\nJane Smith,\n,x@y.uk\n\nTom Ashby,nothing\n")
    with pytest.raises(BadInput, match="row 3: no name; row 5: the mail address"):
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
