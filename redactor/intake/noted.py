"""What is worked out once all was read, kept so that the window need not wait."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, field

from redactor.casefile import CaseFile
from redactor.intake.quoted import quoted
from redactor.intake.reading import Doubt, doubtful

_QUOTES, _DOUBTS = "quotes", "doubts"  # the settings that keep it


@dataclass(frozen=True, slots=True)
class Noted:
    """For each document those that it quotes whole; for each page with words that were
    read with doubt how many."""

    quotes: dict[str, list[str]] = field(default_factory=dict)
    doubts: dict[tuple[str, int], Doubt] = field(default_factory=dict)


def note(file: CaseFile) -> None:
    """Work it out and keep it with the case."""
    file.put_setting(_QUOTES, json.dumps(quoted(file)))
    doubts = {
        document.pdf_sha256: [astuple(doubt) for doubt in doubtful(file, document)]
        for document in file.state.documents.values()
    }
    file.put_setting(_DOUBTS, json.dumps({k: v for k, v in doubts.items() if v}))


def noted(file: CaseFile) -> Noted:
    """What was kept, of the documents that are in the case now."""
    there = file.state.documents
    quotes: dict[str, list[str]] = json.loads(file.setting(_QUOTES) or "{}")
    doubts = json.loads(file.setting(_DOUBTS) or "{}")
    return Noted(
        {
            name: [other for other in others if other in there]
            for name, others in quotes.items()
            if name in there
        },
        {
            (document.id, fields[0]): Doubt(*fields)
            for document in there.values()
            for fields in doubts.get(document.pdf_sha256, ())
        },
    )
