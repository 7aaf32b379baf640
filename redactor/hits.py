"""What is done with the hits of a search, as one step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from redactor import edits
from redactor.edits import Mark
from redactor.find.search import covered
from redactor.model import Change, Redaction, State, Status

_FOUND_BY = "search by hand"


def withhold(state: State, hits: Iterable[Mark], codes: tuple[str, ...]) -> Change:
    """Withhold hits: a proposal in the place of a hit is accepted, what is withheld
    already stays, and the rest is drawn."""
    proposed, fresh = _sorted(state, hits, {Status.ACCEPTED})
    change = edits.accept(state, proposed)
    after = state.after(change) if change else state
    drawn = edits.draw(after, fresh, exemptions=codes, found_by=_FOUND_BY)
    return _one(change, drawn, "redact")


def withhold_under(
    state: State, hits: Iterable[Mark], codes: tuple[str, ...]
) -> Change:
    """Withhold hits under these codes and no others, also what is withheld already and
    what is proposed with other codes."""
    hits = list(hits)
    change = withhold(state, hits, codes)
    after = state.after(change) if change else state
    others = [
        row.serial
        for row in _withheld(after, hits)
        if set(row.exemptions) != set(codes)
    ]
    if not others:
        return change
    return _one(change, edits.assign(after, others, codes), "redact")


def codes_of(state: State, hits: Iterable[Mark]) -> tuple[str, ...]:
    """The codes under which hits are withheld now, if they are the same for all."""
    found = {row.exemptions for row in _withheld(state, hits)}
    return found.pop() if len(found) == 1 else ()


def _withheld(state: State, hits: Iterable[Mark]) -> list[Redaction]:
    """What is withheld in the places of hits, and holds no other text."""
    boxes = _by_page(state)
    found = {
        row.serial: row
        for hit in hits
        for row in boxes.get((hit.document, hit.page), ())
        if row.status is Status.ACCEPTED and _same(row, hit)
    }
    return list(found.values())


def _by_page(state: State) -> dict[tuple[str, int], list[Redaction]]:
    boxes: dict[tuple[str, int], list[Redaction]] = {}
    for row in state.redactions.values():
        boxes.setdefault((row.document, row.page), []).append(row)
    return boxes


def leave(state: State, hits: Iterable[Mark]) -> Change:
    """Leave hits visible on purpose: proposals in their places are rejected, what is
    withheld stays so, and where nothing stands it is noted that nothing shall."""
    closed = {Status.ACCEPTED, Status.REJECTED}
    proposed, fresh = _sorted(state, hits, closed)
    change = edits.reject(state, proposed)
    after = state.after(change) if change else state
    drawn = edits.draw(after, fresh, found_by=_FOUND_BY, status=Status.REJECTED)
    return _one(change, drawn, "leave visible")


def _one(first: Change, second: Change, verb: str) -> Change:
    both = edits.together(first, second) if first else second
    count = len(both.added)
    label = f"{verb} {count:,} hit{'' if count == 1 else 's'}"
    return replace(both, act="draw", label=label)


def _sorted(
    state: State, hits: Iterable[Mark], done: set[Status]
) -> tuple[list[str], list[Mark]]:
    """Proposals in the places of hits, and hits that nothing stands for. Hits of a
    place that was decided so already are neither."""
    boxes = _by_page(state)
    proposed: list[str] = []
    fresh: list[Mark] = []
    for hit in hits:
        here = boxes.get((hit.document, hit.page), [])
        if covered(hit, [r.rects for r in here if r.status in done]):
            continue
        same = [r.serial for r in here if r.status not in done and _same(r, hit)]
        proposed += same
        if not same:
            fresh.append(hit)
    return list(dict.fromkeys(proposed)), fresh


def _same(row: Redaction, hit: Mark) -> bool:
    """The proposal covers the hit and holds no other text."""
    return _plain(row.text) == _plain(hit.text) and covered(hit, [row.rects])


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
