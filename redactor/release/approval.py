"""The second person: submitted, approved or sent back, and sealed to what was seen.

The Code of Practice under s.45 and the National Archives' toolkit ask for a check by
somebody else. An approval holds for exactly the sources, decisions and schedule that
were before the reviewer: whatever changes afterwards voids it, and it comes back only
if the change is taken back to the last letter.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from redactor import edits
from redactor.casefile import CaseFile, me
from redactor.casefile.integrity import TRAIL
from redactor.casefile.rows import plain
from redactor.errors import BadInput, NotApproved, RedactorError, ReleaseRefused
from redactor.law.exemptions import catalogue
from redactor.model import Change, Row, State
from redactor.release.lacking import missing_in
from redactor.release.looks import look_in
from redactor.release.public import public_state
from redactor.release.ready import refuse_open
from redactor.release.related import related
from redactor.release.schedules.schedule import schedule
from redactor.release.template import template_seal
from redactor.request import Remark, Review, Step

_NO_HAND = frozenset(
    {
        *("create", "add", "propose", "release", "draft", "letter", "log", "clock"),
        *("approve", "send back", "remark", "settle", "answer", "internal schedule"),
    }
)
"""Acts by which nobody decides, draws or edits."""
_ACTS = {
    Step.SUBMITTED: "submit",
    Step.APPROVED: "approve",
    Step.SENT_BACK: "send back",
}
STEPS = frozenset(_ACTS.values())
"""The steps of the review, as Undo names them."""
MARK = "DRAFT - NOT APPROVED"
"""What a release says that nobody approved."""
_LISTED = 12  # serials that are said one by one
_CODE = 8  # letters of the code that a person can note and compare


@dataclass(frozen=True, slots=True)
class Approval:
    """How a case stands with its review.

    ``review`` is the last step, None where there was none. ``holds`` says that it is an
    approval of exactly what the case is now; ``why_not`` says in words why not.
    """

    review: Review | None = None
    holds: bool = False
    why_not: str = "Nobody has approved it."

    @property
    def code(self) -> str:
        """A short code of what was approved, to be noted and compared."""
        return code_of(self.review) if self.review and self.holds else ""


def code_of(review: Review) -> str:
    """The short code of what a step of the review was about, and of what led to it."""
    seal = "".join(digest for _, digest in review.seals)
    return hashlib.sha256(seal.encode()).hexdigest()[:_CODE].upper()


def seals(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """What is approved, as hashes: the files, the decisions, the public schedule, how
    the release looks, the authority's own template of the letter, and what the proof
    goes by: the words as they were read, whose references may be shown."""
    state = file.state
    documents = state.documents.values()
    files = "\n".join(f"{d.id} {d.sha256} {d.pdf_sha256}" for d in documents)
    rows: list[Row] = [
        state.case,
        *documents,
        *state.people.values(),
        *state.redactions.values(),
        *state.parts.values(),
        *state.decisions.values(),
    ]
    decided = sorted(type(row).__name__.encode() + plain(row) for row in rows)
    said = public_state(state)
    public = schedule(said, {d: d for d in said.documents}, {})
    return (
        ("sources", _digest(files.encode())),
        ("decisions", _digest(b"\n".join(decided))),
        ("schedule", _digest(public.texts().encode())),
        ("words of its pages", file.words_digest()),
        ("related cases", _digest("\n".join(sorted(related(file))).encode())),
        ("look of the release", _digest(look_in(file).as_text().encode())),
        ("letter's template", _digest(template_seal(file))),
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def standing(file: CaseFile) -> Approval:
    """How the case stands with its review now.

    Whether the file itself is untouched is asked of ``CaseFile.problems``, which takes
    longer; approving and releasing do.
    """
    reviews = list(file.state.reviews.values())
    if not reviews:
        return Approval()
    last = reviews[-1]
    if last.step is Step.SENT_BACK:
        return Approval(last, why_not=f"{last.by} sent it back.")
    if last.step is Step.SUBMITTED:
        return Approval(last, why_not="It waits for a second person.")
    why_not = _taken_back(file.state, last) or _changed(file, last)
    return Approval(last, not why_not, why_not)


def _taken_back(state: State, review: Review) -> str:
    """Whether a later step was undone: that is no second look. Empty where none was."""
    if review.id == f"V{state.issued['V']:02d}":
        return ""
    return "A later step of the review was taken back: approve it again."


def _changed(file: CaseFile, review: Review) -> str:
    """What is not as it was approved, in words; empty where all is."""
    try:
        now = seals(file)
    except RedactorError as error:
        return error.sentence
    then = dict(review.seals)
    changed = [name for name, digest in now if then.get(name) != digest]
    if not changed:
        return ""
    names = " and ".join(changed)
    return f"{review.by} approved it, and the {names} changed since: approve it again."


# -- the steps


def submit(file: CaseFile, *, by: str) -> Change:
    """Hand the case to a second person. Raises NotApproved where it is not ready."""
    _refuse_unready(file)
    return _step(file, Step.SUBMITTED, by)


def approve(
    file: CaseFile,
    *,
    by: str,
    note: str = "",
    checks: tuple[tuple[str, str], ...] = (),
) -> Change:
    """Approve what the case is now, as somebody who has decided nothing in it.

    Raises NotApproved with everything that stands in the way.
    """
    refuse_unready(file, by)
    return _step(file, Step.APPROVED, by, note, checks)


def refuse_unready(file: CaseFile, by: str) -> None:
    """Raises NotApproved where this person can't approve the case as it is."""
    wrong = file.problems()
    if wrong:
        raise NotApproved(
            "The case file was altered behind the program's back.",
            "Do not release from this file. Restore the case from a backup.",
            tuple(wrong),
        )
    _refuse_unready(file)
    _refuse_open_remarks(file.state)
    if not _plain(by):
        raise NotApproved("An approval needs a name.", "Write who approves it.")
    hands = [one for one in handled(file) if same_name(one, by)]
    if hands:
        raise NotApproved(
            f"{hands[0]} worked on this case and can't be the second person.",
            "Somebody else has to approve it.",
        )


