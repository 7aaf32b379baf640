"""What is being written: kept in the case as it is typed, and one step once it is left.

A draft is no edit yet: it is in no history and counts for nothing. After a crash it is
taken in when the case is opened again, so that nothing that was typed is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from PySide6.QtCore import QObject, QTimer

from redactor.cells import describe_document
from redactor.errors import RedactorError
from redactor.law.reasoning import standing_answers
from redactor.model import Change, State
from redactor.parts import Wanted, describe, set_part
from redactor.reasons import say
from ui.fields import Field
from ui.session import Session

_DRAFT = "draft"
_PAUSE = 400  # milliseconds without a key


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for a field of ``kind`` "reason", "part", "document" or "case".

    ``of`` is the exemption's code, or the part's or document's id, ``part`` the id of
    the part that reasons are for.
    """

    kind: str
    of: str
    field: str
    value: str = ""
    part: str = ""


def change_of(state: State, draft: Draft) -> Change:
    """The edit that the draft becomes. Raises RedactorError where it can't."""
    if draft.kind == "reason":
        standing = standing_answers(draft.of).get(draft.field)
        value = "" if draft.value == standing else draft.value
        return say(state, draft.of, {draft.field: value}, part=draft.part)
    if draft.kind == "part":
        several = [one.strip() for one in draft.value.replace(";", ",").split(",")]
        codes = tuple(one for one in several if one)
        said = codes if draft.field == "exemptions" else draft.value
        return set_part(state, draft.of, Wanted(**{draft.field: said}))  # type: ignore[arg-type]
    if draft.kind == "document":
        return describe_document(state, draft.of, {draft.field: draft.value})
    return describe(state, draft.field, draft.value)


class Drafts(QObject):
    """Watches fields of one form, and keeps each when it is left."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._typing: tuple[Field, Draft] | None = None
        self._shown: dict[Field, str] = {}
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._note)

    def watch(self, field: Field, draft: Draft | Callable[[], Draft]) -> None:
        """``draft`` says what the field is for, now; its value is the field's."""
        now = draft if callable(draft) else lambda: draft
        field.typed.connect(lambda: self._typed(field, now()))
        field.left.connect(lambda: self._keep(field, now()))

    def show(self, field: Field, value: str) -> None:
        """Show what the case says, unless somebody is writing there."""
        self._shown[field] = value
        if self._typing is None or self._typing[0] is not field:
            field.show_value(value)

    def flush(self) -> None:
        """Keep what is being written before the form goes."""
        if self._typing is not None:
            self._keep(*self._typing)

    def forget(self) -> None:
        """The fields are gone."""
        self.flush()
        self._shown.clear()

    def _typed(self, field: Field, draft: Draft) -> None:
        self._typing = (field, draft)
        self._soon.start()

    def _note(self) -> None:
        if self._typing is not None and not self._session.closed:
            field, draft = self._typing
            words = json.dumps(asdict(replace(draft, value=field.value())))
            self._session.put_setting(_DRAFT, words)

    def _keep(self, field: Field, draft: Draft) -> None:
        """One step of the history. What can't be kept goes back to what is said."""
        self._soon.stop()
        self._typing = None
        if self._session.closed:  # the field goes with its window
            return
        value = field.value()
        if value != self._shown.get(field, ""):
            try:
                change = change_of(self._session.state, replace(draft, value=value))
            except RedactorError as error:
                field.show_value(self._shown.get(field, ""))
                self._session.failed.emit(error)
            else:
                self._shown[field] = value if change else self._shown.get(field, "")
                field.show_value(self._shown[field])
                self._session.do(change)
        if self._session.setting(_DRAFT):
            self._session.put_setting(_DRAFT, "")


def recover(session: Session) -> bool:
    """Take in what was being written when the window went down; whether there was."""
    kept = session.setting(_DRAFT)
    if not kept:
        return False
    session.put_setting(_DRAFT, "")
    try:
        change = change_of(session.state, Draft(**json.loads(kept)))
    except (RedactorError, TypeError, ValueError):
        return False  # what it was for is no longer there
    session.do(change)
    return bool(change)
