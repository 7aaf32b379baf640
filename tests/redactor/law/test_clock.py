"""Working days of the whole United Kingdom, and when an answer is due."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import BadInput, OutsideCalendar
from redactor.law.clock import (
    add_working_days,
    due,
    is_working_day,
    working_days_between,
    working_days_left,
)

day = dt.date.fromisoformat
days_known = st.dates(dt.date(2007, 1, 1), dt.date(2028, 10, 31))


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2024-09-20", "2024-10-18"),
        ("2024-10-01", "2024-10-29"),
        ("2023-09-15", "2023-10-13"),
        ("2020-02-10", "2020-03-09"),
        # 30 November 2024 was a Saturday: Scotland had Monday 2 December
        ("2024-11-28", "2024-12-31"),
        ("2019-11-07", "2019-12-06"),
        # received on a Saturday, a Sunday or the Friday before: the same last day
        ("2024-10-04", "2024-11-01"),
        ("2024-10-05", "2024-11-01"),
        ("2024-10-06", "2024-11-01"),
        # Christmas, Boxing Day, New Year and 2 January
        ("2024-12-10", "2025-01-13"),
    ],
)
@pytest.mark.parametrize("regime", ["FOIA", "EIR", "foia"])
def test_an_answer_is_due_on_the_twentieth_working_day_after_receipt(
    regime: str, received: str, last: str
) -> None:
    assert due(regime, day(received)) == day(last)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2019-11-07", 40, "2020-01-09"),
        ("2023-10-11", 20, "2023-11-08"),
        ("2023-09-15", 40, "2023-11-10"),
        ("2024-10-11", 40, "2024-12-09"),
        ("2024-10-29", 40, "2024-12-27"),
        ("2024-12-20", 40, "2025-02-20"),
        ("2023-10-11", 40, "2023-12-07"),
        ("2020-02-10", 40, "2020-04-07"),
    ],
)
def test_longer_periods_are_counted_the_same_way(
    start: str, days: int, last: str
) -> None:
    assert add_working_days(day(start), days, "UK") == day(last)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2019-11-07", "2020-01-28", 53), ("2019-11-07", "2019-12-20", 30)],
)
def test_days_are_counted_between_two_dates(start: str, end: str, days: int) -> None:
    assert working_days_between(day(start), day(end), "UK") == days


@pytest.mark.parametrize(
    "holiday",
    [
        "2025-01-02",  # Scotland: second day of the year
        "2028-01-04",  # its substitute
        "2026-03-17",  # Northern Ireland: St Patrick's Day
        "2024-03-18",  # its substitute
        "2024-03-29",  # Good Friday
        "2024-04-01",  # Easter Monday, not in Scotland
        "2024-07-12",  # Northern Ireland: Battle of the Boyne
        "2025-07-14",  # its substitute
        "2024-08-05",  # Scotland: first Monday of August
        "2024-08-26",  # elsewhere: the last one
        "2023-11-30",  # Scotland: St Andrew's Day
        "2024-12-02",  # its substitute
        "2021-12-28",  # substitute for Boxing Day
        "2011-04-29",
        "2012-06-05",
        "2020-05-08",
        "2022-06-03",
        "2022-09-19",
        "2023-05-08",
        "2026-06-15",
    ],
)
def test_a_bank_holiday_in_any_part_of_the_country_does_not_count(
    holiday: str,
) -> None:
    assert day(holiday).weekday() < 5
    assert not is_working_day(day(holiday), "UK")


@pytest.mark.parametrize(
    "ordinary",
    [
        "2020-05-04",  # the early May bank holiday had been moved to the 8th
        "2022-05-30",  # the spring bank holiday had been moved to 2 June
        "2024-12-24",
        "2024-12-27",
        "2025-01-03",
        "2025-07-11",
        "2024-05-01",
    ],
)
def test_a_day_that_only_feels_like_a_holiday_counts(ordinary: str) -> None:
    assert is_working_day(day(ordinary), "UK")


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2024-10-01", 20),
        ("2024-10-24", 3),
        ("2024-10-26", 2),
        ("2024-10-28", 1),
        ("2024-10-29", 0),
        ("2024-10-30", -1),
        ("2024-11-04", -4),
    ],
)
def test_the_days_left_run_down_to_the_due_day_and_below(today: str, left: int) -> None:
    assert working_days_left("FOIA", day("2024-10-01"), day(today)) == left


def test_the_weekend_after_the_due_day_is_late_already() -> None:
    received = day("2024-09-20")
    assert due("FOIA", received) == day("2024-10-18")
    late = [working_days_left("FOIA", received, day(f"2024-10-{n}")) for n in (19, 21)]
    assert late == [-1, -1]


@pytest.mark.parametrize("received", ["2029-01-02", "2028-12-15", "2006-11-20"])
def test_years_whose_holidays_nobody_knows_are_refused(received: str) -> None:
    with pytest.raises(OutsideCalendar, match=r"20(06|29).*from 2007 to 2028"):
        due("FOIA", day(received))


def test_an_unknown_regime_is_refused() -> None:
    with pytest.raises(BadInput, match="XYZ"):
        due("XYZ", day("2024-10-01"))


def test_counting_goes_forwards_only() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(day("2024-10-01"), 0, "UK")


@given(days_known)
def test_the_due_day_is_a_working_day_with_twenty_behind_it(received: dt.date) -> None:
    last = due("FOIA", received)
    assert is_working_day(last, "UK")
    assert working_days_between(received, last, "UK") == 20
    assert last - received >= dt.timedelta(days=26)


@given(days_known)
def test_nobody_gets_less_time_for_asking_later(received: dt.date) -> None:
    assert due("FOIA", received) <= due("FOIA", received + dt.timedelta(days=1))
