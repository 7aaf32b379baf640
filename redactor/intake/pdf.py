"""A PDF as it came, made into the PDF that the case shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redactor import pages
from redactor.errors import FileRefused, PasswordNeeded
from redactor.intake import behind, hidden
from redactor.model import PageShape
from redactor.pages.mupdf import failures, library

_HIDDEN, _NO_VIEW, _INVISIBLE = 2, 32, 1  # bits of an annotation's flags
_KEPT_BY_BAKING = {"Link", "Popup"}


@dataclass(frozen=True, slots=True)
class Shown:
    """The PDF that the case shows, its pages, and what the user should know of it."""

    pdf: bytes
    shapes: tuple[PageShape, ...]
    warnings: tuple[str, ...] = ()


def prepare(
    name: str, data: bytes, passwords: tuple[str, ...], most: int, *, ours: bool = False
) -> Shown:
    """Decrypt, repair, make everything that is seen part of the page, and show the
    rest on pages behind.

    The source stays as it is, byte for byte, where nothing has to be done. Redaction
    marks that came with it are not applied. ``most`` is how many pages it may have;
    ``ours``: it was made here, and nothing is behind it. Raises FileRefused and
    PasswordNeeded.
    """
    try:
        with library().open(stream=data, filetype="pdf") as document:
            count = _checked(name, document, passwords, most)
            if ours:
                return _prepare(name, data, document, (), ())
            found = behind.safely(document)
            more = found.pages()
            place = count + 1 if more else 0
            told = (*hidden.survey(document, place), *found.told(place))
            return _prepare(name, data, document, more, told)
    except failures() as error:
        raise _broken(name) from error
    except pages.PageUnreadable as error:
        raise _broken(name) from error


def _checked(name: str, document: Any, passwords: tuple[str, ...], most: int) -> int:
    """How many pages it has, once it is open."""
    _unlock(name, document, passwords)
    count: int = document.page_count
    if not count:
        raise _broken(name)
    if count > most:
        raise FileRefused(
            f"{name} has {count} pages; {most} is the most for one document.",
            "Divide it and add the parts.",
        )
    _name_annotations(document)
    return count


def _prepare(
    name: str,
    data: bytes,
    document: Any,
    more: tuple[bytes, ...],
    warnings: tuple[str, ...],
) -> Shown:
    count = document.page_count
    locked = document.xref_get_key(-1, "Encrypt")[0] != "null"
    odd = [_straighten(document, page) for page in document]
    baked = _bake(document)
    shown = data
    for pages_behind in more:
        with library().open(stream=pages_behind, filetype="pdf") as one:
            document.insert_pdf(one, annots=False, links=False)
            count += one.page_count
    if locked or baked or any(odd) or document.is_repaired or more:
        shown = document.tobytes(
            garbage=3, deflate=True, encryption=library().PDF_ENCRYPT_NONE
        )
    with pages.open_pdf(shown) as pdf:
        if pdf.pages != count:
            raise _broken(name)
        return Shown(shown, pages.shapes(pdf), (*warnings, *hidden.seen(pdf)))


def _unlock(name: str, document: Any, passwords: tuple[str, ...]) -> None:
    if not document.needs_pass:
        return
    if any(document.authenticate(password) for password in ("", *passwords)):
        return
    if passwords:
        raise PasswordNeeded(
            f"None of the passwords given opens {name}.",
            "Ask whoever sent it for the password.",
        )
    raise PasswordNeeded(
        f"{name} is protected by a password.", "Add it again with its password."
    )


def _straighten(document: Any, page: Any) -> bool:
    """What PDF readers disagree about in the way a page lies, made unambiguous.

    Returns whether anything was done.
    """
    wrong: dict[str, str] = {}
    if document.xref_get_key(page.xref, "UserUnit")[0] != "null":
        wrong["UserUnit"] = "null"
    elif _reaches_out(page):
        wrong["CropBox"] = _inside(page.mediabox, page.cropbox)
    mu = library().mupdf
    inner = mu.pdf_lookup_page_obj(mu.pdf_specifics(document.this), page.number)
    if mu.pdf_to_int(mu.pdf_dict_gets_inheritable(inner, "Rotate")) % 90:
        wrong["Rotate"] = "0"
    for key, value in wrong.items():
        document.xref_set_key(page.xref, key, value)
    return bool(wrong)


def _reaches_out(page: Any) -> bool:
    """Whether the crop box is larger than what is drawn of it."""
    crop, drawn = page.cropbox, page.rect
    said = sorted((crop.width, crop.height))
    seen = sorted((drawn.width, drawn.height))
    return any(abs(a - b) > 0.01 for a, b in zip(said, seen, strict=True))


def _inside(media: Any, crop: Any) -> str:
    """The part of a crop box that lies in the media box, as PDF writes it.

    PyMuPDF gives the crop box with y downwards from the top of the media box.
    """
    x0, x1 = max(media.x0, crop.x0), min(media.x1, crop.x1)
    y0 = max(media.y0, media.y1 - crop.y1)
    y1 = min(media.y1, media.y1 - crop.y0)
    if x0 >= x1 or y0 >= y1:
        x0, y0, x1, y1 = media
    return f"[{x0:g} {y0:g} {x1:g} {y1:g}]"


def _name_annotations(document: Any) -> None:
    """Give a number to annotations that stand inside of a page's own dictionary.

    Without it they can't be asked for their flags.
    """
    mu = library().mupdf
    inner = mu.pdf_specifics(document.this)
    for number in range(document.page_count):
        page = mu.pdf_lookup_page_obj(inner, number)
        annots = mu.pdf_dict_gets(page, "Annots")
        for index in range(mu.pdf_array_len(annots)):
            one = mu.pdf_array_get(annots, index)
            if mu.pdf_is_dict(one) and not mu.pdf_is_indirect(one):
                mu.pdf_array_put(annots, index, mu.pdf_add_object(inner, one))


def _bake(document: Any) -> bool:
    """Annotations and form fields made page content, as far as they are seen."""
    found = False
    for page in document:
        for xref, _, _ in page.annot_xrefs():
            subtype = document.xref_get_key(xref, "Subtype")[1].lstrip("/")
            if subtype in _KEPT_BY_BAKING:
                continue
            found = True
            _settle(document, xref, subtype)
    if found or document.is_form_pdf:
        document.bake()
        return True
    return False


def _settle(document: Any, xref: int, subtype: str) -> None:
    """Flag an annotation so that baking keeps it if, and only if, it is seen.

    Baking goes by the Hidden flag alone. NoView and a layer that is off hide as well;
    Invisible hides only kinds that are unknown; a redaction mark is a request, not a
    part of the page.
    """
    kind, value = document.xref_get_key(xref, "F")
    flags = int(value) if kind == "int" else 0
    unseen = flags & (_HIDDEN | _NO_VIEW) or subtype == "Redact"
    unseen = unseen or _is_layered_away(document, xref)
    document.xref_set_key(xref, "F", str(_HIDDEN if unseen else flags & ~_INVISIBLE))


def _is_layered_away(document: Any, xref: int) -> bool:
    """Whether an annotation belongs to a layer that is off."""
    kind, layer = document.xref_get_key(xref, "OC")
    off = document.xref_get_key(document.pdf_catalog(), "OCProperties/D/OFF")[1]
    return kind == "xref" and f" {layer} " in f" {off.strip('[]')} "


def _broken(name: str) -> FileRefused:
    return FileRefused(
        f"{name} is too badly damaged to be opened as PDF.",
        "Ask for another copy, or print it to PDF from a program that opens it.",
    )
