"""Messages become documents, with what is attached to them in their family."""

from __future__ import annotations

import re
import struct
from email.message import EmailMessage

import pytest
from PIL import Image

from redactor.casefile import CaseFile
from redactor.listing import listing
from tests import mails, make
from tests.redactor.intake.shown import offer, text

LETTER = make.text_pdf(["Dear Jane Smith"])
LOGO = make.png(Image.new("RGB", (120, 40), "teal"))


def test_a_message_reads_as_a_mail_program_prints_it(case: CaseFile) -> None:
    data = mails.eml("Dear Ravi\n\nThe bins again.\n\nJane", Cc="team@example.gov.uk")
    (document,), _ = offer(case, a__eml=data)
    assert text(case, document).splitlines() == [
        "From: Jane Smith <jane.smith@example.org>",
        "To: Ravi Patel <ravi.patel@example.gov.uk>",
        "Cc: team@example.gov.uk",
        "Sent: Tue, 01 Oct 2024 10:02:11 +0100",
        "Subject: Complaint about the bins",
        "",
        "Dear Ravi",
        "The bins again.",
        "Jane",
    ]


def test_what_is_attached_comes_in_as_a_document_of_its_mail(case: CaseFile) -> None:
    inner = mails.message("See the plan", attached=[("plan.pdf", make.pdf("Plan"))])
    outer = mails.message(attached=[("letter.pdf", LETTER)])
    outer.add_attachment(inner)
    documents, result = offer(case, a__eml=bytes(outer))
    assert not result.refused
    assert [(d.id, d.name, d.parent) for d in documents] == [
        ("D01", "a.eml", ""),
        ("D02", "letter.pdf", "D01"),
        ("D03", "Complaint about the bins.eml", "D01"),
        ("D04", "plan.pdf", "D03"),
    ]
    said = text(case, documents[0])
    assert "Attachments: letter.pdf; Complaint about the bins.eml" in said
    assert [d["parent"] for d in listing(case)["documents"]] == [
        None,
        "D01",
        "D01",
        "D03",
    ]


def test_the_same_attachment_in_two_mails_is_kept_once(case: CaseFile) -> None:
    one = mails.eml("One", attached=[("letter.pdf", LETTER)])
    two = mails.eml("Two", attached=[("letter.pdf", LETTER)])
    documents, result = offer(case, a__eml=one, b__eml=two)
    assert [d.name for d in documents] == ["a.eml", "letter.pdf", "b.eml"]
    (refused,) = result.refused
    assert refused.is_duplicate
    assert not refused.is_missing


def test_a_mail_that_is_there_already_is_one_refusal(case: CaseFile) -> None:
    data = mails.eml(attached=[("letter.pdf", LETTER)])
    offer(case, a__eml=data)
    documents, result = offer(case, b__eml=data)
    assert not documents
    (refused,) = result.refused
    assert refused.sentence == "b.eml is the same file as D01, a.eml."


def test_a_locked_attachment_joins_its_mail_when_the_password_comes(
    case: CaseFile,
) -> None:
    locked = make.encrypted_pdf(["Dear Jane"], user="sesame")
    data = mails.eml(attached=[("locked.pdf", locked)])
    _, first = offer(case, a__eml=data)
    assert [(r.name, r.needs_password) for r in first.refused] == [("locked.pdf", True)]
    documents, second = offer(case, ("sesame",), a__eml=data)
    assert [(d.name, d.parent) for d in documents] == [("locked.pdf", "D01")]
    assert not second.refused


def test_alternatives_that_differ_are_both_shown(case: CaseFile) -> None:
    data = mails.eml("The meeting was cancelled by Ann Lee.", html="<p>Hello Ravi</p>")
    (document,), _ = offer(case, a__eml=data)
    said = text(case, document)
    assert said.index("Hello Ravi") < said.index("cancelled by Ann Lee")
    assert any("plain text differs" in w for w in document.warnings)


def test_alternatives_that_say_the_same_are_shown_once(case: CaseFile) -> None:
    data = mails.eml(
        "Hello Ravi, see http://x.org", html="<p>Hello <b>Ravi</b>, see</p>"
    )
    (document,), _ = offer(case, a__eml=data)
    assert text(case, document).count("Hello") == 1
    assert not document.warnings


def test_nothing_is_fetched_run_or_hidden(case: CaseFile) -> None:
    page = (
        '<script>steal()</script><img src="https://spy.example/pixel.gif">'
        '<div style="display:none">Her code name is Heron</div>'
        '<p style="color:#ffffff">Paid 40,000 pounds</p>'
        '<p style="background:black;color:black">Ann Lee</p><p>Hello</p>'
    )
    (document,), _ = offer(case, a__eml=mails.eml("", html=page))
    said = text(case, document)
    assert "steal" not in said
    assert (
        said.index("Ann Lee") < said.index("Hello") < said.index("code name is Heron")
    )
    assert "Paid 40,000" in said
    told = " ".join(document.warnings)
    for words in ("network", "white or very pale", "hidden text", "black on black"):
        assert words in told


