"""What addresses are written with: postcodes, houses, streets, and the towns behind."""

from __future__ import annotations

import re

from redactor.find import lists, names

POSTCODE = re.compile(
    r"(?<![\w\-/])(?P<out>[A-Z]{1,2}\d[A-Z\d]?)[ \u00a0]{0,2}\n?[ >]{0,3}"
    # Made up ones have letters that real ones avoid; times and measures are none.
    r"(?P<in>\d(?![OI]{2}|(?:[ap]m|[kmc]m|kg|mb|gb|kv|kw|cc)\b)[A-Z]{2})(?![\w\-])",
    re.IGNORECASE,
)
# What stands in a postcode's place for the forces abroad.
FORCES = re.compile(r"(?<![\w\-/])(?P<out>BFPO)[ ]?(?P<in>\d{1,4})(?![\w\-])")
# Ireland's, which have letters and digits in any order: only beside a county or a town.
EIRCODE = re.compile(
    r"(?<![\w\-/])(?P<out>[AC-FHKNPRTV-Y]\d[\dW])[ ]?"
    r"(?P<in>(?=[A-Z\d]{0,3}\d)[AC-FHKNPRTV-Y\d]{4})(?![\w\-])"
)
IRISH = re.compile(r"\b(?:Co\.?|County|Dublin|Cork|Galway|Limerick|Ireland)\b")
# The same as optical reading spoils it: small l for I and 1, O for 0.
MISREAD_POSTCODE = re.compile(
    r"(?<![\w\-/])(?=[^\n]{0,4}\d)(?P<out>[A-Zl]{1,2}[\dOIl][A-Z\dOIl]?)[ ]"
    r"(?P<in>[\dOIlS][ABD-HJLNP-UW-Z]{2})(?![\w\-])"
)
FLAT = re.compile(
    r"(?:(?:the )?(?:top |upper |lower )?flat (?:above|over|behind|below)"
    r"|(?:flat|apartment|apt|unit|room|rm|plot|caravan|bedsit|studio|suite|berth|pitch)"
    r"\.? ?(?:[a-z]?\d{1,4}[a-z]?|[a-h])\b"
    r"|(?:\d(?:st|nd|rd|th)|top|ground|first|second|third|basement|garden|attic"
    r"|lower|upper|rear|front)(?: floor)?(?: (?:rear|front|left|right))?"
    r" (?:flat|maisonette|apartment|bedsit|floor))(?P<more>[^,\n.;:\d]{0,30})?,?",
    re.IGNORECASE,
)
_NUMBERED_FLAT = re.compile(r"\b(?:flat|apartment|apt)\.? ?\d", re.IGNORECASE)


