"""Dates and numbers as people write them."""

from __future__ import annotations

import datetime as dt

from redactor.law.timetable import Timetable


def today() -> dt.date:
    """The day that it is here."""
    return dt.datetime.now().astimezone().date()


def date_words(day: dt.date) -> str:
    """1 October 2024."""
    return f"{day.day} {day:%B %Y}"


def clock_words(table: Timetable, today: dt.date) -> str:
    """When the answer is due and how long that is from today, or what it waits for.

    Raises OutsideCalendar as the clock does.
    """
    if table.answered is not None:
        return f"answered {date_words(table.answered)}"
    left = table.left(today)
    if table.due is None or left is None:
        return table.waiting
    return f"due {date_words(table.due)}, {left_words(left)}"


def left_words(left: int) -> str:
    """Working days left, or how late it is, in words."""
    if left == 0:
        return "due today"
    days = f"{abs(left):,} working day{'' if abs(left) == 1 else 's'}"
    return f"{days} left" if left > 0 else f"{days} late"


def many(count: int, noun: str) -> str:
    """ "1 page", "2 pages"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
