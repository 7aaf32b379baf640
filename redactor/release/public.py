"""The case as the public may know it.

What belongs only to parts that are neither confirmed nor denied is not in it (FOIA
s.1(5) and the like): no row, no count, and no gap in the numbers of the others. A
document that is kept back as a whole has no redactions to list.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from redactor.casefile import CaseFile
from redactor.model import Document, Redaction, State
from redactor.release.proof.finding import Finding
from redactor.release.proof.needles import Needle
from redactor.request import Outcome, Part
from redactor.whole import is_kept_back

_ID = re.compile(r"\bD\d{2,}\b")


def is_unsaid(document: Document, parts: Mapping[str, Part]) -> bool:
    """Whether a document belongs only to parts neither confirmed nor denied."""
    mine = [parts[p] for p in document.parts if p in parts]
    return document.outcome is Outcome.NCND or (
        bool(mine) and all(p.outcome is Outcome.NCND for p in mine)
    )


@dataclass(frozen=True)
class Numbers:
    """The public number of each document of a case that may be spoken of."""

    public: Mapping[str, str]

    def serial(self, serial: str) -> str:
        """A redaction's public serial."""
        document, mark, tail = serial.partition("-")
        return f"{self.public.get(document, document)}{mark}{tail}"

    def inside(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings about public files, in the numbers of the case."""
        back = {new: old for old, new in self.public.items()}
        return [
            replace(
                f,
                document=_ID.sub(lambda m: back.get(m[0], m[0]), f.document),
                reason=_ID.sub(lambda m: back.get(m[0], m[0]), f.reason),
            )
            for f in findings
        ]


def numbers(state: State) -> Numbers:
    """As they are, or, where some may not be spoken of, counted anew."""
    said = [d.id for d in state.documents.values() if not is_unsaid(d, state.parts)]
    if len(said) == len(state.documents):
        return Numbers({d: d for d in said})
    return Numbers({old: f"D{n:02d}" for n, old in enumerate(said, 1)})


def public_state(state: State) -> State:
    """The rows of a case as the public may know them."""
    public = numbers(state).public
    unsaid = {p.id for p in state.parts.values() if p.outcome is Outcome.NCND}
    documents = {
        public[d.id]: _document(d, public, unsaid)
        for d in state.documents.values()
        if d.id in public
    }
    redactions = [
        replace(row, document=public[row.document], serial=_serial(row, public))
        for row in state.redactions.values()
        if row.document in public and not is_kept_back(state.documents[row.document])
    ]
    return replace(
        state, documents=documents, redactions={r.serial: r for r in redactions}
    )


def _document(
    document: Document, public: Mapping[str, str], unsaid: set[str]
) -> Document:
    return replace(
        document,
        id=public[document.id],
        parent=public.get(document.parent, ""),
        parts=tuple(p for p in document.parts if p not in unsaid),
    )


def _serial(row: Redaction, public: Mapping[str, str]) -> str:
    return f"{public[row.document]}-{row.serial.partition('-')[2]}"


def public_file(file: CaseFile) -> CaseFile:
    """The open case as the public may know it: to read from, never to edit."""
    seen = copy.copy(file)
    seen.inside = file.inside or file.state
    seen.state = public_state(file.state)
    return seen


def public_needles(sought: Iterable[Needle], state: State) -> list[Needle]:
    """What is looked for, under public serials; what is unsaid is looked for too."""
    known = numbers(state)
    return [replace(n, serial=_called(n.serial, known)) for n in sought]


def _called(serial: str, known: Numbers) -> str:
    document = serial.partition("-")[0]
    if _ID.fullmatch(document) and document not in known.public:
        return f"of a document that is not spoken of ({serial.replace('D', 'd')})"
    return known.serial(serial)
