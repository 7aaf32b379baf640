"""What a screen reader needs: the order of a page's text, with each box in its place.

The structure says nothing that the page does not: lines of text, gathered to
paragraphs by their distance, pictures, and what a box stands for. It is made for the
finished page, from where its letters are.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from redactor.model import Rect
from redactor.release.pdf.follow import TROUBLE, Follower
from redactor.release.pdf.operators import BUILDING, PAINTING
from redactor.release.pdf.rebuild import saved

_GAP = -250.0  # thousandths of the size: where a box may stand within a line
_LEADING = 1.7  # of the size: how far apart the lines of a paragraph are at most
_SAME = 0.5  # of the size: baselines that are one line's
_SHOWS = {"Tj", "TJ"}
PICTURE = "A picture without a description"
Instruction = tuple[list[Any], str]


@dataclass
class _Block:
    """Something that is read as one: a paragraph of lines and boxes, or a picture."""

    kind: str
    marks: list[int] = field(default_factory=list)


def tagged(
    pdf: bytes,
    boxes: Mapping[int, Sequence[Rect]],
    numbers: Sequence[int],
    marks: Mapping[int, str] | None = None,
) -> bytes:
    """The PDF with tags, page labels and bookmarks. ``boxes`` are those of each page,
    in the order of their marks; ``numbers`` what the pages are called; ``marks`` what
    bookmarks say of pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        whole = document.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=Array())
        )
        parents = Array()
        for at, page in enumerate(document.pages, 1):
            blocks, said = _marked(document, page, boxes.get(at, ()))
            page.obj.StructParents = at - 1
            page.obj.Tabs = Name.S
            owners = _elements(document, (whole, page.obj), blocks, said)
            parents.append(at - 1)
            parents.append(document.make_indirect(Array(owners)))
        put_structure(document, [whole], parents)
        document.Root.PageLabels = Dictionary(Nums=Array(labels_of(numbers)))
        if marks:
            with document.open_outline() as outline:
                items = (
                    pikepdf.OutlineItem(said, at - 1) for at, said in marks.items()
                )
                outline.root.extend(items)
        return saved(document)


def put_structure(
    document: pikepdf.Pdf, kids: Sequence[pikepdf.Object], parents: pikepdf.Object
) -> None:
    """Give a document the structure of its pages."""
    root = document.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Array(kids),
            ParentTree=document.make_indirect(Dictionary(Nums=parents)),
            ParentTreeNextKey=len(parents) // 2,
        )
    )
    for kid in kids:
        kid.P = root
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = Dictionary(Marked=True)


def labels_of(
    numbers: Sequence[int], first: int = 0, name: str = ""
) -> Iterator[int | pikepdf.Object]:
    """Each run of pages with the number that its first one has in the document, from
    page ``first`` of the file on; behind the document's name, if there is one."""
    for at, number in enumerate(numbers):
        if not at or number != numbers[at - 1] + 1:
            label = Dictionary(S=Name.D, St=number)
            if name:
                label.P = String(f"{name}, ")
            yield first + at
            yield label


def _elements(
    document: pikepdf.Pdf,
    place: tuple[pikepdf.Object, pikepdf.Object],
    blocks: Sequence[_Block],
    said: Mapping[int, str],
) -> list[pikepdf.Object | None]:
    """Make a page's elements below the whole; which of them each mark belongs to."""
    whole, page = place
    owners: dict[int, pikepdf.Object] = {}
    for block in blocks:
        made = _element(document, whole, page, block.kind)
        if block.kind == "Figure":
            made.Alt = String(PICTURE)
        for mark in block.marks:
            if (words := said.get(mark)) is None:
                made.K.append(mark)
                owners[mark] = made
                continue
            span = _element(document, made, page, "Span")
            span.K.append(mark)
            span.ActualText = String(words)
            owners[mark] = span
    return [owners.get(mark) for mark in range(max(owners, default=-1) + 1)]


