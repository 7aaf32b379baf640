"""What is answered: for each part of the request, each document and each exemption.

A view of the case for the letter and the disclosure log. What belongs only to parts
that are neither confirmed nor denied is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from redactor.errors import UnknownExemption
from redactor.law.exemptions import Exemption, Kind, catalogue
from redactor.law.regimes import regimes
from redactor.model import Document, Redaction, State, Status
from redactor.release.public import is_unsaid
from redactor.release.schedules.schedule import category_of
from redactor.release.schedules.schedule import outcome as by_boxes
from redactor.request import Outcome, Part

ALL = "all"
"""The category of a document that is withheld as a whole."""
_SENT = (Outcome.IN_FULL, Outcome.IN_PART)


@dataclass(slots=True)
class Use:
    """One provision that the answer relies on, and for what.

    ``withheld`` are the numbers of documents by category, ``parts`` those that rest on
    it as a whole, ``concerned`` the ids of all parts that it matters for, ``behind``
    the other law that a box names with it.
    """

    entry: Exemption
    withheld: dict[str, list[str]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    concerned: list[str] = field(default_factory=list)
    behind: str = ""

    @property
    def is_refusal(self) -> bool:
        """Whether it answers parts as a whole: by neither confirming nor denying, or
        by the cost of it."""
        return self.entry.kind in (Kind.NCND, Kind.PROCEDURAL)


@dataclass(frozen=True)
class Answer:
    """The answer as the case stands; ``names`` are the documents' public names."""

    state: State
    names: Mapping[str, str]

    @property
    def documents(self) -> list[Document]:
        """What may be spoken of, in order."""
        state = self.state
        return [d for d in state.documents.values() if not is_unsaid(d, state.parts)]

    @property
    def enclosed(self) -> list[Document]:
        return [d for d in self.documents if self.fate(d) in _SENT]

    def boxes(self, document: Document) -> list[Redaction]:
        """What is withheld on a document."""
        rows = self.state.in_order()
        return [
            r for r in rows if r.document == document.id and r.status is Status.ACCEPTED
        ]

    def fate(self, document: Document) -> Outcome:
        """What becomes of a document: as decided, else as its boxes say."""
        return Outcome(by_boxes(document, self.boxes(document)))

    def number(self, document: Document) -> str:
        return self.names[document.id].split(" ")[0]

    def title(self, document: Document) -> str:
        """What a document is called in public."""
        if document.title:
            return f"{self.number(document)} {document.title}"
        return self.names[document.id]

    def of_part(self, part: Part) -> list[Document]:
        return [d for d in self.documents if part.id in d.parts]

    def outcome(self, part: Part) -> Outcome:
        """How a part is answered; PENDING without a day is what nobody decided yet."""
        if part.outcome is not Outcome.PENDING or part.until:
            return part.outcome
        return self.together(self.of_part(part))

    @property
    def whole(self) -> Outcome:
        """How the request is answered as a whole."""
        parts = list(self.state.parts.values())
        if not parts:
            return self.together(self.documents)
        return _together([self.outcome(p) for p in parts])

    def together(self, documents: Iterable[Document]) -> Outcome:
        """What becomes of several documents, in one word."""
        return _together([self.fate(d) for d in documents])

    @property
    def uses(self) -> list[Use]:
        """Every provision relied on, in the order in which a reader meets it."""
        found: dict[str, Use] = {}
        for code, regime, where in self._cited():
            entry = entry_of(code, regime)
            if entry.kind is Kind.MARKER:
                continue
            use = found.setdefault(entry.code, Use(entry))
            where.note(use)
            if entry.enactment and not use.behind:
                use.behind = code.partition(":")[2].strip()
        return list(found.values())

    @property
    def marks(self) -> list[Exemption]:
        """Marks on boxes of what is enclosed that are no exemption: out of scope."""
        regime = self.state.case.regime
        found = {
            code: entry_of(code, regime)
            for document in self.enclosed
            for row in self.boxes(document)
            for code in row.exemptions
        }
        every = (e for e in found.values() if e.kind is Kind.MARKER)
        return list(dict.fromkeys(every))

    def _cited(self) -> Iterator[tuple[str, str, _Where]]:
        """Part by part, then what belongs to none."""
        usual, told = self.state.case.regime, set[str]()
        for part in self.state.parts.values():
            regime = part.regime or usual
            for code in part.exemptions:
                yield code, regime, _Where(part=part)
            mine = [d for d in self.of_part(part) if d.id not in told]
            told |= {d.id for d in mine}
            for document in mine:
                yield from self._cited_by(document, regime)
        for document in self.documents:
            if document.id not in told:
                yield from self._cited_by(document, usual)

    def _cited_by(
        self, document: Document, regime: str
    ) -> Iterator[tuple[str, str, _Where]]:
        number, parts = self.number(document), document.parts
        for code in document.exemptions if document.outcome else ():
            yield code, regime, _Where(None, ALL, number, parts)
        for row in self.boxes(document):
            for code in row.exemptions:
                yield code, regime, _Where(None, self._category(row), number, parts)

    def _category(self, row: Redaction) -> str:
        try:
            return category_of(row, catalogue(self.state.case.regime))
        except UnknownExemption:  # of another law than the case's
            return row.category or "other"


@dataclass(frozen=True, slots=True)
class _Where:
    part: Part | None = None
    category: str = ""
    number: str = ""
    parts: tuple[str, ...] = ()

    def note(self, use: Use) -> None:
        if self.part is not None:
            use.parts.append(self.part)
            _once(use.concerned, self.part.id)
            return
        _once(use.withheld.setdefault(self.category, []), self.number)
        for part in self.parts:
            _once(use.concerned, part)


def _once(words: list[str], word: str) -> None:
    if word not in words:
        words.append(word)


def _together(fates: list[Outcome]) -> Outcome:
    kinds = set(fates)
    if len(kinds) == 1:
        return kinds.pop()
    kinds -= {Outcome.NOT_HELD, Outcome.OUT_OF_SCOPE, Outcome.ELSEWHERE}
    if not kinds:
        return fates[0] if fates else Outcome.PENDING
    return kinds.pop() if len(kinds) == 1 else Outcome.IN_PART


def entry_of(code: str, regime: str) -> Exemption:
    """The entry that a code means: of this regime, or of another that has it.

    Raises UnknownExemption.
    """
    laws = [catalogue(regime), *(catalogue(r.name) for r in regimes())]
    for law in laws:
        if code in law:
            return law[code]
    return laws[0].find(code)
