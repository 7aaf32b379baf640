"""The internal and the public schedule as files that are asked for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from redactor.casefile import CaseFile
from redactor.cells import DOCUMENT_EDITS, REDACTION_EDITS
from redactor.errors import BadInput, ReleaseRefused
from redactor.release import draft
from redactor.release.approval import standing
from redactor.release.looks import look_in
from redactor.release.manifest import MANIFEST
from redactor.release.proof.names import public_names
from redactor.release.proof.sought import by_hand, sought_in
from redactor.release.public import public_file, public_needles
from redactor.release.schedule_facts import told
from redactor.release.schedules.internal import (
    DOCUMENT_HEADS,
    PREFIX,
    REDACTION_HEADS,
    WARNING,
    Internal,
    Output,
    as_data,
    internal,
)
from redactor.release.schedules.pdf import as_pdf
from redactor.release.schedules.schedule import schedule
from redactor.release.schedules.sheet import Sheet
from redactor.release.schedules.text import as_csv, as_json, table
from redactor.release.schedules.xlsx import as_xlsx, internal_xlsx

_MOST = 600  # letters of a cell on paper
ENDINGS = (".xlsx", ".pdf", ".csv", ".json")
_ON_PAPER = (
    ("Serial", 0.08), ("Page", 0.05), ("Withheld text", 0.19), ("Status", 0.07),
    ("Codes", 0.08), ("Category", 0.12), ("Found by", 0.09), ("Person", 0.1),
    ("Places withheld", 0.07), ("Decided by", 0.08), ("Reviewed by", 0.07),
)  # fmt: skip
_MORE = (
    ("Serial", 0.08), ("Reason", 0.15), ("Policy", 0.13), ("Answers", 0.28),
    ("Remarks", 0.18), ("Changed after review", 0.1), ("Check", 0.08),
)  # fmt: skip
_DOCUMENTS = (
    ("No.", 0.06), ("Public No.", 0.07), ("Title", 0.2), ("Outcome", 0.12),
    ("Pages", 0.06), ("Source file", 0.19), ("Source SHA-256", 0.3),
)  # fmt: skip


def save_internal(
    file: CaseFile, out: Path, output: Output | None = None
) -> list[Path]:
    """Write the internal schedule; its name begins with INTERNAL, whatever was asked.

    A CSV has a second file for the documents. Raises BadInput, also for a place inside
    a release.
    """
    ending = _ending(out)
    if (out.parent / MANIFEST).exists():
        raise BadInput(
            "That is the folder of a release, which leaves the authority.",
            "Keep the internal schedule in another folder.",
        )
    name = out.name if out.name.startswith(PREFIX) else f"{PREFIX} {out.name}"
    out = out.with_name(name)
    rows = internal(file, output)
    files = {out: _internal(rows, ending)}
    if ending == ".csv":
        beside = out.with_name(f"{out.stem} documents.csv")
        files[beside] = table(DOCUMENT_HEADS, rows.documents)
    _write(files)
    return list(files)


def _internal(rows: Internal, ending: str) -> bytes:
    if ending == ".xlsx":
        return internal_xlsx(rows.parts, rows.reference, WARNING, _EDITS)
    if ending == ".pdf":
        return _paper(rows)
    if ending == ".csv":
        return table(REDACTION_HEADS, rows.redactions)
    return (json.dumps(as_data(rows), indent=2, ensure_ascii=False) + "\n").encode()


_EDITS: Mapping[str, Sequence[str]] = {
    "Redactions": REDACTION_EDITS,
    "Documents": DOCUMENT_EDITS,
}


def _paper(rows: Internal) -> bytes:
    sheet = Sheet(WARNING)
    title = "Internal schedule of redactions"
    kept = (f"Retention: {rows.retention}",) if rows.retention else ()
    sheet.title(rows.authority, title, (f"Request {rows.reference}", *kept, WARNING))
    for head, heads, lines, columns in (
        ("Redactions", REDACTION_HEADS, rows.redactions, _ON_PAPER),
        ("Reasons, remarks and checks", REDACTION_HEADS, rows.redactions, _MORE),
        ("Documents", DOCUMENT_HEADS, rows.documents, _DOCUMENTS),
    ):
        names = [name for name, _ in columns]
        cells = [[_short(row[heads.index(name)]) for name in names] for row in lines]
        sheet.heading(head)
        sheet.table(names, cells, [share for _, share in columns])
    return sheet.finished(f"{WARNING}, request {rows.reference}", f"{PREFIX} {title}")


def _short(cell: str) -> str:
    """A cell that fits a page; the workbook has all of it."""
    return cell if len(cell) <= _MOST else f"{cell[:_MOST]}…"


def save_public(file: CaseFile, out: Path) -> list[Path]:
    """Write the public schedule as the case stands, apart from any release.

    Raises BadInput, UnknownExemption, and ReleaseRefused where it would tell.
    """
    ending, approval, look = _ending(out), standing(file), look_in(file)
    sought = public_needles(sought_in(file), file.state)
    typed = public_needles(by_hand(file), file.state)
    seen = public_file(file)
    names = public_names(seen.state.documents.values(), sought)
    rows = schedule(seen.state, names, {}, look.whole)
    findings = told(rows, sought, typed)
    if findings:
        raise ReleaseRefused(
            "The schedule would say what is withheld.",
            "Word these cells differently.",
            tuple(map(str, findings)),
        )
    rows = replace(rows, approved=approval.code)
    today = dt.datetime.now(dt.UTC).date()
    if ending == ".pdf":
        pdf = as_pdf(rows, today)
        data = pdf if approval.holds else draft.marked(pdf)
    elif ending == ".xlsx":
        data = as_xlsx(rows, today)
    else:
        data = as_csv(rows) if ending == ".csv" else as_json(rows)
    _write({out: data})
    return [out]


def _ending(out: Path) -> str:
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise BadInput(
            f"A schedule can't be written as {out.suffix or 'a file without ending'}.",
            f"Give it a name that ends in {', '.join(ENDINGS)}.",
        )
    return ending


def _write(files: Mapping[Path, bytes]) -> None:
    for path, data in files.items():
        try:
            path.write_bytes(data)
        except OSError as error:
            raise BadInput(
                f"{path.name} can't be written: {error.strerror}.",
                "Choose another place.",
            ) from error
