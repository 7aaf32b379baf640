"""The letter of a release: written, and judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from redactor.casefile import CaseFile
from redactor.errors import BadInput
from redactor.release.approval import standing
from redactor.release.proof.finding import Finding
from redactor.release.proof.names import public_names
from redactor.release.proof.needles import Needle
from redactor.release.proof.sought import by_hand, sought_in
from redactor.release.public import public_file
from redactor.release.reply.letter import NAME, day_of, letter, reminders
from redactor.release.reply.letter_gates import Fault, gates
from redactor.whole import left


@dataclass(frozen=True, slots=True)
class Written:
    """A letter, and what keeps it from being final; it is marked a draft then."""

    data: bytes
    faults: tuple[Fault, ...]
    reminders: tuple[str, ...] = ()
    """What a reader would look for; nothing waits for it."""


def response(
    file: CaseFile,
    names: Mapping[str, str],
    sought: Sequence[Needle],
    *,
    approved: bool,
) -> tuple[bytes, list[Finding]]:
    """The letter of a release, and why the release must not leave with it.

    Where the case is approved the letter has to be final; where it is not, the letter
    is a draft. One that says what is withheld never leaves. Raises BadInput for an odd
    template.
    """
    day = day_of(file.state)
    written = _written(file, names, day, sought, draft=not approved)
    stops = [f for f in written.faults if approved or f.leaks]
    return written.data, [Finding(NAME, None, str(fault)) for fault in stops]


def on_demand(file: CaseFile, day: dt.date | None = None) -> Written:
    """The letter as the case stands, apart from any release."""
    sought, now = sought_in(file), standing(file)
    file = public_file(file)
    state = file.state
    names = public_names(state.documents.values(), sought)
    faults = []
    if not now.holds:
        faults.append(Fault(now.why_not, "A second person has to approve the case."))
    elif file.problems():
        faults.append(
            Fault(
                "The case file was altered behind the program's back.",
                "Restore the case from a backup.",
            )
        )
    count = len(list(left(state)))
    if count:
        places = f"{count} place{'s are' if count > 1 else ' is'}"
        faults.append(
            Fault(f"{places} still undecided.", "Withhold each, or leave it visible.")
        )
    written = _written(file, names, day or day_of(state), sought, draft=bool(faults))
    return Written(written.data, (*faults, *written.faults), reminders(state))


def faults_of(file: CaseFile) -> tuple[Fault, ...]:
    """What keeps the letter from being final, whether anybody approved it or not."""
    sought = sought_in(file)
    names = public_names(file.state.documents.values(), sought)
    return _written(file, names, day_of(file.state), sought, draft=True).faults


def save(path: Path, data: bytes) -> None:
    """Write a letter. Raises BadInput where that can't be done."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise BadInput(
            f"{path.name} can't be written: {error.strerror}.", "Choose another place."
        ) from error


def _written(
    file: CaseFile,
    names: Mapping[str, str],
    day: dt.date,
    sought: Sequence[Needle],
    *,
    draft: bool,
) -> Written:
    data = letter(file, names, day, draft=draft)
    faults = tuple(gates(file, names, day, data, [*sought, *by_hand(file)]))
    if faults and not draft:
        data = letter(file, names, day, draft=True)
    return Written(data, faults)
