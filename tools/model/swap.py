"""The same text with other people in it, so that no name is learned by heart."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from eval.scoring import Gold, Sample
from redactor.find import lists
from redactor.find.known import word_class
from redactor.find.spans import Label
from tools.model import names

_WORD = re.compile(r"[^\W\d_]{3,}(?:['’][^\W\d_]+)?")
_LOCAL = re.compile(r"[\w.\-]+(?=@|%40)")
_KEEP_WORDS = 0.5  # share of names that are common words and stay
_NAMESAKES = 0.05  # share of names that become those of somebody well known
_GIVEN, _FAMILY = "given", "family"


def swapped(sample: Sample, random: Random) -> Sample:
    """Every name replaced, each word of it by the same other word throughout."""
    others: dict[str, str] = {}
    gold = sorted((g for g in sample.gold), key=lambda g: g.start)
    for mark in gold:
        if mark.label == Label.PERSON:
            _choose(sample.text[mark.start : mark.end], others, random)
    text, at = "", 0
    marks: list[Gold] = []
    moved: list[tuple[int, int]] = []
    every = [(g.start, g.end, g) for g in gold]
    every += [(start, end, None) for start, end in sample.stays]
    for start, end, mark in sorted(every, key=lambda e: e[0]):
        text += _mailboxes(sample.text[at:start], others)
        begin = len(text)
        words = sample.text[start:end]
        if mark and mark.label == Label.PERSON:
            words = _WORD.sub(lambda m: _other(m.group(), others), words)
        text += words
        if mark:
            marks.append(Gold(begin, len(text), mark.label, mark.origin))
        else:
            moved.append((begin, len(text)))
        at = end
    text += _mailboxes(sample.text[at:], others)
    return Sample(sample.name, text, tuple(marks), tuple(moved))


def _choose(name: str, others: dict[str, str], random: Random) -> None:
    words = _WORD.findall(name)
    turned = "," in name
    if len(words) == 2 and not turned and random.random() < _NAMESAKES:
        pair = random.choice(_everyday())
        others.update(zip((w.casefold() for w in words), pair, strict=True))
    for number, word in enumerate(words):
        low = word.casefold()
        if low in others:
            continue
        known = word_class(word)
        if known.endswith("w") and random.random() < _KEEP_WORDS:
            others[low] = low
            continue
        last = number == len(words) - 1
        kind = _kind(known, len(words), (number == 0) if turned else last)
        other = _drawn(kind, random)
        if known.startswith("g") and other:
            others[low] = other


@cache
def _everyday() -> list[tuple[str, ...]]:
    """Names of well-known people and firms that many others bear."""
    every = (words for some in lists.listed().values() for words, _ in some)
    return sorted({words for words in every if lists.is_everyday(words)})


def _kind(known: str, many: int, at_end: bool) -> str:
    if many > 1:
        return _FAMILY if at_end else _GIVEN
    return _GIVEN if known[1:2] in "23" and known[3:4] != "2" else _FAMILY


def _drawn(kind: str, random: Random) -> str:
    who = names.person(random)
    word = who.given if kind == _GIVEN else who.family
    return word if _WORD.fullmatch(word) or "-" in word else ""


def _other(word: str, others: dict[str, str]) -> str:
    other = others.get(word.casefold())
    if not other:
        return word
    if word.islower():
        return other.lower()
    return other.upper() if word.isupper() else other[:1].upper() + other[1:]


def _mailboxes(text: str, others: dict[str, str]) -> str:
    return _LOCAL.sub(
        lambda m: re.sub(
            r"[^\W\d_]{3,}", lambda w: _other(w.group(), others), m.group()
        ),
        text,
    )
