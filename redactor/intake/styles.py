"""How elements of HTML look, as far as it decides whether they are seen, and what HTML
says in places that are never seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

_NOTHING = re.compile(r"0*(?:\.0\d*|0|1(?=px|pt))(?:px|pt|em|rem|%)?")
_AWAY = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt)?|-\d{2,}(?:em|rem)|-\d{3,}%")
_NOTE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_NESTED = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]+;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?", re.IGNORECASE)
_ALL, _MOST_RULES = "*", 500
_WORDS = re.compile(r"[^\W_]{2}")


def style(node: Any) -> dict[str, str]:
    """What the element's own style says, by property."""
    pairs = (p.partition(":") for p in (node.get("style") or "").lower().split(";"))
    return {k.strip(): v.replace("!important", "").strip() for k, _, v in pairs}


def is_hidden(node: Any, look: Mapping[str, str]) -> bool:
    """Whether nothing of the element is seen."""
    if (
        node.get("hidden") is not None
        or (node.get("type") or "").lower() == "hidden"
        or look.get("display") == "none"
        or look.get("visibility") in {"hidden", "collapse"}
        or look.get("mso-hide") == "all"
        or look.get("color") == "transparent"
    ):
        return True
    return has_text(node) and (_is_nothing(look) or _is_away(look))


def _is_nothing(look: Mapping[str, str]) -> bool:
    """Whether it has words of no size, or which nothing is seen of."""
    names = ["font-size", "opacity", "max-height"]
    if look.get("overflow") == "hidden":
        names += ["height", "width", "max-width"]
    clipped = re.match(r"rect\(\s*[01](?:px)?[ ,]+[01](?:px)?\b", look.get("clip", ""))
    return bool(clipped) or any(
        look.get(name) and _NOTHING.fullmatch(look[name]) for name in names
    )


def _is_away(look: Mapping[str, str]) -> bool:
    """Whether it stands far beside the page."""
    names = ["text-indent"]
    if look.get("position") in {"absolute", "fixed"}:
        names += ["left", "top", "right", "bottom"]
    return any(_AWAY.fullmatch(look.get(name, "")) for name in names)


def has_text(node: Any) -> bool:
    return bool("".join(node.itertext()).strip())


def spread(tree: Any) -> None:
    """Put what style sheets say of elements into their own style; only what is said of
    a tag, a class or an id by itself."""
    sheets = "\n".join(node.text or "" for node in tree.iter("style"))
    plain = _NESTED.sub("", _NOTE.sub("", sheets))
    for number, rule in enumerate(_RULE.finditer(plain)):
        if number >= _MOST_RULES:
            break
        for selector in rule.group(1).split(","):
            _put(tree, selector.strip(), rule.group(2))


def _put(tree: Any, selector: str, looks: str) -> None:
    match = _SIMPLE.fullmatch(selector)
    if not match or not selector:
        return
    tag, mark, name = match.groups()
    key = "class" if mark == "." else "id"
    for node in tree.iter(tag.lower() if tag else _ALL):
        if not isinstance(node.tag, str):
            continue
        if name is None or name in (node.get(key) or "").split():
            node.set("style", f"{looks};{node.get('style') or ''}")


def unspoken(tree: Any) -> Iterator[str]:
    """What stands in comments, titles, templates and the like."""
    for node in tree.iter():
        if node.tag is etree.Comment:
            words = node.text or ""
            if not words.lstrip().startswith("[") and "<" not in words:
                yield words
        elif isinstance(node.tag, str):
            yield from _kept_by(node)


def _kept_by(node: Any) -> Iterator[str]:
    if node.tag in {"title", "template", "desc"}:
        yield "".join(node.itertext())
    if node.tag == "iframe":
        yield re.sub(r"<[^>]*>", " ", node.get("srcdoc") or "")
    if node.tag == "input" and (node.get("type") or "").lower() == "hidden":
        yield node.get("value") or ""
    if node.tag == "meta" and (node.get("name") or "").lower() in {
        "author", "description", "keywords", "creator",
    }:  # fmt: skip
        yield node.get("content") or ""
    yield node.get("title") or ""


def said(words: Iterator[str]) -> list[str]:
    """Each once, on one line, where it has words."""
    lines = (" ".join(one.split()) for one in words)
    return list(dict.fromkeys(line for line in lines if _WORDS.search(line)))
