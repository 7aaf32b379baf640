"""HTML of strangers made harmless: words, their shape, and pictures that came along.

What would be fetched, run or hidden is taken out; what was hidden is reported.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree
from lxml import html as reader

from redactor.intake import colors
from redactor.intake.stamps import Stamp, stamp
from redactor.intake.styles import has_text, is_hidden, said, spread, style, unspoken

# fmt: off
_KEPT = {
    "p", "div", "span", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong",
    "i", "em", "u", "s", "strike", "del", "ins", "sub", "sup", "ul", "ol", "li", "dl",
    "dt", "dd", "blockquote", "pre", "code", "table", "tr", "td", "th",
}
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "blockquote",
    "pre", "table", "tr",
}
_DROPPED = {
    "script", "style", "head", "title", "template", "iframe", "frame", "object",
    "embed", "applet", "meta", "link", "base", "audio", "video",
    "canvas",
}
# fmt: on
_AS_DIV = {"center", "article", "section", "header", "footer", "main", "html", "body"}
_RENAMED = {**dict.fromkeys(_AS_DIV, "div"), "address": "div", "tt": "code"}
_STYLES = ("font-weight", "font-style", "text-decoration", "text-align")
_PLAIN_VALUE = re.compile(r"[a-z0-9 -]{1,40}")
_SIZE = re.compile(r"\s*(\d{1,4})(?:px)?\s*")
_TAGS = re.compile(
    r"(?is)<(script|style|head|title)\b.*?</\1\s*>|<!--.*?-->|</?[a-z!][^>]*>"
)
_LONG_CELL, _LONG_WORD, _LONG_ROW = 400, 28, 110


@dataclass(frozen=True, slots=True)
class Setting:
    """Safe HTML and the pictures that it names."""

    body: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Clean:
    """Safe HTML, and what was found while it was made."""

    body: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    remote: int = 0
    pale: int = 0
    blacked: int = 0
    hidden: list[str] = field(default_factory=list)
    unspoken: list[str] = field(default_factory=list)
    scripts: bool = False
    tags: bool = False

    def setting(self) -> Setting:
        return Setting(self.body, self.pictures)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the caseworker should know of it."""
        said = []
        if self.remote:
            said.append(
                f"{_many(self.remote, 'picture')} would have to be fetched from a "
                "network: not fetched, not shown."
            )
        if self.pale:
            said.append(
                "It has white or very pale text, which a reader would not see: shown "
                "in black."
            )
        if self.blacked:
            said.append(
                "It has text in black on black, which poses as redaction: shown."
            )
        if self.hidden:
            said.append(
                "It has hidden text: shown at the end under its own heading, and "
                "released unless you withhold it."
            )
        if self.unspoken:
            said.append(
                "It has a title, comments or hints that no reader sees: shown at the "
                "end, and released unless you withhold it."
            )
        return tuple(said)


def clean(
    markup: str, pictures: Mapping[str, bytes] | None = None, *, flat: bool = False
) -> Clean:
    """Make HTML safe to be set in pages.

    ``pictures`` are those that came with it, by content id. ``flat`` sets every cell of
    a table as a paragraph of its own.
    """
    found = Clean()
    writer = _Writer(found, dict(pictures or {}), flat)
    tree = _parsed(markup)
    if tree is not None:
        try:
            spread(tree)
            found.body = "".join(writer.write(tree))
            shown = " ".join(html.unescape(_TAGS.sub(" ", found.body)).split())
            found.unspoken = [x for x in said(unspoken(tree)) if x not in shown]
        except RecursionError:
            tree = None
    if tree is None:  # boxes in boxes without end: their words will do
        found = Clean(f'<div class="plain">{escaped(_bare(markup))}</div>')
    return found


def text_of(markup: str) -> str:
    """The words of HTML, a line for each block."""
    tree = _parsed(markup)
    if tree is None:
        return _bare(markup)
    etree.strip_elements(tree, *_DROPPED, etree.Comment, with_tail=False)
    for node in tree.iter("br", *_BLOCKS):
        node.tail = "\n" + (node.tail or "")
    return "".join(tree.itertext())


