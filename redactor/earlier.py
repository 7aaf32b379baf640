"""An earlier release beside this one: what is visible in one and withheld in the other.

Documents are recognised by what they say, page by page. Nothing is decided here: it is
a list to walk through, and redactions of an earlier case to propose again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from redactor import edits, pages
from redactor.casefile import CaseFile
from redactor.edits import Numbers
from redactor.errors import BadInput, RedactorError, UnknownExemption
from redactor.hints import Hint
from redactor.intake.alike import runs_of
from redactor.law.exemptions import catalogue
from redactor.model import Change, Document, Rect, Redaction, Status, meet
from redactor.words import PageWords, Word
from redactor.work import Progress, Work

_SAME = 0.5  # share of the runs of words of the shorter of two documents, or pages
_LEAST = 5  # runs of words of which something can be said
_OURS = {"schedule.pdf"}
_CODE = re.compile(
    r"(?i)(s|ss|r|reg|regs|section|sections|regulation|redacted|withheld|exempt|foia|"
    r"eir|dpa|key|[a-z]|\d{1,2}[a-z]{0,3}\d{0,2}[a-z]{0,3}|\W+)+"
)


@dataclass(frozen=True)
class _Old:
    """A PDF of the earlier release, as it reads."""

    name: str
    pages: Sequence[PageWords]


def compare(file: CaseFile, earlier: Path) -> Work[list[Hint]]:
    """What this case and an earlier release (a PDF or a folder) show unlike each other.

    Raises BadInput where there is no PDF.
    """
    old = yield from _read(earlier)
    found: list[Hint] = []
    for document in file.state.documents.values():
        mine = {
            n: words
            for n in range(1, document.pages + 1)
            if (words := file.words(document, n)) is not None
        }
        partner = _partner(list(mine.values()), old)
        if partner is not None:
            for number, then in _pairs(mine, partner.pages):
                rows = file.state.on_page(document.id, number)
                page = _Page(document, number, mine[number], rows, partner.name)
                found += page.unlike(then)
    return found


def _read(earlier: Path) -> Work[list[_Old]]:
    paths = [earlier] if earlier.is_file() else sorted(earlier.glob("**/*.pdf"))
    paths = [path for path in paths if path.name not in _OURS]
    if not paths:
        raise BadInput(
            f"{earlier.name} holds no released PDF.", "Choose a PDF or its folder."
        )
    found = []
    for done, path in enumerate(paths, 1):
        try:
            with pages.open_pdf(path.read_bytes()) as pdf:
                read = [pages.words(pdf, n) for n in range(1, pdf.pages + 1)]
        except (OSError, RedactorError) as error:
            raise BadInput(
                f"{path.name} can't be read.", "Leave it out, or repair it."
            ) from error
        found.append(_Old(path.name, read))
        yield Progress(done, len(paths), path.name)
    return found


def _partner(mine: Sequence[PageWords], old: Sequence[_Old]) -> _Old | None:
    """The earlier document that says most of the same, if one does."""
    own = runs_of(words.text.text for words in mine)
    best: tuple[float, _Old] | None = None
    for one in old:
        share = _share(own, runs_of(words.text.text for words in one.pages))
        if share >= _SAME and (best is None or share > best[0]):
            best = (share, one)
    return best[1] if best else None


def _share(one: set[int], other: set[int]) -> float:
    least = min(len(one), len(other))
    return len(one & other) / least if least >= _LEAST else 0.0


def _pairs(
    mine: Mapping[int, PageWords], then: Sequence[PageWords]
) -> Iterator[tuple[int, PageWords | None]]:
    """Each page here with the one there that says the same; None where none does."""
    there = [runs_of([words.text.text]) for words in then]
    for number, words in mine.items():
        own = runs_of([words.text.text])
        shares = [_share(own, other) for other in there]
        best = max(shares, default=0.0)
        if best >= _SAME:
            yield number, then[shares.index(best)]
        elif len(own) >= _LEAST:
            yield number, None


@dataclass(frozen=True)
class _Page:
    document: Document
    number: int
    words: PageWords
    rows: Sequence[Redaction]
    name: str

    def unlike(self, then: PageWords | None) -> Iterator[Hint]:
        withheld = [r for r in self.rows if r.status is Status.ACCEPTED]
        mine = [w for w in self.words.words if _plain(w)]
        if then is None:
            if not all(_under(w, withheld) for w in mine):
                words = f"this page is not in {self.name}: withheld or left out there"
                yield self._hint("", words, ())
            return
        there = [w for w in then.words if _plain(w)]
        one, other = [_plain(w) for w in mine], [_plain(w) for w in there]
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            if kind == "equal":
                yield from self._shown_then(mine[i1:i2], withheld)
            elif all(_CODE.fullmatch(word) for word in other[j1:j2]):
                yield from self._shown_now(mine[i1:i2], withheld)

    def _shown_then(
        self, both: Sequence[Word], withheld: Sequence[Redaction]
    ) -> Iterator[Hint]:
        """Redactions of words that the earlier release shows."""
        for row in withheld:
            if any(_under(word, [row]) for word in both):
                words = f"{row.serial} withholds here what {self.name} shows"
                yield self._hint(row.serial, words, row.rects)

    def _shown_now(
        self, mine: Sequence[Word], withheld: Sequence[Redaction]
    ) -> Iterator[Hint]:
        """Words that the earlier release withheld and this one shows."""
        left = [word.rect for word in mine if not _under(word, withheld)]
        if left:
            count = f"{len(left)} word{'s' if len(left) > 1 else ''}"
            words = f"{count} visible here, withheld in {self.name}"
            yield self._hint("", words, tuple(left))

    def _hint(self, source: str, words: str, rects: tuple[Rect, ...]) -> Hint:
        return Hint("earlier", self.document.id, self.number, source, words, rects)


def _plain(word: Word) -> str:
    return "".join(char for char in word.text.casefold() if char.isalnum())


def _under(word: Word, rows: Sequence[Redaction]) -> bool:
    return any(rect.contains(*word.rect.middle) for row in rows for rect in row.rects)


# -- redactions carried over


def carry(file: CaseFile, other: CaseFile) -> Change:
    """The change that proposes here what another case withholds in the same documents.

    They are the same by their bytes or by what they say. What is decided or proposed
    here already stays as it is.
    """
    numbers = Numbers(file.state)
    rows: list[Redaction] = []
    for document in file.state.documents.values():
        for twin in _twins(file, document, other):
            rows += _carried(file, document, other, twin, numbers, rows)
    change = edits.propose(file.state, (), rows)
    return replace(change, act="carry", label=f"{change.label} of another case")


def _twins(file: CaseFile, document: Document, other: CaseFile) -> list[Document]:
    """The documents of the other case that are the same."""
    theirs = list(other.state.documents.values())
    same = [
        d
        for d in theirs
        if document.sha256 == d.sha256 or document.pdf_sha256 == d.pdf_sha256
    ]
    if same:
        return same
    own = runs_of(file.texts(document).values())
    shares = {d.id: _share(own, runs_of(other.texts(d).values())) for d in theirs}
    best = max(shares.values(), default=0.0)
    return [d for d in theirs if best >= _SAME and shares[d.id] == best][:1]


def _carried(
    file: CaseFile,
    document: Document,
    other: CaseFile,
    twin: Document,
    numbers: Numbers,
    before: Sequence[Redaction],
) -> Iterator[Redaction]:
    exact = document.pdf_sha256 == twin.pdf_sha256
    here = list(file.state.redactions.values())
    for row in other.state.in_order():
        if row.document != twin.id or row.status is not Status.ACCEPTED:
            continue
        page, rects = row.page, row.rects
        if not exact:
            place = _place(file, document, other, twin, row)
            if place is None:
                continue
            page, rects = place
        near = [
            r
            for r in (*here, *before)
            if (r.document, r.page) == (document.id, page) and r.status.is_proposal
        ]
        if any(meet(rects, r.rects) for r in near):
            continue
        words = file.words(document, page)
        yield Redaction(
            serial=numbers.serial(document.id),
            document=document.id,
            page=page,
            rects=rects,
            text=words.under(rects) if words else row.text,
            label=row.label,
            exemptions=_codes(row, file.state.case.regime),
            category=row.category,
            found_by="earlier case",
            why=f"withheld in {other.state.case.reference}",
        )


def _codes(row: Redaction, regime: str) -> tuple[str, ...]:
    """The codes as they are in the regime of this case; none that it does not have."""
    law = catalogue(regime)
    try:
        return tuple(dict.fromkeys(law.parse(code).code for code in row.exemptions))
    except UnknownExemption:
        return ()


def _place(
    file: CaseFile,
    document: Document,
    other: CaseFile,
    twin: Document,
    row: Redaction,
) -> tuple[int, tuple[Rect, ...]] | None:
    """Where the text of a redaction of another copy stands in this one.

    Where it stands more than once, the copies have to have it as often.
    """
    text = " ".join(row.text.split())
    theirs = _places(other, twin, text)
    ours = _places(file, document, text)
    if not text or len(theirs) != len(ours):
        return None
    for at, (page, rects) in enumerate(theirs):
        if page == row.page and meet(rects, row.rects):
            return ours[at]
    return None


def _places(
    file: CaseFile, document: Document, text: str
) -> list[tuple[int, tuple[Rect, ...]]]:
    spaced = r"\s+".join(re.escape(part) for part in text.split())
    pattern = re.compile(rf"(?<!\w){spaced}(?!\w)")
    found: list[tuple[int, tuple[Rect, ...]]] = []
    for number in range(1, document.pages + 1):
        words = file.words(document, number)
        if words is None or not spaced:
            continue
        found += [
            (number, words.text.rects(*hit.span()))
            for hit in pattern.finditer(words.text.text)
        ]
    return found
