"""Mailboxes of Outlook are taken apart; what can't be taken out of them is told.

No library writes such a mailbox: here objects stand for what its reader hands out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from redactor.casefile import CaseFile
from redactor.intake import paper
from redactor.intake.mail import eml, letterhead, store
from tests.redactor.intake.shown import offer


@dataclass
class Entry:
    entry_type: int
    value_type: int
    data: bytes


@dataclass
class Record:
    entries: list[Entry]


@dataclass
class Item:
    """A message, or something attached to one."""

    record_sets: list[Record] = field(default_factory=list)
    subject: str = ""
    sender_name: str = ""
    transport_headers: str = ""
    plain_text_body: bytes = b""
    html_body: bytes = b""
    client_submit_time: dt.datetime | None = None
    recipients: Any = None
    attachments: list[Any] = field(default_factory=list)

    @property
    def number_of_attachments(self) -> int:
        return len(self.attachments)

    def get_attachment(self, number: int) -> Any:
        return self.attachments[number]


@dataclass
class Attachment:
    record_sets: list[Record]
    content: bytes = b""

    def get_size(self) -> int:
        return len(self.content)

    def read_buffer(self, size: int) -> bytes:
        return self.content[:size]


def texts(**said: str) -> Record:
    return Record(
        [
            Entry(int(code[1:], 16), 0x1F, words.encode("utf-16-le"))
            for code, words in said.items()
        ]
    )


def number(code: int, value: int) -> Entry:
    return Entry(code, 3, value.to_bytes(4, "little"))


def read(item: Item) -> tuple[str, list[str], store.Lost]:
    """Its pages' words, what is attached, and what was lost."""
    lost: store.Lost = []
    data = store._written(item, lost).as_bytes()
    made = letterhead.made(eml.read("a.eml", data))
    return paper.words(made.pdf or b""), [part.name for part in made.parts], lost


def test_a_message_that_was_never_sent_has_the_head_that_the_mailbox_knows() -> None:
    to = texts(x3001="Ravi Patel", x39FE="ravi@example.org")
    copied = texts(x3001="Zoë Adams")
    copied.entries.append(number(0x0C15, 2))
    item = Item(
        [texts(x001A="IPM.Note", x0C1A="Jane Smith", x5D01="jane@example.org")],
        subject="Büro move",
        plain_text_body="We move on Monday.\r\nSee you – there".encode(),
        client_submit_time=dt.datetime(2024, 5, 2, 9, 30),  # noqa: DTZ001 - as it gives it
        recipients=Item([to, copied]),
        attachments=[
            Attachment([texts(x3707="plan.csv")], b"a,b\n"),
            Attachment([Record([number(0x3705, 5)])]),
        ],
    )
    words, parts, lost = read(item)
    for said in (
        "From: Jane Smith <jane@example.org>",
        "To: Ravi Patel <ravi@example.org>",
        "Cc: Zoë Adams",
        "Sent: Thu, 02 May 2024 09:30:00 +0000",
        "Subject: Büro move",
        "See you – there",
    ):
        assert said in words
    assert parts == ["plan.csv"]
    ((_, why),) = lost
    assert "a message in a message" in why


def test_a_message_that_travelled_keeps_the_head_it_had() -> None:
    item = Item(
        [texts(x001A="IPM.Note", x0C1A="Somebody Else")],
        subject="Other",
        transport_headers="From: Jane <jane@example.org>\r\nSubject: Büro\r\n"
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n",
        html_body=b"<p>Hello <b>there</b></p>",
    )
    words, _, _ = read(item)
    assert "From: Jane <jane@example.org>" in words
    assert "Subject: Büro" in words
    assert "Hello there" in words
    assert "Somebody" not in words


def test_a_contact_is_a_list_of_what_is_known() -> None:
    item = Item(
        [texts(x001A="IPM.Contact", x3001="Carol Diaz", x3A1C="07700 900123",
               x8083="carol@example.org", x0037="Carol Diaz")],
        subject="Carol Diaz",
    )  # fmt: skip
    words, _, _ = read(item)
    assert "Mobile: 07700 900123" in words
    assert "carol@example.org" in words


@pytest.mark.parametrize("tail", [b"", b"N" * 600, bytes(4000)])
def test_a_broken_mailbox_is_refused_with_a_way_out(
    case: CaseFile, tail: bytes
) -> None:
    _, result = offer(case, old__pst=b"!BDN" + tail)
    (refused,) = result.refused
    assert "can't be read as an Outlook mailbox" in refused.sentence
    assert "Outlook" in refused.remedy
