from __future__ import annotations

import pytest

from redactor.find import addresses


def found(text: str) -> list[str]:
    spans = [*addresses.addresses(text), *addresses.houses(text)]
    return [text[s.start : s.end] for s in spans]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Mrs P Osei\n14 Marlow Road\nEX4 6TJ", "14 Marlow Road\nEX4 6TJ"),
        ("lives at Flat 3, 19 Quay St, Felpersham, FM1 1DX and", None),
        ("She moved to 3 Mill Lane, Little Croxley in May.", None),
        ("Address: Sea View\nTenby\nSA70 7AA", "Sea View\nTenby\nSA70 7AA"),
        ("Regards\nA Fry\nElm House, Mill Street, Ely", "Elm House, Mill Street, Ely"),
    ],
)  # fmt: skip
def test_homes_are_found_whole(text: str, address: str | None) -> None:
    expected = address or text.split(" at ")[-1].split(" to ")[-1]
    expected = expected.removesuffix(" and").removesuffix(" in May.")
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Borsetshire County Council\nCounty Hall\nFelpersham Way\nBorchester BC1 1AA",
        "PO Box 37, Borchester BC1 9ZZ",
        "Trust Headquarters, 1 Victoria Road, Exampleton EX1 2AB",
        "Public Authority: Croxley Parish Council\nAddress: Sea View\nEly\nCB7 4AA",
        "Regards\nFOI Team\nBorsetshire Council\nElm House, Mill Street, Ely",
        "See page 12 High Street, and section 4 Park Road.",
        "open 7 days, 5 Working Days Close to the date",
    ],
)
def test_offices_and_other_numbers_stay(text: str) -> None:
    assert found(text) == []
