"""The people of a case: one table over all its texts, and every form of each of them.

A sighting joins a person where the name says so. A forename alone never does, unless
the same document names exactly one person whom it fits. Two people of the same family
name stay two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from redactor.find import belongings, lists, minutes, names, sexes, spread, tidy, views
from redactor.find.names import Name
from redactor.find.register import Entry
from redactor.find.spans import Label, Span
from redactor.find.staff import Staff, domains, staff_of

_PASSES = 4
_LETTERS_BEHIND = re.compile(r"[ \t]?[|\n\t ,][ \t]?([A-ZÀ-Þ]{2,4})(?!\w)")
_SHE, _HE = frozenset({"mrs", "ms", "miss"}), frozenset({"mr", "mister"})


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody known before looking: a row of the case (``id``) or of the register."""

    name: str
    forms: tuple[str, ...] = ()
    id: str = ""
    staff: Staff = Staff.UNKNOWN
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the case with what was found in it. Texts of one document are
    evidence for one another."""

    document: str
    text: str
    spans: tuple[Span, ...]


@dataclass(eq=False, slots=True)
class Individual:
    """Somebody whom the texts identify, while the table grows."""

    name: str
    id: str = ""
    given: set[str] = field(default_factory=set)
    middle: tuple[str, ...] = ()
    family: str = ""
    titles: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    forms: dict[str, None] = field(default_factory=dict)
    values: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    staff: Staff = Staff.UNKNOWN
    entry: Entry | None = None

    def fits(self, name: Name) -> bool:
        """Whether a name with forename and family name can be this person's."""
        if not self.family or name.family != self.family or not self.given:
            return name.is_full and self._turned_round(name)
        if self._other_sex(name.title):
            return False
        return any(_same(name.first, g) for g in self.given) and _middles_agree(
            self.middle, name.given[1:]
        )

    def _turned_round(self, name: Name) -> bool:
        """ "Zhang Wei" and "Wei Zhang" are one."""
        return self.family == name.first and name.family in self.given

    def _other_sex(self, title: str) -> bool:
        one, many = {title.casefold()}, {t.casefold() for t in self.titles}
        she = bool(many & _SHE) or (not many & _HE and sexes.is_woman(self.given))
        he = bool(many & _HE) or (not many & _SHE and sexes.is_man(self.given))
        return bool((one & _SHE and he) or (one & _HE and she))

    def fits_part(self, name: Name) -> bool:
        """Whether a part of a name (Ms Smith, Jane, J. Smith) can be this person's."""
        if name.title and name.family and not name.given:
            return name.family == self.family and not self._other_sex(name.title)
        if name.family:
            return (
                name.family == self.family
                and any(g.startswith(name.first) for g in self.given)
                and not self._other_sex(name.title)
            )
        alone = name.first
        return alone == self.family or any(_same(alone, g) for g in self.given)

    def see(self, name: Name, form: str, document: str) -> None:
        """Note a sighting."""
        self.documents.add(document)
        self.forms.setdefault(form)
        if name.title:
            self.titles.add(name.title)
        if name.is_full and name.family == self.family:
            self.given.add(name.first)
            self.middle = max(self.middle, name.given[1:], key=len)


def _same(one: str, other: str) -> bool:
    """Whether two forenames are one name in two spellings."""
    return one == other or other in lists.names().nicknames.get(one, ())


def _middles_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    return all(
        a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=False)
    )


