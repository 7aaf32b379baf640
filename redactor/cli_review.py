"""Verbs of the command line about the second person: submit, review, approve, send
back, and who did what when."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from redactor import tasks
from redactor.asking import asked_points
from redactor.casefile import CaseFile
from redactor.errors import BadInput, NotApproved
from redactor.listing import remark_data, standing_data
from redactor.model import Change
from redactor.options import ByOption, CaseArgument, JsonOption
from redactor.release import approval
from redactor.release.approval import Approval
from redactor.release.manifest import compared
from redactor.release.schedules.text import inert
from redactor.request import Remark, Review
from redactor.review.delta import Difference, last_look
from redactor.review.delta import delta as differences
from redactor.review.figures import figures
from redactor.review.points import Answer, Point, answered, objections, record
from redactor.terminal import drive, file_bytes, object_in, print_json

Note = Annotated[str, typer.Option(help="a word with it")]


Checks = Annotated[
    list[str] | None,
    typer.Option("--check", help='answers a point: "pages=yes", "over=no: why"'),
]
ChecksFile = Annotated[
    Path | None,
    typer.Option("--checks", help='answers as a JSON object: {"pages": "yes: read"}'),
]


def _make(case: Path, by: str, step: Callable[[CaseFile], Change]) -> None:
    """Take a step of the review and say how the case stands."""
    with CaseFile.open(case) as file:
        file.apply(step(file), by=by)
        now = approval.standing(file)
    if now.holds and now.review:
        typer.echo(f"Approved by {now.review.by}; code {now.code}.")
    else:
        typer.echo(now.why_not)


def submit(case: CaseArgument, by: ByOption) -> None:
    """Hand the case to a second person, once everything is decided and said."""
    _make(case, by, lambda file: approval.submit(file, by=by))


def approve(
    case: CaseArgument,
    by: ByOption,
    note: Note = "",
    check: Checks = None,
    checks: ChecksFile = None,
) -> None:
    """Approve the case as it is now: by somebody who decided nothing in it.

    On a terminal it asks for each point of the checklist that no option answers.
    """
    answers = _answers(check or (), checks)

    def step(file: CaseFile) -> Change:
        approval.refuse_unready(file, by)
        found = drive("Looking", tasks.checklist, file.path, by)
        said = asked_points(found, answers)
        wrong = objections(found, said)
        if wrong:
            raise NotApproved(
                "The answers to the checklist speak against it.",
                "Send the case back (send-back), or answer otherwise.",
                tuple(wrong),
            )
        return approval.approve(file, by=by, note=note, checks=record(found, said))

    _make(case, by, step)


def send_back(
    case: CaseArgument,
    by: ByOption,
    note: Note = "",
    check: Checks = None,
    checks: ChecksFile = None,
) -> None:
    """Give the case back to who worked on it, and say why."""
    answers = _answers(check or (), checks)

    def step(file: CaseFile) -> Change:
        found = drive("Looking", tasks.checklist, file.path, by)
        return approval.send_back(file, by=by, note=note, checks=record(found, answers))

    _make(case, by, step)


def _answers(check: Iterable[str], path: Path | None) -> Mapping[str, Answer]:
    """The answers of the options, those of a file first."""
    said = object_in(path) if path else {}
    return answered([*(f"{name}={words}" for name, words in said.items()), *check])


def review(
    case: CaseArgument,
    by: Annotated[str, typer.Option("--by", help="who reviews")] = "",
    delta: Annotated[
        bool, typer.Option("--delta", help="only what changed since the last look")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """What the second person looks at: the checklist with what was measured, the
    remarks, what changed since the last look."""
    with CaseFile.attach(case) as file:
        now, remarks = approval.standing(file), list(file.state.remarks.values())
        changed, looked = differences(file), last_look(file.state)
    found = [] if delta else drive("Looking", tasks.checklist, case, by)
    if as_json:
        more = {} if delta else {
            "checklist": [point.as_data() for point in found],
            "remarks": [remark_data(one) for one in remarks],
        }  # fmt: skip
        since = looked.at if looked else None
        changes = [one.as_data() for one in changed]
        print_json({"review": standing_data(now), "since": since, "delta": changes}
                   | more)  # fmt: skip
        return
    lines = [*_standing_lines(now, changed, looked)]
    if not delta:
        lines += [*_point_lines(found), *map(_remark_line, remarks)]
    for line in lines:
        typer.echo(line)


def _point_lines(found: Sequence[Point]) -> Iterator[str]:
    for number, point in enumerate(found, 1):
        yield f"{number}  {point.title}: {point.measured}"
        for item in point.items:
            yield f"     {item.words}"


def _remark_line(row: Remark) -> str:
    state = "settled" if row.settled else "open"
    return f"{row.id}  {row.about or 'case'}  {row.text}  {state}  {row.reply}".rstrip()


def _standing_lines(
    now: Approval, changed: Sequence[Difference], looked: Review | None
) -> Iterator[str]:
    yield (
        f"Approved by {now.review.by}; code {now.code}."
        if now.holds and now.review
        else now.why_not
    )
    if looked:
        count = f"{len(changed)} change{'' if len(changed) == 1 else 's'}"
        yield f"{count} since {looked.by} looked ({looked.at})."
        yield from map(str, changed)


def remark(
    case: CaseArgument,
    about: Annotated[
        str, typer.Argument(help='D01-R003, P01, D01, "D01 p.3", J01, or "case"')
    ],
    text: Annotated[str, typer.Argument()],
    by: ByOption,
) -> None:
    """Comment on a redaction, person, document, page or decision."""
    about = "" if about.casefold() == "case" else about
    with CaseFile.open(case) as file:
        change = approval.remark(file.state, about, text, by=by)
        file.apply(change, by=by)
    typer.echo(change.label)


def settle(
    case: CaseArgument,
    which: Annotated[str, typer.Argument(metavar="REMARK", help="such as C01")],
    by: ByOption,
    reply: Annotated[str, typer.Option(help="what was done about it")] = "",
    leave: Annotated[bool, typer.Option("--open", help="answer it only")] = False,
) -> None:
    """Answer a remark and settle it."""
    with CaseFile.open(case) as file:
        change = approval.settle(file.state, which, reply, settled=not leave)
        file.apply(change, by=by)
    typer.echo(f"{which} is {'answered' if leave else 'settled'}.")


def audit(
    case: CaseArgument,
    as_json: JsonOption = False,
    out: Annotated[
        Path | None, typer.Option("--csv", help="write the trail into a new file")
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(help="manifest.json of a release from it, to compare with"),
    ] = None,
) -> None:
    """Who did what when, and whether the file is as the trail says. Exit code 1 if
    not."""
    with CaseFile.attach(case) as file:
        events, wrong = file.events(), file.problems()
        if manifest is not None:
            wrong += compared(file, file_bytes(manifest))
    rows: list[Mapping[str, Any]] = [
        {
            "seq": e.seq,
            "at": e.at,
            "by": e.by,
            "act": e.act,
            "count": e.count,
            "hash": e.hash,
        }
        for e in events
    ]
    if out is not None:
        _write(out, rows)
    if as_json:
        print_json({"events": rows, "problems": wrong})
    elif out is None:
        for e in events:
            typer.echo(f"{e.seq:>5}  {e.at}  {e.by}  {e.act}  {e.count}")
    _refuse_wrong(wrong)
    if not as_json:
        typer.echo(f"{len(events)} events; every seal holds.")


def _refuse_wrong(wrong: Sequence[str]) -> None:
    for words in wrong:
        typer.echo(words, err=True)
    if wrong:
        raise BadInput(
            "The case file is not as its audit trail says.",
            "Do not release from this file. Restore the case from a backup.",
        )


def _write(path: Path, rows: list[Mapping[str, Any]]) -> None:
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(["seq", "at", "by", "act", "count", "hash"])
            writer.writerows(
                [inert(str(cell)) for cell in row.values()] for row in rows
            )
    except OSError as error:
        raise BadInput(
            f"{path.name} can't be written: {error.strerror}.", "Choose another name."
        ) from error


def statistics(case: CaseArgument, as_json: JsonOption = False) -> None:
    """How the case was decided: by exemption, kind of person and document, what was
    withheld unseen, and the time it took."""
    with CaseFile.attach(case) as file:
        found = figures(file)
    if as_json:
        print_json(found.as_data())
        return
    for line in found.in_lines():
        typer.echo(line)


VERBS: dict[str, Callable[..., None]] = {
    "submit": submit,
    "review": review,
    "approve": approve,
    "send-back": send_back,
    "remark": remark,
    "settle": settle,
    "audit": audit,
    "statistics": statistics,
}
