from __future__ import annotations

from redactor.find import minutes
from redactor.find.engine import Finder
from redactor.find.people import Individual, Known, People, Text


def table(finder: Finder, *texts: str, known: tuple[Known, ...] = ()) -> People:
    """Each text is a document of its own."""
    found = finder.find_all(texts)
    return People(
        [
            Text(f"D{n:02d}", text, tuple(spans))
            for n, (text, spans) in enumerate(zip(texts, found, strict=True), start=1)
        ],
        known,
    )


def named(people: People, name: str) -> Individual:
    return next(p for p in people.individuals if p.name == name)


def of(people: People, texts: tuple[str, ...], person: Individual) -> list[str]:
    return [
        text[span.start : span.end]
        for text, spans in zip(texts, people.spans, strict=True)
        for span, owner in spans
        if owner is person
    ]


MAIL = (
    "From: Smith, Jane <jane.smith@borsetshire.gov.uk>\nTo: Ashby, Tom\n"
    "Subject: Minutes\n\nHi Tom,\n\nMs Smith's notes are here.\n\n"
    "Kind regards\nJane\n\nJane Smith\nMobile: 07700 900123\n"
)
MINUTES = (
    "Present: Jane Smith (JS), Thomas Ashby (TA)\n\nJS to circulate. Tom Ashby agreed."
)


def test_one_person_in_two_documents_is_one_row(finder: Finder) -> None:
    people = table(finder, MAIL, MINUTES)
    jane = named(people, "Jane Smith")
    places = of(people, (MAIL, MINUTES), jane)
    assert places.count("Jane Smith") == 2
    assert {"Smith, Jane", "Ms Smith", "Jane", "JS"} <= set(places)
    assert sum(p.family == "smith" for p in people.individuals) == 1


def test_a_mail_address_and_a_mobile_belong_to_whoever_signs(finder: Finder) -> None:
    people = table(finder, MAIL)
    places = of(people, (MAIL,), named(people, "Jane Smith"))
    assert {"jane.smith@borsetshire.gov.uk", "07700 900123"} <= set(places)


def test_short_and_long_forenames_are_one_person(finder: Finder) -> None:
    people = table(finder, MAIL, MINUTES)
    assert sum(p.family == "ashby" for p in people.individuals) == 1


def test_two_people_of_one_family_name_stay_two(finder: Finder) -> None:
    text = "Present: Jane Smith, Robert Smith\n\nRobert Smith spoke. Jane Smith left."
    people = table(finder, text)
    assert len([p for p in people.individuals if p.family == "smith"]) == 2


def test_a_forename_alone_in_another_document_is_nobody_known(finder: Finder) -> None:
    other = "Dear Jane\n\nThank you for your call."
    people = table(finder, MAIL, other)
    jane = named(people, "Jane Smith")
    assert "D02" not in jane.documents
    assert [owner is jane for _, owner in people.spans[1]] == [False]


def test_a_forename_that_two_people_share_is_given_to_neither(finder: Finder) -> None:
    text = "Present: Jane Smith, Jane Okafor\n\nHi Jane,\n"
    people = table(finder, text)
    last = people.spans[0][-1][1]
    assert last is None or last.name == "Jane"


def test_one_sighting_finds_all(finder: Finder) -> None:
    first = "To: Mokoena, Thandiwe <t.mokoena@x.gov.uk>\nSubject: Vans\n"
    second = "MOKOENA agreed. Mokoena's van was seen, says Thandiwe Mokoena."
    people = table(finder, first, second)
    thandiwe = named(people, "Thandiwe Mokoena")
    assert of(people, (first, second), thandiwe)[-3:] == [
        "MOKOENA",
        "Mokoena",
        "Thandiwe Mokoena",
    ]


def test_a_family_name_that_is_a_word_needs_evidence(finder: Finder) -> None:
    text = (
        "Chair: Peter Young\n\nThe Young Persons' Forum met. Young said that those "
        "under age were right."
    )
    found = [text[s.start : s.end] for s, _ in table(finder, text).spans[0]]
    assert found == ["Peter Young", "Young"]


def test_a_road_is_not_the_person_of_its_name(finder: Finder) -> None:
    text = "From: Ann Marlow <ann.marlow@x.uk>\n\nMarlow Road is shut, Marlow said."
    found = [text[s.start : s.end] for s, _ in table(finder, text).spans[0]]
    assert found == ["Ann Marlow", "ann.marlow@x.uk", "Marlow"]


def test_a_person_of_the_case_keeps_their_row(finder: Finder) -> None:
    known = Known("Jane Smith", ("Jane Smith", "Janey"), "P07")
    people = table(finder, MAIL, known=(known,))
    assert [p.id for p in people.individuals if p.family == "smith"] == ["P07"]


def test_initials_explained_on_one_page_are_found_on_the_next(finder: Finder) -> None:
    pages = ("Present: Ngozi Eze (NE)", "Action 4: NE and others by Friday.")
    found = list(finder.find_all(pages))
    people = People(
        [Text("D01", t, tuple(s)) for t, s in zip(pages, found, strict=True)]
    )
    assert [pages[1][s.start : s.end] for s, _ in people.spans[1]] == ["NE"]