class People:
    """The table. ``spans`` holds, for each text, what is personal in it and whose."""

    def __init__(self, texts: Sequence[Text], known: Iterable[Known] = ()) -> None:
        self.individuals: list[Individual] = []
        self._by_family: dict[str, list[Individual]] = {}
        texts = [replace(one, text=views.hyphened(one.text)) for one in texts]
        every = list(known)
        for someone in every:
            self._enter(someone)
        self._gather(texts)
        # What one pass learns (initials, short names) the next one looks for.
        for _ in range(_PASSES):
            before = self._learned()
            self.spans = self._spread(texts)
            if self._learned() == before:
                break
        self._employ(every)

    def _employ(self, known: Iterable[Known]) -> None:
        """Say of each whose staff they are, as far as the register tells."""
        register = [one for one in known if one.staff is Staff.OURS]
        ours = domains(form for one in register for form in one.forms)
        for person in self.individuals:
            listed = person.staff is Staff.OURS
            person.staff = staff_of(person.values, ours, listed=listed)

    def _learned(self) -> int:
        return sum(
            len(p.given) + len(p.initials) + len(p.values) + len(p.documents)
            for p in self.individuals
        )

    # -- from sightings to people

    def _enter(self, known: Known) -> None:
        name = names.parse(known.name)
        person = self._named(name, "") if name.is_full and not known.id else None
        if person is None or not person.id:
            person = Individual(known.name, id=known.id)
            self._add(person, name)
        person.staff = known.staff or person.staff
        person.entry = known.entry or person.entry
        for form in known.forms:
            person.forms.setdefault(form)
            if "@" in form or re.search(r"\d", form):
                person.values.add(belongings.plain(form))
            elif re.fullmatch(r"[A-Z]{2,4}", form):
                person.initials.add(form)
            else:
                alias = names.parse(form)
                if (alias.family == person.family and alias.first) or (
                    not alias.family and alias.first and not alias.title
                ):
                    person.given.add(alias.first)

    def _add(self, person: Individual, name: Name) -> None:
        person.given |= {name.first} if name.first else set()
        person.middle = name.given[1:]
        person.family = name.family
        if name.title:
            person.titles.add(name.title)
        self.individuals.append(person)
        for key in {name.family, name.first}:
            self._by_family.setdefault(key, []).append(person)

    def _gather(self, texts: Sequence[Text]) -> None:
        sightings = [
            (names.parse(form), form, text.document)
            for text in texts
            for form in _forms(text)
        ]
        full = [s for s in sightings if s[0].is_full]
        # The fullest spelling of a name first: it says most about who it is.
        for name, form, document in sorted(full, key=lambda s: -len(s[0].given)):
            self._sight_full(name, form, document)
        for text in texts:
            self._short_names(text)
            self._belong(text)
        for name, form, document in sightings:
            if not name.is_full:
                self._sight_part(name, form, document)
        for text in texts:
            self._define(text)

    def _sight_full(self, name: Name, form: str, document: str) -> None:
        near = self._by_family.get(name.family, [])
        fitting = [p for p in near if p.fits(name)]
        exact = [p for p in fitting if name.first in p.given] or fitting
        if len(exact) == 1 or (exact and _all_one(exact)):
            person = exact[0]
        else:
            person = Individual(_shown(form))
            self._add(person, name)
        person.see(name, form, document)

    def _sight_part(self, name: Name, form: str, document: str) -> None:
        person = self.who(name, document)
        if person is None:
            person = Individual(_shown(form))
            self._add(person, name)
        person.see(name, form, document)

    def who(self, name: Name, document: str) -> Individual | None:
        """The person whom a part of a name means in this document, if that is sure."""
        fitting = [p for p in self.individuals if p.fits_part(name)]
        whole = [p for p in fitting if p.family and p.given]
        here = [p for p in whole if document in p.documents]
        if len(here) == 1:
            return here[0]
        sure = bool(name.family) or any(p.family == name.first for p in whole)
        if sure and not here and len(whole) == 1:
            return whole[0]
        # Nobody, or more than one: all such places are one row of their own.
        return next((p for p in fitting if not (p.family and p.given)), None)

    def _belong(self, text: Text) -> None:
        for owner, span in belongings.owners(text.text, text.spans):
            if owner is None:
                continue
            name = names.parse(_form(text.text, owner))
            person = self._named(name, text.document)
            value = text.text[span.start : span.end]
            if person and not belongings.names_another(value, person, self.individuals):
                person.values.add(belongings.plain(value))
                person.forms.setdefault(_form(text.text, span))

    def _named(self, name: Name, document: str) -> Individual | None:
        if not name.is_full:
            return self.who(name, document)
        near = self._by_family.get(name.family, [])
        return next((p for p in near if p.fits(name)), None)

    def _short_names(self, text: Text) -> None:
        """ "Tom" above "Tomasz Wilk" in a signature is what he is called."""
        for short, full in belongings.signed_twice(text.text, text.spans):
            person = self._named(names.parse(_form(text.text, full)), text.document)
            alias = names.parse(_form(text.text, short)).first
            if person and person.family and len(alias) > 1:
                person.given.add(alias)

    def _define(self, text: Text) -> None:
        for span in text.spans:
            behind = _LETTERS_BEHIND.match(text.text, span.end)
            if behind is None or span.label != Label.PERSON:
                continue
            form = _form(text.text, span)
            person = self._named(names.parse(form), text.document)
            if person and behind[1] in spread.initials_of(person):
                person.initials.add(behind[1])
                person.forms.setdefault(behind[1])
        for letters, (start, end) in minutes.definitions(text.text).items():
            name = names.parse(text.text[start:end])
            person = self._named(name, text.document)
            if person:
                person.initials.add(letters)
                person.forms.setdefault(letters)

    # -- from people to every place

    def _spread(
        self, texts: Sequence[Text]
    ) -> list[list[tuple[Span, Individual | None]]]:
        index = spread.Index(self.individuals)
        placed = []
        for text in texts:
            more = [
                span
                for span in index.search(text.text, text.document)
                if not any(s.label == span.label and s.covers(span) for s in text.spans)
            ]
            spans = tidy.clean(text.text, [*text.spans, *more])
            placed.append([(span, self._whose(text, span)) for span in spans])
        return placed

    def _whose(self, text: Text, span: Span) -> Individual | None:
        form = _form(text.text, span)
        if span.label != Label.PERSON:
            return self._owner(span, form)
        if span.found_by == "initials" or re.fullmatch(_INITIALS, form):
            return self._initialled(form.upper(), text.document)
        name = names.parse(form)
        person = self._named(name, text.document)
        if person is None:
            if name.is_full:
                self._sight_full(name, form, text.document)
            else:
                self._sight_part(name, form, text.document)
            person = self._named(name, text.document)
        if person:
            person.see(name, form, text.document)
        return person

    def _initialled(self, form: str, document: str) -> Individual | None:
        letters = re.sub(r"[^A-ZÀ-Þ]", "", form)
        here = [p for p in self.individuals if document in p.documents]
        defined = [p for p in here if letters in p.initials]
        fitting = defined or [p for p in here if _may_sign(p, letters)]
        if len(fitting) != 1:
            return None
        fitting[0].forms.setdefault(form)
        fitting[0].initials.add(letters)
        return fitting[0]

    def _owner(self, span: Span, form: str) -> Individual | None:
        value = belongings.plain(form)
        holders = [p for p in self.individuals if value in p.values]
        if len(holders) == 1:
            return holders[0]
        if holders or span.label not in (Label.EMAIL, Label.HANDLE):
            return None
        matching = [p for p in self.individuals if belongings.is_named_in(form, p)]
        if len(matching) == 1:
            matching[0].values.add(value)
            matching[0].forms.setdefault(form)
            return matching[0]
        return None


