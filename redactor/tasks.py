"""The long works on a case by its path, as a process of its own can do them.

Heavy libraries are imported inside, so that who only names a task never loads them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.casefile import CaseFile
from redactor.work import Progress, Work

if TYPE_CHECKING:
    from redactor.find.echoes import Echo
    from redactor.find.propose import Findings
    from redactor.find.query import Query
    from redactor.find.search import Hit
    from redactor.hints import Hint
    from redactor.intake import Intake
    from redactor.leftovers import Leftover
    from redactor.missing import Missing
    from redactor.model import Change
    from redactor.release.reply.response import Written
    from redactor.request import Step
    from redactor.review.points import Point
    from redactor.teach import Lesson


def add(
    case: Path,
    paths: list[Path],
    passwords: tuple[str, ...] = (),
    deadly: tuple[Path, ...] = (),
) -> Work[Intake]:
    """Take files into the case file; whoever edits the case puts the documents in."""
    from redactor.intake import add as take_in

    with CaseFile.attach(case) as file:
        return (yield from take_in(file, paths, passwords, deadly))


def read(case: Path) -> Work[int]:
    """Read the words of every page that was not read yet, and note what follows."""
    from redactor.intake import note
    from redactor.intake import read as read_words

    with CaseFile.attach(case) as file:
        count = yield from read_words(file)
        note(file)
        return count


def propose(case: Path, register: Path | None) -> Work[Findings]:
    """Find personal data in everything that was read."""
    from redactor.find.propose import propose as find

    with CaseFile.attach(case) as file:
        return (yield from find(file, register))


def search(case: Path, *queries: Query) -> Work[list[Hit]]:
    """Every place where one of these stands in the case. Raises BadInput."""
    from redactor.find.search import search_all as look

    with CaseFile.attach(case) as file:
        return (yield from look(file, queries))


def leftovers(case: Path, sources: Collection[str]) -> Work[list[Leftover]]:
    """Where what is withheld can still be read."""
    from redactor.leftovers import leftovers as look

    with CaseFile.attach(case) as file:
        return (yield from look(file, sources))


def learn(case: Path, serial: str) -> Work[Lesson]:
    """Where else that stands which was marked in one place."""
    from redactor.teach import learn as look

    with CaseFile.attach(case) as file:
        return (yield from look(file, serial))


def echoes(case: Path, serials: Collection[str]) -> Work[list[Echo]]:
    """Where the passages of these redactions stand again."""
    from redactor.find.echoes import echoes as look

    with CaseFile.attach(case) as file:
        return (yield from look(file, serials))


def references(
    case: Path,
) -> tuple[list[Missing], frozenset[tuple[str, int]]]:
    """References of other cases that would leave, and the pages that have any."""
    from redactor.release.lacking import references as look
    from redactor.release.related import bearing

    with CaseFile.attach(case) as file:
        return list(look(file)), bearing(file)


def hints(
    case: Path, register: Path | None, earlier: Path | None = None
) -> Work[list[Hint]]:
    """What a release would still hint at, beside an earlier one too if there is one.

    Raises BadInput for an odd register, or where the earlier release has no PDF.
    """
    from redactor.earlier import compare
    from redactor.hints import hints as look

    with CaseFile.attach(case) as file:
        found = yield from look(file, register)
        more = (yield from compare(file, earlier)) if earlier else []
        return [*found, *more]


def compare(case: Path, earlier: Path) -> Work[list[Hint]]:
    """What an earlier release shows or withholds unlike this case. Raises BadInput."""
    from redactor.earlier import compare as look

    with CaseFile.attach(case) as file:
        return (yield from look(file, earlier))


def checklist(case: Path, reviewer: str) -> Work[list[Point]]:
    """The reviewer's points, with what was measured for each."""
    from redactor.review.checklist import checklist as look

    with CaseFile.attach(case) as file:
        return (yield from look(file, reviewer))


def review(
    case: Path, step: Step, by: str, note: str, checks: tuple[tuple[str, str], ...]
) -> Change:
    """A step of the review, to be made by whoever holds the case. Raises NotApproved,
    BadInput."""
    from redactor.release.approval import take

    with CaseFile.attach(case) as file:
        return take(file, step, by, note, checks)


def release(
    case: Path, out: Path, texts: bool = False, tables: tuple[Path, ...] = ()
) -> Work[str]:
    """Write the release folder; the text of its manifest. Raises ReleaseRefused."""
    from redactor.release.package import release as write
    from redactor.release.plaintext import Extras

    with CaseFile.attach(case) as file:
        return (yield from write(file, out, Extras(texts, tables)))


def disclose(case: Path, folder: Path, out: Path, title: str = "") -> Work[str]:
    """Write a release's copy for the disclosure log; its entry as JSON.

    Raises LogRefused.
    """
    from redactor.release.disclosure.log import disclose as write

    with CaseFile.attach(case) as file:
        entry = yield from write(file, folder, out, title)
        return json.dumps(entry, ensure_ascii=False)


def sample(path: Path) -> Work[Path]:
    """Make the sample case at a path."""
    from redactor.sample import prepare

    return (yield from prepare(path))


def demo(out: Path) -> Work[Path]:
    """The sample case, from files to a release in ``out``."""
    from redactor.sample import demo as run

    return (yield from run(out))


def letter(case: Path, day: dt.date | None = None) -> Work[Written]:
    """Write the letter as the case stands. Raises BadInput for an odd template."""
    from redactor.release.reply.response import on_demand

    with CaseFile.attach(case) as file:
        yield Progress(0, 1, "letter")
        return on_demand(file, day)
