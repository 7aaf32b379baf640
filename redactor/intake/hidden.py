"""What a PDF holds beside what its pages show: first report for the caseworker.

Sentences with counts and page numbers only, never text of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from redactor import pages
from redactor.pages.mupdf import failures

_SCRIPT = re.compile(r"/JavaScript\b")
_TITLE = re.compile(r"<dc:(?:title|description|subject)>(?:\s*<[^>]+>)*\s*[^<\s]", re.I)
_CREATOR = re.compile(r"<dc:creator>(?:\s*<[^>]+>)*\s*[^<\s]", re.IGNORECASE)
_HIDDEN, _NO_VIEW = 2, 32
_OUT = ", and released unless you withhold it"
_SUBJECTS = ("subject", "keywords")
_HEAD = 4096  # bytes of a photo in which its data stand
_NO_COMMENTS = {"Link", "Popup", "Widget", "Redact", "FileAttachment", "PrinterMark"}


def survey(document: Any, behind: int = 0) -> tuple[str, ...]:
    """Warnings about an open MuPDF document, before anything is done to it.

    ``behind`` is the page from which on is shown what its own pages do not, if any.
    """
    place = f"shown from page {behind} on{_OUT}" if behind else "not shown"
    kinds, unseen, marked = _annotations(document)
    return (
        *_if(
            document.is_repaired,
            "It was damaged and has been repaired: compare it with the original.",
        ),
        *_if(
            document.version_count > 1,
            "It holds earlier versions of itself: not in the release. One that says "
            "more than this one is a document of its own.",
        ),
        *_attachments(document.embfile_count() + kinds["FileAttachment"]),
        *_if(
            _has_scripts(document), "It holds scripts: never run, not in the release."
        ),
        *_form(document, kinds["Widget"]),
        *_comments(sum(n for k, n in kinds.items() if k not in _NO_COMMENTS), behind),
        *_if(unseen, f"It has hidden comments or fields: {place}."),
        *_if(
            _has_hidden_layers(document),
            f"It has layers that are switched off: {place}.",
        ),
        *_if(
            _names_people(document),
            "Its properties name an author: not in the release.",
        ),
        *_if(
            _describes(document),
            "Its properties hold a title, a subject or keywords: not in the release.",
        ),
        *_links(document),
        *_if(
            _has_photo_data(document),
            "Its photos say how, where or by whom they were taken (EXIF): not in the "
            "release.",
        ),
        *_if(document.get_toc(), "It has bookmarks: not in the release."),
        *_marked(marked),
    )


_LOOKED_FOR: tuple[tuple[Callable[[pages.Pdf, int], bool], str], ...] = (
    (
        pages.has_covered_text,
        "there is text in a dark box, where it can still be read. It is searched like "
        "any other; a release leaves it behind.",
    ),
    (
        pages.has_covered_picture,
        "a box lies on a picture, which is whole under it. A release leaves behind "
        "what the box covers.",
    ),
    (
        pages.has_unseen_text,
        "there is text that is not seen (white, invisible, or covered). It is "
        "searched like any other; a release leaves it behind.",
    ),
    (
        pages.has_cut_text,
        "there is text that is cut off by its frame, in part or whole. It is searched "
        "like any other; a release leaves behind what is not seen.",
    ),
    (
        pages.has_tiny_text,
        "there is text too small to be read. It is searched like any other; what of "
        "it can be made out at all is released unless you withhold it.",
    ),
    (
        pages.has_other_words,
        "its tags say other words than those that are seen: not in the release.",
    ),
    (
        pages.has_text_off_page,
        "there is text outside of the page: it is on the pages at the end, and "
        "released unless you withhold it.",
    ),
)
_BROKEN = "damaged, perhaps not shown in full; compare with the original."


def seen(pdf: pages.Pdf) -> tuple[str, ...]:
    """Warnings about what is there and not seen, and pages that can't be drawn."""
    found: dict[str, list[int]] = {}
    for number in range(1, pdf.pages + 1):
        try:
            for test, sentence in _LOOKED_FOR:
                if test(pdf, number):
                    found.setdefault(sentence, []).append(number)
        except pages.PageUnreadable:
            found.setdefault(_BROKEN, []).append(number)
    order = [*(sentence for _, sentence in _LOOKED_FOR), _BROKEN]
    return tuple(
        f"{_pages(found[sentence])}: {sentence}" for sentence in order
        if sentence in found
    )  # fmt: skip


