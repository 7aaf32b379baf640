"""Rich text, plain text, web pages, and the formats of before 2007."""

from __future__ import annotations

import re

from redactor.errors import FileRefused
from redactor.intake import markup, paper
from redactor.intake.mail import richtext
from redactor.intake.markup import Setting
from redactor.intake.office import slides, soffice, word
from redactor.intake.office.extras import SHOWN
from redactor.intake.office.package import Package
from redactor.intake.office.separated import decoded
from redactor.intake.source import Made

_COLUMNS = re.compile(r"\S(?:\t| {3,})\S")
_HIDDEN = re.compile(rb"\\v(?![a-z0-9])")
_OUTSIDE = re.compile(rb"INCLUDE(?:PICTURE|TEXT)|\\objupdate|\\template", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def plain(data: bytes) -> Made:
    """Text as it is, in columns where it has some. Raises FileRefused."""
    words = decoded(data)
    lines = words.splitlines()
    columns = sum(bool(_COLUMNS.search(line)) for line in lines)
    return Made(paper.text_pages(words, mono=columns > len(lines) / 10))


def web(data: bytes) -> Made:
    """A web page without what it would fetch or run. Raises FileRefused."""
    match = _CHARSET.search(data[:4096])
    words = decoded(data)
    if match and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            words = data.decode(match.group(1).decode())
        except (LookupError, UnicodeError):
            words = decoded(data)
    found = markup.clean(words)

    def setting(flat: bool) -> Setting:
        clean = markup.clean(words, flat=flat)
        body = clean.body
        if clean.hidden:
            lines = "".join(f"<p>{markup.escaped(line)}</p>" for line in clean.hidden)
            body += f'<h2 class="note">Hidden text of this page</h2>{lines}'
        return Setting(body, clean.pictures)

    return Made(paper.set_pages(setting), found.warnings)


def rich(name: str, data: bytes) -> Made:
    """Rich text (.rtf). Raises FileRefused."""
    made = _by_office(name, data, ".rtf")
    if made is not None:
        return made
    words = richtext.words(data)
    if not words.strip():
        raise _unreadable(name, "a rich text document")
    warnings = [word.APPROXIMATE]
    if _HIDDEN.search(data):
        warnings.append("It has hidden text: shown among the rest.")
    if b"\\pict" in data or b"\\object" in data:
        warnings.append("Pictures and objects in it are not shown.")
    if b"\\annotation" in data or b"\\deleted" in data:
        warnings.append(f"It has comments or tracked changes: {SHOWN}.")
    if _OUTSIDE.search(data):
        warnings.append("It links to files outside of itself: not fetched.")
    return Made(paper.text_pages(words), tuple(warnings))


def old(name: str, data: bytes, ending: str) -> Made:
    """A .doc or .ppt, which only LibreOffice reads. Raises FileRefused."""
    made = _by_office(name, data, ending)
    if made is not None:
        return made
    what = {".doc": "a Word document", ".ppt": "a presentation"}[ending]
    if soffice.program() is None:
        raise FileRefused(
            f"{name} is {what} in the format of before 2007, which needs LibreOffice.",
            "Install LibreOffice and add it again, or save it as PDF and add that.",
        )
    raise _unreadable(name, what)


def _by_office(name: str, data: bytes, ending: str) -> Made | None:
    """The pages that LibreOffice makes; what is hidden is read from its newer form."""
    pdf = soffice.converted(data, ending)
    if pdf is None:
        return None
    newer = ".pptx" if ending == ".ppt" else ".docx"
    other = soffice.converted(data, ending, newer[1:])
    if other is None:
        return Made(pdf, ("What it hides could not be looked for: ask for it as PDF.",))
    package = Package(name, other)
    if newer == ".pptx":
        return slides.finished(package, pdf)
    root = package.xml("word/document.xml")
    return word.finished(package, root, pdf)


def _unreadable(name: str, what: str) -> FileRefused:
    return FileRefused(
        f"{name} is {what} that can't be read.",
        "Open it in the program that made it, save it as PDF, and add that.",
    )
