"""The proof: that nothing withheld is left in what is about to leave.

It reads the finished bytes with engines that wrote none of them (PDFium, and qpdf
through pikepdf), and once more with MuPDF, and believes nothing that burn or rebuild
say of themselves.

A withheld text that can be read elsewhere in the release is a finding, unless a
redaction that the caseworker *rejected* covers that very place: then it is there on
purpose. What counts as the same text is in :mod:`redactor.release.proof.needles`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import unquote

from PIL import Image, ImageChops, ImageFilter

from redactor.model import Rect, Redaction
from redactor.release.pdf import sight
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.geometry import grown
from redactor.release.pdf.peel import peeled
from redactor.release.pdf.spacing import Move, moved_back
from redactor.release.proof import objects
from redactor.release.proof.finding import Finding
from redactor.release.proof.needles import Needle, Text
from redactor.release.proof.reader import SCALE, PageReader, Reader, window
from redactor.release.proof.spelled import spelled
from redactor.release.proof.witness import Testimony, Witness

COVERED = "the page's stamp covers something"
_DARK = 40  # levels of 255 by which a box may differ from how it was drawn
_CLEAR = 72  # levels by which a pixel must differ from all around it to count
_SPECKS = 6  # such pixels that a page may have


@dataclass(frozen=True)
class Subject:
    """One finished PDF and what it must show and not show.

    ``pages`` are the document's pages that it has, in their order. ``reference`` is the
    PDF as the caseworker saw it, with all of them; ``sheets`` the boxes and stamps
    alone on empty pages, ``rejected`` the redactions whose text stays on purpose, by
    page. ``stamped`` are the places of stamps on pages, which have to have been empty;
    ``moves`` what text of a page was moved on purpose, and by how much.
    """

    id: str
    pdf: bytes
    pages: Sequence[int]
    reference: bytes
    sheets: bytes
    boxes: Mapping[int, Sequence[Box]]
    rejected: Mapping[int, Sequence[Redaction]] = field(default_factory=dict)
    pictures: Mapping[int, str] = field(default_factory=dict)
    stamped: Mapping[int, Rect] = field(default_factory=dict)
    moves: Mapping[int, Sequence[Move]] = field(default_factory=dict)

    def at(self, number: int) -> int:
        """Where in the PDF a page of the document is, counted from 1."""
        return self.pages.index(number) + 1


@dataclass(frozen=True)
class Readers:
    """The engines on a subject: PDFium's eyes, then MuPDF's.

    ``bare`` is the subject without its boxes, which pages of ``odd`` do not draw last.
    """

    now: Reader
    then: Reader
    drawn: Reader
    bare: Reader
    odd: frozenset[int]
    second_now: Witness
    second_then: Witness
    second_drawn: Witness


@contextmanager
def readers(subject: Subject) -> Generator[Readers]:
    """Open what the proof of a subject's pages reads. Raises what the engines raise."""
    bare, odd = peeled(subject.pdf, subject.sheets)
    with (
        Reader(subject.pdf) as now,
        Reader(subject.reference) as then,
        Reader(subject.sheets) as drawn,
        Reader(bare) as without,
        Witness(subject.pdf) as second_now,
        Witness(subject.reference) as second_then,
        Witness(subject.sheets) as second_drawn,
    ):
        yield Readers(
            now, then, drawn, without, odd, second_now, second_then, second_drawn
        )


class _Read(Protocol):
    """A page as some engine reads it."""

    text: Text

    def rects(self, start: int, end: int) -> list[Rect]: ...

    def text_in(self, rect: Rect) -> str: ...


def prove_page(
    subject: Subject, number: int, every: Readers, needles: Iterable[Needle]
) -> tuple[list[Finding], set[str]]:
    """Findings on one page, and the needles that can be read there, allowed or not."""
    sought = list(needles)
    boxes, at = subject.boxes.get(number, ()), subject.at(number)
    page, sheet = every.now.page(at), every.drawn.page(at)
    second = every.second_now.page(at)
    label = every.second_drawn.page(at) if boxes else Testimony(())
    findings = [
        *_under(subject, number, boxes, (page, sheet)),
        *_under(subject, number, boxes, (second, label)),
    ]
    hits, seen = _elsewhere(subject, number, (page, second), sought)
    looks = _look(subject, number, (page, sheet), every)
    below = _beneath(subject, number, every) if boxes else []
    return list(dict.fromkeys([*findings, *hits, *looks, *below])), seen


def _under(
    subject: Subject,
    number: int,
    boxes: Sequence[Box],
    pages: tuple[_Read, _Read],
) -> list[Finding]:
    """Text that can be read under the boxes, but for what is written on them."""
    page, sheet = pages
    return [
        Finding(
            subject.id, number, f"text can be read under redaction {b.serial}", True
        )
        for b in boxes
        if page.text_in(b.rect) != sheet.text_in(b.rect)
    ]


