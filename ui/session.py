"""The open case as the window sees it: the state, the edits, and the work under way.

The only place where the engine and Qt meet. Widgets show ``state``, call the methods
here, and refresh when ``changed`` says so; no widget knows another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from redactor import edits, tasks
from redactor.casefile import CaseFile, Version, me
from redactor.errors import RedactorError, WorkerDied
from redactor.find.propose import unsearched
from redactor.find.query import Query
from redactor.find.rules import Rule, put_rules, rules_of
from redactor.intake import Intake, Noted, alike, at_hand, doubts, noted
from redactor.model import Change, Document, Redaction, Row, State
from redactor.release.approval import STEPS, note, redo
from redactor.words import PageWords, Passage
from ui.jobs import Job, Worker
from ui.page_index import PageIndex
from ui.second import SecondPerson
from ui.worker import Function

if TYPE_CHECKING:
    from redactor.find.propose import Findings

Answer = TypeVar("Answer")
_TRIES = 3  # times that reading is taken up again where it gets no further


class Session(QObject):
    """One open case with its worker processes.

    ``quick`` draws pages, ``slow`` does intake, reading, finding and the release, one
    after the other, so that none of them waits for the page on screen.
    """

    changed = Signal(object)
    """After each edit: the Change that was made to the rows."""
    read = Signal(str)
    """Words of more pages of this document are there."""
    saw = Signal()
    """More pages were on screen at a readable size."""
    guarded = Signal(str)
    """Undo would take back this step of the review, and did not."""
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
        self.closed = False
        self.user = me()
        self._file = CaseFile.open(path)
        self._index = PageIndex(self._file.state)
        self._kept: dict[str, dict[int, tuple[Passage, ...]]] = {}
        self.second = SecondPerson(self._file, self._tell)
        self.why_draft: list[str] = []
        self._deaths = 0
        self.quick = Worker("quick", self)
        self.slow = Worker("slow", self)
        self._searcher: Worker | None = None

    def close(self) -> None:
        """Stop the workers and let go of the case file."""
        self.closed = True
        for worker in (self.quick, self.slow, self._searcher):
            if worker is not None:
                worker.close()
        self._file.close()

    # -- reading

    @property
    def state(self) -> State:
        return self._file.state

    def on_page(self, document: str, page: int) -> tuple[Redaction, ...]:
        """The redactions of a page, at the same cost in a case of any size."""
        return self._index.on_page(document, page)

    def revision(self, document: str, page: int) -> int:
        """A number that is another one after every change of the page's redactions."""
        return self._index.revision(document, page)

    def words(self, document: Document, page: int) -> PageWords | None:
        """Words of a page; None while it is not read."""
        return self._file.words(document, page)

    def kept(self, document: str, page: int) -> tuple[Passage, ...]:
        """What the finder leaves visible on a page, where nothing else stands."""
        here = self.on_page(document, page)
        every = self._stays(document).get(page, ())
        return tuple(passage for passage in every if passage.is_free(here))

    def kept_after(
        self, document: str, page: int
    ) -> Iterator[tuple[str, int, Passage]]:
        """What the finder leaves visible, from a page on; the end leads round."""
        rows = self.state.documents.values()
        pages = [(d.id, n) for d in rows for n in range(1, d.pages + 1)]
        start = pages.index((document, page)) if (document, page) in pages else 0
        for at in (*pages[start:], *pages[:start]):
            for passage in self.kept(*at):
                yield (*at, passage)

    def _stays(self, document: str) -> dict[int, tuple[Passage, ...]]:
        if document not in self._kept:
            row = self.state.documents.get(document)
            self._kept[document] = self._file.kept(row) if row else {}
        return self._kept[document]

    def source(self, document: Document) -> bytes:
        """The file as it came. Raises NotFound."""
        return self._file.blob(document.sha256)

    def alike(self, document: str) -> list[str]:
        """Documents that say much the same, as far as they were read."""
        return alike(self._file).get(document, [])

    def noted(self) -> Noted:
        """Who quotes whom, and what was read with doubt, as it was when it was read."""
        return noted(self._file)

    def doubts(self, document: str) -> tuple[str, ...]:
        """What to know of pages whose words were read with doubt."""
        return doubts(self._file, self.state.documents[document])

    def unread(self, document: Document) -> list[int]:
        """Pages whose words were not read yet, in order."""
        return self._file.unread(document)

    def seen(self) -> set[tuple[str, int]]:
        return self._file.seen()

    def mark_seen(self, document: str, pages: list[int]) -> None:
        """Pages were on screen, before the reviewer if there is one."""
        if self.second.mark_seen(document, pages, self.user):
            self.saw.emit()

    def versions(self, row: Row, act: str) -> list[Version]:
        """How a row was after each act of this name, oldest first."""
        return self._file.versions(row, act)

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

    def ask(self, question: Callable[[CaseFile], Answer]) -> Answer:
        """What the case file answers; nothing may be edited by it."""
        return question(self._file)

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
        self._tell(change)

    def undo(self, *, review: bool = False) -> None:
        """Take back the last change; a step of the review only when that is meant."""
        if self._file.undo_label in STEPS and not review:
            self.guarded.emit(self._file.undo_label)
        else:
            self._step(self._file.undo)

    def redo(self) -> None:
        self._step(lambda by: redo(self._file, by=by))

    def _step(self, step: Callable[..., Change | None]) -> None:
        try:
            change = step(by=self.user)
        except RedactorError as error:
            self.failed.emit(error)
            return
        if change is not None:
            self._tell(change)

    def checklist(self, reviewer: str) -> Job:
        """Measure the points of the review; succeeds with Points."""
        return self._look(tasks.checklist, reviewer)

    def _tell(self, change: Change) -> None:
        self._index.update(change)
        self.changed.emit(change)

    # -- long work

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
        job.succeeded.connect(self._found)
        return job

    def unsearched(self) -> list[Document]:
        """Documents in which nobody has looked for personal data yet."""
        return unsearched(self._file)

    def _found(self, findings: Findings) -> None:
        # made from the state of now: it may have been edited while the search went on
        self._kept.clear()
        self.do(findings.change(self.state))

    def search(self, *queries: Query) -> Job:
        """Look for texts in everything that was read; succeeds with the hits.

        It has a worker of its own, from the first search on: neither the page on screen
        nor the search should wait for the other, or for what takes minutes.
        """
        return self._look(tasks.search, *queries)

    def rules(self) -> list[Rule]:
        """The searches that belong to the case."""
        return rules_of(self._file)

    def put_rules(self, rules: Sequence[Rule]) -> None:
        """Give the case these rules and no others."""
        put_rules(self._file, rules, by=self.user)

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

    def related(self) -> tuple[str, ...]:
        """References of other cases that a release may show."""
        from redactor.release.related import related

        return related(self._file)

    def relate(self, references: list[str]) -> None:
        """Keep which other cases a release may show, also in the audit trail."""
        from redactor.release.related import keep_related

        before = self.related()
        keep_related(self._file, references)
        if (after := self.related()) != before:
            content = "\n".join(after).encode()
            self._file.record(
                "related", by=self.user, count=len(after), content=content
            )

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
        if self._searcher is None:
            self._searcher = Worker("search", self)
        job = self._searcher.submit(function, self.path, *wanted, title="Searching")
        job.failed.connect(self.failed)
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

    def record(self, act: str, content: bytes) -> None:
        """Note in the audit trail something that alters no row."""
        self._file.record(act, by=self.user, content=content)

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
