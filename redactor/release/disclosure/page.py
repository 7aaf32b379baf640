"""An entry of the disclosure log: as data, and as one plain page for everybody.

The page has no script and fetches nothing: headings, lists, and links to the files that
lie beside it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

import pikepdf

from redactor.law.regimes import regime as regime_named
from redactor.law.wording import authority, say, spoken
from redactor.release.reply.answer import Answer
from redactor.release.reply.blocks import heading
from redactor.release.reply.letter_file import outline
from redactor.request import Outcome

PAGE, JSON = "index.html", "log.json"
_SENT = {Outcome.IN_FULL, Outcome.IN_PART, Outcome.EXTRACTED}
_KEPT = {
    *(Outcome.IN_PART, Outcome.WITHHELD, Outcome.NCND, Outcome.REFUSED),
    Outcome.PENDING,
}
_STYLE = """
:root { color-scheme: light dark }
body { font: 1.1rem/1.55 Arial, Helvetica, sans-serif; max-width: 44rem;
       margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.8rem; line-height: 1.25 }
h2 { font-size: 1.35rem; margin-top: 2.2rem }
h3, h4 { font-size: 1.12rem; margin-top: 1.6rem }
dt { font-weight: bold }
dd { margin: 0 0 .7rem }
li { margin: .35rem 0 }
blockquote { margin: 0 0 0 1rem; padding-left: 1rem; border-left: .25rem solid #8888 }
:focus-visible { outline: .2rem solid; outline-offset: .15rem }
""".strip()


@dataclass(frozen=True)
class Entry:
    """What the log says of a response; ``data`` goes out as JSON."""

    data: dict[str, Any]
    day: dt.date


def entry_of(
    answer: Answer, day: dt.date, files: Mapping[str, bytes], title: str = ""
) -> Entry:
    """The entry for an answer of that day with these files."""
    case = answer.state.case
    named = title or case.title or say("log", "title", reference=case.reference)
    data = {
        "title": named,
        "reference": case.reference,
        "date": day.isoformat(),
        "authority": case.authority or authority().name,
        "law": regime_named(case.regime).title,
        "outcome": outcome(answer),
        "exemptions": [
            {"code": use.entry.code, "title": heading(use.entry)} for use in answer.uses
        ],
        "files": [_file(name, data) for name, data in files.items()],
    }
    return Entry(data, day)


def _file(name: str, data: bytes) -> dict[str, Any]:
    pages = {}
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = {"pages": len(pdf.pages)}
    digest = hashlib.sha256(data).hexdigest()
    return {"name": name, **pages, "bytes": len(data), "sha256": digest}


def outcome(answer: Answer) -> str:
    """The class of the outcome, as the Cabinet Office's statistics have them."""
    parts = answer.state.parts.values()
    kinds = {answer.outcome(part) for part in parts}
    if not kinds:
        kinds = {answer.fate(document) for document in answer.documents}
    waiting = any(
        one.answer("result") == "pending" for one in answer.state.decisions.values()
    )
    if kinds & _SENT:
        name = "partly" if kinds & _KEPT or waiting else "granted"
    elif Outcome.PENDING in kinds or waiting:
        name = "pending"
    elif kinds & _KEPT:
        name = "withheld"
    elif Outcome.ELSEWHERE in kinds:
        name = "elsewhere"
    else:
        name = "not_held"
    return say("log", "outcomes", name)


def page(entry: Entry, letter: bytes) -> str:
    """The page of an entry, with the whole letter in it."""
    data = entry.data
    title = escape(data["title"])
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">",
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{title}</h1>",
        *_facts(entry),
        f"<h2>{_said('files')}</h2>",
        "<ul>",
        *(_link(one) for one in data["files"]),
        "</ul>",
        f"<h2>{_said('response')}</h2>",
        *_response(letter),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _said(word: str, **words: object) -> str:
    return escape(say("log", "page", word, **words))


def _facts(entry: Entry) -> Iterator[str]:
    data = entry.data
    relied = [escape(one["title"]) for one in data["exemptions"]]
    facts = (
        ("reference", escape(data["reference"])),
        ("date", f'<time datetime="{data["date"]}">{spoken(entry.day)}</time>'),
        ("authority", escape(data["authority"])),
        ("law", escape(data["law"])),
        ("outcome", escape(data["outcome"])),
        ("provisions", "<br>".join(relied) or _said("none")),
    )
    yield "<dl>"
    for word, value in facts:
        if value:
            yield f"<dt>{_said(word)}</dt><dd>{value}</dd>"
    yield "</dl>"


def _link(one: Mapping[str, Any]) -> str:
    pages = one.get("pages", 0)
    many = f"{pages} page{'' if pages == 1 else 's'}, " if pages else ""
    size = _said("size", pages=many, kb=max(1, round(one["bytes"] / 1024)))
    name = one["name"]
    return f'<li><a href="{quote(name)}">{escape(name)}</a> ({size})</li>'


def _response(letter: bytes) -> Iterator[str]:
    """The letter, paragraph by paragraph, its headings two levels down."""
    in_list = False
    for style, text in outline(letter):
        bullet = style.startswith("List")
        if bullet != in_list:
            yield "<ul>" if bullet else "</ul>"
            in_list = bullet
        said = escape(text).replace("\n", "<br>")
        if bullet:
            yield f"<li>{said}</li>"
        elif style.startswith("Heading"):
            level = 3 if style.endswith("1") else 4
            yield f"<h{level}>{said}</h{level}>"
        elif style == "Quote":
            yield f"<blockquote><p>{said}</p></blockquote>"
        else:
            yield f"<p>{said}</p>"
    if in_list:
        yield "</ul>"
