"""The files in a PDF: what is attached to it, and what it was before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from redactor.intake.mail.message import file_name
from redactor.intake.source import Source
from redactor.pages.mupdf import failures, library

_END = re.compile(rb"%%EOF[ \t]*\r?\n?")
_MOST_VERSIONS = 20
_MOST_PAGES = 200  # that are compared with an earlier version's


def files(name: str, data: bytes, passwords: tuple[str, ...]) -> tuple[Source, ...]:
    """Each as a source. A PDF that does not open has none: others say why."""
    try:
        with library().open(stream=data, filetype="pdf") as document:
            if document.needs_pass and not any(map(document.authenticate, passwords)):
                return ()
            found = [*_attached(document), *_pinned(document)]
            if document.version_count > 1 and not document.needs_pass:
                found += _earlier(name, data, document)
    except failures():
        return ()
    return tuple(source for source in found if source.data)


def _attached(document: Any) -> Iterator[Source]:
    for number in range(document.embfile_count()):
        about = document.embfile_info(number)
        said = about.get("ufilename") or about.get("filename") or about.get("name", "")
        yield Source(file_name(said, "", number + 1), document.embfile_get(number))


def _pinned(document: Any) -> Iterator[Source]:
    """Those that are pinned to a page."""
    kind = library().PDF_ANNOT_FILE_ATTACHMENT
    for page in document:
        for annotation in page.annots(types=[kind]):
            about = annotation.file_info
            yield Source(
                file_name(about.get("filename", ""), "", annotation.xref),
                annotation.get_file(),
            )


def _earlier(name: str, data: bytes, document: Any) -> Iterator[Source]:
    """Earlier versions that say what this one no longer says."""
    now = _words(document)
    ends = [match.end() for match in _END.finditer(data)][:-1][-_MOST_VERSIONS:]
    stem = PurePath(name).stem
    for number, end in enumerate(ends, start=1):
        try:
            with library().open(stream=data[:end], filetype="pdf") as before:
                if before.is_repaired or not _words(before) - now:
                    continue
        except failures():
            continue
        yield Source(f"{stem} - earlier version {number}.pdf", data[:end])


def _words(document: Any) -> set[str]:
    found: set[str] = set()
    for number in range(min(document.page_count, _MOST_PAGES)):
        found.update(document[number].get_text().split())
    return found
