"""What the schedule says of each document: what became of it, under what and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from redactor.law.exemptions import Catalogue, Exemption, catalogue
from redactor.model import Document, Redaction, State
from redactor.reasons import answers_for
from redactor.request import Outcome
from redactor.whole import is_kept_back, is_withheld

IN_FULL, IN_PART = Outcome.IN_FULL, Outcome.IN_PART
_UNNAMED = "document"
_NONE = "none"
_RESULTS = {
    "withhold": "favours withholding",
    "disclose": "favours disclosure",
    "pending": "still being weighed",
}


def exemptions_of(redaction: Redaction, law: Catalogue) -> list[Exemption]:
    """The catalogue's entries for a redaction's codes. Raises UnknownExemption."""
    return [law.parse(code) for code in redaction.exemptions]


def whole_exemptions(document: Document, law: Catalogue) -> list[Exemption]:
    """What a document as a whole is kept back under. Raises UnknownExemption."""
    if not is_kept_back(document):
        return []
    return [law.find(code) for code in document.exemptions]


def counts(withheld: Sequence[Redaction], law: Catalogue) -> dict[str, int]:
    """How many redactions rest on each code, most used first."""
    found = Counter(e.code for r in withheld for e in exemptions_of(r, law))
    return dict(found.most_common())


def outcome(document: Document, withheld: Sequence[Redaction]) -> str:
    """What becomes of a document: as it was decided, else as these boxes say."""
    if document.outcome is not None and is_kept_back(document):
        return document.outcome
    if is_withheld(document, withheld):
        return Outcome.WITHHELD
    return IN_PART if withheld else IN_FULL


def description(
    document: Document, name: str, withheld: Sequence[Redaction] = ()
) -> str:
    """What a document is called in public.

    The name of a file that is enclosed stands in the folder too; that of one that is
    not may tell what is kept back, so it is used for nothing.
    """
    if document.title:
        return document.title
    own = "" if is_withheld(document, withheld) else name.removeprefix(document.id)
    return own.strip() or document.kind or _UNNAMED


def document_row(
    state: State,
    document: Document,
    withheld: Sequence[Redaction],
    title: str,
    enclosure: str,
) -> tuple[str, ...]:
    """A row of Part A. ``enclosure`` is the name of its file, if it is enclosed."""
    law = catalogue(state.case.regime)
    fate = outcome(document, withheld)
    per_code = counts(withheld, law)
    used = {e.code: e for r in withheld for e in exemptions_of(r, law)}
    used |= {e.code: e for e in whole_exemptions(document, law)}
    entries = [e for code, e in law.items() if code in used]
    said = {e.code: answers_for(state, e.code, document.parts) for e in entries}
    numbers = [state.parts[p].number for p in document.parts if p in state.parts]
    touched = ranges(sorted({r.page for r in withheld}))
    return (
        document.id,
        ", ".join(numbers) or "all",
        title,
        document.kind,
        document.date,
        document.parties,
        str(document.pages),
        fate,
        "all" if is_kept_back(document) else touched or _NONE,
        ", ".join(f"{code}: {n}" for code, n in per_code.items()) or _NONE,
        "; ".join(e.cite for e in entries) or _NONE,
        _each(entries, lambda e: said[e.code].get("harm", "")),
        _each(entries, lambda e: _interest(e, said[e.code])),
        " ".join(dict.fromkeys(e.reason for e in entries)),
        document.link,
        _NONE if is_withheld(document, withheld) else f"{enclosure}{_pages(document)}",
    )


def _pages(document: Document) -> str:
    return f" ({document.pages} page{'' if document.pages == 1 else 's'})"


def _each(entries: Sequence[Exemption], say: Callable[[Exemption], str]) -> str:
    """What is said of each exemption; without its code where there is only one."""
    every = [(e.code, said) for e in entries if (said := say(e))]
    if len(entries) == 1:
        return every[0][1] if every else ""
    return "; ".join(f"{code}: {said}" for code, said in every)


def _interest(entry: Exemption, answers: Mapping[str, str]) -> str:
    """How the public interest was weighed."""
    if entry.absolute:
        return "not weighed: absolute"
    result = _RESULTS.get(answers.get("result", ""), "")
    until = answers.get("until", "")
    if answers.get("result") == "pending" and until:
        return f"{result}, until {until}"
    return result or ("not recorded" if entry.standing else "")


def ranges(pages: Sequence[int]) -> str:
    """Page numbers as people write them: "1-3, 7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