def _bare(markup: str) -> str:
    """The words of HTML that no parser makes sense of."""
    lines = html.unescape(_TAGS.sub("\n", markup)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def escaped(words: str) -> str:
    """Text as HTML: compatibility forms are spelt out, control signs left out."""
    spelt = "".join(
        unicodedata.normalize("NFKC", c) if _is_disguise(c) else c
        for c in words
        if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Cf"}
    )
    return html.escape(spelt.replace("\u00ad", ""), quote=False)


def _is_disguise(char: str) -> bool:
    """Letters of mathematics, of full width and ligatures: they read as letters."""
    code = ord(char)
    return (
        0x1D400 <= code <= 0x1D7FF
        or 0xFF01 <= code <= 0xFF5E
        or 0xFB00 <= code < 0xFB07
    )


def _parsed(markup: str) -> Any:
    words = re.sub(r"\A\s*<\?xml[^>]*>", "", markup.replace("\0", ""))
    if not words.strip():
        return None
    # huge: else what lies more than 256 elements deep is cut off without a word
    parser = reader.HTMLParser(
        no_network=True, recover=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = reader.document_fromstring(words, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    stopped = any("depth" in entry.message.lower() for entry in parser.error_log)
    return None if stopped else tree


@dataclass(slots=True)
class _Writer:
    found: Clean
    given: dict[str, bytes]
    flat: bool

    def write(self, node: Any) -> Iterator[str]:
        """The node, and what follows it, as safe HTML."""
        if isinstance(node.tag, str):
            yield from self._element(node)
        elif isinstance(node, reader.HtmlEntity):
            yield escaped(node.text or "")
        yield escaped(node.tail or "")

    def _element(self, node: Any) -> Iterator[str]:
        tag = node.tag.lower().rpartition(":")[2]
        self.found.scripts |= tag == "script" and has_text(node)
        self.found.tags |= any(str(name).startswith("data-") for name in node.attrib)
        if tag in _DROPPED:
            return
        look = style(node)
        if self._hides(node, look):
            return
        if tag == "img":
            yield self._picture(node)
        elif tag in {"input", "textarea"}:
            yield f"[{escaped(node.get('value') or node.text or '')}]"
        elif tag == "table":
            yield from self._table(node)
        else:
            yield from self._inside(_RENAMED.get(tag, tag), node, look)

    def _hides(self, node: Any, look: Mapping[str, str]) -> bool:
        """Whether it is hidden: its words are noted."""
        if not is_hidden(node, look):
            return False
        words = " ".join("".join(node.itertext()).split())
        if len(words) > 1:
            self.found.hidden.append(words)
        return True

    def _inside(self, tag: str, node: Any, said: Mapping[str, str]) -> Iterator[str]:
        if tag in {"br", "hr"}:
            yield f"<{tag}/>"
            return
        look = self._look(node, said)
        kept = tag if tag in _KEPT else "span"
        yield f"<{kept}{look}>"
        yield from self._children(node)
        yield f"</{kept}>"

    def _children(self, node: Any) -> Iterator[str]:
        yield escaped(node.text or "")
        for child in node:
            yield from self.write(child)

    def _look(self, node: Any, said: Mapping[str, str]) -> str:
        """The harmless part of how it looks."""
        kept = [
            f"{name}:{said[name]}"
            for name in _STYLES
            if _PLAIN_VALUE.fullmatch(said.get(name, ""))
        ]
        ink = colors.read(said.get("color") or node.get("color") or "")
        ground = colors.read(
            said.get("background-color") or said.get("background", "") or ""
        )
        if ink and colors.lightness(ink) > 0.8:
            if not (ground and colors.lightness(ground) < 0.6) and has_text(node):
                self.found.pale += 1
        elif ink and colors.lightness(ink) > 0.05:
            kept.append(f"color:{colors.written(ink)}")
        if ground and colors.lightness(ground) < 0.2:
            self.found.blacked += not ink or colors.lightness(ink) < 0.2
        harmless = ";".join(kept)
        return f' style="{html.escape(harmless)}"' if kept else ""

    def _table(self, node: Any) -> Iterator[str]:
        if self.flat or not _is_data(node):
            yield "<div>"
            for cell in _cells(node):
                if self._hides(cell, style(cell)):
                    continue
                yield "<div>"
                yield from self._children(cell)
                yield "</div>"
            yield "</div>"
            return
        yield "<table>"
        for row in node.iter("tr"):
            yield "<tr>"
            for cell in row.iterchildren("td", "th"):
                if self._hides(cell, style(cell)):
                    continue
                span = cell.get("colspan", "")
                wide = f' colspan="{span}"' if re.fullmatch(r"\d{1,2}", span) else ""
                yield f"<{cell.tag}{wide}>"
                yield from self._children(cell)
                yield f"</{cell.tag}>"
            yield "</tr>"
        yield "</table>"

    def _picture(self, node: Any) -> str:
        source = (node.get("src") or "").strip()
        words = escaped(node.get("alt") or "")
        data = self._bytes(source)
        if data is None:
            if not source or source.lower().startswith(("cid:", "data:")):
                return f"[picture missing: {words}]" if words else "[picture missing]"
            self.found.remote += 1
            return f"[picture not fetched: {words}]" if words else ""
        made = stamp(data, _asked(node))
        if made is None:
            return "[picture that can't be shown]"
        return self._placed(made)

    def _placed(self, made: Stamp) -> str:
        name = f"p{len(self.found.pictures)}.png"
        self.found.pictures[name] = made.png
        return (
            f'<img src="{name}" width="{made.width:.0f}" height="{made.height:.0f}"/>'
        )

    def _bytes(self, source: str) -> bytes | None:
        low = source.lower()
        if low.startswith("cid:"):
            name = unquote(source[4:]).strip("<> ")
            data = self.given.get(name)
            if data is not None:
                self.found.used.add(name)
            return data
        if low.startswith("data:image/"):
            head, _, body = source.partition(",")
            try:
                if head.endswith(";base64"):
                    return base64.b64decode(unquote(body))
                return unquote_to_bytes(body)
            except (binascii.Error, ValueError):
                return None
        return self._by_name(source)

    def _by_name(self, source: str) -> bytes | None:
        """Pictures named by the place they had: as some programs save messages."""
        data = self.given.get(source)
        if data is not None:
            self.found.used.add(source)
        return data


def _asked(node: Any) -> tuple[int, int]:
    """Width and height that the page asks for, in pixels; 0 where it does not."""
    look = style(node)
    sizes = []
    for name in ("width", "height"):
        match = _SIZE.fullmatch(look.get(name) or node.get(name) or "")
        sizes.append(int(match.group(1)) if match else 0)
    return sizes[0], sizes[1]


def _cells(table: Any) -> Iterator[Any]:
    """The cells of a table, without those of tables inside of it."""
    for child in table:
        if child.tag in {"td", "th", "caption"}:
            yield child
        elif child.tag in {"tr", "thead", "tbody", "tfoot"}:
            yield from _cells(child)
        elif isinstance(child.tag, str) and child.tag not in {"col", "colgroup"}:
            yield child


def _is_data(table: Any) -> bool:
    """Whether it is a table to be read as such, rather than a way to lay out a page.

    A row can't be broken over two pages, so that its cells must be short.
    """
    if next(table.iterdescendants("table", "img", "caption"), None) is not None:
        return False
    rows = list(table.iter("tr"))
    several = False
    for row in rows:
        cells = ["".join(c.itertext()) for c in row.iterchildren("td", "th")]
        several |= len(cells) > 1
        words = [word for cell in cells for word in cell.split()]
        widest = sum(max(map(len, cell.split()), default=1) for cell in cells)
        if any(len(cell) > _LONG_CELL for cell in cells) or widest > _LONG_ROW:
            return False
        if any(len(word) > _LONG_WORD for word in words) and len(cells) > 3:
            return False
    return several


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
