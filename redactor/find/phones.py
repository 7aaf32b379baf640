"""Telephone numbers and extensions, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

from redactor.find import clauses, identifiers, lists, public, switchboards
from redactor.find.spans import Label, Span
from redactor.find.structure import read
from redactor.law.rulebook import load

_WORDS = "|".join(load("contacts.yaml")["extension_words"])
_LABELS = "|".join(load("contacts.yaml")["phone_labels"])
_EXTENSION = re.compile(
    rf"(?<![/\w])(?:{_WORDS})\.?[ \t]*(?:no\.?|number)?[ \t:#.(]{{0,3}}"
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
_DIGIT = (
    r"(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|hundred|thousand)"
)
# Numbers spoken, in part only, or with letters for what somebody does not remember.
_LOOSE = re.compile(
    rf"\b(?:oh|zero|nought)(?:[ ,\-]+(?:(?:double|treble|triple)[ \-])?{_DIGIT})"
    r"{6,}\b|(?<![\w+\-/.])0?7(?=[\dxX*]*[xX*])[\dxX*]{3}[ ]?[\dxX*]{3}[ ]?[\dxX*]{3}"
    r"(?![\w*])"
    r"|(?<=\d[,;/][ ])7[1-9]\d{2}[ ]\d{3}[ ]?\d{3}(?![\w\-/])"
    r"|(?:(?<=ends in )|(?<=ending in )|(?<=ending )|(?<=ends ))\d{3,4}\b(?![/\-]\d)"
    r"|\b(?:bleep|pager)\b[ ]?[a-z][^.\n\d]{1,25}?\d{3,5}\b(?![/:.]\d)",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"\b(?:mobile|phone|number|tel|cell|bleep|pager)\b", re.IGNORECASE)
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
            yield start, end, switchboards.is_public(text, start, raw)
    yield from _short(text, plain)
    for found in _LOOSE.finditer(text):
        raw = found.group()
        cut = raw.isdigit() and len(raw) < 5
        near = text[max(0, found.start() - 30) : found.start()]
        if not cut or _DEVICE.search(near):
            last = re.search(r"\d{3,5}\Z", raw) if raw[:1] in "bBpP" else None
            begin = found.start() + (last.start() if last else 0)
            yield begin, found.end(), bool(last and _ALARM.search(near))
    for found in _AMERICAN.finditer(plain):
        yield *found.span(), switchboards.is_bridge(text, found)


def _short(text: str, plain: str) -> Iterator[tuple[int, int, bool]]:
    """Numbers that lack the sign, the zero or the code of the town before them."""
    for found in _BARE.finditer(plain):
        yield *found.span(), False
    for found in (*_WITHOUT_ZERO.finditer(plain), *_LOCAL.finditer(plain)):
        digits = re.sub(r"\D", "", found["number"])
        start = found.start("number")
        if len(digits) in (6, 7, 8, 10) and not identifiers.is_things(text, start):
            yield (
                *found.span("number"),
                switchboards.is_public(text, start, found["number"]),
            )


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
            if _SENTENCE_ENDS.match(match.group()) or _CODED.search(
                text, max(0, match.start() - 15), match.start()
            ):
                continue
            if not _is_measure(text, match) and not _is_desk(text, match):
                yield Span(
                    *match.span(),
                    Label.PHONE,
                    0.8,
                    "extension",
                    "An internal telephone extension or a bleep number.",
                )


_CODED = re.compile(r"\b(?:code|module|course|model|type|grade|class)s?[ :]*\Z", re.I)
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
    if _stands_with_role(text, match.start()) or _ALARM.search(words):
        return True
    before = switchboards.own_words(text, match.start())[-60:]
    cue = lists.public().cue_patterns.search(words) or re.search(
        r"(?:\b(?:service|help|front|ward)[ ]?desk|switchboard|reception"
        r"|\b(?:IT|ICT|HR|estates|security|porters|payroll|stores|theatres?|pharmacy|labs?"
        r"|x-?ray|control|catering|facilities)(?: are| is)?(?: on)?)\W*\Z",
        words,
        re.I,
    )
    times = re.match(r"-\d{4}\b", text[match.end() : match.end() + 5])
    return bool(times) or (bool(cue) and not switchboards.has_person(before))


_ALARM = re.compile(
    r"\b(?:crash|cardiac arrest|emergency|fire|security|arrest)[ ]?\Z", re.IGNORECASE
)


def _stands_with_role(text: str, start: int) -> bool:
    """Whether the line of an extension has a role mailbox, and names nobody."""
    layout = read(text)
    words = layout.words_of(layout.line_at(start))
    return switchboards.has_role(words) and not switchboards.has_person(words)
