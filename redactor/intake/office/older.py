"""Documents and presentations of before 2007 (.doc, .ppt), where there is no
LibreOffice: their words, pictures and files, without where these stand."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from redactor.intake import paper
from redactor.intake.markup import Setting, escaped
from redactor.intake.office import oldslides, oldword
from redactor.intake.office.extras import SHOWN, Extras
from redactor.intake.office.objects import inner
from redactor.intake.office.package import broken
from redactor.intake.office.traces import PLAIN_FIELD
from redactor.intake.source import Made, Source
from redactor.intake.stamps import Stamp, stamp

_ONLY = (
    "Layout approximate: every word is there, but not where the program that made it "
    "puts it; numbers of lists, drawings and some pictures are missing. Compare with "
    "the original."
)
_DEFECTS = (ValueError, LookupError, TypeError, AttributeError, OSError, struct.error)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_LEAST, _MOST = 400, 300  # bytes of a picture; pictures
_SLIDE = paper.Sheet(780, 540, "body { font-size: 13pt } h1 { font-size: 20pt }")


def document(name: str, data: bytes) -> Made:
    """A .doc. Raises FileRefused."""
    try:
        with _opened(data) as ole:
            tables = (_stream(ole, "0table"), _stream(ole, "1table"))
            text = oldword.read(_stream(ole, "worddocument"), tables)
            extras = _extras(ole, text.apart)
            pictures = list(_pictures(_stream(ole, "data")))
            files = tuple(_files(ole))
    except _DEFECTS as error:
        raise broken(name) from error
    pdf = paper.text_pages(text.words)
    return _whole(pdf, (), pictures, extras, files)


def presentation(name: str, data: bytes) -> Made:
    """A .ppt. Raises FileRefused."""
    try:
        with _opened(data) as ole:
            (edit,) = struct.unpack_from("<I", _stream(ole, "current user"), 16)
            show = oldslides.read(_stream(ole, "powerpoint document"), edit)
            extras = _extras(ole, show.apart)
            pictures = list(_pictures(_stream(ole, "pictures")))
            files = tuple(_files(ole))
    except _DEFECTS as error:
        raise broken(name) from error
    seen, unseen = [], []
    for number, slide in enumerate(show.slides, start=1):
        if slide.is_hidden:
            extras.warnings.append(f"Slide {number} is hidden: {SHOWN}.")
            unseen.append(_slide(slide, f"Hidden slide {number}"))
        else:
            seen.append(_slide(slide, ""))
    pdf = paper.joined(*(seen or [_slide(oldslides.OldSlide(), "No slide is shown")]))
    return _whole(pdf, unseen, pictures, extras, files)


def _opened(data: bytes) -> Any:
    import olefile

    return olefile.OleFileIO(io.BytesIO(data))


def _stream(ole: Any, name: str) -> bytes:
    for path in ole.listdir():
        if len(path) == 1 and path[0].casefold() == name:
            return bytes(ole.openstream(path).read())
    return b""


def _extras(ole: Any, apart: dict[str, list[str]]) -> Extras:
    extras = Extras([_ONLY])
    fields = apart.pop(oldword.FIELDS, [])
    links = [one for one in fields if one.upper().startswith("HYPERLINK")]
    extras.warn(links, "It has links: where to is not shown, and not in the release.")
    odd = [one for one in fields if not PLAIN_FIELD.match(one)]
    extras.show(oldword.FIELDS, odd, f"It has instructions of fields: {SHOWN}.")
    for heading, lines in apart.items():
        thing = heading[0].lower() + heading[1:]
        extras.show(heading, lines, f"It has {thing}: {SHOWN}.")
    about = ole.get_metadata()
    people = (about.author, about.last_saved_by, about.manager, about.company)
    extras.warn(
        any(people),
        "Its properties name people or an organisation: they are not in the release.",
    )
    extras.warn(
        any((about.title, about.subject, about.keywords, about.comments)),
        "Its properties hold a title, a subject, keywords or a remark: not in the "
        "release.",
    )
    extras.warn(
        any("VBA" in path for path in ole.listdir()),
        "It holds macros: never run, not released.",
    )
    return extras


def _pictures(data: bytes) -> Iterator[Stamp]:
    """Photos and screenshots that lie in a stream, one after the other."""
    starts = sorted(at for mark in _PICTURES for at in _places(data, mark))
    for start, until in pairwise([*starts, len(data)]):
        made = stamp(data[start:until]) if until - start >= _LEAST else None
        if made is not None:
            yield made


def _places(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def _files(ole: Any) -> Iterator[Source]:
    """Files that were put into it, as far as they can be taken out."""
    stores = dict.fromkeys(
        tuple(path[:2]) for path in ole.listdir() if path[0] == "ObjectPool"
    )
    for number, store in enumerate(stores, start=1):
        streams = {
            path[2]: bytes(ole.openstream(path).read())
            for path in ole.listdir()
            if tuple(path[:2]) == store and len(path) == 3
        }
        found = inner(streams, number)
        if found is not None:
            yield found


def _slide(slide: oldslides.OldSlide, heading: str) -> bytes:
    body = f'<h2 class="note">{heading}</h2>' if heading else ""
    for number, line in enumerate(slide.lines):
        tag = "h1" if not number and not heading else "p"
        said = "<br/>".join(map(escaped, line.split("\n")))
        body += f"<{tag}>{said}</{tag}>"
    return paper.set_pages(lambda _: Setting(body), _SLIDE)


def _whole(
    pdf: bytes,
    unseen: Sequence[bytes],
    pictures: Sequence[Stamp],
    extras: Extras,
    files: tuple[Source, ...],
) -> Made:
    behind = [*unseen]
    if pictures:
        kept = {f"o{n}.png": one.png for n, one in enumerate(pictures[:_MOST])}
        body = '<h2 class="note">Pictures in this file</h2>' + "".join(
            f'<p><img src="o{n}.png" width="{one.width:.0f}" '
            f'height="{one.height:.0f}"/></p>'
            for n, one in enumerate(pictures[:_MOST])
        )
        behind.append(paper.set_pages(lambda _: Setting(body, kept)))
    whole = paper.joined(pdf, *behind, *extras.pages())
    return Made(whole, extras.told(pdf), files)
