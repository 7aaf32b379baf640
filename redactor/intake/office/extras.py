"""What an office file holds beside what its pages show: a report, and more pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from redactor.intake import paper
from redactor.intake.markup import Setting, escaped
from redactor.intake.office.package import Package, local
from redactor.intake.stamps import stamp

SHOWN = "shown on pages at the end, and released unless you withhold it"
_WORD = re.compile(r"[^\W_]+")
_TEXTS = {"t", "delText", "text"}
_OPEN_TEXTS = {"p", "h", "span"}  # of OpenDocument, where letters hang on them
_QUIET = re.compile(
    r".*(?:styles|theme\d*|fontTable|settings|numbering|rels|webSettings|Types\])\.\w+"
)
_PATTERN = re.compile(r"ppt/(?:slide|notes|handout)(?:Master|Layout)s?/.*")
_EMBEDDED = re.compile(r"(?:word|xl|ppt)/embeddings/([^/]+)|Object \d+/content\.xml")


@dataclass(slots=True)
class Extras:
    """Warnings, and sections to be shown behind the pages: heading and lines."""

    warnings: list[str] = field(default_factory=list)
    sections: list[tuple[str, list[str]]] = field(default_factory=list)

    def show(self, heading: str, lines: Iterable[str], warning: str = "") -> None:
        """A section, where there is anything to show."""
        listed = [line for line in lines if line.strip()]
        if listed:
            self.sections.append((heading, listed))
            if warning:
                self.warnings.append(warning)

    def warn(self, condition: object, sentence: str) -> None:
        if condition:
            self.warnings.append(sentence)

    def text(self) -> str:
        """All that stands in the sections."""
        return "\n".join(line for _, lines in self.sections for line in lines)

    def told(self, shown: bytes) -> tuple[str, ...]:
        """The warnings with the page behind ``shown`` on which the sections begin."""
        first = paper.page_count(shown) + 1
        place = f"shown from page {first} on"
        return tuple(
            w.replace("shown on pages at the end", place) for w in self.warnings
        )

    def pages(self) -> tuple[bytes, ...]:
        """The sections as a PDF, if there are any."""
        if not self.sections:
            return ()
        body = "".join(
            f'<h2 class="note">{escaped(heading)}</h2>'
            + "".join(f"<p>{_broken(line)}</p>" for line in lines)
            for heading, lines in self.sections
        )
        return (paper.set_pages(lambda _: Setting(body)),)


def _broken(line: str) -> str:
    return escaped(line).replace("\n", "<br/>")


def overlooked(package: Package, shown: str, extras: Extras) -> None:
    """The net below all else: text that stands in the file, and on no page."""
    seen = {word.casefold() for word in _WORD.findall(shown)}
    whole = "\n".join(seen)
    missing: dict[str, None] = {}
    for part in package.names:
        if not part.endswith(".xml") or _QUIET.fullmatch(part):
            continue
        for words in _texts(part, package.xml(part)):
            if len(words) > 1 and not _is_seen(words, seen, whole):
                missing[words] = None
    extras.show(
        "Text found elsewhere in the file",
        missing,
        f"It holds text that its pages do not show: {SHOWN}.",
    )


def _texts(part: str, root: Any) -> Iterator[str]:
    """The stretches of text in a part; of a pattern for slides, but its prompts."""
    kinds = _OPEN_TEXTS if part.startswith("Object ") else _TEXTS
    nodes = root.iter(*(f"{{*}}{kind}" for kind in kinds)) if root is not None else ()
    for node in nodes:
        if _PATTERN.fullmatch(part) and _is_prompt(node):
            continue
        yield (node.text or "").strip()
        if kinds is _OPEN_TEXTS:
            yield from ((child.tail or "").strip() for child in node)


def _is_prompt(node: Any) -> bool:
    shape = next((n for n in node.iterancestors() if local(n) == "sp"), None)
    return shape is not None and next(shape.iter("{*}ph"), None) is not None


def _is_seen(words: str, seen: set[str], whole: str) -> bool:
    """At the ends a word may be cut by the way it is formatted."""
    parts = [word.casefold() for word in _WORD.findall(words)]
    ends = [*parts[:1], *parts[-1:]]
    return all(part in seen for part in parts[1:-1]) and all(
        part in whole for part in ends
    )


def undrawn(package: Package, extras: Extras) -> None:
    """Drawings that only office programs draw."""
    count = len(package.matching(r".*/[^/]+\.(?:emf|wmf|emz|wmz|svm|pict)"))
    extras.warn(
        count,
        f"It holds {count} drawing{'s' * (count > 1)} (EMF, WMF), which can't be shown "
        "here. Compare with the original.",
    )


def pictures(package: Package, parts: Iterable[str], heading: str) -> tuple[bytes, ...]:
    """Pictures that the pages made here have no place for, on pages of their own."""
    kept: dict[str, bytes] = {}
    body = [f'<h2 class="note">{escaped(heading)}</h2>']
    for part in parts:
        made = stamp(package.read(part))
        if made is None:
            body.append(f"<p>[{escaped(part.rpartition('/')[2])} can't be shown]</p>")
            continue
        name = f"m{len(kept)}.png"
        kept[name] = made.png
        body.append(
            f'<p><img src="{name}" width="{made.width:.0f}" '
            f'height="{made.height:.0f}"/></p>'
        )
    if len(body) == 1:
        return ()
    return (paper.set_pages(lambda _: Setting("".join(body), kept)),)