def send_back(
    file: CaseFile,
    *,
    by: str,
    note: str,
    checks: tuple[tuple[str, str], ...] = (),
) -> Change:
    """Give the case back to who worked on it. Raises BadInput without a word why."""
    if not note.strip():
        raise BadInput("Say why it goes back.", "Write a note, or remarks on places.")
    return _step(file, Step.SENT_BACK, by, note, checks)


def take(
    file: CaseFile,
    step: Step,
    by: str,
    note: str = "",
    checks: tuple[tuple[str, str], ...] = (),
) -> Change:
    """Any step of the review. Raises NotApproved, BadInput."""
    if step is Step.APPROVED:
        return approve(file, by=by, note=note, checks=checks)
    if step is Step.SENT_BACK:
        return send_back(file, by=by, note=note, checks=checks)
    return submit(file, by=by)


def _step(
    file: CaseFile,
    step: Step,
    by: str,
    note: str = "",
    checks: tuple[tuple[str, str], ...] = (),
) -> Change:
    row = Review(
        edits.Numbers(file.state).of("V"),
        step,
        by.strip(),
        _now(),
        me(),
        (*seals(file), (TRAIL, file.trail())),
        checks,
        note.strip(),
    )
    return edits.put(file.state, row, _ACTS[step], _ACTS[step])


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def obstacles(file: CaseFile) -> list[str]:
    """What stands in the way of handing the case on, as sentences."""
    found: list[str] = []
    try:
        refuse_open(file, catalogue(file.state.case.regime))
    except ReleaseRefused as error:
        found += [error.sentence, *error.findings]
    return found + [str(one) for one in missing_in(file)]


def _refuse_unready(file: CaseFile) -> None:
    found = obstacles(file)
    if found:
        raise NotApproved(
            "The case is not ready to be approved.",
            "Decide and say what is missing first.",
            tuple(found),
        )


