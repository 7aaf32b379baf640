"""What a person's name looks like, read from its words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redactor.find import lists

TOKEN = re.compile(r"[^\W\d_]+(?:['’‘\-‐][^\W\d_]+)*\.?")
_GAP = re.compile(r"[ \u00a0]{0,2}|[ \u00a0]*\n[ \u00a0]*")
_MASKED = re.compile(
    r"<[^<>\n]*>?|\[[^\[\]\n]*\]|\([^()\n]*\)|\S+@\S+|/?(?:OU|O|CN=Recipients)=[^/\n;,]*|"
    r"CN=|\d[\d/.:,-]*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r";|\n|\||\t|\s{3,}|/|:|\*|\s(?:and|&|on behalf of|obo|a|ac)\s"
    r"|\s[-–—]+\s|[-–—]\s|\s[-–—](?=\w)"
)
_BODY = re.compile(
    r"[ ](?:LLP|L\.?td|Limited|plc|PLC|Inc|Council|Trust|Police|Authority|Agency"
    r"|University|Hospital|School|College|Group|Partnership|Society|Association)\b"
)
_QUALIFIES = frozenset("-–—/|")
_PART = re.compile(r"[^,]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name and where it stands."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.rstrip(".").replace("’", "'").casefold()

    @property
    def is_initial(self) -> bool:
        bare = self.text.rstrip(".")
        return len(bare) == 1 and bare.isupper()

    @property
    def is_capital(self) -> bool:
        first, _, rest = self.text.partition("-")
        return first[:1].isupper() or (
            rest[:1].isupper() and first in lists.names().particles
        )

    @property
    def is_title(self) -> bool:
        return self.low in lists.names().titles

    @property
    def is_particle(self) -> bool:
        return self.low in lists.names().particles and not self.is_initial

    @property
    def is_given(self) -> bool:
        names = lists.names().any_given
        return self.low in names or (
            "-" in self.low and all(part in names for part in self.low.split("-"))
        )


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of a stretch of text."""
    stop = len(text) if end is None else end
    found = []
    for match in TOKEN.finditer(text, start, stop):
        word, close = match.group(), match.end()
        # A full stop belongs to an initial or a title, not to the end of a sentence.
        if (
            word.endswith(".")
            and len(word) > 2
            and word[:-1].casefold() not in (lists.names().titles)
        ):
            word, close = word[:-1], close - 1
        found.append(Token(word, match.start(), close))
    return found


def run(text: str, start: int, end: int) -> list[Token]:
    """The words of the name that begins at the first word of the stretch.

    Empty where it begins with no name. Titles come first, if any.
    """
    taken: list[Token] = []
    for token in tokens(text, start, end):
        if taken and not _GAP.fullmatch(text, taken[-1].end, token.start):
            break
        if not (token.is_capital or token.is_particle):
            break
        if taken and not token.is_initial and _ends_before(token, taken):
            break
        taken.append(token)
        if len(taken) == 6:
            break
    while taken and taken[-1].is_particle and not taken[-1].is_capital:
        taken.pop()
    return taken if any(t.is_capital for t in taken) else []


def _ends_before(token: Token, taken: list[Token]) -> bool:
    low = token.low
    if token.text in lists.names().after:
        return True
    if token.text.isupper() and len(low) > 2 and low in lists.layout().acts:
        return low not in lists.names().family  # "MRS HALL STATED", all in capitals
    return low in lists.names().never and not _may_be_family(token, taken)


def _may_be_family(token: Token, taken: list[Token]) -> bool:
    """ "Damian Green" is a name although "Green" is a road's word too."""
    before = [t for t in taken if not t.is_title]
    first = taken[0]
    known = token.low in lists.names().word_names
    return known and (
        all(t.is_given or t.is_initial for t in before) if before else first.is_title
    )


def is_person(name: list[Token], *, trusted: bool = False) -> bool:
    """Whether these words are a person's name.

    ``trusted`` says that their place in the document speaks for it.
    """
    names = lists.names()
    titled = bool(name) and name[0].is_title
    bare = [t for t in name if not t.is_title]
    if not bare or _is_public(bare):
        return False
    if any(
        t.low in names.never
        and not t.is_initial
        and not (i and _may_be_family(t, bare[:i]))
        for i, t in enumerate(bare)
        if not (titled and i == 0 and t.low in names.word_names)
    ):
        return False
    if len(bare) == 1:
        return titled or _is_lone_person(bare[0], trusted=trusted)
    jobs = lists.layout().job_words
    if {bare[-1].low, bare[-1].low.removesuffix("s")} & jobs and not bare[0].is_given:
        return bare[-1].low in names.family and trusted
    return (
        trusted
        or titled
        or bare[0].is_given
        or bare[0].is_initial
        or bare[-1].low in names.family
    )


def _is_lone_person(one: Token, *, trusted: bool) -> bool:
    if one.low in lists.names().given:
        return True
    known = one.low in lists.places().places or one.low in lists.layout().job_words
    return trusted and (len(one.low) > 2 or one.is_given) and not known


