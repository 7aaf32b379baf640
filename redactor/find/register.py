"""The staff register: a CSV file of the people whom an authority knows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from redactor.errors import BadInput
from redactor.find import names

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name",
        "full name",
        "fullname",
        "display name",
        "employee",
        "employee name",
        "staff name",
        "person",
    ),
    "first": (
        "first name",
        "firstname",
        "forename",
        "forenames",
        "given name",
        "given names",
        "preferred name",
    ),
    "last": ("last name", "lastname", "surname", "family name"),
    "aliases": (
        "aliases",
        "alias",
        "known as",
        "other names",
        "also known as",
        "nickname",
        "nicknames",
        "initials",
        "previous name",
        "user name",
        "username",
    ),
    "mail": (
        "mail",
        "email",
        "e-mail",
        "email address",
        "e-mail address",
        "mail address",
        "emails",
        "mailbox",
    ),
    "phone": (
        "phone",
        "phones",
        "telephone",
        "tel",
        "phone number",
        "telephone number",
        "mobile",
        "mobile number",
        "direct line",
        "direct dial",
        "extension",
    ),
    "grade": ("grade", "band", "level", "pay band"),
    "team": (
        "team",
        "department",
        "directorate",
        "unit",
        "section",
        "division",
        "service",
    ),
}
_SEVERAL = re.compile(r"[;|/\n]|,(?=\s)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of the register."""

    name: str
    aliases: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    grade: str = ""
    team: str = ""


def read(path: Path) -> list[Entry]:
    """The people of a register.

    Raises BadInput with the rows that can't be understood, counted as a spreadsheet
    counts them: the first person stands in row 2.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"The register {path.name} can't be read.", "Check its name and its folder."
        ) from error
    text = _decoded(data)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    columns = _columns(rows[0] if rows else [], path)
    entries, bad = [], []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        entry = _entry(row, columns)
        if isinstance(entry, str):
            bad.append(f"row {number}: {entry}")
        else:
            entries.append(entry)
    if bad:
        shown = "; ".join(bad[:5]) + (f"; and {len(bad) - 5} more" * (len(bad) > 5))
        raise BadInput(
            f"{path.name} has rows that can't be understood: {shown}.",
            "Correct them and try again; nothing was looked for.",
        )
    return entries


def _decoded(data: bytes) -> str:
    """As UTF-8, or as what Excel writes in the United Kingdom."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _plain(head: str) -> str:
    return re.sub(r"[\s_\-]+", " ", head.strip().casefold())


def _columns(head: list[str], path: Path) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, cell in enumerate(head):
        low = _plain(cell)
        for column, spellings in _COLUMNS.items():
            if low in map(_plain, spellings):
                found.setdefault(column, []).append(number)
    if "name" not in found and not ("first" in found and "last" in found):
        raise BadInput(
            f"{path.name} has no column for names.",
            'Its first row must name the columns: "name", and if you have them '
            '"aliases", "mail", "phone", "grade", "team".',
        )
    return found


def _entry(row: list[str], columns: Mapping[str, list[int]]) -> Entry | str:
    """The person of a row, or what is wrong with it."""

    def cells(column: str) -> list[str]:
        numbers = columns.get(column, [])
        return [row[n].strip() for n in numbers if n < len(row) and row[n].strip()]

    name = " ".join(cells("name")[:1]) or " ".join(
        [*cells("first")[:1], *cells("last")[:1]]
    )
    if not name:
        return "no name"
    if not names.tokens(name):
        return "the name has no letters"
    mail = _several(cells("mail"))
    if any(not re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", address) for address in mail):
        return "the mail address is not one"
    return Entry(
        name=re.sub(r"\s+", " ", name),
        aliases=tuple(_several(cells("aliases"))),
        mail=tuple(mail),
        phones=tuple(p for p in _several(cells("phone")) if re.search(r"\d{3}", p)),
        grade=" ".join(cells("grade")[:1]),
        team=" ".join(cells("team")[:1]),
    )


def _several(cells: Iterable[str]) -> list[str]:
    return [
        part.strip() for cell in cells for part in _SEVERAL.split(cell) if part.strip()
    ]
