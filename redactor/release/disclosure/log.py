"""A copy of a response for the disclosure log: without the requester, or not at all.

It is made from a release that was approved and not altered since. Where a released
document names the requester, the documents are released once more with boxes there.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redactor import scratch
from redactor.casefile import CaseFile
from redactor.edits import Mark, draw
from redactor.errors import LogRefused
from redactor.law.exemptions import catalogue
from redactor.model import Status, meet
from redactor.release.approval import approve, standing
from redactor.release.disclosure.check import Released, released, traces
from redactor.release.disclosure.mask import masked, spans
from redactor.release.disclosure.page import JSON, PAGE, Entry, entry_of, page
from redactor.release.folder import private_folder, put_in_place, write
from redactor.release.package import release
from redactor.release.plaintext import Extras
from redactor.release.proof.names import public_names
from redactor.release.proof.needles import Needle
from redactor.release.proof.sought import by_hand, requester_needles, sought_in
from redactor.release.public import public_file
from redactor.release.reply.answer import Answer
from redactor.release.reply.letter import NAME as LETTER
from redactor.release.reply.letter import compose
from redactor.release.reply.letter_file import dated, filled, template_bytes
from redactor.release.reply.letter_gates import leaks, told, unusual
from redactor.release.template import template_of
from redactor.work import Progress, Work

_BY = "the disclosure log"


@dataclass(frozen=True)
class _Copy:
    """What is made for the log, of which case."""

    file: CaseFile
    theirs: Sequence[Needle]
    sought: Sequence[Needle]
    names: Mapping[str, str]
    day: dt.date


def disclose(
    file: CaseFile, folder: Path, out: Path, title: str = ""
) -> Work[dict[str, Any]]:
    """Write the log's copy of the release in ``folder`` into the new folder ``out``.

    Returns its entry. Raises LogRefused for a draft, for a file that was altered, and
    for any trace of the requester or of what is withheld.
    """
    _refuse_changed(file, out)
    yield Progress(0, 4, "reading the release")
    given = released(file, folder)
    sought = [*sought_in(file), *by_hand(file)]
    file = public_file(file)
    copy = _Copy(
        file,
        unusual(requester_needles(file.state)),
        sought,
        public_names(file.state.documents.values(), sought),
        dated(given.files[LETTER]),
    )
    yield Progress(1, 4, "looking for the requester")
    found = traces(_documents(given.files), copy.theirs)
    files = dict(given.files)
    if found:
        files = yield from _without(copy, given)
    files = {name: data for name, data in files.items() if name != LETTER}
    files[LETTER] = _letter(copy)
    yield Progress(3, 4, "writing")
    entry = _entry(copy, files, title)
    every = {
        **files,
        PAGE: page(entry, files[LETTER]).encode(),
        JSON: (json.dumps(entry.data, indent=2, ensure_ascii=False) + "\n").encode(),
    }
    _refuse_traces(copy, every, entry)
    with private_folder(out) as made:
        for name, data in every.items():
            write(made / name, data)
        put_in_place(made, out)
    return entry.data


def _refuse_changed(file: CaseFile, out: Path) -> None:
    if out.exists():
        raise LogRefused(f"{out.name} exists already.", "Choose a new folder.")
    now = standing(file)
    if not now.holds:
        raise LogRefused(
            f"The case can't go into the disclosure log as it is: {now.why_not}",
            "Have it approved, and release it again.",
        )
    wrong = file.problems()
    if wrong:
        raise LogRefused(
            "The case file was altered behind the program's back.",
            "Do not release from this file. Restore the case from a backup.",
            tuple(wrong),
        )


def _documents(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name != LETTER}


# -- without the requester


def _without(
    copy: _Copy, given: Released
) -> Generator[Progress, None, dict[str, bytes]]:
    """The release once more, from a copy of the case with boxes on the requester.

    What a copy that lies beside no case decides is decided for the log alone.
    """
    texts = any(name.endswith(".txt") for name in given.files)
    with scratch.folder() as place:
        path = place / "log.foicase"
        shutil.copyfile(copy.file.path, path)
        with CaseFile.open(path) as other:
            marks = list(_marks(other, copy.theirs))
            if not marks:
                return dict(given.files)
            code = catalogue(other.state.case.regime).default_personal.code
            rows = draw(other.state, marks, exemptions=(code,), category="requester")
            other.apply(rows, by=_BY)
            other.apply(approve(other, by=f"{_BY}, for everybody"), by=_BY)
            out = place / "release"
            yield from release(other, out, Extras(texts))
            again = {p.name: p.read_bytes() for p in sorted(out.iterdir())}
    del again["manifest.json"]
    tables = {n: d for n, d in given.files.items() if n.endswith(" table.csv")}
    return {**again, **tables}


def _marks(file: CaseFile, theirs: Sequence[Needle]) -> Generator[Mark, None, None]:
    """Every place where the requester is named and no box is yet."""
    state = file.state
    for document in state.documents.values():
        for number in range(1, document.pages + 1):
            read = file.words(document, number)
            if read is None:
                continue
            text = read.text
            boxes = [
                rect
                for row in state.on_page(document.id, number)
                if row.status is Status.ACCEPTED
                for rect in row.rects
            ]
            for start, end in spans(text.text, theirs):
                rects = tuple(text.rects(start, end))
                if rects and not all(meet([rect], boxes) for rect in rects):
                    yield Mark(document.id, number, rects, text.text[start:end])


def _letter(copy: _Copy) -> bytes:
    content = compose(masked(copy.file.state, copy.theirs), copy.names, copy.day)
    template = template_bytes(template_of(copy.file))
    return filled(template, content.as_data(), copy.day)


# -- what is written


def _entry(copy: _Copy, files: Mapping[str, bytes], title: str) -> Entry:
    state = copy.file.state
    return entry_of(Answer(state, copy.names), copy.day, files, title)


def _refuse_traces(copy: _Copy, files: Mapping[str, bytes], entry: Entry) -> None:
    """Raises LogRefused with every file that names the requester, or what is not
    to be seen."""
    found = traces(files, copy.theirs)
    state = copy.file.state
    for fault in leaks(state, files[LETTER], copy.sought, requester=True):
        found.append(f"{LETTER}: {fault}")
    said = json.dumps({**entry.data, "files": list(files)}, ensure_ascii=False)
    for serial in told(said, copy.sought):
        found.append(f"{JSON}: it says what redaction {serial} withholds")
    if found:
        raise LogRefused(
            "The copy would say what it must not: nothing was written.",
            "Correct the case, have it approved and release it again.",
            tuple(sorted(set(found))),
        )
