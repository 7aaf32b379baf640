"""What is left visible with its reason, and what is only worth a look."""

from __future__ import annotations

import json

import pytest

from redactor.find.engine import Finder, Reading
from redactor.find.jsonl import find_lines
from redactor.find.kept import kept
from redactor.find.look import exemption_for, look
from redactor.find.spans import Label, Span, Tier


def reading(finder: Finder, text: str) -> Reading:
    return next(finder.read_all([text]))


@pytest.mark.parametrize(
    ("text", "stays", "reason"),
    [
        ("Write to foi@northmere.gov.uk.", "foi@northmere.gov.uk", "role mailbox"),
        ("Ring 0303 123 1113.", "0303 123 1113", "public number"),
        ("Case IC-118842-K3P9.", "IC-118842-K3P9", "reference"),
        ("Seen by the Home Office.", "Home Office", "name of a body"),
        (
            "County Hall, Marine Road, Carrowdale CD1 1AA",
            "County Hall, Marine Road, Carrowdale CD1 1AA",
            "address of a public body",
        ),
    ],
)
def test_what_stays_says_why(
    finder: Finder, text: str, stays: str, reason: str
) -> None:
    (one,) = reading(finder, text).kept
    assert text[one.start : one.end] == stays
    assert reason in one.why


def test_an_acronym_is_not_worth_a_look() -> None:
    text = "The FOIA answer and the DPIA are with EPR."
    words = ("FOIA", "DPIA", "EPR")
    doubtful = [
        Span(text.index(w), text.index(w) + len(w), Label.PERSON, 0.3, "test", "")
        for w in words
    ]
    assert look(text, [], doubtful) == []


def test_nothing_is_both_hidden_and_kept() -> None:
    text = "foi@northmere.gov.uk"
    hidden = Span(0, len(text), Label.EMAIL, 0.9, "register", "")
    assert kept(text, [hidden]) == []


@pytest.mark.parametrize(
    ("text", "phrase", "label"),
    [
        ("Mrs Bebb has asthma.", "asthma", Label.SPECIAL),
        ("He was arrested on Friday.", "arrested on Friday", Label.OFFENCE),
        ("Her son, aged 9, came.", "aged 9", Label.CHILD),
        ("Mrs Bebb is off with stress.", "off with stress", Label.SPECIAL),
        ("Lee is off with stress.", "off with stress", Label.SPECIAL),
        (
            "He was signed off by his GP in May.",
            "signed off by his GP in May",
            Label.SPECIAL,
        ),
        ("She is on long-term sick, I hear.", "on long-term sick", Label.SPECIAL),
        ("She is off after a bereavement.", "off after a bereavement", Label.SPECIAL),
        ("I am pregnant.", "pregnant", Label.SPECIAL),
        (
            "He was diagnosed with\nmotor neurone disease and left.",
            "diagnosed with\nmotor neurone disease",
            Label.SPECIAL,
        ),
        (
            "He is on a final written warning.",
            "on a final written warning",
            Label.OFFENCE,
        ),
        (
            "Mrs Bebb faces a disciplinary hearing.",
            "disciplinary hearing",
            Label.OFFENCE,
        ),
        ("He has a caution for theft.", "caution for theft", Label.OFFENCE),
        (
            "Mrs Bebb: Sick leave since 10 June, stress; see OH report",
            "Sick leave since 10 June, stress; see OH report",
            Label.SPECIAL,
        ),
    ],
)
def test_phrases_about_somebody_are_worth_a_look(
    finder: Finder, text: str, phrase: str, label: Label
) -> None:
    looks = reading(finder, text).look
    (one,) = [s for s in looks if s.label == label]
    assert text[one.start : one.end] == phrase
    assert one.tier is Tier.LOOK


def test_the_same_phrases_about_nobody_are_not(finder: Finder) -> None:
    assert reading(finder, "The strategy covers asthma and theft.").look == ()
    for text in (
        "The scheme was signed off by Cabinet.",
        "Stress is a cause of absence.",
        "The pump is off due to flooding.",
    ):
        assert reading(finder, text).look == ()


def test_a_look_hides_no_proposal_and_is_not_among_them(finder: Finder) -> None:
    text = "Dear Mrs Bebb\nI asked about Mark. My mother Jane Bebb has cancer."
    seen = reading(finder, text)
    assert list(seen.spans) == finder.find(text)
    assert all(s.tier is Tier.PROPOSE for s in seen.spans)
    assert not any(a.overlaps(b) for a in seen.look for b in seen.spans)


def test_the_command_line_answers_with_both_only_when_asked() -> None:
    text = "Mrs Bebb has asthma. Ring 0303 123 1113."
    line = json.dumps({"id": 1, "text": text})
    assert set(json.loads(next(find_lines([line])))) == {"id", "spans"}
    answer = json.loads(next(find_lines([line], everything=True)))
    assert [text[s["start"] : s["end"]] for s in answer["look"]] == ["asthma"]
    assert [text[s["start"] : s["end"]] for s in answer["kept"]] == ["0303 123 1113"]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("It is reached at 10.20.30.41:8443 only.", "10.20.30.41:8443"),
        ("See https://gw2.supplier.example:8443 for it.", "https://gw2.supplier.example:8443"),
        (r"The share \\fs01\finance is open.", r"\\fs01\finance"),
        ("The host app07.corp answers.", "app07.corp"),
        ("It is CVE-2024-12345 again.", "CVE-2024-12345"),
        ("It fails over to fw-core-01 at night.", "fw-core-01"),
        ("They run FortiOS 7.2.4 there.", "FortiOS 7.2.4"),
        ("The agent, version 4.2, is old.", "version 4.2"),
        ("Only port 3389 is open.", "port 3389"),
    ],
)  # fmt: skip
def test_detail_of_systems_is_worth_a_look(text: str, detail: str) -> None:
    (one,) = look(text, [], [])
    assert (text[one.start : one.end], one.label) == (detail, Label.SECURITY)
    assert exemption_for(one.label, "FOIA") == "s.31(1)(a)"


@pytest.mark.parametrize(
    "text", ["Section 12.3.1 says so.", "On 12.03.2024 we met.", "the port of Dover"]
)
def test_numbers_of_other_kinds_are_no_detail(text: str) -> None:
    assert look(text, [], []) == []
