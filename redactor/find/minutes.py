"""People in lists of attendees, and the initials that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from redactor.find import lists, names
from redactor.find.spans import Label, Span
from redactor.find.structure import Kind, read

_DEFINED = re.compile(
    r"[ ]?\n?[(\[] ?"
    r"(?P<initials>[A-ZÀ-Þ][A-Za-zÀ-ÿ]{0,2}[A-ZÀ-Þ]|[A-ZÀ-Þ]{2,4})\s*[)\]]"
)
# "JS = Jo Smith", "KHN: Mr S Khan" in the key of a table.
_KEY = re.compile(
    r"(?<![\w.&/@\-])(?P<initials>[A-Z]{2,4})[ ]?(?:=|\t|[ ]{2,}|[ ][-–—][ ]|:)[ ]*"
    r"(?=[^\W\d_a-z])"
)
_INITIALS = re.compile(r"(?<![\w.&/@\-])[A-ZÀ-Þ]{2,4}(?![\w&@]|-\w|\.\w)")


def attendees(text: str) -> Iterator[Span]:
    """People after "Present:", "Apologies:" and their like."""
    layout = read(text)
    found = [
        place
        for line in layout.of(Kind.ATTENDEES)
        for place in names.people_in(text, line.value, line.end, trusted=True)
    ]
    lone = [" " not in text[start:end] for start, end in found]
    for (start, end), is_lone in zip(found, lone, strict=True):
        # One bare word among full names is rather a firm.
        known = text[start:end].casefold() in lists.names().any_given
        if not is_lone or known or sum(lone) > 1 or len(found) == 1:
            yield Span(
                start,
                end,
                Label.PERSON,
                0.9,
                "list of attendees",
                "In a list of people who were at a meeting or sent apologies.",
            )


def definitions(text: str) -> dict[str, tuple[int, int]]:
    """Initials that the text itself explains, as in "Jane Smith (JS)"."""
    defined: dict[str, tuple[int, int]] = {}
    for match in _DEFINED.finditer(text):
        name = _name_before(text, match.start())
        if name and _fits(match["initials"], text[name[0] : name[1]]):
            defined.setdefault(match["initials"], name)
    for match in _KEY.finditer(text):
        end = min(len(text), match.end() + 60)
        begun = _begun(text, match.end(), end)
        if begun and _stands_for(match["initials"], begun):
            defined.setdefault(match["initials"], (begun[0].start, begun[-1].end))
    return defined


def _begun(text: str, start: int, end: int) -> list[names.Token]:
    """The name that begins there, on its line."""
    line = text.find("\n", start, end)
    return names.run(text, start, line if line > 0 else end)[:4]


def _stands_for(letters: str, name: list[names.Token]) -> bool:
    """Whether letters are short for a name: "KHN" for Mr S Khan, "JS" for Jo Smith."""
    bare = [t.low for t in name if not t.is_title]
    if not bare or not names.is_person(name, trusted=True):
        return False
    wanted = letters.casefold()
    whole = "".join(word[0] for word in bare)
    return wanted in (whole, whole[:1] + whole[-1:]) or any(
        word[0] == wanted[0] and _in_order(wanted, word) for word in bare
    )


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _name_before(text: str, end: int) -> tuple[int, int] | None:
    start = max(0, end - 60)
    line = text.rfind("\n", start, end)
    start = max(start, line + 1)
    found = list(names.people_in(text, start, end, trusted=True))
    return found[-1] if found and end - found[-1][1] <= 2 else None


def _fits(initials: str, name: str) -> bool:
    """Whether the letters can be this name's: "JAS" and "JS" fit Jane Anne Smith."""
    parts = names.parse(name)
    if not parts.family:
        return False
    letters = "".join(
        p[0] for p in (*parts.given, *re.split(r"[ \-']", parts.family)) if p
    ).upper()
    wanted = initials.upper()
    return wanted[0] == letters[0] and (
        wanted in letters or wanted == letters or wanted[-1] in letters[1:]
    )


def initials(text: str) -> Iterator[Span]:
    """Where initials stand for the people whom the text names.

    Those that the text explains count everywhere in it. Those that fit exactly one of
    the people named as present count in front of a verb, before a colon, or alone on
    a line or in a cell, as owners of actions do.
    """
    defined = definitions(text)
    derived = _derived(text, defined)
    acronyms = lists.public().acronyms
    for match in _INITIALS.finditer(text):
        letters = match.group()
        if letters in acronyms and letters not in defined:
            continue
        if letters in defined:
            yield _span(match, 0.9, "Initials that the text explains as a person's.")
        elif letters in derived and _acts(text, match.end(), match.start()):
            yield _span(match, 0.75, "Initials that fit one person named as present.")


def _span(match: re.Match[str], score: float, why: str) -> Span:
    return Span(match.start(), match.end(), Label.PERSON, score, "initials", why)


def _derived(text: str, defined: Mapping[str, tuple[int, int]]) -> set[str]:
    """Initials that belong to exactly one of the people named as present."""
    if not read(text).of(Kind.ATTENDEES):
        return set()
    count: dict[str, set[str]] = {}
    for span in attendees(text):
        name = names.parse(text[span.start : span.end])
        if name.is_full:
            count.setdefault(name.initials, set()).add(f"{name.given} {name.family}")
            short = name.first[0].upper() + name.family[0].upper()
            count.setdefault(short, set()).add(f"{name.given} {name.family}")
    return {
        letters
        for letters, people in count.items()
        if len(people) == 1 and letters not in defined
    }


_ACT = re.compile(
    r"\s*(?:/\s*[A-Z]{2,3}\s*)?(?::|to\s+[a-z]|will\s|and\s+[A-Z]{2,3}\b|(?P<verb>[a-z']+))"
)
_ALONE_AFTER = re.compile(r"\s*(?:[/,&]\s*[A-Z]{2,3}\s*)*(?:$|\n|\||\t|\)|\])")
_ALONE_BEFORE = re.compile(
    r"(?:^|\n|\||\t|\(|\[|:|/|,|action|by|with)\s*(?:[A-Z]{2,3}\s*[/,&]\s*)*$",
    re.IGNORECASE,
)


def _acts(text: str, end: int, start: int) -> bool:
    match = _ACT.match(text, end)
    if match and (match["verb"] is None or match["verb"] in lists.layout().acts):
        return True
    before = text[max(0, start - 30) : start]
    return bool(_ALONE_AFTER.match(text, end) and _ALONE_BEFORE.search(before))


_SAYS = re.compile(
    r"(?::\s|[ ]to[ ][a-z]{3,}|[ ]and[ ][A-Z]{2,3}[ ]|[ ](?P<verb>[a-z]+))"
)


def does(text: str, start: int, end: int) -> bool:
    """Whether initials do what only people do, at the start of a line or anywhere."""
    match = _SAYS.match(text, end)
    if match is None or text[start:end] in lists.public().acronyms:
        return False
    starts = not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t-•*>")
    if match["verb"] is None:
        return starts or match.group().startswith(" to ")
    known = lists.layout()
    return match["verb"] in (known.acts if starts else known.acts - known.auxiliaries)
