"""What documents are called in public: a source's file name can name somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from redactor.model import Document
from redactor.release.proof.needles import Needle, Text

_ODD = re.compile(r"[^A-Za-z0-9 ,&()'-]+")
_LONGEST = 60
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")


def public_names(
    documents: Iterable[Document], needles: Sequence[Needle]
) -> dict[str, str]:
    """For each document's id what it is called: "D01 letter", or only "D01".

    The file's own name is used only where it holds nothing that is withheld.
    """
    return {d.id: _public_name(d, needles) for d in documents}


def file_stem(name: str) -> str:
    """A file's name without its folder and ending."""
    name = re.split(r"[\\/]", name)[-1]
    return PurePath(name).stem if "." in name else name


def _public_name(document: Document, needles: Sequence[Needle]) -> str:
    stem = file_stem(document.name)
    cleaned = " ".join(_ODD.sub(" ", stem).split())[:_LONGEST].strip(" -,'")
    if not cleaned or _RESERVED.fullmatch(cleaned) or _tells(stem, needles):
        return document.id
    return f"{document.id} {cleaned}"


def _tells(name: str, needles: Sequence[Needle]) -> bool:
    """Whether the name holds withheld text, also run together or in small letters."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\W]+|(?<=\D)(?=\d)|(?<=\d)(?=\D)", " ", name)
    titled = apart.title()
    return any(
        any(True for _ in needle.found_in(Text(form)))
        for needle in needles
        for form in (name, apart, titled)
    )
