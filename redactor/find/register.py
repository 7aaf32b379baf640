"""The staff register: a table of the people whom an authority knows.

It is read from a CSV file or a workbook, and never goes out with a release.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from redactor import tables
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
    "public": (
        "public facing",
        "public-facing",
        "public role",
        "publicfacing",
        "named in public",
        "may be named",
    ),
    "left": ("left", "end date", "leaving date", "date left", "leaver", "to", "until"),
}
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"", "no", "n", "false", "0"})
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
_SEVERAL = re.compile(r"[;|/\n]|,(?=\s)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of the register, and the row they stand in."""

    name: str
    aliases: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    grade: str = ""
    team: str = ""
    public_facing: bool = False
    left: dt.date | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Register:
    """The people of a register, and what of it was not understood, in words.

    ``problems`` name rows by number and never what stands in them.
    """

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The problems as one sentence; empty where there are none."""
        shown = "; ".join(self.problems[:5])
        more = len(self.problems) - 5
        return shown + (f"; and {more} more" if more > 0 else "")


def read(path: Path) -> Register:
    """The people of a register, a CSV file or a workbook's first sheet.

    Rows are counted as a spreadsheet counts them: the first person stands in row 2.
    Raises BadInput where there is no register, or nobody in it.
    """
    rows = tables.rows(path)
    columns = _columns(rows[0] if rows else [], path)
    entries: list[Entry] = []
    problems: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            entry, wrong = _entry(row, columns, number)
            problems += [f"row {number}: {words}" for words in wrong]
            if entry is not None:
                entries.append(entry)
    if not entries:
        raise BadInput(
            f"Nobody could be read from {path.name}.",
            "Each row below the first must name a person. " + "; ".join(problems[:5]),
        )
    return Register(tuple(entries), tuple(problems))


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


def _entry(
    row: list[str], columns: Mapping[str, list[int]], number: int
) -> tuple[Entry | None, list[str]]:
    """The person of a row, if it has one, and what was left out of it."""

    def cells(column: str) -> list[str]:
        numbers = columns.get(column, [])
        return [row[n].strip() for n in numbers if n < len(row) and row[n].strip()]

    name = " ".join(cells("name")[:1]) or " ".join(
        [*cells("first")[:1], *cells("last")[:1]]
    )
    if not names.tokens(name):
        words = "the name has no letters" if name else "no name"
        return None, [f"{words}, so nobody was taken from it"]
    wrong: list[str] = []
    mail = _several(cells("mail"))
    good = [a for a in mail if re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", a)]
    if len(good) < len(mail):
        wrong.append("a mail address is not one and was left out")
    public = " ".join(cells("public")[:1]).casefold()
    if public not in _YES | _NO:
        wrong.append("public-facing is neither yes nor no and was taken as no")
    left = _date(" ".join(cells("left")[:1]))
    if left is None and cells("left"):
        wrong.append("the date of leaving is not one and was left out")
    return Entry(
        name=re.sub(r"\s+", " ", name),
        aliases=tuple(_several(cells("aliases"))),
        mail=tuple(good),
        phones=tuple(p for p in _several(cells("phone")) if re.search(r"\d{3}", p)),
        grade=" ".join(cells("grade")[:1]),
        team=" ".join(cells("team")[:1]),
        public_facing=public in _YES,
        left=left,
        row=number,
    ), wrong


def _date(words: str) -> dt.date | None:
    for form in _DATES:
        try:
            return dt.datetime.strptime(words.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _several(cells: Iterable[str]) -> list[str]:
    return [
        part.strip() for cell in cells for part in _SEVERAL.split(cell) if part.strip()
    ]
