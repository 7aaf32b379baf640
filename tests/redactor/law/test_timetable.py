"""The days of a request: stops, extensions, the answer and what follows it.

Expected days were counted by hand on the government's list of bank holidays.
"""

from __future__ import annotations

import datetime as dt

import pytest

from redactor.errors import BadInput, OutsideCalendar
from redactor.law.exemptions import catalogue
from redactor.law.timetable import Timetable, timetable
from redactor.request import Moment


def day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


def days(
    received: str,
    *moments: tuple[str, str] | tuple[str, str, str],
    regime: str = "FOIA",
) -> Timetable:
    rows = [
        Moment(f"T{n:02}", kind, day(at), day(rest[0]) if rest else None)
        for n, (kind, at, *rest) in enumerate(moments, 1)
    ]
    return timetable(regime, day(received), rows)


def line(table: Timetable, words: str) -> str:
    (found,) = [one for one in table.lines if words in one.what]
    return found.day.isoformat()


@pytest.mark.parametrize(
    ("regime", "received", "due"),
    [
        ("FOIA", "2024-09-20", "2024-10-18"),
        ("EIR", "2024-11-28", "2024-12-31"),  # St Andrew's Day is kept on 2 December
        ("FOISA", "2024-11-28", "2024-12-31"),
        ("FOISA", "2024-03-11", "2024-04-09"),  # Easter Monday counts in Scotland
        ("FOIA", "2024-03-11", "2024-04-11"),  # St Patrick's on the 18th, Easter Monday
    ],
)
def test_an_answer_is_due_by_the_calendar_of_its_law(
    regime: str, received: str, due: str
) -> None:
    assert days(received, regime=regime).due == day(due)


def test_an_extension_shows_both_readings_and_takes_the_earlier() -> None:
    table = days("2023-09-15", ("public interest extension", "2023-10-11"))
    assert line(table, "from the notice") == "2023-11-08"
    assert line(table, "from receipt") == "2023-11-10"
    assert table.due == day("2023-11-08")
    late = days("2019-11-07", ("public interest extension", "2019-12-20"))
    assert late.due == day("2020-01-09")
    assert "after the day by which it was due" in late.warnings[0]


def test_a_promise_may_be_sooner_and_is_warned_of_when_later() -> None:
    notice = ("public interest extension", "2023-10-11")
    assert days("2023-09-15", (*notice, "2023-11-01")).due == day("2023-11-01")
    table = days("2023-09-15", (*notice, "2023-12-01"))
    assert table.due == day("2023-11-08")
    assert "later than 8 November 2023" in table.warnings[0]


def test_environmental_requests_have_forty_days_where_they_are_complex() -> None:
    table = days("2023-09-15", ("complexity extension", "2023-10-02"), regime="EIR")
    assert table.due == day("2023-11-10")
    with pytest.raises(BadInput):
        days("2023-09-15", ("public interest extension", "2023-10-02"), regime="EIR")


def test_the_clock_stands_still_until_the_clarification_comes() -> None:
    asked = ("clarification asked", "2024-10-03")
    waiting = days("2024-10-01", asked)
    assert waiting.due is None
    assert waiting.waiting
    assert waiting.left(day("2024-12-01")) is None
    again = days("2024-10-01", asked, ("clarification received", "2024-10-10"))
    assert again.due == days("2024-10-10").due == day("2024-11-07")


def test_days_between_a_fees_notice_and_the_fee_do_not_count() -> None:
    notice = ("fees notice", "2024-10-03")
    assert days("2024-10-01", notice).due is None
    # Thursday to Tuesday: four working days more than 29 October
    paid = days("2024-10-01", notice, ("fee paid", "2024-10-08"))
    assert paid.due == day("2024-11-04")


def test_the_answer_stops_the_clock_and_a_late_one_is_a_breach() -> None:
    table = days("2019-11-07", ("answered", "2020-01-28"))
    assert table.left(day("2020-03-01")) is None
    assert "33 working days late" in table.warnings[0]
    assert not days("2024-10-01", ("answered", "2024-10-29")).warnings


@pytest.mark.parametrize(
    ("answered", "window"),
    [
        ("2024-10-11", "2024-12-09"),
        ("2024-10-29", "2024-12-27"),
        ("2024-12-20", "2025-02-20"),
        ("2023-10-11", "2023-12-07"),
    ],
)
def test_a_review_can_be_asked_for_within_forty_working_days(
    answered: str, window: str
) -> None:
    table = days("2023-09-15", ("answered", answered))
    assert line(table, "ask for an internal review") == window


def test_a_review_has_twenty_days_and_forty_at_most() -> None:
    table = days("2019-11-07", ("internal review asked", "2020-02-10"))
    assert line(table, "answered by") == "2020-03-09"
    assert line(table, "at the latest") == "2020-04-07"
    table = days("2019-11-07", ("internal review asked", "2020-02-10"), regime="EIR")
    assert line(table, "answered by") == "2020-04-07"


def test_a_decision_notice_counts_days_of_the_calendar() -> None:
    table = days("2019-11-07", ("decision notice", "2020-06-23"))
    assert line(table, "steps") == "2020-07-28"
    assert line(table, "appeal") == "2020-07-21"


def test_days_left_run_down_over_an_extension() -> None:
    table = days("2023-09-15", ("public interest extension", "2023-10-11"))
    assert table.left(day("2023-11-08")) == 0
    assert table.left(day("2023-11-06")) == 2
    assert table.left(day("2023-11-09")) == -1


def test_years_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(OutsideCalendar):
        days("2028-12-20")
    with pytest.raises(OutsideCalendar):
        days("2028-11-01", ("answered", "2028-11-20"))


def test_a_fee_without_a_notice_gives_no_time_and_clears_nothing_up() -> None:
    table = days("2024-10-01", ("fee paid", "2024-10-08"))
    assert table.due == day("2024-10-29")
    assert "without a notice" in table.warnings[0]
    asked = ("clarification asked", "2024-10-02")
    fee = (("fees notice", "2024-10-03"), ("fee paid", "2024-10-08"))
    assert days("2024-10-01", asked, *fee).due is None


def test_what_is_asked_after_the_answer_stops_nothing() -> None:
    answered = ("answered", "2024-10-10")
    table = days("2024-10-01", answered, ("clarification asked", "2024-10-11"))
    assert not table.waiting


@pytest.mark.parametrize(
    ("received", "due", "extended"),
    [
        ("2025-09-03", "2025-10-03", "2025-12-03"),
        ("2025-01-31", "2025-02-28", "2025-04-30"),  # months without that day
        ("2024-01-30", "2024-02-29", "2024-04-30"),
        ("2025-11-25", "2025-12-29", "2026-02-25"),  # Christmas, and a weekend
        ("2025-03-19", "2025-04-22", "2025-06-19"),  # Easter
    ],
)
def test_subject_access_is_counted_by_months(
    received: str, due: str, extended: str
) -> None:
    assert timetable("SAR", day(received)).due == day(due)
    longer = Moment("T01", "complexity extension", day(received))
    assert timetable("SAR", day(received), [longer]).due == day(extended)
    answered = Moment("T02", "answered", day(due))
    table = timetable("SAR", day(received), [answered])
    assert not table.warnings
    assert [line.what for line in table.lines] == ["answer due"]


def test_subject_access_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        timetable("SAR", dt.date(2028, 12, 15))
    with pytest.raises(OutsideCalendar):
        timetable("SAR", dt.date(9999, 12, 31))
    with pytest.raises(BadInput):
        catalogue("SAR")
