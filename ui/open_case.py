"""The open case as the window sees it: what it holds, and the edits of it.

Widgets show ``state``, call the methods here and of ``Session``, and refresh when
``changed`` says so; no widget knows another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from redactor.casefile import CaseFile, Version, me
from redactor.errors import RedactorError
from redactor.find.propose import unsearched
from redactor.find.rules import Rule, put_rules, rules_of
from redactor.intake import Noted, alike, doubts, noted
from redactor.model import Change, Document, Redaction, Row, State
from redactor.release.approval import STEPS, redo
from redactor.words import PageWords, Passage
from ui.counts import Counts
from ui.page_index import PageIndex
from ui.second import SecondPerson

Answer = TypeVar("Answer")


class OpenCase(QObject):
    """A case file held open, with what follows each change of it."""

    changed = Signal(object)
    """After each edit: the Change that was made to the rows."""
    saw = Signal()
    """More pages were on screen at a readable size."""
    guarded = Signal(str)
    """Undo would take back this step of the review, and did not."""
    failed = Signal(object)
    """Something was refused: a RedactorError to show."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Open the case. Raises CaseUnreadable, CaseInUse."""
        super().__init__(parent)
        self.path = path
        self.user = me()
        self._file = CaseFile.open(path)
        self._index = PageIndex(self._file.state)
        self.counts = Counts(self._file.state)
        self._kept: dict[str, dict[int, tuple[Passage, ...]]] = {}
        self.second = SecondPerson(self._file, self._tell)

    def close(self) -> None:
        """Let go of the case file."""
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

    def unsearched(self) -> list[Document]:
        """Documents in which nobody has looked for personal data yet."""
        return unsearched(self._file)

    def rules(self) -> list[Rule]:
        """The searches that belong to the case."""
        return rules_of(self._file)

    def put_rules(self, rules: Sequence[Rule]) -> None:
        """Give the case these rules and no others."""
        put_rules(self._file, rules, by=self.user)

    def related(self) -> tuple[str, ...]:
        """References of other cases that a release may show."""
        from redactor.release.related import related

        return related(self._file)

    def relate(self, references: list[str]) -> None:
        """Keep which other cases a release may show, also in the audit trail."""
        from redactor.release.related import relate

        self.do(relate(self._file, references))

    def record(self, act: str, content: bytes) -> None:
        """Note in the audit trail something that alters no row."""
        self._file.record(act, by=self.user, content=content)

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

    def _tell(self, change: Change) -> None:
        self._index.update(change)
        self.counts.update(change)
        self.changed.emit(change)
