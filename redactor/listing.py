"""A case as plain data: what ``list --json`` prints and scripts may rely on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from redactor.casefile import CaseFile
from redactor.errors import OutsideCalendar
from redactor.intake import alike, doubts, quoted
from redactor.law.timetable import Timetable
from redactor.likeness import same_as
from redactor.model import Document, PersonDecision, Rect, Redaction, State, Status
from redactor.moments import timetable_of
from redactor.reasons import served
from redactor.release.approval import Approval, standing
from redactor.release.lacking import missing_in
from redactor.release.schedules.schedule import outcome as fate
from redactor.request import Decision, Part, Remark


def listing(file: CaseFile) -> dict[str, Any]:
    """Case, documents, people, redactions, events; "look" is what is worth a look and
    was not accepted, "kept" what the finder leaves visible and why.

    Pages count from 1; rectangles are points from the top left corner of the page
    before rotation.
    """
    state = file.state
    case = state.case
    days = _days(state)
    return {
        "case": {
            "reference": case.reference,
            "authority": case.authority,
            "regime": case.regime,
            "received": case.received.isoformat(),
            "title": case.title,
            "request": case.request,
            "team": case.team,
            "related": list(case.related),
            "retention": case.retention,
            "due": _day(days.due if days else None),
        },
        "clock": _clock(state, days),
        "parts": [_part(part) for part in state.parts.values()],
        "documents": _documents(file, alike(file), quoted(file)),
        "people": _people(state),
        "redactions": [_row(r) for r in state.in_order() if r.status.is_proposal],
        "look": [_row(r) for r in state.in_order() if not r.status.is_proposal],
        "kept": _kept(file),
        "decisions": [_decision(state, row) for row in state.decisions.values()],
        "missing": lacking(file),
        "review": standing_data(standing(file)),
        "remarks": [remark_data(one) for one in state.remarks.values()],
        "events": [
            {"at": e.at, "by": e.by, "act": e.act, "count": e.count}
            for e in file.events()
        ],
    }


def lacking(file: CaseFile) -> list[dict[str, str]]:
    """What still has to be said before anybody can approve."""
    return [
        {
            "about": one.about,
            "exemption": one.code,
            "question": one.question,
            "sentence": one.sentence,
            "remedy": one.remedy,
        }
        for one in missing_in(file)
    ]


def standing_data(now: Approval) -> Mapping[str, Any]:
    """How a case stands with its review."""
    last = now.review
    return {
        "approved": now.holds,
        "code": now.code or None,
        "why_not": now.why_not,
        "step": str(last.step) if last else None,
        "by": last.by if last else None,
        "at": last.at if last else None,
        "account": last.account if last else None,
        "note": last.note if last else "",
        "checks": dict(last.checks) if last else {},
    }


def remark_data(row: Remark) -> Mapping[str, Any]:
    """A reviewer's remark."""
    return {
        "id": row.id,
        "about": row.about,
        "text": row.text,
        "by": row.by,
        "at": row.at,
        "settled": row.settled,
        "reply": row.reply,
    }


def _days(state: State) -> Timetable | None:
    try:
        return timetable_of(state)
    except OutsideCalendar:
        return None


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _clock(state: State, days: Timetable | None) -> Mapping[str, Any]:
    """What happened to the request, and the days that follow from it."""
    return {
        "waiting": days.waiting if days else "",
        "answered": _day(days.answered if days else None),
        "warnings": list(days.warnings) if days else [],
        "days": [
            {"what": line.what, "day": _day(line.day), "basis": line.basis}
            for line in (days.lines if days else ())
        ],
        "moments": [
            {
                "id": m.id,
                "kind": m.kind,
                "date": _day(m.date),
                "until": _day(m.until),
                "exemption": m.exemption,
                "note": m.note,
            }
            for m in state.moments.values()
        ],
    }


def outcome(state: State, document: str) -> str:
    """What the schedule says of a document, as its boxes stand now."""
    whole = state.documents[document].outcome
    if whole is not None:
        return str(whole)
    mine = [r for r in state.redactions.values() if r.document == document]
    if any(r.status is Status.SUGGESTED for r in mine):
        return "undecided"
    withheld = [r for r in mine if r.status is Status.ACCEPTED]
    return fate(state.documents[document], withheld)


def _part(part: Part) -> Mapping[str, Any]:
    return {
        "id": part.id,
        "number": part.number,
        "text": part.text,
        "scope": part.scope,
        "outcome": str(part.outcome),
        "exemptions": list(part.exemptions),
        "answer": part.answer,
        "link": part.link,
        "until": _day(part.until),
        "regime": part.regime,
    }


def _numbers(state: State, document: Document) -> list[str]:
    return [state.parts[p].number for p in document.parts if p in state.parts]


def _decision(state: State, row: Decision) -> Mapping[str, Any]:
    """The reasons for an exemption, and what they serve."""
    part = state.parts.get(row.part)
    return {
        "id": row.id,
        "exemption": row.exemption,
        "part": part.number if part else None,
        "answers": dict(row.answers),
        "serves": list(served(state, row)),
    }


