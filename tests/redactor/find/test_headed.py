"""Values below their labels, and numbers that things or names lead to."""

import pytest

from redactor.find import headed, identifiers, possessions


def below(text: str) -> list[tuple[str, str]]:
    spans = headed.headed(text)
    return [(str(span.label), text[span.start : span.end]) for span in spans]


def possessed(text: str) -> list[str]:
    return [text[span.start : span.end] for span in possessions.numbers(text)]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Client reference\nCL/88120\n", "ID", "CL/88120"),
        ("3. Payroll number (if known):\n\n  TB004417\n", "ID", "TB004417"),
        ("Sort code\n12-34-56\n", "ID", "12-34-56"),
        ("Date of birth\n12 06 1984\n", "DOB", "12 06 1984"),
        ("Mobile no.\n07700 900412\n", "PHONE", "07700 900412"),
        ("User name\nhpell3\n", "HANDLE", "hpell3"),
        ("Where do you live?\nThe Old Dairy, Low Street\n", "ADDRESS", "The Old Dairy"),
        ("Address of tenant\n14 Mill Lane\nSelby\n\nRent\n", "ADDRESS", "Lane\nSelby"),
    ],
)
def test_what_stands_below_a_label_is_found(text: str, label: str, value: str) -> None:
    ((kind, words),) = below(text)
    assert kind == label
    assert value in words


@pytest.mark.parametrize(
    "text",
    [
        "Home\nAbout us\n",
        "Email address\nfoi@council.example\n",
        "Invoice number\n0044120\n",
        "employee_id: 00881720\ndob: 1971/08/30\n",
        "Site address\nUnit 4, Low Mill Industrial Estate\n",
        "Address\nSelby Council\nCivic Centre\nDoncaster Road\n",
    ],
)
def test_what_stands_below_another_label_stays(text: str) -> None:
    assert below(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Shotgun, 12 bore, serial no. A12345B, seen", "A12345B"),
        ("One air rifle, s/n WH 22871", "WH 22871"),
        ("Mrs Pell, 14 Mill Lane, Selby\nUPRN 100012345678", "100012345678"),
        ("A) ABBOT Yi, 2014417, MSc Finance", "2014417"),
        ("Struan Abernethy (1987730) appealed", "1987730"),
    ],
)
def test_the_number_of_what_somebody_has_is_theirs(text: str, number: str) -> None:
    assert possessed(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Printer, serial no. A12345B, returned",
        "Civic Centre: UPRN 100012345678",
        "Budget for Street Lighting, 2014417, agreed",
    ],
)
def test_the_number_of_another_thing_stays(text: str) -> None:
    assert possessed(text) == []


def test_a_number_is_found_some_words_behind_its_label() -> None:
    text = "her CHI number is there for anybody to read, 1207315562, and"
    spans = identifiers.identified(text)
    assert [text[s.start : s.end] for s in spans] == ["1207315562"]
