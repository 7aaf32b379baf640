from __future__ import annotations

import pytest

from redactor.find import names


def people(text: str, *, trusted: bool = True) -> list[str]:
    return [text[a:b] for a, b in names.people_in(text, 0, len(text), trusted=trusted)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Smith, Jane; Ashby, Tom (Legal)", ["Smith, Jane", "Ashby, Tom"]),
        ("Jane Smith, Tom Ashby, Bo Ek", ["Jane Smith", "Tom Ashby", "Bo Ek"]),
        ('"van der Berg, Anna" <a@b.uk>', ["van der Berg, Anna"]),
        ("Smith-Jones, Rhiannon", ["Smith-Jones, Rhiannon"]),
        ("Mr J Hill, Mrs A. B. Park", ["Mr J Hill", "Mrs A. B. Park"]),
        ("Nguyễn Thị Hoa", ["Nguyễn Thị Hoa"]),
        ("O'Brien, Seán", ["O'Brien, Seán"]),
        ("JANE SMITH", ["JANE SMITH"]),
        ("Damian Green - Head of Legal", ["Damian Green"]),
        ("CN=Jane Smith/OU=Legal/O=BCC", ["Jane Smith"]),
        ("Tom, Ann and Priya", ["Tom", "Ann", "Priya"]),
        ("Gwenllian ferch Gruffydd", ["Gwenllian ferch Gruffydd"]),
    ],
)
def test_people_of_a_list(line: str, expected: list[str]) -> None:
    assert people(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Information Access Team",
        "Home Office, Metropolitan Police",
        "Planning Enquiries; FOI",
        "All Staff - Felpersham",
        "Information Commissioner",
    ],
)
def test_bodies_and_teams_are_nobody(line: str) -> None:
    assert people(line) == []


def test_a_name_is_taken_apart() -> None:
    name = names.parse("Dr Smith-Jones, Ann B.")
    assert (name.title, name.given, name.family) == ("Dr", ("ann", "b"), "smith-jones")
    assert names.parse("Ann van der Berg").family == "van der berg"
    assert names.parse("Ms Smith").family == "smith"
    assert names.parse("Jane").first == "jane"
