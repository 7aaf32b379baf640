"""Rich text, plain text, web pages, and the formats of before 2007."""

from __future__ import annotations

import re

from redactor.errors import FileRefused
from redactor.intake import markup, paper
from redactor.intake.mail import richtext
from redactor.intake.markup import Setting
from redactor.intake.office import older, slides, soffice, word
from redactor.intake.office.extras import SHOWN, Extras
from redactor.intake.office.package import Package
from redactor.intake.office.separated import decoded
from redactor.intake.source import Made

_COLUMNS = re.compile(r"\S(?:\t| {3,})\S")
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
        if clean.unspoken:
            lines = "".join(f"<p>{markup.escaped(x)}</p>" for x in clean.unspoken)
            body += f'<h2 class="note">Its title, comments and hints</h2>{lines}'
        return Setting(body, clean.pictures)

    return Made(paper.set_pages(setting), (*found.warnings, *_told(found)))


def _told(found: markup.Clean) -> list[str]:
    """What a page keeps where no reader sees it."""
    warnings = []
    if found.scripts:
        warnings.append("It holds scripts: not run, not shown, and not in the release.")
    if found.tags:
        warnings.append(
            "Its tags keep data of their own: not shown, and not in the release."
        )
    return warnings


def rich(name: str, data: bytes) -> Made:
    """Rich text (.rtf). Raises FileRefused."""
    made = _by_office(name, data, ".rtf")
    if made is not None:
        return made
    words = richtext.words(data)
    apart = richtext.apart(data)
    if not words.strip() and not apart:
        raise _unreadable(name, "a rich text document")
    extras = Extras()
    extras.warnings.append(word.APPROXIMATE)
    for heading, lines in apart.items():
        thing = heading[0].lower() + heading[1:]
        extras.show(heading, lines, f"It has {thing}: {SHOWN}.")
    extras.warn(
        b"\\pict" in data or b"\\object" in data,
        "Pictures and objects in it are not shown.",
    )
    extras.warn(
        re.search(
            rb"\\(?:author|operator|manager|company|title|subject|keywords)\b", data
        ),
        "Its properties name people, or say what it is about: not in the release.",
    )
    extras.warn(
        _OUTSIDE.search(data), "It links to files outside of itself: not fetched."
    )
    pdf = paper.text_pages(words)
    return Made(paper.joined(pdf, *extras.pages()), extras.told(pdf))


def old(name: str, data: bytes, ending: str) -> Made:
    """A .doc or .ppt, by LibreOffice where there is one. Raises FileRefused."""
    made = _by_office(name, data, ending)
    if made is not None:
        return made
    return {".doc": older.document, ".ppt": older.presentation}[ending](name, data)


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
