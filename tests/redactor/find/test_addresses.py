from __future__ import annotations

import pytest

from redactor.find import addresses, homes, tidy


def found(text: str) -> list[str]:
    spans = [*addresses.addresses(text), *addresses.houses(text)]
    return [text[s.start : s.end] for s in tidy.clean(text, spans)]


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


def test_each_line_beside_another_address_is_found_alone() -> None:
    text = (
        "Mr Alan Whitcombe              Exampleton Council\n"
        "5 Pump Lane                    Civic Offices\n"
        "Little Tolham                  High Street\n"
        "EX14 9QQ                       Exampleton EX1 1AA\n"
    )
    assert found(text) == ["5 Pump Lane", "Little Tolham", "EX14 9QQ"]


def test_the_lines_below_whom_a_letter_greets_are_an_address() -> None:
    text = "Contessa Livia Grey\nThe Dower House\nGreat Ponting\n\nDear Lady Grey\n"
    assert found(text) == ["The Dower House\nGreat Ponting"]


def covered(text: str, address: str) -> bool:
    start = text.index(address)
    every = range(start, start + len(address))
    spans = [*addresses.addresses(text), *addresses.houses(text)]
    hidden = {i for s in spans for i in range(s.start, s.end)}
    return all(i in hidden for i in every if text[i].isalnum())


@pytest.mark.parametrize(
    ("before", "address"),
    [
        ("Keys are held by Mrs Petty at ", "The Old Forge, Mill Bank, Brackmoor"),
        ("He lives at ", "9 tansy close"),
        ("can u post it to ", "5a quarry cottages"),
        ("Home address ..... ", "The Haven, Back Lane\n              Little Orston"),
        ("Lost home: ", "flat 2 above the chip shop, 61 barrow lane, dene cw2 9pj"),
        ("Moved Fri to: ", "Unit 7\nSeaview Temporary Accommodation\nDene CW1 4GT"),
        ("The occupier of ", "Rose Cottage"),
        ("My neighbour in this street at ", "no 46"),
        ("from ", "Flat 9, Albert Court, Kendal Street"),
        ("His new address is ", "118 Larkspur Hollow Rd Unit 6, Dene, CO 80424"),
        ("ADR;TYPE=HOME:;;", "2 Weaver's Row;Dene;West Yorkshire;CM7 8NR"),
        ("Letters for her go to ", "PO Box 77, Dene OX7 5ZZ"),
        ("Crew said ", "42 Abbey Walk"),
        ("Home address: ", "3F2, 27 Marchmont Crescent, Edinburgh, EH9 9ZZ"),
        ("Cpl D Rennie, ", "12 Ypres Lines, BFPO 16"),
        ("He moved to ", "Room 9, Elm View Care Home, 30 Tollgate Road"),
        ("letters go to his mother's home at ", "67\nBrookfield Terrace, HN3\n4AA"),
        ("i live at ", "23 orchrd clsoe, wythenshaw"),
        ("come round, ", "flat 2 over Ladbrokes, High St, Tipford, DY4 9ZX"),
        ("The neighbour at ", "29"),
        ("We had complaints about the dog: from ", "12, 14 and 18"),
        ("Mrs P Osei, ", "44 Broadway"),
        ("Mr Roberts of ", "Ty Gwyn, Penrhos, Pwllheli"),
        ("Found at ", "///filled.count.soap"),
        ("Town: Selby\nPostcode: YO8 4ZZ\nStreet: ", "Ousegate"),
        ("Mr Petty of ", "Bank Top Farm, nr. Lesser Dene,\n    Derbysh1re. DE99 9ZZ"),
    ],
)
def test_every_letter_of_a_home_is_covered(before: str, address: str) -> None:
    assert covered(f"{before}{address}\n", address)