def test_a_picture_in_the_body_is_shown_there_and_not_again(case: CaseFile) -> None:
    mail = mails.message("", html='<p>Hi</p><img src="cid:logo@x">')
    mail.add_related(LOGO, "image", "png", cid="<logo@x>")
    mail.make_mixed()
    mail.add_attachment(LOGO[:-4] + b"more", "image", "png", filename="bins.png")
    documents, _ = offer(case, a__eml=bytes(mail))
    assert [d.name for d in documents] == ["a.eml", "bins.png"]
    assert b"/Subtype/Image" in case.blob(documents[0].pdf_sha256)


def test_a_layout_table_longer_than_a_page_loses_no_word(case: CaseFile) -> None:
    rows = "".join(f"<p>Line {n} of the story</p>" for n in range(300))
    page = f"<table><tr><td>{rows}</td><td>{'x' * 300}</td></tr></table>"
    (document,), _ = offer(case, a__eml=mails.eml("", html=page))
    said = text(case, document)
    assert all(f"Line {n} of" in said for n in range(300))
    assert said.count("x") >= 300


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "utf-16", "koi8-u"])
def test_any_encoding_is_read(case: CaseFile, charset: str) -> None:
    words = {"koi8-u": "Привіт Олена"}.get(charset, "Zoë Müller paid €5")
    mail = EmailMessage()
    mail["Subject"] = words
    mail.set_content(words.encode(charset), "text", "plain", cte="base64")
    mail.set_param("charset", charset)
    (document,), _ = offer(case, a__eml=b"From: a@b.org\n" + bytes(mail))
    assert text(case, document).count(words) == 2


def test_raw_bytes_and_wrong_charsets_are_read_all_the_same(case: CaseFile) -> None:
    data = "From: Zoë <z@x.org>\nContent-Type: text/plain; charset=nonsense\n\nÜber"
    (document,), _ = offer(case, a__eml=data.encode())
    assert "From: Zoë <z@x.org>" in text(case, document)
    assert "Über" in text(case, document)


def test_lines_broken_for_the_journey_are_made_whole(case: CaseFile) -> None:
    data = (
        b"From: a@b.org\nContent-Type: text/plain; format=flowed\n\n"
        b"I spoke to Jane \nSmith today.\n"
    )
    (document,), _ = offer(case, a__eml=data)
    assert "I spoke to Jane Smith today." in text(case, document)


def test_an_invitation_says_who_and_when(case: CaseFile) -> None:
    mail = mails.message()
    mail.add_alternative(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20241003T093000Z\r\n"
        'ORGANIZER;CN="Ann Lee":mailto:ann@x.org\r\nATTENDEE;CN=Bob\r\n  Gray'
        ":mailto:bob@x.org\r\nEND:VEVENT\r\nEND:VCALENDAR",
        subtype="calendar",
    )
    (document,), _ = offer(case, a__eml=bytes(mail))
    said = text(case, document)
    assert "Organizer: Ann Lee <ann@x.org>" in said
    assert "Attendee: Bob Gray <bob@x.org>" in said
    assert "03/10/2024 09:30 UTC" in said


def test_a_mailbox_is_taken_apart(case: CaseFile) -> None:
    one = mails.eml("From here on\n", Subject="One")
    two = mails.eml(Subject="Two", attached=[("letter.pdf", LETTER)])
    documents, _ = offer(case, all__mbox=mails.mbox(one, two))
    assert [(d.name, d.parent) for d in documents] == [
        ("One.eml", ""),
        ("Two.eml", ""),
        ("letter.pdf", "D02"),
    ]
    assert "From here on" in text(case, documents[0])


def test_a_sentence_that_begins_with_from_begins_no_message(case: CaseFile) -> None:
    body = "Hello\n\nFrom 2024 onwards it is free.\n\nBye"
    first = mails.eml(body, Subject="Dates")
    second = mails.eml(Subject="Other")
    box = b"From a@example.org Thu May  2 09:30:00 2024\n" + first
    box += b"\n\nFrom MAILER-DAEMON 2024\n" + second
    documents, _ = offer(case, box__mbox=box)
    assert [document.name for document in documents] == ["Dates.eml", "Other.eml"]
    assert "From 2024 onwards" in text(case, documents[0])


def test_winmail_dat_is_unwrapped(case: CaseFile) -> None:
    mail = mails.message()
    mail.add_attachment(
        mails.winmail(("letter.pdf", LETTER)),
        "application",
        "ms-tnef",
        filename="winmail.dat",
    )
    documents, _ = offer(case, a__eml=bytes(mail))
    assert [(d.name, d.parent) for d in documents] == [
        ("a.eml", ""),
        ("letter.pdf", "D01"),
    ]


