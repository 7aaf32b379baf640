"""A finished PDF with its boxes peeled off, to see that nothing is drawn beneath.

A black box hides from every look at the page what it lies on. So the proof takes away
what was drawn last, after it has seen that this is the boxes and nothing else.
"""

from __future__ import annotations

import io

import pikepdf


def peeled(pdf: bytes, sheets: bytes) -> tuple[bytes, frozenset[int]]:
    """The PDF without its boxes, and the pages that have other content drawn last.

    ``sheets`` has the boxes of each page alone.
    """
    odd: set[int] = set()
    with (
        pikepdf.open(io.BytesIO(pdf)) as document,
        pikepdf.open(io.BytesIO(sheets)) as drawn,
    ):
        for number, page in enumerate(document.pages, 1):
            stamp = _last(drawn.pages[number - 1])
            if not stamp:
                continue
            if not _last(page).endswith(stamp):
                odd.add(number)
                continue
            del page.obj.Contents[-1]
        out = io.BytesIO()
        document.save(out)
        return out.getvalue(), frozenset(odd)


def _last(page: pikepdf.Page) -> bytes:
    """The last of a page's content streams, where it has several."""
    content = page.obj.get("/Contents")
    if not isinstance(content, pikepdf.Array) or len(content) < 2:
        return b""
    return bytes(content[-1].read_bytes())
