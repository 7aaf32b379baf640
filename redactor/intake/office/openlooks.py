"""How the letters of OpenDocument files look, their styles taken into account, and what
of them nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from redactor.intake import colors
from redactor.intake.office.looks import is_blacked, is_pale
from redactor.intake.office.package import attribute, each, local

_FAMILIES = {
    "p": "paragraph",
    "h": "paragraph",
    "span": "text",
    "a": "text",
    "table-cell": "table-cell",
    "covered-table-cell": "table-cell",
    "frame": "graphic",
    "custom-shape": "graphic",
    "rect": "graphic",
}
_APART = {"annotation", "tracked-changes", "notes", "font-face-decls", "styles"}
_BLOCKS = {"p", "h", "table-cell"}
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_SIZE = re.compile(r"([\d.]+)(pt|in|cm|mm|px)")
_TINY = 2.5  # points


@dataclass(frozen=True, slots=True)
class OpenLook:
    """How some letters look."""

    ink: colors.Color | None = None
    ground: colors.Color | None = None
    size: float = 12.0
    is_hidden: bool = False

    @property
    def is_pale(self) -> bool:
        return is_pale(self.ink, self.ground)

    @property
    def is_blacked(self) -> bool:
        return is_blacked(self.ink, self.ground)

    @property
    def is_tiny(self) -> bool:
        return self.size < _TINY


@dataclass(slots=True)
class OpenStyles:
    """The styles of a file, by their family and name."""

    _nodes: dict[tuple[str, str], Any] = field(default_factory=dict)

    @classmethod
    def of(cls, *roots: Any) -> OpenStyles:
        return cls(
            {
                (attribute(node, "family"), attribute(node, "name")): node
                for root in roots
                for node in each(root, "style")
            }
        )

    def look(self, node: Any, around: OpenLook) -> OpenLook:
        """The look of an element, from that of what is around it."""
        family = _FAMILIES.get(local(node), "")
        name = attribute(node, "style-name")
        chain, seen = [], set()
        while (family, name) in self._nodes and name not in seen:
            seen.add(name)
            chain.append(self._nodes[family, name])
            name = attribute(chain[-1], "parent-style-name")
        for style in reversed(chain):
            for properties in style:
                around = _with(around, properties)
        return around

    def count(self, root: Any) -> int:
        """How many pieces of text below nobody sees."""
        return sum(
            bool(words.strip()) and (look.is_hidden or look.is_pale or look.is_tiny)
            for words, look in _walk(root, self, OpenLook())
        )


def _with(look: OpenLook, properties: Any) -> OpenLook:
    said = {key.rpartition("}")[2]: str(v) for key, v in properties.attrib.items()}
    if local(properties) == "text-properties":
        if "color" in said:
            look = replace(look, ink=colors.read(said["color"]))
        if match := _SIZE.fullmatch(said.get("font-size", "")):
            points = float(match.group(1)) * _POINTS[match.group(2)]
            look = replace(look, size=points)
        if said.get("display") == "none":
            look = replace(look, is_hidden=True)
    if said.get("background-color", "transparent") != "transparent":
        look = replace(look, ground=colors.read(said["background-color"]))
    return look


def stretches(root: Any, styles: OpenStyles) -> Iterator[tuple[str, OpenLook]]:
    """The text, piece by piece, with how it looks; "" ends a paragraph."""
    body = next(each(root, "body"), None)
    if body is not None:
        yield from _walk(body, styles, OpenLook())


def _walk(
    node: Any, styles: OpenStyles, around: OpenLook
) -> Iterator[tuple[str, OpenLook]]:
    kind = local(node)
    look = styles.look(node, around)
    if kind == "section" and attribute(node, "display") in {"none", "condition"}:
        look = replace(look, is_hidden=True)
    if kind == "p" and any(True for _ in each(node, "hidden-paragraph")):
        look = replace(look, is_hidden=True)
    for words in _kept_back(node, kind):
        yield words, replace(look, is_hidden=True)
    yield node.text or "", look
    for child in node:
        if isinstance(child.tag, str) and local(child) not in _APART:
            yield from _walk(child, styles, look)
        yield child.tail or "", look
    if kind in _BLOCKS:
        yield "", OpenLook()


def _kept_back(node: Any, kind: str) -> Iterator[str]:
    """Text that stands in attributes, of which one or none is shown."""
    if kind == "hidden-text":
        yield attribute(node, "string-value")
    if kind == "conditional-text":
        yield attribute(node, "string-value-if-true")
        yield attribute(node, "string-value-if-false")


def unseen(
    root: Any, styles: OpenStyles, tests: Mapping[str, str]
) -> dict[str, list[str]]:
    """By heading what nobody sees; ``tests`` are properties of a look by heading."""
    found: dict[str, list[str]] = {heading: [] for heading in tests}
    gathered = dict.fromkeys(tests, "")
    for words, look in stretches(root, styles):
        for heading, test in tests.items():
            if words.strip() and getattr(look, test):
                gathered[heading] += words
            elif not words and gathered[heading]:
                found[heading].append(gathered[heading])
                gathered[heading] = ""
    return found