def _elsewhere(
    subject: Subject, number: int, pages: Iterable[_Read], needles: Iterable[Needle]
) -> tuple[list[Finding], set[str]]:
    serials: set[str] = set()
    seen: set[str] = set()
    kept, moves = subject.rejected.get(number, ()), subject.moves.get(number, ())
    for page in pages:
        for needle in needles:
            for start, end in needle.found_in(page.text):
                seen.add(needle.squeezed)
                places = [moved_back(r, moves) for r in page.rects(start, end)]
                if not _is_kept(places, kept):
                    serials.add(needle.serial)
    return [
        Finding(
            subject.id,
            number,
            f"what redaction {serial} withholds can be read elsewhere on this page",
        )
        for serial in sorted(serials)
    ], seen


def _is_kept(places: Sequence[Rect], rejected: Sequence[Redaction]) -> bool:
    """Whether rejected redactions cover every letter of a text."""
    rects = [rect for redaction in rejected for rect in redaction.rects]
    return bool(places) and all(
        any(rect.contains((p.x0 + p.x1) / 2, (p.y0 + p.y1) / 2) for rect in rects)
        for p in places
    )


def _look(
    subject: Subject,
    number: int,
    pages: tuple[PageReader, PageReader],
    every: Readers,
) -> list[Finding]:
    """Pixels: boxes as drawn, everything else as it was."""
    boxes = subject.boxes.get(number, ())
    before = every.then.page(number)
    now, drawn, then = pages[0].look(), pages[1].look(), before.look()
    if now.size != then.size or now.size != drawn.size:
        return [Finding(subject.id, number, "the page has changed its size")]
    findings = [*_stamp_over(subject, number, then)]
    then = _with_moves(then, subject.moves.get(number, ()))
    for box in boxes:
        area = window(
            box.rect, now, 2 if min(box.rect.width, box.rect.height) > 4 else 1
        )
        difference = ImageChops.difference(now.crop(area), drawn.crop(area))
        if area[0] < area[2] and area[1] < area[3] and (_highest(difference) > _DARK):
            reason = f"something can be seen in redaction {box.serial}"
            findings.append(Finding(subject.id, number, reason, True))
    is_picture = number in subject.pictures
    if is_picture:  # MuPDF's own before and after: it drew the picture
        now = _fitted(every.second_now.look(subject.at(number)), drawn.size)
        then = _fitted(every.second_then.look(number), drawn.size)
    off = _changed(now, then)
    if off.getbbox() is not None:
        off = _unexplained(off, drawn, boxes, before)
    if off.histogram()[255] > _SPECKS * (10 if is_picture else 1):
        reason = "the page looks different outside of its redactions"
        findings.append(Finding(subject.id, number, reason, not is_picture))
    return findings


def _beneath(subject: Subject, number: int, every: Readers) -> list[Finding]:
    """What is still drawn where the boxes lie, but for rules and backgrounds.

    Letters that stay may reach into a box with what is empty around them.
    """
    at = subject.at(number)
    if at in every.odd:
        reason = "its redactions are not what is drawn last"
        return [Finding(subject.id, number, reason)]
    page = every.bare.page(at)
    image = page.look()
    findings = []
    for box in subject.boxes.get(number, ()):
        inner = grown(box.rect, -min(1.0, box.rect.width / 4, box.rect.height / 4))
        area = window(inner, image)
        if area[0] >= area[2] or area[1] >= area[3]:
            continue
        for letter in page.inked(box.rect):
            image.paste(sight.paper(image, area), window(letter, image, -1))
        if sight.is_written(image.crop(area)):
            reason = f"something is drawn under redaction {box.serial}"
            findings.append(Finding(subject.id, number, reason, True))
    return findings


def _stamp_over(subject: Subject, number: int, then: Image.Image) -> list[Finding]:
    """A stamp that stands where the page has something to show."""
    place = subject.stamped.get(number)
    if place is None:
        return []
    area = window(place, then, 1)
    if area[0] >= area[2] or area[1] >= area[3]:
        return []  # beyond what this reader shows of the page
    low, high = then.crop(area).getextrema()
    if int(high) - int(low) <= _CLEAR:  # type: ignore[arg-type]  # of a grey picture
        return []
    return [Finding(subject.id, number, COVERED)]


def _with_moves(then: Image.Image, moves: Sequence[Move]) -> Image.Image:
    """The page as it was, but with what was moved on purpose where it is now."""
    if not moves:
        return then
    expected = then.copy()
    for move in moves:
        area = window(move.area, then)
        levels = then.crop(area).histogram()
        expected.paste(levels.index(max(levels)), area)
    for move in moves:
        area = window(move.area, then)
        place = area[0] + round(move.by * SCALE), area[1]
        expected.paste(then.crop(area), place)
    return expected


