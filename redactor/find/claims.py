"""Names that no list knows: what is said of them, their post, who is beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redactor.find import evidence, known, lists, names, prose, public
from redactor.find.names import Token
from redactor.find.spans import Span


def claimed(text: str) -> Iterator[Span]:
    """Capitalised words of no list that are told, thanked, asked, or hold a post."""
    for match in _INSIDE.finditer(text):
        aged = text[match.end() : match.end() + 2] == ", "
        if not aged and not _BEHIND_SMALL.search(
            text, max(0, match.start() - 30), match.start()
        ):
            continue
        name = names.run(text, match.start(), min(len(text), match.start() + 70))
        name = prose.on_one_line(text, name)
        if name and _is_claimed(text, name):
            why = "Named as only people are."
            yield prose.span_of(name, 0.55, "what is said of them", why)
    for match in _OF_BODY.finditer(text):
        name = names.tokens(text, *match.span("who"))
        if public.names_body(match["body"]) and _may_be_name(text, name):
            yield prose.span_of(
                name, 0.7, "name and body", "A name with a body behind it."
            )
    for match in _POST.finditer(text):
        name = names.tokens(text, *match.span("who"))
        job = {t.low for t in names.tokens(text, *match.span("job"))}
        if job & lists.layout().job_words and _may_be_name(text, name):
            why = "A name with a post behind it."
            yield prose.span_of(name, 0.75, "name and post", why)


def _may_be_name(text: str, name: Sequence[Token]) -> bool:
    """Whether words that no list knows can be a name where they stand."""
    known = lists.places()
    if not names.is_person(list(name), trusted=True) or not prose.is_free(text, name):
        return False
    if any(t.low in lists.layout().job_words or prose.is_shouted(t) for t in name):
        return False
    if len(name) == 1:
        low = name[0].low
        if low in lists.names().word_names | known.gazetteer | known.suffixes:
            return False
    return not evidence.is_place(text, name)


def _is_claimed(text: str, name: Sequence[Token]) -> bool:
    if (
        not _may_be_name(text, name)
        or evidence.word_after(text, name[-1].end).isupper()
    ):
        return False
    if not any(evidence.is_somebody(text, t) for t in (name[0], name[-1])):
        return False
    return not any(evidence.is_thing(text, t) for t in name)


_OF_BODY = re.compile(
    r"(?<=[a-z;,] )(?P<who>[^\W\d_a-z][a-zà-ÿ]+(?:[ ][^\W\d_a-z][\w'’\-]+){1,2}),?"
    r" (?:of|from) (?:the )?(?P<body>[A-Z]\w+(?: (?:[A-Z]\w+|of|and|for|the|&)){0,5})"
)


_POST = re.compile(
    r"(?<![\w'’] )(?P<who>[^\W\d_a-z][a-zà-ÿ]+(?:[ ][^\W\d_a-z][\w'’\-]+){1,2})"
    r"(?:, (?:the |our |an? )?| \()(?P<job>(?:[^\W\d_]+ ){0,3}[^\W\d_]+)"
    r"(?=[,.;)\n]| of | for | at |$)"
)


# A word with a capital letter behind a word in small letters: no sentence begins here.
_INSIDE = re.compile(
    r"(?<=[a-z,;] )[^\W\d_a-z][a-zà-ÿ]{2,}(?:[-'’][^\W\d_]{2,})?(?![\w@])"
    r"|(?<![\w'’-])[^\W\d_a-z][a-zà-ÿ]{2,}(?=, (?:aged )?\d{1,2},)"
)


_BEHIND_SMALL = re.compile(r"(?:^|[\s(\"“'‘>])[a-z][a-z'’]*[,;]?[\"“'‘]?[ ]\n?\Z")


_INTRODUCED = re.compile(
    r"\b(?i:my name is|my name's|fy enw i yw|i am called|i'm called|name is)[ ]+"
    r"(?P<who>[^\W\d_]{2,}(?:['’-][^\W\d_]+)?"
    r"(?: (?!(?i:and|but|from|i|of|who|my|at|in)\b)[^\W\d_]{2,}(?:['’-]\w+)?){0,2})"
    r"|\b(?i:this is|it's|its|i'm)[ ](?P<here>[^\W\d_a-z][a-zà-ÿ]{2,})"
    r"(?=[ ](?:from|frm|here|at the|again|calling)\b)"
)


def introduced(text: str) -> Iterator[Span]:
    """ "My name is ...", in capitals or not."""
    for match in _INTRODUCED.finditer(text):
        start, end = match.span("who") if match["who"] else match.span("here")
        words = names.tokens(text, start, end)
        if words[0].is_capital:
            words = [t for t in words if t.is_capital or t.is_particle]
        if words and words[0].low not in lists.names().never:
            why = "Somebody who says who they are."
            yield prose.span_of(words, 0.85, "introduction", why)


_REACHED = re.compile(
    r"\b(?i:call|ring|phone|telephone|contact|email|e-mail|ask for|speak to|talk to"
    r"|reach|c/o|attention|fao|attn)[:.]? (?=[^\W\d_a-z])"
)
_LINE = re.compile(
    r",? ?\(?(?i:on |at |by |, |direct|ddi|tel|telephone|ext|extension|mobile|mob|email"
    r"|x)?\.?:? ?(?i:line|dial|number|no)?\.?:? ?(?:\+?[\d(][\d ()]{3,}|[\w.\-]+@\w)"
)


def reached(text: str) -> Iterator[Span]:
    """ "Call Peter Jones, direct line 0161 ..."."""
    for match in _REACHED.finditer(text):
        name = names.run(text, match.end(), min(len(text), match.end() + 70))
        name = prose.on_one_line(text, name)
        if not name or not _LINE.match(text, name[-1].end):
            continue
        if names.is_person(name, trusted=True) and prose.is_free(text, name):
            why = "Somebody to be reached at what stands behind the name."
            yield prose.span_of(name, 0.8, "name and number", why)


_QUOTED = r"[\"“'‘](?P<{}>[^\W\d_a-z][^\W\d_]+(?: [^\W\d_]+)?)[\"”'’]"
_CALLED = re.compile(
    r"\b(?:known (?:only |locally )?as|aka|a\.k\.a\.?|goes by|going by|nicknamed|alias"
    r"|calls? (?:him|her|me|you|them|himself|herself)|called (?:him|her|me|you)"
    r"|answers to|lodger|lad|man|girl|boy|mate|friend)(?: the name)?(?: of)?,? "
    + _QUOTED.format("who")
    + "|"
    + _QUOTED.format("nick")
    + r"(?= (?:[^\W\d_a-z][^\W\d_]+\b(?! (?:Ltd|LLP|plc))|says|said|told|is|was|=))",
)


def called(text: str) -> Iterator[Span]:
    """What somebody is called, in quotation marks: 'known as "Spud"'."""
    for match in _CALLED.finditer(text):
        start, end = match.span("who" if match["who"] else "nick")
        words = names.tokens(text, start, end)
        if not any(known.is_common(t.text) and t.low in _never() for t in words):
            why = "A name in quotation marks that somebody is called by."
            yield prose.span_of(words, 0.7, "nickname", why)


def _never() -> frozenset[str]:
    return lists.names().never | lists.layout().job_words
