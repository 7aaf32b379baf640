"""Whose a telephone number is: a body's, a firm's, or somebody's own."""

from __future__ import annotations

import re
from itertools import pairwise

from redactor.find import addresses, clauses, lists, names, premises, public, streets
from redactor.find.structure import Kind, Layout, read

_EXTENDED = re.compile(r"[ ,]{1,3}(?:ext(?:ension|n)?|x)\.?[ :]?\d", re.IGNORECASE)
_MOBILE = re.compile(r"\W*(?:0|(?:\+|00)?44\W*(?:\(0\))?)?\W*7")
_OFFICE = re.compile(r"\((?:the )?(?:\w+ )?office:? ?\Z", re.IGNORECASE)


def is_public(text: str, start: int, raw: str) -> bool:
    before = text[max(0, start - 20) : start]
    own = list(lists.public().own_cues.finditer(before))
    if own and re.fullmatch(
        r"\W{0,5}|[ ](?:no|number|on|is|at)\W{1,4}", before[own[-1].end() :]
    ):
        return public.is_public_kind(raw)
    if _OWN_BEHIND.match(text, start + len(raw)):
        return public.is_public_kind(raw)
    if public.is_public_number(text, start, raw):
        named = _MOBILE.match(raw) and has_person(own_words(text, start))
        return not named or public.is_public_kind(raw)
    if _MEETING.search(text, max(0, start - _NEAR), start):
        return True
    if _MENU.match(text, start + len(raw)):
        return True
    extended = "x" in raw.casefold() or _EXTENDED.match(text, start + len(raw))
    return not extended and is_bodys(text, start, raw)


_OWN_BEHIND = re.compile(
    rf"[ ]?\((?:[hmdew]\b|{lists.public().own_cues.pattern}|dau|husb)", re.IGNORECASE
)


_NEAR = 120  # letters before a number in which a meeting is given by its number
_MEETING = re.compile(
    r"\b(?:meeting id|passcode|webinar|conference (?:id|code|call)"
    r"|join (?:by phone|the call))\b",
    re.IGNORECASE,
)
# "option 3": whoever answers is asked for by a number.
_MENU = re.compile(
    r",?[ ]\(?(?:and )?(?:press |choose |select |then )?(?:opt(?:ion)?\.?[ ])\d", re.I
)


def is_bodys(text: str, start: int, raw: str) -> bool:
    """Whether a landline stands where a body gives its own."""
    if _MOBILE.match(raw):
        return False
    before = text[max(0, start - 25) : start]
    return (
        bool(_OFFICE.search(before))
        or _is_exchange(text, start, raw)
        or clauses.is_bodys(text, start)
        or _stands_with_body(text, start)
    )


_RANG = re.compile(
    r"\b(?:(?:I|we)(?:'ve| have|'d)? (?:rang|phoned|called|tried|ring)"
    r"|(?:told|asked) \w+ (?:to )?ring|passed to|put through to|transferred to)\W*\Z",
    re.IGNORECASE,
)


def _is_exchange(text: str, start: int, raw: str) -> bool:
    """Whether a landline ends as those of whole offices do, and nobody is named."""
    digits = re.sub(r"\D", "", raw)
    if not digits.endswith("00") or names_person(own_words(text, start)):
        return False
    rang = _RANG.search(text, max(0, start - 40), start)
    return digits.endswith("000") or bool(rang)


def is_bridge(text: str, found: re.Match[str]) -> bool:
    """Whether an American number is one that is called to join a conference."""
    before = own_words(text, found.start())
    if re.search(r"\b(?:bridge|dial|conference|toll[ \-]free)", before, re.IGNORECASE):
        return True
    area = re.sub(r"\D", "", found.group())[-10:-7]
    return area in lists.public().free_prefixes and not has_person(before)


def has_person(words: str) -> bool:
    """Whether somebody is named or meant by these words."""
    return bool(lists.public().own_cues.search(words)) or names_person(words)


def names_person(words: str) -> bool:
    """Whether somebody is named by these words."""
    known = lists.places()
    towns = known.places | known.streets | known.suffixes | known.venues
    every = names.tokens(words)
    return (
        bool(_INITIALS.search(words))
        or any(
            t.is_capital
            and (t.is_title or t.is_given)
            and t.low not in towns
            and words[t.end : t.end + 1] != ":"
            for t in every
        )
        or any(_is_pair(words, *two, towns) for two in pairwise(every))
    )


def _is_pair(
    words: str, first: names.Token, last: names.Token, towns: frozenset[str]
) -> bool:
    """Whether two words are a rare forename with its family name."""
    long = lists.lexicon()
    return (
        words[first.end : last.start] == " "
        and first.is_capital
        and last.is_capital
        and first.low in long.forenames - long.words
        and last.low in long.surnames
        and not {first.low, last.low} & (towns | lists.public().body_words)
    )


