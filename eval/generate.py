"""Documents made from templates and names of many origins, for measuring.

The finder learns nothing from these: its training text comes from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml

from eval.scoring import Sample, sample

_SLOT = re.compile(r"<(?P<slot>p[1-4]|[a-z]+)(?:\.(?P<form>\w+))?>")
_LISTS = {
    "body": "bodies",
    "thing": "things",
    "place": "places",
    "team": "teams",
    "office": "offices",
    "day": "days",
    "public": "public_numbers",
    "job": "jobs",
}


def documents(count: int, seed: int = 1) -> list[Sample]:
    """So many documents, the same ones for the same seed."""
    made = yaml.safe_load(
        (Path(__file__).parent / "generator.yaml").read_text(encoding="utf-8")
    )
    random = Random(seed)  # noqa: S311 - the same documents every time, no secret
    names = list(made["templates"])
    return [
        sample(f"{name} {number}", _filled(made, made["templates"][name], random))
        for number, name in enumerate(
            names[n % len(names)] for n in range(max(count, 0))
        )
    ]


def origins() -> list[str]:
    """Where names come from."""
    path = Path(__file__).parent / "generator.yaml"
    return list(yaml.safe_load(path.read_text(encoding="utf-8"))["names"])


def _filled(made: Mapping[str, Any], template: str, random: Random) -> str:
    people = {f"p{n}": _Someone(made, random) for n in range(1, 5)}

    def fill(match: re.Match[str]) -> str:
        slot, form = match["slot"], match["form"]
        if slot in people:
            return people[slot].form(form)
        return _other(made, slot, random)

    return _SLOT.sub(fill, template)


def _other(made: Mapping[str, Any], slot: str, random: Random) -> str:
    if slot in _LISTS:
        return f"{{{{{random.choice(made[_LISTS[slot]])}}}}}"
    if slot == "role":
        local, domain = random.choice(made["roles"]), random.choice(made["domains"])
        return f"{{{{{local}@{domain}}}}}"
    if slot == "reference":
        kinds = ("FOI-2023-{:05}", "IC-{:06}-K3P9", "CAS/2022/{:05}", "{:06}/FUL")
        return f"{{{{{random.choice(kinds).format(random.randrange(99999))}}}}}"
    digits = [random.randrange(10) for _ in range(8)]
    six = "{}{} {}{} {}{}".format(*digits)
    if slot == "nino":
        return f"[[ID|JK {six} {random.choice('ABCD')}]]"
    if slot == "payroll":
        return "[[ID|{}{}{}{}{}{}]]".format(*digits)
    if slot == "dob":
        return f"[[DOB|{random.randrange(1, 28):02}/0{random.randrange(1, 9)}/1971]]"
    raise KeyError(slot)


class _Someone:
    """Somebody made up, in every form in which a template may ask for them."""

    def __init__(self, made: Mapping[str, Any], random: Random) -> None:
        self._origin = random.choice(list(made["names"]))
        names = made["names"][self._origin]
        given, family = random.choice(names["given"]), random.choice(names["family"])
        title = random.choice(made["titles"])
        plain = re.sub(r"[^a-z]", "", family.casefold())
        user = f"{given.casefold()}.{plain}"
        tail = random.randrange(100, 999)
        street = f"{random.randrange(1, 99)} {random.choice(made['streets'])}"
        house = random.choice([street, f"{random.choice(made['houses'])}, {street}"])
        town, code = random.choice(made["towns"]), random.choice(made["postcodes"])
        letters = given[0] + family[0]
        self._forms: dict[str, str] = dict(
            self._named(given, family, title, letters),
            work=f"[[EMAIL|{user}@{random.choice(made['domains'])}]]",
            private=f"[[EMAIL|{user}{tail}@{random.choice(made['private'])}]]",
            mobile=f"[[PHONE|07700 900{tail}]]",
            line=f"[[PHONE|01632 960{tail}]]",
            user=f"[[HANDLE|{given[0].casefold()}{plain}]]",
            pronoun="He" if title == "Mr" else "They",
            street=f"[[ADDRESS|{street}]]",
            street_caps=f"[[ADDRESS|{street.upper()}]]",
            address=f"[[ADDRESS|{house}, {town}, {code}]]",
            address_lines=f"[[ADDRESS|{street}\n{town}\n{code}]]",
            address_caps=f"[[ADDRESS|{street.upper()}\n{town.upper()}\n{code}]]",
        )

    def _named(
        self, given: str, family: str, title: str, letters: str
    ) -> Iterator[Any]:
        forms = {
            "full": f"{given} {family}",
            "first": given,
            "last": family,
            "inverted": f"{family}, {given}",
            "inverted_caps": f"{family.upper()}, {given}",
            "title": f"{title} {family}",
            "title_full": f"{title} {given} {family}",
            "caps": f"{given} {family}".upper(),
            "caps_title": f"{title} {family}".upper(),
            "lower": given.casefold(),
            "initials": letters.upper(),
        }
        for form, words in forms.items():
            yield form, f"[[PERSON@{self._origin}|{words}]]"

    def form(self, name: str) -> str:
        """Somebody as ``name`` says: "full", "inverted", "mobile" ..."""
        return self._forms[name]
