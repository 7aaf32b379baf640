"""Whose an address is: somebody's home, or an office, a shop, a site."""

from __future__ import annotations

import re

from redactor.find import lists, names, public, streets
from redactor.find.structure import Kind, Layout

_BOX = re.compile(r"\bP\.?O\.? Box\b|\bFreepost\b", re.IGNORECASE)
_OWN_BOX = re.compile(
    r"\b(?:my|his|her|their|box for replies|(?:for|to) (?:me|him|her|them))\b"
    r"[^.\n]{0,40}\Z",
    re.IGNORECASE,
)
_HOME_BEHIND = re.compile(
    r"[ ]?[(\-–,][ ]?(?:her |his |my )?(?:home|term)\b", re.IGNORECASE
)
# What a home does not have behind it: the kind of a house that is run, a public number.
_OFFICE_BEHIND = re.compile(
    r"[ ]?(?:care|nursing|residential|rest|children['’]?s) home\b|[ ]?\bhotel\b"
    r"|[ ]?[|·;,/\-–]?[ ]{0,3}(?:Tel:? ?)?\(?"
    r"(?:03(?:00|03|30|33|44|45|70)|08(?:0[08]|4[45]|7[01])|\+44 ?3)\b"
    r"|[ ](?:is|was|are|were)[ ](?:an? |now )?(?:grade\b|listed)"
    r"|[ ]?[|·;,][ ]?(?:www\.|https?://)",
    re.IGNORECASE,
)
_CARD_WORK = re.compile(r"ADR[^:\n]*\bWORK\b[^:\n]*:;*\Z", re.IGNORECASE)
_PUB = re.compile(rf"\bThe (?:\w+ )?(?:{lists.places().pubs})(?![\w'’])")
_LABEL = re.compile(
    r"(?:^|[.;|\t]|[ ]{2,})[ \t>*\-•]*(?P<label>[^\W\d][^:|\t\n.]{1,38}?)[ ]?[:|\t]"
)


def _whole(labels: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{labels})", re.IGNORECASE)


_HOME_LABEL = _whole(lists.places().home_labels)
_OFFICE_LABEL = _whole(lists.places().office_labels)
_PRONOUNS = lists.layout().pronouns


def is_body_line(words: str) -> bool:
    """Whether a line of an address names a body or a box of one."""
    if _BOX.search(words):
        return True
    every = {t.low for t in names.tokens(words)}
    return (
        public.names_body(_clean(words))
        and not (every & lists.places().homes and every & _SOFT)
        and not streets.has_home(words)
        and len(words) < 90
    )


_CIVIC = re.compile(
    rf"\b(?:{streets.any_of(lists.places().civic)}) (?:Hall|House|Lodge|Manor|Mill)\b",
    re.IGNORECASE,
)


def is_soft(words: str) -> bool:
    """Whether nothing but words that houses are called by makes words a body's name:
    "Rose Bank"."""
    every = {t.low for t in names.tokens(words)}
    return bool(every & _SOFT) and not every & (public_words() - _SOFT)


def is_civic(words: str) -> bool:
    """Whether words name a hall that is open to all: "the Town Hall"."""
    return bool(_CIVIC.search(words))


_HOUSE = re.compile(
    rf"\b(?:{streets.any_of(lists.places().home_houses)}) House\b", re.IGNORECASE
)


# A label of a form, and no house.
_ASKED = re.compile(r"\bhouse (?:number|name|n[o0]\b)", re.IGNORECASE)


def _clean(words: str) -> str:
    words = _ASKED.sub(" ", _HOUSE.sub(" ", words))
    return re.sub(r"\bunit \d+\w?\b|\d+", " ", words, flags=re.IGNORECASE)


def is_venue(words: str) -> bool:
    """Whether words name a body, a shop or a place that is open to everybody."""
    plain = _plain(words)
    every = {t.low for t in names.tokens(plain)}
    return bool(every & lists.places().venues) or public.names_body(_clean(plain))


# Homes that were something else before: "The Old Post Office".
_OLD = re.compile(
    r"\bOld (?:Post Office|School(?:house)?|Police (?:House|Station)|Chapel|Bank"
    r"|Library|Surgery|Fire Station|Court ?house|Church|Station|Bakery|Shop|Stores"
    r"|Inn|Pub|Hall)\b"
)
_STREET = re.compile(
    rf"\b[A-Z][\w'’]+ (?:{streets.any_of(lists.places().sure_streets)})\b",
    re.IGNORECASE,
)


