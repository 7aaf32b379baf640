"""What a mark made by hand says about the rest of the case."""

from __future__ import annotations

from functools import partial

from redactor import teach
from redactor.find.echoes import Echo, decide_alike, is_source
from redactor.model import Redaction
from redactor.teach import Lesson
from ui.dates import many
from ui.panels.message_bar import MessageBar
from ui.parts import while_there
from ui.session import Session

_NAMED = 4  # places that a message names


def repeat(session: Session, messages: MessageBar, serials: list[str]) -> None:
    """Decide the same passage alike where it is quoted or stands again."""
    rows = session.state.redactions
    asked = [s for s in serials if s in rows and is_source(rows[s], session.state)]
    if asked:
        job = session.echoes(asked)
        told = partial(_repeated, session, messages)
        job.succeeded.connect(while_there(session, told))


def _repeated(session: Session, messages: MessageBar, found: list[Echo]) -> None:
    change = decide_alike(session.state, found)
    if not change:
        return
    session.do(change)
    rows = [row for row in change.added if isinstance(row, Redaction)]
    names = dict.fromkeys(f"{r.document} page {r.page}" for r in rows)
    where = ", ".join(list(names)[:_NAMED]) + (" \u2026" if len(names) > _NAMED else "")
    label = change.label[:1].upper() + change.label[1:]
    messages.show_info(f"{label}: {where}.", "Undo", session.undo)


def learn(session: Session, messages: MessageBar, serial: str) -> None:
    """Look for what was marked in the whole case."""
    row = session.state.redactions.get(serial)
    if row is not None and teach.is_worth_it(row):
        job = session.learn(serial)
        told = partial(_learnt, session, messages)
        job.succeeded.connect(while_there(session, told))


def _learnt(session: Session, messages: MessageBar, lesson: Lesson) -> None:
    """Propose what is personal at once, and say that the rest can be proposed."""
    change = lesson.change(session.state)
    count = teach.new_places(change)
    if lesson.is_personal or not count:
        session.do(change)
    if not count:
        return
    text = f"“{lesson.text(session.state)}”"
    if lesson.is_personal:
        words = f"{text}: {many(count, 'more place')} proposed."
        messages.show_info(f"{words} Shift+A withholds all.", "Undo", session.undo)
    else:
        messages.show_info(
            f"{text} stands at {many(count, 'more place')}.",
            "Propose them too",
            lambda: session.do(lesson.change(session.state)),
        )