def _may_sign(person: Individual, letters: str) -> bool:
    """Whether somebody may go by these letters, or sign with this one."""
    if len(letters) == 1:
        return any(g[:1].upper() == letters for g in person.given)
    return letters in spread.initials_of(person)


_INITIALS = r"[A-ZÀ-Þ]{1,4}|[A-Z]{1,2}-[A-Z]"


def _forms(text: Text) -> Iterable[str]:
    return (
        form
        for span in text.spans
        if span.label == Label.PERSON
        and span.found_by != "initials"
        and not re.fullmatch(
            rf"{_INITIALS}|(?:[A-Z]\.)+",
            form := _form(text.text, span),
        )
    )


def _form(text: str, span: Span) -> str:
    """What stands there, on one line."""
    return re.sub(r"\s+", " ", text[span.start : span.end]).strip()


def _all_one(people: Sequence[Individual]) -> bool:
    return len({id(p) for p in people}) == 1


def _shown(form: str) -> str:
    """A name as a row shows it: "SMITH, Jane" is shown as "Jane Smith"."""
    words = [t for t in names.tokens(form) if t.text not in lists.names().after]
    bare = [t for t in words if not t.is_title]
    comma = form.find(",")
    if comma > 0 and bare and bare[0].start < comma < bare[-1].start:
        bare = [t for t in bare if t.start > comma] + [
            t for t in bare if t.start < comma
        ]
    shown = words if len(bare) == 1 else bare
    return " ".join(_capitalized(t.text) for t in shown) or form


def _capitalized(word: str) -> str:
    return word.title() if word.isupper() and len(word) > 2 else word


def entries(register: Iterable[Entry]) -> list[Known]:
    """The register's people, as they are known before looking."""
    return [
        Known(e.name, (*e.aliases, *e.mail, *e.phones), staff=Staff.OURS, entry=e)
        for e in register
    ]