_OVER = re.compile(
    r"\b(?:flat|rooms?|maisonette|apartment) (?:over|above|behind|below) [^,\n]{3,30}",
    re.I,
)


def _plain(words: str) -> str:
    """Words without what a street is called after: "Cottage on Church Lane"."""
    return _STREET.sub(" ", _OLD.sub("Old", _OVER.sub("flat", words)))


_SOFT = lists.places().soft_words


def begins_with_body(words: str) -> bool:
    """Whether an address begins with the name of a body or a shop, and not with that
    of a block of flats."""
    first = _plain(words.split(",")[0].split("\n")[0])
    every = {t.low for t in names.tokens(first)}
    bodies = (public_words() | lists.places().venues) - _SOFT
    return bool(every & bodies) and not re.search(r"\d", first)


def public_words() -> frozenset[str]:
    """Words that make a line the name of a body."""
    return lists.public().body_words - lists.names().given


def is_office(layout: Layout, start: int, end: int) -> bool:
    """Whether an address stands where a body gives its own, or is said to be a site."""
    text = layout.text
    index = layout.index_at(start)
    before = text[layout.lines[index].start : start]
    told = _is_told(text, end, before)
    if told is not None:
        return told
    said = text[max(0, start - _SAID) : start]
    if lists.places().lives.search(said) or lists.places().visited.search(said):
        return begins_with_body(text[start:end]) or is_named_before(before)
    if lists.places().sites.search(said) or begins_with_body(text[start:end]):
        return True
    if _PARK.search(text, start, end) or _PUB.match(text, start):
        return True
    return (
        is_named_before(before)
        or _is_letterhead(layout, index, before)
        or _is_officials(layout, index, layout.index_at(end))
    )


def _is_told(text: str, end: int, before: str) -> bool | None:
    """Whether a label, or what stands behind an address, makes it an office's; None
    if nothing does."""
    label = label_of(before)
    if _HOME_BEHIND.match(text, end) or _LATE.search(before):
        return False
    if _OFFICE_BEHIND.match(text, end):
        return True
    if _HOME_LABEL.fullmatch(label):
        return False
    if _OFFICE_LABEL.fullmatch(label) and not _TITLED.search(before[-_NEAR:]):
        return True
    return True if _CARD_WORK.search(before) or _ACRONYM.search(before) else None


_LATE = re.compile(r"\b(?:late|formerly) of \Z", re.IGNORECASE)
# A person behind an office's label: "Landlord: Mr T Gill, 4 Upper Park Road".
_TITLED = re.compile(r":[^:]*\b(?:Mr|Mrs|Ms|Miss|Mx)\b[^:]*,\s*\Z")
# A body in capital letters, its floor and building: "OIA, Second Floor, Abbey Gate,".
_ACRONYM = re.compile(
    r"\b[A-Z]{2,6},(?: (?:\w+ Floor|Floor \d+|Level \d+|Suite \w+|Room \w+),)"
    r"(?: [A-Z][\w'’]+ [A-Z][\w'’]+,)? \Z"
)


def is_home(layout: Layout, start: int, end: int) -> bool:
    """Whether a label or a sentence says that somebody lives or was met there."""
    said = layout.text[max(0, start - _SAID) : start]
    return is_lived_in(layout, start, end) or bool(lists.places().visited.search(said))


def is_lived_in(layout: Layout, start: int, end: int) -> bool:
    """Whether a label or a sentence says that somebody lives there."""
    said = layout.text[max(0, start - _SAID) : start]
    return is_called_home(layout, start, end) or bool(lists.places().lives.search(said))


def is_called_home(layout: Layout, start: int, end: int) -> bool:
    """Whether a label, or what stands behind it, calls an address a home."""
    text = layout.text
    line = layout.line_at(start)
    said = text[max(0, start - _SAID) : start]
    in_flat = streets.FLAT.match(text, start) and lists.places().lives.search(said)
    return bool(
        in_flat
        or _HOME_BEHIND.match(text, end)
        or _HOME_LABEL.fullmatch(label_of(text[line.start : start]))
        or (_BOX.match(text, start) and _OWN_BOX.search(said))
    )


