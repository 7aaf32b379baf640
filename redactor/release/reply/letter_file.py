"""A letter as a Word file: filled from a template, and read again.

The template is made with docxtpl: what stands in {{ }} is filled in, lines with {%p %}
repeat or leave out paragraphs. The authority edits it in Word.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import lxml.etree as et
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined, DebugUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from redactor.errors import BadInput
from redactor.law.wording import gap_mark

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ODD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIGGEST = 30_000_000  # bytes of a template's parts
_ERRORS = (TypeError, ValueError, ArithmeticError, AttributeError, RecursionError)
"""What a template's own expressions can do wrong."""
_SAYING = {"descr", "title", "author", "initials", "anchor", "tooltip", "instr"}
"""Attributes of a Word file that hold words."""
_NAMED = {"bookmarkStart", "docPr", "cNvPr", "docVar"}
"""Elements whose name somebody gave."""
_SAYING_VALUE = {f"{_WORD}alias", f"{_WORD}tag", f"{_WORD}docVar"}
_FETCHING = re.compile(r"(?i)\b(?:INCLUDEPICTURE|INCLUDETEXT|LINK|DDE|DDEAUTO)\b")
_PARTS = (".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff",
          ".emf", ".wmf", ".svg", ".odttf", ".ttf")  # fmt: skip
_LEFT_BY_EDITORS = {
    "comments": f"{_WORD}comment",
    "tracked changes": f"{_WORD}ins",
    "tracked changes, taken out": f"{_WORD}del",
}


class _Left(ChainableUndefined, DebugUndefined):
    """What the program does not know stays in the letter as the template has it."""

    __slots__ = ()
    __str__ = DebugUndefined.__str__


def template_bytes(path: Path) -> bytes:
    """A template's bytes. Raises BadInput where it is no Word file."""
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            known = "word/document.xml" in parts.namelist()
    except (OSError, zipfile.BadZipFile) as error:
        raise _no_template(path.name) from error
    if not known or size > _BIGGEST:
        raise _no_template(path.name)
    return data


def _no_template(name: str) -> BadInput:
    return BadInput(
        f"{name} can't be used as a template.",
        "Choose a Word document (.docx) made from the program's own template.",
    )


def filled(template: bytes, content: Mapping[str, Any], day: dt.date) -> bytes:
    """The letter as a Word file. Raises BadInput for a template with an error."""
    try:
        work = DocxTemplate(io.BytesIO(template))
        environment = SandboxedEnvironment(autoescape=True, undefined=_Left)
        work.render(_clean(content), environment, autoescape=True)
    except (*_ERRORS, TemplateError, et.XMLSyntaxError) as error:
        raise BadInput(
            "The letter's template has an error in what it asks to be filled in.",
            "Compare what stands in {{ }} and {% %} with the program's own template.",
        ) from error
    except (PackageNotFoundError, KeyError) as error:
        raise _no_template("The template") from error
    document = work.docx
    _let_go_of_template(document)
    _neutral(document, str(content["title"]), day)
    for paragraph in _paragraphs(document):
        for run in paragraph.runs:
            if gap_mark() in run.text:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def unknown(template: bytes, content: Mapping[str, Any]) -> list[str]:
    """Names that a template asks for and that no letter has."""
    work = DocxTemplate(io.BytesIO(template))
    environment = SandboxedEnvironment(autoescape=True)
    asked: set[str] = work.get_undeclared_template_variables(environment, content)
    return sorted(asked - content.keys())


def _clean(content: Any) -> Any:
    """The content without characters that no Word file can hold."""
    if isinstance(content, str):
        return _ODD.sub("", content)
    if isinstance(content, Mapping):
        return {key: _clean(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_clean(value) for value in content]
    return content


def _neutral(document: Any, title: str, day: dt.date) -> None:
    """Nothing in the file's properties but its title and the letter's own date."""
    kept = document.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject",
                 "category", "content_status", "identifier", "version"):  # fmt: skip
        setattr(kept, name, "")
    kept.title = title
    kept.revision = 1
    kept.created = kept.modified = dt.datetime.combine(day, dt.time())
    relations = document.part.package.rels
    for name in [n for n, r in relations.items() if r.reltype.endswith("/thumbnail")]:
        del relations[name]  # a picture of the template


