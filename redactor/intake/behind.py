"""What a PDF holds and does not show, set on pages behind its own: comments in pop-ups,
values of hidden fields, layers that are off, text beside the paper, what tags say of
pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redactor.errors import FileRefused
from redactor.intake import paper
from redactor.intake.hidden import object_of
from redactor.intake.markup import Setting, escaped
from redactor.pages.mupdf import failures, library

_HIDDEN, _NO_VIEW = 2, 32  # bits of an annotation's flags
_ALTERNATIVE = re.compile(r"/Alt[(<]")
_ON = re.compile(r"/Pg (\d+) 0 R")
_DRAWN = {"FreeText"}  # what these say is drawn on the page
_NOTHING = {"Link", "Popup", "FileAttachment", "PrinterMark"}
_DESCRIBED = "Descriptions of pictures (alternative text)"
_CHOICES = "Choices of lists"
_MOST_LAYERED = 200  # pages that are shown again with their layers on
_LONGEST = 20_000  # letters of one text


@dataclass(slots=True)
class Behind:
    """Headings with their lines, and pages with their layers on."""

    sections: dict[str, list[str]] = field(default_factory=dict)
    layered: list[bytes] = field(default_factory=list)

    def add(self, heading: str, line: str) -> None:
        if line.strip():
            self.sections.setdefault(heading, []).append(line[:_LONGEST])

    def told(self, place: int) -> tuple[str, ...]:
        """What the report says of sections that nothing else tells of."""
        return tuple(
            f"It holds {heading[0].lower()}{heading[1:]}: shown from page {place} on, "
            "and released unless you withhold it."
            for heading in self.sections
            if place and heading in {_DESCRIBED, _CHOICES}
        )

    def pages(self) -> tuple[bytes, ...]:
        """The pages to be put behind those of the document."""
        if not self.sections:
            return tuple(self.layered)
        body = "".join(
            f'<h2 class="note">{escaped(heading)}</h2>'
            + "".join(f"<p>{escaped(line)}</p>" for line in dict.fromkeys(lines))
            for heading, lines in self.sections.items()
        )
        try:
            return (*self.layered, paper.set_pages(lambda _: Setting(body)))
        except FileRefused:  # letters that no page can be made of: they are told of
            return tuple(self.layered)


def behind(document: Any) -> Behind:
    """What an open MuPDF document does not show, before anything is done to it."""
    found = Behind()
    for page in document:
        number = page.number + 1
        for xref, _, _ in page.annot_xrefs():
            _annotation(document, xref, number, found)
        for words in _outside(page):
            found.add("Text outside of the pages", f"Page {number}: {words}")
    _described(document, found)
    _layers(document, found)
    return found


def _described(document: Any, found: Behind) -> None:
    """What tags say of pictures, to be read out to those who do not see them."""
    places = {page.xref: page.number + 1 for page in document}
    for xref in range(1, document.xref_length()):
        said = object_of(document, xref)
        if not _ALTERNATIVE.search(said):
            continue
        number = places.get(int(match.group(1)) if (match := _ON.search(said)) else 0)
        where = f"Page {number}: " if number else ""
        words = _text(document, xref, "Alt")
        if words:
            found.add(_DESCRIBED, where + words)


def _annotation(document: Any, xref: int, number: int, found: Behind) -> None:
    said = {
        key: _text(document, xref, key)
        for key in ("Contents", "T", "OverlayText", "V", "DV", "RC")
    }
    subtype = document.xref_get_key(xref, "Subtype")[1].lstrip("/")
    kind, value = document.xref_get_key(xref, "F")
    is_hidden = kind == "int" and bool(int(value) & (_HIDDEN | _NO_VIEW))
    if subtype in _NOTHING:
        return
    if subtype == "Widget":
        if is_hidden:
            found.add("Values of hidden fields", f"Page {number}: {said['V']}")
        _choices(document, xref, number, found)
    elif subtype not in _DRAWN or is_hidden:
        words = said["Contents"] or said["OverlayText"]
        who = f"{said['T']}: " if said["T"] else ""
        if words:
            found.add("Comments", f"Page {number}, {who}{words}")


def _choices(document: Any, xref: int, number: int, found: Behind) -> None:
    """What a list offers beside what is chosen in it."""
    mu = library().mupdf
    options = mu.pdf_dict_gets(
        mu.pdf_new_indirect(mu.pdf_specifics(document.this), xref, 0), "Opt"
    )
    listed = []
    for at in range(min(mu.pdf_array_len(options), 1000)):
        one = mu.pdf_array_get(options, at)
        if mu.pdf_is_array(one):
            one = mu.pdf_array_get(one, mu.pdf_array_len(one) - 1)
        listed.append(mu.pdf_to_text_string(one))
    if listed:
        found.add(_CHOICES, f"Page {number}: {'; '.join(listed)}")


def _text(document: Any, xref: int, key: str) -> str:
    kind, value = document.xref_get_key(xref, key)
    return str(value).replace("\r", "\n").strip() if kind == "string" else ""


def _outside(page: Any) -> Iterator[str]:
    """Lines that lie wholly outside of what the page shows."""
    mu = library()
    whole = mu.Rect(page.rect) * page.derotation_matrix
    for block in page.get_text("blocks", clip=mu.INFINITE_RECT(), flags=0):
        words = " ".join(block[4].split())
        if words and (whole & mu.Rect(block[:4])).is_empty:
            yield words


def _layers(document: Any, found: Behind) -> None:
    """Pages that look different with all layers on, as they look then."""
    layers = document.get_ocgs()
    off = [xref for xref, layer in layers.items() if not layer["on"]]
    if not off:
        return
    before = [_look(page) for page in document]
    with library().open(stream=_switched_on(document), filetype="pdf") as other:
        for page in other:
            if len(found.layered) >= _MOST_LAYERED:
                break
            if _look(page) != before[page.number]:
                found.layered.append(_drawn(other, page.number))


def _switched_on(document: Any) -> bytes:
    """The document with all of its layers on."""
    plain = document.tobytes(encryption=library().PDF_ENCRYPT_NONE)
    with library().open(stream=plain, filetype="pdf") as other:
        catalog = other.pdf_catalog()
        for key, value in (("OFF", "[]"), ("BaseState", "/ON"), ("AS", "null")):
            other.xref_set_key(catalog, f"OCProperties/D/{key}", value)
        data: bytes = other.tobytes()
    return data


def _look(page: Any) -> bytes:
    pixels = page.get_pixmap(dpi=40, colorspace=library().csGRAY, alpha=False)
    return bytes(pixels.samples)


def _drawn(document: Any, number: int) -> bytes:
    """A page as it is drawn now, whatever layers it has."""
    data: bytes = document.convert_to_pdf(from_page=number, to_page=number)
    return data


def safely(document: Any) -> Behind:
    """The same, or nothing where the document is too damaged for it."""
    try:
        return behind(document)
    except failures():
        return Behind()
