"""What a caseworker marked in one place, looked for in the whole case at once.

A name is looked for in all its forms, and with the mail address made from it; any other
text as it stands. Nothing here needs the language model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from redactor.casefile import CaseFile
from redactor.find import names
from redactor.find.people import Known, People, Text
from redactor.find.places import found_in
from redactor.find.propose import Findings
from redactor.find.query import Query
from redactor.find.spans import Label, Span
from redactor.model import Change, Person, Redaction, State
from redactor.work import Progress, Work

_LEAST, _MOST = 3, 80  # letters of a text that is looked for
_DIGITS = 4  # so many make a number that is somebody's
_FOUND_BY = "the same text"
_WHY = "The same text was marked by hand on another place of this case."


@dataclass(frozen=True)
class Lesson:
    """Where else that stands which was marked under ``serial``.

    ``is_personal`` is true for a name, a number or an address, which nobody withholds
    in one place only.
    """

    serial: str
    findings: Findings
    is_personal: bool

    def change(self, state: State) -> Change:
        """The proposals for the case as it is now; none once the mark is gone."""
        source = state.redactions.get(self.serial)
        if source is None or not self.findings.places:
            return Change("propose", "")
        change = self.findings.change(state)
        added = tuple(
            _like(row, source) if isinstance(row, Redaction) else row
            for row in change.added
        )
        return replace(change, added=added, label=self._label(change, source))

    def text(self, state: State) -> str:
        """What was marked, on one line; empty once the mark is gone."""
        source = state.redactions.get(self.serial)
        return " ".join(source.text.split()) if source else ""

    def _label(self, change: Change, source: Redaction) -> str:
        count = new_places(change)
        places = f"{count} more place{'' if count == 1 else 's'}"
        return f"propose {places} of “{' '.join(source.text.split())}”"


def new_places(change: Change) -> int:
    """How many places a change adds that were not in the case."""
    before = {r.serial for r in change.removed if isinstance(r, Redaction)}
    rows = (r for r in change.added if isinstance(r, Redaction))
    return sum(r.serial not in before for r in rows)


def _like(row: Redaction, source: Redaction) -> Redaction:
    if row.found_by != _FOUND_BY:
        return replace(row, exemptions=row.exemptions or source.exemptions)
    return replace(
        row,
        label=source.label,
        exemptions=source.exemptions,
        category=source.category,
    )


def is_worth_it(row: Redaction) -> bool:
    """Whether a mark says something about other places: it has a text of a length that
    means the same wherever it stands."""
    letters = sum(char.isalnum() for char in row.text)
    return letters >= _LEAST and len(row.text) <= _MOST


def is_name(row: Redaction) -> bool:
    """Whether somebody's name was marked."""
    if row.label not in {"", Label.PERSON}:
        return False
    words = names.tokens(row.text)
    whole = " ".join(row.text.split())
    plain = bool(words) and words[0].start == 0 and words[-1].end == len(whole)
    trusted = row.label == Label.PERSON
    return plain and len(words) <= 4 and names.is_person(words, trusted=trusted)


def learn(file: CaseFile, serial: str) -> Work[Lesson]:
    """Look for what was marked under ``serial`` on every page that was read."""
    row = file.state.redactions.get(serial)
    if row is None or not is_worth_it(row):
        return Lesson(serial, Findings((), ()), is_personal=False)
    text = " ".join(row.text.split())
    pattern = Query(text, whole_words=True, match_case=text.isalpha()).pattern()
    named = is_name(row)
    label = Label.PERSON if named else ""
    pages: list[tuple[str, int]] = []
    texts: list[Text] = []
    documents = list(file.state.documents.values())
    for done, document in enumerate(documents):
        yield Progress(done, len(documents), document.id)
        for page, words in file.texts(document).items():
            spans = [
                Span(*hit.span(), label, 0.9, _FOUND_BY, _WHY)
                for hit in pattern.finditer(words)
            ]
            pages.append((document.id, page))
            texts.append(Text(document.id, words, tuple(spans)))
    if named:
        findings = _of_person(file, pages, texts, text)
    else:
        plain = [[(span, None) for span in text.spans] for text in texts]
        findings = Findings(tuple(found_in(file, pages, plain)), ())
    return Lesson(serial, findings, named or _is_personal(text))


def _is_personal(text: str) -> bool:
    return "@" in text or sum(char.isdigit() for char in text) >= _DIGITS


def _of_person(
    file: CaseFile, pages: Sequence[tuple[str, int]], texts: Sequence[Text], name: str
) -> Findings:
    """Every form of somebody's name, and their mail addresses."""
    family = names.parse(name).family or names.parse(name).first
    near = [_known(p) for p in file.state.people.values() if _is_near(p, family)]
    spelt = _spelt(near)
    whole = [
        replace(text, spans=(*text.spans, *spelt(text), *_around(text, family)))
        for text in texts
    ]
    people = People(whole, near)
    marked = {
        id(person)
        for text, spans in zip(whole, people.spans, strict=True)
        for span, person in spans
        if person and _is_same(text.text[span.start : span.end], name)
    }
    wanted = [p for p in people.individuals if id(p) in marked]
    numbers = {id(person): n for n, person in enumerate(wanted)}
    placed = [
        [(s, numbers[id(p)]) for s, p in spans if p and id(p) in marked]
        for spans in people.spans
    ]
    found = tuple(found_in(file, pages, placed))
    return Findings(
        found,
        tuple(Known(p.name, tuple(p.forms), p.id, p.staff) for p in wanted),
    )


def _is_near(person: Person, family: str) -> bool:
    """Whether somebody of the case may be meant by a name."""
    forms = (names.parse(form) for form in (person.name, *person.forms))
    return any(family in {form.family, form.first} for form in forms)


def _spelt(near: Sequence[Known]) -> Callable[[Text], Iterator[Span]]:
    """Finds the full names of people whom the case knows: they say who "Jane" is."""
    forms = {form for p in near for form in (p.name, *p.forms) if "@" not in form}
    full = {form for form in forms if names.parse(form).is_full}
    patterns = [Query(form, whole_words=True).pattern() for form in sorted(full)]

    def find(text: Text) -> Iterator[Span]:
        for pattern in patterns:
            for hit in pattern.finditer(text.text):
                yield Span(*hit.span(), Label.PERSON, 0.9, _FOUND_BY, _WHY)

    return find


def _known(person: Person) -> Known:
    return Known(person.name, person.forms, person.id)


def _is_same(text: str, name: str) -> bool:
    return " ".join(text.split()).casefold() == name.casefold()


def _around(text: Text, family: str) -> Iterator[Span]:
    """Mail addresses that the family name stands in, and names with a title."""
    from redactor.find import contacts, prose  # with telephone numbers of all countries

    if len(family) > 2 and family in text.text.casefold():
        for span in (*contacts.emails(text.text), *prose.titled(text.text)):
            if family in text.text[span.start : span.end].casefold():
                yield span
