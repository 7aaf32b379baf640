"""Names that optical reading spells wrongly, and what a page shows without text."""

from __future__ import annotations

from pathlib import Path

import pytest

from redactor import edits, intake
from redactor.casefile import CaseFile
from redactor.find.misread import folded, misread, twins
from redactor.find.people import Individual
from redactor.find.propose import propose
from redactor.find.spans import Tier
from redactor.model import Rect, Redaction, Status
from redactor.words import PageWords, Region, Word
from redactor.work import finish
from tests import make

JANE = Individual("Jane Smith", given={"jane"}, family="smith")


def page(text: str, source: str = "ocr", **doubtful: float) -> PageWords:
    words = [
        Word(
            word,
            tuple(
                Rect(50.0 * n + i, 10, 50.0 * n + i + 1, 20) for i in range(len(word))
            ),
            0,
            0,
            doubtful.get(word, 0.95),
        )
        for n, word in enumerate(text.split())
    ]
    return PageWords(tuple(words), source)


def found(words: PageWords) -> list[tuple[str, Tier]]:
    text = words.text.text
    return [(text[s.start : s.end], s.tier) for s, _ in misread(words, [JANE])]


def test_a_full_name_with_a_usual_slip_is_proposed() -> None:
    assert found(page("then Jane Srnith called")) == [("Jane Srnith", Tier.PROPOSE)]


def test_a_family_name_with_a_usual_slip_is_worth_a_look() -> None:
    assert found(page("then Mrs Srnith called")) == [("Srnith", Tier.LOOK)]


def test_one_wrong_letter_counts_only_where_the_word_was_read_with_doubt() -> None:
    assert found(page("then Jane Smitb called", Smitb=0.4)) == [
        ("Jane Smitb", Tier.PROPOSE)
    ]
    assert found(page("then Jane Smitb called")) == []


def test_what_was_not_read_by_ocr_is_taken_as_it_is_spelled() -> None:
    assert found(page("then Jane Srnith called", source="text")) == []


def test_a_name_read_right_is_left_to_the_others() -> None:
    assert found(page("then Jane Smith called")) == []


@pytest.mark.parametrize(("read", "meant"), [("M0ore", "Moore"), ("Bi1l", "Bill")])
def test_signs_that_look_alike_are_one(read: str, meant: str) -> None:
    assert folded(read) == folded(meant)


def test_two_people_whose_names_look_alike_are_told_apart_by_a_human() -> None:
    other = Individual("Jane Srnith", given={"jane"}, family="srnith")
    third = Individual("Tom Baker", given={"tom"}, family="baker")
    assert twins([JANE, other, third]) == {id(JANE), id(other)}


def case_showing(folder: Path, *regions: Region) -> CaseFile:
    """A case of one letter whose page shows these, and one doubtful word."""
    (folder / "letter.pdf").write_bytes(make.text_pdf(["The road was mended."]))
    file = make.empty_case(folder)
    taken = finish(intake.add(file, [folder / "letter.pdf"]))
    documents = taken.documents(file.state)
    file.apply(edits.add_documents(documents), by="A")
    words = PageWords(page("The roqd was mended", roqd=0.2).words, "ocr", regions)
    file.put_words(documents[0].pdf_sha256, 1, words)
    return file


def proposed(file: CaseFile) -> list[Redaction]:
    file.apply(finish(propose(file)).change(file.state), by="A")
    return file.state.in_order()


def test_a_signature_is_proposed_and_doubtful_ink_is_worth_a_look(
    tmp_path: Path,
) -> None:
    regions = (
        Region(Rect(80, 300, 200, 340), "signature", sure=True),
        Region(Rect(80, 400, 160, 480), "face", sure=True),
        Region(Rect(80, 500, 200, 540), "handwriting", sure=False),
    )
    with case_showing(tmp_path, *regions) as file:
        rows = proposed(file)
    said = [(r.label, r.category, r.status, r.text, r.person) for r in rows]
    assert said == [
        ("SIGNATURE", "signature", Status.SUGGESTED, "", None),
        ("FACE", "individual: other personal data", Status.SUGGESTED, "", None),
        ("HANDWRITING", "individual: other personal data", Status.LOOK, "", None),
    ]
    assert [r.rects for r in rows] == [(region.rect,) for region in regions]
    assert all(r.why.endswith((".", "?")) for r in rows)


def test_a_box_drawn_by_hand_says_nothing_about_a_signature(tmp_path: Path) -> None:
    region = Region(Rect(80, 300, 200, 340), "signature", sure=True)
    with case_showing(tmp_path, region) as file:
        mark = edits.Mark("D01", 1, (Rect(300, 600, 400, 640),), "")
        file.apply(edits.draw(file.state, [mark], exemptions=("s.40(2)",)), by="A")
        rows = proposed(file)
    assert [r.status for r in rows if r.label] == [Status.SUGGESTED]


def test_the_case_says_how_many_words_were_read_with_doubt(tmp_path: Path) -> None:
    with case_showing(tmp_path) as file:
        lines = intake.doubts(file, file.state.documents["D01"])
    assert lines == ("Page 1: 1 of 4 words were read with doubt.",)
