"""Word documents (.docx): their pages, and what they hide shown behind them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from redactor.intake import markup, paper
from redactor.intake.office import charts, soffice, traces
from redactor.intake.office.extras import (
    SHOWN,
    Extras,
    overlooked,
    pictures,
    undrawn,
)
from redactor.intake.office.looks import LOOKS, Look, Styles
from redactor.intake.office.objects import embedded
from redactor.intake.office.package import Package, attribute, broken, each, local, text
from redactor.intake.source import Made

APPROXIMATE = (
    "Layout approximate: every word is there, but not where the program that made it "
    "puts it. Compare with the original."
)
_DEFECTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    RecursionError,
    AssertionError,
    zipfile.BadZipFile,
)
_MAIN = "word/document.xml"
_TEXTS = r"word/(?:document|header|footer|footnotes|endnotes|comments)\d*\.xml"


def made(name: str, data: bytes) -> Made:
    """Its pages, the report on what it hides, the files in it. Raises FileRefused."""
    package = Package(name, data)
    root = package.xml(_main(package))
    if root is None or package.has_entities(_main(package)):
        raise broken(name)
    pdf = soffice.converted(data, ".docx")
    return finished(package, root, pdf)


def finished(package: Package, root: Any, pdf: bytes | None) -> Made:
    """The pages with what is hidden behind them; ``pdf`` None: made here."""
    extras = Extras()
    drawn = pdf is not None
    if pdf is None:
        pdf = _pages(package)
        extras.warnings.append(APPROXIMATE)
        undrawn(package, extras)
        _edges(package, extras)
    _report(package, root, extras)
    charts.show(package, extras)
    traces.of_package(package, extras)
    media = _media(package, extras, drawn=drawn)
    shown = paper.words(pdf) + "\n".join(
        line for _, lines in extras.sections for line in lines
    )
    overlooked(package, shown, extras)
    whole = paper.joined(pdf, *extras.pages(), *media)
    return Made(whole, extras.told(pdf), embedded(package))


def _main(package: Package) -> str:
    if _MAIN in package.names:
        return _MAIN
    named = package.matching(r"word/document\d*\.xml")
    return named[0] if named else _MAIN


def _pages(package: Package) -> bytes:
    import mammoth

    try:
        page = mammoth.convert_to_html(io.BytesIO(package.data)).value
    except _DEFECTS:
        page = "".join(
            f"<p>{markup.escaped(text(p))}</p>"
            for p in each(package.xml(_main(package)), "p")
        )
    return paper.set_pages(lambda flat: markup.clean(page, flat=flat).setting())


def _edges(package: Package, extras: Extras) -> None:
    """What stands at the edges of every page."""
    for kind, heading in (("header", "Page headers"), ("footer", "Page footers")):
        lines: dict[str, None] = {}
        for part in package.matching(rf"word/{kind}\d*\.xml"):
            lines.update((text(p), None) for p in each(package.xml(part), "p"))
        extras.show(heading, lines)


def _report(package: Package, root: Any, extras: Extras) -> None:
    comments = list(_comments(package))
    extras.show(
        "Comments",
        comments,
        f"It has {len(comments)} comment{'s' * (len(comments) > 1)}: {SHOWN}.",
    )
    deleted = list(_changes(root, "del", "moveFrom"))
    added = list(_changes(root, "ins", "moveTo"))
    extras.show(
        "Deleted text that the file still holds (tracked changes)",
        deleted,
        f"It has tracked changes with deleted text: {SHOWN}.",
    )
    extras.show(
        "Text added by tracked changes",
        added,
        "It has tracked changes with added text: it stands in the pages, and who "
        f"added it is {SHOWN}.",
    )
    _unseen(package, extras)


def _comments(package: Package) -> Iterator[str]:
    for part in package.matching(r"word/comments\d*\.xml"):
        for comment in each(package.xml(part), "comment"):
            words = "\n".join(text(p) for p in each(comment, "p"))
            who = attribute(comment, "author")
            when = attribute(comment, "date")[:10]
            yield f"{who} ({when}): {words}" if when else f"{who}: {words}"


def _changes(root: Any, *names: str) -> Iterator[str]:
    for change in each(root, *names):
        row = change.getparent()
        if local(row) == "trPr":  # a row of a table
            words = " | ".join(text(cell) for cell in each(row.getparent(), "tc"))
        else:
            words = text(change, "t", "delText")
        if words.strip():
            yield f"{attribute(change, 'author')}: {words}"


def _unseen(package: Package, extras: Extras) -> None:
    """The text of runs that nobody sees; neighbours are put together."""
    styles = Styles.of(package)
    found: dict[str, list[str]] = {heading: [] for heading, _, _ in LOOKS}
    for part in package.matching(_TEXTS):
        for paragraph in each(package.xml(part), "p"):
            runs = [
                (text(run), Look(run, paragraph, styles))
                for run in each(paragraph, "r")
            ]
            for heading, test, _ in LOOKS:
                unseen = (said for said, look in runs if said and getattr(look, test))
                found[heading].append("".join(unseen))
    for heading, _, warning in LOOKS:
        extras.show(heading, found[heading], warning)


def _media(package: Package, extras: Extras, *, drawn: bool) -> tuple[bytes, ...]:
    """Pictures that are cut, or on no page, whole; ``drawn`` by LibreOffice."""
    used: set[str] = set()
    cut: set[str] = set()
    for part in package.matching(_TEXTS if drawn else re.escape(_main(package))):
        targets = package.targets(part)
        for node in each(package.xml(part), "blip", "imagedata"):
            name = targets.get(package.relation(node), "")
            used.add(name)
            trims = next(each(node.getparent(), "srcRect"), None)
            if trims is not None and any(v not in {"", "0"} for v in trims.values()):
                cut.add(name)
    every = package.matching(r"word/media/[^/]+")
    unused = [name for name in every if name not in used]
    extras.warn(cut, f"It has cropped pictures, of which it keeps the whole: {SHOWN}.")
    extras.warn(unused, f"It holds pictures that are not in its text: {SHOWN}.")
    shown = [*(sorted(cut) if drawn else ()), *unused]
    return pictures(package, shown, "Pictures in this file, whole")
