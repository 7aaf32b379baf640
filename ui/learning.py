"""What a mark made by hand says about the rest of the case."""

from __future__ import annotations

from redactor import teach
from redactor.teach import Lesson
from ui.dates import many
from ui.panels.message_bar import MessageBar
from ui.session import Session


def learn(session: Session, messages: MessageBar, serial: str) -> None:
    """Look for what was marked in the whole case."""
    row = session.state.redactions.get(serial)
    if row is not None and teach.is_worth_it(row):
        job = session.learn(serial)
        job.succeeded.connect(lambda lesson: _learnt(session, messages, lesson))


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
