"""The exemptions a redaction can rest on, and what people mean when they cite one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from redactor.errors import UnknownExemption
from redactor.law import rulebook
from redactor.law.citation import Citation, Key, key_of, take_apart, words_of
from redactor.law.regimes import Regime, regimes
from redactor.law.regimes import regime as regime_named

_ANY = "ANY"
_LISTED = 10


class Kind(StrEnum):
    """What an entry is; only exemptions and some markers may stand on a box."""

    EXEMPTION = "exemption"
    NCND = "ncnd"
    PROCEDURAL = "procedural"
    MARKER = "marker"


class Standing(StrEnum):
    """Whether the public interest is weighed, in words for the reader."""

    ABSOLUTE = "absolute"
    QUALIFIED = "qualified"
    CONTESTED = "absolute or qualified, which is disputed"
    DEPENDS = "absolute or qualified, depending on what lies behind it"
    NONE = ""


_STANDING = {
    True: Standing.ABSOLUTE,
    False: Standing.QUALIFIED,
    "contested": Standing.CONTESTED,
    "depends": Standing.DEPENDS,
    None: Standing.NONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """One limb of the law, or a mark that is no exemption.

    ``code`` stands in the case, ``cite`` in schedules and letters, ``stamp`` in the
    box. ``along`` is a provision that is cited with it, ``enactment`` says that a
    citation names another law behind it, ``replaced_by`` the present code of a route
    that is no longer law. ``source`` and ``checked`` say what it was compared with.
    """

    code: str
    cite: str
    stamp: str
    regime: str
    section: str
    heading: str
    title: str
    kind: Kind
    standing: Standing
    basis: str
    on_box: bool
    reason: str
    use: str
    source: str
    checked: str
    common: bool = False
    along: str = ""
    enactment: bool = False
    note: str = ""
    replaced_by: str = ""

    @property
    def legacy(self) -> bool:
        """Readable in marks made elsewhere, never offered."""
        return bool(self.replaced_by)

    @property
    def absolute(self) -> bool:
        """Whether it is undisputed that no public interest test is needed."""
        return self.standing is Standing.ABSOLUTE

    @property
    def offered(self) -> bool:
        """Whether a picker shows it for a box."""
        return self.on_box and not self.legacy


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A provision that people cite though it is no ground for withholding."""

    key: Key
    why: str
    use: tuple[str, ...]


