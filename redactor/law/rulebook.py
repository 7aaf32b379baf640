"""Reads a file of ``rules/``."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from redactor import paths

# libyaml's parser is ten times faster, but a build of PyYAML may come without it
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(name: str) -> dict[str, Any]:
    """The content of ``rules/<name>``, which is a mapping."""
    with paths.rules(name).open("rb") as file:
        content: dict[str, Any] = yaml.load(file, Loader=_Loader)  # noqa: S506
    return content


@cache
def load_once(name: str) -> dict[str, Any]:
    """The same, read once and kept: not to be altered."""
    return load(name)


@cache
def words() -> frozenset[str]:
    """Words of the English language in small letters, without their names."""
    return frozenset(lines("words"))


def lines(name: str) -> list[str]:
    """The entries of ``rules/lists/<name>.txt``."""
    text = paths.rules(f"lists/{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]
