"""What happens to a request and counts for its clock: put in, taken out, and read."""

from __future__ import annotations

import datetime as dt

from redactor.edits import Numbers, put
from redactor.errors import BadInput, NotFound
from redactor.law.exemptions import catalogue
from redactor.law.regimes import clock
from redactor.law.timetable import Timetable, timetable
from redactor.model import Change, State
from redactor.request import Moment


def timetable_of(state: State) -> Timetable:
    """The days of this case's request. Raises OutsideCalendar."""
    case = state.case
    return timetable(case.regime, case.received, state.moments.values())


def happen(state: State, moment: Moment) -> Change:
    """Note that something happened; ``moment`` without an id is a new one.

    An extension to weigh the public interest needs the exemption that is weighed, one
    that is not absolute: FOIA s.10(3) allows the time only where s.2(1)(b) or (2)(b)
    applies. Raises BadInput, UnknownExemption, OutsideCalendar.
    """
    case = state.case
    law = clock(case.regime).happening(moment.kind)
    if moment.date < case.received:
        raise BadInput(
            "That day is before the request was received.", "Check the two dates."
        )
    if moment.until is not None and moment.until < moment.date:
        raise BadInput("The day promised is before the notice.", "Check the two dates.")
    code = ""
    if moment.exemption:
        entry = catalogue(case.regime).find(moment.exemption)
        code = entry.code
        if law.qualified and entry.absolute:
            raise BadInput(
                f"{code} is absolute: no public interest is weighed, so it gives no "
                "more time.",
                "Answer by the due date, or name the exemption that is weighed.",
            )
    elif law.qualified:
        raise BadInput(
            "An extension needs the exemption whose public interest is weighed.",
            "Name it; it can't be an absolute one.",
        )
    row = Moment(
        moment.id or Numbers(state).of("T"),
        law.kind,
        moment.date,
        moment.until,
        code,
        moment.note,
    )
    change = put(state, row, "clock", f"note {law.kind}")
    timetable_of(state.after(change))  # refuses what can't be counted
    return change


def undo_moment(state: State, moment: str) -> Change:
    """Take a moment out again. Raises NotFound."""
    if moment not in state.moments:
        raise NotFound(
            f"Nothing with the id {moment} happened.", "See the list for the ids."
        )
    row = state.moments[moment]
    return Change("clock", f"take out {row.kind}", (row,))


def day(words: str) -> dt.date:
    """A day written like 2024-10-01. Raises BadInput."""
    try:
        return dt.date.fromisoformat(words.strip())
    except ValueError:
        raise BadInput(
            f"{words.strip()[:40]!r} is no date.", "Write it like 2024-10-01."
        ) from None
