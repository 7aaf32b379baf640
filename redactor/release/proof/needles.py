"""Withheld text, in the forms under which it must not turn up in a release.

The whole of a name, address, number or passage counts wherever it stands. A single part
of a person's name counts where it stands as a word of its own, capitalised if it is
also a word of the language: in a chat or an address nobody writes "thornbury" for
anything but the name. Ordinary words, dates and short numbers count only under their
own box, which needs no search.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from redactor.law import rulebook
from redactor.model import Redaction

_SHORTEST = 4  # letters
_ANYWHERE = 8  # letters and digits from which a match need not end at word ends
_DIGITS = 5
_LONG = 25  # letters and digits from which a passage counts without any name in it
_ORDERED = 4  # words up to which a name is looked for in any order
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER_GAP = re.compile(r"(?<=\d)[\s().+/\-\u2010-\u2015]{1,3}(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_AMOUNT = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_DATE = re.compile(
    r"\W*(?:\d{1,2}[./\- ]\d{1,2}[./\- ]\d{2,4}|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{2,4})\W*"
)
_NAMED = {"PERSON"}
BODY = r"\.(?:gov|nhs|police|ac|sch|mod|parliament)\.(?:uk|scot|wales)"
"""How the web address of a public body ends."""
_HOST = re.compile(rf"[\w.-]*{BODY}")
_MAIL = re.compile(r"([\w.+'-]+)@[\w.-]+")


@dataclass(frozen=True, slots=True)
class Needle:
    """Something to look for. ``squeezed`` has small letters and digits only.

    A ``capital`` one only counts with a capital; one that is a lone ``name`` does not
    count in the web address of a public body, "www.kent.gov.uk".
    """

    squeezed: str
    serial: str
    capital: bool = False
    name: bool = False
    digits: bool = False

    def found_in(self, text: Text) -> Iterator[tuple[int, int]]:
        """Start and end in ``text.raw`` of each occurrence."""
        if self.digits:
            yield from text.find_digits(self.squeezed)
            return
        for start, end in text.find(self.squeezed):
            if text.raw[start].isupper() or not (
                self.capital or (self.name and _HOST.match(text.raw, end))
            ):
                yield start, end


class Text:
    """A text made ready for searching."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._squeezed, self._at = _squeeze(raw)
        digits = [i for i, char in enumerate(raw) if char.isdigit() and char.isascii()]
        self._digits = "".join(raw[i] for i in digits)
        self._digits_at = digits

    def find(self, needle: str) -> Iterator[tuple[int, int]]:
        """Occurrences of squeezed text; short ones only as words of their own."""
        at = self._squeezed.find(needle)
        while at >= 0:
            start, end = self._at[at], self._at[at + len(needle) - 1] + 1
            if len(needle) >= _ANYWHERE or self._is_apart(start, end):
                yield start, end
            at = self._squeezed.find(needle, at + 1)

    def find_digits(self, needle: str) -> Iterator[tuple[int, int]]:
        """Occurrences of a number, however it is spaced."""
        at = self._digits.find(needle)
        while at >= 0:
            start = self._digits_at[at]
            end = self._digits_at[at + len(needle) - 1] + 1
            between = _THOUSANDS.sub("", _NUMBER_GAP.sub("", self.raw[start:end]))
            if between.isdigit():
                yield start, end
            at = self._digits.find(needle, at + 1)

    def _is_apart(self, start: int, end: int) -> bool:
        before = self.raw[start - 1] if start else " "
        after = self.raw[end] if end < len(self.raw) else " "
        return not (before.isalnum() or after.isalnum())


