"""What an office file says in places that no page shows: choices of its fields, texts
about its pictures, data of programs, links, who worked on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from redactor.intake import image
from redactor.intake.office.extras import SHOWN, Extras
from redactor.intake.office.package import Package, attribute, each, local

_WORD = re.compile(r"[^\W\d_]{2,}")
# the section that these are shown in -> element -> attributes; "" is its text
_SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Descriptions of pictures and objects": {
        "docPr": ("descr", "title"),
        "cNvPr": ("descr", "title"),
        "desc": ("",),
        "shape": ("alt",),
        "imagedata": ("title",),
    },
    "Hints, choices and values of form fields": {
        "listItem": ("displayText", "value"),
        "listEntry": ("val",),
        "alias": ("val",),
        "tag": ("val",),
        "helpText": ("val",),
        "statusText": ("val",),
        "default": ("val",),
        "dataValidation": ("promptTitle", "prompt", "errorTitle", "error"),
        "formula1": ("",),
    },
    "Values that sheets are filtered by": {
        "filter": ("val",),
        "customFilter": ("val",),
    },
    "Variables and data sources of the document": {
        "docVar": ("name", "val"),
        "query": ("val",),
        "connectString": ("val",),
        "user-field-decl": ("name", "string-value"),
    },
}
_FIELDS = "Instructions of fields"
PLAIN_FIELD = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|TOC|PAGEREF|NOTEREF|REF|SEQ|DATE|TIME|"
    r"FORM\w+|STYLEREF|=|SYMBOL|EQ|TC|XE|IF|AUTONUM\w*|CREATEDATE|SAVEDATE|PRINTDATE|"
    r"HYPERLINK|LISTNUM|FILESIZE|NUMWORDS|NUMCHARS|SHAPE|CITATION|BIBLIOGRAPHY)\b",
    re.IGNORECASE,
)
_LOOKED_FOR = [
    f"{{*}}{name}"
    for name in ("fldSimple", "instrText", *(n for e in _SAID.values() for n in e))
]
_PHOTOS = 500  # that are looked at
_OWN_DATA = r"customXml/item\d*\.xml"
_SCHEMAS = {"contentTypeSchema", "schema", "FormTemplates", "datastoreItem"}
_NO_WORDS = re.compile(r"https?://schemas\.|urn:|\{?[0-9a-f]{8}-[0-9a-f]{4}-|0x0", re.I)
_PARTS = (  # parts that never leave -> what to say of them
    (
        r"xl/connections\.xml|xl/queryTables/.*|customXml/.*DataMashup.*",
        "It remembers where its data comes from (connections): not in the release.",
    ),
    (
        r"xl/model/.*|xl/.*\.data",
        "It holds a data model, whose tables can't be shown here: not in the release. "
        "Open the original to see them.",
    ),
    (
        r"docProps/thumbnail\.\w+|Thumbnails/.*",
        "It holds a small picture of its first page (a thumbnail): not in the release.",
    ),
    (
        r".*\.(?:mp3|mp4|wav|avi|mov|wmv|wma|m4a|m4v)",
        "It holds sound or film, which is not shown and not in the release.",
    ),
    (
        r"(?:word|xl|ppt)/activeX/.*|xl/ctrlProps/.*",
        "It holds controls (buttons, lists): what they keep is not shown, and not in "
        "the release.",
    ),
    (
        r"word/people\.xml|xl/persons/.*|xl/revisions/userNames\.xml",
        "It keeps a list of people who worked on it: not in the release.",
    ),
    (
        r"xl/slicerCaches/.*|xl/timelineCaches/.*",
        "It holds slicers: what they filter by is not in the release.",
    ),
    (
        r"_xmlsignatures/.*",
        "It is signed: who signed it is not in the release.",
    ),
)


def of_package(package: Package, extras: Extras) -> None:
    """Show what is said, and tell of what never leaves."""
    extras.warn(
        package.people(),
        "Its properties name people or an organisation: they are not in the release.",
    )
    extras.warn(
        package.describes(),
        "Its properties hold a title, a subject, keywords or a remark: not in the "
        "release.",
    )
    extras.warn(package.has_macros(), "It holds macros: never run, not released.")
    outside = package.outside()
    extras.warn(
        outside,
        f"It links to {outside} file{'' if outside == 1 else 's'} outside of itself "
        "(template, picture or workbook): not fetched, not shown.",
    )
    for pattern, sentence in _PARTS:
        extras.warn(package.matching(pattern), sentence)
    _links(package, extras)
    photos = package.matching(r".*\.(?:jpe?g|tiff?|heic)")
    extras.warn(
        any(image.says_who_or_where(package.read(part)) for part in photos[:_PHOTOS]),
        "Photos in it say where or by whom they were taken (EXIF): not in the release.",
    )
    found: dict[str, dict[str, None]] = {}
    for part in package.names:
        if part.endswith(".xml"):
            for heading, words in _said(part, package.xml(part)):
                found.setdefault(heading, {})[words] = None
    for heading, lines in found.items():
        thing = heading[0].lower() + heading[1:]
        extras.show(heading, lines, f"It holds {thing}: {SHOWN}.")


def _said(part: str, root: Any) -> Iterator[tuple[str, str]]:
    if root is None or part.startswith("docProps/"):
        return
    if re.fullmatch(_OWN_DATA, part):
        for words in _own_data(root):
            yield "Data of other programs (custom XML)", words
        return
    for node in root.iter(*_LOOKED_FOR):
        yield from _attributes(node, local(node))
        yield from _field(node, local(node))


def _attributes(node: Any, kind: str) -> Iterator[tuple[str, str]]:
    for heading, elements in _SAID.items():
        for name in elements.get(kind, ()):
            words = (attribute(node, name) if name else node.text or "").strip()
            if _WORD.search(words) and not _is_range(kind, words):
                yield heading, words


def _is_range(kind: str, words: str) -> bool:
    """Whether a rule for a cell only names other cells."""
    return kind == "formula1" and not words.startswith('"')


def _field(node: Any, kind: str) -> Iterator[tuple[str, str]]:
    if kind == "fldSimple":
        words = attribute(node, "instr").strip()
    elif kind == "instrText":
        words = (node.text or "").strip()
    else:
        return
    if _WORD.search(words) and not PLAIN_FIELD.match(words):
        yield _FIELDS, words


def _own_data(root: Any) -> Iterator[str]:
    if local(root) in _SCHEMAS or (local(root) == "Sources" and not len(root)):
        return  # Word puts an empty list of sources, with its style, into any file
    for node in root.iter():
        if not isinstance(node.tag, str) or local(node) in _SCHEMAS:
            continue
        for words in (node.text or "", *map(str, node.attrib.values())):
            said = words.strip()
            if _WORD.search(said) and not _NO_WORDS.match(said):
                yield f"{local(node)}: {said}"


def _links(package: Package, extras: Extras) -> None:
    count = 0
    for part in package.matching(r".*\.rels"):
        count += sum(
            node.get("TargetMode") == "External"
            and str(node.get("Type", "")).endswith("/hyperlink")
            for node in each(package.xml(part), "Relationship")
        )
    for part in ("content.xml", "word/document.xml"):
        root = package.xml(part)
        nodes = root.iter("{*}a", "{*}instrText") if root is not None else ()
        count += sum(
            local(node) == "a" if part == "content.xml" else _is_link(node)
            for node in nodes
        )
    extras.warn(
        count,
        f"It has {count} link{'' if count == 1 else 's'}: where to is not shown, and "
        "not in the release.",
    )


def _is_link(node: Any) -> bool:
    return (node.text or "").strip().upper().startswith("HYPERLINK")
