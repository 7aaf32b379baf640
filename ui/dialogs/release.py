"""Release: what stands in the way, where it goes, how far it is, what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QWidget,
)

from redactor.errors import RedactorError, ReleaseRefused
from redactor.hints import Hint
from redactor.leftovers import Leftover, Shown
from redactor.release.approval import MARK
from redactor.work import Progress
from ui import style
from ui.dialogs.earlier import EarlierButton
from ui.dialogs.findings import Findings
from ui.dialogs.looks import LookChoices
from ui.dialogs.obstacles import hinting, obstacles
from ui.jobs import Job
from ui.parts import below, beside, copied, label, sentences, while_there
from ui.session import Session

_ITEM = Qt.ItemDataRole.UserRole


class ReleaseDialog(QDialog):
    """Stays beside the window, so that what it lists can be put right at once."""

    go = Signal(str)
    """Lead to the obstacle of this name."""
    go_to = Signal(str, int)
    """Show this page of this document."""
    show_marks = Signal(list)
    """Show these places (Marks), the first of them in the middle."""

    def __init__(
        self, session: Session, never_opened: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._never_opened = never_opened
        self._job: Job | None = None
        self._folder: Path | None = None
        self._refusal = False
        self._still_shown: list[Shown] = []
        self._hints: list[Hint] = []
        self.setWindowTitle("Release")
        self.setMinimumWidth(560)
        self._build()
        self.show_obstacles(never_opened)
        self.list.setCurrentRow(0)
        (self.main if self.main.isEnabled() else self.list).setFocus()
        if self.main.isEnabled():
            self._look_ahead()

    def _look_ahead(self) -> None:
        """See before the release what its proof would find in the words of the case."""
        job = self._session.leftovers()
        job.succeeded.connect(self._looked)
        more = self._session.hints()
        more.succeeded.connect(self._hinted)

    def _hinted(self, found: list[Hint]) -> None:
        """Add what would still hint at names, to walk through."""
        self._hints = found
        self.show_obstacles(self._never_opened)

    def _looked(self, found: list[Leftover]) -> None:
        self._still_shown = list(dict.fromkeys(left.shown for left in found))
        self.show_obstacles(self._never_opened)

    def _put_right(self) -> None:
        """Show what the proof would find, with the remedies."""
        self._refusal = True
        self.head.setText("Withheld in one place, visible in another")
        self.words.setText("A release refuses to leave while this is so.")
        self.list.clear()
        self.findings.show_findings(str(shown) for shown in self._still_shown)
        self._still_shown = []
        self._show(folder=True)
        self.main.setText("&Release")
        self.findings.list.setFocus()

    def _build(self) -> None:
        self.head = label(self, "", "heading")
        self.words = copied(label(self))
        self.list = sentences(self, "What stands in the way", 110)
        self.findings = Findings(self._session, self)
        self.folder = QLineEdit(str(self._usual_folder()), self)
        self.folder_row = self._folder_row()
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName("Release: progress")
        self.main = QPushButton(self)
        self.main.setDefault(True)
        self.main.clicked.connect(self._press)
        self.shut = QPushButton("Close", self)
        self.shut.clicked.connect(self.close)
        buttons = beside(self.main, self.shut)
        buttons.insertStretch(0, 1)
        lists = (self.list, self.findings)
        ends = (self.folder_row, self.bar, buttons)
        layout = below(self, self.head, self.words, *lists, *ends, margin=16)
        for shown in lists:
            layout.setStretchFactor(shown, 100)
        layout.insertStretch(layout.count() - 1, 1)
        self._connect()

    def _connect(self) -> None:
        self.list.itemClicked.connect(self._follow)
        self.list.installEventFilter(self)
        self.findings.go_to.connect(self.go_to)
        self.findings.show_marks.connect(self.show_marks)
        self.findings.settled.connect(self.main.setFocus)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self._session.undo)

    def _folder_row(self) -> QWidget:
        choose = QPushButton("&Choose…", self)
        choose.clicked.connect(self._choose)
        name = label(self, "&New folder")
        name.setWordWrap(False)
        name.setBuddy(self.folder)
        self.texts = QCheckBox("Also as plain &text, with the codes in place", self)
        made = QWidget(self)
        self.looks = LookChoices(self._session, made)
        self.looks.changed.connect(lambda: self.show_obstacles(self._never_opened))
        self.earlier = EarlierButton(self._session, made)
        self.earlier.compared.connect(lambda f: self._hinted([*f, *self._hints]))
        row = beside(name, self.folder, choose)
        also = beside(self.texts, self.earlier, stretch=1)
        below(made, self.looks, also, row, margin=0)
        return made

    # -- before

    def show_obstacles(self, never_opened: int) -> None:
        """List what stands in the way now; called again when the case changes."""
        if self._job is not None or self._folder is not None or self._refusal:
            return
        self._never_opened = never_opened
        found = obstacles(self._session, never_opened, len(self._still_shown))
        blocked = any(obstacle.blocks for obstacle in found)
        self.head.setText(
            "The case is not ready to be released" if blocked else "Ready to release"
        )
        self.words.setText(
            "Click a line to go there."
            if blocked
            else "The redactions are burnt in, each file is rebuilt, and then other "
            "programs try to find what is withheld. If one does, nothing is written."
        )
        found += hinting(self._hints)
        self._list([(o.words, o.go, "warning" if o.blocks else "info") for o in found])
        self._show(folder=not blocked)
        self.main.setText("&Release")
        self.main.setEnabled(not blocked)

    def _usual_folder(self) -> Path:
        """Beside the case; a name that is free."""
        case = self._session.path
        stem = f"{case.stem} release"
        names = [case.with_name(stem)]
        names += [case.with_name(f"{stem} {number}") for number in range(2, 100)]
        return next((name for name in names if not name.exists()), names[0])

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, "Folder to put the release folder in", str(self._session.path.parent)
        )
        if chosen:
            self.folder.setText(str(Path(chosen) / self._usual_folder().name))

    # -- during

    def _press(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        elif self._job is not None:
            self._job.cancel()
            self.main.setEnabled(False)
        elif self._refusal and not self._ready():
            return
        elif self.folder.text().strip():
            self._start(Path(self.folder.text().strip()).expanduser())

    def _ready(self) -> bool:
        """Look again at what stands in the way after findings were put right."""
        self._refusal = False
        self.show_obstacles(self._never_opened)
        return self.main.isEnabled()

    def _start(self, out: Path) -> None:
        self._refusal = False
        self.head.setText("Releasing")
        self.words.setText("You can go on working meanwhile, but not change the case.")
        self.bar.setValue(0)
        self._show(bar=True)
        self.main.setText("&Stop")
        job = self._session.release(out, texts=self.texts.isChecked())
        self._job = job
        job.progressed.connect(self._step)
        job.succeeded.connect(while_there(self, lambda _: self._done(out)))
        job.failed.connect(self._refused)
        job.cancelled.connect(self._stopped)

    def _step(self, progress: Progress) -> None:
        self.bar.setValue(progress.percent)
        self.words.setText(progress.what)

    # -- after

    def _done(self, out: Path) -> None:
        self._job = None
        self._folder = out
        why = self._session.why_draft
        self.head.setText(
            "Written as a draft, and proved"
            if any(MARK in words for words in why)
            else "Released, and proved"
        )
        self.words.setText(
            f"{out}\n\nOther programs looked for everything that is withheld, in every "
            "file of the release, and found none of it." + _because(why)
        )
        self._show()
        self.main.setText("&Open folder")
        self.main.setEnabled(True)
        self.adjustSize()

    def _refused(self, error: RedactorError) -> None:
        self._job = None
        self._refusal = True
        self.head.setText("Nothing was released")
        self.words.setText(str(error))
        self.list.clear()
        findings = error.findings if isinstance(error, ReleaseRefused) else ()
        self.findings.show_findings(findings)
        self._show(folder=True)
        self.main.setText("&Try again")
        self.main.setEnabled(True)
        if findings:
            self.findings.list.setFocus()

    def _stopped(self) -> None:
        self._job = None
        self.show_obstacles(self._never_opened)

    def _list(self, rows: list[tuple[str, str, str]]) -> None:
        self.list.clear()
        for words, go, sign in rows:
            scheme = style.colors()
            color = scheme.link if sign == "info" else scheme.error
            item = QListWidgetItem(style.icon(sign, color), words)
            item.setData(_ITEM, go)
            self.list.addItem(item)

    def _follow(self, item: QListWidgetItem) -> None:
        kind, _, place = str(item.data(_ITEM)).partition(" ")
        if kind == "leftovers":
            self._put_right()
        elif kind == "place":
            document, page = place.split()
            self.go_to.emit(document, int(page))
        else:
            self.go.emit(item.data(_ITEM))

    def _show(self, *, folder: bool = False, bar: bool = False) -> None:
        waiting = not bar and not self._folder
        self.list.setVisible(self.list.count() > 0 and waiting)
        found = self._refusal and self.findings.list.count() > 0
        self.findings.setVisible(found and waiting)
        room = not (found and self.findings.left)
        for choice in (self.looks, self.texts, self.earlier):
            choice.setVisible(room)
        self.folder_row.setVisible(folder)
        self.bar.setVisible(bar)
        self.shut.setEnabled(not bar)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return in the list goes there, and does not press the dialog's button."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            if self.list.currentItem() is not None:
                self._follow(self.list.currentItem())
            return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """While it runs, Stop is the way out, so that nobody closes it by mistake."""
        if self._job is not None:
            event.ignore()
        else:
            super().closeEvent(event)

    def reject(self) -> None:
        if self._job is None:
            super().reject()


_REASONS = 6


def _because(why: list[str]) -> str:
    """Why a release is a draft, and what is worth knowing of it."""
    more = [f"and {len(why) - _REASONS} more"] if len(why) > _REASONS else []
    return "\n\n" + "\n".join([*why[:_REASONS], *more]) if why else ""
