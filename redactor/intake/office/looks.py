"""How runs of a Word document look, their styles taken into account, and what of that
nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from redactor.intake import colors
from redactor.intake.office.extras import SHOWN
from redactor.intake.office.package import Package, attribute, each, local

_BLACK = (0, 0, 0)
_PALE, _DARK = 0.92, 0.15  # lightness that is as good as white, and as black
_NEAR = 0.08  # difference in lightness that nobody sees
_TINY = 5  # half points
_SQUEEZED = 10  # per cent of a letter's width
LOOKS = (  # heading, property of a look, and what to say of it
    ("Hidden text", "is_hidden", f"It has hidden text: {SHOWN}."),
    (
        "White text",
        "is_pale",
        f"It has white text, or text in the colour of its background: {SHOWN}.",
    ),
    (
        "Text that is too small to be seen",
        "is_tiny",
        f"It has text that is too small to be seen: {SHOWN}.",
    ),
    (
        "Text under black highlighting",
        "is_blacked",
        "It has black highlighting that poses as redaction: the text under it is "
        f"there, and {SHOWN}.",
    ),
)
_OFF = {"0", "false", "none", "off"}


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks that styles give, and the styles that they are based on."""

    _nodes: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Styles:
        root = package.xml("word/styles.xml")
        return cls({attribute(node, "styleId"): node for node in each(root, "style")})

    def looks(self, name: str) -> Iterator[Any]:
        """The properties of this style and those below it, nearest first."""
        seen: set[str] = set()
        while name in self._nodes and name not in seen:
            seen.add(name)
            style = self._nodes[name]
            yield from (child for child in style if local(child) in {"rPr", "pPr"})
            name = attribute(_child(style, "basedOn"), "val")


def _child(node: Any, name: str) -> Any:
    if node is None:
        return None
    return next((child for child in node if local(child) == name), None)


class Look:
    """One run's look."""

    def __init__(self, run: Any, paragraph: Any, styles: Styles) -> None:
        own, of_paragraph = _child(run, "rPr"), _child(paragraph, "pPr")
        by_run = attribute(_child(own, "rStyle"), "val")
        by_paragraph = attribute(_child(of_paragraph, "pStyle"), "val")
        self._looks = [
            look
            for look in (own, *styles.looks(by_run), of_paragraph,
                         *styles.looks(by_paragraph))
            if look is not None
        ]  # fmt: skip

    def _has(self, *names: str) -> Any:
        for look in self._looks:
            for name in names:
                found = _child(look, name)
                if found is not None:
                    return found
        return None

    @property
    def is_hidden(self) -> bool:
        node = self._has("vanish")
        web = self._has("webHidden")
        return any(
            one is not None and attribute(one, "val") not in _OFF for one in (node, web)
        )

    @property
    def is_tiny(self) -> bool:
        """Whether its letters are too small, or too narrow, to be seen."""
        size, width = self._has("sz"), self._has("w")
        return _below(size, _TINY) or _below(width, _SQUEEZED)

    @cached_property
    def _ink(self) -> colors.Color | None:
        return _color(self._has("color"), "val")

    @cached_property
    def _ground(self) -> colors.Color | None:
        """The colour behind a run: its highlighting, or its shading."""
        node = self._has("highlight")
        if node is not None and attribute(node, "val") != "none":
            return colors.read(attribute(node, "val"))
        return _color(self._has("shd"), "fill")

    @property
    def is_pale(self) -> bool:
        """Whether its letters have the colour of what is behind them."""
        return is_pale(self._ink, self._ground)

    @property
    def is_blacked(self) -> bool:
        return is_blacked(self._ink, self._ground)


def is_pale(ink: colors.Color | None, ground: colors.Color | None) -> bool:
    """Whether letters have the colour of what is behind them, which is no black."""
    if ink is None:
        return False
    if ground is None:
        return colors.lightness(ink) >= _PALE
    apart = max(abs(a - b) for a, b in zip(ink, ground, strict=True)) / 255
    return apart < _NEAR and not is_blacked(ink, ground)


def is_blacked(ink: colors.Color | None, ground: colors.Color | None) -> bool:
    """Whether letters are black on black."""
    if ground is None or colors.lightness(ground) > _DARK:
        return False
    return colors.lightness(ink or _BLACK) < 2 * _DARK


def _below(node: Any, least: int) -> bool:
    said = attribute(node, "val").rstrip("%") if node is not None else ""
    return said.isdigit() and int(said) < least


def _color(node: Any, name: str) -> colors.Color | None:
    said = attribute(node, name) if node is not None else ""
    return None if said.lower() in {"", "auto"} else colors.read(said)