_INITIALS = re.compile(
    r"\b[A-Z]\. ?[A-Z]{3,}|\b[A-Z]\.? [A-Z][a-z]{2,}|\b[A-Z][a-z]{2,}, [A-Z]\b"
)


def own_words(text: str, start: int) -> str:
    """The words before a number that belong to it: of its sentence and its line."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - 80) : start]
    return re.split(r"\d{3,}|[;]|[.!?] ", before)[-1]


_TEL = re.compile(r"\W{0,6}(?:tel(?:ephone)?|phone)?\W{0,4}", re.IGNORECASE)


def _address_before(text: str, start: int) -> bool | None:
    """Whether the address right before a number is a body's; None if there is none."""
    for _, end, is_public in addresses.blocks(text):
        if end <= start and _TEL.fullmatch(text, end, start):
            return is_public
    layout = read(text)
    line = layout.line_at(start)
    for street in streets.STREET.finditer(text, line.start, start):
        if _TEL.fullmatch(text, streets.tail(text, *street.span()), start):
            return premises.is_office(layout, *street.span()) or None
    return None


def _stands_with_body(text: str, start: int) -> bool:
    """Whether a landline is a body's by what stands on its line: its name or its
    mailbox and nobody, or by the letterhead or the card in which it stands."""
    layout = read(text)
    index = layout.index_at(start)
    line = layout.lines[index]
    whole, words = text[line.start : line.end], text[line.start : start]
    rows = len(re.findall(r",\S", whole)) > 3  # of a table that commas part
    if rows or lists.public().own_cues.search(own_words(text, start)):
        return False
    if "|" in whole or "\t" in whole or len(_GAPS.findall(whole)) > 1:
        somebodys = line.kind is Kind.SIGNATURE and _has_person_above(layout, index)
        return not (somebodys or has_person(whole)) and (
            _is_bodys(whole) or has_role(whole)
        )
    address = _address_before(text, start)
    if address is not None and line.kind is not Kind.SIGNATURE:
        return address
    near = re.sub(r"\S*@\S*", " ", words)[-25:]
    if lists.public().landline_cues.search(near) and not has_person(near):
        return True
    if has_person(words) or line.kind in (Kind.SIGNATURE, Kind.CLOSING):
        return False
    return (
        (has_role(whole) and not _has_person_above(layout, index))
        or _is_beside_role(layout, index)
        or _is_bodys(own_words(text, start))
        or _is_letterhead(layout, index)
        or _is_in_bodys_block(layout, index)
    )


_GAPS = re.compile(r"\S[ ]{3,}(?=\S)")


def _has_person_above(layout: Layout, index: int) -> bool:
    """Whether somebody is named in the lines of the same block above."""
    for line in reversed(layout.lines[max(0, index - 4) : index]):
        if line.kind is Kind.BLANK:
            return False
        if has_person(layout.words_of(line)):
            return True
    return False


def _is_in_bodys_block(layout: Layout, index: int) -> bool:
    """Whether a line stands in a block that begins with a body's name, alone on its
    line, and names nobody."""
    top = index
    while top > 0 and layout.lines[top - 1].kind is not Kind.BLANK:
        top -= 1
    lines = [layout.words_of(line).strip() for line in layout.lines[top : index + 1]]
    return (
        1 < len(lines) < _BLOCK
        and len(lines[0]) < _WIDE
        and ":" not in lines[0]
        and public.names_body(re.sub(r"\d+", " ", lines[0]))
        and not any(map(names_person, lines))
    )


_BLOCK, _WIDE = 8, 60  # lines of a letterhead, and letters of a body's name


def _is_bodys(words: str) -> bool:
    plain = re.sub(r"\S*@\S*", " ", words)
    if lists.public().landline_cues.search(plain):
        return True
    return not streets.has_home(words) and public.names_body(re.sub(r"\d", " ", plain))


def has_role(words: str) -> bool:
    """Whether the only mailboxes among these words are role mailboxes."""
    found = [m.split("@") for m in re.findall(r"[\w.\-+']+@[\w.\-]+\w", words)]
    return bool(found) and all(public.is_role_mailbox(*pair) for pair in found)


def _is_beside_role(layout: Layout, index: int) -> bool:
    """Whether the line above or below is a field that holds a role mailbox."""
    for near in (index - 1, index + 1):
        if 0 <= near < len(layout.lines):
            words = layout.words_of(layout.lines[near])
            if re.match(r"\s*e-?mail\s*:", words, re.IGNORECASE) and has_role(words):
                return True
    return False


def _is_letterhead(layout: Layout, index: int) -> bool:
    """Whether a line stands in the first lines of a text, and these name a body."""
    top = next(
        (n for n, x in enumerate(layout.lines) if x.kind is Kind.BLANK and n > 0), 0
    )
    if index >= min(top, 8) or ":VCARD" in layout.text[:40]:
        return False
    return any(
        public.names_body(re.sub(r"\d+", " ", layout.words_of(line)))
        for line in layout.lines[: min(top, index + 1, 3)]
    )
