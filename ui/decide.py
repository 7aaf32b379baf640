"""What the window's decisions do to a case, as Changes; no Qt in here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from redactor import edits
from redactor.contacts import plain
from redactor.find.search import Hit
from redactor.law.exemptions import Catalogue, catalogue
from redactor.model import (
    Change,
    PersonDecision,
    Rect,
    Redaction,
    State,
    Status,
)
from redactor.whole import left
from ui.dates import many

_EDITS = {
    PersonDecision.WITHHOLD: edits.accept,
    PersonDecision.RELEASE: edits.reject,
    PersonDecision.UNDECIDED: edits.reset,
}
_NOTHING = Change("", "")


def places(state: State, serials: Iterable[str], decision: PersonDecision) -> Change:
    """Decide about single places. One without a code gets none here."""
    return _EDITS[decision](state, serials)


def people(state: State, ids: Sequence[str], decision: PersonDecision) -> Change:
    """Decide about people, one step of the history for all of them."""
    change = _NOTHING
    for person in ids:
        step = edits.decide_person(state, person, decision)
        state = state.after(step)
        change = edits.together(change, step) if change else step
    if len(ids) > 1:
        change = replace(change, label=f"{edits.said(decision)} {len(ids)} people")
    return change


def everywhere(
    state: State, serials: Iterable[str], decision: PersonDecision
) -> Change:
    """Decide about the people of these places; for a place without one, about its text.

    The places themselves follow too, whatever was decided about them before.
    """
    rows = [state.redactions[serial] for serial in serials]
    ids = list(dict.fromkeys(r.person for r in rows if r.person is not None))
    back = edits.reset(state, [r.serial for r in rows if r.person and r.excepted])
    after = state.after(back) if back else state
    step = people(after, ids, decision)
    change = edits.together(back, step) if back and step else step or back
    texts = {plain(r.text) for r in rows if r.person is None and r.text.strip()}
    alone = [r.serial for r in rows if r.person is None and not r.text.strip()]
    same = [
        r.serial
        for r in state.redactions.values()
        if r.person is None and plain(r.text) in texts
    ]
    step = places(state, dict.fromkeys([*same, *alone]), decision)
    if decision is not PersonDecision.UNDECIDED:  # what is found later follows
        step = replace(
            edits.together(step, edits.with_text(state.after(step), same)),
            label=step.label,
        )
    if not change:
        return replace(step, label=f"{step.label}, same text") if same else step
    label = step.label if not ids else people(after, ids, decision).label
    return replace(edits.together(change, step), act=str(decision), label=label)


def set_codes(
    state: State,
    serials: Sequence[str],
    ids: Sequence[str],
    codes: tuple[str, ...],
    category: str | None,
) -> Change:
    """Give places, or people with every place that follows them, codes and category."""
    change = _NOTHING
    for person in ids:
        decision = state.people[person].decision
        step = edits.decide_person(state, person, decision, codes)
        state = state.after(step)
        change = edits.together(change, step)
    if ids:
        serials = [
            r.serial
            for r in state.redactions.values()
            if r.person in ids and not r.excepted
        ]
    step = edits.assign(state, serials, codes)
    state = state.after(step)
    change = edits.together(change, step)
    if category is not None:
        change = edits.together(change, edits.categorize(state, serials, category))
    names = [state.people[i].name for i in ids] or list(serials)
    whom = (
        names[0]
        if len(names) == 1
        else f"{len(names)} {'people' if ids else 'redactions'}"
    )
    return replace(change, act="assign", label=f"codes of {whom}")


def undecided(state: State, status: Status = Status.SUGGESTED) -> list[Redaction]:
    """What nobody has decided, or what else stands as ``status``, in reading order."""
    return sorted(left(state, status), key=lambda r: r.place)


def without_codes(state: State) -> list[Redaction]:
    """What will be withheld without an exemption of the case's law, in order."""
    law = catalogue(state.case.regime)
    bare = [
        r
        for r in state.redactions.values()
        if r.status == Status.ACCEPTED
        and not (r.exemptions and all(code in law for code in r.exemptions))
    ]
    return sorted(bare, key=lambda r: r.place)


def decided_two_ways(state: State) -> list[Hit]:
    """Places left visible on purpose whose very text is withheld elsewhere."""
    hidden: dict[str, str] = {}
    for row in state.redactions.values():
        if row.status is Status.ACCEPTED and row.text.strip():
            hidden.setdefault(plain(row.text), row.serial)
    odd = [
        row
        for row in state.redactions.values()
        if row.status is Status.REJECTED and plain(row.text) in hidden
    ]
    return [
        Hit(
            row.document,
            row.page,
            row.rects,
            row.text,
            before="left visible",
            after=f"withheld as {hidden[plain(row.text)]}",
        )
        for row in sorted(odd, key=lambda r: r.place)
    ]


def next_undecided(
    state: State,
    at: tuple[int, int, float, float],
    step: int,
    status: Status = Status.SUGGESTED,
) -> Redaction | None:
    """The undecided place after (1) or before (-1) a place; the end leads round.

    With another ``status``, the next one that stands so.
    """
    open_ = [(r.place, r.serial) for r in left(state, status)]
    if not open_:
        return None
    if step > 0:
        found = min((one for one in open_ if one[0] > at), default=None) or min(open_)
    else:
        found = max((one for one in open_ if one[0] < at), default=None) or max(open_)
    return state.redactions[found[1]]


def delete(state: State, serials: Iterable[str]) -> Change:
    """Take boxes away; what is worth a look has none, and is dismissed."""
    rows = [state.redactions[serial] for serial in serials]
    drawn = [r.serial for r in rows if r.status.is_proposal]
    aside = edits.reject(state, [r.serial for r in rows if not r.status.is_proposal])
    gone = edits.delete(state, drawn)
    return edits.together(gone, aside) if drawn else aside


def nothing_left(state: State, status: Status = Status.SUGGESTED) -> str:
    """What to say where nothing more stands as ``status``."""
    if status is Status.LOOK:
        return "There is nothing left to look at."
    if not any(r.status.is_proposal for r in state.redactions.values()):
        return "There is nothing to decide yet. Find personal data, or draw a box."
    look = len(undecided(state, Status.LOOK))
    if look:
        verb = "is" if look == 1 else "are"
        return (
            f"Everything is decided. {many(look, 'passage')} {verb} worth a look "
            "before you release: press L."
        )
    return "Everything is decided. Look at it with P, then release it with Ctrl+E."


def shape_of(rects: Sequence[Rect]) -> Rect:
    """The rectangle around all of them."""
    whole = rects[0]
    for rect in rects[1:]:
        whole = whole.union(rect)
    return whole


def last_codes(remembered: str, law: Catalogue) -> tuple[str, ...]:
    """Codes for what is drawn: those chosen last in this case, if its law has them."""
    return tuple(code for code in remembered.split("\n") if code in law)
