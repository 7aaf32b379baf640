"""A PDF built anew from what its pages show, by allow-list.

Only known keys of known kinds of object are copied into a new file: page sizes,
content, fonts, images and colours. Whatever else the file carried is left behind,
known or not: metadata, bookmarks, attachments, scripts, forms, layers, structure,
private data, old revisions, names and identifiers.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import InvalidOperation
from functools import partial
from typing import TypeAlias

import pikepdf
from pikepdf.models import PdfParsingError
from PIL import Image

from redactor.model import Rect
from redactor.release.pdf.canvas import Scope
from redactor.release.pdf.content import Rewriter
from redactor.release.pdf.geometry import to_page, to_user_space
from redactor.release.pdf.layers import Layers
from redactor.release.pdf.paint import Kind, Ledger, fates
from redactor.release.pdf.parts import Parts, page_data
from redactor.release.pdf.unsafe import Unsafe

View: TypeAlias = Callable[[int, int, int], Image.Image]  # page, width, height
Seer: TypeAlias = Callable[[int, int], Image.Image]
PRODUCER = "FOI Redactor"
_LARGEST = 14400.0  # points: what the format allows for a page's side


@dataclass(frozen=True)
class Rebuilt:
    """The new PDF; pages that can't be made safe are empty in it, with the reason."""

    pdf: bytes
    unsafe: Mapping[int, str] = field(default_factory=dict)


def rebuild(
    pdf: bytes,
    *,
    boxes: Mapping[int, Sequence[Rect]] | None = None,
    stamps: Mapping[int, bytes] | None = None,
    skip: Collection[int] = (),
    title: str = "",
    view: View | None = None,
) -> Rebuilt:
    """Build the PDF anew.

    ``boxes`` (page to rectangles in the case's coordinates) are where line art goes;
    ``stamps`` (page to content) are drawn last over each page, with the fonts /Box
    (Helvetica-Bold) and /Key (Helvetica). Pages in ``skip`` are left empty. With a
    ``view``, which renders a page before rotation in so many pixels, pictures and
    drawings that cannot be seen are left behind.
    """
    unsafe: dict[int, str] = {}
    with pikepdf.open(io.BytesIO(pdf)) as old, pikepdf.new() as new:
        parts = Parts(new, Layers(old))
        for number, page in enumerate(old.pages, 1):
            try:
                if number in skip:
                    raise Unsafe("left out")
                seer = partial(view, number) if view else None
                content, resources, group = _content(
                    page, parts, (boxes or {}).get(number, ()), seer
                )
            except _TROUBLE as error:
                unsafe[number] = str(error) if isinstance(error, Unsafe) else _DAMAGED
                content, resources, group = b"", pikepdf.Dictionary(), None
            made = _page(new, page, b"q\n" + content + b"\nQ\n", resources)
            if group is not None:
                made.Group = group
            if stamp := (stamps or {}).get(number):
                _put_stamp(new, made, stamp)
        if view is None:
            parts.usage.reduce()
        finish(new, title)
        left = {page: why for page, why in unsafe.items() if page not in skip}
        return Rebuilt(saved(new), left)


_DAMAGED = "content that is damaged"
# What reading a damaged page can end in: pikepdf's errors, and those of taking
# a missing entry or a value of the wrong kind from one of its objects.
_TROUBLE = (
    Unsafe,
    pikepdf.PdfError,
    pikepdf.DependencyError,
    PdfParsingError,
    KeyError,
    AttributeError,
    ValueError,
    TypeError,
    IndexError,
    InvalidOperation,
    OverflowError,
    RecursionError,
)


def crop_box(page: pikepdf.Page) -> Rect:
    """What is shown of the page, in its user space."""
    media = Rect(*(float(n) for n in page.mediabox)).normalized()
    crop = Rect(*(float(n) for n in page.cropbox)).normalized().intersection(media)
    if crop.is_empty or max(crop.width, crop.height) > 10 * _LARGEST:
        return media
    return crop


def user_unit(page: pikepdf.Page) -> float:
    """Points that one step of the page's user space is."""
    unit = float(page.obj.get("/UserUnit", 1))
    return unit if unit > 0 else 1.0