def _element(
    document: pikepdf.Pdf, above: pikepdf.Object, page: pikepdf.Object, kind: str
) -> pikepdf.Object:
    made = document.make_indirect(
        Dictionary(
            Type=Name.StructElem, S=Name(f"/{kind}"), P=above, Pg=page, K=Array()
        )
    )
    above.K.append(made)
    return made


# -- the marks in the content


def _marked(
    document: pikepdf.Pdf, page: pikepdf.Page, boxes: Sequence[Rect]
) -> tuple[list[_Block], dict[int, str]]:
    """Mark a page's content; what it consists of, and what boxes say."""
    content = page.obj.Contents
    parts = list(content) if isinstance(content, Array) else [content]
    said, others = _stamped(parts[1:])
    first = max([len(boxes) - 1, *said, *others]) + 1
    known = {n: rect for n, rect in enumerate(boxes) if n in said}
    steps = list(pikepdf.parse_content_stream(parts[0]))
    marker: _Marker = _Marker(page, known, first)
    try:
        data = marker.rewritten(steps)
    except TROUBLE:
        marker = _Blind(page, known, first)
        data = marker.rewritten(steps)
    page.obj.Contents = Array([document.make_stream(data), *parts[1:]])
    blocks = marker.blocks
    blocks += [_Block("P", [n]) for n in others]
    return [block for block in blocks if block.marks], said


def _stamped(parts: Sequence[pikepdf.Object]) -> tuple[dict[int, str], list[int]]:
    """The marks of what is stamped on a page: boxes with what they say, and others."""
    said: dict[int, str] = {}
    others: list[int] = []
    for part in parts:
        for step in pikepdf.parse_content_stream(part):
            if str(step.operator) != "BDC":
                continue
            entries: Any = step.operands[1]
            number = int(entries.MCID)
            if "/ActualText" in entries:
                said[number] = str(entries.ActualText)
            else:
                others.append(number)
    return said, others