def _squeeze(raw: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    at: list[int] = []
    for index, char in enumerate(raw):
        if char.isascii():
            if char.isalnum():
                letters.append(char.lower())
                at.append(index)
            continue
        for plain in unicodedata.normalize("NFKD", char).casefold():
            if plain.isalnum():
                letters.append(plain)
                at.append(index)
    return "".join(letters), at


def squeezed(raw: str) -> str:
    """Small letters and digits, accents and everything else taken away."""
    return _squeeze(raw)[0]


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    book = rulebook.load("proof.yaml")
    words = frozenset(book["titles"]) | frozenset(book["words"])
    return words, frozenset(book["mailboxes"])


def needles(
    withheld: Iterable[Redaction], ordinary: Collection[str] = ()
) -> list[Needle]:
    """What to look for so that none of these redactions is undone elsewhere.

    ``ordinary`` are words, in small letters, that are nobody's name in this case. One
    that was withheld alone, and by hand, counts only under its own box.
    """
    found: dict[Needle, Needle] = {}
    for redaction in withheld:
        if not redaction.label and _is_plain(redaction.text, ordinary):
            continue
        for needle in _needles(redaction):
            found.setdefault(replace(needle, serial=""), needle)
    return list(found.values())


def _needles(redaction: Redaction) -> Iterator[Needle]:
    text, serial = redaction.text, redaction.serial
    if not text.strip() or _DATE.fullmatch(text) or redaction.label == "DOB":
        return
    whole = squeezed(text)
    words = _WORD.findall(text)
    yield from _numbers(text, serial)
    for match in _MAIL.finditer(text):
        yield from _mailbox(match, serial)
    if redaction.label in _NAMED:
        yield from _name(words, whole, serial)
    elif len(words) == 1:
        if _is_telling(words[0]) and len(whole) >= _SHORTEST:
            yield Needle(whole, serial, capital=words[0][0].isupper())
    elif len(whole) >= _ANYWHERE and (
        len(whole) >= _LONG or any(map(_is_telling, words))
    ):
        yield Needle(whole, serial)


def _is_plain(text: str, ordinary: Collection[str]) -> bool:
    """Whether a text is one ordinary word, or letters that are no word: "XXXX"."""
    words = _WORD.findall(text)
    if len(words) != 1 or not words[0].isalpha() or _MAIL.search(text):
        return False
    word = words[0].lower()
    return word in ordinary or len(set(word)) == 1


def _is_telling(word: str) -> bool:
    """Whether a word may be a name or a reference and not just writing."""
    common, _ = _lists()
    if word.isdigit():
        return False
    capital = word[0].isupper() and word.lower() not in common
    return capital or any(char.isdigit() for char in word)


def _numbers(text: str, serial: str) -> Iterator[Needle]:
    for number in re.findall(r"\d+", _NUMBER_GAP.sub("", text)):
        plain = number
        if len(plain) >= 11 and plain.startswith("44"):
            plain = plain[2:].lstrip("0")
        elif len(plain) >= 10:
            plain = plain.lstrip("0")
        if len(plain) >= _DIGITS:
            yield Needle(plain, serial, digits=True)


def amounts(redaction: Redaction) -> list[Needle]:
    """Numbers of five digits and more that are written with commas: "171,900".

    In a document they could be of anything; in what somebody writes about the case they
    are what was withheld.
    """
    found = [one.replace(",", "") for one in _AMOUNT.findall(redaction.text)]
    return [
        Needle(one, redaction.serial, digits=True)
        for one in found
        if len(one) >= _DIGITS
    ]


def _mailbox(match: re.Match[str], serial: str) -> Iterator[Needle]:
    _, mailboxes = _lists()
    yield Needle(squeezed(match[0]), serial)
    local = squeezed(match[1])
    if len(local) >= _SHORTEST and local not in mailboxes:
        yield Needle(local, serial)


def _name(words: list[str], whole: str, serial: str) -> Iterator[Needle]:
    common, _ = _lists()
    letters = [squeezed(word) for word in words]
    if len(whole) >= _SHORTEST and not set(letters) <= common:
        yield _lone(whole, serial) if len(words) == 1 else Needle(whole, serial)
    own = [word for word in letters if word not in common and len(word) > 1]
    if 2 <= len(own) <= _ORDERED:
        for order in itertools.permutations(own):
            if len(joined := "".join(order)) >= _SHORTEST:
                yield Needle(joined, serial)
    for word in own:
        if len(word) >= _SHORTEST and word.isalpha():
            yield _lone(word, serial)


def _lone(word: str, serial: str) -> Needle:
    return Needle(word, serial, capital=word in _also_words(), name=True)


@cache
def _also_words() -> frozenset[str]:
    """Names, in small letters, that are also words: "green", "will"."""
    book = rulebook.load_once("names.yaml")
    listed = (book["word_names"], book["given_words"])
    return rulebook.words().union(*(every.lower().split() for every in listed))


def telling(words: str, sought: Iterable[Needle]) -> list[str]:
    """Serials of what is withheld and these words would tell."""
    text = Text(words)
    found = {n.serial for n in sought if any(True for _ in n.found_in(text))}
    return sorted(found)
