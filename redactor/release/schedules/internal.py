"""The schedule for the reviewer and the Commissioner, with all that is withheld.

It is made on demand, never beside a release. What stands in its editable columns can be
edited elsewhere and read back (``redactor.roundtrip``): each row carries a fingerprint
of the row of the case that it shows.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor.casefile import CaseFile
from redactor.casefile.deeds import Deed, Deeds, deeds
from redactor.casefile.rows import plain
from redactor.cells import (
    DOCUMENT_EDITS,
    REDACTION_EDITS,
    document_edits,
    redaction_edits,
)
from redactor.errors import BadInput
from redactor.law.exemptions import catalogue
from redactor.model import Document, Redaction, State, Status
from redactor.reasons import decision_for
from redactor.release.public import Numbers, numbers
from redactor.release.schedules.schedule import category_of, position
from redactor.request import Review, Step

WARNING = "INTERNAL - CONTAINS WITHHELD INFORMATION"
PREFIX = "INTERNAL"
SERIAL, NUMBER, MARK = "Serial", "No.", "Fingerprint"
REDACTION_HEADS = (
    SERIAL, "Public serial", "Page", "Position", "Withheld text", *REDACTION_EDITS,
    "Category in the schedule", "Kind", "Found by", "Score", "Why", "Person",
    "Places withheld", "Policy", "Decisions", "Answers", "Proposed by", "Proposed at",
    "Decided by", "Decided at", "Reviewed by", "Reviewed at", "Changed after review",
    "Remarks", "Check", MARK,
)  # fmt: skip
DOCUMENT_HEADS = (
    NUMBER, "Public No.", *DOCUMENT_EDITS, "Request part", "Pages", "Source file",
    "Source SHA-256", "PDF SHA-256", "Released file", "Released SHA-256", "Remarks",
    MARK,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Output:
    """What a release says of itself: when it was made, and each file's hash."""

    made: str = ""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Internal:
    """The rows of the internal schedule, as text."""

    reference: str
    authority: str
    documents: tuple[tuple[str, ...], ...]
    redactions: tuple[tuple[str, ...], ...]
    retention: str = ""

    @property
    def parts(self) -> tuple[tuple[str, Sequence[str], Sequence[Sequence[str]]], ...]:
        """Its tables: the name of each, its heads and its rows."""
        return (
            ("Redactions", REDACTION_HEADS, self.redactions),
            ("Documents", DOCUMENT_HEADS, self.documents),
        )


def internal(file: CaseFile, output: Output | None = None) -> Internal:
    """The internal schedule of a case as it is; ``output`` a release that was made."""
    state = file.state
    view = _View(
        state,
        numbers(state),
        deeds(file),
        _last_review(state),
        output or Output(),
        case_mark(file),
    )
    return Internal(
        state.case.reference,
        state.case.authority,
        tuple(_document(view, d) for d in state.documents.values()),
        tuple(_redaction(view, r) for r in state.in_order()),
        state.case.retention,
    )


def output_of(folder: Path) -> Output:
    """What the manifest of a release says. Raises BadInput where there is none."""
    try:
        said = json.loads((folder / "manifest.json").read_text("utf-8"))
        hashes = {row["name"]: row["sha256"] for row in said["files"]}
        files = {
            row["id"]: (row["file"], hashes[row["file"]])
            for row in said["documents"]
            if row["file"]
        }
        return Output(said["made"], files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"{folder.name} is not the folder of a release.",
            "Choose the folder that has the file manifest.json.",
        ) from error


def case_mark(file: CaseFile) -> str:
    """What tells this case from every other: the seal of its first event."""
    return f"c{file.events()[0].hash[:8]}"


def fingerprint(case: str, row: Redaction | Document) -> str:
    """What a row of the case is now, and of which case."""
    return f"{case}-{hashlib.sha256(plain(row)).hexdigest()[:16]}"


