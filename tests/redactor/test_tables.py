"""Workbooks that are broken inside are refused in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from redactor import filled, tables
from redactor.errors import BadInput


@pytest.fixture(params=["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    whole, out = io.BytesIO(), tmp_path / "staff.xlsx"
    openpyxl.Workbook().save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, b"<open" if name == request.param else data)
    return out


def test_broken_xml_is_refused(broken: Path) -> None:
    with pytest.raises(BadInput):
        tables.rows(broken)
    with pytest.raises(BadInput):
        filled.tables(broken, ["Serial"])
