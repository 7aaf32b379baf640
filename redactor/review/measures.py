"""What the program measures for each point of the reviewer's checklist.

Each function gives one sentence and the places to look at; ids and counts, no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from redactor.casefile import CaseFile, me
from redactor.errors import RedactorError
from redactor.find.propose import unsearched
from redactor.find.public import is_public_kind, is_role_mailbox
from redactor.hints import Hint
from redactor.intake import alike
from redactor.law import rulebook
from redactor.leftovers import Leftover
from redactor.missing import cautions, missing
from redactor.model import PersonDecision, Redaction, State, Status
from redactor.offices import COMPANY, withheld_in_office
from redactor.reasons import is_standing, known_uses
from redactor.release.approval import handled, same_name
from redactor.release.public import is_unsaid
from redactor.release.related import foreign_in_case
from redactor.release.reply.letter import reminders
from redactor.release.reply.response import faults_of
from redactor.release.schedule_facts import to_approve
from redactor.release.schedules.schedule import OTHER, ranges, schedule
from redactor.request import Outcome
from redactor.review.points import Item
from redactor.whole import is_kept_back, whole_pages


@dataclass(frozen=True)
class Seen:
    """What was looked up before: the case, who reviews it, and what the long searches
    found."""

    file: CaseFile
    reviewer: str
    leftovers: Sequence[Leftover] = ()
    hints: Sequence[Hint] = ()

    @property
    def state(self) -> State:
        return self.file.state

    @cached_property
    def withheld(self) -> list[Redaction]:
        return [r for r in self.state.in_order() if r.status is Status.ACCEPTED]


Measured = tuple[str, list[Item]]


def pages(seen: Seen) -> Measured:
    """Pages that the reviewer never had on screen; without a reviewer, that nobody
    had."""
    who = seen.reviewer
    opened = (
        {(d, p) for by, d, p in seen.file.opened() if same_name(by, who)}
        if who
        else seen.file.seen()
    )
    documents = seen.state.documents.values()
    items = []
    for document in documents:
        every = range(1, document.pages + 1)
        left = [n for n in every if (document.id, n) not in opened]
        if left:
            words = (
                f"not opened: {'page' if len(left) == 1 else 'pages'} {ranges(left)}"
            )
            items.append(Item(f"{document.id} p.{left[0]}", f"{document.id} {words}"))
    total = sum(document.pages for document in documents)
    there = {d.id: d.pages for d in documents}
    count = sum(n <= there.get(d, 0) for d, n in opened)
    return f"{who or 'Somebody'} opened {count} of {_many(total, 'page')}.", items


def over(seen: Seen) -> Measured:
    """Boxes that may withhold too much."""
    items = [
        Item(row.serial, f"{row.serial} {why}")
        for row in seen.withheld
        for why in _too_much(seen, row)
    ]
    items += [
        Item(person.id, f"{person.id} is withheld, and the policy keeps them")
        for person in seen.state.people.values()
        if person.decision is PersonDecision.WITHHOLD
        and person.proposed is PersonDecision.RELEASE
    ]
    told = {item.about for item in items}
    items += [
        Item(one, f"{one} is withheld, and stands beside “{title}”: usually public")
        if title != COMPANY
        else Item(one, f"{one} is withheld, and seems to be {title}")
        for one, title in withheld_in_office(seen.file).items()
        if one not in told
    ]
    return f"{_many(len(items), 'place')} may be withheld without need.", items


def _too_much(seen: Seen, row: Redaction) -> Iterator[str]:
    large = rulebook.load_once("review.yaml")["large"]
    local, _, host = row.text.strip().partition("@")
    if row.label == "EMAIL" and host and is_role_mailbox(local, host):
        yield "withholds a mailbox that belongs to a function"
    if row.label == "PHONE" and is_public_kind(row.text):
        yield "withholds a number that nobody has for himself"
    document = seen.state.documents[row.document]
    shape = document.shapes[row.page - 1]
    area = sum(r.width * r.height for r in row.rects) / (shape.width * shape.height)
    if whole_pages(document, [row]):
        yield "withholds a whole page"
    elif area > large["share"] or len(row.text.split()) > large["words"]:
        words = _many(len(row.text.split()), "word")
        yield f"is large: {round(100 * area)} % of its page, {words}"


def under(seen: Seen) -> Measured:
    """What is withheld and still there: the same text, initials, what was never
    searched or looked at."""
    places = dict.fromkeys(left.shown for left in seen.leftovers)
    items = [
        Item(
            f"{one.document} p.{one.page}",
            f"{one.document}, page {one.page} shows what {one.source} withholds",
        )
        for one in places
    ]
    items += _hinted(seen.hints, "initials")
    items += [
        Item(row.serial, f"{row.serial} is worth a look, and nobody did")
        for row in seen.state.in_order()
        if row.status is Status.LOOK
    ]
    return (
        f"{_many(len(places), 'text')} withheld in one place and visible in another; "
        f"{_many(len(items) - len(places), 'more place')} to look at."
    ), items


def _hinted(hints: Iterable[Hint], *kinds: str) -> list[Item]:
    return [
        Item(f"{hint.document} p.{hint.page}", str(hint))
        for hint in hints
        if hint.kind in kinds
    ]


def consistency(seen: Seen) -> Measured:
    """The same text or person treated in two ways."""
    items = [
        *_hinted(seen.hints, "copy", "earlier"),
        *_divided(seen),
        *_other_codes(seen),
        *(
            Item(one, f"{one} says much the same as {', '.join(others)}")
            for one, others in alike(seen.file).items()
        ),
    ]
    return f"{_many(len(items), 'place')} to compare.", items


def _divided(seen: Seen) -> Iterator[Item]:
    """People who are withheld in some places and visible in others."""
    places: dict[str, Counter[Status]] = {}
    for row in seen.state.redactions.values():
        if row.person is not None:
            places.setdefault(row.person, Counter())[row.status] += 1
    for person, counts in places.items():
        withheld, shown = counts[Status.ACCEPTED], counts[Status.REJECTED]
        if withheld and shown:
            words = f"{person} is withheld in {withheld} places and visible in {shown}"
            yield Item(person, words)


def _other_codes(seen: Seen) -> Iterator[Item]:
    """Texts that are withheld under one exemption here and another there."""
    first: dict[str, Redaction] = {}
    for row in seen.withheld:
        text = " ".join(row.text.split()).casefold()
        before = first.setdefault(text, row)
        if text and set(before.exemptions) != set(row.exemptions):
            words = f"{row.serial} withholds the text of {before.serial} under another"
            yield Item(row.serial, f"{words} exemption")


def jigsaw(seen: Seen) -> Measured:
    """What stands beside a box and may tell who is in it."""
    items = _hinted(seen.hints, "job title", "gap")
    return f"{_many(len(items), 'place')} that may tell who it is.", items


def codes(seen: Seen) -> Measured:
    """Missing reasons, clashes, standing texts, codes that are used once."""
    state = seen.state
    lacking = missing(state)
    items = [Item(one.about, str(one)) for one in lacking]
    items += [Item(one.about, str(one)) for one in cautions(state)]
    items += [
        Item(use.exemption.code, f"{use.exemption.code}: the authority's standing text")
        for use in known_uses(state)
        if is_standing(state, use.exemption.code, use.parts)
    ]
    items += [
        Item(
            row.serial,
            f"{row.serial} is withheld as “{OTHER}”: agree, or name it",
        )
        for row in to_approve(state)
    ]
    items += _rare(seen)
    return f"{_many(len(lacking), 'reason')} missing; {_used(seen)}.", items


def _rare(seen: Seen) -> Iterator[Item]:
    rare = rulebook.load_once("review.yaml")["rare"]
    counts = Counter(code for row in seen.withheld for code in row.exemptions)
    if len(seen.withheld) < rare["of"]:
        return
    for row in seen.withheld:
        for code in row.exemptions:
            if counts[code] <= rare["boxes"]:
                yield Item(row.serial, f"{row.serial} is the only box under {code}")


def _used(seen: Seen) -> str:
    counts = Counter(code for row in seen.withheld for code in row.exemptions)
    said = ", ".join(f"{code}: {count}" for code, count in counts.most_common())
    return said or "no exemption is used"


def agreement(seen: Seen) -> Measured:
    """Whether schedule, boxes and letter say the same, and outcomes set by hand."""
    state = seen.state
    try:
        names = {document: document for document in state.documents}
        rows = len(schedule(state, names, {}).redactions)
        faults = faults_of(seen.file)
    except RedactorError as error:
        return f"They can't be compared: {error.sentence}", [Item("", str(error))]
    boxes = len(seen.withheld)
    items = [*_outcomes(seen), *(Item("", str(fault)) for fault in faults)]
    items += [Item("", words) for words in reminders(state)]
    if rows != boxes:
        items.append(Item("", f"{boxes} boxes, and {rows} rows of the schedule"))
    said = f"{_many(boxes, 'box', 'es')}, {_many(rows, 'row')} of the schedule"
    letter = _many(len(faults), "fault") if faults else "nothing wrong"
    return f"{said}; {letter} in the letter.", items


def _outcomes(seen: Seen) -> Iterator[Item]:
    """Documents whose outcome says otherwise than their boxes, and parts left open."""
    with_boxes = {row.document for row in seen.withheld}
    for document in seen.state.documents.values():
        if document.outcome is Outcome.IN_FULL and document.id in with_boxes:
            words = f"{document.id} is said to be released in full and has boxes"
            yield Item(document.id, words)
    for part in seen.state.parts.values():
        if part.outcome is Outcome.PENDING:
            yield Item("", f"Part {part.number} of the request has no outcome yet")


def enclosures(seen: Seen) -> Measured:
    """References of other cases, documents of no part, and the ledger of pages."""
    state = seen.state
    items = [
        Item(f"{d.id} p.{page}", f"{d.id}, page {page}: another case's reference")
        for d, page, _ in dict.fromkeys(
            (d, page, "") for d, page, _ in foreign_in_case(seen.file)
        )
    ]
    if state.parts:
        items += [
            Item(document.id, f"{document.id} belongs to no part of the request")
            for document in state.documents.values()
            if not document.parts
        ]
    total = sum(document.pages for document in state.documents.values())
    sent = [
        document
        for document in state.documents.values()
        if not is_kept_back(document) and not is_unsaid(document, state.parts)
    ]
    whole = sum(len(whole_pages(document, seen.withheld)) for document in sent)
    back = total - sum(document.pages for document in sent)
    more = f", {back} of documents that are not enclosed" if back else ""
    return (
        f"{_many(len(state.documents), 'document')}, {_many(total, 'page')}: "
        f"{total - whole - back} leave, {whole} withheld whole{more}."
    ), items


def technical(seen: Seen) -> Measured:
    """The case file itself, pages and documents that were passed over, warnings."""
    file = seen.file
    problems = file.problems()
    items = [Item("", words) for words in problems]
    for document in file.state.documents.values():
        if unread := file.unread(document):
            words = f"{document.id} was not read: page {ranges(unread)}"
            items.append(Item(f"{document.id} p.{unread[0]}", words))
        if document.warnings:
            count = _many(len(document.warnings), "warning")
            items.append(Item(document.id, f"{document.id} came with {count}"))
    items += [
        Item(document.id, f"{document.id} was never searched for personal data")
        for document in unsearched(file)
    ]
    held = "is not" if problems else "is"
    return f"The case file {held} as its audit trail says.", items


def person(seen: Seen) -> Measured:
    """Who worked on the case, and whether the reviewer is one of them."""
    hands, who = handled(seen.file), seen.reviewer
    items = []
    if who and any(same_name(one, who) for one in hands):
        items.append(Item("", f"{who} worked on this case: somebody else must approve"))
    elif any(same_name(one, me()) for one in hands):
        words = "The case was worked on from this computer account, too"
        items.append(Item("", f"{words}: make sure that it is somebody else"))
    return f"Worked on by {', '.join(hands) or 'nobody'}.", items


def _many(count: int, noun: str, ending: str = "s") -> str:
    return f"{count:,} {noun}{'' if count == 1 else ending}"


MEASURES: Mapping[str, Callable[[Seen], Measured]] = {
    "pages": pages,
    "over": over,
    "under": under,
    "consistency": consistency,
    "jigsaw": jigsaw,
    "codes": codes,
    "schedule": agreement,
    "enclosures": enclosures,
    "technical": technical,
    "person": person,
}
