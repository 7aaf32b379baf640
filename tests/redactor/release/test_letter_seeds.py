"""Five outcomes that real requests had, each set up as a case: the letter has the same
structure, the same provisions in the same order, and the same days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from redactor.casefile import CaseFile
from redactor.release.reply.letter_file import words
from redactor.release.reply.response import Written
from redactor.request import Outcome
from tests.redactor.release.requests import (
    BAR,
    HARM,
    REGULATOR,
    WEIGHED,
    approved,
    because,
    correct,
    describe,
    event,
    faults_of,
    headings,
    part,
    request,
    text_of,
    under,
    withhold,
)

LAW_ENFORCEMENT = "Section 31(1)(g): Law enforcement"
BARRED = "Section 44(1)(a): Prohibitions on disclosure"
PERSONAL = "Section 40(2): Personal information"


def held_all(cited: str) -> str:
    return (
        f"We hold this information. We withhold all of it under {cited}, for the "
        "reasons given below."
    )


def held_some(cited: str) -> str:
    return (
        "We hold this information. We release some of it to you and withhold the rest "
        f"under {cited}, for the reasons given below."
    )


def final(file: CaseFile, day: dt.date) -> Written:
    """The letter of that day, with nothing left that keeps it from being final."""
    written = approved(file, day)
    assert written.faults == ()
    assert "DRAFT" not in words(written.data)
    return written


def tells_of(lines: list[str], *said: str) -> bool:
    """Whether these stand in the lines, in this order."""
    text, at = "\n".join(lines), 0
    for one in said:
        at = text.find(one, at)
        if at < 0:
            return False
        at += len(one)
    return True


def test_everything_is_withheld_under_a_qualified_and_an_absolute_exemption(
    tmp_path: Path,
) -> None:
    """As in the request about a platform's training data: answered on day 15."""
    file = request(
        tmp_path,
        dt.date(2024, 9, 20),
        {"letters": "What they wrote to us", "minutes": "What was said then"},
    )
    link = "https://example.org/statement"
    part(
        file,
        "All correspondence with the firm since May",
        Outcome.WITHHELD,
        "D01",
        answer="What we have said about this in public is here:",
        link=link,
    )
    part(file, "Minutes of meetings with the firm", Outcome.WITHHELD, "D02")
    part(file, "Minutes of our own meetings about it", Outcome.WITHHELD)
    for document in ("D01", "D02"):
        codes = ("s.31(1)(g)", "s.44(1)(a)")
        parts = (*file.state.documents[document].parts, "Q03")
        describe(
            file, document, outcome=Outcome.WITHHELD, exemptions=codes, parts=parts
        )
    because(file, "s.31(1)(g)", REGULATOR)
    because(file, "s.44(1)(a)", BAR)
    written = final(file, dt.date(2024, 10, 11))
    assert headings(written) == [
        "Request",
        "Our response",
        LAW_ENFORCEMENT,
        BARRED,
        "Schedule",
        "Next steps",
        "Your information",
    ]
    lines = text_of(written).splitlines()
    assert tells_of(
        lines,
        "11 October 2024",
        "Case reference: IC-",
        "in a position to respond to your information request of 20 September 2024",
        "1. All correspondence",
        "3. Minutes of our own",
        "Freedom of Information Act 2000 (FOIA)",
        held_all("sections 31(1)(g) and 44(1)(a)"),
        link,
        held_all("sections 31(1)(g) and 44(1)(a)"),
        held_all("sections 31(1)(g) and 44(1)(a)"),
    )
    assert not any("We enclose:" in line for line in lines)
    assert tells_of(
        under(written, LAW_ENFORCEMENT),
        "section 31(1)(g)",
        "the whole of documents D01 and D02",
        "This section says: “Information which is not exempt information by virtue of "
        "section 30 is exempt information if its disclosure under this Act would, or "
        "would be likely to, prejudice – (g) the exercise by any public authority",
        "section 31(2)(a) and (c)",
        "would be likely to prejudice the exercise by any public authority of its "
        "functions",
        "is not absolute",
        "In favour of disclosure",
        "Openness",
        "In favour of maintaining",
        "outweighs the public interest in disclosure",
    )
    assert tells_of(under(written, BARRED), "section 132(1)", "is absolute")
    assert tells_of(
        under(written, "Next steps"),
        "within 40 working days of this letter, that is by 9 December 2024",
        "complain to the ICO as regulator of the FOIA",
    )
    assert lines[lines.index("Yours sincerely") + 1] == "Information Access Team"