class Catalogue(Mapping[str, Exemption]):
    """The entries of one regime by code, in the order of the law."""

    def __init__(
        self,
        regime: Regime,
        entries: Iterable[Exemption],
        pointers: Iterable[_Pointer] = (),
    ) -> None:
        self.regime = regime
        self._entries = {entry.code: entry for entry in entries}
        self._pointers = tuple(pointers)
        self._keys = {key: e for e in self._entries.values() for key in _keys(e)}
        self._markers = {
            e.code.casefold(): e for e in self.values() if e.kind is Kind.MARKER
        }

    def __getitem__(self, code: str) -> Exemption:
        return self._entries[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def default_personal(self) -> Exemption:
        """What somebody else's personal data is withheld under."""
        return self._entries[self.regime.default_personal]

    def offered(self) -> list[Exemption]:
        """What may be put on a box: personal data first, then what is common."""
        first = self.default_personal
        return sorted(
            (e for e in self.values() if e.offered),
            key=lambda e: (e is not first, not e.common),
        )

    def search(self, words: str) -> list[Exemption]:
        """The offered entries that begin with this citation, then those with the words.

        Every word has to occur in the code, the title, the heading or the use.
        """
        offered = self.offered()
        cited = take_apart(words)
        key = () if cited.rest else cited.key
        begun = [e for e in offered if key and key_of(e.code)[: len(key)] == key]
        wanted = [_plain(word) for word in words.split()]
        found = [e for e in offered if all(word in _haystack(e) for word in wanted)]
        return list(dict.fromkeys((*begun, *found)))

    def parse(self, text: str) -> Exemption:
        """The entry for a box that somebody cites as ``text``.

        A section that has only one limb for a box means that limb. A citation may add
        the purpose of s.31(2), the law behind s.44, or the title of the exemption: the
        entry is the same. Entries whose ``legacy`` is true are found too.

        Raises UnknownExemption with what to do instead: for a section without its limb
        (FOIA s.17(1)(b) asks for it), for what belongs to another regime, and for what
        answers a whole request.
        """
        return _for_box(self.find(text))

    def find(self, text: str) -> Exemption:
        """As ``parse`` does, also for what answers a part of a request or all of it.

        Raises UnknownExemption.
        """
        exact = self._entries.get(text)
        if exact is not None:
            return exact
        marker = self._markers.get(" ".join(text.casefold().split()))
        if marker is not None:
            return marker
        cited = take_apart(text)
        self._refuse_other_regime(text, cited)
        entry = self._keys.get(cited.key) or self._with_more(cited)
        if entry is None:
            entry = self._only_limb(text, cited)
        if not entry.enactment and not cited.rest <= words_of(
            entry.title, entry.heading
        ):
            raise self._unknown(text, cited)
        return entry

    def _refuse_other_regime(self, text: str, cited: Citation) -> None:
        for other in regimes():
            if other != self.regime and (
                cited.regime == other.name
                or (not cited.regime and cited.unit == other.unit)
            ):
                raise UnknownExemption(
                    f"{_quote(text)} belongs to the {other.title}, but this case is "
                    f"answered under the {self.regime.title}.",
                    f"For personal data use {self.regime.default_personal}.",
                )

    def _with_more(self, cited: Citation) -> Exemption | None:
        """The entry whose citation goes on with a purpose or another law.

        None where it goes on with another entry, which must not be lost.
        """
        if self._entries_in(cited) > 1:
            return None
        for entry in self.values():
            own, added = key_of(entry.code), key_of(entry.along)[1:]
            goes_on = bool(entry.along) or (entry.enactment and bool(cited.rest))
            if goes_on and cited.key[: len(own) + len(added)] == own + added:
                return entry
        return None

    def _entries_in(self, cited: Citation) -> int:
        return sum(part in self._keys for part in cited.parts)

    def _only_limb(self, text: str, cited: Citation) -> Exemption:
        key = cited.key
        for pointer in self._pointers:
            if key[: len(pointer.key)] == pointer.key:
                use = f"Use {' or '.join(pointer.use)}." if pointer.use else ""
                raise UnknownExemption(pointer.why, use)
        below = [e for k, e in self._keys.items() if key and k[: len(key)] == key]
        limbs = list(dict.fromkeys(e for e in below if e.offered))
        if len(limbs) > 1:
            raise UnknownExemption(
                f"{_quote(text)} is not precise enough: a refusal must name the limb "
                "it relies on.",
                f"Choose one of {_list(limbs)}.",
            )
        if not below:
            raise self._unknown(text, cited)
        return limbs[0] if limbs else below[0]

    def _unknown(self, text: str, cited: Citation) -> UnknownExemption:
        if not text.strip():
            return UnknownExemption("No exemption is given.", self._example)
        if self._entries_in(cited) > 1:
            return UnknownExemption(
                f"{_quote(text)} cites more than one {self.regime.word}.",
                "Give them one by one: a redaction can carry several.",
            )
        near = self._near(text, cited.key)
        return UnknownExemption(
            f"The {self.regime.title} has no {self.regime.word} {_quote(text)}.",
            f"Did you mean {_list(near)}?" if near else self._example,
        )

    @property
    def _example(self) -> str:
        return f"Write it like {self.regime.default_personal}."

    def _near(self, text: str, key: Key) -> list[Exemption]:
        near = [e for e in self.values() if e.offered and _shared(key, e) > 0]
        if near:
            return sorted(near, key=lambda e: -_shared(key, e))
        codes = [e.code for e in self.values() if e.offered]
        return [self._entries[c] for c in difflib.get_close_matches(text, codes, n=3)]


@cache
def catalogue(regime: str) -> Catalogue:
    """The catalogue of a regime. Raises BadInput for a regime that has no rules."""
    law = regime_named(regime)
    book = rulebook.load("exemptions.yaml")
    entries = [
        _entry(section, limb, law.name)
        for section in book["sections"]
        if section["regime"] in (law.name, _ANY)
        for limb in section["limbs"]
    ]
    pointers = [
        _Pointer(key_of(row["at"]), row["why"], tuple(row["use"]))
        for row in book["pointers"]
        if row["regime"] == law.name
    ]
    return Catalogue(law, entries, pointers)


def _entry(section: Mapping[str, Any], limb: Mapping[str, Any], law: str) -> Exemption:
    row = {k: v for k, v in section.items() if k != "limbs"} | dict(limb)
    kind = Kind(row.pop("kind", Kind.EXEMPTION))
    return Exemption(
        **row
        | {
            "kind": kind,
            "standing": _STANDING[row.pop("absolute")],
            "regime": law,
            "cite": row.get("cite", row["code"]),
            "stamp": row.get("stamp", row["code"]),
            "on_box": row.get("on_box", kind in (Kind.EXEMPTION, Kind.MARKER)),
        }
    )


def _keys(entry: Exemption) -> set[Key]:
    """How an entry can be cited: by its code, its full citation or the main part of it.

    The full citation of reg.13 begins with reg.12(3), which many leave out.
    """
    if entry.kind is Kind.MARKER:
        return set()
    code, cite = key_of(entry.code), key_of(entry.cite)
    if entry.legacy:  # the route alone: "s.40(3)(a)(i)"
        route = key_of(entry.section + entry.code.partition("/")[2])
        return {code, cite, route}
    if cite[0] == code[0]:
        return {code, cite}
    start = cite.index(code[0])
    return {code, cite, cite[start:], cite[:start] + code}


def _for_box(entry: Exemption) -> Exemption:
    if entry.on_box:
        return entry
    said = {
        Kind.NCND: "refuses to confirm or deny",
        Kind.PROCEDURAL: "refuses a request",
        Kind.MARKER: "answers a part of a request",
    }.get(entry.kind, "")
    raise UnknownExemption(
        f"{entry.code} ({entry.title}) {said}: it can't stand on a redaction.",
        "Say it in the letter for the request or the part of it, and leave the box.",
    )


def _shared(key: Key, entry: Exemption) -> int:
    own = key_of(entry.code)
    return sum(
        1
        for length in range(1, min(len(key), len(own)) + 1)
        if key[:length] == own[:length]
    )


def _quote(text: str) -> str:
    return f"“{' '.join(text.split())[:80]}”"


def _list(entries: list[Exemption]) -> str:
    names = [f"{e.code} ({e.title})" for e in entries[:_LISTED]]
    more = len(entries) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _plain(text: str) -> str:
    return text.casefold().replace(".", "")


@cache
def _haystack(entry: Exemption) -> str:
    return _plain(" ".join((entry.code, entry.title, entry.heading, entry.use)))
