"""Tables whose headings say what stands in their columns."""

from redactor.find import tables
from redactor.find.engine import Finder


def found(text: str) -> list[tuple[str, str]]:
    spans = tables.columns(text)
    return [(str(span.label), text[span.start : span.end]) for span in spans]


def test_a_table_that_commas_part() -> None:
    text = (
        "client_id,surname,dob,address,next_review\n"
        'C1044,Petty,9 Jan 47,"Flat 2, 9 Mill Lane, Brackmoor",03/06/2024\n'
    )
    assert found(text) == [
        ("ID", "C1044"),
        ("PERSON", "Petty"),
        ("DOB", "9 Jan 47"),
        ("ADDRESS", "Flat 2, 9 Mill Lane, Brackmoor"),
    ]


def test_a_table_that_is_drawn_with_spaces() -> None:
    text = (
        "UPN            Name            Born       Home address\n"
        "A801200001234  Petty, Oona     02/09/19   the caravan, rear of 81 Fen Rd\n"
    )
    assert ("DOB", "02/09/19") in found(text)
    assert ("ADDRESS", "the caravan, rear of 81 Fen Rd") in found(text)


def test_an_office_in_a_column_of_addresses_stays() -> None:
    text = "Name | Address\nOona Petty | Brackmoor Hospital, Ward 2, Priory Road\n"
    assert [label for label, _ in found(text)] == ["PERSON"]


def test_other_columns_stay() -> None:
    text = "Name\tPayroll\tNext review\nOona Petty\tE10442\t03/06/2024\n"
    assert found(text) == [("PERSON", "Oona Petty"), ("ID", "E10442")]


def test_a_table_that_semicolons_part() -> None:
    text = "id;name;birth_date;balance\n1001;Oona Petty;1971-02-03;12.50\n"
    assert ("DOB", "1971-02-03") in found(text)
    assert not any("12.50" in words for _, words in found(text))


def test_the_addresses_of_premises_are_no_homes() -> None:
    text = "Premises | Licence holder | Address | Tel\nThe Crown | J Doyle | Quay | -\n"
    assert not [words for label, words in found(text) if label == "ADDRESS"]


SHEET = (
    "Sheet: Permits\n\nA\tB\tC\tD\tE\n1\tSurname\tForename\tReg\tPostcode\n"
    "2\tCourt\tMark\tNB24 ESX\tBO6 6GD\n3\tPark\tRose\tMC20 ASX\tBO4 5HF\n"
)


def test_the_headings_of_a_sheet_are_nobody_and_its_cells_are_all_found(
    finder: Finder,
) -> None:
    found = [SHEET[s.start : s.end] for s in finder.find(SHEET)]
    assert found == [
        *("Court", "Mark", "NB24 ESX", "BO6 6GD"),
        *("Park", "Rose", "MC20 ASX", "BO4 5HF"),
    ]
