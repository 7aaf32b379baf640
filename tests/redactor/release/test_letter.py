"""The letter says what was decided, and is final only when it is whole and safe."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from redactor import edits
from redactor.casefile import CaseFile
from redactor.errors import BadInput, ReleaseRefused
from redactor.law import rulebook
from redactor.law.wording import authority
from redactor.release.package import release
from redactor.release.reply.blocks import sentence
from redactor.release.reply.letter import choose_template
from redactor.release.reply.letter_file import dated, words
from redactor.release.reply.response import on_demand
from redactor.release.schedules.internal import internal
from redactor.release.template import usual_template
from redactor.request import Decision, Outcome
from redactor.work import finish
from tests.redactor.release.cases import BY, draw, letter, mark
from tests.redactor.release.requests import (
    HARM,
    WEIGHED,
    approved,
    because,
    correct,
    describe,
    event,
    faults_of,
    headings,
    part,
    text_of,
    under,
)

TEXT = "Dear Jane Greenhalgh\nThe price is 4711 pounds\nCall 07700 900123"
DAY = dt.date(2024, 10, 11)


def case(folder: Path) -> CaseFile:
    file = letter(folder, TEXT)
    correct(file, received=dt.date(2024, 9, 20), authority="Northbridge Council")
    draw(file, mark(file, "Jane Greenhalgh"), mark(file, "07700 900123"))
    return file


def sentences(file: CaseFile, day: dt.date = DAY) -> list[str]:
    return [fault.sentence for fault in faults_of(file, day)]


def template(folder: Path, change: Callable[..., None]) -> Path:
    """The usual template with a change, as an authority would make it in Word."""
    document = Document(str(usual_template()))
    change(document)
    path = folder / "own.docx"
    document.save(str(path))
    return path


# -- what it says


def test_a_case_without_parts_or_reasons_has_a_final_letter(tmp_path: Path) -> None:
    written = approved(case(tmp_path), DAY)
    assert written.faults == ()
    assert headings(written) == [
        "Request",
        "Our response",
        "What the marks mean",
        "Section 40(2): Personal information",
        "Schedule",
        "Next steps",
        "Your information",
    ]
    assert "Northbridge Council" in words(written.data)


def test_standing_reasons_are_used_for_personal_data(tmp_path: Path) -> None:
    standing = rulebook.load("decisions.yaml")["standing"][0]["answers"]
    lines = under(on_demand(case(tmp_path), DAY), "Section 40(2): Personal information")
    assert [line for line in lines if line in standing.values()] == list(
        standing.values()
    )


def test_regulations_are_called_by_their_own_words(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    correct(file, received=dt.date(2024, 9, 20), regime="EIR")
    draw(file, mark(file, "4711 pounds"), code="reg.12(5)(e)")
    because(file, "reg.12(5)(e)", HARM | WEIGHED | {"harm": "would"})
    written = approved(file, DAY)
    assert written.faults == ()
    said = "\n".join(under(written, "Regulation 12(5)(e): Commercial confidentiality"))
    assert "would adversely affect what this exception protects" in said
    assert "presume that information should be disclosed" in said
    everything = text_of(written)
    assert "Environmental Information Regulations 2004 (EIR)" in everything
    assert "exemption" not in everything
    assert "(regulation 18)" in everything


def test_a_part_that_is_answered_under_other_law_says_so(tmp_path: Path) -> None:
    file = case(tmp_path)
    part(file, "The letters", Outcome.IN_PART, "D01")
    part(
        file,
        "Noise levels",
        Outcome.WITHHELD,
        regime="EIR",
        exemptions=("reg.12(5)(a)",),
    )
    because(file, "reg.12(5)(a)", HARM | WEIGHED | {"harm": "would"}, "Q02")
    written = approved(file, DAY)
    assert written.faults == ()
    assert "Part 2 asks for what falls under the Environmental" in text_of(written)
    assert headings(written)[4].startswith("Regulation 12(5)(a): ")


def test_a_refused_request_says_under_which_section(tmp_path: Path) -> None:
    file = case(tmp_path)
    correct(file, authority="A Health Board")
    help_ = "We could answer for one of the years."
    part(
        file,
        "Every message ever sent",
        Outcome.REFUSED,
        answer=help_,
        exemptions=("s.12(1)",),
    )
    because(file, "s.12(1)", {"facts": "There are two million messages."})
    written = approved(file, DAY)
    assert written.faults == ()
    lines = under(written, "Our response")
    assert lines[0] == (
        "We refuse your request under section 12(1), for the reasons given below."
    )
    assert help_ in lines
    block = next(h for h in headings(written) if h.startswith("Section 12(1)"))
    assert "There are two million messages." in under(written, block)


def test_two_parts_with_reasons_of_their_own_share_one_block(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    part(file, "Prices", Outcome.IN_PART, "D01")
    part(file, "Rates", Outcome.WITHHELD, exemptions=("s.43(2)",))
    draw(file, mark(file, "4711"), code="s.43(2)")
    because(file, "s.43(2)", HARM | WEIGHED | {"nature": "Bids would rise."}, "Q01")
    because(file, "s.43(2)", HARM | WEIGHED | {"nature": "Staff would leave."}, "Q02")
    written = on_demand(file, dt.date(2024, 10, 11))
    assert headings(written).count("Section 43(2): Commercial interests") == 1
    lines = under(written, "Section 43(2): Commercial interests")
    at = [lines.index(x) for x in ("For part 1:", "Bids would rise.")]
    at += [lines.index(x) for x in ("For part 2:", "Staff would leave.")]
    assert at == sorted(at)


def test_an_officer_is_nowhere_in_the_file(tmp_path: Path) -> None:
    def signed(document: Word) -> None:
        document.core_properties.author = "Una Ogilvie"
        document.core_properties.last_modified_by = "Una Ogilvie"

    file = case(tmp_path)
    choose_template(file, template(tmp_path, signed))
    data = on_demand(file, DAY).data
    assert "Ogilvie" not in words(data)
    assert dated(data) == DAY


# -- what keeps it from being final


def test_a_missing_reason_is_marked_in_the_draft(tmp_path: Path) -> None:
    file = case(tmp_path)
    draw(file, mark(file, "4711"), code="s.43(2)")
    written = on_demand(file, DAY)
    assert "The letter lacks an answer for s.43(2): How likely is the harm?" in [
        f.sentence for f in written.faults
    ]
    assert all(f.remedy for f in written.faults)
    document = Document(io.BytesIO(written.data))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is not None
    ]
    assert "[TO BE COMPLETED: How likely is the harm?]" in marked
    assert "DRAFT - NOT APPROVED" in words(written.data)


def test_an_undecided_place_keeps_the_letter_a_draft(tmp_path: Path) -> None:
    file = case(tmp_path)
    file.apply(edits.reset(file.state, ["D01-R001"]), by=BY)
    assert sentences(file) == ["1 place is still undecided."]


def test_a_part_without_an_outcome_is_a_gap(tmp_path: Path) -> None:
    file = case(tmp_path)
    part(file, "The letters", Outcome.IN_PART, "D01")
    part(file, "The rest", Outcome.PENDING)
    assert "The letter lacks something: How is part 2 answered?" in sentences(file)


@pytest.mark.parametrize(
    "reason",
    [
        "It is about Greenhalgh and her work.",
        "Greenhalgh, Jane asked us not to.",
        "She can be reached at 07700-900123.",
    ],
)
def test_a_typed_reason_that_gives_the_text_away_is_found(
    tmp_path: Path, reason: str
) -> None:
    file = case(tmp_path)
    because(file, "s.40(2)", {"balance": reason})
    found = [f for f in on_demand(file, DAY).faults if f.leaks]
    assert found[0].sentence.startswith("The reasoning for s.40(2) says")
    assert "Greenhalgh" not in "".join(map(str, found))


@pytest.mark.parametrize(
    "where",
    ["title", "note", "request", "template", "team", "title of the case", "link"],
)
def test_withheld_text_is_found_wherever_it_comes_from(
    tmp_path: Path, where: str
) -> None:
    file = case(tmp_path)
    if where == "request":
        correct(file, request="All letters to Jane Greenhalgh")
    elif where == "team":
        correct(file, team="Office of Jane Greenhalgh")
    elif where == "title of the case":
        correct(file, title="Letters to Jane Greenhalgh")
    elif where == "link":
        link = "https://x.uk/j%61ne%2Dgreen%68algh"
        part(file, "The policy", Outcome.ELSEWHERE, link=link)
    elif where == "template":

        def change(document: Word) -> None:
            document.sections[0].footer.paragraphs[0].add_run("Jane Greenhalgh")

        choose_template(file, template(tmp_path, change))
    else:
        describe(file, "D01", **{where: "To Jane Greenhalgh"})
    assert any(f.leaks for f in on_demand(file, DAY).faults)


def test_a_release_with_such_a_letter_is_refused(tmp_path: Path) -> None:
    file = case(tmp_path)
    because(file, "s.40(2)", {"balance": "Greenhalgh did not agree."})
    with pytest.raises(ReleaseRefused) as refused:
        finish(release(file, tmp_path / "out"))
    assert any("The reasoning for s.40(2)" in f for f in refused.value.findings)
    assert not (tmp_path / "out").exists()


def test_the_requester_may_be_named_in_the_letter(tmp_path: Path) -> None:
    file = case(tmp_path)
    correct(file, requester="Jane Greenhalgh")
    written = approved(file, DAY)
    assert written.faults == ()
    assert "Jane Greenhalgh" in text_of(written)


def test_the_authority_may_say_its_own_name(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Northbridge Council")
    correct(file, authority="Northbridge Council", received=dt.date(2024, 9, 20))
    draw(file, mark(file, "Northbridge"))
    assert sentences(file) == []


def test_a_day_before_receipt_and_another_than_the_answer_s_are_found(
    tmp_path: Path,
) -> None:
    file = case(tmp_path)
    assert sentences(file, dt.date(2024, 9, 19)) == [
        "The letter is dated before the request was received."
    ]
    event(file, "answered", dt.date(2024, 10, 10), None, "")
    assert sentences(file) == ["The letter has another date than the case's answer."]


def test_a_result_that_favours_disclosure_clashes_with_its_boxes(
    tmp_path: Path,
) -> None:
    file = letter(tmp_path, TEXT)
    draw(file, mark(file, "4711"), code="s.43(2)")
    because(file, "s.43(2)", HARM | WEIGHED | {"result": "disclose"})
    assert any("decided to disclose" in one for one in sentences(file))


def test_a_reason_that_nothing_rests_on_is_not_in_the_letter(tmp_path: Path) -> None:
    file = case(tmp_path)
    row = Decision("J01", "s.43(2)", "", tuple((HARM | WEIGHED).items()))
    file.apply(edits.put(file.state, row, "reason", "reason"), by=BY)
    written = approved(file, DAY)
    assert written.faults == ()
    assert "43(2)" not in text_of(written)


# -- the authority's own template


def test_an_own_template_is_remembered_with_the_case(tmp_path: Path) -> None:
    own = template(tmp_path, lambda d: d.add_paragraph("A line of our own"))
    file = case(tmp_path)
    choose_template(file, own)
    assert "A line of our own" in words(on_demand(file, DAY).data)
    choose_template(file, None)
    assert "A line of our own" not in words(on_demand(file, DAY).data)


@pytest.mark.parametrize(
    "text",
    [
        "{{ officer }}",
        "{{ officer.name }}",
        "{{ ().__class__ }}",
        "[Name of officer]",
        "Tel. ______",
    ],
)
def test_a_placeholder_that_nobody_fills_is_found(tmp_path: Path, text: str) -> None:
    file = case(tmp_path)
    choose_template(file, template(tmp_path, lambda d: d.add_paragraph(text)))
    found = [one for one in sentences(file) if "which no letter has" not in one]
    assert found == ["A placeholder in the letter was not filled in."]


def test_a_template_that_repeats_over_nothing_known_is_found(tmp_path: Path) -> None:
    def change(document: Word) -> None:
        document.add_paragraph("{%p for officer in officers %}")
        document.add_paragraph("Signed")
        document.add_paragraph("{%p endfor %}")

    file = case(tmp_path)
    choose_template(file, template(tmp_path, change))
    assert sentences(file) == ["The template asks for 'officers', which no letter has."]


def test_what_is_out_of_scope_has_its_mark_explained_and_no_block(
    tmp_path: Path,
) -> None:
    file = case(tmp_path)
    draw(file, mark(file, "4711"), code="Out of scope")
    written = approved(file, DAY)
    assert written.faults == ()
    assert not any("scope" in heading for heading in headings(written))
    assert (
        "“Out of scope” on a box is no exemption: this is not part of what you asked "
        "for." in under(written, "What the marks mean")
    )


def test_brackets_in_the_request_are_no_placeholders(tmp_path: Path) -> None:
    file = case(tmp_path)
    correct(file, request="What [the council] said about it")
    assert sentences(file) == []


def test_a_template_without_the_blocks_is_found(tmp_path: Path) -> None:
    def change(document: Word) -> None:
        for paragraph in document.paragraphs:
            if "block.heading" in paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)

    file = case(tmp_path)
    choose_template(file, template(tmp_path, change))
    assert sentences(file) == [
        "s.40(2) is relied on and the letter explains it not at all."
    ]


def test_a_block_for_what_is_not_relied_on_is_found(tmp_path: Path) -> None:
    file = case(tmp_path)
    other = "Section 43(2): Commercial interests"
    choose_template(file, template(tmp_path, lambda d: d.add_heading(other)))
    assert sentences(file) == [
        "The letter speaks of s.43(2), and nothing is withheld under it."
    ]


def test_a_template_that_does_not_say_how_to_complain_is_found(tmp_path: Path) -> None:
    def change(document: Word) -> None:
        at = [p.text for p in document.paragraphs].index("Next steps")
        document.paragraphs[at + 2].text = "Goodbye"

    file = case(tmp_path)
    choose_template(file, template(tmp_path, change))
    assert sentences(file) == [
        "The letter does not say all of how to ask for a review and to complain."
    ]


def test_comments_left_in_a_template_are_found(tmp_path: Path) -> None:
    def change(document: Word) -> None:
        runs = document.paragraphs[0].runs
        document.add_comment(runs, text="Ask legal", author="Una Ogilvie")

    file = case(tmp_path)
    choose_template(file, template(tmp_path, change))
    assert "The template still holds comments." in sentences(file)


@pytest.mark.parametrize("text", ["{{ date", "{%p if draft %}"])
def test_a_template_with_an_error_is_refused(tmp_path: Path, text: str) -> None:
    file = case(tmp_path)
    choose_template(file, template(tmp_path, lambda d: d.add_paragraph(text)))
    with pytest.raises(BadInput):
        on_demand(file, DAY)


def test_what_is_no_word_file_is_no_template(tmp_path: Path) -> None:
    file = case(tmp_path)
    path = tmp_path / "own.docx"
    path.write_bytes(b"not at all")
    with pytest.raises(BadInput):
        choose_template(file, path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/nothing.xml", "<a/>")
    with pytest.raises(BadInput):
        choose_template(file, path)


def test_markup_in_what_was_typed_is_only_text(tmp_path: Path) -> None:
    file = case(tmp_path)
    correct(file, request="Papers of A & B <all>\x01 of them")
    assert "Papers of A & B <all> of them" in text_of(on_demand(file, DAY))


def test_the_authority_s_own_texts_have_no_gaps() -> None:
    own = authority()
    assert all((own.team, own.review_how, own.privacy, own.retention))
    assert "[" not in str(own)
    assert "{{" not in str(own)


@pytest.mark.parametrize(
    ("requester", "begins"),
    [
        ("Ada Quill", "Dear Ada Quill"),
        ("Ada Quill <ada.quill@example.org>, 4 Mill Lane", "Dear Ada Quill"),
        ("ada.quill@example.org", "Dear requester"),
        ("", "Dear requester"),
    ],
)
def test_it_begins_with_a_salutation(
    tmp_path: Path, requester: str, begins: str
) -> None:
    file = case(tmp_path)
    correct(file, requester=requester)
    assert begins in text_of(on_demand(file, DAY)).splitlines()


def test_what_the_authority_has_not_said_of_itself_is_told(tmp_path: Path) -> None:
    file = case(tmp_path)
    (reminder,) = on_demand(file, DAY).reminders
    assert "no address of the authority and no address to ask for a review" in reminder
    correct(file, authority="")
    (reminder,) = on_demand(file, DAY).reminders
    assert "no name of the authority, no address" in reminder


def faulty(file: CaseFile, folder: Path, change: Callable[..., None]) -> list[str]:
    """What is wrong with the letter from a template with this change."""
    choose_template(file, template(folder, change))
    return [f.sentence for f in on_demand(file, DAY).faults[1:]]


def test_an_exemption_that_a_template_adds_is_told(tmp_path: Path) -> None:
    file = case(tmp_path)
    added = "We also rely on section 31(1)(a) of the Act."

    def change(document: Word) -> None:
        document.add_paragraph(added)
        document.add_paragraph(
            "Section 40(2) protects people. Section 50 is for later."
        )

    assert faulty(file, tmp_path, change) == [
        "The letter speaks of s.31(1)(a), and nothing is withheld under it."
    ]
    choose_template(file, None)
    correct(file, request=added)
    assert not [f for f in on_demand(file, DAY).faults if "speaks of" in f.sentence]


@pytest.mark.parametrize(
    "words",
    ["{% include '/etc/passwd' %}", "{% for i in range(10**9) %}x{% endfor %}",
     "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ 1 / 0 }}"],
)  # fmt: skip
def test_what_a_template_must_not_do_is_an_error_of_the_template(
    tmp_path: Path, words: str
) -> None:
    file = case(tmp_path)
    with pytest.raises(BadInput, match="template has an error"):
        faulty(file, tmp_path, lambda document: document.add_paragraph(words))


def test_a_bookmark_names_nobody(tmp_path: Path) -> None:
    file = case(tmp_path)

    def change(document: Word) -> None:
        mark = OxmlElement("w:bookmarkStart")
        mark.set(qn("w:id"), "9")
        mark.set(qn("w:name"), "Jane_Greenhalgh")
        document.add_paragraph("x")._p.append(mark)

    (fault,) = faulty(file, tmp_path, change)
    assert fault == "The letter says what redaction D01-R001 withholds."


def test_nothing_in_it_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    file = case(tmp_path)

    def change(document: Word) -> None:
        field = OxmlElement("w:instrText")
        field.text = 'INCLUDEPICTURE "https://x.example/a.png"'
        document.add_paragraph("").add_run()._r.append(field)
        parts = (document.part, document.part._settings_part)
        for one in parts:
            one.relate_to("file:///C:/Users/jane/own.dotx", ATTACHED, is_external=True)

    (fault,) = faulty(file, tmp_path, change)
    assert "fetched from elsewhere" in fault
    written = on_demand(file, DAY).data
    assert b"own.dotx" not in b"".join(parts_of(written))


ATTACHED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    "attachedTemplate"
)


def parts_of(written: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        return [parts.read(name) for name in parts.namelist()]


def test_who_was_consulted_stays_in_the_internal_schedule(tmp_path: Path) -> None:
    file = case(tmp_path)
    said = "Jane Greenhalgh was asked on 3 October 2024 and objects."
    because(file, "s.40(2)", {"consulted": said})
    written = on_demand(file, DAY)
    assert not [fault for fault in written.faults if fault.leaks]
    assert "3 October 2024" not in words(written.data)
    assert any(said in cell for row in internal(file).redactions for cell in row)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("the contractors'", "The contractors'."),
        ("bids would rise", "Bids would rise."),
        ("Who would bid?", "Who would bid?"),
        ("Bids would rise.", "Bids would rise."),
    ],
)
def test_a_short_answer_becomes_a_sentence(typed: str, said: str) -> None:
    assert sentence(typed) == said
