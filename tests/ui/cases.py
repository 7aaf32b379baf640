"""States of a case for panels and models, made without any file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from redactor import edits
from redactor.model import (
    Case,
    Document,
    PageShape,
    Person,
    Rect,
    Redaction,
    State,
)
from ui.session import Session

CASE = Case("IC-100001-A1B2", dt.date(2024, 10, 1), "FOIA", "Borsetshire Council")
CODE = ("s.40(2)",)


def document(number: int, pages: int = 2) -> Document:
    shapes = (PageShape(595.0, 842.0),) * pages
    return Document(
        f"D{number:02d}",
        f"file{number}.pdf",
        f"{number}" * 64,
        f"{number}" * 64,
        shapes,
    )


def redaction(number: int, **more: object) -> Redaction:
    """The n-th place of the first document, a line of its own on page 1."""
    fields: dict[str, object] = {
        "serial": f"D01-R{number:03d}",
        "document": "D01",
        "page": 1,
        "rects": (Rect(72.0, 10.0 * number, 140.0, 10.0 * number + 9.0),),
        "text": f"Name {number}",
        "label": "PERSON",
        "exemptions": CODE,
    }
    return Redaction(**{**fields, **more})  # type: ignore[arg-type]


def state(*redactions: Redaction, people: tuple[Person, ...] = ()) -> State:
    """Two documents of two pages each, with these people and redactions."""
    empty = State(CASE)
    with_files = empty.after(edits.add_documents([document(1), document(2)]))
    return with_files.after(edits.propose(with_files, people, redactions))


JANE = Person("P01", "Jane Smith", ("Jane Smith", "JS:"), "our staff: name")
TOM = Person("P02", "Tom Ashby", ("Tom Ashby",), "requester")


def two_people() -> State:
    """Jane in three places, one of them in another document; Tom in one."""
    rects = (Rect(72.0, 10.0, 140.0, 19.0),)
    return state(
        redaction(1, person="P01", text="Jane Smith"),
        redaction(2, person="P01", text="JS", page=2),
        redaction(3, person="P02", text="Tom Ashby"),
        redaction(
            1,
            serial="D02-R001",
            document="D02",
            person="P01",
            text="Jane Smith",
            rects=rects,
        ),
        people=(JANE, TOM),
    )


def propose_two_people(session: Session) -> None:
    """The same people in an open case that has two documents of two and one pages."""
    there = two_people()
    session.do(
        edits.propose(session.state, there.people.values(), there.redactions.values())
    )


class Answers:
    """Answers in the place of a person; what is not set is Cancel."""

    def __init__(self) -> None:
        self.open: Path | None = None
        self.make: Path | None = None
        self.add: list[Path] = []
        self.staff: Path | None = None
        self.passwords: dict[str, str] = {}
        self.case: Case | None = None
        self.stop = False
        self.asked: list[str] = []
        self.opened: Path | None = None

    def case_to_open(self, folder: Path) -> Path | None:
        self.asked.append(f"open in {folder.name}")
        return self.open

    def case_to_make(self, suggested: Path) -> Path | None:
        self.asked.append(suggested.name)
        return self.make

    def files_to_add(self, folder: Path) -> list[Path]:
        self.asked.append(f"add from {folder.name}")
        return self.add

    def register(self, folder: Path) -> Path | None:
        self.asked.append(f"register in {folder.name}")
        return self.staff

    def password(self, name: str) -> str | None:
        self.asked.append(name)
        return self.passwords.get(name)

    def case_details(self, case: Case | None) -> Case | None:
        self.asked.append("correct" if case else "new")
        return self.case

    def open_original(self, name: str) -> bool:
        self.asked.append(f"original {name}")
        return self.stop

    def open_outside(self, path: Path) -> None:
        self.opened = path

    def show_report(self, words: str) -> None:
        self.asked.append(words)

    def stop_work(self, count: int) -> bool:
        self.asked.append(f"stop {count}")
        return self.stop
