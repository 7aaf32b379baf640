"""Whole pages withheld, all but a passage withheld, boxes merged and split."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from redactor import edits
from redactor.edits import Mark
from redactor.errors import BadInput, NotFound
from redactor.model import Change, Document, Rect, Redaction, State, Status
from redactor.whole import page_of, whole_page, whole_pages
from redactor.words import PageWords, union

Words = Callable[[Document, int], PageWords | None]
"""The words of a page; None where it was not read."""

_LEAST = 1.0  # points: a strip as narrow hides nothing
_WHOLE = "withheld whole"
_REST = "all but a passage"
_REPEATED = "repeated from another page"


def pages_of(document: Document, said: str) -> list[int]:
    """The pages that are meant: "3", "3-7", "1, 4-6"; all where nothing is said.

    Raises BadInput.
    """
    remedy = f"{document.id} has pages 1 to {document.pages}. Write 3, 3-7 or 1, 4-6."
    found: set[int] = set()
    for part in said.replace("\u2013", "-").split(","):
        first, _, last = (piece.strip() for piece in part.partition("-"))
        if not part.strip():
            continue
        if not first.isdecimal() or not (last or first).isdecimal():
            raise BadInput("These pages can't be understood.", remedy)
        found.update(range(int(first), int(last or first) + 1))
    if not found:
        return list(range(1, document.pages + 1))
    if min(found) < 1 or max(found) > document.pages:
        raise BadInput(f"{document.id} has no such pages.", remedy)
    return sorted(found)


def withhold_pages(
    state: State,
    document: Document,
    pages: Iterable[int],
    words: Words,
    codes: tuple[str, ...],
) -> Change:
    """Withhold whole pages: one box for each that has none yet."""
    done = whole_pages(document, state.redactions.values())
    marks = [
        whole_page(document, page, words(document, page))
        for page in pages
        if page not in done
    ]
    change = edits.draw(state, marks, exemptions=codes, found_by=_WHOLE)
    many = "a page" if len(marks) == 1 else f"{len(marks)} pages"
    return replace(change, label=f"withhold {many} of {document.id}")


def repeat(
    state: State, serials: Iterable[str], pages: Iterable[int], words: Words
) -> Change:
    """The same boxes in the same place of other pages of their document: a letterhead,
    a signature, a footer. Each is withheld as the one that it repeats is.

    Raises BadInput where they are of several documents, or none.
    """
    rows = [state.redactions[serial] for serial in sorted(set(serials))]
    if len({row.document for row in rows}) != 1:
        raise BadInput(
            "Only boxes of one document can be repeated.",
            "Select one box or more on a page.",
        )
    document = state.document(rows[0].document)
    marks = [
        replace(_mark(document, page, rects, words), exemptions=row.exemptions)
        for page in pages
        for row in rows
        if page != row.page
        if (rects := _clipped(document, page, row.rects))
        if not _stands(state, document.id, page, rects)
    ]
    alike = {row.category for row in rows}
    category = alike.pop() if len(alike) == 1 else ""
    change = edits.draw(state, marks, category=category, found_by=_REPEATED)
    first = rows[0].serial if len(rows) == 1 else f"{len(rows)} boxes"
    many = "1 page" if len({m.page for m in marks}) == 1 else ""
    many = many or f"{len({m.page for m in marks})} pages"
    return replace(change, label=f"repeat {first} on {many} of {document.id}")


def _clipped(document: Document, page: int, rects: Iterable[Rect]) -> tuple[Rect, ...]:
    """What of these rectangles is on a page, which may be smaller."""
    sheet = page_of(document.shapes[page - 1])
    parts = (rect.intersection(sheet) for rect in rects)
    return tuple(part for part in parts if not part.is_empty)


def _stands(state: State, document: str, page: int, rects: tuple[Rect, ...]) -> bool:
    """Whether a box that is withheld is there already."""
    return any(
        row.status is Status.ACCEPTED and row.rects == rects
        for row in state.on_page(document, page)
    )


def withhold_rest(
    state: State,
    kept: Sequence[Mark],
    words: Words,
    codes: tuple[str, ...],
    *,
    everywhere: bool = False,
) -> Change:
    """Withhold everything on the pages of these places but the places themselves.

    With ``everywhere`` the other pages of their documents go whole. Proposals in the
    places that stay are rejected. Raises NotFound where no place is given.
    """
    if not kept:
        raise NotFound(
            "Nothing is selected that could stay.",
            "Select a box or a passage of text first.",
        )
    stays: dict[tuple[str, int], list[Rect]] = {}
    for mark in kept:
        stays.setdefault((mark.document, mark.page), []).extend(mark.rects)
    marks: list[Mark] = []
    for id_ in dict.fromkeys(document for document, _ in stays):
        document = state.document(id_)
        for page in range(1, document.pages + 1):
            rects = stays.get((id_, page), [])
            if rects or everywhere:
                marks.append(
                    _mark(document, page, without(document, page, rects), words)
                )
    there = [
        row.serial
        for (document_id, page), rects in stays.items()
        for row in state.on_page(document_id, page)
        if row.status.is_proposal and all(r in rects for r in row.rects)
    ]
    freed = edits.reject(state, there)
    after = state.after(freed) if freed else state
    drawn = edits.draw(
        after, [m for m in marks if m.rects], exemptions=codes, found_by=_REST
    )
    both = edits.together(freed, drawn) if freed else drawn
    return replace(both, act="draw", label="withhold everything but a passage")


def _mark(document: Document, page: int, rects: tuple[Rect, ...], words: Words) -> Mark:
    read = words(document, page)
    return Mark(document.id, page, rects, read.under(rects) if read else "")


def without(document: Document, page: int, holes: Iterable[Rect]) -> tuple[Rect, ...]:
    """The sheet of a page cut into strips that leave these rectangles free."""
    sheet = page_of(document.shapes[page - 1])
    free = [hole.intersection(sheet) for hole in holes]
    free = [hole for hole in free if not hole.is_empty]
    levels = sorted({sheet.y0, sheet.y1, *(y for h in free for y in (h.y0, h.y1))})
    strips: list[Rect] = []
    for top, bottom in itertools.pairwise(levels):
        here = sorted(h for h in free if h.y0 < bottom and top < h.y1)
        left = sheet.x0
        for hole in (*here, Rect(sheet.x1, top, sheet.x1, bottom)):
            if hole.x0 - left >= _LEAST and bottom - top >= _LEAST:
                strips.append(Rect(left, top, hole.x0, bottom))
            left = max(left, hole.x1)
    return tuple(strips)


# -- boxes


def merge(state: State, serials: Iterable[str], words: Words) -> Change:
    """Make one box of several on a page: the first, with the rectangles of all.

    Raises BadInput where they are not two at least, of one page.
    """
    rows = [state.redactions[s] for s in sorted(set(serials))]
    if len(rows) < 2 or len({(r.document, r.page) for r in rows}) > 1:
        raise BadInput(
            "Only boxes of one page can be merged.",
            "Select two boxes or more of the same page: Ctrl+click, or Shift+drag.",
        )
    first, *others = rows
    rects = _joined(rect for row in rows for rect in row.rects)
    read = words(state.document(first.document), first.page)
    text = read.under(rects) if read else " ".join(row.text for row in rows)
    whole = replace(first, rects=rects, text=text)
    label = f"merge {len(rows)} boxes into {first.serial}"
    return Change("merge", label, (first, *others), (whole,))


def _joined(rects: Iterable[Rect]) -> tuple[Rect, ...]:
    """Line by line; rectangles of one line that touch become one."""
    lines: list[list[Rect]] = []
    for rect in sorted(rects, key=lambda r: r.middle[1]):
        if lines and _is_level(lines[-1][0], rect):
            lines[-1].append(rect)
        else:
            lines.append([rect])
    done: list[Rect] = []
    for line in lines:
        first, *others = sorted(line, key=lambda r: r.x0)
        done.append(first)
        for rect in others:
            if rect.x0 - done[-1].x1 < max(done[-1].height, rect.height):
                done[-1] = done[-1].union(rect)
            else:
                done.append(rect)
    return tuple(done)


def _is_level(one: Rect, other: Rect) -> bool:
    apart = abs(one.middle[1] - other.middle[1])
    return apart < min(one.height, other.height) / 2


def split(state: State, serial: str, words: Words) -> Change:
    """Make a box of each line of this one; of a box of one line, one of each word.

    Raises NotFound, and BadInput where there is nothing to split.
    """
    row = state.redactions[serial]
    read = words(state.document(row.document), row.page)
    parts = row.rects if len(row.rects) > 1 else _words_in(row, read)
    if len(parts) < 2:
        raise BadInput(
            f"{serial} can't be split: it covers one word, or no words.",
            "Make it smaller by its handles, and draw another.",
        )
    numbers = edits.Numbers(state)
    rows = [
        replace(
            row,
            serial=row.serial if not at else numbers.serial(row.document),
            rects=(rect,),
            text=read.under((rect,)) if read else row.text,
        )
        for at, rect in enumerate(parts)
    ]
    return Change("split", f"split {serial} into {len(rows)}", (row,), tuple(rows))


def _words_in(row: Redaction, read: PageWords | None) -> tuple[Rect, ...]:
    """The part of the box that each word under it takes, as high as the box."""
    area = row.rects[0]
    parts = []
    for word in read.words if read else ():
        inside = [box for box in word.boxes if area.contains(*box.middle)]
        if inside:
            part = union(inside)
            level = area.width >= area.height
            parts.append(
                Rect(part.x0, area.y0, part.x1, area.y1)
                if level
                else Rect(area.x0, part.y0, area.x1, part.y1)
            )
    return tuple(parts)