def _is_public(bare: list[Token]) -> bool:
    """Whether the words are a body's, a place's or a rule's name."""
    public = lists.public()
    whole = " ".join(t.low for t in bare)
    if whole in public.bodies or whole in public.eponyms or whole in public.offices:
        return True
    if whole in lists.places().towns:
        return True
    body = [t for t in bare[1:] if t.low in public.body_words]
    if body and not (len(bare) == 2 and _may_be_family(bare[1], bare[:1])):
        return True
    return bare[0].low in public.body_words and not bare[0].is_given


def masked(text: str, start: int, end: int) -> str:
    """The stretch with addresses, brackets and numbers blanked, letter for letter."""
    return _MASKED.sub(lambda m: ";" + " " * (len(m.group()) - 1), text[start:end])


def people_in(
    text: str, start: int, end: int, *, trusted: bool = False
) -> Iterator[tuple[int, int]]:
    """Where the people stand in a list such as a "To:" line or a line of attendees.

    "Surname, First" is one person.
    """
    plain = masked(text, start, end)
    at, sure = 0, trusted
    for piece in [*_SPLIT.finditer(plain), None]:
        stop = piece.start() if piece else len(plain)
        for first, last in _in_piece(plain, at, stop, sure):
            yield start + first, start + last
        at = piece.end() if piece else stop
        # What follows a dash or a stroke says where somebody works.
        sure = trusted and not (piece and piece.group().strip() in _QUALIFIES)


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two commas: the name it begins with, and whether that is
    all there is."""

    name: list[Token]
    is_whole: bool


def _in_piece(
    plain: str, start: int, end: int, trusted: bool
) -> Iterator[tuple[int, int]]:
    parts = []
    tail = plain[start:end].lstrip().startswith(",")  # goes on after a bracket
    for part in _PART.finditer(plain, start, end):
        name = run(plain, part.start(), part.end())
        rest = plain[name[-1].end : part.end()] if name else ""
        if name and not name[0].is_given and _BODY.match(rest):
            continue
        parts.append(_Part(name, bool(name) and not rest.strip(" \t\n.\"'")))
    i = 0
    while i < len(parts):
        here, after = parts[i], parts[i + 1] if i + 1 < len(parts) else None
        if after and _is_inverted(here, after, trusted and len(parts) == 2):
            yield here.name[0].start, after.name[-1].end
            i += 2
            continue
        # "Ann Lee, Welfare" is one person, "Ann Lee, Bo Ek, Cy Orr" are three.
        sure = trusted and not tail and (i == 0 or len(parts) > 2)
        if _stands(here, sure):
            yield here.name[0].start, here.name[-1].end
        i += 1


def _stands(part: _Part, trusted: bool) -> bool:
    if len(part.name) == 1 and (not part.is_whole or _is_acronym(part.name[0])):
        return False
    return is_person(part.name, trusted=trusted)


def _is_acronym(token: Token) -> bool:
    return token.text.isupper() and len(token.text) < 5


def _is_inverted(here: _Part, after: _Part, trusted: bool) -> bool:
    """Whether "here, after" is a family name and its forename."""
    family = [t for t in here.name if not t.is_particle]
    given = [t for t in after.name if not t.is_title]
    if not here.is_whole or here.name[0].is_title or not given:
        return False
    if not 1 <= len(family) <= 2 or len(given) > 3 or not _may_invert(family, given):
        return False
    if given[0].is_given or given[0].is_initial:
        known = lists.names()
        low = family[0].low
        surname = low in known.family or low in known.word_names - known.firm
        return not family[0].is_given or (surname and low not in known.given)
    places = lists.places().places
    return (
        trusted
        and after.is_whole
        and len(given) == 1
        and not family[0].is_given
        and not any(t.low in places for t in (*given, *family))
    )


def _may_invert(family: list[Token], given: list[Token]) -> bool:
    never, words = lists.names().never, lists.names().word_names
    if any(t.low in never and t.low not in words for t in family):
        return False
    if any(t.low in never for t in given) or _is_public([*given, *family]):
        return False
    return len(family) == 1 or (not family[0].is_given and given[0].is_given)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; all in lower case but for ``title``."""

    title: str
    given: tuple[str, ...]
    family: str

    @property
    def first(self) -> str:
        return self.given[0] if self.given else ""

    @property
    def is_full(self) -> bool:
        return len(self.first) > 1 and bool(self.family)

    @property
    def initials(self) -> str:
        parts = [*self.given[:1], *re.split(r"[ \-]", self.family)]
        return "".join(p[0] for p in parts if p).upper()


def parse(text: str) -> Name:
    """Take a name apart: "Dr Smith-Jones, Ann B." or "Ann B. Smith-Jones"."""
    words = [t for t in tokens(text) if t.text not in lists.names().after]
    title = " ".join(t.text for t in words if t.is_title).rstrip(".")
    comma = text.find(",")
    bare = [t for t in words if not t.is_title]
    if comma > 0 and bare and bare[0].start < comma < bare[-1].start:
        family = [t.low for t in bare if t.start < comma]
        given = [t.low for t in bare if t.start > comma]
        return Name(title, tuple(given), " ".join(family))
    if len(bare) == 1:
        alone = bare[0].low
        return Name(title, (), alone) if title else Name("", (alone,), "")
    cut = len(bare) - 1
    while cut > 1 and bare[cut - 1].is_particle:
        cut -= 1
    return Name(
        title,
        tuple(t.low for t in bare[:cut]),
        " ".join(t.low for t in bare[cut:]),
    )
