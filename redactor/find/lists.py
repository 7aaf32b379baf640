"""The word lists in ``rules/``, read once and typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from redactor.law.rulebook import lines, load, words

Words = frozenset[str]


def _lower(text: str) -> Words:
    return frozenset(text.casefold().split())


@dataclass(frozen=True)
class NameLists:
    """Words that names are made of, in lower case."""

    given: Words
    given_words: Words
    firm: Words
    family: Words
    word_names: Words
    titles: Words
    particles: Words
    after: Words
    never: Words
    nobody: Words
    nicknames: Mapping[str, frozenset[str]]
    any_given: Words


@dataclass(frozen=True)
class PlaceLists:
    """Words that places are made of, in lower case."""

    places: Words
    suffixes: Words
    roads: Words
    streets: Words
    houses: Words
    home_cues: Words
    number_cues: Words
    small: Words
    towns: Words  # with their spaces
    gazetteer: Words
    homes: Words
    venues: Words
    office_words: Words
    welsh_streets: Words
    home_houses: Words
    sure_streets: Words
    soft_words: Words
    pubs: str
    home_labels: str
    address_labels: str
    office_labels: str
    lives: re.Pattern[str]
    visited: re.Pattern[str]
    civic: Words
    blocks: Words
    celtic: Words
    part_labels: str
    neighbours: str
    somebody: str
    sites: re.Pattern[str]


@dataclass(frozen=True)
class LayoutLists:
    """What gives the parts of a document away, in lower case."""

    mail_people: Words
    mail_other: Words
    attendees: Words
    person_fields: Words
    columns: Mapping[str, Words]
    body_columns: Words
    address_parts: Words
    salutations: tuple[str, ...]
    nobody: Words
    closings: Words
    job_words: Words
    acts: Words
    strong_acts: Words
    cues: Words
    auxiliaries: Words
    relations: Words
    pronouns: Words
    months: Words
    notices: tuple[str, ...]


@dataclass(frozen=True)
class PublicLists:
    """What stays although it looks personal; words in lower case."""

    mailbox_words: Words
    mailbox_parts: tuple[str, ...]
    mailbox_surnames: Words
    mailbox_endings: tuple[str, ...]
    mailbox_joiners: tuple[str, ...]
    mailbox_things: Words
    cue_patterns: re.Pattern[str]
    trades: re.Pattern[str]
    body_domains: tuple[str, ...]
    body_labels: Words
    handle_endings: tuple[str, ...]
    public_domains: tuple[str, ...]
    private_domains: Words
    private_labels: Words
    number_prefixes: tuple[str, ...]
    short_numbers: Words
    number_cues: tuple[str, ...]
    landline_cues: re.Pattern[str]
    own_cues: re.Pattern[str]
    free_prefixes: tuple[str, ...]
    body_words: Words
    bodies: Words
    body_names: re.Pattern[str]
    eponyms: Words
    eponym_things: re.Pattern[str]
    office_postcodes: Words
    acronyms: Words
    references: re.Pattern[str]
    phrases: re.Pattern[str]
    handle_parts: tuple[str, ...]
    profile_words: Words
    offices: Words


@cache
def names() -> NameLists:
    data = load("names.yaml")
    nicknames: dict[str, set[str]] = {}
    for line in data["nicknames"]:
        every = line.casefold().split()
        for name in every:
            nicknames.setdefault(name, set()).update(every)
    words = _lower(data["given_words"])
    given = (_lower(data["given"]) | frozenset(nicknames)) - words
    return NameLists(
        given=given,
        any_given=given | words,
        given_words=words,
        firm=_lower(data["given_firm"]),
        family=_lower(data["family"]),
        word_names=_lower(data["word_names"]) | words,
        titles=_lower(data["titles"]),
        particles=_lower(data["particles"]),
        after=frozenset(data["after_names"].split()),
        never=_lower(data["never"]),
        nobody=_lower(data["nobody"]),
        nicknames={name: frozenset(every) for name, every in nicknames.items()},
    )


@dataclass(frozen=True)
class Lexicon:
    """Long lists, in lower case: words of the language, and names by how many bear
    them."""

    words: Words
    surnames: Words
    common_surnames: Words
    forenames: Words
    common_forenames: Words


@cache
def lexicon() -> Lexicon:
    surnames, forenames = lines("surnames"), lines("forenames")
    return Lexicon(
        words=words(),
        surnames=frozenset(surnames),
        common_surnames=frozenset(surnames[:_COMMON]) | names().family,
        forenames=frozenset(forenames),
        common_forenames=frozenset(forenames[:_COMMON]) | names().any_given,
    )


@cache
def listed() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Things and people known to all, by their first word: their words in lower case
    and the list that has them, the longest first. Those that many people are called
    ("Peter Jones") are "namesakes"."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in ("famous", "firms", "things"):
        for line in lines(kind):
            words = tuple(line.casefold().replace("’", "'").split())
            common = is_everyday(words)
            found.setdefault(words[0], []).append(
                (words, "namesakes" if common else kind)
            )
    return {
        first: tuple(sorted(every, key=lambda one: -len(one[0])))
        for first, every in found.items()
    }


def is_everyday(words: tuple[str, ...]) -> bool:
    """Whether a name is made of a forename and a family name that many bear."""
    return (
        len(words) == 2 and words[0] in names().any_given and words[1] in names().family
    )


_COMMON = 8000  # names of the long lists that many people bear


@cache
def places() -> PlaceLists:
    data, every = load("places.yaml"), load("gazetteer.yaml")
    return PlaceLists(
        _lower(data["places"]),
        _lower(data["place_suffixes"]),
        _lower(data["road_words"]),
        _lower(data["street_words"]) | _lower(data["more_street_words"]),
        _lower(data["house_words"]),
        _lower(data["home_cues"]),
        _lower(data["number_cues"]),
        _lower(data["small_words"]),
        frozenset(
            re.sub(r"\s+", " ", town).strip().casefold()
            for town in every["towns"].split(",")
        ),
        _lower(every["places"]),
        homes=_lower(data["home_words"]),
        venues=_lower(data["venue_words"]),
        sure_streets=_lower(data["sure_street_words"]),
        welsh_streets=_lower(data["welsh_street_words"]),
        home_houses=_lower(data["home_house_words"]),
        office_words=_lower(data["office_words"]),
        soft_words=_lower(data["soft_words"]),
        pubs=data["pubs"],
        home_labels="|".join(data["home_labels"]),
        address_labels="|".join(data["address_labels"]),
        office_labels="|".join(data["office_labels"]),
        lives=re.compile(data["lives"], re.IGNORECASE),
        visited=re.compile(data["visited"], re.IGNORECASE),
        civic=_lower(data["civic_words"]),
        blocks=_lower(data["block_words"]),
        celtic=_lower(data["celtic_house_words"]),
        part_labels="|".join(data["address_part_labels"]),
        neighbours="|".join(data["neighbour_words"]),
        somebody="|".join(data["people_words"]),
        sites=re.compile(data["sites"], re.IGNORECASE),
    )


@cache
def layout() -> LayoutLists:
    data = load("layout.yaml")
    return LayoutLists(
        mail_people=frozenset(data["mail_people"]),
        mail_other=frozenset(data["mail_other"]),
        attendees=frozenset(data["attendees"]),
        person_fields=frozenset(data["person_fields"]),
        body_columns=frozenset(data["body_columns"]),
        address_parts=frozenset(data["address_part_columns"]),
        columns={
            kind: frozenset(data[f"{kind}_columns"])
            for kind in ("person", "phone", "email", "address", "id", "dob", "handle")
        },
        salutations=tuple(sorted(data["salutations"], key=len, reverse=True)),
        nobody=frozenset(data["salutation_nobody"]),
        closings=frozenset(data["closings"]),
        job_words=_lower(data["job_words"]),
        acts=_lower(data["acts"]),
        strong_acts=_lower(data["strong_acts"]),
        cues=_lower(data["person_cues"]),
        auxiliaries=_lower(data["auxiliaries"]),
        relations=_lower(data["relations"]),
        pronouns=_lower(data["pronouns"]),
        months=_lower(data["months"]),
        notices=tuple(data["notices"]),
    )


def _phrases(every: Iterable[str]) -> re.Pattern[str]:
    """Names of more than one word, and those with an apostrophe."""
    long = sorted((p for p in every if " " in p or "'" in p), key=len, reverse=True)
    joined = "|".join(re.escape(p).replace("'", "['’]") for p in long)
    return re.compile(
        rf"(?<!\w)(?:{joined})(?!\w)".replace("\\ ", r"\s+"), re.IGNORECASE
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    """One of these as a word or words, whatever their case."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


