"""The sample case: a fictional regulator's response, ready to be decided, or decided.

``python -m redactor.sample CASE`` makes the case file, where there is none yet.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from redactor import edits
from redactor.casefile import CaseFile, me
from redactor.errors import NotFound
from redactor.find.propose import propose
from redactor.find.query import Query
from redactor.intake import add, read
from redactor.law.categories import category_for
from redactor.model import Case, Change, Rect, Redaction, State, Status
from redactor.parts import Wanted as Wish
from redactor.parts import set_part, take_parts
from redactor.paths import resources
from redactor.reasons import say
from redactor.release.approval import approve, note, submit
from redactor.release.package import release
from redactor.verdicts import Verdict, Wanted, codes_of, decide_change
from redactor.work import Work, finish

FOLDER = "sample"
_REVIEWER = "Second Person"
_DAYS_AGO = 7  # the request came in last week, so that its clock is running


@dataclass(frozen=True, slots=True)
class Passage:
    """Something to withhold that no finder proposes: by its text, or by its place."""

    document: str
    page: int
    text: str
    rects: tuple[Rect, ...]
    exemption: str
    category: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a caseworker decides about the sample case.

    ``release_people`` are named, each with the reason. ``stays`` are the public texts
    that a finder may take for personal data, ``goes`` all of the personal data.
    """

    reference: str
    authority: str
    release_people: tuple[tuple[str, str], ...]
    stays: tuple[str, ...]
    goes: tuple[str, ...]
    withhold: tuple[Passage, ...]
    request: Mapping[str, str]
    parts: tuple[Mapping[str, Any], ...]
    documents: tuple[Mapping[str, str], ...]
    reasons: tuple[Mapping[str, Any], ...]


def documents() -> list[Path]:
    """The documents in scope of the sample request."""
    return sorted(resources(FOLDER).glob("*.pdf"))


def register() -> Path:
    """The staff register of the sample authority."""
    return resources(FOLDER) / "staff.csv"


def decisions() -> Decisions:
    data = json.loads((resources(FOLDER) / "decisions.json").read_text("utf-8"))
    return Decisions(
        data["reference"],
        data["authority"],
        tuple((p["name"], p["reason"]) for p in data["release_people"]),
        tuple(data["stays"]),
        tuple(data["goes"]),
        tuple(
            Passage(
                document=entry["document"],
                page=entry["page"],
                text=entry.get("text", ""),
                rects=tuple(Rect(*rect) for rect in entry.get("rects", ())),
                exemption=entry["exemption"],
                category=entry["category"],
                reason=entry["reason"],
            )
            for entry in data["withhold"]
        ),
        {name: data[name] for name in ("title", "requester", "team", "request")},
        tuple(data["parts"]),
        tuple(data["documents"]),
        tuple(data["reasons"]),
    )


def make(path: Path) -> Path:
    """The sample case at ``path`` with proposals to decide on.

    A case that is there already is left as it is.
    """
    return path if path.exists() else finish(prepare(path))


def prepare(path: Path) -> Work[Path]:
    """Make the sample case at ``path``; nothing is there until all of it is.

    Raises CaseUnreadable where the path can't be used.
    """
    plan = decisions()
    received = dt.date.today() - dt.timedelta(days=_DAYS_AGO)  # noqa: DTZ011 - a day here
    row = Case(
        plan.reference,
        received,
        "FOIA",
        plan.authority,
        plan.request["title"],
        plan.request["requester"],
        team=plan.request["team"],
    )
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".sample-") as folder:
        draft = Path(folder) / path.name
        with CaseFile.create(draft, row, by=me()) as file:
            intake = yield from add(file, documents())
            file.apply(edits.add_documents(intake.documents(file.state)), by=me())
            _ask(file, plan)
            yield from read(file)
            findings = yield from propose(file, register())
            file.apply(findings.change(file.state), by=me())
        return draft.rename(path)


