"""Charts in office files: what they are drawn from, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redactor.intake.office.extras import Extras
from redactor.intake.office.package import Package, each, local, text

_PARTS = r"(?:word|xl|ppt)/charts/chart(?:Ex)?\d+\.xml"
_LABELS, _FIGURES = ("cat", "xVal"), ("val", "yVal", "bubbleSize")
_MOST = 20_000  # points of a series


def show(package: Package, extras: Extras) -> int:
    """Show each chart's title, labels and values; how many charts there are."""
    parts = package.matching(_PARTS)
    for number, part in enumerate(parts, start=1):
        root = package.xml(part)
        if root is not None:
            extras.show(f"Data of chart {number}", _lines(root))
    return len(parts)


def _lines(root: Any) -> Iterator[str]:
    for title in each(root, "title"):
        yield text(title, "t", "v")
    series = [_Series(node) for node in each(root, "ser", "series")]
    if not series:  # a newer kind, which keeps its data by itself
        yield " | ".join(n.text or "" for n in each(root, "v", "pt") if n.text)
        return
    labels: dict[int, str] = {}
    for one in series:
        labels.update(one.labels)
    names = " | ".join(one.name or f"series {n}" for n, one in enumerate(series, 1))
    yield f" | {names}"
    rows = sorted({*labels, *(at for one in series for at in one.figures)})
    for at in rows:
        yield " | ".join((labels.get(at, ""), *(s.figures.get(at, "") for s in series)))
    for one in series:
        yield from one.notes


class _Series:
    """A row of a chart: its name, the labels and the figures of its points."""

    def __init__(self, node: Any) -> None:
        self.labels: dict[int, str] = {}
        self.figures: dict[int, str] = {}
        self.name = ""
        self.notes: list[str] = []
        for child in node:
            kind = local(child)
            if kind == "tx":
                self.name = text(child, "t", "v")
            elif kind in _LABELS:
                self.labels = _points(child)
            elif kind in _FIGURES:
                more = _points(child)
                for at, value in more.items():
                    before = self.figures.get(at)
                    self.figures[at] = f"{before}; {value}" if before else value
            else:
                self.notes += [words for n in each(child, "t") if (words := n.text)]


def _points(node: Any) -> dict[int, str]:
    found: dict[int, str] = {}
    for point in each(node, "pt"):
        number = point.get("idx", "")
        at = int(number) if number.isdigit() else len(found)
        values = [n.text or "" for n in each(point, "v", "t")]
        if len(found) < _MOST:  # labels in levels come one level after the other
            found[at] = " ".join(filter(None, (found.get(at), *values)))
    return found
