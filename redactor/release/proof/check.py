"""What a PDF gives away that nobody sees on its pages. Any PDF, whoever made it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from redactor.errors import FileRefused
from redactor.model import Rect
from redactor.pages.mupdf import library
from redactor.release.pdf import sight
from redactor.release.pdf.glyphs import Glyph, glyphs
from redactor.release.pdf.paint import Kind
from redactor.release.pdf.produce import reference
from redactor.release.pdf.rebuild import PRODUCER, unseen
from redactor.release.pdf.tags import PICTURE
from redactor.release.pdf.unsafe import unreadable
from redactor.release.proof import objects
from redactor.release.proof.needles import Text, squeezed

_LETTERS = 4  # of a word that is looked for
_WORD = re.compile(r"[^\W_]{4,}")
_PROPERTIES = ("/Author", "/Subject", "/Keywords", "/Creator", "/Company", "/Manager")
_PLAIN_PROPERTIES = {"/Producer", "/CreationDate", "/ModDate", "/Trapped"}
_COMMENTS = {
    "/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly",
    "/Stamp", "/Ink", "/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/Caret",
}  # fmt: skip
_HOLDERS = {
    "/StructTreeRoot": (
        "structure",
        "The file has a structure tree with words in it, which can be those of its "
        "pages.",
    ),
    "/Outlines": ("bookmarks", "The file has bookmarks."),
    "/AcroForm": ("form", "The file is a form; its fields keep their values."),
    "/OpenAction": ("action", "The file does something when it is opened."),
    "/AA": ("action", "The file does something on its own."),
    "/AF": ("attachment", "The file has associated files."),
    "/Collection": ("attachment", "The file is a portfolio of other files."),
    "/PieceInfo": (
        "private data",
        "The file holds private data of the program that made it.",
    ),
    "/PageLabels": ("names", "The file gives its pages labels of their own."),
    "/Threads": ("names", "The file has article threads."),
    "/SpiderInfo": ("names", "The file remembers the web addresses it was made from."),
    "/DSS": ("signature", "The file holds certificates."),
    "/Perms": ("signature", "The file is signed."),
}  # fmt: skip
_WORDLESS = ("/StructTreeRoot", "/PageLabels")  # what may be there without any words
_OURS = re.compile(rf"redacted(, [^,]*)*|{PICTURE}|D\d{{2,}}, ")


@dataclass(frozen=True, slots=True)
class Leak:
    """One thing given away. ``text`` is what it is, shown only where asked for."""

    page: int | None
    place: Rect | None
    kind: str
    sentence: str
    text: str = ""

    def as_data(self, show_text: bool) -> dict[str, Any]:
        """For JSON; without the text unless asked."""
        place = self.place
        data: dict[str, Any] = {
            "page": self.page,
            "place": [round(n, 1) for n in (place.x0, place.y0, place.x1, place.y1)]
            if place
            else None,
            "kind": self.kind,
            "sentence": self.sentence,
        }
        return data | {"text": self.text} if show_text else data

    def in_words(self, show_text: bool) -> str:
        """One line for people."""
        where = f"Page {self.page}: " if self.page else ""
        said = f" {self.text!r}" if show_text and self.text else ""
        return f"{where}{self.sentence}{said}"


def check(released: bytes, original: bytes | None = None) -> list[Leak]:
    """Everything that the PDF gives away without showing it.

    With the original, also what of its words is gone from sight but not from the file.
    Raises FileRefused for what is no PDF that can be opened.
    """
    troubles = unreadable()
    try:
        leaks = [*_of_file(released), *_of_pages(released), *_of_paint(released)]
        if original is not None:
            leaks += _of_original(released, original)
    except troubles as error:
        raise FileRefused(
            "The file is no PDF that can be opened.",
            "Check that it is one, and that it asks for no password.",
        ) from error
    return leaks


def _of_file(pdf: bytes) -> Iterator[Leak]:
    yield from _of_bytes(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield from _of_properties(document)
        known = {"/Outlines"} if _is_ours(document) else set()  # a bundle's
        known |= {key for key in _WORDLESS if not _says(document.Root.get(key))}
        for key, (kind, sentence) in _HOLDERS.items():
            if key in document.Root and key not in known:
                yield Leak(None, None, kind, sentence)
        yield from _of_names(document)
        yield from _of_layers(document)
        for number, page in enumerate(document.pages, 1):
            yield from _of_page_objects(number, page)


def _says(value: pikepdf.Object | None) -> bool:
    """Whether tags or labels hold any words but those that a release puts there."""
    stack, seen = [value], set[tuple[int, int]]()
    while stack:
        item = stack.pop()
        if isinstance(item, pikepdf.String) and not _OURS.fullmatch(str(item)):
            return True
        if not isinstance(item, pikepdf.Object) or item.objgen in seen:
            continue
        if item.is_indirect:
            seen.add(item.objgen)
        if isinstance(item, pikepdf.Array):
            stack += list(item)
        elif isinstance(item, pikepdf.Dictionary) and item.get("/Type") != "/Page":
            stack += [entry for _, entry in item.items()]
    return False


def _of_bytes(pdf: bytes) -> Iterator[Leak]:
    linearized = b"/Linearized" in pdf[:1024]
    if len(re.findall(rb"startxref\s", pdf)) > 1 + linearized:
        sentence = "The file holds earlier revisions of itself."
        yield Leak(None, None, "earlier revision", sentence)
    if not pdf.rstrip(b"\r\n\0 ").endswith(b"%%EOF"):
        yield Leak(None, None, "extra bytes", "There are bytes behind the file's end.")
    if "an object that no page uses" in objects.strangers(pdf):
        sentence = "The file holds objects that none of its pages uses."
        yield Leak(None, None, "orphans", sentence)


def _is_ours(document: pikepdf.Pdf) -> bool:
    info = document.trailer.get("/Info", pikepdf.Dictionary())
    return str(info.get("/Producer", "")) == PRODUCER


def _of_properties(document: pikepdf.Pdf) -> Iterator[Leak]:
    info = document.trailer.get("/Info", pikepdf.Dictionary())
    known = _PLAIN_PROPERTIES | ({"/Title"} if _is_ours(document) else set())
    for key, value in info.items():
        if key not in known and str(value).strip():
            name = key[1:] if key in (*_PROPERTIES, "/Title") else "another one"
            sentence = f"A document property is filled in: {name}."
            yield Leak(None, None, "metadata", sentence, str(value))
    if "/Metadata" in document.Root:
        yield Leak(None, None, "metadata", "The file holds XMP metadata.")


def _of_names(document: pikepdf.Pdf) -> Iterator[Leak]:
    names = document.Root.get("/Names", pikepdf.Dictionary())
    for key, kind, sentence in (
        ("/EmbeddedFiles", "attachment", "A file is attached."),
        ("/JavaScript", "script", "The file holds scripts."),
        ("/Dests", "names", "The file holds named destinations."),
    ):
        if key in names:
            yield Leak(None, None, kind, sentence)


def _of_layers(document: pikepdf.Pdf) -> Iterator[Leak]:
    properties = document.Root.get("/OCProperties")
    if properties is None:
        return
    default = properties.get("/D", pikepdf.Dictionary())
    if len(default.get("/OFF", [])) or default.get("/BaseState") == "/OFF":
        sentence = "The file has layers that are switched off and can be switched on."
        yield Leak(None, None, "hidden layer", sentence)


def _of_page_objects(number: int, page: pikepdf.Page) -> Iterator[Leak]:
    for key, kind in (
        ("/Thumb", "thumbnail"),
        ("/PieceInfo", "private data"),
        ("/AA", "action"),
        ("/Metadata", "metadata"),
        ("/AF", "attachment"),
    ):
        if key in page.obj:
            yield Leak(number, None, kind, f"The page holds {_AN[kind]}.")
    listed = page.obj.get("/Annots")
    if not isinstance(listed, pikepdf.Array):
        return
    for annotation in listed:
        if isinstance(annotation, pikepdf.Dictionary):
            yield from _of_annotation(number, annotation)


_AN = {
    "thumbnail": "a small picture of itself, which may be older than it",
    "private data": "private data of the program that made it",
    "action": "an action",
    "metadata": "metadata of its own",
    "attachment": "associated files",
}


def _of_annotation(number: int, annotation: pikepdf.Object) -> Iterator[Leak]:
    kind = str(annotation.get("/Subtype"))
    said = str(annotation.get("/Contents", ""))
    if kind == "/Redact":
        sentence = "A redaction was marked but never applied."
        yield Leak(number, None, "unapplied redaction", sentence, said)
    elif kind == "/FileAttachment":
        yield Leak(number, None, "attachment", "A file is attached to the page.")
    elif kind == "/Widget":
        value = annotation.get("/V")
        if value is not None and str(value).strip():
            yield Leak(number, None, "form", "A form field has a value.", str(value))
    elif kind == "/Link":
        target = str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
        if target:
            yield Leak(number, None, "link", "A link has a target.", target)
    elif kind in _COMMENTS:
        sentence = "There is an annotation, which can be moved away or read."
        yield Leak(number, None, "annotation", sentence, said)


# -- what the pages hold but do not show


def _of_pages(pdf: bytes) -> Iterator[Leak]:
    with library().open(stream=pdf, filetype="pdf") as document:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            page.set_rotation(0)
            every = glyphs(page)
            unseen = sight.hidden(page, every, annotations=True)
            for run in _runs(every, unseen):
                why = unseen[run[0]]
                kind = (
                    "text under a dark area" if why is sight.Why.DARK else "hidden text"
                )
                sentence = f"There is text {why}: it can be selected and copied."
                text = "".join(g.text for g in run)
                yield Leak(number, _around(run), kind, sentence, text)


_UNSEEN = {
    Kind.PICTURE: ("hidden picture", "a picture, or a part of one,"),
    Kind.DRAWING: ("hidden drawing", "a drawing"),
    Kind.SHADING: ("hidden drawing", "a drawing"),
}


def _of_paint(pdf: bytes) -> Iterator[Leak]:
    """Pictures and drawings that are covered, cut off or without contrast."""
    flat = reference(pdf)
    with sight.opened(flat) as view:
        for number, kind, place in unseen(flat, view):
            name, what = _UNSEEN[kind]
            sentence = f"There is {what} that nobody sees: it can be taken out."
            yield Leak(number, place, name, sentence)


def _runs(
    every: Sequence[Glyph], unseen: dict[Glyph, sight.Why]
) -> Iterator[list[Glyph]]:
    """Hidden letters as they stand together; a single one may be a quirk of a font."""
    run: list[Glyph] = []
    for glyph in every:
        goes_on = bool(run) and run[-1].line == glyph.line
        if glyph in unseen:
            goes_on &= bool(run) and unseen[run[0]] is unseen[glyph]
        else:
            goes_on &= glyph.is_space
        if not goes_on:
            yield from _worth(run)
            run = []
        if goes_on or glyph in unseen:
            run.append(glyph)
    yield from _worth(run)


def _worth(run: list[Glyph]) -> Iterator[list[Glyph]]:
    while run and run[-1].is_space:
        run.pop()
    if sum(g.text.isalnum() for g in run) >= 2:
        yield run


def _around(run: Iterable[Glyph]) -> Rect:
    every = [g.rect for g in run]
    whole = every[0]
    for rect in every:
        whole = whole.union(rect)
    return whole


# -- what the original says


def _of_original(released: bytes, original: bytes) -> Iterator[Leak]:
    seen = _seen_words(released)
    searched = list(objects.texts(released))
    with library().open(stream=original, filetype="pdf") as document:
        pages = [_words(page.get_text()) for page in document]
    for number, words in enumerate(pages, 1):
        left = sorted(
            {word for word in words - seen if _is_in(squeezed(word), searched)}
        )
        if left:
            sentence = (
                f"{len(left)} word{'s' if len(left) > 1 else ''} of the original can "
                "no longer be seen but can still be found in the file."
            )
            yield Leak(number, None, "text left behind", sentence, ", ".join(left))


def _words(text: str) -> set[str]:
    return {w.casefold() for w in _WORD.findall(text)}


def _seen_words(pdf: bytes) -> set[str]:
    seen: set[str] = set()
    with library().open(stream=pdf, filetype="pdf") as document:
        for page in document:
            page.set_rotation(0)
            every = glyphs(page)
            unseen = sight.hidden(page, every, annotations=True)
            lines: dict[int, list[str]] = {}
            for glyph in every:
                text = " " if glyph in unseen else glyph.text
                lines.setdefault(glyph.line, []).append(text)
            for line in lines.values():
                seen |= _words("".join(line))
    return seen


def _is_in(word: str, searched: Sequence[tuple[Text, bool]]) -> bool:
    return len(word) >= _LETTERS and any(
        True for text, is_text in searched if is_text for _ in text.find(word)
    )