class _Marker(Follower):
    """Marks what a page draws: lines of text, pictures, and what is only decoration."""

    def __init__(
        self, page: pikepdf.Page, boxes: Mapping[int, Rect], first: int
    ) -> None:
        super().__init__(page)
        self.blocks: list[_Block] = []
        self._waiting = dict(boxes)
        self._next = first
        self._is_open = self._in_path = False
        self._base: tuple[float, float] | None = None  # baseline and size of the line
        self._end = 0.0  # where on the page the line has got to

    def rewritten(self, steps: Sequence[Any]) -> bytes:
        """The content with its marks. Raises what following letters raises."""
        made = [
            pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(op))
            for step in steps
            for operands, op in self.step(step)
        ]
        self._put_boxes(list(self._waiting))
        return pikepdf.unparse_content_stream(made)

    def step(self, step: Any) -> Iterator[Instruction]:
        op, operands = str(step.operator), list(step.operands)
        if op in _SHOWS:
            yield from self._text(op, operands)
            return
        if op == "ET":
            yield from self._close()
        self._follow(op, operands)
        if op == "Do":
            yield from self._drawn(operands)
        elif op == "sh":
            yield [Name.Artifact], "BMC"
            yield operands, op
            yield [], "EMC"
        else:
            if op in BUILDING and not self._in_path:
                self._in_path = True
                yield [Name.Artifact], "BMC"
            yield operands, op
            if op in PAINTING and self._in_path:
                self._in_path = False
                yield [], "EMC"

    def _follow(self, op: str, operands: list[Any]) -> None:
        if op in ("Td", "TD", "T*", "Tm", "BT"):
            self._place(op, [float(n) for n in operands])
        else:
            self._note(op, operands)

    def _drawn(self, operands: list[Any]) -> Iterator[Instruction]:
        """A picture, or a form: what it says is read as one."""
        found = self._resources.XObject[str(operands[0])]
        kind = "Figure" if found.get("/Subtype") == "/Image" else "P"
        yield from self._close()
        self.blocks.append(_Block(kind, [self._next]))
        yield from self._opened(kind)
        yield operands, "Do"
        yield from self._close()
        self._base = None

    def _text(self, op: str, operands: list[Any]) -> Iterator[Instruction]:
        """A show, divided where boxes stand in it."""
        run: list[Any] = []
        for part in list(operands[-1]) if op == "TJ" else [operands[-1]]:
            if not isinstance(part, pikepdf.String):
                run.append(part)
                if float(part) > _GAP:
                    self._skip(float(part))
                    continue
                yield from self._shown(run)
                run = []
                self._skip(float(part))
                continue
            if not any(isinstance(p, pikepdf.String) for p in run):
                yield from self._begun()
            run.append(part)
            self._pass(bytes(part))
        yield from self._shown(run)

    def _skip(self, gap: float) -> None:
        self._go(-gap / 1000 * self._state.size * self._state.wide)

    def _pass(self, text: bytes) -> None:
        for code in self._state.font.codes(text):
            self._advance(code)
        self._end = self._here()[0]

    def _shown(self, run: list[Any]) -> Iterator[Instruction]:
        if run:
            yield [Array(run)], "TJ"

    def _begun(self) -> Iterator[Instruction]:
        """Where letters begin: a line, or what follows a box, is a mark of its own."""
        left, base = self._here()
        size = self._letters()
        same = self._base is not None and abs(self._base[0] - base) < _SAME * size
        between = self._boxes_on(base, self._end if same else -1e9, left)
        if same and self._is_open and not between:
            return
        yield from self._close()
        if not same:
            self._new_line(base, size)
            between = self._boxes_on(base, -1e9, left)
        self._put_boxes(between)
        self.blocks[-1].marks.append(self._next)
        yield from self._opened("P")

    def _new_line(self, base: float, size: float) -> None:
        """End the line before with the boxes behind it; perhaps begin a paragraph."""
        if self._base is not None:
            self._put_boxes(self._boxes_on(self._base[0], -1e9, 1e9))
        down = base - self._base[0] if self._base else 0.0
        if not self.blocks or not 0 < down < _LEADING * size:
            self.blocks.append(_Block("P"))
            self._put_boxes(self._boxes_above(base - size))
            if self.blocks[-1].marks:
                self.blocks.append(_Block("P"))
        self._base = base, size

    def _letters(self) -> float:
        matrix, state = self._at, self._state
        across = (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        own = (state.matrix[2] ** 2 + state.matrix[3] ** 2) ** 0.5
        return float(abs(state.size) * across * own * self._unit)

    def _boxes_on(self, base: float, left: float, right: float) -> list[int]:
        """Boxes on a line that nobody came to yet, from left to right."""
        found = [
            (rect.middle[0], number)
            for number, rect in self._waiting.items()
            if rect.y0 < base <= rect.y1 + 1 and left - 1 < rect.middle[0] < right + 1
        ]
        return [number for _, number in sorted(found)]

    def _boxes_above(self, top: float) -> list[int]:
        near = self._base[0] if self._base else -1e9
        found = [
            (rect.y0, rect.x0, number)
            for number, rect in self._waiting.items()
            if near < rect.y1 <= top
        ]
        return [number for *_, number in sorted(found)]

    def _put_boxes(self, numbers: Sequence[int]) -> None:
        if numbers and not self.blocks:
            self.blocks.append(_Block("P"))
        for number in numbers:
            del self._waiting[number]
            self.blocks[-1].marks.append(number)

    def _opened(self, kind: str) -> Iterator[Instruction]:
        yield [Name(f"/{kind}"), Dictionary(MCID=self._next)], "BDC"
        self._next += 1
        self._is_open = True

    def _close(self) -> Iterator[Instruction]:
        if self._is_open:
            yield [], "EMC"
            self._is_open = False


class _Blind(_Marker):
    """Where letters can't be followed: each text object is a paragraph."""

    def _follow(self, op: str, operands: list[Any]) -> None:
        del op, operands

    def _text(self, op: str, operands: list[Any]) -> Iterator[Instruction]:
        if not self._is_open:
            self.blocks.append(_Block("P", [self._next]))
            yield from self._opened("P")
        yield operands, op
