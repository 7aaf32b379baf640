"""Pages drawn in a worker, which keeps the last few PDFs open between two jobs.

Heavy libraries are imported inside, so that the window's process never loads them. What
else a worker does is in ``redactor.tasks``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.casefile import Shelf
from redactor.model import Case, Document, Rect, Redaction

if TYPE_CHECKING:
    from redactor.pages import Pdf, Picture

_OPEN = 4  # PDFs that a worker keeps open


def warm_up() -> None:
    """Load what drawing a page needs, before there is a page to draw."""
    from redactor import pages

    pages.load()


def render(
    case: Path, pdf_sha256: str, page: int, scale: float, clip: Rect | None
) -> Picture:
    """A page, or a part of it, as it came. ``clip`` is on the page as shown."""
    from redactor import pages

    return pages.render(_pdf(case, pdf_sha256), page, scale, clip)


@dataclass(frozen=True, slots=True)
class Burnt:
    """A page of a document with the accepted redactions that are burnt into it.

    ``look`` is the look of the release, as a case remembers it.
    """

    case: Case
    document: Document
    page: int
    redactions: tuple[Redaction, ...]
    look: str


def preview(case: Path, burnt: Burnt, scale: float, clip: Rect | None) -> Picture:
    """A page, or a part of it, exactly as the release will show it."""
    from redactor import pages

    return pages.render(_released(case, burnt), 1, scale, clip)


# -- kept between two jobs


@lru_cache(maxsize=1)
def _case(path: Path) -> Shelf:
    """For its bytes only: its rows are never read."""
    return Shelf.beside(path)


@lru_cache(maxsize=_OPEN)
def _pdf(case: Path, sha256: str) -> Pdf:
    from redactor import pages

    return pages.open_pdf(_case(case).blob(sha256))


@lru_cache(maxsize=_OPEN)
def _released(case: Path, burnt: Burnt) -> Pdf:
    """One page, burnt: its tiles are drawn from the same."""
    from redactor import pages
    from redactor.release.item import preview
    from redactor.release.looks import look_of

    pdf = _case(case).blob(burnt.document.pdf_sha256)
    return pages.open_pdf(
        preview(
            pdf, burnt.case, (burnt.document, burnt.page), burnt.redactions,
            look_of(burnt.look),
        )
    )  # fmt: skip