def _names_people(document: Any) -> bool:
    about = document.metadata or {}
    named = bool((about.get("author") or "").strip())
    return named or bool(_CREATOR.search(document.get_xml_metadata() or ""))


def _describes(document: Any) -> bool:
    about = document.metadata or {}
    said = any((about.get(key) or "").strip() for key in ("title", *_SUBJECTS))
    return said or bool(_TITLE.search(document.get_xml_metadata() or ""))


def _links(document: Any) -> tuple[str, ...]:
    """Links to somewhere else than to its own pages."""
    leading = [
        page.number + 1
        for page in document
        for link in page.get_links()
        if link.get("uri") or link.get("file")
    ]
    return _if(
        leading,
        f"{_pages(list(dict.fromkeys(leading)))}: {_many(len(leading), 'link')}, whose "
        "words stay; where to is not shown, and not in the release.",
    )


def _has_photo_data(document: Any) -> bool:
    """Whether a photo in it still has what the camera wrote."""
    found = {one[0] for page in document for one in page.get_images()}
    return any(
        b"Exif\0\0" in (document.xref_stream_raw(xref) or b"")[:_HEAD] for xref in found
    )


def _if(condition: object, sentence: str) -> tuple[str, ...]:
    return (sentence,) if condition else ()


def _annotations(document: Any) -> tuple[Counter[str], int, list[int]]:
    """How many of each kind, how many that are hidden, pages with redaction marks."""
    kinds: Counter[str] = Counter()
    unseen = 0
    marked = []
    for number, page in enumerate(document, start=1):
        for xref, _, _ in page.annot_xrefs():
            subtype = document.xref_get_key(xref, "Subtype")[1].lstrip("/")
            kinds[subtype] += 1
            form, flags = document.xref_get_key(xref, "F")
            if form == "int" and int(flags) & (_HIDDEN | _NO_VIEW):
                unseen += subtype != "Popup"
            if subtype == "Redact" and number not in marked:
                marked.append(number)
    return kinds, unseen, marked


def _attachments(count: int) -> tuple[str, ...]:
    return _if(
        count,
        f"It has {_many(count, 'attachment')}: each is a document of its own, and none "
        "is in the release of this one.",
    )


def _form(document: Any, fields: int) -> tuple[str, ...]:
    if _has(document, "AcroForm/XFA"):
        return (
            "It is an interactive (XFA) form: check that its pages show everything.",
        )
    return _if(
        fields,
        "It is a form: what is filled in has become part of the page; the names of its "
        "fields are not in the release.",
    )


def _comments(count: int, behind: int) -> tuple[str, ...]:
    notes = f", what stands in pop-up notes is shown from page {behind} on{_OUT}"
    return _if(
        count,
        f"It has {_many(count, 'comment or annotation')}: what is drawn on the page "
        f"has become part of it{notes if behind else ''}.",
    )


def _marked(numbers: Sequence[int]) -> tuple[str, ...]:
    return _if(
        numbers,
        f"{_pages(numbers)}: redactions were marked but never applied; the text is "
        "still there.",
    )


def _has(document: Any, key: str) -> bool:
    kind: str = document.xref_get_key(document.pdf_catalog(), key)[0]
    return kind != "null"


def _has_scripts(document: Any) -> bool:
    """Wherever they hang: an action's dictionary names its script."""
    return any(
        _SCRIPT.search(object_of(document, xref))
        for xref in range(1, document.xref_length())
    )


def object_of(document: Any, xref: int) -> str:
    """An object as it is written; nothing where it is missing or damaged."""
    try:
        return str(document.xref_object(xref, compressed=True))
    except failures():
        return ""


def _has_hidden_layers(document: Any) -> bool:
    return any(not layer["on"] for layer in document.get_ocgs().values())


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _pages(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers[:10]))
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"Page{'' if len(numbers) == 1 else 's'} {listed}{more}"
