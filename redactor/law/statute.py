"""The law's own words, as a letter quotes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from redactor.law import rulebook

_BOOK = "statute.yaml"


def quoted(code: str) -> str:
    """The words of an exemption; nothing where ``rules/statute.yaml`` has none."""
    text = _texts().get(code)
    if text is None:
        return ""
    lead, limb = text.get("lead", ""), text["limbs"][code]
    joint = " – " if limb.startswith("(") else " "
    return f"{lead}{joint}{limb}." if lead else limb


def effect(code: str) -> str:
    """What disclosure would do, to stand behind "would" or "would be likely to":
    "prejudice the prevention or detection of crime"; nothing where no harm is named."""
    text = _texts().get(code, {})
    if "verb" not in text:
        return ""
    limb = text["limbs"][code]
    bare = limb.partition(") ")[2] if limb.startswith("(") else limb
    return f"{text['verb']} {bare}".strip()


@cache
def _texts() -> Mapping[str, Mapping[str, Any]]:
    texts = rulebook.load(_BOOK)["texts"]
    return {code: text for text in texts for code in text["limbs"]}
