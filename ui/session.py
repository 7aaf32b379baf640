"""The open case as the window sees it: the state, the edits, and the work under way.

The only place where the engine and Qt meet. Widgets show ``state``, call the methods
here, and refresh when ``changed`` says so; no widget knows another.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from redactor import edits
from redactor.casefile import CaseFile, me
from redactor.errors import RedactorError
from redactor.intake import Intake
from redactor.model import Change, Document, State
from redactor.words import PageWords
from ui import tasks
from ui.jobs import Job, Worker


class Session(QObject):
    """One open case with its two worker processes.

    ``quick`` draws pages, ``slow`` does intake, reading, finding and the release, one
    after the other, so that none of them waits for the page on screen.
    """

    changed = Signal(object)
    """After each edit: the Change that was made to the rows."""
    read = Signal(str)
    """Words of more pages of this document are there."""
    started = Signal(object)
    """A long piece of work (Job) began; its own signals say how it goes."""
    failed = Signal(object)
    """Something was refused: a RedactorError to show."""
    took_in = Signal(object)
    """Files were taken in: the Intake, with what was refused and why."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Open the case. Raises CaseUnreadable, CaseInUse."""
        super().__init__(parent)
        self.path = path
        self.user = me()
        self._file = CaseFile.open(path)
        self.quick = Worker("quick", self)
        self.slow = Worker("slow", self)

    def close(self) -> None:
        """Stop the workers and let go of the case file."""
        self.quick.close()
        self.slow.close()
        self._file.close()

    # -- reading

    @property
    def state(self) -> State:
        return self._file.state

    def words(self, document: Document, page: int) -> PageWords | None:
        """Words of a page; None while it is not read."""
        return self._file.words(document, page)

    def seen(self) -> set[tuple[str, int]]:
        return self._file.seen()

    def mark_seen(self, document: str, pages: list[int]) -> None:
        self._file.mark_seen(document, pages)

    def setting(self, name: str, default: str = "") -> str:
        return self._file.setting(name, default)

    def put_setting(self, name: str, value: str) -> None:
        self._file.put_setting(name, value)

    @property
    def undo_label(self) -> str:
        return self._file.undo_label

    @property
    def redo_label(self) -> str:
        return self._file.redo_label

    # -- editing

    def do(self, change: Change) -> None:
        """Make a change and tell everybody. A refusal goes out by ``failed``."""
        if not change:
            return
        try:
            self._file.apply(change, by=self.user)
        except RedactorError as error:
            self.failed.emit(error)
            return
        self.changed.emit(change)

    def undo(self) -> None:
        change = self._file.undo(by=self.user)
        if change is not None:
            self.changed.emit(change)

    def redo(self) -> None:
        change = self._file.redo(by=self.user)
        if change is not None:
            self.changed.emit(change)

    # -- long work

    def add_files(self, paths: list[Path], passwords: tuple[str, ...] = ()) -> Job:
        """Take files into the case, then read them."""
        job = self._start("Adding files", tasks.add, paths, passwords)
        job.succeeded.connect(self._took_in)
        return job

    def _took_in(self, intake: Intake) -> None:
        # identifiers are given here, where no other edit can come between
        self.do(edits.add_documents(intake.documents(self.state)))
        self.took_in.emit(intake)
        self.read_pages()

    def read_pages(self) -> Job | None:
        """Read the words of every page that was not read yet, if there is one."""
        if not any(self._file.unread(d) for d in self.state.documents.values()):
            return None
        job = self._start("Reading", tasks.read)
        job.progressed.connect(lambda progress: self.read.emit(progress.what))
        return job

    def propose(self, register: Path | None = None) -> Job:
        """Find personal data in everything that was read and put it in as proposals."""
        job = self._start("Finding", tasks.propose, register)
        job.succeeded.connect(self.do)
        return job

    def release(self, out: Path) -> Job:
        """Write the release folder, or refuse with findings."""
        job = self._start("Releasing", tasks.release, out)
        job.succeeded.connect(self._released)
        return job

    def _released(self, manifest: str) -> None:
        count = len(self.state.documents)
        self._file.record(
            "release", by=self.user, count=count, content=manifest.encode()
        )

    def _start(self, title: str, function: object, *arguments: object) -> Job:
        job = self.slow.submit(function, self.path, *arguments, title=title)
        job.failed.connect(self.failed)
        self.started.emit(job)
        return job
