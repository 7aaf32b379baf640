"""What a case is made of: frozen values, standard library only.

Coordinates are PDF points from the top left corner of the page as it is before
rotation (the crop box's corner). Pages count from 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from redactor.errors import NotFound, StaleChange
from redactor.request import Decision, Moment, Outcome, Part, Remark, Review
from redactor.shapes import PageShape as PageShape
from redactor.shapes import Rect as Rect
from redactor.shapes import meet as meet


class Status(StrEnum):
    """Where a redaction stands.

    LOOK is no proposal: somebody should look at the passage, and nothing waits for it.
    DISMISSED is one that was looked at and left; it says nothing about the release.
    """

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    LOOK = "look"
    DISMISSED = "dismissed"

    @property
    def is_proposal(self) -> bool:
        """Whether it counts among what is to be decided, or was."""
        return self not in {Status.LOOK, Status.DISMISSED}


class PersonDecision(StrEnum):
    """What was decided about a person, for every place where they appear."""

    UNDECIDED = "undecided"
    WITHHOLD = "withhold"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Case:
    """One request and everything about it.

    ``title`` is what the disclosure log calls it, ``requester`` who asked (never in the
    log), ``request`` the request as it was written, ``dated`` its date where that is
    not the day of receipt, ``team`` who signs, ``related`` the references of other
    cases that may be named, ``retention`` what the authority's schedule says of it.
    """

    reference: str
    received: dt.date
    regime: str = "FOIA"
    authority: str = ""
    title: str = ""
    requester: str = ""
    request: str = ""
    dated: dt.date | None = None
    team: str = ""
    related: tuple[str, ...] = ()
    retention: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One item in scope, shown as PDF.

    ``sha256`` is that of the source file as it came; ``pdf_sha256`` that of the PDF the
    case shows, which is made from it once and only once. ``parent`` is the id of the
    document it came with: the mail that an attachment was attached to.

    What the schedule says of it: ``title``, ``kind`` ("letter"), ``date``, ``parties``
    (from and to, as organisations or roles), ``note`` (a page that is missing or
    blank). ``parts`` are the ids of the parts of the request it answers. ``outcome`` is
    that of the document as a whole, None where its boxes say it; ``exemptions`` what it
    is then withheld under, ``link`` where else it is available.
    """

    id: str
    name: str
    sha256: str
    pdf_sha256: str
    shapes: tuple[PageShape, ...]
    warnings: tuple[str, ...] = ()
    parent: str = ""
    title: str = ""
    kind: str = ""
    date: str = ""
    parties: str = ""
    note: str = ""
    parts: tuple[str, ...] = ()
    outcome: Outcome | None = None
    exemptions: tuple[str, ...] = ()
    link: str = ""

    @property
    def pages(self) -> int:
        return len(self.shapes)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom the case's documents identify.

    ``forms`` are the spellings seen ("Jane Smith", "JS", her mail address). ``kind``
    is who they are ("our staff", "requester"), ``proposed`` what the policy says and
    ``reason`` why: the line of the policy, the entry of the register.
    """

    id: str
    name: str
    forms: tuple[str, ...] = ()
    category: str = ""
    decision: PersonDecision = PersonDecision.UNDECIDED
    exemptions: tuple[str, ...] = ()
    kind: str = ""
    proposed: PersonDecision = PersonDecision.UNDECIDED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """One passage withheld or proposed; one rectangle for each line it touches.

    ``excepted`` marks a place that was decided on its own and no longer follows its
    person; one without a person that is decided and not ``excepted`` was decided with
    its text, everywhere. ``why`` is the evidence as a sentence a caseworker
    understands, ``reason`` what the caseworker noted with the decision.
    """

    serial: str
    document: str
    page: int
    rects: tuple[Rect, ...]
    text: str = ""
    label: str = ""
    person: str | None = None
    status: Status = Status.SUGGESTED
    exemptions: tuple[str, ...] = ()
    category: str = ""
    found_by: str = ""
    why: str = ""
    score: float = 1.0
    excepted: bool = False
    reason: str = ""

    @property
    def place(self) -> tuple[int, int, float, float]:
        """Sort key: reading order through the case. Words of one line stand a little
        higher or lower, by their letters."""
        first = self.rects[0]
        line = round((first.y0 + first.y1) / 2 / _LINE)
        return (int(self.document[1:]), self.page, line, first.x0)


_LINE = 6  # points: less than the lines of a page are apart

Row: TypeAlias = (
    Case | Document | Person | Redaction | Part | Decision | Remark | Review | Moment
)


def key_of(row: Row) -> str:
    """What names a row within its kind. A case has one case row."""
    if isinstance(row, Case):
        return "case"
    return row.serial if isinstance(row, Redaction) else row.id


@dataclass(frozen=True, slots=True)
class Change:
    """An edit as a value: the rows it takes away and the rows it puts in their place.

    A changed row stands on both sides under the same key. ``act`` is the word of the
    audit trail, ``label`` the words of the Undo menu.
    """

    act: str
    label: str
    removed: tuple[Row, ...] = ()
    added: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of both sides."""
        return (*self.removed, *self.added)

    @property
    def count(self) -> int:
        """How many rows it touches."""
        return len({(type(row), key_of(row)) for row in self.rows})

    def reversed(self) -> Change:
        """The change that takes this one back."""
        return replace(self, removed=self.added, added=self.removed)

    def __bool__(self) -> bool:
        return self.removed != self.added


