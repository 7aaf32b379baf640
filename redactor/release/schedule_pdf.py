"""The public schedule as a PDF: A4 across, tables whose heads stand on every page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from redactor.pages.mupdf import library
from redactor.release.rebuild import rebuild
from redactor.release.schedule import (
    DOCUMENT_HEADS,
    KEY_HEADS,
    LEDGER_HEADS,
    REDACTION_HEADS,
    Schedule,
)

_WIDTH, _HEIGHT = 842.0, 595.0
_LEFT, _TOP, _BOTTOM = 48.0, 48.0, 48.0
_ROOM = _WIDTH - 2 * _LEFT
_SIZE, _LEADING, _PAD = 9.0, 11.5, 4.0
_INK, _PALE, _RULE = (0.11, 0.21, 0.34), (0.945, 0.957, 0.973), (0.72, 0.76, 0.82)


def as_pdf(rows: Schedule, made: dt.date) -> bytes:
    """The schedule as a PDF file."""
    sheet = _Sheet()
    sheet.title(rows, made)
    sheet.heading("Part A: documents")
    sheet.table(DOCUMENT_HEADS, rows.documents, (0.07, 0.31, 0.08, 0.16, 0.16, 0.22))
    sheet.heading("Part B: redactions")
    if rows.redactions:
        sheet.note(
            "Each redaction has a serial of its own, which never changes. Its code is "
            "written in the box on the page. Positions are given by thirds of the page."
        )
        columns = (0.12, 0.07, 0.17, 0.36, 0.28)
        sheet.table(REDACTION_HEADS, rows.redactions, columns)
    else:
        sheet.note("Nothing was redacted.")
    if rows.key:
        sheet.heading(f"Part C: key to the {rows.word}s relied on")
        sheet.table(KEY_HEADS, rows.key, (0.1, 0.26, 0.18, 0.12, 0.34))
    sheet.heading("Part D: totals and pages")
    sheet.table(("What", "How many"), rows.totals, (0.3, 0.12))
    sheet.gap(10)
    sheet.table(LEDGER_HEADS, rows.ledger, (0.08, 0.26, 0.28, 0.18, 0.2))
    sheet.note(rows.note)
    data = sheet.finished(f"{rows.authority or 'Schedule'}, request {rows.reference}")
    return rebuild(data, title=rows.title).pdf


class _Sheet:
    """A document under way, with the place where the next line goes."""

    def __init__(self) -> None:
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

    def title(self, rows: Schedule, made: dt.date) -> None:
        if rows.authority:
            self._line(rows.authority, self._bold, 11, _INK)
            self.gap(8)
        self._line("Schedule of withheld information", self._bold, 20, _INK)
        self.gap(6)
        self._line(f"Request {rows.reference}", self._plain, 11)
        law = f"{rows.law}. Made on {made.day} {made:%B %Y}."
        law += f" Approval code {rows.approved}." if rows.approved else ""
        self._line(law, self._plain, 9.5)
        self.gap(4)
        self._rule(_INK, 1.2)

    def heading(self, text: str) -> None:
        if self._y > _HEIGHT - _BOTTOM - 90:
            self._turn()
        self.gap(16)
        self._line(text, self._bold, 13, _INK)
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
            fill = _INK if head else _PALE
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

    def finished(self, footer: str) -> bytes:
        """The bytes, once the foot of each page says what it is."""
        count = len(self._document)
        for number, page in enumerate(self._document, 1):
            writer = library().TextWriter(page.rect, color=(0.35, 0.35, 0.35))
            y = _HEIGHT - 26
            writer.append((_LEFT, y), footer, font=self._plain, fontsize=8)
            label = f"Page {number} of {count}"
            x = _WIDTH - _LEFT - self._plain.text_length(label, 8)
            writer.append((x, y), label, font=self._plain, fontsize=8)
            writer.write_text(page)
        self._document.subset_fonts()
        data = bytes(self._document.tobytes(garbage=4, deflate=True))
        self._document.close()
        return data
