"""Safe HTML set in pages, with proof that every word has come out."""

from __future__ import annotations

import html
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from redactor.errors import FileRefused
from redactor.intake.markup import Setting, escaped
from redactor.intake.source import MOST_PAGES
from redactor.pages.mupdf import failures, library

_A4 = (595.0, 842.0)
_MARGIN = 50.0
_CSS = """
body { font-family: sans-serif; font-size: 10pt; line-height: 1.25 }
p, div, td, th, li, pre, h1, h2, h3 { overflow-wrap: break-word }
p { margin: 0 0 5pt 0 }
p.head { margin: 0 0 2pt 0 }
h1 { font-size: 15pt } h2 { font-size: 13pt } h3 { font-size: 11pt }
h2.note { font-size: 11pt; margin-top: 14pt; border-top: 1px solid #777 }
pre, .plain { white-space: pre-wrap }
pre { font-size: 8.5pt }
td, th { border: 1px solid #999; padding: 2pt }
blockquote { margin: 2pt 0 2pt 10pt }
"""


class _Unplaced(Exception):
    """Something does not fit on a page, or did not come out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper: width and height in points."""

    width: float = _A4[0]
    height: float = _A4[1]
    css: str = ""


def set_pages(make: Callable[[bool], Setting], sheet: Sheet | None = None) -> bytes:
    """A PDF of the HTML that ``make`` gives; with True it is asked for flat tables.

    Where words would be lost off the paper, flat tables are tried, then plain text.
    Raises FileRefused.
    """
    paper = sheet or Sheet()
    for flat in (False, True):
        try:
            return _set(make(flat), paper)
        except _Unplaced:
            continue
    body = make(True).body
    if "<pre" not in body and 'class="plain"' not in body:
        body = " ".join(body.split())  # ends of lines mean nothing in HTML
    lines = re.sub(r"\n\s*\n", "\n", _lines(body))
    try:
        plain = f'<div class="plain">{escaped(lines)}</div>'
        return _set(Setting(plain), paper)
    except _Unplaced as error:
        raise _refusal() from error


def text_pages(words: str, *, mono: bool = False) -> bytes:
    """A PDF of plain text, its lines as they are. Raises FileRefused."""
    tag = "pre" if mono else "div"
    body = "".join(
        f'<{tag} class="plain">{escaped(part)}</{tag}>' for part in _chunks(words)
    )
    return set_pages(lambda _: Setting(body))


def joined(*pdfs: bytes) -> bytes:
    """PDFs one after the other."""
    if len(pdfs) == 1:
        return pdfs[0]
    with library().open() as document:
        for pdf in pdfs:
            with library().open(stream=pdf, filetype="pdf") as one:
                document.insert_pdf(one)
        data: bytes = document.tobytes(garbage=3, deflate=True)
    return data


def page_count(pdf: bytes) -> int:
    with library().open(stream=pdf, filetype="pdf") as document:
        count: int = document.page_count
    return count


def words(pdf: bytes) -> str:
    """The text of all its pages."""
    with library().open(stream=pdf, filetype="pdf") as document:
        return "\n".join(page.get_text() for page in document)


def _chunks(words: str) -> Iterator[str]:
    """Some lines at a time: one long block is slow to be laid out."""
    lines = words.expandtabs(8).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for start in range(0, len(lines), 50):
        yield "\n".join(lines[start : start + 50])


def _set(setting: Setting, sheet: Sheet) -> bytes:
    try:
        data, drawn = _drawn(setting, sheet)
    except failures() as error:
        raise _Unplaced from error
    if _letters(_lines(setting.body)) - _letters(drawn):
        raise _Unplaced
    return data


def _drawn(setting: Setting, sheet: Sheet) -> tuple[bytes, str]:
    mu = library()
    archive = mu.Archive()
    for name, data in setting.pictures.items():
        archive.add(data, name)
    story = mu.Story(
        f"<body>{_breakable(setting.body)}</body>",
        user_css=_CSS + sheet.css,
        archive=archive,
    )
    out = io.BytesIO()
    writer = mu.DocumentWriter(out)
    _place(story, writer, sheet, _most(setting))
    writer.close()
    with mu.open(stream=out.getvalue(), filetype="pdf") as document:
        document.subset_fonts()
        document.set_metadata({})
        text = "".join(page.get_text() for page in document)
        return document.tobytes(garbage=3, deflate=True), text


def _breakable(body: str) -> str:
    """The same with places where very long words may end: MuPDF takes minutes to lay
    out a word of a million letters."""
    return _ENDLESS.sub(lambda m: m.group(1) or f"{m.group(2)}\u200b", body)


def _place(story: Any, writer: Any, sheet: Sheet, most: int) -> None:
    mu = library()
    whole = mu.Rect(0, 0, sheet.width, sheet.height)
    where = mu.Rect(_MARGIN, _MARGIN, sheet.width - _MARGIN, sheet.height - _MARGIN)
    more, count = 1, 0
    while more:
        more, _ = story.place(where)
        device = writer.begin_page(whole)
        story.draw(device)
        writer.end_page()
        count += 1
        if count > most:
            raise _Unplaced  # something is too tall for a page and never comes
        if count > MOST_PAGES:
            raise FileRefused(
                f"It would be more than {MOST_PAGES} pages, the most for one document.",
                "Divide it and add the parts.",
            )


def _most(setting: Setting) -> int:
    """More pages than this can only be empty ones."""
    blocks = setting.body.count("<")
    return 10 + len(setting.body) // 250 + blocks // 12 + 2 * len(setting.pictures)


_ENDLESS = re.compile(r"(<[^>]*>)|([^\s<>&]{300})")
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_BREAKING = {"p", "div", "br", "hr", "li", "td", "th", "tr", "pre", "h1", "h2", "h3"}


def _lines(body: str) -> str:
    """The text of our own safe HTML."""
    broken = _TAG.sub(lambda m: "\n" if m.group(2) in _BREAKING else "", body)
    return html.unescape(broken)


def _letters(words: str) -> Counter[str]:
    """How many of each letter and figure of the alphabets that read back as drawn."""
    spelt = unicodedata.normalize("NFKC", words)
    return Counter(c for c in spelt if c.isalnum() and ord(c) < 0x500)


def _refusal() -> FileRefused:
    return FileRefused(
        "It can't be laid out in pages without losing words.",
        "Print it to PDF from the program that made it, and add that.",
    )
