"""Whether a case is ready for release: what still has to be decided or done first."""

from __future__ import annotations

import os
from pathlib import Path

from redactor.casefile import CaseFile
from redactor.errors import ReleaseRefused, UnknownExemption
from redactor.law.exemptions import Catalogue
from redactor.model import State, Status
from redactor.release.schedules.schedule import exemptions_of
from redactor.whole import left


def refuse_unready(file: CaseFile, out: Path, law: Catalogue) -> None:
    """Raises ReleaseRefused with everything that stands in the way, kind by kind."""
    state = file.state
    if os.path.lexists(out):
        raise ReleaseRefused(
            f"{out.name} exists already.",
            "A release never overwrites anything: choose a new folder.",
        )
    if not out.parent.is_dir():
        raise ReleaseRefused(
            f"There is no folder {out.parent}.", "Make it, or choose another."
        )
    if not state.documents:
        raise ReleaseRefused("There is nothing in the case.", "Add documents first.")
    wrong = file.problems()
    if wrong:
        raise ReleaseRefused(
            "The audit trail was altered, or the case behind its back.",
            "Do not release from this file. Restore the case from a backup.",
            tuple(wrong),
        )
    refuse_open(file, law)


def refuse_open(file: CaseFile, law: Catalogue) -> None:
    """Raises ReleaseRefused where something is undecided, unread or without a code."""
    _refuse_undecided(file.state)
    _refuse_unread(file)
    _refuse_without_law(file.state, law)


def _refuse_undecided(state: State) -> None:
    undecided = list(left(state))
    if undecided:
        count = len(undecided)
        raise ReleaseRefused(
            f"{count} suggestion{'s are' if count > 1 else ' is'} still undecided.",
            "Withhold each of them, or leave it visible.",
            tuple(f"{r.document}, page {r.page}: {r.serial}" for r in undecided),
        )


def _refuse_unread(file: CaseFile) -> None:
    unread = [
        f"{d.id}, page {page}: not read"
        for d in file.state.documents.values()
        for page in file.unread(d)
    ]
    if unread:
        raise ReleaseRefused(
            f"{len(unread)} pages are not read yet.",
            "Let the program finish reading them.",
            tuple(unread),
        )


def _refuse_without_law(state: State, law: Catalogue) -> None:
    wrong = []
    for redaction in state.in_order():
        if redaction.status is not Status.ACCEPTED:
            continue
        where = f"{redaction.document}, page {redaction.page}: {redaction.serial}"
        if not redaction.exemptions:
            wrong.append(f"{where} has no {law.regime.word}")
        try:
            exemptions_of(redaction, law)
        except UnknownExemption as error:
            wrong.append(f"{where}: {error}")
    if wrong:
        raise ReleaseRefused(
            f"{len(wrong)} redactions have no valid {law.regime.word}.",
            f"Give each of them the {law.regime.word} it rests on.",
            tuple(wrong),
        )
