"""A case as plain data: what ``list --json`` prints and scripts may rely on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from redactor.casefile import CaseFile
from redactor.errors import OutsideCalendar
from redactor.intake import alike
from redactor.law.clock import due
from redactor.model import Case, PersonDecision, State, Status


def listing(file: CaseFile) -> dict[str, Any]:
    """Case, documents, people, redactions and events.

    Pages count from 1; rectangles are points from the top left corner of the page
    before rotation.
    """
    state = file.state
    case = state.case
    return {
        "case": {
            "reference": case.reference,
            "authority": case.authority,
            "regime": case.regime,
            "received": case.received.isoformat(),
            "due": _due(case),
        },
        "documents": _documents(state, alike(file)),
        "people": _people(state),
        "redactions": _redactions(state),
        "events": [
            {"at": e.at, "by": e.by, "act": e.act, "count": e.count}
            for e in file.events()
        ],
    }


def _due(case: Case) -> str | None:
    try:
        return due(case.regime, case.received).isoformat()
    except OutsideCalendar:
        return None


def outcome(state: State, document: str) -> str:
    """What the schedule says of a document, as its boxes stand now."""
    statuses = {r.status for r in state.redactions.values() if r.document == document}
    if Status.SUGGESTED in statuses:
        return "undecided"
    if Status.ACCEPTED in statuses:
        return "released in part"
    return "released in full"


def _documents(state: State, same: Mapping[str, list[str]]) -> list[Mapping[str, Any]]:
    return [
        {
            "id": d.id,
            "name": d.name,
            "parent": d.parent or None,
            "pages": d.pages,
            "sha256": d.sha256,
            "outcome": outcome(state, d.id),
            "warnings": list(d.warnings),
            "alike": same.get(d.id, []),
        }
        for d in state.documents.values()
    ]


def _people(state: State) -> list[Mapping[str, Any]]:
    places = Counter(r.person for r in state.redactions.values())
    documents = Counter(
        person
        for person, _ in {(r.person, r.document) for r in state.redactions.values()}
    )
    return [
        {
            "id": p.id,
            "name": p.name,
            "forms": list(p.forms),
            "category": p.category,
            "places": places[p.id],
            "documents": documents[p.id],
            "decision": None
            if p.decision is PersonDecision.UNDECIDED
            else str(p.decision),
            "exemptions": list(p.exemptions),
        }
        for p in state.people.values()
    ]


def _redactions(state: State) -> list[Mapping[str, Any]]:
    return [
        {
            "serial": r.serial,
            "document": r.document,
            "page": r.page,
            "rects": [[b.x0, b.y0, b.x1, b.y1] for b in r.rects],
            "text": r.text,
            "label": r.label,
            "person": r.person,
            "status": str(r.status),
            "exemptions": list(r.exemptions),
            "category": r.category,
            "found_by": r.found_by,
            "why": r.why,
            "score": r.score,
            "reason": r.reason,
        }
        for r in state.in_order()
    ]