@pytest.mark.parametrize(
    "text",
    [
        "Yours sincerely\nOona Petty\nInformation Governance\n"
        "Marl House, 14 Exchange Street, Brackmoor BM1 2AB",
        "Place of work: Gwent House, 7 Severn Road, Brackmoor BM9 4GH",
        "Keys from Brackmoor One Stop Shop, 40 High Street, BM1 1AA",
        "Application 24/0452: change of use to an HMO, 46 Gladstone Terrace",
        "Land at Manor Farm Barns, Church Lane, Upper Tew",
        "to keep the number 47 running between Whitby Avenue and the park",
        "Agent: Bligh Planning, 5 St Aldates, Brackmoor BM1 1BT",
        "She was taken to Elm View Care Home, 30 Tollgate Road, Brackmoor",
        "Our offices are at Bright & Sons Ltd, 3 Quay Street, Brackmoor BM1 1BT",
        "I went to the Town Hall and it was shut",
        "Unit 4, Eastgate Business Park, Brackmoor BM3 7PQ",
        "Harnley Library: 15 Dec, 9 Oct",
    ],
)
def test_an_office_a_shop_and_a_site_stay(text: str) -> None:
    assert found(text) == []


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


@pytest.mark.parametrize(
    ("before", "address"),
    [
        ("lives at ", "Basement Flat / 61 Tansy Place / Dene / DN3 1FL"),
        ("Home: ", "2/1, 14 Tansy Av, Dene DD2 1EZ"),
        ("She keeps ", '"Sea Holly", Quarry Lane'),
        ("for notices: ", "nb Otter May, Quarry Wharf, Dene"),
        ("of ", "Tyddyn Isaf, Ffordd Penrhos"),
        ("Was registered at ", "4 rue des Tilleuls, 59000 Lille"),
        ("my sister-in-law, of ", "Denebeg, Co. Donegal F94 X2K8"),
        ("asks to live with Oona, at ", "the flat over the fish shop, 204 Quarry Road"),
        ("Notes: ", "3 Council Houses, Quarry Road"),
    ],
)
def test_homes_of_every_shape_are_covered(before: str, address: str) -> None:
    assert covered(f"{before}{address}\n", address)


@pytest.mark.parametrize(
    "text",
    [
        "principal place of work at Tansy Collection, Dene Green DN21 0AZ",
        "Insurer: Dene Mutual, 10 Quarry Place, Dene",
        "ADR;TYPE=WORK:;;70 Quarry Street;Dene;;DN1 6AL",
        "The Landlord|The White Hart|38 Quarry Street|Dene|DN15 7ET",
        "moved to Tansy House care home, Quarry Road",
        "write to Quarry Cruises, 12 Town Lane, Dene DN1 1AA",
    ],
)
def test_addresses_of_firms_stay(text: str) -> None:
    assert found(text) == []


def test_the_minutes_of_an_hour_are_no_house_number() -> None:
    text = "Thursday, 14:00 to 15:20, Meridian House (room 2.14)\nand by video\n"
    assert [*homes.homes(text)] == []
    assert [text[s.start : s.end] for s in homes.homes("He lives at 20 Vine House.")]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("1. P & M Lanyon, The Net Loft, Quay Street - objects",
         "The Net Loft, Quay Street"),
        ("Dr Kerr, Chy an Mor, Beacon Hill, Polm TR11 9ZZ said",
         "Chy an Mor, Beacon Hill, Polm TR11 9ZZ"),
        ("Mrs Bright of Flat 44 rang", "Flat 44"),
        ("at my nan's now 9 hartley close S5 6xq", "9 hartley close S5 6xq"),
        ("They have moved to 14 Glen Park\nDunmurry BT17 9ZZ",
         "14 Glen Park\nDunmurry BT17 9ZZ"),
        ("Ms T Khan\nRosemount\nLow Road\nCawood\n\n3 April",
         "Rosemount\nLow Road\nCawood"),
        ("3 Mill Lane\nRosemount, Mill Lane\n", "Rosemount, Mill Lane"),
    ],
)  # fmt: skip
def test_a_home_is_found_beside_whoever_lives_there(text: str, address: str) -> None:
    assert address in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our office at Meridian House, Low Street is closed.",
        "Meeting at Bradley Court, 5 Park Place, Leeds.",
        "Mr Pell, Head of Housing, Civic Centre, Doncaster Road",
        "Mr T Reed, Senior Planner, Low Street Office",
    ],
)
def test_the_office_of_somebody_stays(text: str) -> None:
    assert found(text) == []
