"""Which annotations are part of what a page shows."""

from __future__ import annotations

import io

import pikepdf

from redactor.pages.mupdf import library
from redactor.release.pdf.layers import Layers

_SHOWN = {
    "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight",
    "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Ink", "/Widget", "/Watermark",
}  # fmt: skip
_HIDDEN, _NO_VIEW = 2, 32


def without_unseen(pdf: bytes) -> bytes:
    """The PDF without annotations that are notes beside the page or not shown on it.

    Sticky notes, links, attachments, media and redactions that somebody marked but
    never applied all go; so do layers' and the author's hidden ones.
    """
    with _opened(pdf) as document:
        layers = Layers(document)
        for page in document.pages:
            listed = page.obj.get("/Annots")
            if not isinstance(listed, pikepdf.Array):
                if listed is not None:
                    del page.obj["/Annots"]
                continue
            kept = [a for a in listed if _is_shown(a, layers)]
            page.obj.Annots = pikepdf.Array(kept)
        out = io.BytesIO()
        document.save(out, fix_metadata_version=False)
        return out.getvalue()


def _opened(pdf: bytes) -> pikepdf.Pdf:
    """The PDF, repaired by MuPDF where qpdf can't make out what it holds."""
    try:
        return pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError:
        with library().open(stream=pdf, filetype="pdf") as damaged:
            whole = bytes(damaged.tobytes(garbage=1, expand=255))
        return pikepdf.open(io.BytesIO(whole))


def _is_shown(annotation: pikepdf.Object, layers: Layers) -> bool:
    if not isinstance(annotation, pikepdf.Dictionary):
        return False
    if str(annotation.get("/Subtype")) not in _SHOWN:
        return False
    flags = annotation.get("/F", 0)
    if isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW):
        return False
    return layers.shows(annotation.get("/OC"))
