"""One document of a release: made, proved, and made again where a page fails."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from redactor.casefile import CaseFile
from redactor.errors import ReleaseRefused
from redactor.law.exemptions import Catalogue, catalogue
from redactor.model import Case, Document, Redaction, Status
from redactor.release.looks import Look, Whole
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.notices import Notice
from redactor.release.pdf.produce import Dress, Produced, produce, reference, sheets
from redactor.release.pdf.produce import preview as produce_preview
from redactor.release.pdf.stamp import spoken
from redactor.release.pdf.unsafe import unreadable
from redactor.release.proof import prove
from redactor.release.proof.finding import Finding
from redactor.release.proof.needles import Needle
from redactor.release.proof.prove import Subject
from redactor.release.proof.scans import left_in_scans, read_again
from redactor.release.schedules.schedule import exemptions_of
from redactor.whole import page_of, whole_pages
from redactor.work import Progress


@dataclass(frozen=True)
class Released:
    """One document on its way out; ``running`` are its first and last number, if any.

    One that is withheld in full has no PDF.
    """

    document: Document
    name: str
    produced: Produced | None
    running: tuple[str, ...] = ()


def boxes_of(redactions: Sequence[Redaction], law: Catalogue) -> dict[int, list[Box]]:
    """The boxes of accepted redactions by page. Raises UnknownExemption."""
    boxes: dict[int, list[Box]] = {}
    for redaction in redactions:
        if redaction.status is Status.ACCEPTED:
            stamp = " ".join(
                dict.fromkeys(e.stamp for e in exemptions_of(redaction, law))
            )
            boxes.setdefault(redaction.page, []).extend(
                Box(rect.normalized(), stamp, redaction.serial)
                for rect in redaction.rects
            )
    return boxes


@dataclass(frozen=True)
class Errand:
    """What the documents of a release have in common."""

    file: CaseFile
    look: Look
    sought: Sequence[Needle]
    counter: Counter

    @property
    def law(self) -> Catalogue:
        return catalogue(self.file.state.case.regime)


def released_of(
    errand: Errand, document: Document, name: str, first: int
) -> Generator[Progress, None, tuple[Released, list[Finding]]]:
    """Make and prove one document; pages that fail become pictures and try again.

    ``first`` is the running number of its first page.
    """
    file, counter = errand.file, errand.counter
    pdf = file.blob(document.pdf_sha256)
    mine = [r for r in file.state.in_order() if r.document == document.id]
    dress = _dress(errand, document, name, first)
    boxes = _without_whole(boxes_of(mine, errand.law), document, dress)
    pictures: Mapping[int, str] = {}
    start, troubles = counter.done, unreadable()
    try:
        while True:
            counter.done = start
            produced = yield from produce(pdf, boxes, pictures=pictures, dress=dress)
            subject = _subject(document, produced, pdf, _rejected(mine))
            findings = yield from _proved(subject, errand.sought, counter, name)
            done = {**produced.pictures, **dress.notices}
            if plainer := _plainer(dress, produced, findings):
                dress = plainer
                continue
            cure = {
                f.page: f"as text it failed the proof: {f.reason}"
                for f in findings
                if f.curable and f.page and f.page not in done
            }
            if not cure:
                break
            pictures = {**produced.pictures, **cure}
    except troubles as error:
        raise ReleaseRefused(
            f"{document.id} can't be made ready for release: its file is damaged.",
            "Look at it in another PDF reader, print it to a new PDF and add that.",
            (f"{document.id}: a damaged file that can't be rewritten",),
        ) from error
    findings += left_in_scans(file, document, mine, errand.sought)
    for page, left in read_again(file, document, produced, mine, errand.sought):
        yield counter.still(f"reading {name}, page {page}, once more")
        findings += left
    last = first + len(produced.pages) - 1
    running = tuple(running_number(errand.look, n) for n in (first, last))
    kept = running if errand.look.running else ()
    return Released(document, name, produced, kept), findings


def _plainer(
    dress: Dress, produced: Produced, findings: Sequence[Finding]
) -> Dress | None:
    """Without the moves or stamps that fail the proof: better than as pictures."""
    failed = {f.page for f in findings if f.curable and f.page}
    moved = failed & produced.moves.keys()
    over = {f.page for f in findings if f.reason == prove.COVERED}
    if not moved and not over:
        return None
    lines = {page: line for page, line in dress.lines.items() if page not in over}
    return replace(dress, still=dress.still | moved, lines=lines)


def preview(
    pdf: bytes,
    case: Case,
    place: tuple[Document, int],
    redactions: Sequence[Redaction],
    look: Look,
) -> bytes:
    """One page of a document, as a PDF of its own, as the release will show it.

    But for its running number, which depends on all documents before it.
    """
    (document, page), law = place, catalogue(case.regime)
    whole = whole_pages(document, redactions)
    notes = {p: _notice(row, document, case.reference, law) for p, row in whole.items()}
    dress = Dress(look=look, notices=notes)
    boxes = _without_whole(boxes_of(redactions, law), document, dress).get(page, [])
    lines = lines_of(replace(look, running=""), case.reference, document, (), 1)
    only = replace(
        dress,
        look=replace(look, whole=Whole.NOTICE),
        lines={1: lines[page]} if page in lines else {},
        notices={1: notes[page]} if page in notes else {},
    )
    return produce_preview(pdf, page, boxes, only)


def _notice(
    redaction: Redaction, document: Document, reference: str, law: Catalogue
) -> Notice:
    """The notice for a page that a redaction withholds. Raises UnknownExemption."""
    listed = exemptions_of(redaction, law)
    codes = " ".join(dict.fromkeys(e.stamp for e in listed if e.section))
    marks = ", ".join(dict.fromkeys(e.title.lower() for e in listed if not e.section))
    said = f" under {spoken(codes)} of the {law.regime.title}" if codes else ""
    said += f": {marks}" if marks else ""
    return Notice(
        redaction.serial,
        (
            f"This page is withheld{said}.",
            f"Request {reference}",
            f"{document.id}, page {redaction.page} of {document.pages}",
        ),
    )


def _dress(errand: Errand, document: Document, name: str, first: int) -> Dress:
    case, look = errand.file.state.case, errand.look
    rows = errand.file.state.redactions.values()
    notices = {
        page: _notice(row, document, case.reference, errand.law)
        for page, row in whole_pages(document, rows).items()
    }
    return Dress(
        title=f"{case.reference} {name}",
        look=look,
        lines=lines_of(look, case.reference, document, notices, first),
        notices=notices,
        words=partial(errand.file.words, document),
        report=errand.counter.at(name),
    )


def running_number(look: Look, number: int) -> str:
    return f"{look.running}{number:06}"


def lines_of(
    look: Look,
    reference: str,
    document: Document,
    whole: Collection[int],
    first: int,
) -> dict[int, str]:
    """What each page is stamped with; ``whole`` are those withheld whole."""
    out = whole if look.whole is Whole.LEFT_OUT else ()
    lines = {}
    for page in range(1, document.pages + 1):
        if page in out:
            continue
        parts = [reference] if look.reference else []
        if look.is_numbered:
            parts.append(f"{document.id}, page {page} of {document.pages}")
        if look.running:
            parts.append(running_number(look, first))
        if parts:
            lines[page] = "   ".join(parts)
        first += 1
    return lines


def _without_whole(
    boxes: Mapping[int, list[Box]], document: Document, dress: Dress
) -> dict[int, list[Box]]:
    """The boxes, but one over the whole of each page that is withheld whole."""
    whole = {
        page: [Box(page_of(document.shapes[page - 1]), "", note.serial)]
        for page, note in dress.notices.items()
    }
    return {**boxes, **whole}


def _subject(
    document: Document,
    produced: Produced,
    pdf: bytes,
    rejected: Mapping[int, Sequence[Redaction]],
) -> Subject:
    return Subject(
        document.id,
        produced.pdf,
        produced.pages,
        reference(pdf),
        sheets(produced),
        produced.boxes,
        rejected,
        produced.pictures,
        {
            page: label.place
            for page, label in produced.labels.items()
            if page not in produced.dress.notices
        },
        produced.moves,
    )


def _rejected(redactions: Sequence[Redaction]) -> dict[int, list[Redaction]]:
    """What stays on purpose, by page."""
    found: dict[int, list[Redaction]] = {}
    for redaction in redactions:
        if redaction.status is Status.REJECTED:
            found.setdefault(redaction.page, []).append(redaction)
    return found


def _proved(
    subject: Subject, sought: Sequence[Needle], counter: Counter, name: str
) -> Generator[Progress, None, list[Finding]]:
    findings: list[Finding] = []
    seen: set[str] = set()
    with prove.readers(subject) as every:
        for number in subject.pages:
            yield counter.step(f"proving {name}, page {number}")
            found, here = prove.prove_page(subject, number, every, sought)
            findings += found
            seen |= here
    return findings + prove.prove_file(subject, sought, seen)


class Counter:
    """How much of the release is done, in pages."""

    def __init__(self, total: int) -> None:
        self.done = 0
        self._total = total

    def step(self, what: str) -> Progress:
        self.done = min(self.done + 1, self._total)
        return Progress(self.done, self._total, what)

    def still(self, what: str) -> Progress:
        """The same number, but something else is done."""
        return Progress(self.done, self._total, what)

    def at(self, name: str) -> _Reporter:
        return _Reporter(self, name)


@dataclass(frozen=True)
class _Reporter:
    counter: Counter
    name: str

    def __call__(self, page: int) -> Progress:
        return self.counter.step(f"redacting {self.name}, page {page}")
