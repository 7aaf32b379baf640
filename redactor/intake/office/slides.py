"""Presentations (.pptx): their slides, and behind them what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from redactor.intake import colors, paper
from redactor.intake.markup import Setting, escaped
from redactor.intake.office import charts, soffice, traces
from redactor.intake.office.extras import (
    SHOWN,
    Extras,
    overlooked,
    undrawn,
)
from redactor.intake.office.objects import embedded
from redactor.intake.office.package import Package, attribute, broken, each, local, text
from redactor.intake.office.word import APPROXIMATE
from redactor.intake.source import Made
from redactor.intake.stamps import stamp

_PAPER = paper.Sheet(780, 540, "body { font-size: 13pt } h1 { font-size: 20pt }")


_LARGEST = 10**9
_PALE = 0.98  # lightness of white
_TINY = 300  # hundredths of a point


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
    slides = list(_slides(package))
    if not slides:
        raise broken(package.name)
    hidden = [slide for slide in slides if slide.is_hidden]
    if pdf is None:
        seen = [slide for slide in slides if not slide.is_hidden]
        pdf = paper.joined(*(_page(package, s, "") for s in seen or slides[:1]))
        extras.warnings.append(APPROXIMATE)
        undrawn(package, extras)
    behind = [_page(package, s, f"Hidden slide {s.number}") for s in hidden]
    for slide in hidden:
        extras.warnings.append(f"Slide {slide.number} is hidden: {SHOWN}.")
    for slide in slides:
        _unseen(package, slide, extras)
    _notes(package, slides, extras)
    charts.show(package, extras)
    traces.of_package(package, extras)
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
    targets = package.targets(main)
    listed = [
        targets.get(package.relation(node), "")
        for node in each(package.xml(main), "sldId")
    ]
    parts = [p for p in listed if p] or package.matching(r"ppt/slides/slide\d+\.xml")
    for number, part in enumerate(parts, start=1):
        root = package.xml(part)
        if root is not None:
            yield _Slide(number, part, root)


def _page(package: Package, slide: _Slide, heading: str) -> bytes:
    body = [f'<h2 class="note">{heading}</h2>'] if heading else []
    kept: dict[str, bytes] = {}
    targets = package.targets(slide.part)
    for node in slide.root.iter():
        kind = local(node)
        if kind == "p":
            words = text(node)
            tag = "p" if body else "h1"
            if words.strip():
                body.append(f"<{tag}>{escaped(words)}</{tag}>")
        elif kind == "blip":
            made = stamp(
                package.read(targets.get(package.relation(node), "")), (400, 0)
            )
            if made is not None:
                name = f"s{len(kept)}.png"
                kept[name] = made.png
                body.append(
                    f'<p><img src="{name}" width="{made.width:.0f}" '
                    f'height="{made.height:.0f}"/></p>'
                )
    return paper.set_pages(lambda _: Setting("".join(body), kept), _PAPER)


def _unseen(package: Package, slide: _Slide, extras: Extras) -> None:
    """Shapes that are hidden or beside the slide, and text that nobody sees."""
    size = next(each(package.xml("ppt/presentation.xml"), "sldSz"), None)
    width, height = (_number(size, name) or _LARGEST for name in ("cx", "cy"))
    away: list[str] = []
    pale: list[str] = []
    for shape in each(slide.root, "sp", "pic", "graphicFrame"):
        named = next(each(shape, "cNvPr"), None)
        off, ext = (next(each(shape, name), None) for name in ("off", "ext"))
        x, y = _number(off, "x"), _number(off, "y")
        outside = off is not None and (
            x >= width or y >= height
            or x + _number(ext, "cx") <= 0 or y + _number(ext, "cy") <= 0
        )  # fmt: skip
        if outside or attribute(named, "hidden") in {"1", "true"}:
            away += [text(p) for p in each(shape, "p")] or ["(a picture or object)"]
        pale += [text(run) for run in each(shape, "r") if _is_pale(run)]
    at = f"Slide {slide.number}"
    extras.show(
        f"{at}: hidden, or beside the slide",
        away,
        f"{at} has something that is hidden or lies beside the slide: {SHOWN}.",
    )
    extras.show(
        f"{at}: white or tiny text", pale, f"{at} has white or tiny text: {SHOWN}."
    )


def _number(node: Any, name: str) -> int:
    said = attribute(node, name)
    return int(said) if said.lstrip("-").isdigit() else 0


def _is_pale(run: Any) -> bool:
    look = next((n for n in run if local(n) == "rPr"), None)
    fills = () if look is None else (n for n in look if local(n) == "solidFill")
    fill = next(iter(fills), None)
    ink = colors.read(attribute(next(each(fill, "srgbClr"), None), "val"))
    white = ink is not None and colors.lightness(ink) > _PALE
    size = _number(look, "sz")
    return white or 0 < size <= _TINY


def _notes(package: Package, slides: list[_Slide], extras: Extras) -> None:
    spoken = []
    for slide in slides:
        for part in package.targets(slide.part).values():
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
