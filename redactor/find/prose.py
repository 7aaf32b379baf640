"""Names in running text: titles, ranks, relations, known forenames."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redactor.find import evidence, lists, names
from redactor.find.names import Token
from redactor.find.spans import Label, Span

_RELATION = re.compile(r"\b(?P<word>[A-Za-zé][a-zé]{1,12}),? (?=[^\W\d_])")


def is_shouted(token: Token) -> bool:
    """An acronym inside what should be a name."""
    return token.text.isupper() and 1 < len(token.text) < 5 and not token.is_given


def is_free(text: str, name: Sequence[Token]) -> bool:
    """Whether nothing makes the words a body's, a road's or a rule's name."""
    if not evidence.is_free(text, name) or name[-1].low in lists.places().roads:
        return False
    whole = " ".join(t.low for t in name)
    two = f"{whole} {evidence.word_after(text, name[-1].end).casefold()}"
    rest = whole.partition(" ")[2]  # "Chase Balfour Beatty" begins with a verb
    known = lists.public()
    return not any(w in known.bodies or w in known.eponyms for w in (whole, two, rest))


def titled(text: str) -> Iterator[Span]:
    """Names after a title: "Mr Hall", "Dr A. Nwosu"."""
    for match in _TITLE.finditer(text):
        name = names.run(text, match.start(), min(len(text), match.start() + 80))
        name = on_one_line(text, name)
        welsh = (
            evidence.word_before(text, match.start()) == "cyngor"
        )  # "Cyngor Sir ..."
        if welsh:
            continue
        if names.is_person(name, trusted=True) and evidence.is_free(text, name):
            before = _COUPLE.search(text, max(0, name[0].start - 12), name[0].start)
            yield Span(
                before.start() if before else name[0].start,
                name[-1].end,
                Label.PERSON,
                0.88,
                "title",
                "A name after a title such as Mr or Dr.",
            )


def ranked(text: str) -> Iterator[Span]:
    """Officers behind their rank and number, and more than one behind a title."""
    for match in _RANKED.finditer(text):
        name = names.run(text, match.end(), min(len(text), match.end() + 60))
        name = on_one_line(text, name)[:3]
        if name and name[0].low not in lists.names().never:
            why = "A name after a rank and a number."
            yield span_of(name, 0.85, "rank", why)
    for match in _POSTED.finditer(text):
        name = names.run(text, match.end(), min(len(text), match.end() + 60))
        name = on_one_line(text, name)[:3]
        if names.is_person(name, trusted=True) and evidence.is_free(text, name):
            yield span_of(name, 0.75, "rank", "A name after a rank.")
    for match in _SEVERAL.finditer(text):
        for word in names.tokens(text, *match.span("who")):
            if word.is_capital and word.low not in lists.names().never:
                why = "Named after a title for more than one."
                yield span_of([word], 0.8, "title", why)


_RANKED = re.compile(
    r"\b(?:P\.?C\.?|PS|DC|DS|WPC|PCSO|DI|SC|Sgt|Insp|Officer|Offr|Constable"
    r"|Sergeant)\.? ?[A-Z]{0,2}\d{2,6},? (?=[^\W\d_a-z])"
)
# Ranks of prisons, wards, fire and ambulance crews; "So" and "Off" are words as well.
_POSTED = re.compile(
    r"\b(?:SO|CM|OSG|HCA|ODP|Sr|RN|RMN|FF|PCC|PCs|PCS|Offs|Off\.?(?<=[a-z.,;(] Off))"
    r"\.?[ ](?=[^\W\d_a-z][a-zà-ÿ])"
)
_SEVERAL = re.compile(
    r"\b(?:Messrs|Cllrs|Councillors|Drs|Mesdames|Misses|Offs|Officers|PCs)\.? "
    r"(?P<who>[^\W\d_a-z][\w'’-]+(?:, [^\W\d_a-z][\w'’-]+)*"
    r"(?:,? (?:and|&) [^\W\d_a-z][\w'’-]+)?)"
)


def _titles() -> re.Pattern[str]:
    ranks = {"di", "ds", "dc", "pc", "dci", "wpc", "pcso", "hhj"}
    titles = lists.names().titles - ranks
    shouted = {t.upper() for t in titles | ranks if len(t) > 1}
    words = "|".join(
        sorted({t.capitalize() for t in titles} | shouted, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w.@\-])(?:{words})\.?[ \u00a0]\n?(?=[^\W\d_a-z])")


