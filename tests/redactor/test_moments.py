"""What happens to a request is noted where the law allows it."""

from __future__ import annotations

import datetime as dt

import pytest

from redactor.errors import BadInput, NotFound, UnknownExemption
from redactor.model import Case, State
from redactor.moments import day, happen, timetable_of, undo_moment
from redactor.request import Moment

STATE = State(Case("F-1", dt.date(2023, 9, 15)))
NOTICE = dt.date(2023, 10, 11)


def extension(code: str) -> Moment:
    return Moment("", "public interest extension", NOTICE, exemption=code)


def test_an_extension_moves_the_due_date() -> None:
    state = STATE.after(happen(STATE, extension("31(1)(g)")))
    (row,) = state.moments.values()
    assert (row.id, row.exemption) == ("T01", "s.31(1)(g)")
    assert timetable_of(state).due == dt.date(2023, 11, 8)
    assert not state.after(undo_moment(state, "T01")).moments


@pytest.mark.parametrize("code", ["", "s.44(1)(a)", "s.21(1)"])
def test_an_absolute_exemption_gives_no_more_time(code: str) -> None:
    with pytest.raises(BadInput):
        happen(STATE, extension(code))


def test_what_can_not_be_is_refused() -> None:
    with pytest.raises(UnknownExemption):
        happen(STATE, extension("s.99"))
    with pytest.raises(BadInput, match="before the request"):
        happen(STATE, Moment("", "answered", dt.date(2023, 9, 14)))
    with pytest.raises(BadInput, match="knows no"):
        happen(STATE, Moment("", "lunch", NOTICE))
    with pytest.raises(BadInput, match="before the notice"):
        happen(STATE, Moment("", "answered", NOTICE, dt.date(2023, 10, 1)))
    with pytest.raises(NotFound):
        undo_moment(STATE, "T09")
    with pytest.raises(BadInput, match="no date"):
        day("11/10/2023")
