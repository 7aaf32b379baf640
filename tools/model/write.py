"""Made-up correspondence for training, with everybody in it marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tools.model import names
from tools.model.names import Person

_HERE = Path(__file__).parent
_SLOT = re.compile(r"<(\w+)>")
_TITLES = ("Mr", "Mrs", "Ms", "Miss", "Dr", "Mr.", "Mrs.", "Professor", "Sir")
PERSON = "PERSON"


@dataclass
class Page:
    """A text as it grows; of each span, what kind of name it is ("" for none)."""

    text: str = ""
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, words: str, label: str | None = None) -> None:
        """More words; with a label, they are a name of that kind."""
        start = len(self.text)
        self.text += words
        if label is not None:
            self.spans.append((start, len(self.text), label))

    def take(self, other: Page, before: str = "") -> None:
        """All of another page, with a mark before each of its lines."""
        places: list[int] = []
        for line in other.text.splitlines(keepends=True) if before else [other.text]:
            self.text += before
            places.extend(range(len(self.text), len(self.text) + len(line)))
            self.text += line
        self.spans.extend(
            (places[start], places[end - 1] + 1, label)
            for start, end, label in other.spans
        )


class Writer:
    """Writes one document: it holds its cast and its chances."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.cast = [names.person(random) for _ in range(random.randint(3, 7))]

    def write(self, page: Page, template: str, *, inside: bool = False) -> None:
        """A template with its slots filled; inside a name, nothing is a name."""
        at = 0
        for slot in _SLOT.finditer(template):
            page.add(template[at : slot.start()])
            self._fill(page, slot[1], inside)
            at = slot.end()
        page.add(template[at:])

    def line(self, template: str) -> Page:
        """A template alone on its page."""
        page = Page()
        self.write(page, template)
        return page

    def any(self, pool: str) -> str:
        """One of the templates of a pool."""
        chosen: str = self.random.choice(_templates()[pool])
        return chosen

    def _fill(self, page: Page, slot: str, inside: bool) -> None:
        if slot in _FORMS:
            _FORMS[slot](self, page, self.random.choice(self.cast))
        elif slot in _MADE:
            page.add(_MADE[slot](self.random))
        elif slot in _templates():
            self.write(page, self.any(slot), inside=inside)
        else:
            entry = _slots()[slot]
            part = Page()
            self.write(part, self.random.choice(entry["any"]), inside=True)
            page.add(part.text, None if inside else entry.get("label", ""))


def _full(writer: Writer, page: Page, who: Person) -> None:
    middle = who.middle if writer.random.random() < 0.3 else f"{who.middle[0]}."
    with_middle = writer.random.random() < 0.08
    first = f"{who.given} {middle}" if with_middle else who.given
    page.add(f"{first} {who.family}", PERSON)


def _first(writer: Writer, page: Page, who: Person) -> None:
    del writer
    page.add(who.given, PERSON)


def _last(writer: Writer, page: Page, who: Person) -> None:
    del writer
    page.add(who.family, PERSON)


def _titled(writer: Writer, page: Page, who: Person) -> None:
    page.add(writer.random.choice(_TITLES) + " ")
    initial = f"{who.given[0]} " if writer.random.random() < 0.15 else ""
    page.add(f"{initial}{who.family}", PERSON)


def _initialed(writer: Writer, page: Page, who: Person) -> None:
    first, second = who.given[0], who.middle[0]
    form = writer.random.choice(
        ("{0} {2}", "{0}. {2}", "{0}.{1}. {2}", "{0} {1} {2}", "{2} {0}")
    )
    page.add(form.format(first, second, who.family), PERSON)


def _inverted(writer: Writer, page: Page, who: Person) -> None:
    family = who.family.upper() if writer.random.random() < 0.3 else who.family
    page.add(f"{family}, {who.given}", PERSON)


def _mail(writer: Writer, page: Page, who: Person) -> None:
    local = writer.random.choice(("{0}.{1}", "{0}{1}", "{2}.{1}", "{1}{2}"))
    given, family = _slug(who.given), _slug(who.family)
    host = writer.line("<host>").text
    page.add(f"{local.format(given, family, given[:1])}@{host}", "")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower()) or "x"


_FORMS: dict[str, Callable[[Writer, Page, Person], None]] = {
    "full": _full,
    "first": _first,
    "last": _last,
    "titled": _titled,
    "initialed": _initialed,
    "inverted": _inverted,
    "mail": _mail,
}
_MADE: dict[str, Callable[[Random], str]] = {
    "town": names.town,
    "given": names.given,
    "family": names.family,
    "invented": names.invented,
    "lowinvented": lambda random: names.invented(random).lower(),
    "slug": lambda random: _slug(names.town(random)),
    "n": lambda random: str(random.randint(1, 29)),
}


@cache
def _templates() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load(
        (_HERE / "templates.yaml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def _slots() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        (_HERE / "slots.yaml").read_text(encoding="utf-8")
    )
    return loaded


def paragraph(writer: Writer, pools: Sequence[str], sentences: int) -> Page:
    """Sentences one after the other."""
    page = Page()
    for number in range(sentences):
        page.add(" " if number else "")
        writer.write(page, writer.any(writer.random.choice(pools)))
    return page
