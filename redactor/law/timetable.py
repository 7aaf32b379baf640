"""The days of one request: when the answer is due after all that happened to it, and
what follows the answer.

Every rule and its number stands in ``rules/regimes.yaml`` with its source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from redactor.law import rulebook
from redactor.law.clock import add_months, add_working_days, working_days_between
from redactor.law.regimes import Clock, Effect, Happening
from redactor.law.regimes import clock as clock_of
from redactor.request import Moment

_UNCLEAR = "waiting for the applicant"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A day that counts: what has to be done by then, and where that is from."""

    what: str
    day: dt.date
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """``due`` is the last day for the answer, None while the clock stands still, for
    which ``waiting`` says why. ``lines`` are all days that count, in order."""

    received: dt.date
    calendar: str
    due: dt.date | None
    waiting: str = ""
    answered: dt.date | None = None
    lines: tuple[Line, ...] = ()
    warnings: tuple[str, ...] = ()

    def left(self, today: dt.date) -> int | None:
        """Working days after ``today`` up to the due day; 0 on it, negative when late.

        None while the clock stands still, and once the answer is given. Raises
        OutsideCalendar.
        """
        if self.due is None or self.answered is not None:
            return None
        if today <= self.due:
            return working_days_between(today, self.due, self.calendar)
        return min(-1, -working_days_between(self.due, today, self.calendar))


@dataclass(slots=True)
class _Run:
    """The clock as it runs through what happened."""

    law: Clock
    start: dt.date
    extra: int = 0
    paused: dt.date | None = None
    waiting: str = ""
    answered: dt.date | None = None
    extended: dt.date | None = None
    lines: list[Line] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def plus(self, days: int, day: dt.date | None = None) -> dt.date:
        return add_working_days(day or self.start, days, self.law.calendar)

    @property
    def first_due(self) -> dt.date:
        if self.law.months:
            return add_months(self.start, self.law.months, self.law.calendar)
        return self.plus(self.law.working_days + self.extra)

    @property
    def due(self) -> dt.date:
        return self.extended or self.first_due


def timetable(
    regime: str, received: dt.date, moments: Iterable[Moment] = ()
) -> Timetable:
    """The days of a request that was received on ``received``.

    Raises BadInput for an unknown regime or kind of moment, OutsideCalendar where
    holidays are not known.
    """
    law = clock_of(regime)
    run = _Run(law, received)
    for moment in sorted(moments, key=lambda m: (m.date, m.id)):
        _happened(run, moment, law.happening(moment.kind))
    due = None if run.waiting else run.due
    lines = [] if due is None else [Line("answer due", due, law.title)]
    return Timetable(
        received,
        law.calendar,
        due,
        run.waiting,
        run.answered,
        tuple(sorted([*lines, *run.lines], key=lambda line: line.day)),
        tuple(run.warnings),
    )


def _happened(run: _Run, moment: Moment, law: Happening) -> None:
    """Take one moment into account."""
    match law.effect:
        case Effect.STOP:
            run.waiting = "" if run.answered else _UNCLEAR
        case Effect.RESTART:
            # receipt is the day on which what was asked for comes
            run.start, run.waiting = moment.date, ""
            run.extra, run.extended = 0, None
        case Effect.PAUSE:
            run.paused, run.waiting = moment.date, run.waiting or "waiting for the fee"
        case Effect.RESUME:
            _resume(run, moment.date)
        case Effect.EXTEND:
            _extend(run, moment, law)
        case Effect.ANSWER:
            _answer(run, moment.date, law)
        case _:
            run.lines += _afterwards(run, moment, law)


def _resume(run: _Run, paid: dt.date) -> None:
    """Working days from the notice to the payment, both included, do not count."""
    if run.paused is None:
        run.warnings.append("A fee came without a notice: it gives no more time.")
        return
    run.extra += working_days_between(run.paused - _DAY, paid, run.law.calendar)
    run.paused = None
    run.waiting = run.waiting if run.waiting == _UNCLEAR else ""


def _extend(run: _Run, moment: Moment, law: Happening) -> None:
    """Both readings are shown, and the earlier one counts."""
    if moment.date > run.first_due:
        run.warnings.append(
            f"The notice of the {law.kind} came after the day by which it was due."
        )
    readings = []
    if law.from_day:
        day = run.plus(law.from_day, moment.date)
        readings.append(Line(f"{law.from_day} working days from the notice", day))
    if law.from_receipt:
        day = run.plus(law.from_receipt + run.extra)
        readings.append(Line(f"{law.from_receipt} working days from receipt", day))
    if law.months:
        day = add_months(run.start, law.months, run.law.calendar)
        readings.append(Line(f"{law.months} months from receipt", day))
    run.lines += [replace(line, basis=law.basis) for line in readings]
    earliest = min(line.day for line in readings)
    if moment.until is not None and moment.until > earliest:
        run.warnings.append(
            f"The day that was promised is later than {_words(earliest)}, which is as "
            "far as guidance goes."
        )
    run.extended = min(earliest, moment.until or earliest)


def _answer(run: _Run, day: dt.date, law: Happening) -> None:
    run.answered, run.waiting = day, ""
    late = working_days_between(run.due, day, run.law.calendar)
    if late or day > run.due:
        days = f"{late} working day{'' if late == 1 else 's'}"
        run.warnings.append(
            f"The answer came {days} late, which is a breach of {law.basis}."
        )
    window = run.law.review_window
    if window:
        run.lines.append(
            Line("last day to ask for an internal review", run.plus(window, day))
        )


def _afterwards(run: _Run, moment: Moment, law: Happening) -> list[Line]:
    """What follows an internal review or a decision notice."""
    book = rulebook.load_once("regimes.yaml")

    def after(what: str, days: str) -> Line:
        return Line(what, moment.date + dt.timedelta(days=book[days]), law.basis)

    if law.effect is Effect.NOTICE:
        return [
            after("last day to appeal against the decision notice", "notice_appeal"),
            after("steps of the decision notice to be taken by", "notice_steps"),
        ]
    if law.effect is Effect.REVIEWED:
        return [after("a complaint to the Commissioner should come by", "complaint")]
    due = run.plus(law.from_day, moment.date)
    lines = [Line("internal review to be answered by", due, law.basis)]
    if law.at_most:
        day = run.plus(law.at_most, moment.date)
        lines.append(Line("internal review to be answered at the latest", day))
    return lines


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
