"""Working days: when an answer is due.

FOIA s.10(1) asks for an answer by the twentieth working day following the date of
receipt. By s.10(6) a day is no working day if it is a Saturday, a Sunday, Christmas
Day, Good Friday or a bank holiday in any part of the United Kingdom; EIR reg.2(1) says
the same. Days on which an authority is closed for its own reasons do count.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from functools import cache

from redactor.errors import OutsideCalendar
from redactor.law import rulebook
from redactor.law.regimes import clock as clock_of

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Calendar:
    name: str
    parts: tuple[str, ...]
    first_year: int
    last_year: int
    proclaimed: frozenset[dt.date]


def due(regime: str, received: dt.date) -> dt.date:
    """The last day for an answer to a request received on ``received``.

    It makes no difference whether that was a working day. Raises BadInput for an
    unknown regime, OutsideCalendar where holidays are not known.
    """
    law = clock_of(regime)
    if law.months:
        return add_months(received, law.months, law.calendar)
    return add_working_days(received, law.working_days, law.calendar)


def working_days_left(regime: str, received: dt.date, today: dt.date) -> int:
    """Working days after ``today`` up to the due day; 0 on the due day itself.

    Negative when late: -1 from the day after the due day to the end of the next working
    day, then one less for each. Raises as ``due`` does.
    """
    calendar = clock_of(regime).calendar
    last = due(regime, received)
    if today <= last:
        return working_days_between(today, last, calendar)
    return min(-1, -working_days_between(last, today, calendar))


def add_working_days(start: dt.date, days: int, calendar: str) -> dt.date:
    """The working day that is ``days`` (at least 1) after ``start``.

    Raises OutsideCalendar.
    """
    if days < 1:
        raise ValueError("working days are counted forwards, from 1")
    day, left = start, days
    while left:
        if day == dt.date.max:
            raise OutsideCalendar("That date is too far away.", "Check the year.")
        day += _DAY
        left -= is_working_day(day, calendar)
    return day


def add_months(start: dt.date, months: int, calendar: str) -> dt.date:
    """The same day of a later month, or its last one; the next working day where that
    is none. Raises OutsideCalendar.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        raise OutsideCalendar("That date is too far away.", "Check the year.")
    last = monthrange(year, month + 1)[1]
    day = dt.date(year, month + 1, min(start.day, last))
    return add_working_days(day - _DAY, 1, calendar)


def working_days_between(start: dt.date, end: dt.date, calendar: str) -> int:
    """How many working days there are after ``start`` up to and with ``end``.

    Raises OutsideCalendar.
    """
    days = (start + _DAY * n for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, calendar) for day in days)


def is_working_day(day: dt.date, calendar: str) -> bool:
    """Whether ``day`` counts. Raises OutsideCalendar."""
    return day not in _holidays(calendar, day.year) and day.weekday() < 5


@cache
def _calendar(name: str) -> _Calendar:
    row = rulebook.load("regimes.yaml")["calendars"][name]
    return _Calendar(
        name,
        tuple(row["parts"]),
        row["first_year"],
        row["last_year"],
        frozenset(entry["date"] for entry in row["proclaimed"]),
    )


@cache
def _holidays(name: str, year: int) -> frozenset[dt.date]:
    calendar = _calendar(name)
    if not calendar.first_year <= year <= calendar.last_year:
        raise OutsideCalendar(
            f"The bank holidays of {year} are not known to this version.",
            f"Check the date: it can count working days from {calendar.first_year} to "
            f"{calendar.last_year}.",
        )
    from holidays import country_holidays  # slow to load

    days: set[dt.date] = {d for d in calendar.proclaimed if d.year == year}
    for part in calendar.parts:
        days.update(country_holidays("GB", subdiv=part, years=year))
    return frozenset(days)
