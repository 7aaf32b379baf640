"""Values of cells as their number format shows them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

_DECIMALS = re.compile(r"\.(0+)")
_RULES = re.compile(r"\[[^\]]*\]")  # conditions and colours
_SHOWS = re.compile(r"[0#?@]|General|[dmyhs]", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\\(.)')


def shown(value: Any, style: str) -> str:
    """A value as a reader sees it; where the format is strange, as it is."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date | dt.time):
        return _moment(value)
    if isinstance(value, int | float):
        return _number(value, style or "General")
    return "" if value is None else str(value)


def is_masked(value: Any, style: str) -> bool:
    """Whether nothing of a value is seen in this format (";;;")."""
    sections = style.split(";")
    if isinstance(value, str):
        return len(sections) > 3 and "@" not in sections[3]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return set(style) == {";"}
    at = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 else 2
    section = (
        sections[min(at, len(sections) - 1)] if len(sections) > at else sections[0]
    )
    plain = _LITERAL.sub("", _RULES.sub("", section))
    return not plain.strip() or not _SHOWS.search(plain)


def _moment(value: dt.date | dt.time) -> str:
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    has_time = isinstance(value, dt.datetime) and value.time() != dt.time()
    return value.strftime("%d/%m/%Y %H:%M" if has_time else "%d/%m/%Y")


def _number(value: float, style: str) -> str:
    section = style.split(";")[0]
    plain = _LITERAL.sub("", section)
    if not section.strip() or ("0" not in plain and "#" not in plain):
        return _general(value)
    if set(plain) - set("0#,.%_-+() ?*£$€"):
        return _general(value)
    match = _DECIMALS.search(plain)
    places = len(match.group(1)) if match else 0
    comma = "," if "," in plain else ""
    if "%" in plain:
        return f"{value * 100:{comma}.{places}f}%"
    if _is_code(plain):
        return f"{value:0{len(plain)}.0f}"
    return _signed(value, f"{abs(value):{comma}.{places}f}", section)


def _is_code(plain: str) -> bool:
    return len(plain) > 1 and set(plain) == {"0"}


def _signed(value: float, figures: str, section: str) -> str:
    marks = "".join(
        (m.group(1) or m.group(2) or "") for m in _LITERAL.finditer(section)
    )
    coin = next((c for c in "£$€" if c in marks or c in section), "")
    return f"{'-' if value < 0 else ''}{coin}{figures}"


def _general(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return f"{value:.10g}"