def test_who_signs_with_a_short_name_is_the_one_named_under_it(finder: Finder) -> None:
    text = "See attached.\n\nBest wishes\nTom\n\nTomasz Wilk\nTel: 01632 960227\n"
    people = table(finder, text)
    places = of(people, (text,), named(people, "Tomasz Wilk"))
    assert places == ["Tom", "Tomasz Wilk", "01632 960227"]


def test_looking_again_with_what_was_learnt_finds_the_same(finder: Finder) -> None:
    texts = (MAIL, MINUTES + "\nTA and JS left. Ask TA.")
    first = table(finder, *texts)
    known = tuple(Known(p.name, tuple(p.forms), "P") for p in first.individuals)
    again = table(finder, *texts, known=known)
    assert [[s for s, _ in page] for page in again.spans] == [
        [s for s, _ in page] for page in first.spans
    ]


def test_one_letter_that_signs_is_the_one_person_it_fits(finder: Finder) -> None:
    text = (
        "From: Keziah Mbeki <keziah.mbeki@carrow.gov.uk>\n"
        "To: Tom Ashby <tom.ashby@carrow.gov.uk>\n\n"
        "Tom, the file is on its way to you today.\n\nK\n"
    )
    people = table(finder, text)
    signed = [p.name for s, p in people.spans[0] if p and text[s.start : s.end] == "K"]
    assert signed == ["Keziah Mbeki"]
    assert all(len(p.name) > 1 for p in people.individuals)


def test_the_key_of_a_table_says_whose_letters_they_are() -> None:
    defined = minutes.definitions("KEY   GRE = Mrs J Green   KHN = Mr S Khan\n")
    assert set(defined) == {"GRE", "KHN"}
    assert not minutes.definitions("KEY   TBC = To be confirmed   DNA = Did not attend")


def test_a_part_of_a_name_inside_of_a_firms_name_is_nobody(finder: Finder) -> None:
    text = "Bill Harte rang. Harte & Sons Ltd are builders. Ask Mr Bill Harte."
    found = table(finder, text).spans[0]
    assert "Harte" not in [text[s.start : s.end] for s, _ in found]


def owner_of(people: People, texts: tuple[str, ...], value: str) -> list[str]:
    """Whose a value is said to be."""
    return [p.name for p in people.individuals if value in of(people, texts, p)]


def test_an_address_that_names_somebody_else_is_not_given_away(finder: Finder) -> None:
    letter = (
        "My neighbour Mrs Edith Carmody gave me her number and I shall ring her. "
        "Please reply to d.achterberg@example.com."
    )
    other = "Desmond Achterberg wrote about the lane."
    for texts in ((letter,), (letter, other), (other, letter)):
        people = table(finder, *texts)
        owners = owner_of(people, texts, "d.achterberg@example.com")
        assert owners == (["Desmond Achterberg"] if len(texts) > 1 else [])


def test_an_address_right_behind_a_name_that_it_does_not_spell(finder: Finder) -> None:
    text = "Edith Carmody d.achterberg@example.com\nDesmond Achterberg left."
    people = table(finder, text)
    owners = owner_of(people, (text,), "d.achterberg@example.com")
    assert owners == ["Desmond Achterberg"]


def test_an_address_of_no_name_is_of_whom_it_stands_beside(finder: Finder) -> None:
    text = "Edith Carmody, bluebells77@example.com, wrote."
    people = table(finder, text)
    assert owner_of(people, (text,), "bluebells77@example.com") == ["Edith Carmody"]


def test_what_the_writer_calls_their_own_is_not_the_other_persons(
    finder: Finder,
) -> None:
    text = "I told Edith Carmody that my number is 07700 900123."
    people = table(finder, text)
    assert owner_of(people, (text,), "07700 900123") == []


def test_a_lady_is_not_the_gentleman_of_her_family(finder: Finder) -> None:
    text = "Des Achterberg wrote to us. Ms Achterberg then rang."
    people = table(finder, text)
    assert of(people, (text,), named(people, "Des Achterberg")) == ["Des Achterberg"]
    mr = "Des Achterberg wrote to us. Mr Achterberg then rang."
    people = table(finder, mr)
    assert "Mr Achterberg" in of(people, (mr,), named(people, "Des Achterberg"))


def test_a_forename_that_is_a_word_is_found_beside_another_in_a_later_document(
    finder: Finder,
) -> None:
    minutes_ = "Present: Siobhan O'Dwyer, Will Field\n\nWill asked for the costs."
    mail = "Greetings to Siobhan and Will.\n\nThey will come on Monday.\n"
    people = table(finder, minutes_, mail)
    assert [mail[s.start : s.end] for s, _ in people.spans[1]] == ["Siobhan", "Will"]


def test_a_double_name_is_one_whatever_dash_joins_it(finder: Finder) -> None:
    texts = ("Dear Ms Ewa Wierzbicki-Hale\n", "I spoke to Ewa Wierzbicki–Hale today.\n")
    people = table(finder, *texts)
    assert len(people.individuals) == 1
