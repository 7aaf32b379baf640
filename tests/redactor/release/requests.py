"""Requests with parts, reasons and documents, set up as a caseworker would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from redactor import edits, reasons
from redactor.casefile import CaseFile
from redactor.moments import happen
from redactor.release.approval import approve
from redactor.release.reply.letter_file import outline
from redactor.release.reply.letter_gates import Fault
from redactor.release.reply.response import Written, on_demand
from redactor.request import Moment, Outcome, Part
from tests import make
from tests.redactor.release.cases import BY, draw, mark

WEIGHED = {
    "for": "Openness about how the work is done.\nUnderstanding of a matter of debate.",
    "against": "Others would say less to us.\nOur work would be slower and weaker.",
    "result": "withhold",
}
HARM = {
    "harm": "would be likely to",
    "interest": "The interest is our ability to do what the law asks of us.",
    "nature": "Those whom we deal with would tell us less.",
    "link": "They tell us much only because they trust that it is not made public.",
}
REGULATOR = {**HARM, **WEIGHED, "purposes": "a, c"}
BAR = {
    "enactment": "section 132(1) of the Data Protection Act 2018",
    "facts": "It was given to us for our functions, is about a business and is not "
    "public. Nobody has agreed to its disclosure.",
}


def request(folder: Path, received: dt.date, pages: Mapping[str, str]) -> CaseFile:
    """A case of the Commissioner's with documents of one page each, by name."""
    file = make.case_file(folder, **{n: make.pdf(text) for n, text in pages.items()})
    correct(
        file,
        received=received,
        authority="Information Commissioner's Office",
        team="Information Access Team",
        requester="Robin Applegate, robin.applegate@example.org",
    )
    return file


def correct(file: CaseFile, **details: Any) -> None:
    """Set details of the case."""
    row = replace(file.state.case, **details)
    file.apply(edits.put(file.state, row, "correct", "details"), by=BY)


def part(
    file: CaseFile, text: str, outcome: Outcome, *documents: str, **more: Any
) -> str:
    """Put in the next part of the request and the documents that answer it."""
    number = str(len(file.state.parts) + 1)
    row = Part(edits.Numbers(file.state).of("Q"), number, text, outcome=outcome, **more)
    file.apply(edits.put(file.state, row, "part", "part"), by=BY)
    for document in documents:
        describe(file, document, parts=(row.id,))
    return row.id


def describe(file: CaseFile, document: str, **said: Any) -> None:
    """Say something of a document."""
    row = replace(file.state.documents[document], **said)
    file.apply(edits.put(file.state, row, "describe", "describe"), by=BY)


def withhold(file: CaseFile, document: str, code: str, *texts: str) -> None:
    """Draw boxes around these texts."""
    draw(file, *(mark(file, text, document) for text in texts), code=code)


def because(
    file: CaseFile, code: str, answers: Mapping[str, str], part: str = ""
) -> None:
    """Give the reasons for an exemption."""
    file.apply(reasons.say(file.state, code, answers, part=part), by=BY)


def event(
    file: CaseFile, kind: str, day: dt.date, until: dt.date | None, code: str
) -> None:
    """Note what happened to the request."""
    moment = Moment("", kind, day, until, code)
    file.apply(happen(file.state, moment), by=BY)


def headings(written: Written) -> list[str]:
    return [text for style, text in outline(written.data) if style == "Heading 1"]


def under(written: Written, heading: str) -> list[str]:
    """The paragraphs between a heading and the next one of any size."""
    lines = outline(written.data)
    start = next(n for n, (_, text) in enumerate(lines) if text == heading)
    found = []
    for style, text in lines[start + 1 :]:
        if style.startswith("Heading"):
            break
        found.append(text)
    return found


def text_of(written: Written) -> str:
    return "\n".join(text for _, text in outline(written.data))


def approved(file: CaseFile, day: dt.date) -> Written:
    """The letter of that day, of a case that a second person has approved."""
    file.apply(approve(file, by="A Reviewer"), by="A Reviewer")
    return on_demand(file, day)


def faults_of(file: CaseFile, day: dt.date) -> list[Fault]:
    """What is wrong with the letter besides that nobody has approved the case."""
    return [
        fault
        for fault in on_demand(file, day).faults
        if fault.sentence != "Nobody has approved it."
    ]