def _let_go_of_template(document: Any) -> None:
    """A file made from one of Word's templates says in whose folder that lay."""
    for part in document.part.package.iter_parts():
        kinds = {n: r.reltype for n, r in part.rels.items()}
        for name in [n for n, k in kinds.items() if k.endswith("/attachedTemplate")]:
            del part.rels[name]
    settings = document.settings.element
    for element in settings.findall(f"{_WORD}attachedTemplate"):
        settings.remove(element)


def dated(letter: bytes) -> dt.date:
    """The date of a letter that this program wrote. Raises BadInput."""
    created = _opened(letter).core_properties.created
    if created is None:
        raise BadInput("The letter has no date.", "Release again.")
    day: dt.date = created.date()
    return day


def _opened(letter: bytes) -> Any:
    try:
        return Document(io.BytesIO(letter))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BadInput(
            "The letter can't be read as a Word file.", "Release again."
        ) from error


def _paragraphs(document: Any) -> Iterator[Paragraph]:
    """Every paragraph of the text, its tables and its heads and feet."""
    stories = [document]
    for section in document.sections:
        stories += [section.header, section.footer]
    for story in stories:
        yield from story.paragraphs
        for table in story.tables:
            for row in table.rows:
                for cell in row.cells:
                    yield from cell.paragraphs


def outline(letter: bytes) -> list[tuple[str, str]]:
    """Style and text of each paragraph that is not empty, in order."""
    return [
        (str(p.style.name if p.style is not None else ""), p.text.strip())
        for p in _opened(letter).paragraphs
        if p.text.strip()
    ]


def words(letter: bytes) -> str:
    """All that a Word file says anywhere, also in its head, foot and properties."""
    out: list[str] = []
    for _, root in _parts(letter):
        for element in root.iter():
            if element.tag == f"{_WORD}p":
                texts = (e.text or "" for e in element.iter() if _is_text(e))
                out.append("".join(texts))
            elif element.text and not str(element.tag).startswith(_WORD):
                out.append(element.text)
        out += [said for element in root.iter() for said in _attributes(element)]
    return "\n".join(line for line in out if line.strip())


def _attributes(element: Any) -> Iterator[str]:
    """Names of bookmarks, descriptions of pictures and the like; they join words."""
    kind = str(element.tag).rpartition("}")[2]
    for name, value in element.attrib.items():
        local = name.rpartition("}")[2]
        if (
            local in _SAYING
            or (local == "name" and kind in _NAMED)
            or (local == "val" and element.tag in _SAYING_VALUE)
            or (local == "Target" and element.get("TargetMode") == "External")
            or "@" in value
        ):
            yield value.replace("_", " ")


def _is_text(element: Any) -> bool:
    return element.tag in (f"{_WORD}t", f"{_WORD}delText", f"{_WORD}instrText")


def left_by_editors(letter: bytes) -> list[str]:
    """Comments and tracked changes that a file still holds, files in it, and what it
    would fetch from elsewhere."""
    tags, elsewhere = set[Any](), False
    for _, root in _parts(letter):
        tags |= {element.tag for element in root.iter()}
        elsewhere = elsewhere or any(map(_is_fetched, root.iter()))
    found = [what for what, tag in _LEFT_BY_EDITORS.items() if tag in tags]
    with zipfile.ZipFile(io.BytesIO(letter)) as parts:
        names = [name.lower() for name in parts.namelist() if not name.endswith("/")]
    if not all(name.endswith(_PARTS) for name in names):
        found.append("files embedded in it")
    if elsewhere:
        found.append("pictures or files that are fetched from elsewhere")
    return found


def _is_fetched(element: Any) -> bool:
    if element.tag == f"{_WORD}instrText":
        return _FETCHING.search(element.text or "") is not None
    kind = element.get("Type", "")
    return element.get("TargetMode") == "External" and not kind.endswith("/hyperlink")


def _parts(letter: bytes) -> Iterator[tuple[str, Any]]:
    """The XML parts of a Word file, with their names."""
    parser = et.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(letter)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, et.fromstring(parts.read(name), parser)