@dataclass(frozen=True, slots=True)
class State:
    """The rows of a case at one moment. Edits are made from it, views show it.

    ``issued`` holds the highest number ever given for each letter of identifiers (D
    documents, P people, Q parts, J decisions, C remarks, V reviews, T moments) and each
    document's redactions: no identifier is used twice, whatever was undone.
    """

    case: Case
    documents: Mapping[str, Document] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    redactions: Mapping[str, Redaction] = field(default_factory=dict)
    issued: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    moments: Mapping[str, Moment] = field(default_factory=dict)

    def after(self, change: Change) -> State:
        """The state once ``change`` is made.

        Raises StaleChange where a row to be removed is not as it was, or one to be
        added is there.
        """
        issued = dict(self.issued)
        for row in change.added:
            if not isinstance(row, Case):
                counter, number = number_of(row)
                issued[counter] = max(issued.get(counter, 0), number)
        after: dict[str, Any] = {
            table: _swap(getattr(self, table), change, kind)
            for kind, table in _TABLES.items()
        }
        case = _swap({"case": self.case}, change, Case)["case"]
        return State(case, issued=issued, **after)

    def current(self, row: Row) -> Row | None:
        """The row of the case that has this one's key."""
        if isinstance(row, Case):
            return self.case
        # a table holds rows of the type that names it
        return getattr(self, _TABLES[type(row)]).get(key_of(row))  # type: ignore[no-any-return]

    def document(self, id_or_name: str) -> Document:
        """The document with this id, or the only one with this name.

        Raises NotFound.
        """
        if id_or_name in self.documents:
            return self.documents[id_or_name]
        named = [d for d in self.documents.values() if d.name == id_or_name]
        if len(named) == 1:
            return named[0]
        raise NotFound(
            f"The case has no single document {id_or_name!r}.",
            "Use the document's id (D01, D02, ...) from the list of documents.",
        )

    def in_order(self) -> list[Redaction]:
        """All redactions in reading order through the case."""
        return sorted(self.redactions.values(), key=lambda r: r.place)

    def on_page(self, document: str, page: int) -> list[Redaction]:
        """The redactions of one page, in no particular order."""
        return [
            r
            for r in self.redactions.values()
            if r.page == page and r.document == document
        ]


_TABLES: Mapping[type[Row], str] = {
    Document: "documents",
    Person: "people",
    Redaction: "redactions",
    Part: "parts",
    Decision: "decisions",
    Remark: "remarks",
    Review: "reviews",
    Moment: "moments",
}
RowT = TypeVar("RowT", bound=Row)


def _swap(
    rows: Mapping[str, RowT], change: Change, kind: type[RowT]
) -> Mapping[str, RowT]:
    removed = [row for row in change.removed if isinstance(row, kind)]
    added = {key_of(row): row for row in change.added if isinstance(row, kind)}
    if not removed and not added:
        return rows
    after = dict(rows)
    for row in removed:
        key = key_of(row)
        if rows.get(key) != row:
            raise _stale(key)
        if key in added:
            after[key] = added.pop(key)  # in its old place
        else:
            del after[key]
    for key, row in added.items():
        if key in after:
            raise _stale(key)
        after[key] = row
    return after


def _stale(key: str) -> StaleChange:
    remedy = "Nothing was altered. Look at it again and repeat what you did."
    return StaleChange(f"{key} has changed in the meantime.", remedy)


def number_of(row: Row) -> tuple[str, int]:
    """The counter an identifier was taken from, and its number there."""
    if isinstance(row, Redaction):
        return row.document, int(row.serial.rpartition("R")[2])
    key = key_of(row)
    return key[0], int(key[1:])