def _content(
    page: pikepdf.Page, parts: Parts, boxes: Sequence[Rect], seer: Seer | None
) -> tuple[bytes, pikepdf.Object, pikepdf.Object | None]:
    crop = crop_box(page)
    unit = user_unit(page)
    placed = tuple(to_user_space(box, crop, unit) for box in boxes)
    data = page_data(page)
    scope = Scope(clip=crop, boxes=placed)
    ledger = ledger_of(page, parts, data, seer) if seer else None
    writer = Rewriter(parts, page.resources, replace(scope, ledger=ledger))
    content = writer.rewrite(data)
    group = page.obj.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and group.get("/S") == "/Transparency":
        return content, writer.resources, parts.group(group, page.resources)
    return content, writer.resources, None


def ledger_of(
    page: pikepdf.Page, parts: Parts, data: Sequence[object], seer: Seer
) -> Ledger:
    """What the page paints and what becomes of it. Raises Unsafe."""
    crop = crop_box(page)
    dry = Ledger()
    Rewriter(parts, page.resources, Scope(clip=crop, ledger=dry)).rewrite(data)
    return Ledger(fates(dry.paints, crop, seer))


def unseen(pdf: bytes, view: View) -> Iterator[tuple[int, Kind, Rect]]:
    """Pictures and drawings that nobody can see: page, kind, and place in the case's
    coordinates. Pages that can't be judged are passed over."""
    with pikepdf.open(io.BytesIO(pdf)) as old, pikepdf.new() as new:
        parts = Parts(new, Layers(old))
        for number, page in enumerate(old.pages, 1):
            try:
                found = _unseen_on(page, parts, partial(view, number))
            except _TROUBLE:
                continue
            crop, unit = crop_box(page), user_unit(page)
            for kind, rect in found:
                yield number, kind, to_page(rect, crop, unit)


def _unseen_on(page: pikepdf.Page, parts: Parts, seer: Seer) -> list[tuple[Kind, Rect]]:
    data = page_data(page)
    ledger = ledger_of(page, parts, data, seer)
    scope = Scope(clip=crop_box(page), ledger=ledger)
    Rewriter(parts, page.resources, scope).rewrite(data)
    return ledger.unseen()


def _page(
    new: pikepdf.Pdf, page: pikepdf.Page, content: bytes, resources: pikepdf.Object
) -> pikepdf.Object:
    crop = crop_box(page)
    box = [crop.x0, crop.y0, crop.x1, crop.y1]
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array(box),
        CropBox=pikepdf.Array(box),
        Resources=resources,
        Contents=new.make_stream(content),
    )
    if rotation := int(page.rotation or 0) % 360:
        made.Rotate = rotation
    if (unit := user_unit(page)) != 1.0:
        made.UserUnit = unit
    new.pages.append(pikepdf.Page(made))
    return new.pages[-1].obj


def _put_stamp(new: pikepdf.Pdf, page: pikepdf.Object, stamp: bytes) -> None:
    page.Contents = pikepdf.Array([page.Contents, new.make_stream(stamp)])
    page.Contents = new.make_indirect(page.Contents)
    if "/Font" not in page.Resources:
        page.Resources.Font = pikepdf.Dictionary()
    fonts = page.Resources.Font
    for name, base in (("/Box", "/Helvetica-Bold"), ("/Key", "/Helvetica")):
        fonts[name] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name(base),
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )


def finish(new: pikepdf.Pdf, title: str) -> None:
    """Say what a new PDF says of itself, and no more."""
    new.Root.Lang = pikepdf.String("en-GB")
    new.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=bool(title))
    new.docinfo["/Producer"] = pikepdf.String(PRODUCER)
    if title:
        new.docinfo["/Title"] = pikepdf.String(title)


def saved(new: pikepdf.Pdf) -> bytes:
    """The bytes of a new PDF, under an identifier of its own."""
    identifier = pikepdf.String(os.urandom(16))
    new.trailer.ID = pikepdf.Array([identifier, identifier])
    out = io.BytesIO()
    new.save(
        out,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=False,
    )
    return out.getvalue()
