"""OpenDocument texts and presentations (.odt, .odp)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redactor.intake import markup, paper
from redactor.intake.markup import Setting, escaped
from redactor.intake.office import soffice, traces
from redactor.intake.office.extras import (
    SHOWN,
    Extras,
    overlooked,
    pictures,
    undrawn,
)
from redactor.intake.office.looks import LOOKS
from redactor.intake.office.openlooks import OpenStyles, unseen
from redactor.intake.office.package import Package, attribute, broken, each, local
from redactor.intake.office.word import APPROXIMATE
from redactor.intake.source import Made

_APART = {"annotation", "notes", "tracked-changes", "annotation-end", "sequence-decls"}
_GAPS = {"s": " ", "tab": "\t", "line-break": "\n"}


def made(name: str, data: bytes, ending: str) -> Made:
    """Its pages, and the report on what it hides. Raises FileRefused."""
    package = Package(name, data)
    root = package.xml("content.xml")
    if root is None:
        raise broken(name)
    extras = Extras()
    traces.of_package(package, extras)
    pdf = soffice.converted(data, ending)
    more: tuple[bytes, ...] = ()
    if pdf is None:
        body = next(each(root, "body"), root)
        page = "".join(_html(body))
        pdf = paper.set_pages(lambda flat: _setting(page, flat))
        more = pictures(
            package, package.matching(r"Pictures/[^/]+"), "Pictures in this document"
        )
        extras.warnings.append(APPROXIMATE)
        undrawn(package, extras)
        edges = [words(p) for p in _edges(package)]
        extras.show("Page headers and footers", dict.fromkeys(edges))
    _report(package, root, extras)
    seen = paper.words(pdf)
    _missing(root, seen + extras.text(), extras)
    overlooked(package, seen, extras)
    whole = paper.joined(pdf, *more, *extras.pages())
    return Made(whole, extras.told(pdf))


def _setting(page: str, flat: bool) -> Setting:
    return markup.clean(page, flat=flat).setting()


def _edges(package: Package) -> Iterator[Any]:
    for edge in each(package.xml("styles.xml"), "header", "footer"):
        yield from each(edge, "p")


def words(node: Any) -> str:
    """The text of a paragraph, without what is noted at its edge."""
    said = node.text or ""
    for child in node:
        kind = local(child)
        if kind in _GAPS:
            count = attribute(child, "c")
            said += _GAPS[kind] * (int(count) if count.isdigit() else 1)
        elif kind and kind not in _APART:
            said += words(child)
        said += child.tail or ""
    return said


def _html(node: Any) -> Iterator[str]:
    for child in node:
        kind = local(child)
        if kind in _APART or not kind:
            continue
        if kind in {"h", "p"}:
            tag = "h3" if kind == "h" else "p"
            yield f"<{tag}>{escaped(words(child))}</{tag}>"
            yield from _frames(child)
        elif kind in {"table", "table-row", "table-cell", "list-item", "list"}:
            tag = {"table": "table", "table-row": "tr", "table-cell": "td",
                   "list-item": "li", "list": "ul"}[kind]  # fmt: skip
            yield f"<{tag}>"
            yield from _html(child)
            yield f"</{tag}>"
        else:
            yield from _html(child)


def _frames(paragraph: Any) -> Iterator[str]:
    """Tables and lists that hang on a paragraph; their words are in it already."""
    for note in each(paragraph, "note-body"):
        yield f"<p>{escaped(' '.join(words(p) for p in each(note, 'p')))}</p>"


def _report(package: Package, root: Any, extras: Extras) -> None:
    styles = OpenStyles.of(package.xml("styles.xml"), root)
    found = unseen(root, styles, {heading: test for heading, test, _ in LOOKS})
    for heading, _, warning in LOOKS:
        extras.show(heading, found[heading], warning)
    _slides(root, extras)
    notes = [
        "\n".join("".join(n.itertext()) for n in note)
        for note in each(root, "annotation")
    ]
    extras.show("Comments", notes, f"It has comments: {SHOWN}.")
    deleted = ["".join(change.itertext()) for change in each(root, "deletion")]
    extras.show(
        "Deleted text that the file still holds (tracked changes)",
        deleted,
        f"It has tracked changes with deleted text: {SHOWN}.",
    )


def _slides(root: Any, extras: Extras) -> None:
    """Slides that are not shown, and what is said beside slides."""
    away = {
        attribute(style, "name")
        for style in each(root, "style")
        for look in each(style, "drawing-page-properties")
        if attribute(look, "visibility") == "hidden"
    }
    spoken = []
    for number, slide in enumerate(each(root, "page"), start=1):
        if attribute(slide, "style-name") in away:
            extras.show(
                f"Hidden slide {number}",
                [words(p) for p in each(slide, "p")] or ["(a picture or object)"],
                f"Slide {number} is hidden: {SHOWN}.",
            )
        spoken += [
            f"Slide {number}: {said}"
            for notes in each(slide, "notes")
            for p in each(notes, "p")
            if (said := words(p)).strip()
        ]
    extras.show("Speaker notes", spoken, f"It has speaker notes: {SHOWN}.")


def _missing(root: Any, seen: str, extras: Extras) -> None:
    """Paragraphs of which a word is on no page: they are hidden in some way."""
    known = set(seen.casefold().split())
    lost = [
        said
        for p in each(root, "p", "h")
        if (said := words(p)) and not set(said.casefold().split()) <= known
        and not _joined(said) <= _joined(seen)
    ]  # fmt: skip
    extras.show(
        "Hidden text", dict.fromkeys(lost), f"It has text that is hidden: {SHOWN}."
    )


def _joined(said: str) -> set[str]:
    return {"".join(c for c in w if c.isalnum()) for w in said.casefold().split()}