def test_an_outlook_message_with_a_message_in_it(case: CaseFile) -> None:
    data = mails.msg(
        "The bins",
        "Dear Ravi\r\nForwarded.",
        attached=[("letter.pdf", LETTER)],
        nested=[("Older one", "Written by Ann Lee")],
    )
    documents, result = offer(case, a__msg=data)
    assert not result.refused
    assert [(d.name, d.parent) for d in documents] == [
        ("a.msg", ""),
        ("letter.pdf", "D01"),
        ("Older one.msg", "D01"),
    ]
    said = text(case, documents[0])
    assert "From: Jane Smith <jane.smith@example.org>" in said
    assert "Subject: The bins" in said
    assert "Forwarded." in said
    assert "Written by Ann Lee" in text(case, documents[2])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a__msg", b"\xd0\xcf\x11\xe0" + bytes(99)),
        ("a__msg", mails.msg("x", "y")[:2000]),
        ("a__mbox", b"From nobody\n"),
        ("winmail__dat", b"\x78\x9f\x3e\x22" + bytes(30)),
    ],
)
def test_damaged_mail_is_refused_in_one_sentence(
    case: CaseFile, name: str, data: bytes
) -> None:
    documents, result = offer(case, **{name: data})
    assert not documents
    assert [bool(r.sentence and r.remedy) for r in result.refused] == [True]


def test_messages_in_messages_without_end_come_to_an_end(case: CaseFile) -> None:
    mail = mails.message("the innermost")
    for number in range(40):
        outer = mails.message(f"number {number}")
        outer.add_attachment(mail)
        mail = outer
    documents, result = offer(case, a__eml=bytes(mail))
    assert 10 < len(documents) < 20
    assert "without end" in result.refused[-1].sentence


def test_the_schedule_is_told_kind_date_and_bodies_but_no_name(case: CaseFile) -> None:
    data = mails.eml("Dear Ravi", Cc="Kit Marlow <kit@marlow-family.org.uk>")
    (document,), _ = offer(case, a__eml=data)
    assert document.kind == "e-mail"
    assert document.date == "1 October 2024"
    assert document.parties == (
        "from an outside correspondent to example.gov.uk and an outside correspondent"
    )
    assert not {"jane", "smith", "marlow", "kit"} & set(
        re.findall(r"[a-z]+", document.parties)
    )


def test_nothing_is_said_of_from_and_to_where_no_body_is_known(case: CaseFile) -> None:
    data = mails.eml("Hi", From="Jo <jo@firm.example>", To="Al <al@home.example>")
    (document,), _ = offer(case, a__eml=data)
    assert document.parties == ""


def test_bodies_are_named_once_and_many_in_short(case: CaseFile) -> None:
    hosts = [
        "a.gov.uk",
        "A.gov.uk",
        "b.nhs.uk",
        "nhs.net",
        "c.police.uk",
        "x.com",
        "y.com",
    ]
    to = ", ".join(f"p{n}@{host}" for n, host in enumerate(hosts))
    data = mails.eml("All", To=to, From='"Smith, Jane" <jane@d.gov.scot>')
    (document,), _ = offer(case, a__eml=data)
    assert document.parties == (
        "from d.gov.scot to a.gov.uk, b.nhs.uk, nhs.net, outside correspondents and "
        "others"
    )


@pytest.mark.parametrize("date", ["yesterday", "Tue, 99 Foo 2024 10:00", ""])
def test_a_head_that_tells_no_day_leaves_it_open(case: CaseFile, date: str) -> None:
    (document,), _ = offer(case, a__eml=mails.eml("x", Date=date, To="Ravi"))
    assert document.kind == "e-mail"
    assert document.date == document.parties == ""


def _mapi(*texts: tuple[int, str]) -> bytes:
    """MAPI properties as TNEF has them: a property and its text."""
    out = struct.pack("<I", len(texts))
    for number, said in texts:
        data = said.encode() + b"\0"
        out += struct.pack("<HHII", 0x1E, number, 1, len(data))
        out += data + bytes(-len(data) % 4)
    return out


def _attribute(level: int, kind: int, data: bytes) -> bytes:
    head = struct.pack("<BII", level, kind, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def test_a_message_inside_of_winmail_dat_is_a_document_with_its_head(
    case: CaseFile,
) -> None:
    start = struct.pack("<IH", 0x223E9F78, 1)
    page = _attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    said = _mapi(
        (0x0037, "Older one"),
        (0x0042, "Ann Lee"),
        (0x0E04, "Ravi Patel"),
        (0x1000, "The bins, once more."),
    )
    inner = start + page + _attribute(1, 0x00069003, said)
    signature = bytes.fromhex("0703020000000000c000000000000046")
    whole = signature + inner
    held = struct.pack("<IHHII", 1, 0x0D, 0x3701, 1, len(whole)) + whole
    outer = (
        start
        + page
        + _attribute(2, 0x00069002, bytes(14))
        + _attribute(2, 0x00069005, held + bytes(-len(whole) % 4))
    )
    documents, result = offer(case, winmail__dat=outer)
    assert not result.refused
    (document,) = documents
    assert document.name == "Older one.tnef"
    words = text(case, document)
    for line in ("From: Ann Lee", "To: Ravi Patel", "The bins, once more."):
        assert line in words
