"""The letter: its date and template, what keeps it from being final, and writing it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from redactor.errors import RedactorError
from ui import style
from ui.fields import DayEdit
from ui.jobs import Job
from ui.parts import (
    below,
    beside,
    copied,
    field,
    fit,
    form,
    label,
    sentences,
    while_there,
)
from ui.session import Session

if TYPE_CHECKING:
    from redactor.release.reply.response import Written

_WIDTH = 640
_WORD = "Word documents (*.docx)"
_USUAL = "The program's own"


def _engine() -> ModuleType:
    """What knows of letters; it is slow to load and needed only here."""
    from redactor.release.reply import letter

    return letter


class LetterDialog(QDialog):
    """Shows how the letter stands as soon as it is opened; nothing is written before it
    is asked for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._job: Job | None = None
        self._written: Written | None = None
        self._there: Path | None = None
        self.setWindowTitle("Letter")
        self._build()
        self._connect()
        self._show_template()
        self.look()

    @classmethod
    def show_for(cls, session: Session, parent: QWidget) -> None:
        """Show it until it is closed."""
        dialog = cls(session, parent)
        dialog.exec()
        dialog.deleteLater()

    # -- building

    def _build(self) -> None:
        self.head = label(self, "", "heading")
        self.words = copied(label(self))
        self.list = sentences(self, "What keeps the letter from being final", 180)
        self.date = DayEdit(self, "Date of the letter")
        day = _engine().day_of(self.session.state)
        self.date.setDate(QDate(day.year, day.month, day.day))
        self.template = QLineEdit(self)
        self.template.setReadOnly(True)
        self.template.setAccessibleName("Template")
        self.choose = QPushButton("C&hoose…", self)
        self.usual = QPushButton("&Program's own", self)
        self.choose.setAccessibleName("Choose a template")
        self.usual.setAccessibleName("Use the program's own template")
        self.path = field(self, "Where to write it", "File of the letter")
        self.browse = QPushButton("Ch&oose…", self)
        self.browse.setAccessibleName("Choose where to write it")
        self.main = QPushButton("&Write the letter", self)
        self.main.setDefault(True)
        self.shut = QPushButton("Close", self)
        for button in (self.choose, self.usual, self.browse, self.shut):
            button.setAutoDefault(False)
        self._lay_out()

    def _lay_out(self) -> None:
        rows = form(("&Date", self.date))
        for words, widget, buttons in (
            ("&Template", self.template, (self.choose, self.usual)),
            ("&File", self.path, (self.browse,)),
        ):
            name = QLabel(words, self)
            name.setBuddy(widget)
            rows.addRow(name, beside(widget, *buttons, stretch=1))
        ends = beside(self.main, self.shut)
        ends.insertStretch(0, 1)
        layout = below(self, self.head, self.words, self.list, rows, ends, margin=16)
        layout.insertStretch(3, 1)
        layout.setStretchFactor(self.list, 100)

    def _connect(self) -> None:
        self.date.dateChanged.connect(lambda _: self.look())
        self.choose.clicked.connect(self._choose)
        self.usual.clicked.connect(lambda: self.use(None))
        self.browse.clicked.connect(self._browse)
        self.main.clicked.connect(self._press)
        self.shut.clicked.connect(self.close)

    # -- how it stands

    def look(self) -> None:
        """Write the letter in memory and show what it lacks."""
        self._written = self._there = None
        self.list.clear()
        self._say("Looking at the letter", "", ready=False)
        day = self.date.date()
        job = self.session.letter(dt.date(day.year(), day.month(), day.day()))
        self._job = job
        for ended, then in (
            (job.succeeded, self._looked),
            (job.failed, self._failed),
            (job.cancelled, self._stopped),
        ):
            ended.connect(while_there(self, partial(then, job)))

    def _looked(self, job: Job, written: Written) -> None:
        if job is not self._job:
            return  # the date was changed meanwhile
        self._job, self._written = None, written
        self.path.setText(str(self._usual_path(draft=bool(written.faults))))
        if written.faults:
            self._say(
                "The letter is a draft",
                "It can't be final yet. Each of its pages says so, and what is missing "
                "is marked in it.",
            )
        else:
            more = " This would help its reader:" if written.reminders else ""
            self._say("The letter is final", f"Nothing is missing in it.{more}")
        for fault in written.faults:
            scheme = style.colors()
            icon = style.icon("warning", scheme.error)
            self.list.addItem(QListWidgetItem(icon, str(fault)))
        for words in written.reminders:
            icon = style.icon("warning", style.colors().undecided)
            self.list.addItem(QListWidgetItem(icon, words))
        self.list.setVisible(self.list.count() > 0)
        fit(self, _WIDTH)

    def _failed(self, job: Job, error: RedactorError) -> None:
        if job is self._job:
            self._job = None
            self._say(error.sentence, error.remedy, ready=False)

    def _stopped(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._say("Nobody looked at the letter", "It was stopped.", ready=False)

    def _say(self, head: str, words: str, *, ready: bool = True) -> None:
        self.head.setText(head)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.list.setVisible(self.list.count() > 0)
        self.main.setText("&Write the letter")
        self.main.setEnabled(ready)
        fit(self, _WIDTH)

    def _usual_path(self, *, draft: bool) -> Path:
        """Beside the case; a name that is free."""
        case = self.session.path
        end = " - DRAFT NOT APPROVED" if draft else ""
        names = [f"{case.stem} letter{n}{end}.docx" for n in ("", " 2", " 3", " 4")]
        paths = [case.with_name(name) for name in names]
        return next((path for path in paths if not path.exists()), paths[-1])

    # -- the template

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Choose the letter's template", self.template.text(), _WORD
        )
        if chosen:
            self.use(Path(chosen))

    def use(self, path: Path | None) -> None:
        """Use this template from now on; None: the program's own."""
        try:
            engine = _engine()
            self.session.put_setting(engine.TEMPLATE, engine.setting_of(path))
        except RedactorError as error:
            self._say(error.sentence, error.remedy, ready=self._written is not None)
            return
        self._show_template()
        self.look()

    def _show_template(self) -> None:
        chosen = self.session.setting(_engine().TEMPLATE)
        self.template.setText(chosen or _USUAL)
        self.usual.setEnabled(bool(chosen))

    # -- writing it

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Where to write the letter", self.path.text(), _WORD
        )
        if chosen:
            self.path.setText(chosen)

    def _press(self) -> None:
        if self._there is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._there)))
        elif self._written is not None and self.path.text().strip():
            self._write(Path(self.path.text().strip()).expanduser(), self._written)

    def _write(self, path: Path, written: Written) -> None:
        if path.suffix != ".docx":
            path = path.with_name(f"{path.name}.docx")
        from redactor.release.reply.response import save

        try:
            save(path, written.data)
        except RedactorError as error:
            self._say(error.sentence, error.remedy)
            return
        self.session.record("letter", written.data)
        self._there = path
        self._say("The letter is written", str(path))
        self.main.setText("&Open the letter")

    def closeEvent(self, event: QCloseEvent) -> None:
        self._job = None
        super().closeEvent(event)
