"""The proof: that nothing withheld is left in what is about to leave.

It reads the finished bytes with engines that wrote none of them (PDFium, and qpdf
through pikepdf) and believes nothing that burn or rebuild say of themselves.

A withheld text that can be read elsewhere in the release is a finding, unless a
redaction that the caseworker *rejected* covers that very place: then it is there on
purpose. What counts as the same text is in :mod:`redactor.release.needles`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageChops, ImageFilter

from redactor.model import Rect, Redaction
from redactor.release import objects
from redactor.release.boxes import Box
from redactor.release.needles import Needle, Text
from redactor.release.reader import PageReader, Reader, window

_DARK = 40  # levels of 255 by which a box may differ from how it was drawn
_CLEAR = 72  # levels by which a pixel must differ from all around it to count
_SPECKS = 6  # such pixels that a page may have


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Why a release must not leave. ``reason`` never repeats withheld text.

    ``curable`` says that the page released as a picture may do.
    """

    document: str
    page: int | None
    reason: str
    curable: bool = False

    def __str__(self) -> str:
        where = f", page {self.page}" if self.page else ""
        return f"{self.document}{where}: {self.reason}"


@dataclass(frozen=True)
class Subject:
    """One finished PDF and what it must show and not show.

    ``reference`` is the PDF as the caseworker saw it, ``sheets`` the boxes alone on
    empty pages, ``rejected`` the redactions whose text stays on purpose, by page.
    """

    id: str
    pdf: bytes
    reference: bytes
    sheets: bytes
    boxes: Mapping[int, Sequence[Box]]
    rejected: Mapping[int, Sequence[Redaction]] = field(default_factory=dict)
    pictures: Mapping[int, str] = field(default_factory=dict)


def prove_page(
    subject: Subject, number: int, readers: Sequence[Reader], needles: Iterable[Needle]
) -> tuple[list[Finding], set[str]]:
    """Findings on one page, and the needles that can be read there, allowed or not.

    ``readers`` are of the subject's pdf, reference and sheets.
    """
    page, before, sheet = (reader.page(number) for reader in readers)
    boxes = subject.boxes.get(number, ())
    findings = _under(subject, number, boxes, (page, sheet))
    hits, seen = _elsewhere(subject, number, page, needles)
    looks = _look(subject, number, boxes, (page, before, sheet))
    return [*findings, *hits, *looks], seen


def _under(
    subject: Subject,
    number: int,
    boxes: Sequence[Box],
    pages: tuple[PageReader, PageReader],
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
    subject: Subject, number: int, page: PageReader, needles: Iterable[Needle]
) -> tuple[list[Finding], set[str]]:
    serials: set[str] = set()
    seen: set[str] = set()
    for needle in needles:
        for start, end in needle.found_in(page.text):
            seen.add(needle.squeezed)
            if not _is_kept(page.rects(start, end), subject.rejected.get(number, ())):
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
    boxes: Sequence[Box],
    pages: tuple[PageReader, PageReader, PageReader],
) -> list[Finding]:
    """Pixels: boxes as drawn, everything else as it was."""
    now, then, drawn = (page.look() for page in pages)
    if now.size != then.size or now.size != drawn.size:
        return [Finding(subject.id, number, "the page has changed its size")]
    findings = []
    for box in boxes:
        area = window(box.rect, now, 1)
        difference = ImageChops.difference(now.crop(area), drawn.crop(area))
        if area[0] < area[2] and area[1] < area[3] and (_highest(difference) > _DARK):
            reason = f"something can be seen in redaction {box.serial}"
            findings.append(Finding(subject.id, number, reason, True))
    is_picture = number in subject.pictures
    if _changed(now, then, drawn, boxes) > _SPECKS * (100 if is_picture else 1):
        reason = "the page looks different outside of its redactions"
        findings.append(Finding(subject.id, number, reason, not is_picture))
    return findings


def _highest(image: Image.Image) -> int:
    levels = image.histogram()
    return max((level for level, count in enumerate(levels) if count), default=0)


def _changed(
    now: Image.Image, then: Image.Image, drawn: Image.Image, boxes: Sequence[Box]
) -> int:
    """Pixels that differ from all pixels around the same place before.

    Places of boxes, and of the key in the margin, do not count.
    """
    if _highest(ImageChops.difference(now, then)) <= _CLEAR:
        return 0
    off = ImageChops.lighter(_beyond(now, then), _beyond(then, now))
    off = off.point(lambda level: 255 if level > _CLEAR else 0)
    for box in boxes:
        off.paste(0, window(box.rect, off, -3))
    if off.getbbox() is not None:
        ink = drawn.filter(ImageFilter.MinFilter(5))
        off = ImageChops.darker(off, ink.point(lambda level: 255 * (level > 250)))
    return off.histogram()[255]


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
    """Findings in the objects and bytes of a PDF; ``seen`` was judged page by page."""
    findings = [
        Finding(subject.id, None, f"the file holds {what}")
        for what in objects.strangers(subject.pdf)
    ]
    hidden = objects.hits(subject.pdf, [n for n in needles if n.squeezed not in seen])
    findings += [
        Finding(subject.id, None, f"the file holds what redaction {serial} withholds")
        for serial in sorted(hidden)
    ]
    return findings


def prove_text(name: str, text: str, needles: Iterable[Needle]) -> list[Finding]:
    """Findings in a text that goes out with the release, such as the schedule."""
    searched = Text(text)
    serials = {n.serial for n in needles if any(True for _ in n.found_in(searched))}
    return [
        Finding(name, None, f"it says what redaction {serial} withholds")
        for serial in sorted(serials)
    ]
