"""The zip that an office file is, opened with care."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from redactor.errors import FileRefused

MOST_UNPACKED = 1_500_000_000  # bytes that all files in a zip may come to
_RATIO, _SMALL = 250, 30_000_000  # how many times larger, once it is no longer small
_MOST_FILES = 20_000
_PEOPLE = ("creator", "lastModifiedBy", "Manager", "Company", "initial-creator",
           "last-printed-by", "printed-by")  # fmt: skip
_SUBJECTS = ("title", "subject", "keywords", "keyword", "description", "category",
             "contentStatus", "user-defined", "HyperlinkBase")  # fmt: skip
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError,
           NotImplementedError, RuntimeError)  # fmt: skip


def opened_zip(name: str, data: bytes) -> zipfile.ZipFile:
    """A zip that is no bomb. Raises FileRefused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        every = archive.infolist()
    except _BROKEN as error:
        raise broken(name) from error
    size = sum(one.file_size for one in every)
    packed = sum(one.compress_size for one in every)
    if (
        len(every) > _MOST_FILES
        or size > MOST_UNPACKED
        or (size > _SMALL and size > _RATIO * max(packed, 1))
    ):
        raise FileRefused(
            f"{name} would unpack to more than can be taken safely.",
            "It may be made to do harm. Unpack it yourself, and add what is in scope.",
        )
    return archive


class Damaged(FileRefused):
    """A file that a reader makes nothing of; another one might."""


def broken(name: str) -> Damaged:
    return Damaged(
        f"{name} is too badly damaged to be opened.",
        "Ask for another copy, or print it to PDF from the program that made it.",
    )


class Package:
    """An office file that is a zip of XML (.docx, .xlsx, .pptx, .odt, .ods)."""

    def __init__(self, name: str, data: bytes) -> None:
        """Raises FileRefused."""
        self.name = name
        self.data = data
        self._zip = opened_zip(name, data)
        self.names = self._zip.namelist()

    def read(self, part: str) -> bytes:
        """A part's bytes; none where it is missing. Raises FileRefused."""
        if part not in self.names:
            return b""
        try:
            with self._zip.open(part) as file:
                data = file.read(MOST_UNPACKED + 1)
        except RuntimeError as error:  # it is encrypted
            raise FileRefused(
                f"{self.name} is protected by a password.",
                "Open it, save it without the password, and add that.",
            ) from error
        except _BROKEN as error:
            raise broken(self.name) from error
        return data

    def xml(self, part: str) -> Any:
        """A part's root element; None where it is missing or no XML."""
        data = self.read(part)
        if not data:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, recover=True,
            huge_tree=len(data) > 9_000_000,
        )  # fmt: skip
        try:
            return etree.fromstring(data, parser)
        except etree.LxmlError:
            return None

    def matching(self, pattern: str) -> list[str]:
        """The parts whose names match, in the order of the numbers in them."""
        return sorted(
            (n for n in self.names if re.fullmatch(pattern, n)),
            key=lambda n: [int(d) for d in re.findall(r"\d+", n)] or [0],
        )

    def targets(self, part: str) -> dict[str, str]:
        """The parts that a part names, by the id it names them with."""
        folder, _, file = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels")
        return {
            str(n.get("Id", "")): posixpath.normpath(
                posixpath.join(folder, str(n.get("Target", "")))
            ).lstrip("/")
            for n in (root if root is not None else ())
            if n.get("TargetMode") != "External"
        }

    @staticmethod
    def relation(node: Any) -> str:
        """The id by which an element names a part."""
        found = (str(v) for k, v in node.attrib.items() if "relationships}" in k)
        return next(found, "")

    def people(self) -> bool:
        """Whether its properties name somebody."""
        return self._has_property(_PEOPLE) or "docProps/custom.xml" in self.names

    def describes(self) -> bool:
        """Whether its properties say what it is about."""
        return self._has_property(_SUBJECTS)

    def _has_property(self, names: tuple[str, ...]) -> bool:
        return any(
            (node.text or "").strip()
            for part in ("docProps/core.xml", "docProps/app.xml", "meta.xml")
            for node in each(self.xml(part), *names)
        )

    def outside(self) -> int:
        """How many things it asks to be fetched: templates, pictures, linked files."""
        count = 0
        for part in self.matching(r".*\.rels"):
            root = self.xml(part)
            for node in root if root is not None else ():
                kind = str(node.get("Type", "")).rpartition("/")[2]
                count += node.get("TargetMode") == "External" and kind != "hyperlink"
        return count

    def has_macros(self) -> bool:
        return any(n.endswith("vbaProject.bin") or n.startswith("Basic/")
                   for n in self.names)  # fmt: skip


def local(node: Any) -> str:
    """An element's name without its namespace."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def attribute(node: Any, name: str) -> str:
    """An attribute by its name without namespace; of no element none."""
    if node is None:
        return ""
    for key, value in node.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def each(root: Any, *names: str) -> Iterator[Any]:
    """Elements below with one of these names, in any namespace."""
    if root is not None:
        for node in root.iter():
            if local(node) in names:
                yield node


def text(node: Any, *names: str) -> str:
    """The words of all text elements below; ``names`` are what these are called."""
    kinds = names or ("t", "delText", "tab", "br", "cr")
    gap = {"tab": "\t", "br": "\n", "cr": "\n"}
    return "".join(gap.get(local(n)) or n.text or "" for n in each(node, *kinds))
