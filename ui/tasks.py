"""Pages drawn in a worker, which keeps the last few PDFs open between two jobs.

Heavy libraries are imported inside, so that the window's process never loads them. What
else a worker does is in ``redactor.tasks``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.casefile import CaseFile
from redactor.model import Rect, Redaction

if TYPE_CHECKING:
    from redactor.pages import Pdf, Picture

_OPEN = 4  # PDFs that a worker keeps open


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
    from redactor.release import produce
    from redactor.release.item import boxes_of

    boxes = boxes_of(burnt.redactions, catalogue(burnt.regime)).get(burnt.page, [])
    pdf = _case(case).blob(burnt.pdf_sha256)
    return pages.open_pdf(produce.preview(pdf, burnt.page, boxes))