def _documents(
    file: CaseFile, same: Mapping[str, list[str]], quotes: Mapping[str, list[str]]
) -> list[Mapping[str, Any]]:
    return [
        {
            "id": d.id,
            "name": d.name,
            "parent": d.parent or None,
            "pages": d.pages,
            "sha256": d.sha256,
            "outcome": outcome(file.state, d.id),
            "title": d.title,
            "kind": d.kind,
            "date": d.date,
            "parties": d.parties,
            "note": d.note,
            "link": d.link,
            "exemptions": list(d.exemptions),
            "parts": _numbers(file.state, d),
            "warnings": [*d.warnings, *doubts(file, d)],
            "alike": same.get(d.id, []),
            "quotes": quotes.get(d.id, []),
        }
        for d in file.state.documents.values()
    ]


def _people(state: State) -> list[Mapping[str, Any]]:
    places = Counter(r.person for r in state.redactions.values())
    undecided = Counter(
        r.person for r in state.redactions.values() if r.status is Status.SUGGESTED
    )
    documents = Counter(
        person
        for person, _ in {(r.person, r.document) for r in state.redactions.values()}
    )
    same = same_as(state)
    return [
        {
            "id": p.id,
            "name": p.name,
            "same_as": same.get(p.id),
            "forms": list(p.forms),
            "category": p.category,
            "kind": p.kind,
            "proposed": None
            if p.proposed is PersonDecision.UNDECIDED
            else str(p.proposed),
            "reason": p.reason,
            "places": places[p.id],
            "documents": documents[p.id],
            "undecided": undecided[p.id],
            "decision": None
            if p.decision is PersonDecision.UNDECIDED
            else str(p.decision),
            "exemptions": list(p.exemptions),
        }
        for p in state.people.values()
    ]


def _row(r: Redaction) -> Mapping[str, Any]:
    return {
        "serial": r.serial,
        "document": r.document,
        "page": r.page,
        "rects": _rects(r.rects),
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


def _rects(rects: Iterable[Rect]) -> list[list[float]]:
    return [[r.x0, r.y0, r.x1, r.y1] for r in rects]


def _kept(file: CaseFile) -> list[Mapping[str, Any]]:
    pages: dict[tuple[str, int], list[Redaction]] = {}
    for row in file.state.redactions.values():
        pages.setdefault((row.document, row.page), []).append(row)
    return [
        {
            "document": document.id,
            "page": page,
            "rects": _rects(passage.rects),
            "text": passage.text,
            "why": passage.why,
        }
        for document in file.state.documents.values()
        for page, passages in file.kept(document).items()
        for passage in passages
        if passage.is_free(pages.get((document.id, page), ()))
    ]


def in_lines(data: Mapping[str, Any]) -> Iterator[str]:
    """What ``listing`` gives, as lines for a person."""
    case = data["case"]
    yield (
        f"{case['reference']}  {case['regime']}  received {case['received']}, "
        f"due {case['due'] or 'not yet'}"
    )
    if case["retention"]:
        yield f"kept {case['retention']}"
    clock, review = data["clock"], data["review"]
    yield (
        f"approved by {review['by']}, code {review['code']}"
        if review["approved"]
        else review["why_not"]
    )
    for line in (clock["waiting"], *clock["warnings"]):
        if line:
            yield f"     {line}"
    for document in data["documents"]:
        yield (
            f"{document['id']}  {document['name']}  {many_pages(document['pages'])}, "
            f"{document['outcome']}{_family(document)}"
        )
    for person in data["people"]:
        same = f"  same as {person['same_as']}?" if person["same_as"] else ""
        told = f"{person['places']}  {_said(person)}{same}"
        yield f"{person['id']}  {person['name']}  {told}"
    for row in (*data["redactions"], *data["look"]):
        codes = ", ".join(row["exemptions"])
        yield (
            f"{row['serial']}  p.{row['page']}  {row['status']:<9} {codes:<12} "
            f"{row['text'] or _shown(row['label'])}"
        )
    for row in data["kept"]:
        yield f"{row['document']}  p.{row['page']}  stays: {row['text']}  {row['why']}"


def _shown(label: str) -> str:
    """What stands for the words of a place that has none."""
    return f"[{label.lower()}]" if label else ""


def many_pages(count: int) -> str:
    """ "1 page", "2 pages"."""
    return f"{count} page{'' if count == 1 else 's'}"


def _family(document: Mapping[str, Any]) -> str:
    family = f", came with {document['parent']}" if document["parent"] else ""
    if document["alike"]:
        family += f", much the same as {', '.join(document['alike'])}"
    if document["quotes"]:
        family += f", quotes {', '.join(document['quotes'])}"
    return family


def _said(person: Mapping[str, Any]) -> str:
    if person["decision"] or not person["places"]:
        return person["decision"] or "undecided"
    left = person["undecided"]
    return f"{left} undecided" if left else "decided place by place"
