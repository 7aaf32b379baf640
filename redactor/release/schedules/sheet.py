"""Tables as a PDF: A4 across, their heads on every page, rows that are never torn."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf

from redactor.pages.mupdf import library
from redactor.release.pdf.rebuild import rebuild, saved

_WIDTH, _HEIGHT = 842.0, 595.0
_LEFT, _TOP, _BOTTOM = 42.0, 46.0, 46.0
_ROOM = _WIDTH - 2 * _LEFT
_SIZE, _LEADING, _PAD = 8.5, 11.0, 4.0
_RED = (0.69, 0.0, 0.13)
INK, _PALE, _RULE = (0.11, 0.21, 0.34), (0.945, 0.957, 0.973), (0.72, 0.76, 0.82)


class Sheet:
    """A PDF of tables under way, with the place where the next line goes."""

    def __init__(self, banner: str = "") -> None:
        self._banner = banner
        self._marks: list[tuple[str, int]] = []
        self._document = library().open()
        self._plain = library().Font("helv")
        self._bold = library().Font("hebo")
        self._widths: dict[tuple[str, str], float] = {}
        self._turn()

    def _turn(self) -> None:
        self._page = self._document.new_page(width=_WIDTH, height=_HEIGHT)
        self._y = _TOP

    def gap(self, points: float) -> None:
        self._y += points

    def title(self, authority: str, title: str, lines: Sequence[str]) -> None:
        """What stands at the top of the first page."""
        if authority:
            self._line(authority, self._bold, 11, INK)
            self.gap(8)
        self._line(title, self._bold, 20, INK)
        self.gap(6)
        for line in lines:
            self._line(line, self._plain, 10)
        self.gap(4)
        self._rule(INK, 1.2)

    def heading(self, text: str) -> None:
        if self._y > _HEIGHT - _BOTTOM - 90:
            self._turn()
        self.gap(16)
        self._marks.append((text, len(self._document) - 1))
        self._line(text, self._bold, 13, INK)
        self.gap(4)

    def note(self, text: str) -> None:
        for line in self._wrapped(text, _ROOM, self._plain):
            if self._y > _HEIGHT - _BOTTOM - _LEADING:
                self._turn()
            self._line(line, self._plain, _SIZE)
        self.gap(5)

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
    ) -> None:
        """A table; its head is repeated on each page, a row is never torn."""
        self._row(heads, shares, head=True)
        for number, row in enumerate(rows):
            if self._y + self._tall(row, shares) > _HEIGHT - _BOTTOM:
                self._turn()
                self._row(heads, shares, head=True)
            self._row(row, shares, shaded=number % 2 == 1)
        self.gap(4)

    def _cells(self, row: Sequence[str], shares: Sequence[float]) -> list[list[str]]:
        return [
            self._wrapped(text, share * _ROOM - 2 * _PAD, self._plain)
            for text, share in zip(row, shares, strict=True)
        ]

    def _tall(self, row: Sequence[str], shares: Sequence[float]) -> float:
        lines = max(len(cell) for cell in self._cells(row, shares))
        return lines * _LEADING + 2 * _PAD

    def _row(
        self,
        row: Sequence[str],
        shares: Sequence[float],
        *,
        head: bool = False,
        shaded: bool = False,
    ) -> None:
        tall = self._tall(row, shares)
        area = library().Rect(
            _LEFT, self._y, _LEFT + sum(shares) * _ROOM, self._y + tall
        )
        if head or shaded:
            fill = INK if head else _PALE
            self._page.draw_rect(area, color=None, fill=fill)
        font = self._bold if head else self._plain
        color = (1.0, 1.0, 1.0) if head else (0.0, 0.0, 0.0)
        writer = library().TextWriter(self._page.rect, color=color)
        x = _LEFT
        for cell, share in zip(self._cells(row, shares), shares, strict=True):
            for number, line in enumerate(cell):
                y = self._y + _PAD + number * _LEADING + _SIZE
                if line:
                    writer.append((x + _PAD, y), line, font=font, fontsize=_SIZE)
            x += share * _ROOM
        writer.write_text(self._page)
        self._y += tall
        self._page.draw_line(
            (_LEFT, self._y), (area.x1, self._y), color=_RULE, width=0.5
        )

    def _line(
        self,
        text: str,
        font: Any,
        size: float,
        color: tuple[float, float, float] = (0.0, 0.0, 0.0),
    ) -> None:
        self._y += size * 1.15
        writer = library().TextWriter(self._page.rect, color=color)
        writer.append((_LEFT, self._y), text, font=font, fontsize=size)
        writer.write_text(self._page)
        self._y += size * 0.15

    def _rule(self, color: tuple[float, float, float], width: float) -> None:
        self.gap(4)
        ends = (_LEFT, self._y), (_WIDTH - _LEFT, self._y)
        self._page.draw_line(*ends, color=color, width=width)
        self.gap(4)

    def _long(self, text: str, font: Any) -> float:
        """How long a text is; each letter is measured once."""
        total = 0.0
        for char in text:
            if (char, font.name) not in self._widths:
                self._widths[char, font.name] = font.text_length(char, _SIZE)
            total += self._widths[char, font.name]
        return total

    def _wrapped(self, text: str, room: float, font: Any) -> list[str]:
        """The text in lines that fit; a word that is too long is cut."""
        lines = [""]
        for word in text.split():
            rest = word
            longer = f"{lines[-1]} {rest}".strip()
            if self._long(longer, font) <= room:
                lines[-1] = longer
                continue
            if lines[-1]:
                lines.append("")
            while self._long(rest, font) > room and len(rest) > 1:
                fits = max(
                    n
                    for n in range(1, len(rest) + 1)
                    if n == 1 or self._long(rest[:n], font) <= room
                )
                lines[-1], rest = rest[:fits], rest[fits:]
                lines.append("")
            lines[-1] = rest
        return lines

    def finished(self, footer: str, title: str) -> bytes:
        """The file, once the foot of each page says what it is: with bookmarks, its
        title and its language."""
        count = len(self._document)
        for number, page in enumerate(self._document, 1):
            writer = library().TextWriter(page.rect, color=(0.35, 0.35, 0.35))
            y = _HEIGHT - 26
            writer.append((_LEFT, y), footer, font=self._plain, fontsize=8)
            label = f"Page {number} of {count}"
            x = _WIDTH - _LEFT - self._plain.text_length(label, 8)
            writer.append((x, y), label, font=self._plain, fontsize=8)
            writer.write_text(page)
            if self._banner:
                writer = library().TextWriter(page.rect, color=_RED)
                writer.append((_LEFT, 28), self._banner, font=self._bold, fontsize=11)
                writer.write_text(page)
        self._document.subset_fonts()
        data = bytes(self._document.tobytes(garbage=4, deflate=True))
        self._document.close()
        return _marked(rebuild(data, title=title).pdf, self._marks)


def _marked(pdf: bytes, marks: Sequence[tuple[str, int]]) -> bytes:
    """The PDF with a bookmark for each part."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_outline() as outline:
            for words, page in marks:
                outline.root.append(pikepdf.OutlineItem(words, page))
        document.Root.PageMode = pikepdf.Name.UseOutlines
        document.Root.Lang = pikepdf.String("en-GB")
        prefers = pikepdf.Dictionary(DisplayDocTitle=True)
        document.Root.ViewerPreferences = prefers
        return saved(document)
