"""The whole release: burn, rebuild, prove, schedule and manifest, or nothing at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from redactor.casefile import CaseFile
from redactor.errors import ReleaseRefused
from redactor.law.exemptions import catalogue
from redactor.model import Status
from redactor.release import draft, plaintext
from redactor.release.approval import standing
from redactor.release.bundle import NAME, bundled, prove_bundle
from redactor.release.enclosures import REMEDY, is_foreign, prove_related
from redactor.release.folder import filled_in, private_folder
from redactor.release.item import Counter, Errand, Released, released_of
from redactor.release.looks import look_in
from redactor.release.manifest import MANIFEST, manifest_of, words_of
from redactor.release.plaintext import Extras
from redactor.release.proof import prove
from redactor.release.proof.finding import Finding
from redactor.release.proof.names import public_names
from redactor.release.proof.needles import Needle
from redactor.release.proof.sought import by_hand, named, sought_in
from redactor.release.public import numbers, public_file, public_needles
from redactor.release.ready import refuse_unready
from redactor.release.reply.letter import NAME as LETTER
from redactor.release.reply.response import response
from redactor.release.schedule_facts import schedule_of, told
from redactor.release.schedules.pdf import as_pdf
from redactor.release.schedules.schedule import OUTCOME, Schedule, counts
from redactor.release.schedules.text import as_csv, as_json
from redactor.release.schedules.xlsx import as_xlsx
from redactor.whole import is_withheld
from redactor.work import Progress, Work


def release(file: CaseFile, out: Path, extras: Extras | None = None) -> Work[str]:
    """Write the release into the new folder ``out``; returns the manifest.

    ``extras`` are texts and tables that go out beside the PDFs. It looks as the case
    remembers, because that is approved too. Nothing is written unless everything is
    proved. What nobody approved leaves as a draft only, marked on
    every page and in the names of its files. Raises ReleaseRefused.
    """
    law = catalogue(file.state.case.regime)
    refuse_unready(file, out, law)
    approval, known, look = standing(file), numbers(file.state), look_in(file)
    sought, typed = (
        public_needles(found, file.state) for found in (sought_in(file), by_hand(file))
    )
    file = public_file(file)
    state = file.state
    withheld = [r for r in state.in_order() if r.status is Status.ACCEPTED]
    names = public_names(state.documents.values(), sought)
    with private_folder(out) as folder:
        leaving = sum(
            d.pages for d in state.documents.values() if not is_withheld(d, withheld)
        )
        counter = Counter(2 * leaving + 2)
        errand = Errand(file, look, sought, counter)
        released, findings = yield from _documents(errand, names)
        yield counter.step("schedule")
        rows = schedule_of(file, released, names, look, approval)
        pdfs, bound = _pdfs(rows, released, errand)
        more, also = _extras(file, extras or Extras(), released, sought)
        letter, unsaid = response(file, names, sought, approved=approval.holds)
        schedules = _schedules(replace(rows, approved=approval.code))
        files = {**pdfs, **schedules, LETTER: letter, **more}
        files = files if approval.holds else _as_draft(files)
        per_code, trail = counts(withheld, law), file.trail()
        manifest = manifest_of(state, files, released, per_code, approval, trail)
        findings += [
            *bound,
            *also,
            *unsaid,
            *_told(rows, names, manifest, sought, typed),
        ]
        findings += prove_related(file, released, _said(rows, more))
        if findings:
            raise _refused(known.inside(findings))
        yield counter.step("writing")
        filled_in(folder, out, {**files, MANIFEST: manifest.encode()})
    return manifest


def _said(rows: Schedule, more: Mapping[str, bytes]) -> dict[str, str]:
    """Texts that leave beside the PDFs, by their names."""
    return {"schedule": rows.texts(), **{n: d.decode() for n, d in more.items()}}


def _documents(
    errand: Errand, names: Mapping[str, str]
) -> Generator[Progress, None, tuple[list[Released], list[Finding]]]:
    """Every document; one that is withheld in full has no file."""
    state = errand.file.state
    released: list[Released] = []
    findings: list[Finding] = []
    first = 1
    for document in state.documents.values():
        name = names[document.id]
        if is_withheld(document, state.redactions.values()):
            released.append(Released(document, name, None))
            continue
        one, found = yield from released_of(errand, document, name, first)
        released.append(one)
        findings += found
        first += len(one.produced.pages) if one.produced else 0
    return released, findings


def _told(
    rows: Schedule,
    names: Mapping[str, str],
    manifest: str,
    sought: Sequence[Needle],
    typed: Sequence[Needle],
) -> list[Finding]:
    """What schedule, file names and manifest still say."""
    return [
        *told(rows, sought, typed),
        *prove.prove_text("file names", "\n".join(names.values()), sought),
        *prove.prove_text(MANIFEST, words_of(manifest), sought),
    ]


def _refused(findings: Sequence[Finding]) -> ReleaseRefused:
    count = len(findings)
    remedies = ["Nothing was written."]
    if any(not is_foreign(f) and f.document != LETTER for f in findings):
        remedies.append(
            "Withhold each place, or say that it stays visible on purpose (on the "
            "command line: leftovers)."
        )
    if any(map(is_foreign, findings)):
        remedies.append(REMEDY)
    return ReleaseRefused(
        f"The release failed its proof: {count} finding{'s' if count > 1 else ''}.",
        " ".join(remedies),
        tuple(str(f) for f in sorted(set(findings), key=_order)),
    )


def _order(finding: Finding) -> tuple[str, int, str]:
    return (finding.document, finding.page or 0, finding.reason)


# -- what goes into the folder


def _as_draft(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        draft.named(name): draft.marked(data) if name.endswith(".pdf") else data
        for name, data in files.items()
    }


def _pdfs(
    rows: Schedule, released: Sequence[Released], errand: Errand
) -> tuple[dict[str, bytes], list[Finding]]:
    """The documents apart, or as one file and what that still says."""
    leaving = [r for r in released if r.produced]
    if not errand.look.bundle or not leaving:
        return {f"{r.name}.pdf": r.produced.pdf for r in leaving if r.produced}, []
    outcomes = {row[0]: row[OUTCOME] for row in rows.documents}
    title = f"Released documents, request {rows.reference}"
    whole = bundled(leaving, [outcomes[r.document.id] for r in leaving], title)
    return {NAME: whole}, prove_bundle(whole, leaving, errand.sought)


def _schedules(rows: Schedule) -> dict[str, bytes]:
    today = dt.datetime.now(dt.UTC).date()
    return {
        "schedule.pdf": as_pdf(rows, today),
        "schedule.xlsx": as_xlsx(rows, today),
        "schedule.csv": as_csv(rows),
        "schedule.json": as_json(rows),
    }


def _extras(
    file: CaseFile,
    extras: Extras,
    released: Sequence[Released],
    sought: Sequence[Needle],
) -> tuple[dict[str, bytes], list[Finding]]:
    """Texts and tables, and what they still say. Raises BadInput for no table."""
    state, files, findings = file.state, dict[str, bytes](), list[Finding]()
    for one in released if extras.texts else ():
        if one.produced is None:
            continue
        pages = {
            n: file.words(one.document, n) for n in range(1, one.document.pages + 1)
        }
        rows = [r for r in state.in_order() if r.document == one.document.id]
        shown, proved = plaintext.document_text(pages, rows, one.produced)
        files[f"{one.name}.txt"] = shown.encode()
        findings += prove.prove_text(f"{one.document.id} as text", proved, sought)
    codes = {r.serial: " ".join(r.exemptions) for r in state.redactions.values()}
    codes |= {named(p): " ".join(p.exemptions) for p in state.people.values()}
    for number, path in enumerate(extras.tables, 1):
        data, _ = plaintext.table(path, sought, codes)
        files[f"T{number:02} table.csv"] = data
        findings += plaintext.prove_table(f"table {number}", data, sought)
    return files, findings
