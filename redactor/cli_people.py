"""The verbs of the command line about who is who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from redactor import edits, tasks
from redactor.casefile import CaseFile
from redactor.contacts import contacts as contacts_of
from redactor.errors import BadInput, NotFound
from redactor.find.query import Query
from redactor.find.standing import by_name, set_kind
from redactor.model import Change, PersonDecision, State
from redactor.options import ByOption, CaseArgument, JsonOption
from redactor.terminal import drive, print_json

verbs = typer.Typer()
_Ids = Annotated[
    list[str], typer.Argument(metavar="PERSON...", help="as `list` shows them: P01")
]
_DECIDED = {
    PersonDecision.UNDECIDED: "undecided",
    PersonDecision.WITHHOLD: "withheld",
    PersonDecision.RELEASE: "left visible",
}


@verbs.command()
def person(
    case: CaseArgument,
    ids: _Ids,
    by: ByOption,
    kind: Annotated[
        str | None, typer.Option(help='who it is: "our staff", "requester", ...')
    ] = None,
    name: Annotated[str | None, typer.Option(help="another name")] = None,
) -> None:
    """Say who somebody is, or call them something else."""
    if kind is None and name is None:
        raise BadInput("Nothing is said about them.", "Give --kind or --name.")
    if name is not None and len(ids) != 1:
        raise BadInput("One name can't be several people's.", "Name one person.")
    with CaseFile.open(case) as file:
        _known(file.state, ids)
        if kind is not None:
            _do(file, set_kind(file.state, ids, kind.strip()), by)
        if name is not None:
            _do(file, edits.rename(file.state, ids[0], name), by)


@verbs.command("name")
def add_by_name(
    case: CaseArgument,
    name: Annotated[str, typer.Argument(help='as it is written: "Jo Sand"')],
    by: ByOption,
) -> None:
    """Add somebody whom nobody found, withheld wherever the name stands. `propose`
    looks for the rest afterwards: parts of the name, initials, user names."""
    if not name.strip():
        raise BadInput("A person needs a name.", "Type at least one letter.")
    query = Query(name, whole_words=True)
    with CaseFile.open(case) as file:
        found = drive("Searching", tasks.search, file.path, query)
        _do(file, by_name(file.state, found, name), by)


@verbs.command()
def merge(case: CaseArgument, ids: _Ids, by: ByOption) -> None:
    """Make one person of several: the first one's name and decision stay."""
    if len(set(ids)) < 2:
        raise BadInput("That is one person.", "Name two or more, such as P01 P07.")
    with CaseFile.open(case) as file:
        _known(file.state, ids)
        _do(file, edits.merge(file.state, ids), by)


@verbs.command()
def split(
    case: CaseArgument,
    serials: Annotated[
        list[str], typer.Argument(metavar="SERIAL...", help="such as D01-R003")
    ],
    name: Annotated[str, typer.Option(help="the person they belong to")],
    by: ByOption,
) -> None:
    """Give places to a person of their own, about whom nobody has decided."""
    with CaseFile.open(case) as file:
        _do(file, edits.split(file.state, serials, name), by)


@verbs.command()
def contacts(case: CaseArgument, as_json: JsonOption = False) -> None:
    """List what was found and is nobody's: telephone numbers, postcodes, names of
    accounts. `decide --text` decides about one, wherever it stands."""
    with CaseFile.open(case) as file:
        found = contacts_of(file.state)
    found.sort(key=lambda one: (-len(one[1]), one[0].name.casefold()))
    if as_json:
        print_json(
            [
                {
                    "text": contact.name,
                    "label": rows[0].label,
                    "decision": str(contact.decision),
                    "places": [row.serial for row in rows],
                }
                for contact, rows in found
            ]
        )
        return
    for contact, rows in found:
        decided = _DECIDED[contact.decision]
        typer.echo(f"{contact.name}  {_places(len(rows))}  {decided}")


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _known(state: State, ids: Sequence[str]) -> None:
    for one in ids:
        if one not in state.people:
            raise NotFound(
                f"The case has no person {one}.",
                "`list` shows them all.",
            )


def _do(file: CaseFile, change: Change, by: str) -> None:
    file.apply(change, by=by)
    typer.echo(f"{change.label}." if change else "It says so already.")
