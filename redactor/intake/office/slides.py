"""Presentations (.pptx): their slides, and behind them what is hidden."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from redactor.intake import paper
from redactor.intake.markup import Setting, escaped
from redactor.intake.office import soffice
from redactor.intake.office.extras import (
    SHOWN,
    Extras,
    embedded,
    of_package,
    overlooked,
)
from redactor.intake.office.package import Package, attribute, broken, each, local, text
from redactor.intake.office.word import APPROXIMATE
from redactor.intake.source import Made
from redactor.intake.stamps import stamp

_PAPER = paper.Sheet(780, 540, "body { font-size: 13pt } h1 { font-size: 20pt }")


@dataclass(frozen=True, slots=True)
class _Slide:
    number: int
    part: str
    root: Any

    @property
    def is_hidden(self) -> bool:
        return attribute(self.root, "show") in {"0", "false"}


def made(name: str, data: bytes) -> Made:
    """Its pages, the report on what it hides, the files in it. Raises FileRefused."""
    package = Package(name, data)
    return finished(package, soffice.converted(data, ".pptx"))


def finished(package: Package, pdf: bytes | None) -> Made:
    """The slides with what is hidden behind them; ``pdf`` None: made here."""
    extras = Extras()
    of_package(package, extras)
    slides = list(_slides(package))
    if not slides:
        raise broken(package.name)
    hidden = [slide for slide in slides if slide.is_hidden]
    if pdf is None:
        seen = [slide for slide in slides if not slide.is_hidden]
        pdf = paper.joined(*(_page(package, s, "") for s in seen or slides[:1]))
        extras.warnings.append(APPROXIMATE)
    behind = [_page(package, s, f"Hidden slide {s.number}") for s in hidden]
    for slide in hidden:
        extras.warnings.append(f"Slide {slide.number} is hidden: {SHOWN}.")
    _notes(package, slides, extras)
    whole = paper.joined(pdf, *behind)
    shown = paper.words(whole) + "\n".join(
        line for _, lines in extras.sections for line in lines
    )
    overlooked(package, shown, extras)
    whole = paper.joined(whole, *extras.pages())
    return Made(whole, extras.told(pdf), embedded(package))


def _slides(package: Package) -> Iterator[_Slide]:
    """In the order in which they are shown."""
    main = "ppt/presentation.xml"
    targets = _targets(package, main)
    listed = [
        targets.get(_relation(node), "") for node in each(package.xml(main), "sldId")
    ]
    parts = [p for p in listed if p] or package.matching(r"ppt/slides/slide\d+\.xml")
    for number, part in enumerate(parts, start=1):
        root = package.xml(part)
        if root is not None:
            yield _Slide(number, part, root)


def _relation(node: Any) -> str:
    return next((str(v) for k, v in node.attrib.items() if "relationships}" in k), "")


def _targets(package: Package, part: str) -> dict[str, str]:
    """The parts that a part names, by the id it names them with."""
    folder, _, file = part.rpartition("/")
    root = package.xml(f"{folder}/_rels/{file}.rels")
    return {
        str(n.get("Id", "")): posixpath.normpath(
            posixpath.join(folder, str(n.get("Target", "")))
        )
        for n in (root if root is not None else ())
        if n.get("TargetMode") != "External"
    }


def _page(package: Package, slide: _Slide, heading: str) -> bytes:
    body = [f'<h2 class="note">{heading}</h2>'] if heading else []
    kept: dict[str, bytes] = {}
    targets = _targets(package, slide.part)
    for node in slide.root.iter():
        kind = local(node)
        if kind == "p":
            words = text(node)
            tag = "p" if body else "h1"
            if words.strip():
                body.append(f"<{tag}>{escaped(words)}</{tag}>")
        elif kind == "blip":
            made = stamp(package.read(targets.get(_relation(node), "")), (400, 0))
            if made is not None:
                name = f"s{len(kept)}.png"
                kept[name] = made.png
                body.append(
                    f'<p><img src="{name}" width="{made.width:.0f}" '
                    f'height="{made.height:.0f}"/></p>'
                )
    return paper.set_pages(lambda _: Setting("".join(body), kept), _PAPER)


def _notes(package: Package, slides: list[_Slide], extras: Extras) -> None:
    spoken = []
    for slide in slides:
        for part in _targets(package, slide.part).values():
            if "notesSlide" in part:
                spoken += [
                    f"Slide {slide.number}: {words}"
                    for p in each(package.xml(part), "p")
                    if (words := text(p)).strip() and not words.strip().isdigit()
                ]
    extras.show("Speaker notes", spoken, f"It has speaker notes: {SHOWN}.")
    said = [
        text(node, "text", "t")
        for part in package.matching(r"ppt/comments/[^/]+")
        for node in each(package.xml(part), "cm")
    ]
    authors = [
        attribute(node, "name")
        for part in package.matching(r"ppt/(?:commentAuthors|authors)\.xml")
        for node in each(package.xml(part), "cmAuthor", "author")
    ]
    extras.show("Comments", said, f"It has comments: {SHOWN}.")
    extras.show("People who commented", authors if said else ())