def any_of(words: frozenset[str]) -> str:
    """Words as alternatives of a regular expression, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def titled(words: frozenset[str]) -> str:
    """The same with a capital letter."""
    every = sorted((word.capitalize() for word in words), key=len, reverse=True)
    return "|".join(map(re.escape, every))


def _street() -> re.Pattern[str]:
    words = any_of(lists.places().streets)
    flat = r"(?:(?:flat|apartment|apt|plot|room)\.? ?\d{1,4}[a-z]?,?\s{1,2})?"
    # "twenty-two Mason Street"; and a number that the end of a line parts from it.
    spelt = (
        r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]"
        r"(?:one|two|three|four|five|six|seven|eight|nine)"
    )
    digits = r"(?:\d{1,5}|(?-i:[Il])\d{1,3})[a-z]?(?:\s?[-–/]\s?\d{1,3}[a-z]?)?"
    number = rf"{flat}(?:{digits}|{spelt}),?(?:[ ]|\n[ \t>]{{0,3}}(?-i:(?=[A-Z])))"
    word = r"[^\W\d_][^\W\d_]*(?:['’\-][^\W\d_]+)*"
    name = rf"(?:(?:st\.?|the|of|y|yr)[ ]|{word}[ ]\n?){{1,3}}?"
    welsh = any_of(lists.places().welsh_streets)
    return re.compile(
        rf"(?<![\w/.\-£$%]){number}"
        rf"(?:(?:{welsh})(?:[ ]{word}){{1,2}}|{name}(?:{words}))\b"
        rf"(?:[ ](?:{words})\b)?(?:[ ](?:north|south|east|west)\b(?![ ][a-z]))?\.?"
        r"(?![ ]?\d{1,4}\b(?![ ]\d))",
        re.IGNORECASE,
    )


STREET = _street()
_NUMBERED_HOUSE = re.compile(
    r"\b(?:pitch|caravan|berth|mooring|plot|house|bungalow|chalet) \d"
    r"|(?<!unit )(?<!suite )\b\d{1,3}[a-z]?,? "
    rf"(?:[^\W\d_]+ ){{0,2}}(?:{any_of(lists.places().houses)})\b",
    re.IGNORECASE,
)
_WORD = r"(?![A-Z]{1,2}\d)[A-Z][\w'’\-]+"
_TOWN = rf"(?:[Nn](?:r|ear)\.? |the )?{_WORD}(?: (?:{_WORD}|on|upon|under|le|the))*\.?"
_FLAT_BEHIND = r"(?:,? (?:flat|apt\.?|unit|suite|#) ?\w{1,4}\b)?"
_CODE = (
    rf"(?:(?:,|[ ]/)?[ ]{{0,2}}(?:{POSTCODE.pattern}))"
    r"|(?:,? (?-i:[A-Z]{2}),? \d{5}(?:-\d{4})?\b)"
    r"|(?:(?-i:(?<=[ ,][A-Z]{2})),? \d{5}\b)"
    # Half a postcode, and a town of the continent behind its code.
    r"|(?:,? (?-i:[A-Z]{1,2}\d{1,2}[A-Z]?|[a-z]{1,2}\d{1,2})(?![\w/\-]|[ ]?[\d:]))"
    r"|(?:, \d{4,5} (?-i:[A-Z][\w'’\-]+(?:, [A-Z][a-z]+)?))"
)
_CODE = re.sub(r"\?P<\w+>", "", _CODE)
TAIL = re.compile(
    rf"(?i:{_FLAT_BEHIND})(?P<towns>(?:(?:\\?,|[ ]/)[ ]?\n?[ \t]*{_TOWN})*)"
    rf"(?i:{_CODE})?"
)
_SMALL_TAIL = re.compile(
    rf"{_FLAT_BEHIND}(?:, ?[a-z]{{3,}}(?: [a-z]{{3,}})?(?=[.,;)\n]"
    rf"|$| {POSTCODE.pattern}| [a-z]{{1,2}}\d{{1,2}}\b"
    r"| (?:last|since|and|with|where|but|for|on|in|until|from|when|to|by|at|near)\b"
    rf"))?(?:{_CODE})?".replace("?P<out>", "").replace("?P<in>", ""),
    re.IGNORECASE,
)


def tail(text: str, start: int, end: int) -> int:
    """Where an address ends that has a street in ``text[start:end]``: behind its
    towns, its postcode or its state."""
    broken = _BROKEN.match(text, end)
    end = broken.end() if broken else end
    small = text[start:end].rsplit(" ", 1)[-1].islower()
    match = (_SMALL_TAIL if small else TAIL).match(text, end)
    if match is None:
        return end
    if not small:
        at = match.start("towns")
        for piece in re.split(r"(?<=,)", match["towns"]):
            words = names.tokens(piece)
            if words and (
                words[0].is_title or words[0].low in _BEHIND or _is_someone(words)
            ):
                return at - 1 if at > end else end
            at += len(piece)
    return match.end()


# What comes behind an address and is another place: "OFF LORD NELSON STREET".
_BEHIND = frozenset({"off", "opposite", "opp", "behind", "outside", "junction", "tel"})
_BROKEN = re.compile(r"-\n[ \t>]{0,3}[a-z]+\b")


def _is_someone(words: list[names.Token]) -> bool:
    known = lists.places()
    return (
        len(words) == 2
        and words[0].is_given
        and words[0].low not in known.places
        and words[1].low not in known.suffixes | known.streets
    )


_LEAD = re.compile(
    r"(?:\bc/o[ ](?:[A-Z][\w'’\-]*\.?(?: [A-Z][\w'’\-]*){0,3},[ ])?"
    r"|[\"“][A-Z][^\"”\n]{2,30}[\"”],?[ ]"
    r"|\b(?i:flat|apt|apartment|house|bungalow|maisonette|rm|room|barn|croft|pitch|plot|berth|chalet|lodge|cabin"
    r"|caravan|bedsit|studio|unit)\.?[ ](?i:no\.? )?[A-Za-z]?\d{1,4}[a-z]?"
    r"\\?(?:,[ ]|[ ]/[ ]|[ ])"
    r"|\b(?i:(?:the )?(?:basement|ground|first|second|third|top|upper|lower|garden|rear"
    r"|attic|front)(?: floor)?(?: (?:flat|maisonette|apartment|front|rear))?"
    r"|maisonette|annexe?)(?: (?i:over|above|at|behind)[ ][^,\n]{3,25})?\\?(?:,| /)[ ]"
    r"|\b(?i:number|no\.?|flat|apt|rm|room|apartment|plot|house|bungalow|pitch)[ ]"
    # Scottish flats: "2/1", "Flat G/2", "3F2", "GFL".
    r"|(?:\b[Ff]lat )?\b[A-Z\d]{1,2}/(?:\d{1,2},?[ ])?"
    r"|(?:\b[Ff]lat )?\b(?:\d{1,2}F\d{1,2}|[BGPT]F\d{0,2}[LR]?|[BGT\d]/[LR]),?[ ]"
    r"|\b(?i:the )?(?i:top )?(?i:flat|rooms) (?i:over|above) [^,\n]{3,30},[ ]"
    r"|\b(?i:n/?b|narrow ?boat|barge|houseboat)[ ])\Z"
)


def lead(text: str, start: int) -> int:
    """Where an address begins with the flat, the boat, the house in quotation marks
    or the host that stand before its number."""
    while found := _LEAD.search(text, max(0, start - 60), start):
        start = found.start()
    return start


def has_home(words: str) -> bool:
    """A house number with a street, or a flat: somebody may live there."""
    home = (
        STREET.search(words)
        or _NUMBERED_FLAT.search(words)
        or _NUMBERED_HOUSE.search(words)
    )
    return bool(home) and not re.search(
        r"\b(?:council|office|department|ltd|limited|llp|plc|tribunal|po box)\b",
        words,
        re.IGNORECASE,
    )


HOUSE_NAME = re.compile(
    r"(?:\b[A-Z][\w'’\-]*[ ]){1,4},?$|(?:\b[A-Z][\w'’\-]*[ ]?){1,4},[ ]\n?$"
)


def house_before(text: str, start: int) -> int:
    """Take in what stands before a house's number: "The Old Forge, 12 Church Lane"."""
    number = re.compile(r"\b(?:number|no\.?) \Z", re.IGNORECASE)
    called = number.search(text, max(0, start - 8), start) or _BESIDE.search(
        text, max(0, start - 50), start
    )
    if called:
        return called.start()
    flats = list(FLAT.finditer(text, max(0, start - 60), start))
    if flats and not text[flats[-1].end() : start].strip():
        return flats[-1].start()
    match = HOUSE_NAME.search(text, max(0, start - 50), start)
    if match is None or not match.group().rstrip().endswith(","):
        return start
    words = names.tokens(match.group())
    known = words[-1].low in lists.places().houses
    alone = _AT_HOME.search(text, max(0, match.start() - 12), match.start())
    return match.start() if known or (alone and len(words) < 4) else start


_BESIDE = re.compile(
    r"(?:\b\d{1,4}[a-z]?(?:, | and | & |,? or ))+\Z"
    r"|(?:\b[Tt]he [A-Z]\w+(?: [A-Z]\w+)?,? )?\b(?:rear of|behind|above|next to"
    r"|adjacent to|adj\.?(?: to)?) \Z"
)
_AT_HOME = re.compile(r"(?:\bat|house,|home,|flat,|address:?)[ ]\Z", re.IGNORECASE)
