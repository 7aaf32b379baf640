"""A release that went out before, chosen to be compared with this case."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from redactor.hints import Hint
from ui.dates import many
from ui.parts import while_there
from ui.session import Session

_WORDS = "Compare with an earl&ier release…"


class EarlierButton(QPushButton):
    """Asks for the folder, has it compared, and says how much was found."""

    compared = Signal(list)
    """What is unlike there (Hints)."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_WORDS, parent)
        self._session = session
        self.setToolTip(
            "Choose the folder of a release with the same documents: what is visible "
            "there and withheld here, or the other way round, is listed."
        )
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        asked = QFileDialog(self, "The folder of an earlier release")
        asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.setDirectory(str(self._session.path.parent))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda name: self.compare(Path(name)))
        asked.open()

    def compare(self, earlier: Path) -> None:
        """Look what is unlike there."""
        self.setEnabled(False)
        self.setText("Comparing…")
        job = self._session.compare(earlier)
        job.succeeded.connect(self._done)
        job.failed.connect(while_there(self, lambda error: self._say(str(error))))
        job.cancelled.connect(while_there(self, lambda: self._say(_WORDS)))

    def _done(self, found: list[Hint]) -> None:
        self._say(f"{many(len(found), 'difference')} from the earlier release")
        self.compared.emit(found)

    def _say(self, words: str) -> None:
        self.setText(words)
        self.setEnabled(True)
