"""Find personal data in everything that was read, and propose it to the caseworker.

The engine itself is imported where it works: the window's process, which receives the
findings, never loads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from redactor import edits
from redactor.casefile import CaseFile
from redactor.find import rules, standing
from redactor.find.echoes import Echo, decide_alike, echoes, follows
from redactor.find.look import exemption_for
from redactor.find.misread import misread, told, twins
from redactor.find.people import Individual, Known, People, Text, entries
from redactor.find.places import NO_TEXT, Place, passages, placed, seen
from redactor.find.register import Register
from redactor.find.register import read as read_register
from redactor.find.spans import Kept, Label, Span, Tier
from redactor.find.staff import WHY, Staff
from redactor.law.categories import category_for
from redactor.law.exemptions import catalogue
from redactor.model import (
    Change,
    Document,
    Person,
    PersonDecision,
    Rect,
    Redaction,
    State,
    Status,
    meet,
)
from redactor.words import PageWords, Passage
from redactor.work import Progress, Work

_SEARCHED = "searched"  # the setting that names the PDFs that were looked through
_DECIDED = frozenset({Status.ACCEPTED, Status.REJECTED, Status.DISMISSED})
_COVERED = 0.6  # share of a place's area that makes it one with another


@dataclass(frozen=True)
class Findings:
    """What was found, not yet compared with what the case holds by now.

    ``problems`` says what of the staff register was not understood.
    """

    places: tuple[Place, ...]
    people: tuple[Known, ...]
    look: tuple[Place, ...] = ()
    problems: str = ""
    echoes: tuple[Echo, ...] = ()

    def change(self, state: State) -> Change:
        """What the findings add to the case as it is now.

        A place that has a redaction, rejected ones too, is left alone. People whom the
        case knows grow; new places of a person who was decided follow the decision, and
        so do those of a text that was decided everywhere. A passage that was decided
        where it stands elsewhere is decided alike.
        """
        change = _Merging(self, state).change()
        alike = decide_alike(state.after(change), self.echoes)
        return edits.together(change, alike) if alike else change


def propose(file: CaseFile, register: Path | None = None) -> Work[Findings]:
    """Find personal data on every page that was read.

    ``register`` is a staff register, whose people are known before looking. Raises
    BadInput for a register that can't be understood.
    """
    from redactor.find.engine import Finder

    listed = read_register(register) if register else Register(())
    known = [
        *(Known(p.name, p.forms, p.id) for p in file.state.people.values()),
        *entries(listed.entries),
    ]
    total = sum(d.pages for d in file.state.documents.values())
    yield Progress(0, total, "")
    finder = Finder()
    pages = _pages(file)
    texts: list[Text] = []
    asides: list[_Aside] = []
    found = finder.read_documents((at[0], text) for at, text in pages.items())
    for ((document, _), text), reading in zip(pages.items(), found, strict=True):
        texts.append(Text(document, text, reading.spans))
        asides.append((reading.look, reading.kept))
        yield Progress(len(texts), total, document)
    people = People(texts, known)
    findings = _findings(file, list(pages), people, asides)
    places = rules.followed(file, pages, findings.places)
    again = yield from echoes(file)
    findings = replace(
        findings, places=places, problems=listed.told, echoes=tuple(again)
    )
    searched = {d.pdf_sha256 for d in file.state.documents.values()}
    file.put_setting(_SEARCHED, "\n".join(sorted(searched | _searched(file))))
    return findings


def unsearched(file: CaseFile) -> list[Document]:
    """Documents in which nobody has looked for personal data yet."""
    searched = _searched(file)
    documents = file.state.documents.values()
    return [d for d in documents if d.pdf_sha256 not in searched]


def _searched(file: CaseFile) -> set[str]:
    return set(file.setting(_SEARCHED).split())


def _pages(file: CaseFile) -> dict[tuple[str, int], str]:
    """The text of each page that was read, in order."""
    return {
        (document.id, page): text
        for document in file.state.documents.values()
        for page, text in file.texts(document).items()
    }


_Aside = tuple[tuple[Span, ...], tuple[Kept, ...]]  # to look at, and what stays


def _findings(
    file: CaseFile,
    pages: Sequence[tuple[str, int]],
    people: People,
    asides: Sequence[_Aside],
) -> Findings:
    """What was found, page by page; what stays is noted in the file."""
    numbers = {id(person): n for n, person in enumerate(people.individuals)}
    places: list[Place] = []
    look: list[Place] = []
    stays: list[tuple[str, int, list[Passage]]] = []
    alike = twins(people.individuals)
    glances = {
        (d.id, page): glance
        for d in file.state.documents.values()
        for page, glance in file.glances(d).items()
    }
    for at, spans, (more, kept) in zip(pages, people.spans, asides, strict=True):
        document = file.state.documents[at[0]]
        scanned = glances[at].source == "ocr"
        words = (
            file.words(document, at[1]) if spans or more or kept or scanned else None
        )
        text = words.text if words else NO_TEXT
        hidden = [span for span, _ in spans]
        odd = _misreads(words, people, hidden) if words else []
        for one, person in (*odd, *spans):
            number = numbers.get(id(person)) if person else None
            span = told(one) if scanned and id(person) in alike else one
            aside = span.tier is Tier.LOOK
            found = placed(at, text, span, None if aside else number)
            (look if aside else places).extend(found)
        hidden += [span for span, _ in odd]
        for span in more:
            if not any(span.overlaps(s) for s in hidden) and not _is_part(span, kept):
                look += placed(at, text, span, None)
        stays.append((document.pdf_sha256, at[1], list(passages(text, kept, hidden))))
        for place in seen(at, glances[at].regions):
            (look if place.span.tier is Tier.LOOK else places).append(place)
    file.put_kept(stays)
    known = tuple(_known(p) for p in people.individuals)
    return Findings(tuple(places), known, tuple(look))


def _misreads(
    words: PageWords, people: People, hidden: Sequence[Span]
) -> list[tuple[Span, Individual | None]]:
    """Names of the case that were read wrongly, where nothing else was found."""
    return [
        (span, person)
        for span, person in misread(words, people.individuals)
        if not any(other.covers(span) for other in hidden)
    ]


def _is_part(span: Span, kept: Iterable[Kept]) -> bool:
    """Whether a doubtful name stands in what stays, such as an office's address."""
    return span.label == Label.PERSON and any(
        k.start <= span.start and span.end <= k.end for k in kept
    )