def _refuse_open_remarks(state: State) -> None:
    left = [one for one in state.remarks.values() if not one.settled]
    if left:
        raise NotApproved(
            f"{len(left)} remarks are not settled.",
            "Answer and settle each of them.",
            tuple(f"{one.id}: {one.about or 'the case'}" for one in left),
        )


def redo(file: CaseFile, *, by: str) -> Change | None:
    """Make again what was undone. Raises NotApproved for a step of the review, which
    only whoever reviews can take."""
    if file.redo_label in STEPS:
        raise NotApproved(
            "A step of the review is not made again by Redo.",
            "Whoever reviews takes it anew.",
        )
    return file.redo(by=by)


# -- who is who


def handled(file: CaseFile) -> list[str]:
    """Everybody who has decided, drawn or edited something, undone or not."""
    return list(dict.fromkeys(e.by for e in file.events() if e.act not in _NO_HAND))


def same_name(one: str, other: str) -> bool:
    """Whether two names are one: capitals, accents, order, spaces and punctuation do
    not matter."""
    plain, others = _plain(one), _plain(other)
    return sorted(plain) == sorted(others) or "".join(plain) == "".join(others)


def _plain(name: str) -> list[str]:
    """Words of a name in plain small letters, without marks that nobody sees."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    seen = (c for c in apart if unicodedata.category(c) not in ("Mn", "Cf", "Cc"))
    return re.findall(r"[^\W_]+", "".join(seen))


# -- remarks


def remark(state: State, about: str, text: str, *, by: str) -> Change:
    """Comment on a redaction, person, document, page ("D01 p.3"), decision, or, where
    ``about`` is empty, the case. Raises BadInput."""
    about, text = about.strip(), text.strip()
    if not text:
        raise BadInput("A remark needs words.", "Say what should be looked at.")
    if about and not _is_there(state, about):
        raise BadInput(
            f"There is no {about[:40]} in the case.",
            "Name a serial (D01-R003), a person (P01), a document (D01), a page "
            "(D01 p.3) or a decision (J01).",
        )
    row = Remark(edits.Numbers(state).of("C"), about, text, by.strip(), _now())
    return edits.put(state, row, "remark", f"remark on {about or 'the case'}")


def settle(state: State, remark: str, reply: str, *, settled: bool = True) -> Change:
    """Answer a remark and settle it, or leave it open. Raises BadInput."""
    if remark not in state.remarks:
        raise BadInput(f"There is no remark {remark}.", "See the list of remarks.")
    row = state.remarks[remark]
    done = replace(row, settled=settled, reply=reply.strip() or row.reply)
    act = "settle" if settled else "answer"
    return edits.put(state, done, act, f"{act} {row.id}")


def _is_there(state: State, about: str) -> bool:
    document, _, page = about.partition(" p.")
    if page:
        there = state.documents.get(document)
        return there is not None and page.isdigit() and 0 < int(page) <= there.pages
    tables = (state.redactions, state.people, state.documents, state.decisions)
    return any(about in table for table in tables) or about in state.parts


# -- what left


def note(file: CaseFile, manifest: str, *, by: str) -> list[str]:
    """Note in the audit trail what was released; says why it is a draft, if it is, and
    which gaps stayed."""
    content = json.loads(manifest)
    approved = content["approved"] is not None
    file.record(
        "release" if approved else "draft",
        by=by,
        count=len(content["documents"]),
        content=manifest.encode(),
    )
    said = list(_uneven(content))
    if approved:
        return said
    why_not: list[str] = [content["why_not_approved"], *content["missing"]]
    return [f"This is a {MARK}.", *said, *why_not]


def _uneven(content: Mapping[str, Any]) -> Iterator[str]:
    """Which gaps still tell how wide a text was, where they should not."""
    left = [
        serial
        for document in content["documents"]
        for serial in document.get("redactions_with_uneven_gaps", ())
    ]
    if left:
        more = f" and {len(left) - _LISTED} more" if len(left) > _LISTED else ""
        yield (
            "Gaps that could not be made even, and tell how wide the text was: "
            f"{', '.join(left[:_LISTED])}{more}."
        )