def demo(out: Path) -> Work[Path]:
    """The whole job without a window: the release of the sample case in ``out``.

    Raises ReleaseRefused.
    """
    with tempfile.TemporaryDirectory(prefix="foi-redactor-") as folder:
        path = yield from prepare(Path(folder) / "sample.foicase")
        with CaseFile.open(path) as file:
            decide(file)
            for step, by in ((submit, me()), (approve, _REVIEWER)):
                file.apply(step(file, by=by), by=by)
            manifest = yield from release(file, out)
            note(file, manifest, by=me())
    return out


def decide(file: CaseFile) -> None:
    """Decide the sample case as its answer key says."""
    plan = decisions()
    for name, reason in plan.release_people:
        people = tuple(p.id for p in file.state.people.values() if p.name == name)
        if people:
            _decide(file, Verdict.REJECT, Wanted(people=people), reason)
    public = _public(file.state, plan.stays)
    if public:
        _decide(file, Verdict.REJECT, Wanted(serials=public), "Public already.")
    _decide(file, Verdict.ACCEPT, Wanted(every=True))
    for text in plan.goes:
        _decide(file, Verdict.ACCEPT, Wanted(text=text))
    for passage in plan.withhold:
        file.apply(_drawn(file, passage), by=me())
    for entry in plan.reasons:
        change = say(file.state, entry["exemption"], entry["answers"])
        file.apply(change, by=me())


def _ask(file: CaseFile, plan: Decisions) -> None:
    """Take down the request, and which documents answer which part."""
    file.apply(take_parts(file.state, plan.request["request"]), by=me())
    for part in plan.parts:
        wanted = Wish(outcome=part["outcome"], documents=tuple(part["documents"]))
        file.apply(set_part(file.state, part["number"], wanted), by=me())
    for entry in plan.documents:
        before = file.state.document(entry["name"])
        row = replace(
            before,
            title=entry["title"],
            kind=entry["kind"],
            date=entry["date"],
            parties=entry["parties"],
        )
        change = edits.put(file.state, row, "describe", f"describe {row.id}")
        file.apply(change, by=me())


def _decide(
    file: CaseFile, decision: Verdict, wanted: Wanted, reason: str = ""
) -> None:
    codes = () if decision is Verdict.REJECT else ("s.40(2)",)
    file.apply(decide_change(file, decision, wanted, codes, reason), by=me())
    bare = [r.serial for r in file.state.redactions.values() if not r.category]
    name = category_for("PERSON")
    file.apply(edits.categorize(file.state, bare, name), by=me())


def _public(state: State, stays: tuple[str, ...]) -> tuple[str, ...]:
    """Serials of what was proposed though it is all public, or a part of that."""
    return tuple(
        r.serial
        for r in state.in_order()
        if r.text
        and r.status is Status.SUGGESTED
        and any(_within(r.text, stay) for stay in stays)
    )


def _within(text: str, whole: str) -> bool:
    return bool(Query(text, whole_words=True).pattern().search(whole))


def _drawn(file: CaseFile, passage: Passage) -> Change:
    """The change that withholds a passage, with its category and reason."""
    state = file.state
    change = edits.draw(
        state,
        [_mark(file, passage)],
        exemptions=codes_of(state, (passage.exemption,)),
        category=passage.category,
    )
    serials = [row.serial for row in change.added if isinstance(row, Redaction)]
    noted = edits.annotate(state.after(change), serials, passage.reason)
    return edits.together(change, noted)


def _mark(file: CaseFile, passage: Passage) -> edits.Mark:
    """Where a passage stands. Raises NotFound where the document says otherwise."""
    document = file.state.document(passage.document)
    words = file.words(document, passage.page)
    if words and passage.rects:
        under = words.under(passage.rects)
        return edits.Mark(document.id, passage.page, passage.rects, under)
    hit = words and Query(passage.text).pattern().search(words.text.text)
    if not words or not hit:
        raise NotFound(
            f"A passage of the sample decisions is not on page {passage.page} of "
            f"{passage.document}.",
            "Restore the files of the sample case.",
        )
    rects = words.text.rects(hit.start(), hit.end())
    return edits.Mark(document.id, passage.page, rects, hit.group())


if __name__ == "__main__":
    make(Path(sys.argv[1]))
