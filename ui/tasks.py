"""What the workers do: the engine's functions, each for the case at a path.

Heavy libraries are imported inside, so that the window's process never loads them. A
worker keeps the case and the last few PDFs open between two jobs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.model import Rect, Redaction
from redactor.work import Work, finish

if TYPE_CHECKING:
    from redactor.find.propose import Findings
    from redactor.find.search import Query
    from redactor.intake import Intake
    from redactor.pages import Pdf, Picture

_OPEN = 4  # PDFs that a worker keeps open


def add(case: Path, paths: list[Path], passwords: tuple[str, ...]) -> Work[Intake]:
    """Take files into the case file; the documents are put in by the window."""
    from redactor.intake import add as take_in

    with CaseFile.attach(case) as file:
        return (yield from take_in(file, paths, passwords))


def read(case: Path) -> Work[int]:
    """Read the words of every page that was not read yet."""
    from redactor.intake import read as read_words

    with CaseFile.attach(case) as file:
        return (yield from read_words(file))


def propose(case: Path, register: Path | None) -> Work[Findings]:
    """Find personal data in everything that was read."""
    from redactor.find.propose import propose as find

    with CaseFile.attach(case) as file:
        return (yield from find(file, register))


def release(case: Path, out: Path) -> Work[str]:
    """Write the release folder; the text of its manifest. Raises ReleaseRefused."""
    from redactor.release.package import release as write

    with CaseFile.attach(case) as file:
        return (yield from write(file, out))


def sample(path: Path) -> Work[Path]:
    """Make the sample case at a path."""
    from redactor.sample import prepare

    return (yield from prepare(path))


def search(case: Path, query: Query) -> Work[list[Mark]]:
    """Every place where a text stands in the case."""
    from redactor.find.search import search as look

    with CaseFile.attach(case) as file:
        return (yield from look(file, query))


def render(
    case: Path, pdf_sha256: str, page: int, scale: float, clip: Rect | None
) -> Picture:
    """A page, or a part of it, as it came. ``clip`` is on the page as shown."""
    from redactor import pages

    return pages.render(_pdf(case, pdf_sha256), page, scale, clip)


@dataclass(frozen=True, slots=True)
class Burnt:
    """A page of a PDF with the accepted redactions that are burnt into it."""

    pdf_sha256: str
    page: int
    regime: str
    redactions: tuple[Redaction, ...]


def preview(case: Path, burnt: Burnt, scale: float, clip: Rect | None) -> Picture:
    """A page, or a part of it, exactly as the release will show it."""
    from redactor import pages

    return pages.render(_released(case, burnt), 1, scale, clip)


# -- kept between two jobs


@lru_cache(maxsize=1)
def _case(path: Path) -> CaseFile:
    """For its bytes only: its state is that of the moment when it was opened."""
    return CaseFile.attach(path)


@lru_cache(maxsize=_OPEN)
def _pdf(case: Path, sha256: str) -> Pdf:
    from redactor import pages

    return pages.open_pdf(_case(case).blob(sha256))


@lru_cache(maxsize=_OPEN)
def _released(case: Path, burnt: Burnt) -> Pdf:
    """One page, burnt: its tiles are drawn from the same."""
    from redactor import pages
    from redactor.law.exemptions import catalogue
    from redactor.release.burn import only_page
    from redactor.release.package import boxes_of
    from redactor.release.produce import produce

    boxes = boxes_of(burnt.redactions, catalogue(burnt.regime)).get(burnt.page, [])
    single = only_page(_case(case).blob(burnt.pdf_sha256), burnt.page)
    return pages.open_pdf(finish(produce(single, {1: boxes})).pdf)
