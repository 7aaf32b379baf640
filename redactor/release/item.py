"""One document of a release: made, proved, and made again where a page fails."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from redactor.casefile import CaseFile
from redactor.errors import ReleaseRefused
from redactor.law.exemptions import Catalogue, catalogue
from redactor.model import Document, Redaction, Status
from redactor.release import prove
from redactor.release.boxes import Box
from redactor.release.needles import Needle
from redactor.release.produce import Produced, produce, reference, sheets
from redactor.release.prove import Finding, Subject
from redactor.release.scans import left_in_scans
from redactor.release.schedule import exemptions_of
from redactor.release.unsafe import unreadable
from redactor.work import Progress


@dataclass(frozen=True)
class Released:
    """One document on its way out."""

    document: Document
    name: str
    produced: Produced


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


def released_of(
    file: CaseFile,
    document: Document,
    name: str,
    sought: Sequence[Needle],
    counter: Counter,
) -> Generator[Progress, None, tuple[list[Released], list[Finding]]]:
    """Make and prove one document; pages that fail become pictures and try again."""
    state = file.state
    pdf = file.blob(document.pdf_sha256)
    mine = [r for r in state.in_order() if r.document == document.id]
    boxes = boxes_of(mine, catalogue(state.case.regime))
    title = f"{state.case.reference} {name}"
    pictures: Mapping[int, str] = {}
    start, troubles = counter.done, unreadable()
    try:
        while True:
            counter.done = start
            produced = yield from produce(
                pdf,
                boxes,
                title=title,
                pictures=pictures,
                report=counter.at(name),
                words=partial(file.words, document),
            )
            subject = _subject(document, produced, pdf, _rejected(mine))
            findings = yield from _proved(subject, sought, counter, name)
            cure = {
                f.page: f"as text it failed the proof: {f.reason}"
                for f in findings
                if f.curable and f.page and f.page not in produced.pictures
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
    findings += left_in_scans(file, document, mine, sought)
    return [Released(document, name, produced)], findings


def _subject(
    document: Document,
    produced: Produced,
    pdf: bytes,
    rejected: Mapping[int, Sequence[Redaction]],
) -> Subject:
    return Subject(
        document.id,
        produced.pdf,
        reference(pdf),
        sheets(produced),
        produced.boxes,
        rejected,
        produced.pictures,
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
        for number in range(1, len(every.now) + 1):
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

    def at(self, name: str) -> _Reporter:
        return _Reporter(self, name)


@dataclass(frozen=True)
class _Reporter:
    counter: Counter
    name: str

    def __call__(self, page: int) -> Progress:
        return self.counter.step(f"redacting {self.name}, page {page}")