_SAID = 90  # letters before an address in which a sentence says whose it is
_NEAR = 60  # letters from a label to what it is the label of


def label_of(before: str) -> str:
    """The last label before an address on its line: "Place of work"."""
    near = re.search(r"((?:[A-Za-z’']+ )?[A-Za-z’']+):\s*\Z", before)
    if near and _OFFICE_LABEL.fullmatch(near[1].casefold()):
        return near[1].casefold()
    found = list(_LABEL.finditer(before))
    rest = before[found[-1].end() :] if found else ""
    if not found or len(rest) > _NEAR or re.search(r"\w{3}\. [A-Z]|;\s", rest):
        return ""
    return re.sub(r"\s*\([^)]*\)", "", found[-1]["label"]).strip(" *_").casefold()


_LIVE = re.compile(r"\b(?:lives?|lived|living|home|c/o|my|his|her|their)\s", re.I)
# The words with capitals before an address: "She was taken to Elm View Care Home,".
_CALLED = re.compile(
    r"(?:[A-Z&][\w'’&.\-]*(?: (?:of|the|and|for|in|on|upon|&) (?=[A-Z]))?[ ,]+)+\Z"
)


def is_bodys_name(words: str) -> bool:
    """Whether words name a body, a shop or a pub, and not only by what houses are
    called too."""
    plain = _plain(words)
    every = {t.low for t in names.tokens(plain)}
    hard = (public_words() | lists.places().venues) - _SOFT
    return bool(every & hard or _PUB.search(words) or _PARK.search(words))


# Where firms have their units.
_PARK = re.compile(
    r"\b(?:Business|Trading|Industrial|Retail|Science|Enterprise|Office|Technology)"
    r" (?:Park|Estate|Centre|Village|Campus)\b|\bDepot \d"
)
# A number with its label names no body: "NHS 437 572 9732".
_FIGURES = re.compile(r"\b[A-Za-z.]{2,8}:? (?:n[o0]\.? )?\d[\d \-/.]{5,}")


def is_named_before(before: str) -> bool:
    """Whether the words right before an address name a body or a shop."""
    near = re.split(r"[.;:\t]\s|\s{3,}|(?<=\w)\|(?=\w[^|]*\|)", before[-80:])[-1]
    near = _FIGURES.sub(" ", near)
    called = _CALLED.search(near)
    if called and not _LIVE.search(near) and is_bodys_name(called.group()):
        return True
    trade = lists.public().trades.search(near) if near.rstrip()[-1:] in ",(" else None
    return (
        bool(near.strip())
        and bool(trade or is_venue(near) or _PUB.search(near))
        and not re.search(
            r"\b(?:is|was|lives?|lived|c/o|my|his|her|our|their|home)\s",
            near,
            re.IGNORECASE,
        )
    )


def _is_letterhead(layout: Layout, index: int, before: str) -> bool:
    """Whether an address stands in the first lines of a text, and these name a body."""
    lines = layout.lines
    top = next((n for n, x in enumerate(lines) if x.kind is Kind.BLANK and n), 0)
    if index >= min(top, 7) or ":VCARD" in layout.text[:40] or ":" in before:
        return False
    above = [layout.words_of(line) for line in lines[:index]]
    if any(len(re.split(r"[ ]{3,}", w.strip())[0]) > 75 for w in above):
        return False  # sentences, and no heading
    return any(public.names_body(_clean(words)) for words in above) and not any(
        re.match(r"\s*(?:Mr|Mrs|Ms|Miss)\b", words) for words in above
    )


def _is_officials(layout: Layout, index: int, last: int) -> bool:
    """Whether an address stands in a signature that gives a post or a department."""
    if layout.lines[index].kind is not Kind.SIGNATURE:
        return False
    for above in reversed(layout.lines[max(0, index - 6) : max(index + 1, last)]):
        if above.kind not in (Kind.SIGNATURE, Kind.FIELD):
            return False
        every = {t.low for t in names.tokens(layout.words_of(above))}
        if every & (lists.layout().job_words - _PRONOUNS) or is_venue(
            layout.words_of(above)
        ):
            return True
    return False
