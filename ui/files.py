"""Opening and making cases, and adding files to them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from redactor import edits, scratch, tasks
from redactor.casefile import CaseFile, me
from redactor.errors import RedactorError
from redactor.intake import Intake, Refused
from redactor.intake.mail.message import file_name
from redactor.model import Case
from ui.dates import many
from ui.dialogs.case import CaseDialog
from ui.jobs import Worker
from ui.panels.message_bar import MessageBar
from ui.parts import Box
from ui.recent import recent_cases, remember_case
from ui.session import Session
from ui.spare import Spare

if TYPE_CHECKING:
    from redactor.find.propose import Findings

_CASES = "Cases (*.foicase)"
_FILES = (
    "Documents (*.pdf *.eml *.msg *.mbox *.pst *.ost *.p7m *.docx *.doc *.odt *.rtf "
    "*.xlsx *.xls *.ods *.csv *.pptx *.ppt *.odp *.txt *.html *.htm *.zip *.tar *.gz "
    "*.tgz *.png *.jpg *.jpeg *.tif *.tiff);;"
    "All files (*)"
)
_REGISTERS = "Registers (*.csv *.xlsx *.xlsm);;All files (*)"
_REGISTER = "register"
_LINES = 6  # of a report that the window shows at once
_SAMPLE = "FOI Redactor sample.foicase"


class Answers(Protocol):
    """What only a person can say. The tests answer in their place."""

    def case_to_open(self, folder: Path) -> Path | None: ...
    def case_to_make(self, suggested: Path) -> Path | None: ...
    def files_to_add(self, folder: Path) -> list[Path]: ...
    def register(self, folder: Path) -> Path | None: ...
    def password(self, name: str) -> str | None: ...
    def case_details(self, case: Case | None) -> Case | None: ...
    def stop_work(self, count: int) -> bool: ...
    def show_report(self, words: str) -> None: ...
    def open_original(self, name: str) -> bool: ...
    def open_outside(self, path: Path) -> None: ...


class Dialogs:
    """Asks the person in front of the window."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def case_to_open(self, folder: Path) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, "Open a case", str(folder), _CASES
        )
        return Path(chosen) if chosen else None

    def case_to_make(self, suggested: Path) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, "Where to keep the case", str(suggested), _CASES
        )
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix == ".foicase" else Path(f"{path}.foicase")

    def files_to_add(self, folder: Path) -> list[Path]:
        chosen, _ = QFileDialog.getOpenFileNames(
            self._parent, "Add files to the case", str(folder), _FILES
        )
        return [Path(one) for one in chosen]

    def register(self, folder: Path) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, "Choose the staff register", str(folder), _REGISTERS
        )
        return Path(chosen) if chosen else None

    def password(self, name: str) -> str | None:
        said, agreed = QInputDialog.getText(
            self._parent,
            "Password needed",
            f"{name} is encrypted. Its password:",
            QLineEdit.EchoMode.Password,
        )
        return said if agreed and said else None

    def case_details(self, case: Case | None) -> Case | None:
        dialog = CaseDialog(case, self._parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.case if agreed else None

    def open_original(self, name: str) -> bool:
        return self._agrees(
            "Open the original",
            QMessageBox.StandardButton.Open,
            f"{name} is opened in another program as it came, with everything that it "
            "hides. That program may run what is in it, or fetch things from a "
            "network, so that its sender learns that it was opened. Open it?",
        )

    def open_outside(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def show_report(self, words: str) -> None:
        box = Box(self._parent)
        box.setWindowTitle("Report")
        box.setText(words.split("\n")[0])
        box.setDetailedText(words)
        box.exec()

    def stop_work(self, count: int) -> bool:
        return self._agrees(
            "Work is under way",
            QMessageBox.StandardButton.Close,
            f"{many(count, 'piece')} of work would be stopped. What is done so far is "
            "kept in the case. Close it?",
        )

    def _agrees(self, title: str, yes: QMessageBox.StandardButton, words: str) -> bool:
        """Whether the person agrees; Return and Escape do not."""
        no = QMessageBox.StandardButton.Cancel
        box = Box(QMessageBox.Icon.Warning, title, words, yes | no, self._parent)
        box.setDefaultButton(no)
        answer = box.exec()
        box.deleteLater()
        return answer == yes


class Files(QObject):
    """Opens a session, and feeds it."""

    opened = Signal(object)
    """A Session: show it."""
    started = Signal(object)
    """A Job that belongs to no case."""

    def __init__(self, messages: MessageBar, answers: Answers) -> None:
        super().__init__(messages)
        self._messages = messages
        self.answers = answers
        self._passwords: tuple[str, ...] = ()
        self._refused: list[Refused] = []  # before passwords were asked for
        self._worker: Worker | None = None
        self._spare = Spare(self)

    def prepare(self) -> None:
        """Make ready for a case that may be opened soon."""
        self._spare.prepare()

    def open(self, path: Path) -> None:
        """Open a case; says why it can't be."""
        path = path.resolve()
        try:
            session = Session(path, quick=self._spare.worker)
        except RedactorError as error:
            self._messages.show_error(error)
            return
        self._spare.give_away()
        remember_case(path)
        self._passwords = ()
        self.opened.emit(session)

    def ask_and_open(self) -> None:
        recent = recent_cases()
        folder = recent[0].parent if recent else Path.home()
        path = self.answers.case_to_open(folder)
        if path is not None:
            self.open(path)

    def make(self) -> None:
        """Ask what the request is and where to keep the case, then open it."""
        case = self.answers.case_details(None)
        if case is None:
            return
        recent = recent_cases()
        folder = recent[0].parent if recent else Path.home()
        path = self.answers.case_to_make(
            folder / f"{_file_name(case.reference)}.foicase"
        )
        if path is None:
            return
        try:
            CaseFile.create(path, case, by=me()).close()
        except RedactorError as error:
            self._messages.show_error(error)
            return
        self.open(path)

    def open_sample(self) -> None:
        """Open the sample case. The first time it is made, in the home folder."""
        path = Path.home() / _SAMPLE
        if path.exists():
            self.open(path)
        elif self._worker is None:
            self._worker = Worker("sample", self)
            job = self._worker.submit(
                tasks.sample, path, title="Making the sample case"
            )
            job.succeeded.connect(self.open)
            job.failed.connect(self._messages.show_error)
            job.ended.connect(self._sample_made)
            self.started.emit(job)

    def _sample_made(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker.deleteLater()
            self._worker = None

    def close(self) -> None:
        """Stop what is under way before the window goes."""
        self._sample_made()
        self._spare.close()
        scratch.clear(os.getpid())

    def correct(self, session: Session) -> None:
        """Ask for the case's details again."""
        after = self.answers.case_details(session.state.case)
        if after is not None:
            label = "correct the case's details"
            session.do(edits.put(session.state, after, "correct", label))

    # -- originals

    def about(self, session: Session, act: str, document: str) -> None:
        """What a document hides ("report"), or its original in another program."""
        row = session.state.documents[document]
        if act == "report":
            lines = (*row.warnings, *session.doubts(document)) or (
                "Nothing that hides was found in it.",
            )
            same = session.alike(document)
            lines += (f"It says much the same as {', '.join(same)}.",) * bool(same)
            self.answers.show_report("\n".join((f"{row.id}  {row.name}", *lines)))
        elif act == "original" and self.answers.open_original(row.name):
            try:
                data = session.source(row)
            except RedactorError as error:
                self._messages.show_error(error)
                return
            path = scratch.lasting_folder() / file_name(row.name, "", 1)
            path.write_bytes(data)
            path.chmod(0o400)
            self.answers.open_outside(path)

    # -- finding

    def ask_register(self, session: Session) -> None:
        """Remember with the case which file lists the authority's staff."""
        path = self.answers.register(session.path.parent)
        if path is not None:
            session.put_setting(_REGISTER, str(path))
            self._messages.show_info(
                f"{path.name} is used the next time you find personal data.",
                "Find now",
                lambda: self.propose(session),
            )

    def propose(self, session: Session) -> None:
        """Find personal data, with the staff register where one was chosen."""
        kept = session.setting(_REGISTER)
        register = Path(kept) if kept and Path(kept).is_file() else None
        if kept and register is None:
            self._messages.show_warning(
                f"The staff register {Path(kept).name} is no longer there: personal "
                "data is found without it. Choose it again in the Decide menu."
            )
        if session.slow.busy:
            self._messages.show_info(
                "Personal data will be found as soon as the pages are read."
            )
        job = session.propose(register)
        job.succeeded.connect(self._searched)

    def _searched(self, findings: Findings) -> None:
        """Say what of the register was not understood; its people were looked for."""
        if findings.problems:
            self._messages.show_warning(
                f"Some of the staff register was left out: {findings.problems}."
            )

    # -- adding

    def ask_and_add(self, session: Session) -> None:
        paths = self.answers.files_to_add(session.path.parent)
        if paths:
            self.add(session, paths)

    def add(self, session: Session, paths: list[Path]) -> None:
        """Take files in; ``took_in`` of the session says what came of it."""
        session.add_files(paths, self._passwords)

    def took_in(self, session: Session, intake: Intake) -> None:
        """Ask for the passwords that are missing, and say what came of the rest."""
        locked = [r for r in intake.refused if r.needs_password and r.path is not None]
        again = []
        refused = [r for r in intake.refused if r not in locked]
        for one in locked:
            password = self.answers.password(one.name)
            if password is None:
                refused.append(one)
            elif one.path is not None:
                again.append(one.path)
                self._passwords = tuple(dict.fromkeys((password, *self._passwords)))
        if again:
            self._refused += refused
            self.add(session, again)
            return
        refused, self._refused = [*self._refused, *refused], []
        said = report(len(intake.taken), refused)
        lines = said.split("\n")
        wrong = any(not one.is_duplicate for one in refused)
        if len(lines) > _LINES:
            short = [*lines[:_LINES], f"… and {len(lines) - _LINES} more."]
            show = self._messages.show_warning if wrong else self._messages.show_info
            show("\n".join(short), "Show all", lambda: self.answers.show_report(said))
        elif wrong:
            self._messages.show_warning(said)
        elif said:
            self._messages.show_info(
                said, "Find personal data", lambda: self.propose(session)
            )


def report(taken: int, refused: list[Refused]) -> str:
    """What was taken, and each file that was not, why, and what to do."""
    missing = [one for one in refused if one.is_missing]
    twice = len(refused) - len(missing)
    known = [one for one in missing if one.is_duplicate]
    lines = [f"{many(taken, 'document')} added."] if taken else []
    if twice:
        lines.append(f"{many(twice, 'attachment')} left out: in the case already.")
    lines += map(str, known)
    lines += [f"Not added: {one}" for one in missing if one not in known]
    return "\n".join(lines)


def _file_name(reference: str) -> str:
    """A reference as a file name: "2024/0381" has a character that none can have."""
    return "".join(c if c.isalnum() or c in " -_." else "-" for c in reference).strip()
