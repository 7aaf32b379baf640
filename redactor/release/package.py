"""The whole release: burn, rebuild, prove, schedule and manifest, or nothing at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from redactor import __version__
from redactor.casefile import CaseFile
from redactor.errors import ReleaseRefused
from redactor.law.exemptions import Catalogue, catalogue
from redactor.model import (
    Document,
    Person,
    PersonDecision,
    Rect,
    Redaction,
    State,
    Status,
)
from redactor.release import plaintext, prove
from redactor.release.boxes import Box
from redactor.release.names import public_names
from redactor.release.needles import Needle, needles
from redactor.release.ordinary import ordinary_words
from redactor.release.plaintext import Extras
from redactor.release.produce import Produced, produce, reference, sheets
from redactor.release.prove import Finding, Subject
from redactor.release.ready import refuse_unready
from redactor.release.scans import left_in_scans
from redactor.release.schedule import Schedule, as_csv, counts, exemptions_of, schedule
from redactor.release.schedule_pdf import as_pdf
from redactor.release.schedule_xlsx import as_xlsx
from redactor.release.unsafe import unreadable
from redactor.work import Progress, Work

MANIFEST = "manifest.json"
CHECKS = (
    "no text can be read under a redaction (PDFium, MuPDF)",
    "no withheld text can be read anywhere in the release (PDFium, MuPDF)",
    "no page spells withheld text, shown or not (its fonts' own tables)",
    "no stream, string or name of any file holds withheld text (qpdf)",
    "every redaction looks as it was drawn (PDFium)",
    "every page looks as before outside of its redactions (PDFium; pictures: MuPDF)",
    "every file holds only objects of allowed kinds, each in use, in one revision",
    "schedule, file names and manifest hold no withheld text; the authority's own name "
    "in the schedule is public and does not count",
)


@dataclass(frozen=True)
class _Released:
    """One document on its way out."""

    document: Document
    name: str
    produced: Produced


def release(file: CaseFile, out: Path, extras: Extras | None = None) -> Work[str]:
    """Write the release into the new folder ``out``; returns the manifest.

    ``extras`` are texts and tables that go out beside the PDFs. Nothing is written
    unless everything is proved. Raises ReleaseRefused.
    """
    state = file.state
    law = catalogue(state.case.regime)
    refuse_unready(file, out, law)
    withheld = [r for r in state.in_order() if r.status is Status.ACCEPTED]
    sought = needles([*withheld, *_people(state)], ordinary_words(file, law))
    names = public_names(state.documents.values(), sought)
    with _folder(out) as folder:
        counter = _Counter(2 * sum(d.pages for d in state.documents.values()) + 2)
        released: list[_Released] = []
        findings: list[Finding] = []
        for document in state.documents.values():
            done, found = yield from _one(
                file, document, names[document.id], sought, counter
            )
            released += done
            findings += found
        yield counter.step("schedule")
        pictures = {r.document.id: r.produced.pictures for r in released}
        rows = schedule(state, names, pictures)
        more, told = _extras(file, extras or Extras(), released, sought)
        files = {**_files(rows, released), **more}
        findings += told
        manifest = _manifest(state, files, released, counts(withheld, law))
        findings += prove.prove_text("schedule", rows.texts(), sought)
        findings += prove.prove_text("file names", "\n".join(names.values()), sought)
        findings += prove.prove_text(MANIFEST, _words_of(manifest), sought)
        if findings:
            raise _refused(findings)
        yield counter.step("writing")
        for name, data in {**files, MANIFEST: manifest.encode()}.items():
            _write(folder / name, data)
        _put_in_place(folder, out)
    return manifest


def _refused(findings: Sequence[Finding]) -> ReleaseRefused:
    count = len(findings)
    return ReleaseRefused(
        f"The release failed its proof: {count} finding{'s' if count > 1 else ''}.",
        "Nothing was written. Redact each place, or reject a redaction of that text "
        "there to show that it stays on purpose.",
        tuple(str(f) for f in sorted(set(findings), key=_order)),
    )


def _order(finding: Finding) -> tuple[str, int, str]:
    return (finding.document, finding.page or 0, finding.reason)


def _named(person: Person) -> str:
    return f"{person.id} (a withheld person)"


def _people(state: State) -> list[Redaction]:
    """Every known spelling of those who are withheld, to look for as well."""
    shown = {r.person for r in state.redactions.values() if r.status is Status.ACCEPTED}
    return [
        Redaction(
            serial=_named(person),
            document="D0",
            page=1,
            rects=(Rect(0, 0, 0, 0),),
            text=form,
            label="EMAIL" if "@" in form else "PERSON",
        )
        for person in state.people.values()
        if person.decision is PersonDecision.WITHHOLD and person.id in shown
        for form in dict.fromkeys((person.name, *person.forms))
    ]


# -- one document


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


def _one(
    file: CaseFile,
    document: Document,
    name: str,
    sought: Sequence[Needle],
    counter: _Counter,
) -> Generator[Progress, None, tuple[list[_Released], list[Finding]]]:
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
    return [_Released(document, name, produced)], findings


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
    subject: Subject, sought: Sequence[Needle], counter: _Counter, name: str
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


# -- what goes into the folder


def _files(rows: Schedule, released: Sequence[_Released]) -> dict[str, bytes]:
    today = dt.datetime.now(dt.UTC).date()
    return {
        **{f"{r.name}.pdf": r.produced.pdf for r in released},
        "schedule.pdf": as_pdf(rows, today),
        "schedule.xlsx": as_xlsx(rows, today),
        "schedule.csv": as_csv(rows),
    }


def _extras(
    file: CaseFile,
    extras: Extras,
    released: Sequence[_Released],
    sought: Sequence[Needle],
) -> tuple[dict[str, bytes], list[Finding]]:
    """Texts and tables, and what they still say. Raises BadInput for no table."""
    state, files, findings = file.state, dict[str, bytes](), list[Finding]()
    for one in released if extras.texts else ():
        pages = {
            n: file.words(one.document, n) for n in range(1, one.document.pages + 1)
        }
        rows = [r for r in state.in_order() if r.document == one.document.id]
        shown, proved = plaintext.document_text(pages, rows, one.produced)
        files[f"{one.name}.txt"] = shown.encode()
        findings += prove.prove_text(f"{one.document.id} as text", proved, sought)
    codes = {r.serial: " ".join(r.exemptions) for r in state.redactions.values()}
    codes |= {_named(p): " ".join(p.exemptions) for p in state.people.values()}
    for number, path in enumerate(extras.tables, 1):
        data, _ = plaintext.table(path, sought, codes)
        files[f"T{number:02} table.csv"] = data
        findings += plaintext.prove_table(f"table {number}", data, sought)
    return files, findings


def _manifest(
    state: State,
    files: Mapping[str, bytes],
    released: Sequence[_Released],
    per_code: Mapping[str, int],
) -> str:
    made = dt.datetime.now(dt.UTC).replace(microsecond=0)
    content = {
        "case": state.case.reference,
        "regime": state.case.regime,
        "made": made.isoformat().replace("+00:00", "Z"),
        "program": f"FOI Redactor {__version__}",
        "checks": list(CHECKS),
        "redactions": {
            "total": sum(
                r.status is Status.ACCEPTED for r in state.redactions.values()
            ),
            "by_code": dict(per_code),
        },
        "documents": [
            {
                "id": r.document.id,
                "file": f"{r.name}.pdf",
                "pages": r.document.pages,
                "pages_released_as_pictures": [
                    {
                        "page": page,
                        "why": why,
                        "invisible_text": page in r.produced.searchable,
                    }
                    for page, why in sorted(r.produced.pictures.items())
                ],
            }
            for r in released
        ],
        "files": [
            {"name": name, "bytes": len(data), "sha256": _digest(data)}
            for name, data in files.items()
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _words_of(manifest: str) -> str:
    """The manifest without its hashes, in which anything can be read by chance."""
    content = json.loads(manifest)
    for entry in content["files"]:
        del entry["sha256"]
    return json.dumps(content, ensure_ascii=False)


@contextlib.contextmanager
def _folder(out: Path) -> Generator[Path, None, None]:
    """A private folder beside ``out``, gone afterwards unless it was renamed."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".release-", dir=out.parent))
    except OSError as error:
        raise ReleaseRefused(
            f"Nothing can be written in {out.parent}: {error.strerror}.",
            "Choose another folder.",
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())


def _put_in_place(folder: Path, out: Path) -> None:
    try:
        folder.rename(out)
    except OSError as error:
        raise ReleaseRefused(
            f"{out.name} can't be written.", "Choose another folder."
        ) from error


class _Counter:
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
    counter: _Counter
    name: str

    def __call__(self, page: int) -> Progress:
        return self.counter.step(f"redacting {self.name}, page {page}")
