"""The open case with the work under way: where the engine's long works meet Qt.

What the case holds and how it is edited is in ``OpenCase``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from redactor import edits, tasks
from redactor.casefile import CaseFile
from redactor.errors import RedactorError, WorkerDied
from redactor.find.query import Query
from redactor.intake import Intake, at_hand
from redactor.missing import Missing, missing
from redactor.offices import said, usually_public
from redactor.release.approval import note
from ui.jobs import Job, Worker
from ui.open_case import OpenCase
from ui.references import References
from ui.worker import Function

if TYPE_CHECKING:
    from redactor.find.propose import Findings
    from redactor.request import Step

_TRIES = 3  # times that reading is taken up again where it gets no further


class Session(OpenCase):
    """One open case with its worker processes.

    ``quick`` draws pages, ``slow`` does intake, reading, finding and the release, one
    after the other, so that none of them waits for the page on screen.
    """

    read = Signal(str)
    """Words of more pages of this document are there."""
    started = Signal(object)
    """A long piece of work (Job) began; its own signals say how it goes."""
    took_in = Signal(object)
    """Files were taken in: the Intake, with what was refused and why."""

    def __init__(
        self, path: Path, parent: QObject | None = None, quick: Worker | None = None
    ) -> None:
        """Open the case; ``quick`` is a worker that stands ready, where there is one.

        Raises CaseUnreadable, CaseInUse.
        """
        super().__init__(path, parent)
        self.closed = False
        self.why_draft: list[str] = []
        self._deaths = 0
        self._once_read: Callable[[], object] | None = None
        self.quick = quick or Worker("quick", self)
        self.quick.setParent(self)
        self.slow = Worker("slow", self, at_once=False)
        self._searcher: Worker | None = None
        self.references = References(self._look_for_references, self)
        self.changed.connect(self.references.follow)
        self.read.connect(lambda _: self.references.again())

    def close(self) -> None:
        """Stop the workers and let go of the case file."""
        self.closed = True
        self.references.stop()
        for worker in (self.quick, self.slow, self._searcher):
            if worker is not None:
                worker.close()
        super().close()

    def add_files(self, paths: list[Path], passwords: tuple[str, ...] = ()) -> Job:
        """Take files into the case, then read them."""
        return self._add(paths, passwords, ())

    def _add(
        self, paths: list[Path], passwords: tuple[str, ...], deadly: tuple[Path, ...]
    ) -> Job:
        work = (tasks.add, paths, passwords, deadly)
        job = self._start("Adding files", *work, refused=False)
        job.succeeded.connect(self._took_in)

        def again(error: RedactorError) -> None:
            """A file that brings down its reader is refused, the others are taken."""
            path = at_hand(self._file)
            if isinstance(error, WorkerDied) and path and path not in deadly:
                self._add(paths, passwords, (*deadly, path))
            else:
                self.failed.emit(error)

        job.failed.connect(again)
        return job

    def _took_in(self, intake: Intake) -> None:
        # identifiers are given here, where no other edit can come between
        self.do(edits.add_documents(intake.documents(self.state)))
        self.took_in.emit(intake)
        self.read_pages()

    def read_pages(self) -> Job | None:
        """Read the words of every page that was not read yet, if there is one."""
        unread = self._unread()
        if not unread:
            return None
        job = self._start("Reading", tasks.read, refused=False)
        job.progressed.connect(lambda progress: self.read.emit(progress.what))
        job.succeeded.connect(self._read_all)
        job.failed.connect(lambda error: self._read_failed(error, unread))
        return job

    def _unread(self) -> int:
        return sum(len(self._file.unread(d)) for d in self.state.documents.values())

    def _read_all(self) -> None:
        self._deaths = 0
        then, self._once_read = self._once_read, None
        if then is not None:
            then()
        for document in self.state.documents:
            self.read.emit(document)

    def _read_failed(self, error: RedactorError, unread: int) -> None:
        """Take the reading up again: the engine passes over a page that kills it."""
        self._deaths = 0 if self._unread() < unread else self._deaths + 1
        if isinstance(error, WorkerDied) and self._deaths < _TRIES:
            self.read_pages()
        else:
            self._deaths = 0
            self.failed.emit(error)

    def propose(self, register: Path | None = None) -> Job:
        """Find personal data in everything that was read and put it in as proposals."""
        job = self._start("Finding", tasks.propose, register)
        job.succeeded.connect(lambda findings: self._found(findings, register))
        return job

    def _found(self, findings: Findings, register: Path | None) -> None:
        if self._unread():  # it was asked for while files came in
            self._once_read = lambda: self.propose(register)
        # made from the state of now: it may have been edited while the search went on
        self._kept.clear()
        self.do(findings.change(self.state))

    def search(self, *queries: Query) -> Job:
        """Look for texts in everything that was read; succeeds with the hits.

        It has a worker of its own, from the first search on: neither the page on screen
        nor the search should wait for the other, or for what takes minutes.
        """
        return self._look(tasks.search, *queries)

    def leftovers(self, sources: Sequence[str] = ()) -> Job:
        """Look for what is withheld and can still be read; succeeds with Leftovers.

        ``sources`` are serials or ids of people; with none, all of them are meant.
        """
        return self._look(tasks.leftovers, sources)

    def learn(self, serial: str) -> Job:
        """Look where else that stands which was marked; succeeds with a Lesson."""
        return self._look(tasks.learn, serial)

    def echoes(self, serials: Sequence[str]) -> Job:
        """Look where these passages stand again; succeeds with Echoes."""
        return self._look(tasks.echoes, serials)

    def hints(self) -> Job:
        """Look for what a release would still hint at; succeeds with Hints."""
        return self._look(tasks.hints, None)

    def compare(self, earlier: Path) -> Job:
        """Look what an earlier release shows unlike this case; succeeds with Hints."""
        return self._look(tasks.compare, earlier)

    def carry(self, other: Path) -> int:
        """Propose what another case withholds in the same documents; how many places.

        Raises RedactorError where the other file is no case that can be read.
        """
        from redactor.earlier import carry

        with CaseFile.attach(other) as source:
            change = carry(self._file, source)
        self.do(change)
        return change.count

    def _look(self, function: Function, *wanted: object) -> Job:
        job = self._search_worker.submit(
            function, self.path, *wanted, title="Searching"
        )
        job.failed.connect(self.failed)
        self.started.emit(job)
        return job

    @property
    def _search_worker(self) -> Worker:
        if self._searcher is None:
            self._searcher = Worker("search", self)
        return self._searcher

    def _look_for_references(self) -> Job:
        return self._search_worker.submit(
            tasks.references, self.path, title="Looking for references", priority=-1
        )

    def missing(self) -> list[Missing]:
        """All that has to be said before anybody can approve, as far as it is known:
        ``references`` says whether pages are still being looked through."""
        return [*missing(self.state), *self.references.found]

    def usually_public(self, people: Sequence[str]) -> str:
        """Who of these people seems to be one whose name stays, as a sentence."""
        return said(usually_public(self._file, people), self.state)

    def checklist(self, reviewer: str) -> Job:
        """Measure the points of the review; succeeds with Points."""
        return self._look(tasks.checklist, reviewer)

    def review(
        self, step: Step, by: str, note: str, checks: tuple[tuple[str, str], ...]
    ) -> Job:
        """Look the whole case over for a step of the review; succeeds with the Change
        that takes it, for ``second.put``."""
        job = self._search_worker.submit(
            tasks.review, self.path, step, by, note, checks, title="Looking it over"
        )
        self.started.emit(job)
        return job

    def release(self, out: Path, *, texts: bool = False) -> Job:
        """Write the release folder, or refuse with findings.

        With ``texts`` the documents go out as plain text too.
        """
        job = self._start("Releasing", tasks.release, out, texts)
        job.succeeded.connect(self._released)
        return job

    def letter(self, day: dt.date) -> Job:
        """Write the letter in memory; succeeds with what it is and what it lacks."""
        return self._start("Looking at the letter", tasks.letter, day, refused=False)

    def disclose(self, folder: Path, out: Path, title: str) -> Job:
        """Write a release's copy for the disclosure log, or refuse with findings."""
        work = (tasks.disclose, folder, out, title)
        job = self._start("Writing the copy", *work, refused=False)
        job.succeeded.connect(lambda entry: self.record("log", entry.encode()))
        return job

    def _released(self, manifest: str) -> None:
        self.why_draft = note(self._file, manifest, by=self.user)

    def _start(
        self, title: str, function: Function, *arguments: object, refused: bool = True
    ) -> Job:
        """Give the slow worker a job; ``refused``: tell everybody where it fails."""
        job = self.slow.submit(function, self.path, *arguments, title=title)
        if refused:
            job.failed.connect(self.failed)
        self.started.emit(job)
        return job
