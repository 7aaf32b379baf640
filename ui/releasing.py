"""The release dialog of the open case: one at a time, kept true while it is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.dialogs.release import ReleaseDialog


class Releasing:
    """Shows the dialog; ``lead`` goes to what stands in the way of the release."""

    def __init__(self, lead: Callable[[str], None], parent: QWidget) -> None:
        self._lead = lead
        self._parent = parent
        self.dialog: ReleaseDialog | None = None

    def show(self, desk: Desk) -> None:
        if self.dialog is None:
            self.dialog = ReleaseDialog(desk.session, desk.never_opened, self._parent)
            self.dialog.go.connect(self._lead)
            self.dialog.go_to.connect(desk.show_page)
            self.dialog.show_marks.connect(desk.show_marks)
            self.dialog.finished.connect(self.close)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def show_obstacles(self, never_opened: int) -> None:
        """Say again what stands in the way, where the dialog is open."""
        if self.dialog is not None:
            self.dialog.show_obstacles(never_opened)

    def close(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