def _fitted(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image if image.size == size else image.resize(size)


def _highest(image: Image.Image) -> int:
    levels = image.histogram()
    return max((level for level, count in enumerate(levels) if count), default=0)


def _changed(now: Image.Image, then: Image.Image) -> Image.Image:
    """White where a pixel differs from all pixels around the same place before."""
    if _highest(ImageChops.difference(now, then)) <= _CLEAR:
        return Image.new("L", now.size, 0)
    off = ImageChops.lighter(_beyond(now, then), _beyond(then, now))
    return off.point(lambda level: 255 if level > _CLEAR else 0)


def _unexplained(
    off: Image.Image, drawn: Image.Image, boxes: Sequence[Box], before: PageReader
) -> Image.Image:
    """Changes that are neither a box, nor the key in the margin, nor what stuck out.

    A letter that a box takes goes whole, with the tips that its box left uncovered.
    """
    for box in boxes:
        off.paste(0, window(box.rect, off, -3))
    if off.getbbox() is None:
        return off
    for box in boxes:
        for rect in before.touched(box.rect):
            off.paste(0, window(rect, off, -3))
    if (left := off.getbbox()) is None:
        return off
    x0, y0, x1, y1 = left
    near = (max(x0 - 2, 0), max(y0 - 2, 0), min(x1 + 2, off.width), y1 + 2)
    near = (*near[:3], min(near[3], off.height))
    ink = drawn.crop(near).filter(ImageFilter.MinFilter(5))
    here = ImageChops.darker(off.crop(near), ink.point(lambda n: 255 * (n > 250)))
    off.paste(here, near)
    return off


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """How far each pixel of ``one`` lies outside of what surrounds it in ``other``.

    Two pixels, which is a point, are what letters may move by when text is rewritten.
    """
    palest = _spread(_spread(other, ImageChops.lighter), ImageChops.lighter)
    darkest = _spread(_spread(other, ImageChops.darker), ImageChops.darker)
    above = ImageChops.subtract(one, palest)
    below = ImageChops.subtract(darkest, one)
    return ImageChops.lighter(above, below)


def _spread(
    image: Image.Image, choose: Callable[[Image.Image, Image.Image], Image.Image]
) -> Image.Image:
    """Each pixel the palest or darkest of the nine around it."""
    for x, y in ((1, 0), (0, 1)):
        either = choose(
            ImageChops.offset(image, x, y), ImageChops.offset(image, -x, -y)
        )
        image = choose(image, either)
    return image


def prove_file(
    subject: Subject, needles: Iterable[Needle], seen: set[str]
) -> list[Finding]:
    """Findings in the objects and bytes of a PDF; ``seen`` was judged page by page.

    What is found in something that pages use, such as a font that spells a name by the
    order of its letters, can be cured by releasing those pages as pictures.
    """
    findings = [
        Finding(subject.id, None, f"the file holds {what}")
        for what in objects.strangers(subject.pdf)
    ]
    sought = [n for n in needles if n.squeezed not in seen]
    findings += _spelled(subject, sought)
    hidden = objects.hits(subject.pdf, sought)
    for serial, pages in sorted(hidden.items()):
        reason = f"the file holds what redaction {serial} withholds"
        used = {subject.pages[at - 1] for at in pages}
        curable = sorted(used - set(subject.pictures))
        findings += [Finding(subject.id, n, reason, True) for n in curable] or [
            Finding(subject.id, None, reason)
        ]
    return findings


def _spelled(subject: Subject, sought: Sequence[Needle]) -> list[Finding]:
    """Withheld text that the content of pages spells, shown or not."""
    found = {
        (subject.pages[at - 1], needle.serial)
        for at, text in spelled(subject.pdf)
        for needle in sought
        if any(True for _ in needle.found_in(text))
    }
    return [
        Finding(
            subject.id,
            number,
            f"the page spells what redaction {serial} withholds, though it is not seen",
            number not in subject.pictures,
        )
        for number, serial in sorted(found)
    ]


def prove_text(name: str, text: str, needles: Iterable[Needle]) -> list[Finding]:
    """Findings in a text that goes out with the release, such as the schedule."""
    forms = [Text(one) for one in dict.fromkeys((text, unquote(text)))]
    serials = {
        needle.serial
        for needle in needles
        if any(True for form in forms for _ in needle.found_in(form))
    }
    return [
        Finding(name, None, f"it says what redaction {serial} withholds")
        for serial in sorted(serials)
    ]
