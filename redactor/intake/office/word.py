"""Word documents (.docx): their pages, and what they hide shown behind them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from redactor.intake import colors, markup, paper
from redactor.intake.office import soffice
from redactor.intake.office.extras import (
    SHOWN,
    Extras,
    embedded,
    of_package,
    overlooked,
)
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


def made(name: str, data: bytes) -> Made:
    """Its pages, the report on what it hides, the files in it. Raises FileRefused."""
    package = Package(name, data)
    root = package.xml(_main(package))
    if root is None:
        raise broken(name)
    pdf = soffice.converted(data, ".docx")
    return finished(package, root, pdf)


def finished(package: Package, root: Any, pdf: bytes | None) -> Made:
    """The pages with what is hidden behind them; ``pdf`` None: made here."""
    extras = Extras()
    of_package(package, extras)
    if pdf is None:
        pdf = _pages(package)
        extras.warnings.append(APPROXIMATE)
        _edges(package, extras)
    _report(package, root, extras)
    shown = paper.words(pdf) + "\n".join(
        line for _, lines in extras.sections for line in lines
    )
    overlooked(package, shown, extras)
    whole = paper.joined(pdf, *extras.pages())
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
    unseen = list(_runs(root, _is_hidden))
    extras.show("Hidden text", unseen, f"It has hidden text: {SHOWN}.")
    pale = list(_runs(root, _is_pale))
    extras.show("White text", pale, f"It has white text: {SHOWN}.")
    black = list(_runs(root, _is_blacked))
    extras.show(
        "Text under black highlighting",
        black,
        "It has black highlighting that poses as redaction: the text under it is "
        f"there, and {SHOWN}.",
    )


def _comments(package: Package) -> Iterator[str]:
    for part in package.matching(r"word/comments\d*\.xml"):
        for comment in each(package.xml(part), "comment"):
            words = "\n".join(text(p) for p in each(comment, "p"))
            who = attribute(comment, "author")
            when = attribute(comment, "date")[:10]
            yield f"{who} ({when}): {words}" if when else f"{who}: {words}"


def _changes(root: Any, *names: str) -> Iterator[str]:
    for change in each(root, *names):
        words = text(change, "t", "delText")
        if words.strip():
            yield f"{attribute(change, 'author')}: {words}"


def _runs(root: Any, test: Any) -> Iterator[str]:
    """The text of runs that look so; neighbours are put together."""
    for paragraph in each(root, "p"):
        found = [
            text(run)
            for run in each(paragraph, "r")
            if (look := next((n for n in run if local(n) == "rPr"), None)) is not None
            and test(look)
        ]
        if "".join(found).strip():
            yield "".join(found)


def _has(look: Any, name: str) -> Any:
    return next((n for n in look if local(n) == name), None)


def _is_hidden(look: Any) -> bool:
    node = _has(look, "vanish")
    return node is not None and attribute(node, "val") not in {"0", "false", "none"}


def _is_pale(look: Any) -> bool:
    ink = _color(_has(look, "color"), "val")
    if ink is None or colors.lightness(ink) < 0.92:
        return False
    return _ground(look) is None


def _is_blacked(look: Any) -> bool:
    ground = _ground(look)
    if ground is None or colors.lightness(ground) > 0.15:
        return False
    ink = _color(_has(look, "color"), "val")
    return ink is None or colors.lightness(ink) < 0.3


def _ground(look: Any) -> colors.Color | None:
    """The colour behind a run: its highlighting, or its shading."""
    marked = _has(look, "highlight")
    if marked is not None:
        return colors.read(attribute(marked, "val"))
    return _color(_has(look, "shd"), "fill")


def _color(node: Any, name: str) -> colors.Color | None:
    said = attribute(node, name) if node is not None else ""
    return None if said.lower() in {"", "auto"} else colors.read(said)
