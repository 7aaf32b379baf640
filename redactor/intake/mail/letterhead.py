"""A message set in pages: header lines, body, what is hidden in it."""

from __future__ import annotations

import html
import re
from collections import Counter

from redactor.intake import markup, paper
from redactor.intake.mail.described import described
from redactor.intake.mail.message import Message
from redactor.intake.markup import Clean, Setting, escaped
from redactor.intake.source import Made

_WORD = re.compile(r"[^\W_]{2,}")
_LINK = re.compile(r"\S*(?:https?://|www\.|mailto:|cid:)\S*|\[[^\]\n]*\]|<[^>\n]*>")
_DIFFERS = 3  # words of the plain text that the formatted one has not


def made(message: Message) -> Made:
    """The message as pages, with its attachments as files. Raises FileRefused."""
    whole = _cleaned(message, flat=False)
    shown = [a for a in message.parts if a.is_picture and whole.used & {*a.ids}]
    attached = [a.source for a in message.parts if a not in shown]
    names = [source.name for source in attached]
    warnings = [*message.warnings, *whole.warnings]
    differing = _differing(message)
    if differing:
        warnings.append(
            "Its plain text differs from its formatted text: both are shown, the plain "
            "one at the end."
        )

    def setting(flat: bool) -> Setting:
        clean = _cleaned(message, flat=flat)
        body = [_head(message, names), clean.body or _plain(message.text)]
        body += [_note(title, words) for title, words in message.extras]
        if clean.hidden:
            body.append(_note("Hidden text of this message", "\n".join(clean.hidden)))
        if clean.unspoken:
            hints = "\n".join(clean.unspoken)
            body.append(_note("Title, comments and hints of this message", hints))
        if differing:
            body.append(_note("Plain text of this message, which differs", differing))
        return Setting("".join(body), clean.pictures)

    return Made(
        paper.set_pages(setting),
        tuple(dict.fromkeys(warnings)),
        tuple(attached),
        tuple(message.problems),
        described(message),
    )


def _cleaned(message: Message, *, flat: bool) -> Clean:
    if not message.html.strip():
        return Clean()
    return markup.clean(message.html, message.inline, flat=flat)


def _head(message: Message, names: list[str]) -> str:
    lines = list(message.headers)
    if names:
        lines.append(("Attachments", "; ".join(names)))
    said = "".join(
        f'<p class="head"><b>{html.escape(label)}:</b> {escaped(_one_line(value))}</p>'
        for label, value in lines
    )
    return f"{said}<hr/>"


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _plain(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    return "".join(f"<p>{_line(line)}</p>" for line in _paragraphs(lines))


def _paragraphs(lines: list[str]) -> list[str]:
    """Blocks of lines between empty ones, their line ends kept."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def _line(block: str) -> str:
    return "<br/>".join(
        "&#160;" * (len(line) - len(line.lstrip(" "))) + escaped(line.lstrip(" "))
        for line in block.expandtabs(4).split("\n")
    )


def _note(title: str, words: str) -> str:
    return f'<h2 class="note">{escaped(title)}</h2>{_plain(words)}'


def _differing(message: Message) -> str:
    """The plain text, where it says something that the formatted text does not."""
    if not message.html.strip() or not message.text.strip():
        return ""
    plain = _words(message.text)
    formatted = _words(markup.text_of(message.html))
    return message.text if sum((plain - formatted).values()) >= _DIFFERS else ""


def _words(text: str) -> Counter[str]:
    return Counter(set(_WORD.findall(_LINK.sub(" ", text).casefold())))