def test_some_is_released_some_is_not_held_and_one_letter_has_no_second_page(
    tmp_path: Path,
) -> None:
    """As in the request for letters to seven firms: answered on the last day."""
    file = request(
        tmp_path,
        dt.date(2024, 10, 1),
        {
            "first firm": "To Jane Greenhalgh\nPlease tell us how",
            "second firm": "To Omar Petrosyan\nWe talked about it\nThey told us why",
        },
    )
    part(file, "The letter to the first firm", Outcome.IN_PART, "D01")
    part(file, "The letter to the second firm", Outcome.IN_PART, "D02")
    part(
        file,
        "The letter to the third firm",
        Outcome.NOT_HELD,
        answer="We did not deal with that firm in this work.",
    )
    part(
        file,
        "The letters to the other firms",
        Outcome.ELSEWHERE,
        link="https://example.org/log/1",
        exemptions=("s.21(1)",),
    )
    describe(file, "D02", note="This letter has no second page.")
    withhold(file, "D01", "s.40(2)", "Jane Greenhalgh")
    withhold(file, "D02", "s.40(2)", "Omar Petrosyan")
    withhold(file, "D02", "s.31(1)(g)", "We talked about it")
    withhold(file, "D02", "s.44(1)(a)", "They told us why")
    because(file, "s.31(1)(g)", REGULATOR)
    because(file, "s.44(1)(a)", BAR)
    written = final(file, dt.date(2024, 10, 29))
    assert headings(written)[:6] == [
        "Request",
        "Our response",
        "What the marks mean",
        PERSONAL,
        LAW_ENFORCEMENT,
        BARRED,
    ]
    assert under(written, "Part 1")[0] == held_some("section 40(2)")
    assert under(written, "Part 3") == [
        "We do not hold this information.",
        "We did not deal with that firm in this work.",
    ]
    lines = text_of(written).splitlines()
    assert lines[lines.index("We enclose:") + 2] == (
        "D02 second firm (1 page), for part 2, with some information withheld. This "
        "letter has no second page."
    )
    assert tells_of(under(written, PERSONAL), "section 40(3A)(a)", "D01 and D02")
    assert "sorry that this answer is late" not in text_of(written)
    assert "This concludes our response to your request." in lines


def test_a_list_answers_two_parts_and_minutes_are_withheld(tmp_path: Path) -> None:
    """As in the request about meetings on a technology: an earlier release is there."""
    file = request(
        tmp_path,
        dt.date(2024, 11, 28),
        {"briefing": "Notes of the briefing", "meetings": "Notes of all the others"},
    )
    listed = "4 March: a meeting with the first force\n9 May: a visit to the second"
    part(file, "Who takes part", Outcome.EXTRACTED, answer="Those named below.")
    part(file, "The dates of meetings", Outcome.EXTRACTED, answer=listed)
    part(file, "The minutes of them", Outcome.WITHHELD, "D01", "D02")
    describe(
        file,
        "D01",
        outcome=Outcome.ELSEWHERE,
        link="https://example.org/log/2",
        exemptions=("s.21(1)",),
    )
    describe(
        file,
        "D02",
        outcome=Outcome.WITHHELD,
        exemptions=("s.44(1)(a)", "s.31(1)(g)"),
    )
    because(file, "s.44(1)(a)", BAR)
    because(file, "s.31(1)(g)", REGULATOR | {"review_after": "2025-06-01"})
    written = final(file, dt.date(2024, 12, 20))
    assert headings(written)[2:5] == [
        "Section 21(1): Information accessible to applicant by other means",
        BARRED,
        LAW_ENFORCEMENT,
    ]
    assert under(written, "Part 2")[1:] == listed.splitlines()
    assert tells_of(
        under(written, "Part 3"),
        held_all("sections 44(1)(a) and 31(1)(g)"),
        "We do not enclose:",
        "D01 briefing (1 page): available at https://example.org/log/2",
        "D02 meetings (1 page): withheld in full",
    )
    assert "would look at this again after 1 June 2025" in text_of(written)
    assert "We received your request on 28 November 2024." in text_of(written)


