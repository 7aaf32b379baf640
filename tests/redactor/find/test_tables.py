"""Tables whose headings say what stands in their columns."""

from redactor.find import tables
from redactor.find.engine import Finder


def found(text: str) -> list[tuple[str, str]]:
    spans = tables.columns(text)
    every = [(str(span.label), text[span.start : span.end]) for span in spans]
    return list(dict.fromkeys(every))


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


def test_one_heading_is_enough_that_the_row_below_bears_out() -> None:
    assert found(
        "Item      Payroll no.   Value\n"
        "Uplift    TB004417      12.50\n"
        "\n"
        "Arrears   TB004418      3.00\n"
    ) == [("ID", "TB004417"), ("ID", "TB004418")]
    assert found("Payroll,Dept,Start\nis late, again, this month\n") == []


def test_headings_go_on_in_a_second_line() -> None:
    text = (
        "Employee     Payroll     Cost\n"
        "name         number      centre\n"
        "Amira Khan   TB004417    44120\n"
    )
    assert found(text) == [("PERSON", "Amira Khan"), ("ID", "TB004417")]


def test_serial_numbers_are_asked_for_in_a_table_of_guns() -> None:
    rows = "Make      Type    Serial\nPurdey    {}     26617\n"
    assert found(rows.format("rifle")) == [("ID", "26617")]
    assert found(rows.format("lathe")) == []


def test_a_house_and_its_road_may_have_columns_of_their_own() -> None:
    text = "No.\tRoad\tTenant\tArrears\nThe Hollies\tLow Street\tKhan\t0.00\n"
    addresses = [words for label, words in found(text) if label == "ADDRESS"]
    assert addresses == ["The Hollies", "Low Street"]


def test_a_grade_is_no_number_of_a_person() -> None:
    assert found("Name\tLicence\nAmira Khan\tE3\n") == [("PERSON", "Amira Khan")]


def test_numbers_of_staff_stand_in_rows_without_headings() -> None:
    rows = "".join(f"{{0}}00441{n} Khan, Amira   Housing\n" for n in range(3))
    staff, tickets = rows.format("TB"), rows.format("INC")
    assert [staff[s.start : s.end] for s in tables.codes(staff)] == [
        "TB004410",
        "TB004411",
        "TB004412",
    ]
    assert list(tables.codes(tickets)) == []


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
