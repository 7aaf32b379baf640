"""Evidence weighed together: of overlapping possibilities the likeliest stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from redactor.find import features, judge, names
from redactor.find.candidates import candidates
from redactor.find.context import Context
from redactor.find.engine import Finder
from redactor.find.spans import Label, Span


@pytest.fixture
def _own_weights() -> Iterator[None]:
    yield
    judge._learned.clear()


def people(finder: Finder, text: str) -> list[str]:
    found = finder.find(text)
    return [text[s.start : s.end] for s in found if s.label == Label.PERSON]


def shown(text: str) -> set[str]:
    found = candidates(Context(text, [], []), [])
    return {text[c[0].start : c[-1].end] for c in found}


def test_capitalised_words_are_possible_names_together_and_less_one() -> None:
    assert shown("ask Orla Fenn Braithe") >= {
        "Orla Fenn Braithe",
        "Fenn Braithe",
        "Orla Fenn",
    }


def test_a_name_behind_a_comma_and_one_with_a_nickname_are_possible() -> None:
    assert "Fenn, Orla" in shown("To: Fenn, Orla")
    assert "Orla “Olly” Fenn" in shown("by Orla “Olly” Fenn")


def test_small_words_are_possible_where_the_language_has_no_such_word() -> None:
    assert "brannock" in shown("ask brannock about the letter")
    assert "letter" not in shown("ask brannock about the letter")


def test_words_of_file_names_are_possible() -> None:
    assert "Fenn_Orla" in shown("C:\\Leavers\\Fenn_Orla_notice.docx")


def test_features_quote_nothing_of_the_text() -> None:
    text = "Dear Ms Brannock\n\nPlease ask Orla Fenn."
    context = Context(text, [], [])
    every = [f for c in candidates(context, []) for f in features.of(context, c)]
    assert every
    assert not any(word in f for f in every for word in ("Brannock", "Orla", "Fenn"))


@pytest.mark.usefixtures("_own_weights")
def test_without_weights_nobody_is_named() -> None:
    judge.use(judge.NOTHING)
    span = Span(4, 13, Label.PERSON, 0.9, "test", "")
    assert judge.judged("ask Orla Fenn", [span], []) == ([], [])


@pytest.mark.usefixtures("_own_weights")
def test_of_likely_names_the_longest_stays_and_doubtful_ones_are_looked_at() -> None:
    judge.use(
        {
            "person": {"always": 0.0},
            "again": {"always": -1.0, "words 2": 1.8, "words 3": 1.7},
            "letters": {"always": -9.0},
        }
    )
    found, doubtful = judge.judged("ask Orla Fenn Braithe, Brannock", [], [])
    assert [(s.start, s.end) for s in found] == [(4, 21)]
    assert [(s.start, s.end) for s in doubtful] == [(23, 31)]


def test_a_title_is_covered_with_its_name(finder: Finder) -> None:
    assert people(finder, "Please thank Mr and Mrs Brannock for the keys.") == [
        "Mr and Mrs Brannock"
    ]


def test_who_is_named_in_full_is_known_in_small_letters_too(finder: Finder) -> None:
    text = (
        "Minutes\nPresent: Tamsin Okafor, Bela Hruby\n\nsent it to okafor by mistake\n"
    )
    assert "okafor" in people(finder, text)


def test_what_damaged_words_hide_is_found(finder: Finder) -> None:
    text = "The c1erk, Mr A1istair Threlfa11, to1d us that the 1etter was 1ost in Ju1y."
    assert any("Threlfa11" in name for name in people(finder, text))


def test_sightings_tell_whole_names_from_single_words() -> None:
    seen = features.sightings([names.tokens("Orla Fenn"), names.tokens("Brannock")])
    assert set(seen.whole) == {"orla", "fenn"}
    assert set(seen.alone) == {"brannock"}


def test_the_first_word_of_a_firm_is_no_person(finder: Finder) -> None:
    text = "Korvane Systems (UK) Ltd wrote to us. We thanked Korvane for its letter."
    assert people(finder, text) == []


def test_somebody_called_like_a_shop_is_somebody_where_only_people_are_named(
    finder: Finder,
) -> None:
    letter = (
        "Dear Sir\n\nThank you for your letter.\n\nYours sincerely\n\nPeter Jones\n"
    )
    assert people(finder, letter) == ["Peter Jones"]
    call = "Call Peter Jones, direct line 0161 496 0000, before noon."
    assert people(finder, call) == ["Peter Jones"]


def test_a_short_family_name_in_capitals_is_more_than_initials() -> None:
    assert "NASH" in shown("14    NASH            CALLER SHANAZ MIRZA RANG")
    assert "SHANAZ MIRZA" in shown("14    NASH            CALLER SHANAZ MIRZA RANG")


def test_a_name_does_not_go_on_over_a_gap_or_from_cell_to_cell() -> None:
    assert not any("  " in name for name in shown("Priya      Bolton Wanderers"))
    assert "Y\nRigby" not in shown("26618       Y\nRigby (John)   rifle")


def test_contractions_are_nobody() -> None:
    assert shown("I've asked, we've agreed") == set()


def test_pages_of_a_document_are_evidence_for_one_another(finder: Finder) -> None:
    pages = [
        "Present: Priya Venkataraman, Tom Hollis.\nApologies: Dr Ray Stone\n",
        "Owner | Task\nPV | Write up\nStone | Costs\n",
    ]
    alone = [len(r.spans) for r in finder.read_all(pages)]
    together = list(finder.read_documents(("D01", page) for page in pages))
    found = [pages[1][s.start : s.end] for s in together[1].spans]
    assert {"PV", "Stone"} <= set(found)
    assert alone[1] < len(found)


def test_documents_are_no_evidence_for_one_another_before_people_are_gathered(
    finder: Finder,
) -> None:
    pages = [("D01", "Present: Priya Venkataraman, Tom Hollis.\n"), ("D02", "PV | x\n")]
    last = list(finder.read_documents(pages))[1]
    assert last == next(finder.read_all(["PV | x\n"]))


def test_what_everybody_reads_as_a_country_is_nobodys_initials(finder: Finder) -> None:
    text = (
        "Attendance\nPresent\tInitials\tRole\nMargaret Oyelaran\tMO\tDirector\n"
        "Helena Marchetti\tHM\tPrivacy Officer, Korvane Systems (UK) Ltd\n\n"
        "MO opened the meeting. HM said Korvane Systems (UK) Ltd trains in the UK.\n"
    )
    assert "UK" not in people(finder, text)
    assert "HM" in people(finder, text)


def test_letters_in_the_next_cell_are_not_part_of_a_name() -> None:
    assert "Priya" in shown("Ask Priya YT")
    assert "Priya YT" not in shown("Send the report to Priya\nYT\n1 October")
    assert "Jane Smith" in shown("signed Jane Smith CBE")
