"""The request as it was written, without whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redactor.law import rulebook
from redactor.law.wording import say
from redactor.model import State
from redactor.release.proof.needles import Needle, Text
from redactor.release.proof.sought import named_in

_MAIL = re.compile(r"\S*@\S+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_HOUSE = re.compile(r"\s*(?:flat|apartment|unit|\d)", re.IGNORECASE)
_LANDLINE = re.compile(r"(?<![\d+])(?:\+44[\s()0]*|0)[12](?:[\s()-]*\d){8,9}(?!\d)")
_SIGNED = 4  # words of a line that may be a signature
_SHORT = 8  # words of a line that is an address, not a sentence about a place


def masked(state: State, theirs: Sequence[Needle]) -> State:
    """The case with the requester taken out of the request as it was written: names,
    short names, addresses and numbers."""
    name = named_in(state.case.requester)

    def out_of(text: str) -> str:
        every = [*spans(text, theirs), *_whole_mails(text, theirs)]
        every += [match.span() for match in _LANDLINE.finditer(text)]
        every += [*_forenames(text, name), *_homes(text)]
        for start, end in reversed(_joined(every)):
            text = f"{text[:start]}{say('log', 'requester')}{text[end:]}"
        return text

    case = replace(state.case, requester="", request=out_of(state.case.request))
    parts = {k: replace(p, text=out_of(p.text)) for k, p in state.parts.items()}
    return replace(state, case=case, parts=parts)


def spans(text: str, theirs: Sequence[Needle]) -> list[tuple[int, int]]:
    """Where these stand, those that overlap made one."""
    searched = Text(text)
    return _joined([span for needle in theirs for span in needle.found_in(searched)])


def _joined(every: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(every):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _whole_mails(text: str, theirs: Sequence[Needle]) -> Iterator[tuple[int, int]]:
    """Mailboxes of which a part names the requester: "gwen.harker@example.org"."""
    for match in _MAIL.finditer(text):
        if spans(match[0], theirs):
            yield match.span()


def _forenames(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where somebody of this name signs: with the forename, or what it is short for."""
    first, *others = name.split() or [""]
    if not others:
        return
    short = {first[:end] for end in range(3, len(first))}
    for line in rulebook.load_once("names.yaml")["nicknames"]:
        known = line.split()
        short.update(known if first.casefold() in line.casefold().split() else ())
    signed = re.compile(rf"\b(?:{'|'.join(map(re.escape, {first, *short}))})\b", re.I)
    named = re.compile(rf"\b{re.escape(first)}\b")
    at = 0
    for line in text.splitlines(keepends=True):
        looked_for = signed if len(line.split()) <= _SIGNED else named
        for match in looked_for.finditer(line):
            yield at + match.start(), at + match.end()
        at += len(line)


def _homes(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a postal address, up to its postcode."""
    at, begun = 0, -1
    for line in text.splitlines(keepends=True):
        words = line.split()
        if not words or len(words) > _SHORT:
            begun = -1
        elif begun < 0 and _HOUSE.match(line):
            begun = at
        if words and len(words) <= _SHORT and _POSTCODE.search(line):
            yield (at if begun < 0 else begun), at + len(line.rstrip())
            begun = -1
        at += len(line)
