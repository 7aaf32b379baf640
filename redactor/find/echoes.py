"""One decision for the same passage wherever it stands: in a thread, in copies, on
every page that has the same footer.

What is decided alike follows the place it was learned from, whose serial it names,
until somebody decides about it on its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from redactor import edits
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.find.passages import Hit, Letters, Needle, Sought, occurrences
from redactor.find.search import covered
from redactor.model import Change, PageShape, Rect, Redaction, State, Status
from redactor.words import PageWords
from redactor.work import Progress, Work

FOUND_BY = "the same passage"
_SAID = {Status.ACCEPTED: "withheld", Status.REJECTED: "left visible"}
_NAMED = re.compile(r"The same passage is .* in D\d+, page \d+ \((D\d+-R\d+)\)\.")
_LEAST = 3  # letters of a passage
_MARGIN = 0.12  # of a page's height, at its top and at its foot
_OPENING, _CLOSING = "([\"'\u2018\u201c£€$", ".,;:!?)\"'\u2019\u201d]%"
_SENTENCE = 30  # letters from which a passage takes such signs with it
_NEAR = 8.0  # points by which what stands at the same place may be apart


@dataclass(frozen=True, slots=True)
class Echo:
    """A place where the passage of ``source``, a redaction, stands again."""

    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Unlike:
    """A passage that is withheld as ``source`` and not at ``mark``; ``decided`` where
    somebody chose so for either place."""

    source: str
    mark: Mark
    decided: bool


def echoes(
    file: CaseFile, serials: Collection[str] = (), state: State | None = None
) -> Work[list[Echo]]:
    """Where the passages that were decided stand again, in reading order.

    Without ``serials`` all places that were decided on their own are looked for. Pages
    that were not read yet are passed over. ``state`` is what the case is about to be.
    """
    state = state or file.state
    wanted = [state.redactions[s] for s in serials if s in state.redactions]
    sources = [
        row for row in wanted or state.in_order() if is_source(row, state, bool(wanted))
    ]
    if not sources or (serials and not wanted):
        return []
    needles: list[Needle] = []
    feet: list[Redaction] = []
    for name in dict.fromkeys(row.document for row in sources):
        letters = _letters(file, name)
        mine = [row for row in sources if row.document == name]
        needles += _needles(file, letters, mine)
        feet += [r for r in mine if _is_at_edge(r, _shape(state, r))]
    sought = Sought(needles)
    found: list[Echo] = []
    for done, name in enumerate(state.documents):
        yield Progress(done, len(state.documents), name)
        letters = _letters(file, name)
        found += _marks(file, sought.found_in(letters))
        found += _repeated(file, [r for r in feet if r.document == name])
    return found


def is_source(row: Redaction, state: State, asked: bool = True) -> bool:
    """Whether others go by this place: it was decided, not only with its person, and
    does not itself go by another."""
    alone = asked or row.person is None or row.excepted
    letters = sum(char.isalnum() for char in row.text)
    return (
        row.status in _SAID
        and alone
        and letters >= _LEAST
        and origin(row) not in state.redactions
    )


def origin(row: Redaction) -> str:
    """The serial of the place by which a row goes or went, if there is one."""
    named = _NAMED.search(row.why)
    return named[1] if named else ""


def follows(row: Redaction) -> bool:
    """Whether a row still goes by another place."""
    return bool(origin(row)) and not row.excepted


# -- deciding alike


def decide_alike(state: State, found: Iterable[Echo]) -> Change:
    """Decide these places as their sources are now: one step of the history.

    What was decided already stays, but for what follows its source.
    """
    alike = _Alike(state)
    for echo in found:
        source = state.redactions.get(echo.source)
        document = state.documents.get(echo.mark.document)
        there = document is not None and echo.mark.page <= document.pages
        if source is not None and source.status in _SAID and there:
            alike.decide(source, echo.mark)
    return alike.change()


class _Alike:
    """Collects the rows of a change that decides places alike."""

    def __init__(self, state: State) -> None:
        self._numbers = edits.Numbers(state)
        self._before: list[Redaction] = []
        self._after: list[Redaction] = []
        self._done: set[str] = set()
        self._sources: list[Redaction] = []
        self._pages: dict[tuple[str, int], list[Redaction]] = {}
        for row in state.redactions.values():
            self._pages.setdefault((row.document, row.page), []).append(row)

    def decide(self, source: Redaction, mark: Mark) -> None:
        here = self._pages.setdefault((mark.document, mark.page), [])
        same = [row for row in here if _is_same(row, mark)]
        led = [r for r in same if follows(r) and origin(r) == source.serial]
        open_ = [r for r in same if r.status in {Status.SUGGESTED, Status.LOOK}]
        for row in (*led, *open_):
            self._put(row, like(row, source), source)
        withheld = [r.rects for r in here if r.status is Status.ACCEPTED]
        fresh = source.status is Status.ACCEPTED and not covered(mark, withheld)
        if fresh and not any(r.status in _SAID or r in open_ for r in same):
            self._draw(source, mark, here)

    def _put(self, row: Redaction, after: Redaction, source: Redaction) -> None:
        if row != after and row.serial not in self._done:
            self._done.add(row.serial)
            self._before.append(row)
            self._after.append(after)
            self._sources.append(source)

    def _draw(self, source: Redaction, mark: Mark, here: list[Redaction]) -> None:
        row = Redaction(
            serial=self._numbers.serial(mark.document),
            document=mark.document,
            page=mark.page,
            rects=mark.rects,
            text=mark.text,
            label=source.label,
            person=source.person,
            found_by=FOUND_BY,
        )
        here.append(like(row, source))
        self._after.append(here[-1])
        self._sources.append(source)

    def change(self) -> Change:
        count = len(self._after)
        words = {_SAID[source.status] for source in self._sources}
        said = words.pop() if len(words) == 1 else "decided"
        places = f"{count} more place{'' if count == 1 else 's'}"
        label = f"the same passage {said} in {places}"
        return Change("decide", label, tuple(self._before), tuple(self._after))


def like(row: Redaction, source: Redaction) -> Redaction:
    """The row decided as its source is, saying so."""
    where = f"{source.document}, page {source.page} ({source.serial})"
    why = f"The same passage is {_SAID[source.status]} in {where}."
    before = _NAMED.sub("", row.why).strip()
    status = source.status
    if status is Status.REJECTED and not row.status.is_proposal:
        status = Status.DISMISSED
    return replace(
        row,
        status=status,
        exemptions=source.exemptions,
        category=source.category or row.category,
        reason=row.reason or source.reason,
        why=f"{before} {why}".strip(),
        excepted=row.person is not None
        and (source.excepted or source.person != row.person),
    )


def _is_same(row: Redaction, mark: Mark) -> bool:
    """Whether a row marks this place, no more and no less."""
    own = Mark(row.document, row.page, row.rects)
    return covered(mark, [row.rects]) and covered(own, [mark.rects])


# -- what is decided in two ways


def unlike(file: CaseFile) -> Work[list[Unlike]]:
    """Passages withheld in one place and not in another, in reading order of what can
    be read. Exceptions that somebody made from a decision for all do not count."""
    state = file.state
    found = yield from echoes(file)
    rows: list[Unlike] = []
    seen: set[tuple[str, int, tuple[Rect, ...]]] = set()
    for echo in found:
        source, mark = state.redactions[echo.source], echo.mark
        at = (mark.document, mark.page, mark.rects)
        here = state.on_page(mark.document, mark.page)
        withheld = [r.rects for r in here if r.status is Status.ACCEPTED]
        if source.status is not Status.ACCEPTED or at in seen:
            continue
        same = [row for row in here if _is_same(row, mark)]
        if not covered(mark, withheld) and not any(map(origin, same)):
            seen.add(at)
            decided = any(row.status is Status.REJECTED for row in same)
            rows.append(Unlike(echo.source, mark, decided))
    order = {name: n for n, name in enumerate(state.documents)}
    return sorted(rows, key=lambda r: (order[r.mark.document], r.mark.page))


# -- looking


def _letters(file: CaseFile, document: str) -> Letters:
    return Letters(document, file.texts(file.state.documents[document]))


def _needles(
    file: CaseFile, letters: Letters, rows: Sequence[Redaction]
) -> Iterator[Needle]:
    """What to look for so that each of these places of a document is found again."""
    pages: dict[int, PageWords | None] = {}
    for row in rows:
        document = file.state.documents[row.document]
        if row.page not in pages:
            pages = {row.page: file.words(document, row.page)}
        words = pages[row.page]
        for start, end in occurrences(letters, row.text) if words else ():
            if letters.page(start) != row.page or letters.page(end - 1) != row.page:
                continue
            rects = words.text.rects(*letters.stretch(start, end)) if words else ()
            if covered(Mark(row.document, row.page, rects), [row.rects]):
                yield letters.needle(row.serial, start, end)
                break


def _marks(file: CaseFile, hits: Iterable[Hit]) -> Iterator[Echo]:
    for hit in hits:
        words = file.words(file.state.documents[hit.document], hit.page)
        if words is None:
            continue
        start, end = _with_signs(words.text.text, hit.start, hit.end)
        rects = words.text.rects(start, end)
        if rects:
            text = words.text.passage(start, end)
            yield Echo(hit.source, Mark(hit.document, hit.page, rects, text))


def _with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """A long passage with the signs at its letters: a bracket, a full stop."""
    if end - start < _SENTENCE:
        return start, end
    while start and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return start, end


def _shape(state: State, row: Redaction) -> PageShape:
    return state.documents[row.document].shapes[row.page - 1]


def _is_at_edge(row: Redaction, shape: PageShape) -> bool:
    """Whether a place lies in the head or the foot of its page, as it is shown."""
    turned = shape.rotation % 180 != 0
    whole = shape.width if turned else shape.height
    return all(
        min(end, whole - start) <= _MARGIN * whole
        for start, end in ((r.x0, r.x1) if turned else (r.y0, r.y1) for r in row.rects)
    )


def _repeated(file: CaseFile, rows: Sequence[Redaction]) -> Iterator[Echo]:
    """The same text at the same place of the document's other pages."""
    if not rows:
        return
    letters = _letters(file, rows[0].document)
    for row in rows:
        hits = [
            hit
            for start, end in occurrences(letters, row.text)
            for hit in letters.places(row.serial, start, end)
        ]
        for echo in _marks(file, hits):
            apart = _apart(echo.mark.rects, row.rects)
            if echo.mark.page != row.page and apart <= _NEAR:
                yield echo


def _apart(rects: Sequence[Rect], others: Sequence[Rect]) -> float:
    """How far apart, in points, two passages stand on their pages."""
    if len(rects) != len(others):
        return float("inf")
    return max(
        max(abs(a - b) for a, b in zip(one.middle, other.middle, strict=True))
        for one, other in zip(rects, others, strict=True)
    )
