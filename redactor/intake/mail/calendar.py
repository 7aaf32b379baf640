"""Invitations (iCalendar) as lines to be read."""

from __future__ import annotations

import re

_FOLD = re.compile(r"\r?\n[ \t]")
_LABELS = {
    "SUMMARY": "Subject",
    "DTSTART": "Start",
    "DTEND": "End",
    "DUE": "Due",
    "RRULE": "Repeats",
    "LOCATION": "Location",
    "ORGANIZER": "Organizer",
    "ATTENDEE": "Attendee",
    "CONTACT": "Contact",
    "STATUS": "Status",
    "COMMENT": "Comment",
    "DESCRIPTION": "Description",
    "URL": "Link",
}
_NAME = re.compile(r'CN=(?:"([^"]*)"|([^;:]*))', re.IGNORECASE)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d*(Z?))?$")


def words(text: str) -> str:
    """Who, when, where and what, one line each."""
    lines = []
    inside = False
    for line in _FOLD.sub("", text).splitlines():
        head, _, value = line.partition(":")
        if head.upper().startswith(("BEGIN", "END")):
            inside = value.strip().upper() != "VTIMEZONE" and "BEGIN" in head.upper()
            inside = inside or value.strip().upper() in {"VALARM", "VTIMEZONE"}
            continue
        label = _LABELS.get(head.partition(";")[0].upper())
        if label and inside and value:
            lines.append(f"{label}: {_value(label, line)}")
    return "\n".join(lines)


def _value(label: str, line: str) -> str:
    value = line[len(_head(line)) + 1 :]
    if label in {"Organizer", "Attendee"}:
        name = _NAME.search(_head(line))
        said = next((g for g in name.groups() if g), "") if name else ""
        address = re.sub(r"(?i)^mailto:", "", value)
        return f"{said} <{address}>" if said else address
    match = _TIME.match(value)
    if match:
        year, month, day, hour, minute, utc = match.groups()
        clock = f" {hour}:{minute}{' UTC' if utc else ''}" if hour else ""
        return f"{day}/{month}/{year}{clock}"
    return re.sub(r"\\([,;\\])", r"\1", re.sub(r"\\[nN]", "\n", value))


def _head(line: str) -> str:
    """What stands before the colon that is in no quotation marks."""
    match = re.match(r'(?:[^":]|"[^"]*")*', line)
    return match.group() if match else line
