"""The copy for the disclosure log: of which release, and where it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QWidget,
)

from redactor.errors import RedactorError, ReleaseRefused
from redactor.work import Progress
from ui import style
from ui.jobs import Job
from ui.parts import (
    below,
    beside,
    copied,
    field,
    fit,
    form,
    in_order,
    label,
    sentences,
    while_there,
)
from ui.session import Session

_WIDTH = 640
_WHAT = (
    "It has the released files, the letter without the requester, and a page for your "
    "web site. Where a released page names the requester, the copy has a box there. "
    "Nothing is written if any trace is left."
)
_NOBODY = (
    "The case does not say who asked, so nobody can look for their name: put it into "
    "the request first."
)


class LogDialog(QDialog):
    """Asks for the release and for a new folder; shows what came of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._job: Job | None = None
        self._there: Path | None = None
        self.setWindowTitle("Disclosure log")
        self._build()
        self._say("Copy for the disclosure log", _WHAT)
        if not session.state.case.requester:
            self._list([_NOBODY])

    @classmethod
    def show_for(cls, session: Session, parent: QWidget) -> None:
        """Show it until it is closed."""
        dialog = cls(session, parent)
        dialog.exec()
        dialog.deleteLater()

    def _build(self) -> None:
        self.head = label(self, "", "heading")
        self.words = copied(label(self))
        self.list = sentences(self, "What stands in the way", 120)
        case = self.session.state.case
        self.title = field(self, f"Request {case.reference}", "Title of the entry")
        self.title.setText(case.title)
        self.release = field(self, "The folder that was released", "Release folder")
        self.folder = field(self, "A new folder", "New folder")
        self.release.setText(self._last_release())
        self.folder.setText(str(self._usual_folder()))
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName("Disclosure log: progress")
        self.main = QPushButton("&Write the copy", self)
        self.main.setDefault(True)
        self.main.clicked.connect(self._press)
        self.shut = QPushButton("Close", self)
        self.shut.setAutoDefault(False)
        self.shut.clicked.connect(self.close)
        self._lay_out()

    def _lay_out(self) -> None:
        rows = form(("&Title", self.title))
        order: list[QWidget] = [self.title]
        for words, widget, title in (
            ("&Release", self.release, "Choose the release folder"),
            ("&New folder", self.folder, "Folder to put the copy in"),
        ):
            name, row = self._row(words, widget, title)
            rows.addRow(name, row)
            order += [widget, *row.findChildren(QPushButton)]
        in_order(*order, self.main, self.shut)
        buttons = beside(self.main, self.shut)
        buttons.insertStretch(0, 1)
        parts = (self.head, self.words, self.list, rows, self.bar, buttons)
        layout = below(self, *parts, margin=16)
        layout.insertStretch(3, 1)
        layout.setStretchFactor(self.list, 100)

    def _row(self, words: str, widget: QWidget, title: str) -> tuple[QLabel, QWidget]:
        name = QLabel(words, self)
        name.setBuddy(widget)
        browse = QPushButton("Choose…", self)
        browse.setAccessibleName(title)
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda: self._choose(widget, title))
        made = QWidget(self)
        row = beside(widget, browse, stretch=1)
        made.setLayout(row)
        return name, made

    def _last_release(self) -> str:
        """The newest folder beside the case that looks like a release of it."""
        found = sorted(
            self.session.path.parent.glob("*/manifest.json"),
            key=lambda path: path.stat().st_mtime,
        )
        return str(found[-1].parent) if found else ""

    def _usual_folder(self) -> Path:
        case = self.session.path
        names = [f"{case.stem} log"] + [f"{case.stem} log {n}" for n in range(2, 100)]
        paths = [case.with_name(name) for name in names]
        return next((path for path in paths if not path.exists()), paths[0])

    def _choose(self, widget: QWidget, title: str) -> None:
        start = str(self.session.path.parent)
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen and widget is self.release:
            self.release.setText(chosen)
        elif chosen:
            self.folder.setText(str(Path(chosen) / self._usual_folder().name))

    # -- doing it

    def _press(self) -> None:
        if self._there is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._there)))
        elif self._job is not None:
            self._job.cancel()
            self.main.setEnabled(False)
        else:
            self._start()

    def _start(self) -> None:
        release, out = self.release.text().strip(), self.folder.text().strip()
        if not release or not out:
            self._list(["Choose the release and a new folder first."])
            return
        self._list([])
        where = Path(out).expanduser()
        job = self.session.disclose(
            Path(release).expanduser(), where, self.title.text().strip()
        )
        self._job = job
        self._say("Writing the copy", "You can stop it at any time.")
        self.main.setText("&Stop")
        self.bar.setValue(0)
        self.bar.show()
        job.progressed.connect(self._step)
        job.succeeded.connect(while_there(self, lambda _: self._done(where)))
        job.failed.connect(self._refused)
        job.cancelled.connect(while_there(self, lambda: self._refused(None)))

    def _step(self, progress: Progress) -> None:
        self.bar.setValue(progress.percent)
        self.words.setText(progress.what)

    def _done(self, out: Path) -> None:
        self._job, self._there = None, out
        self._say("The copy is written", str(out))
        self.main.setText("&Open folder")

    def _refused(self, error: RedactorError | None) -> None:
        self._job = None
        if error is None:
            self._say("Nothing was written", "It was stopped.")
            return
        self._say("Nothing was written", str(error))
        self._list(error.findings if isinstance(error, ReleaseRefused) else ())

    def _say(self, head: str, words: str) -> None:
        self.head.setText(head)
        self.words.setText(words)
        self.bar.hide()
        self.main.setText("&Write the copy")
        self.main.setEnabled(True)
        self.list.setVisible(self.list.count() > 0)
        fit(self, _WIDTH)

    def _list(self, rows: list[str] | tuple[str, ...]) -> None:
        self.list.clear()
        for words in rows:
            icon = style.icon("warning", style.colors().error)
            self.list.addItem(QListWidgetItem(icon, words))
        self.list.setVisible(bool(rows))
        fit(self, _WIDTH)

    def closeEvent(self, event: QCloseEvent) -> None:
        """While it runs, Stop is the way out, so that nobody closes it by mistake."""
        if self._job is not None:
            event.ignore()
        else:
            super().closeEvent(event)

    def reject(self) -> None:
        if self._job is None:
            super().reject()
