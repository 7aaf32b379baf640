"""Files offered to a case: taken in one by one, or refused with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from redactor.casefile import CaseFile
from redactor.errors import FileRefused, PasswordNeeded
from redactor.intake.found import MOST_BYTES, bytes_of, found, too_large
from redactor.intake.result import Intake, Refused, Taken
from redactor.intake.source import MOST_PAGES, Source
from redactor.limits import time_limit
from redactor.work import Progress, Work

_AT = "adding"  # the setting that names the file at hand
_DEEPEST = 12  # files in files in files
_MOST_PARTS = 5_000  # files in one that was offered
_MOST_UNPACKED = 3_000_000_000  # bytes of all of them
_LONGEST = 540.0  # seconds for one file; a process that is silent is ended after 600


def add(
    file: CaseFile,
    paths: Iterable[Path],
    passwords: tuple[str, ...] = (),
    deadly: tuple[Path, ...] = (),
) -> Work[Intake]:
    """Take files, and the files in folders and in other files, into the case file.

    Their bytes and the PDFs made from them are kept at once; the documents exist when
    ``Intake.documents`` has given them identifiers and a Change has put them in.

    Whoever drives this in a process of its own, and sees it die, calls it again with
    what was ``at_hand`` among the ``deadly`` files, which are refused.
    """
    refused: list[Refused] = []
    files = found(paths, refused)
    known = {d.sha256: f"{d.id}, {d.name}" for d in file.state.documents.values()}
    taker = _Taker(file, passwords, frozenset(deadly), known, refused)
    for number, path in enumerate(files):
        file.put_setting(_AT, str(path))
        yield Progress(number, len(files), path.name)
        for name in taker.take(path):
            yield Progress(number, len(files), name)
    file.put_setting(_AT, "")
    yield Progress(len(files), len(files), "")
    return Intake(tuple(taker.taken), tuple(refused))


def at_hand(file: CaseFile) -> Path | None:
    """The file that was being taken when the process that took it died, if one did.

    For a file inside of another one it is a path that goes on behind the other's.
    """
    path = file.setting(_AT)
    return Path(path) if path else None


@dataclass(frozen=True, slots=True)
class _Item:
    """A source, where it came from, and the SHA-256 of the file it came with."""

    source: Source
    path: Path
    place: Path
    parent: str = ""
    within: str = ""
    depth: int = 0


@dataclass(slots=True)
class _Taker:
    """Takes files one after the other, each with the files that are in it."""

    file: CaseFile
    passwords: tuple[str, ...]
    deadly: frozenset[Path]
    known: dict[str, str]
    refused: list[Refused]
    taken: list[Taken] = field(default_factory=list)

    def take(self, path: Path) -> Iterator[str]:
        """Take a file; yields the names of the files that are found in it."""
        if path in self.deadly:
            self.refused.append(_deadly(path.name, path))
            return
        try:
            whole = _Item(Source(path.name, bytes_of(path)), path, path)
        except FileRefused as error:
            self.refused.append(Refused(path.name, error.sentence, error.remedy, path))
            return
        had, before = len(self.taken), len(self.refused)
        yield from self._all(whole)
        # what was there already is worth a word only where nothing else is
        new = self.refused[before:]
        if any(r.is_duplicate and not r.within for r in new):
            anew = len(self.taken) > had
            self.refused[before:] = [
                r for r in new if not r.is_duplicate or not (r.within or anew)
            ]

    def _all(self, whole: _Item) -> Iterator[str]:
        left, count, size = [whole], 0, 0
        while left:
            item = left.pop()
            count += 1
            size += len(item.source.data) if item.depth else 0
            if item.depth:
                self.file.put_setting(_AT, str(item.place))
                yield item.source.name
            if count > _MOST_PARTS or size > _MOST_UNPACKED or item.depth > _DEEPEST:
                self._refuse(item, _too_many(item.path.name))
                return
            left += reversed(self._one(item))

    def _one(self, item: _Item) -> list[_Item]:
        """Take one file; the files that are in it."""
        if item.depth and item.place in self.deadly:
            self.refused.append(_deadly(item.source.name, item.path, item.within))
            return []
        try:
            with time_limit(_LONGEST):
                return self._parts(item)
        except FileRefused as error:
            self._refuse(item, error)
            return []

    def _refuse(
        self, item: _Item, error: FileRefused, *, is_duplicate: bool = False
    ) -> None:
        self.refused.append(
            Refused(
                item.source.name,
                error.sentence,
                error.remedy,
                item.path,
                isinstance(error, PasswordNeeded),
                is_duplicate,
                item.within,
            )
        )

    def _parts(self, item: _Item) -> list[_Item]:
        from redactor.intake.making import make
        from redactor.intake.pdf import prepare

        name, data = item.source.name, item.source.data
        sha256 = hashlib.sha256(data).hexdigest()
        there = self.known.get(sha256)
        made = make(item.source, self.passwords)
        if made.pdf is None:
            return self._inner(item, made.parts, made.problems, item.parent)
        if there is None:
            ours = made.pdf is not data
            shown = prepare(name, made.pdf, self.passwords, MOST_PAGES, ours=ours)
            if len(shown.pdf) > MOST_BYTES:
                raise too_large(name)
            self.file.put_blob(data)
            pdf_sha256 = self.file.put_blob(shown.pdf)
            warnings = (*made.warnings, *shown.warnings)
            self.taken.append(
                Taken(
                    name,
                    sha256,
                    pdf_sha256,
                    shown.shapes,
                    warnings,
                    item.parent,
                    made.said,
                )
            )
            self.known[sha256] = f"{name}, which was added with it"
        else:
            self._refuse(item, _duplicate(name, there), is_duplicate=True)
        return self._inner(item, made.parts, made.problems, sha256)

    def _inner(
        self,
        item: _Item,
        parts: Iterable[Source],
        problems: Iterable[tuple[str, str]],
        parent: str,
    ) -> list[_Item]:
        for name, what in problems:
            sentence = f"{name}, in {item.source.name}, {what}."
            remedy = "Ask for it by itself, and add it."
            self.refused.append(
                Refused(name, sentence, remedy, item.path, within=item.source.name)
            )
        return [
            _Item(
                source,
                item.path,
                item.place / str(number) / source.name,
                parent,
                item.source.name,
                item.depth + 1,
            )
            for number, source in enumerate(parts, start=1)
        ]


def _duplicate(name: str, there: str) -> FileRefused:
    return FileRefused(
        f"{name} is the same file as {there}.",
        "Nothing to do: it is in the case already.",
    )


def _too_many(name: str) -> FileRefused:
    return FileRefused(
        f"{name} has too many files in it, or files in files without end.",
        "What was taken so far stays. Unpack it, and add what is in scope.",
    )


def _deadly(name: str, path: Path, within: str = "") -> Refused:
    return Refused(
        name,
        f"{name} brings down the program that reads it.",
        "It is broken or hostile. Ask for another copy, or print it to PDF from the "
        "program that made it.",
        path,
        within=within,
    )