def _known(person: Individual) -> Known:
    return Known(
        person.name, tuple(person.forms), person.id, person.staff, person.entry
    )


class _Merging:
    """Puts findings beside the rows of a case."""

    def __init__(self, findings: Findings, state: State) -> None:
        self._findings = findings
        self._state = state
        self._numbers = edits.Numbers(state)
        self._code = catalogue(state.case.regime).default_personal.code
        self._people: dict[int, Person] = {}
        self._taken: dict[tuple[str, int], list[Rect]] = {}
        self._aside: dict[tuple[str, int], list[Rect]] = {}
        self._texts: dict[tuple[bool, str], Redaction] = {}
        for row in state.redactions.values():
            here = self._aside if row.status is Status.LOOK else self._taken
            here.setdefault((row.document, row.page), []).extend(row.rects)
            alone = row.person is None and not row.excepted and not follows(row)
            if alone and row.text.strip() and row.status in _DECIDED:
                self._texts[row.status.is_proposal, _plain(row.text)] = row

    def change(self) -> Change:
        redactions = [self._redaction(place) for place in self._new_places()]
        redactions += [self._look(place) for place in self._new_look()]
        before, after = self._joining()
        self._grow()
        changed = [
            person
            for person in self._people.values()
            if self._state.people.get(person.id) != person
        ]
        change = edits.propose(self._state, changed, redactions)
        return replace(
            change,
            removed=(*change.removed, *before),
            added=(*change.added, *after),
        )

    def _joining(self) -> tuple[list[Redaction], list[Redaction]]:
        """Places that were nobody's, drawn by hand for one, and whose they are; before
        and after. A decision made about a place stays."""
        alone: dict[tuple[str, int, str], list[Redaction]] = {}
        for row in self._state.redactions.values():
            if row.person is None and row.status.is_proposal:
                at = (row.document, row.page, _plain(row.text))
                alone.setdefault(at, []).append(row)
        before: list[Redaction] = []
        after: list[Redaction] = []
        for place in self._findings.places if alone else ():
            here = alone.get((place.document, place.page, _plain(place.text)), [])
            rows = [r for r in here if meet(r.rects, place.rects)]
            if rows and place.person is not None:
                here.remove(rows[0])
                before.append(rows[0])
                after.append(_joined(rows[0], self._person(place.person)))
        return before, after

    def _there(self, places: Iterable[Place]) -> Iterable[Place]:
        """Those whose page is still in the case."""
        for place in places:
            document = self._state.documents.get(place.document)
            if document is not None and place.page <= document.pages:
                yield place

    def _new_look(self) -> Iterable[Place]:
        """What is worth a look and has nothing in its place, not even a rejection."""
        for place in self._there(self._findings.look):
            at = (place.document, place.page)
            aside = self._aside.setdefault(at, [])
            if not meet(place.rects, [*self._taken.get(at, ()), *aside]):
                aside.extend(place.rects)
                yield place

    def _look(self, place: Place) -> Redaction:
        """What is worth a look is nobody's; a text dismissed everywhere stays so."""
        passed = (False, _plain(place.text)) in self._texts
        status = Status.DISMISSED if passed else Status.LOOK
        row = self._row(place, Staff.UNKNOWN)
        other = exemption_for(row.label, self._state.case.regime)
        codes = (other,) if other else row.exemptions
        return replace(row, status=status, excepted=False, exemptions=codes)

    def _new_places(self) -> Iterable[Place]:
        for place in self._there(self._findings.places):
            taken = self._taken.setdefault((place.document, place.page), [])
            if not _is_covered(place.rects, taken):
                taken.extend(place.rects)
                yield place

    def _redaction(self, place: Place) -> Redaction:
        staff = Staff.UNKNOWN
        if place.person is not None:
            staff = self._findings.people[place.person].staff
        redaction = self._row(place, staff)
        if place.person is not None:
            person = self._person(place.person)
            redaction = replace(redaction, person=person.id)
            if person.decision is not PersonDecision.UNDECIDED:
                return edits.follow(redaction, person)
        return self._like_its_text(redaction)

    def _like_its_text(self, redaction: Redaction) -> Redaction:
        """As it was decided where the caseworker decided about the text everywhere."""
        known = self._texts.get((True, _plain(redaction.text)))
        if known is None:
            return redaction
        return replace(
            redaction,
            status=known.status,
            exemptions=known.exemptions,
            category=known.category or redaction.category,
            excepted=redaction.person is not None,
        )

    def _row(self, place: Place, staff: Staff) -> Redaction:
        return Redaction(
            serial=self._numbers.serial(place.document),
            document=place.document,
            page=place.page,
            rects=place.rects,
            text=place.text,
            label=str(place.span.label),
            exemptions=place.exemptions or (self._code,),
            category=category_for(label, staff) if (label := place.span.label) else "",
            found_by=place.span.found_by,
            why=f"{place.span.why} {WHY[staff]}".strip(),
            score=place.span.score,
        )

    def _person(self, number: int) -> Person:
        """The row of somebody found: one of the case, or a new one."""
        if number not in self._people:
            found = self._findings.people[number]
            row = self._match(found) or Person(
                self._numbers.person(),
                found.name,
                found.forms,
                exemptions=(self._code,),
            )
            self._people[number] = standing.told(row, found, self._state.case)
        return self._people[number]

    def _match(self, found: Known) -> Person | None:
        if found.id in self._state.people:
            return self._state.people[found.id]
        wanted = found.name.casefold()
        if " " not in wanted:
            return None
        return next(
            (
                person
                for person in self._state.people.values()
                if wanted in {f.casefold() for f in (person.name, *person.forms)}
            ),
            None,
        )

    def _grow(self) -> None:
        """Give people of the case the forms that were seen."""
        for number, found in enumerate(self._findings.people):
            row = self._people.get(number)
            if row is None and found.id in self._state.people:
                row = self._state.people[found.id]
            if row is None:
                continue
            more = tuple(f for f in found.forms if f not in row.forms)
            row = standing.told(row, found, self._state.case)
            self._people[number] = replace(row, forms=(*row.forms, *more))


def _joined(row: Redaction, person: Person) -> Redaction:
    decided = row.status is not Status.SUGGESTED
    row = replace(row, person=person.id, excepted=decided)
    undecided = person.decision is PersonDecision.UNDECIDED
    return row if decided or undecided else edits.follow(row, person)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_covered(rects: Iterable[Rect], taken: Sequence[Rect]) -> bool:
    """Whether each of these rectangles lies, for the most part, under others."""
    return all(
        sum(
            common.width * common.height
            for other in taken
            if not (common := rect.intersection(other)).is_empty
        )
        >= _COVERED * rect.width * rect.height
        for rect in rects
    )