def test_one_part_is_neither_confirmed_nor_denied_and_leaves_no_trace(
    tmp_path: Path,
) -> None:
    """As in the request about a force and a platform: late, after an extension."""
    file = request(
        tmp_path,
        dt.date(2019, 11, 7),
        {"contract": "Signed by Jane Greenhalgh", "secret": "Of Project Nightjar"},
    )
    correct(file, authority="A Police Service", team="Information Rights Unit")
    part(file, "The contract", Outcome.IN_PART, "D01")
    part(file, "Guidance for trainers", Outcome.NOT_HELD)
    part(file, "A description of the data", Outcome.NOT_HELD)
    part(file, "Any other joint work", Outcome.NCND, "D02", exemptions=("s.31(3)",))
    withhold(file, "D01", "s.40(2)", "Jane Greenhalgh")
    withhold(file, "D02", "s.30(1)(b)", "Nightjar")
    notice = dt.date(2019, 12, 20)
    until = dt.date(2020, 1, 7)
    event(file, "public interest extension", notice, until, "s.31(3)")
    because(file, "s.31(3)", HARM | WEIGHED | {"harm": "would"})
    because(file, "s.30(1)(b)", WEIGHED | {"facts": "It belongs to an inquiry."})
    written = final(file, dt.date(2020, 1, 28))
    blocks = headings(written)[3:-3]
    assert blocks == [PERSONAL, "Section 31(3): Law enforcement"]
    assert under(written, "Part 4")[0].startswith("We neither confirm nor deny")
    everything = words(written.data)
    for trace in ("D02", "secret", "Nightjar", "30(1)"):
        assert trace not in everything
    assert tells_of(
        under(written, blocks[1]),
        "to answer part 4",
        "confirming or denying that we hold the information would harm",
        "In favour of confirming or denying",
        "in saying whether we hold the information",
    )
    assert "asked us to answer by 7 January 2020. We are sorry" in text_of(written)
    assert "as regulator" not in everything
    assert "complain to the Information Commissioner under section 50" in everything


def test_a_part_waits_for_the_public_interest_and_the_others_are_closed(
    tmp_path: Path,
) -> None:
    """As in the request for two assessments: privileged advice is still weighed."""
    file = _waiting(tmp_path, dt.date(2023, 11, 8))
    written = final(file, dt.date(2023, 10, 11))
    privileged = "Section 42(1): Legal professional privilege"
    crime = "Section 31(1)(a): Law enforcement"
    assert headings(written)[3:-3] == [PERSONAL, privileged, crime]
    assert tells_of(
        under(written, privileged),
        "legal advice privilege",
        "have not finished",
        "section 17(2)",
        "You should hear from us by 8 November 2023.",
    )
    assert tells_of(
        under(written, crime),
        "would be likely to prejudice the prevention",
        "outweighs",
    )
    assert tells_of(under(written, PERSONAL), "documents D01 and D02")
    lines = text_of(written).splitlines()
    assert "This concludes our response to parts 2 and 3 of your request." in lines
    assert "This concludes our response to your request." not in lines


def test_a_day_that_guidance_does_not_allow_is_not_promised(tmp_path: Path) -> None:
    """Twenty working days from the letter come before forty from the receipt."""
    file = _waiting(tmp_path, dt.date(2023, 11, 9))
    faults = faults_of(file, dt.date(2023, 10, 11))
    assert [f.sentence for f in faults] == [
        "The day promised for s.42(1) of part 1 is later than the law and its Code of "
        "Practice allow."
    ]


def _waiting(folder: Path, until: dt.date) -> CaseFile:
    file = request(
        folder,
        dt.date(2023, 9, 15),
        {
            "transfer assessment": "By Jane Greenhalgh\nOur advice is to wait",
            "impact assessment": "By Omar Petrosyan\nThe gateway runs on port nine",
        },
    )
    first = part(file, "The first assessment", Outcome.IN_PART, "D01")
    part(file, "The second assessment", Outcome.IN_PART, "D02")
    part(
        file,
        "The right links to an inquiry",
        Outcome.EXTRACTED,
        answer="The links are these.",
        link="https://example.org/inquiry",
    )
    withhold(file, "D01", "s.40(2)", "Jane Greenhalgh")
    withhold(file, "D01", "s.42(1)", "Our advice is to wait")
    withhold(file, "D02", "s.40(2)", "Omar Petrosyan")
    withhold(file, "D02", "s.31(1)(a)", "The gateway runs on port nine")
    pending = {
        "privilege": "advice",
        "for": "Openness.",
        "against": "Frank advice.",
        "result": "pending",
        "until": until.isoformat(),
    }
    because(file, "s.42(1)", pending, first)
    because(file, "s.31(1)(a)", HARM | WEIGHED)
    return file
