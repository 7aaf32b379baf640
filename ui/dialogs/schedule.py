"""The schedule into a file, for the public or inside, and an edited one read back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from redactor.errors import RedactorError, ReleaseRefused
from ui.dates import many
from ui.parts import Box
from ui.session import Session

_KINDS = "Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv);;JSON (*.json)"
_EDITED = "Schedules (*.xlsx *.csv)"
_WARNING = (
    "This schedule holds everything that is withheld, in plain words. It is for the "
    "reviewer and the Information Commissioner. Never send it with an answer. Its name "
    "begins with INTERNAL, and every page says so."
)


def agrees(parent: QWidget) -> bool:
    """Whether the person understands what an internal schedule is."""
    box = Box(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Internal schedule")
    box.setText("It contains withheld information")
    box.setInformativeText(_WARNING)
    go = box.addButton("Choose where to keep it…", QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(stop)
    box.exec()
    agreed = box.clickedButton() is go
    box.deleteLater()
    return agreed


def ask_and_export(session: Session, parent: QWidget, *, inside: bool) -> None:
    """Ask where the schedule goes, and write it."""
    if inside and not agrees(parent):
        return
    name = "INTERNAL schedule.xlsx" if inside else "schedule.xlsx"
    chosen, kind = QFileDialog.getSaveFileName(
        parent, "Where to keep the schedule", str(session.path.parent / name), _KINDS
    )
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_name(f"{path.name}{kind.partition('*')[2].rstrip(')')}")
    try:
        written = export(session, path, inside=inside)
    except RedactorError as error:
        _say(parent, error)
        return
    words = "\n".join(str(one) for one in written)
    box = Box(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle("Schedule")
    box.setText(f"Written:\n{words}")
    box.exec()
    box.deleteLater()


def export(session: Session, path: Path, *, inside: bool) -> list[Path]:
    """Write the schedule. Raises RedactorError."""
    from redactor.release.internal_files import save_internal, save_public

    if not inside:
        return session.ask(lambda file: save_public(file, path))
    written = session.ask(lambda file: save_internal(file, path))
    count = len(session.state.redactions)
    session.ask(
        lambda file: file.record("internal schedule", by=session.user, count=count)
    )
    return written


def ask_and_take_back(session: Session, parent: QWidget) -> None:
    """Ask for the edited schedule, take over its edits, and say what came of it."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, "Choose the edited schedule", str(session.path.parent), _EDITED
    )
    if not chosen:
        return
    try:
        sentence, details = take_back(session, Path(chosen))
    except RedactorError as error:
        _say(parent, error)
        return
    box = Box(parent)
    box.setWindowTitle("Edited schedule")
    box.setText(sentence)
    box.setDetailedText(details)
    box.exec()
    box.deleteLater()


def take_back(session: Session, path: Path) -> tuple[str, str]:
    """Take over the edits of a file as one step; what came of it, short and in full.

    Raises RedactorError.
    """
    from redactor.roundtrip import take_back as read

    change, report = session.ask(lambda file: read(file, path))
    session.do(change)
    said = f"{many(change.count, 'row')} changed, {len(report.refused)} refused."
    said += " Undo takes it back." if change else ""
    lines = [f"Refused: {words}" for words in report.refused]
    lines += [f"Changed: {words}" for words in report.changed]
    if report.missing:
        lines.append(f"Not in the file, and as they were: {', '.join(report.missing)}")
    return said, "\n".join(lines)


def _say(parent: QWidget, error: RedactorError) -> None:
    box = Box(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Schedule")
    box.setText(error.sentence)
    box.setInformativeText(error.remedy)
    if isinstance(error, ReleaseRefused) and error.findings:
        box.setDetailedText("\n".join(error.findings))
    box.exec()
    box.deleteLater()