def _every(names: Iterable[str]) -> re.Pattern[str]:
    """One of these names, in small letters."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(n.casefold()) for n in names)})\b")


def _first_labels(data: Mapping[str, Any]) -> Words:
    """The first words of hosts at which people have mailboxes of their own."""
    hosts = (host.split(".")[0] for host in data["private_domains"])
    return frozenset(hosts) | _lower(data["private_labels"])


def _behind(patterns: list[str]) -> re.Pattern[str]:
    """One of these as the next word, perhaps behind 's."""
    return re.compile(rf"(?:['’]s?)?[ -](?:{'|'.join(patterns)})\b", re.IGNORECASE)


@cache
def public() -> PublicLists:
    data = load("public.yaml")
    return PublicLists(
        mailbox_words=_lower(data["mailbox_words"]),
        mailbox_parts=tuple(data["mailbox_parts"]),
        mailbox_surnames=_lower(data["mailbox_surnames"]),
        mailbox_endings=tuple(data["mailbox_endings"]),
        mailbox_joiners=("", *data["mailbox_joiners"]),
        cue_patterns=_any(data["number_cue_patterns"]),
        trades=re.compile(rf"(?<!\w)(?:{'|'.join(data['trades'])})(?!\w)", re.I),
        mailbox_things=_lower(data["mailbox_things"]),
        body_domains=tuple(data["body_domains"]),
        body_labels=_lower(data["body_labels"]),
        handle_endings=tuple(data["handle_endings"]),
        public_domains=tuple(data["public_domains"]),
        private_domains=frozenset(data["private_domains"]),
        private_labels=_first_labels(data),
        number_prefixes=tuple(data["number_prefixes"]),
        short_numbers=frozenset(data["short_numbers"]),
        number_cues=tuple(data["number_cues"]),
        landline_cues=_any([*data["landline_cues"], *data["number_cues"]]),
        own_cues=_any(data["own_number_cues"]),
        free_prefixes=tuple(data["free_prefixes"]),
        body_words=_lower(data["body_words"]),
        bodies=frozenset(body.casefold() for body in data["bodies"]),
        body_names=_every(data["bodies"]),
        eponyms=frozenset(word.casefold() for word in data["eponyms"]),
        eponym_things=_behind(data["eponym_things"]),
        office_postcodes=frozenset(
            c.replace(" ", "") for c in data["office_postcodes"]
        ),
        acronyms=frozenset(data["acronyms"].split()),
        phrases=_phrases([*data["bodies"], *data["eponyms"], *data["offices"]]),
        references=re.compile("|".join(data["references"]), re.IGNORECASE),
        handle_parts=tuple(data["handle_parts"]),
        profile_words=frozenset(data["profile_words"]),
        offices=frozenset(office.casefold() for office in data["offices"]),
    )
