"""Telephone numbers and extensions, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

from redactor.find import addresses, clauses, identifiers, lists, names, public, streets
from redactor.find.spans import Label, Span
from redactor.find.structure import Kind, Layout, read
from redactor.law.rulebook import load

_WORDS = "|".join(load("contacts.yaml")["extension_words"])
_LABELS = "|".join(load("contacts.yaml")["phone_labels"])
_EXTENSION = re.compile(
    rf"\b(?:{_WORDS})\.?[ \t]*(?:no\.?|number)?[ \t:#.(]{{0,3}}"
    r"(?:\d{1,2}[\-])?\d{3,6}\b"
    r"(?![ ]\d{3})"
    r"(?:[/,][ ]?\d{3,6}\b)*"
    r"|\bext(?:ension|n)?[.:]?[ \-]{0,2}(?:\d{1,2}[ ]\d{3}|\d{1,2}|(?<=-)\d{3,6})\b"
    r"(?![ ]?\d)"
    r"|(?<=\d)[ ,]{1,3}(?:ext(?:ension|n)?|x)\.?[ ]?\d{1,6}\b(?:[/,][ ]?\d{3,6}\b)*",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}[:.]\d{2}"
# A number broken over two lines, and not the time at the start of the next one.
_BROKEN = re.compile(rf"(?<=\d)[ ]?\n[ \t]{{0,2}}(?=\d{{2,6}}\b(?!\d))(?!\s*{_CLOCK})")
_MISREAD = re.compile(
    r"(?<![A-Za-z\d])(?=[OolISB]*\d[\dOolISB]*\b)[\dOolISB]{2,}(?![A-Za-z])"
    r"|(?<![A-Za-z\d])[OolI]{3,}(?=[ ]\d)|·"
)
_READ = str.maketrans("OolISB·", "001158 ")
_AMERICAN = re.compile(
    r"(?<![\w.\-/$+])(?:\+?1[\-. ])?(?:\([2-9]\d{2}\)[ \-]?|(?P<area>[2-9]\d{2})[\-.])"
    r"\d{3}[\-.]\d{4}(?![\w\-]|\.\d)"
)
_WITHOUT_ZERO = re.compile(
    r"(?:\b(?:tel|telephone|phone|mob|mobile|cell|contact|number|call|ring|text|whatsapp)"
    r"(?:[ ](?:no\.?|number))?\W{1,4})(?P<number>[127]\d{2,4}[ ]?\d{3}[ ]?\d{3,4})"
    r"(?![\w\-])",
    re.IGNORECASE,
)
# Without the code of the town, or with its name for it, as people used to write.
_LOCAL = re.compile(
    rf"(?:(?<!\w)(?:{_LABELS})\W{{1,4}}(?:is[ ])?"
    r"|(?:\d{5}[ ]?\d{6}|\d{3,4}[ ]\d{3}[ ]\d{4})(?: or |/| and |, ))"
    r"(?P<number>(?-i:(?:[A-Z][a-z]{2,}[ ]){1,2})?[1-9](?:[ \-]?\d){5,7})"
    r"(?![\w/]|[\-.]\d|[ ]\d)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![\w+\-/.])44[ ]?7\d{3}[ ]?\d{3}[ ]?\d{3}(?![\w\-/])"
    r"|(?<![\w+\-/.])0\d{4}[\t_,]\d{3}[ ,]?\d{3}(?![\w\-/,]\w)"
)
_ALTERNATIVE = re.compile(r"[ ]?/[ ]?\d{1,4}\b(?![/\d])")
_GOES_ON = re.compile(r"-[A-Za-z]|\.\d{1,2}(?!\d)|-\d{1,2}(?!\d)|/[A-Z]|[A-Za-z]{2}")
_WHY = "A telephone number that is not one of a public kind."


def phones(text: str) -> Iterator[Span]:
    """Telephone numbers of people; public numbers stay."""
    for start, end, is_public in numbers(text):
        if not is_public:
            yield Span(start, end, Label.PHONE, 0.93, "phone number", _WHY)


def numbers(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where telephone numbers stand, and whether each is an organisation's."""
    plain = _as_read(text)
    for match in PhoneNumberMatcher(plain, "GB", leniency=Leniency.POSSIBLE):
        raw, start, end = match.raw_string, match.start, match.end
        glued = text[max(0, start - 1) : start].isalpha()
        if glued or not public.is_number_shape(raw) or _GOES_ON.match(text, end):
            continue
        if not _AMERICAN.fullmatch(raw):
            also = _ALTERNATIVE.match(text, end)
            end = also.end() if also else end
            yield start, end, _is_public(text, start, raw)
    yield from _short(text, plain)
    for found in _AMERICAN.finditer(plain):
        yield *found.span(), _is_bridge(text, found)


