"""What follows a case change by change shows the same as what is made from it anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redactor import edits
from redactor.edits import Mark
from redactor.model import (
    Change,
    Person,
    PersonDecision,
    Rect,
    State,
    Status,
)
from tests.ui import cases
from ui.counts import Counts
from ui.page_index import PageIndex
from ui.panels.documents_model import DocumentsModel, standings
from ui.panels.people_model import PeopleFilter, PeopleModel, tallies
from ui.panels.redactions_model import RedactionsFilter, RedactionsModel, Wanted

pytestmark = pytest.mark.usefixtures("qapp")
Step = Callable[[State, int, int], Change]


def _some(state: State, a: int, b: int) -> list[str]:
    """Some serials of the case, anywhere in it."""
    return [s for n, s in enumerate(state.redactions) if (n + a) % (b % 3 + 2) == 0]


def _one(state: State, a: int) -> str:
    return list(state.redactions)[a % len(state.redactions)]


def _person(state: State, a: int) -> str:
    return list(state.people)[a % len(state.people)]


def _decide(state: State, a: int, b: int) -> Change:
    decision = list(PersonDecision)[b % len(PersonDecision)]
    return edits.decide_person(state, _person(state, a), decision)


def _draw(state: State, a: int, b: int) -> Change:
    rect = Rect(72.0, 5.0 * a + 1, 140.0, 5.0 * a + 4)
    mark = Mark(f"D0{b % 2 + 1}", a % 2 + 1, (rect,), f"Name {b}", cases.CODE[: b % 2])
    return edits.draw(state, [mark], status=list(Status)[b % 5])


def _retype(state: State, a: int, b: int) -> Change:
    serial = _one(state, a)
    return edits.move(state, serial, state.redactions[serial].rects, f"0{b % 3}")


def _find(state: State, a: int, b: int) -> Change:
    numbers = edits.Numbers(state)
    rows = [
        cases.redaction(
            n,
            serial=numbers.serial("D01"),
            text=f"0{n % 3}",
            label="PHONE",
            page=a % 2 + 1,
            status=(Status.SUGGESTED, Status.LOOK)[b % 2],
        )
        for n in range(b % 4 + 1)
    ]
    return edits.propose(state, [Person(numbers.person(), f"New {a}")], rows)


STEPS: tuple[Step, ...] = (
    lambda s, a, b: edits.accept(s, _some(s, a, b)),
    lambda s, a, b: edits.reject(s, _some(s, a, b)),
    lambda s, a, b: edits.reset(s, _some(s, a, b)),
    lambda s, a, b: edits.assign(s, _some(s, a, b), cases.CODE[: a % 2]),
    lambda s, a, _: edits.delete(s, [_one(s, a)]),
    lambda s, a, b: edits.merge(s, [_person(s, a), _person(s, b)]),
    lambda s, a, b: edits.rename(s, _person(s, a), f"Called {b}"),
    lambda s, a, b: edits.split(s, [_one(s, a)], f"Apart {b}"),
    _decide,
    _draw,
    _retype,
    _find,
)
TAKEN = st.lists(
    st.tuples(st.integers(0, len(STEPS)), st.integers(0, 30), st.integers(0, 30)),
    max_size=14,
)


class Followers:
    """All that follows changes, made once from the first state."""

    def __init__(self, state: State) -> None:
        self.people = PeopleModel(state)
        self.listed = PeopleFilter(self.people)
        self.redactions = RedactionsModel(state)
        self.shown = RedactionsFilter(self.redactions)
        self.shown.want(Wanted(status=Status.ACCEPTED))
        self.documents = DocumentsModel()
        self.documents.show(state, standings(state, {}, set()))
        self.counts, self.index = Counts(state), PageIndex(state)

    def update(self, state: State, change: Change) -> None:
        self.people.update(state, change)
        self.redactions.update(state, change)
        self.documents.update(change)
        self.counts.update(change)
        self.index.update(change)

    def check(self, state: State) -> None:
        """Compare with the same made anew."""
        mine = [self.people.tally(row) for row in range(self.people.rowCount())]
        assert {t.person.id: t for t in mine} == {
            t.person.id: t for t in tallies(state)
        }
        assert len(mine) == self.listed.rowCount()
        for row, tally in enumerate(mine):
            assert self.people.row_of(tally.person.id) == row
        self._check_rows(state)
        anew = standings(state, {}, set())
        model = DocumentsModel()
        model.show(state, anew)
        for name, page in anew:
            assert self.documents.standing(name, page) == anew[(name, page)]
            assert self.documents.standing(name) == model.standing(name)
            here = set(self.index.on_page(name, page))
            assert here == set(state.on_page(name, page))
        counts = Counts(state)
        for one in ("total", "left", "look", "bare"):
            assert getattr(self.counts, one) == getattr(counts, one)

    def _check_rows(self, state: State) -> None:
        model, shown = self.redactions, self.shown
        mine = [model.redaction(row) for row in range(model.rowCount())]
        assert mine == state.in_order()
        assert [model.row_of(r.serial) for r in mine] == list(range(len(mine)))
        withheld = [r.serial for r in mine if r.status is Status.ACCEPTED]
        assert shown.serials(range(shown.rowCount())) == withheld


def _start() -> State:
    """Two people, and numbers that are nobody's."""
    state = cases.two_people()
    return state.after(_find(state, 0, 3))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(taken=TAKEN)
def test_following_changes_comes_to_the_same_as_looking_at_everything_again(
    taken: list[tuple[int, int, int]],
) -> None:
    state = _start()
    followers, done = Followers(state), []
    for kind, a, b in taken:
        if kind == len(STEPS):
            change = done.pop().reversed() if done else Change("", "")
        elif state.redactions and state.people:
            change = STEPS[kind](state, a, b)
            done.append(change)
        else:
            continue
        state = state.after(change)
        followers.update(state, change)
        followers.check(state)


def test_many_rows_that_come_and_go_at_once_are_followed_too() -> None:
    state = _start()
    followers = Followers(state)
    rows = [cases.redaction(n, serial=f"D01-R{n:03d}") for n in range(50, 400)]
    change = edits.propose(state, [], rows)
    state = state.after(change)
    followers.update(state, change)
    followers.check(state)
    change = edits.accept(state, [r.serial for r in rows[::2]])
    state = state.after(change)
    followers.update(state, change)
    followers.check(state)