_TITLE = _titles()
_COUPLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? (?:and|&) \Z")  # "Mr and Mrs Hall"


def relatives(text: str) -> Iterator[Span]:
    """Names after what somebody is to somebody: "my colleague Priya"."""
    relations = lists.layout().relations
    for match in _RELATION.finditer(text):
        if match["word"].casefold() not in relations:
            continue
        if not text[match.end()].isupper():
            yield from _small_relative(text, match)
            continue
        name = names.run(text, match.end(), min(len(text), match.end() + 60))
        name = on_one_line(text, name)
        lone = len(name) == 1 and (name[0].is_given or not _is_listed(name[0]))
        if not names.is_person(name, trusted=True) or not is_free(text, name):
            continue
        if lone or (len(name) > 1 and not evidence.is_place(text, name)):
            yield Span(
                name[0].start,
                name[-1].end,
                Label.PERSON,
                0.8,
                "relation",
                "Named after a word that says who they are to somebody.",
            )


_OWNED = re.compile(r"\b(?:my|our|his|her|their)[ ]\Z")


def _small_relative(text: str, match: re.Match[str]) -> Iterator[Span]:
    """ "my mum maureen", where people write without capitals."""
    word = re.compile(r"[a-zà-ÿ]{3,}(?![\w@])").match(text, match.end())
    owned = _OWNED.search(text, max(0, match.start() - 8), match.start())
    if owned and word and word.group() in lists.names().given:
        why = "Named after a word that says who they are to somebody."
        yield Span(*word.span(), Label.PERSON, 0.6, "relation", why)


def _is_listed(token: Token) -> bool:
    return token.low in lists.names().word_names


def forenames(text: str) -> Iterator[Span]:
    """Forenames of the list, with the family name behind them if there is one."""
    at = 0
    for token in names.tokens(text):
        if token.start < at or not token.is_capital or not token.is_given:
            continue
        name = names.run(text, token.start, min(len(text), token.start + 70))
        found = _forename(text, token, on_one_line(text, name))
        if found:
            at = found.end
            yield found


def _forename(text: str, token: Token, name: list[Token]) -> Span | None:
    if len(name) > 1:
        if not names.is_person(name) or not _pair(text, name):
            return None
        why = "A known forename with a family name behind it."
        return span_of(name, 0.72, "forename and family name", why)
    if not name or not _may_stand_alone(text, token):
        return None
    if token.low in lists.names().given:
        why = "A word that is hardly ever anything but a forename."
        return span_of(name, 0.6, "forename", why)
    if evidence.is_somebody(text, token):
        return span_of(name, 0.6, "forename", "A forename where a person is meant.")
    return None


def _may_stand_alone(text: str, token: Token) -> bool:
    low = token.low
    if len(low) < 3 or not low.isalpha() or not is_free(text, [token]):
        return False
    if low in lists.places().places or low in lists.layout().months:
        return False
    return not (token.text.isupper() and len(low) < 5)


def span_of(name: Sequence[Token], score: float, by: str, why: str) -> Span:
    return Span(name[0].start, name[-1].end, Label.PERSON, score, by, why)


def on_one_line(text: str, name: list[Token]) -> list[Token]:
    """The name up to a line's end, where the next line does not go on with it."""
    for i in range(1, len(name)):
        gap = text[name[i - 1].end : name[i].start]
        if "\n" in gap:
            line = text.rfind("\n", 0, name[i].start)
            start = text.rfind("\n", 0, line) + 1
            if line - start < 40:
                return name[:i]
    return name


def _pair(text: str, name: Sequence[Token]) -> bool:
    """Whether a forename and what follows are somebody's name."""
    first, rest = name[0], name[1:]
    if not is_free(text, name) or any(is_shouted(t) for t in rest):
        return False
    if evidence.word_before(text, first.start) in {"st", "saint", "the"}:
        return False
    last = rest[-1].low
    meant = last in lists.names().word_names and evidence.is_somebody(text, rest[-1])
    if first.low in lists.names().given or meant:
        return True
    if last in lists.places().places or last in lists.names().any_given - (
        lists.names().family
    ):
        return False
    if first.low in lists.names().firm:
        return first.low not in {"will"} or last in lists.names().family
    # A forename that is a word too: the second must be a family name for sure.
    return last in lists.names().family and last not in lists.places().suffixes