def _short(text: str, plain: str) -> Iterator[tuple[int, int, bool]]:
    """Numbers that lack the sign, the zero or the code of the town before them."""
    for found in _BARE.finditer(plain):
        yield *found.span(), False
    for found in (*_WITHOUT_ZERO.finditer(plain), *_LOCAL.finditer(plain)):
        digits = re.sub(r"\D", "", found["number"])
        start = found.start("number")
        if len(digits) in (6, 7, 8, 10) and not identifiers.is_things(text, start):
            yield *found.span("number"), _is_public(text, start, found["number"])


def _as_read(text: str) -> str:
    """The text of the same length with numbers on one line and digits for letters."""
    digits = _MISREAD.sub(lambda m: m.group().translate(_READ), text)
    return _BROKEN.sub(_joined, digits)


def _joined(match: re.Match[str]) -> str:
    """Spaces for a break, if the number before it is not complete."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    run = re.search(r"[\d ()+\-.]*\Z", before)
    complete = run is None or sum(c.isdigit() for c in run.group()) >= 10
    return match.group() if complete else " " * len(match.group())


def extensions(text: str) -> Iterator[Span]:
    """Internal extensions and bleeps."""
    plain = _MISREAD.sub(lambda m: m.group().translate(_READ), text)
    shorts = (_EXTENSION, _SIGNED) if _BLEEPS.search(text) else (_EXTENSION,)
    for pattern in shorts:
        for match in pattern.finditer(plain):
            if _SENTENCE_ENDS.match(match.group()):
                continue
            if not _is_measure(text, match) and not _is_desk(text, match):
                yield Span(
                    *match.span(),
                    Label.PHONE,
                    0.8,
                    "extension",
                    "An internal telephone extension or a bleep number.",
                )


# "He asked for an extension. 8 metres is too much."
_SENTENCE_ENDS = re.compile(r"(?i:extension|internal|dial(?:ling)?|pager)\.\s")
# A list of extensions: "#4417" and "ward clerk ........ 4417" are some too.
_BLEEPS = re.compile(r"\b(?:bleep|blp|dect|extensions?|ext)\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?<=[a-z)][ ])#\d{4,5}(?![\w\-])|(?<=[.]{4}[ ])\d{4,5}(?=[ ]{2,}|[ ]?$|[ ]?\n)",
)


def _is_measure(text: str, match: re.Match[str]) -> bool:
    """Whether "x 400" is a size or a number of times, and not an extension."""
    if not re.match(r"\W*x", match.group(), re.IGNORECASE):
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    after = text[match.end() : match.end() + 6]
    return bool(
        re.search(
            r"(?<![\d )(])[ ]?\d{1,3}(?:\.\d+)?[ ]?(?:mm|cm|m)?[ ]?\Z", f".{before}"
        )
        or re.match(r"[ ]?(?:x[ ]?\d|mm|cm|m\b)", after)
        or (len(re.sub(r"\D", "", match.group())) < 3 and not _DIALLED.search(before))
    )


_DIALLED = re.compile(r"(?:\d[ ]?){5}[ ,]*\Z|(?<![\d ])[ ,]*\Z")


_NUMBER_BEFORE = re.compile(r"\(?\+?\d[\d ()\-]{4,}[ ,]*\Z")


def _is_desk(text: str, match: re.Match[str]) -> bool:
    """Whether an extension is that of a desk or a switchboard, and nobody is named."""
    number = _NUMBER_BEFORE.search(text, max(0, match.start() - 20), match.start())
    words = clauses.of(text, number.start() if number else match.start())[-40:]
    before = _own_words(text, match.start())[-60:]
    cue = lists.public().cue_patterns.search(words) or re.search(
        r"(?:\b(?:service|help|front|ward)[ ]?desk|switchboard|reception)\W*\Z",
        words,
        re.I,
    )
    times = re.match(r"-\d{4}\b", text[match.end() : match.end() + 5])
    return bool(times) or (bool(cue) and not has_person(before))


_MOBILE = re.compile(r"\W*(?:0|(?:\+|00)?44\W*(?:\(0\))?)?\W*7")
_OFFICE = re.compile(r"\((?:the )?(?:\w+ )?office:? ?\Z", re.IGNORECASE)


def _is_public(text: str, start: int, raw: str) -> bool:
    before = text[max(0, start - 20) : start]
    own = list(lists.public().own_cues.finditer(before))
    if own and re.fullmatch(
        r"\W{0,5}|[ ](?:no|number|on|is|at)\W{1,4}", before[own[-1].end() :]
    ):
        return public.is_public_kind(raw)
    if _OWN_BEHIND.match(text, start + len(raw)):
        return public.is_public_kind(raw)
    if public.is_public_number(text, start, raw):
        return True
    extended = "x" in raw.casefold() or _EXTENSION.match(text, start + len(raw))
    return not extended and is_bodys(text, start, raw)


_OWN_BEHIND = re.compile(
    rf"[ ]?\((?:[hmdew]\b|{lists.public().own_cues.pattern}|dau|husb)", re.IGNORECASE
)


def is_bodys(text: str, start: int, raw: str) -> bool:
    """Whether a landline stands where a body gives its own."""
    if _MOBILE.match(raw):
        return False
    before = text[max(0, start - 25) : start]
    return (
        bool(_OFFICE.search(before))
        or clauses.is_bodys(text, start)
        or _stands_with_body(text, start)
    )


def _is_bridge(text: str, found: re.Match[str]) -> bool:
    """Whether an American number is one that is called to join a conference."""
    before = _own_words(text, found.start())
    if re.search(r"\b(?:bridge|dial|conference|toll[ \-]free)", before, re.IGNORECASE):
        return True
    area = re.sub(r"\D", "", found.group())[-10:-7]
    return area in lists.public().free_prefixes and not has_person(before)


def has_person(words: str) -> bool:
    """Whether somebody is named or meant by these words."""
    if lists.public().own_cues.search(words):
        return True
    known = lists.places()
    towns = known.places | known.streets | known.suffixes | known.venues
    return bool(_INITIALS.search(words)) or any(
        t.is_capital
        and (t.is_title or t.is_given)
        and t.low not in towns
        and words[t.end : t.end + 1] != ":"
        for t in names.tokens(words)
    )


_INITIALS = re.compile(
    r"\b[A-Z]\. ?[A-Z]{3,}|\b[A-Z]\.? [A-Z][a-z]{2,}|\b[A-Z][a-z]{2,}, [A-Z]\b"
)


def _own_words(text: str, start: int) -> str:
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
    return None


def _stands_with_body(text: str, start: int) -> bool:
    """Whether a landline is a body's by what stands on its line: its name or its
    mailbox and nobody, or by the letterhead or the card in which it stands."""
    layout = read(text)
    index = layout.index_at(start)
    line = layout.lines[index]
    whole, words = text[line.start : line.end], text[line.start : start]
    rows = len(re.findall(r",\S", whole)) > 3  # of a table that commas part
    if rows or lists.public().own_cues.search(_own_words(text, start)):
        return False
    if "|" in whole or "\t" in whole or len(_GAPS.findall(whole)) > 1:
        return not has_person(whole) and (_is_bodys(whole) or _has_role(whole))
    address = _address_before(text, start)
    if address is not None and line.kind is not Kind.SIGNATURE:
        return address
    near = re.sub(r"\S*@\S*", " ", words)[-25:]
    if lists.public().landline_cues.search(near) and not has_person(near):
        return True
    if has_person(words) or line.kind in (Kind.SIGNATURE, Kind.CLOSING):
        return False
    return (
        (_has_role(whole) and not _has_person_above(layout, index))
        or _is_beside_role(layout, index)
        or _is_bodys(_own_words(text, start))
        or _is_letterhead(layout, index)
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


def _is_bodys(words: str) -> bool:
    plain = re.sub(r"\S*@\S*", " ", words)
    if lists.public().landline_cues.search(plain):
        return True
    return not streets.has_home(words) and public.names_body(re.sub(r"\d", " ", plain))


def _has_role(words: str) -> bool:
    """Whether the only mailboxes among these words are role mailboxes."""
    found = [m.split("@") for m in re.findall(r"[\w.\-+']+@[\w.\-]+\w", words)]
    return bool(found) and all(public.is_role_mailbox(*pair) for pair in found)


def _is_beside_role(layout: Layout, index: int) -> bool:
    """Whether the line above or below is a field that holds a role mailbox."""
    for near in (index - 1, index + 1):
        if 0 <= near < len(layout.lines):
            words = layout.words_of(layout.lines[near])
            if re.match(r"\s*e-?mail\s*:", words, re.IGNORECASE) and _has_role(words):
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
