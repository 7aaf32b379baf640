"""Searches that belong to a case: what is added later is searched by them too.

A rule withholds or keeps what it finds. Finding personal data proposes the hits of the
rules that withhold, and leaves alone what a rule keeps. Rules are kept with the case as
a setting; making one or dropping one is noted in the audit trail.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.errors import BadInput
from redactor.find.places import Place
from redactor.find.query import How, Queries, Query, Stretch
from redactor.find.search import covered, hits_on
from redactor.find.spans import Span
from redactor.tables import rows
from redactor.words import Passage

_SETTING = "rules"
_FOUND_BY = "rule of this case"
_LEAST = 2  # letters of an entry of a list


@dataclass(frozen=True, slots=True)
class Rule:
    """One search of a case. ``name`` is what was typed, or the name of the list."""

    name: str
    queries: tuple[Query, ...]
    keep: bool = False
    exemptions: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The rule as the reason of a proposal."""
        return f"A rule of this case asks for it: {self.in_words}."

    @property
    def in_words(self) -> str:
        """What it does, on one line."""
        verb = "keep" if self.keep else "withhold"
        if len(self.queries) > 1:
            return f"{verb} the {len(self.queries)} entries of {self.name}"
        codes = f" under {', '.join(self.exemptions)}" if self.exemptions else ""
        how = self.queries[0].how
        kind = "" if how is How.WORDS else f", {how}"
        return f"{verb} “{self.name}”{kind}{codes}"


def rules_of(file: CaseFile) -> list[Rule]:
    """The rules of a case, oldest first."""
    return [_rule(row) for row in json.loads(file.setting(_SETTING, "[]"))]


def put_rules(file: CaseFile, rules: Iterable[Rule], *, by: str) -> None:
    """Give the case these rules and no others, and note it in the audit trail."""
    every = list(dict.fromkeys(rules))
    written = json.dumps([asdict(rule) for rule in every], ensure_ascii=False)
    file.put_setting(_SETTING, written)
    file.record("rules", by=by, count=len(every), content=written.encode())


def _rule(row: dict[str, Any]) -> Rule:
    queries = (query | {"how": How(query["how"])} for query in row["queries"])
    return Rule(
        row["name"],
        tuple(Query(**query) for query in queries),
        row["keep"],
        tuple(row["exemptions"]),
    )


def listed(path: Path) -> tuple[Query, ...]:
    """The entries of a list as whole words: a text with one a line, or the first
    column of a table.

    Raises BadInput where the file can't be read or holds none.
    """
    firsts = [row[0] if row else "" for row in rows(path)]
    if path.suffix.casefold() not in {".csv", ".xlsx", ".tsv"}:
        firsts = [", ".join(row) for row in rows(path)]  # a comma is part of its line
    texts = dict.fromkeys(" ".join(text.split()) for text in firsts)
    found = [text for text in texts if sum(c.isalnum() for c in text) >= _LEAST]
    if not found:
        raise BadInput(
            f"{path.name} holds nothing to look for.", "Write one name a line."
        )
    return tuple(Query(text, whole_words=True) for text in found)


# -- what finding does with them


def followed(
    file: CaseFile, pages: Mapping[tuple[str, int], str], places: Sequence[Place]
) -> tuple[Place, ...]:
    """The places of a finding without what rules keep, and with what rules withhold."""
    rules = rules_of(file)
    keep = Queries(query for rule in rules if rule.keep for query in rule.queries)
    withhold = [(rule, Queries(rule.queries)) for rule in rules if not rule.keep]
    found = list(places)
    for at, text in pages.items() if rules else ():
        if kept := keep.hits(text):
            found = _without(file, at, kept, found)
        for rule, queries in withhold:
            found += _places(file, at, rule, queries.hits(text))
    return tuple(found)


def _without(
    file: CaseFile, at: tuple[str, int], kept: list[Stretch], places: list[Place]
) -> list[Place]:
    """The places but for those that a rule keeps, which are noted as what stays."""
    document = file.state.documents[at[0]]
    hits = hits_on(file, document, at[1], kept)
    boxes = [hit.rects for hit in hits]
    stays = [
        Passage(hit.rects, hit.text, "A rule of this case keeps it.") for hit in hits
    ]
    before = file.kept(document).get(at[1], ())
    file.put_kept([(document.pdf_sha256, at[1], [*before, *stays])])
    wanted = {" ".join(hit.text.split()).casefold() for hit in hits}
    return [
        place
        for place in places
        if (place.document, place.page) != at
        or not covered(_mark(place), boxes)
        or " ".join(place.text.split()).casefold() not in wanted
    ]


def _mark(place: Place) -> Mark:
    return Mark(place.document, place.page, place.rects, place.text)


def _places(
    file: CaseFile, at: tuple[str, int], rule: Rule, stretches: list[Stretch]
) -> Iterable[Place]:
    if not stretches:
        return
    document = file.state.documents[at[0]]
    for hit in hits_on(file, document, at[1], stretches):
        span = Span(0, len(hit.text), "", 1.0, _FOUND_BY, rule.why)
        yield Place(*at, hit.rects, hit.text, span, None, rule.exemptions)