@dataclass(frozen=True)
class _View:
    state: State
    known: Numbers
    deeds: Mapping[str, Deeds]
    review: Review | None
    output: Output
    case: str

    def remarks(self, about: str) -> str:
        return "\n".join(
            f"{r.id} {r.by}: {r.text}"
            + (f" - settled: {r.reply or 'without words'}" if r.settled else "")
            for r in self.state.remarks.values()
            if r.about == about or r.about.startswith(f"{about} p.")
        )


def _last_review(state: State) -> Review | None:
    done = [r for r in state.reviews.values() if r.step is not Step.SUBMITTED]
    return done[-1] if done else None


def _redaction(view: _View, row: Redaction) -> tuple[str, ...]:
    document = view.state.documents[row.document]
    law = catalogue(view.state.case.regime)
    done = view.deeds.get(row.serial) or Deeds(Deed("", "", ""))
    decided = done.decided or Deed("", "", "")
    review = view.review
    said = review is not None and row.status is Status.ACCEPTED
    return (
        row.serial,
        view.known.serial(row.serial) if row.document in view.known.public else "none",
        str(row.page),
        position(row, document),
        row.text,
        *redaction_edits(row),
        category_of(row, law) if row.exemptions or row.label else "",
        row.label,
        _found_by(row),
        f"{row.score:.2f}",
        row.why,
        *_person(view.state, row),
        *_reasoning(view.state, row, document),
        done.proposed.by,
        done.proposed.at,
        decided.by,
        decided.at,
        review.by if said and review else "",
        review.at if said and review else "",
        _after(done, review),
        view.remarks(row.serial),
        _check(view, row),
        fingerprint(view.case, row),
    )


def _found_by(row: Redaction) -> str:
    return row.found_by or ("by hand" if not row.label else "")


def _person(state: State, row: Redaction) -> tuple[str, str, str]:
    """Who it is, how many of their places are withheld, what the policy says."""
    if row.person is None or row.person not in state.people:
        same = [r for r in state.redactions.values() if r.text and r.text == row.text]
        return "", _of(same) if len(same) > 1 else "", ""
    person = state.people[row.person]
    places = [r for r in state.redactions.values() if r.person == person.id]
    return f"{person.id} {person.name}", _of(places), person.reason


def _of(rows: Sequence[Redaction]) -> str:
    counted = Counter(r.status for r in rows)
    return f"{counted[Status.ACCEPTED]} of {len(rows)}"


def _reasoning(state: State, row: Redaction, document: Document) -> tuple[str, str]:
    """The decisions that serve its codes, and what they answer."""
    found = {}
    for code in row.exemptions:
        decision = decision_for(state, code, document.parts)
        if decision is not None:
            found[decision.id] = decision
    said = (
        f"{d.id} {question}: {answer}"
        for d in found.values()
        for question, answer in d.answers
    )
    return ", ".join(found), "\n".join(said)


def _after(done: Deeds, review: Review | None) -> str:
    if review is None:
        return ""
    later = [d for d in done.steps if d.at > review.at]
    return "; ".join(f"{d.act} by {d.by}, {d.at}" for d in later) or "no"


def _check(view: _View, row: Redaction) -> str:
    """Nothing is released unless every box in it was proved."""
    there = view.known.public.get(row.document, "") in view.output.files
    if row.status is not Status.ACCEPTED or not there:
        return ""
    return f"proved in the release of {view.output.made}"


def _document(view: _View, row: Document) -> tuple[str, ...]:
    public = view.known.public.get(row.id, "")
    name, digest = view.output.files.get(public, ("", ""))
    parts = [view.state.parts[p].number for p in row.parts if p in view.state.parts]
    return (
        row.id,
        public or "none",
        *document_edits(row),
        ", ".join(parts),
        str(row.pages),
        row.name,
        row.sha256,
        row.pdf_sha256,
        name,
        digest,
        view.remarks(row.id),
        fingerprint(view.case, row),
    )


def as_data(rows: Internal) -> dict[str, Any]:
    """The internal schedule for programs."""
    return {
        "warning": WARNING,
        "request": rows.reference,
        **{
            name.lower(): [dict(zip(heads, row, strict=True)) for row in lines]
            for name, heads, lines in rows.parts
        },
    }
