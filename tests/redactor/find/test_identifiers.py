"""Numbers by which people are known, and dates of birth."""

import pytest

from redactor.find import births, identifiers


def found(text: str) -> list[str]:
    spans = identifiers.identified(text)
    return sorted({text[span.start : span.end] for span in spans})


def born(text: str) -> list[str]:
    return [text[span.start : span.end] for span in births.births(text)]


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("NI No ", "W P 6 2 1 8 0 5 A"),
        ("My NI number, as you asked, is ", "ZY l2 77 4O A"),
        ("Employee no.  ", "E0077193"),
        ("Person ref ", "771530"),
        ("Claim reference: ", "HB 4410927"),
        ("Council tax account: ", "3002 1188 74"),
        ("Hospital number on wristband: ", "K0417752"),
        ("UTR (if self-assessed): ", "21448 09137"),
        ("Your council tax account number is\n", "70118842"),
        ("NHS number is ", "401 022\n2139"),
        ("Sort code               ", "60-00-19"),
        ("Card ", "****4471"),
        ("pension fund, ref ", "WMPF 0447 1190"),
        ("teacher ref ", "99/12345"),
        ("Medical record no. ", "D99812"),
        ("Seen: ", "JONES 710238 HA 293 8Z"),
        ("VRM seen in part: part index ", "NX09"),
        ("login failed user=tolawale ip=", "10.44.71.90"),
        ("from ", "203.0.113.77"),
        ("The Blue Badge ", "K4YN8A 1 0726X0427"),
        ("the passport (no. ", "533019984"),
        ("NMC PIN ", "98I1234E"),
        ("arrested by PC ", "C4417"),
        ("She drives a red Corsa, ", "KX19 VOD"),
        ("IP: ", "81.152.77.204"),
    ],
)
def test_a_number_is_found_by_its_label_or_its_shape(before: str, number: str) -> None:
    assert found(f"{before}{number}\nNext line.") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Invoice no. 90017726, company no. 08814471, CQC id 1-1048822907",
        "Purchase order 4500077190, DUNS 21-448-0913",
        "Gateway 192.168.0.1 and DNS 8.8.8.8 answer; loopback 127.0.0.1",
        "The client: 12/03/2024 at 10.30",
        "Refuse vehicle reg KX19 VOD was late",
        "Tax code 1257L",
        "Custody no. KB/4471/19, call ID NCC-221190, centre no. 22145",
        "Registered in England no. 04456789 and charity no. 1144770",
        "LICENSING ACT 2003, SECTION 52",
        "Fire appliance FN18 EKZ was first",
        "grant EP/X012345/1 and OS grid TQ 123 456",
    ],
)
def test_the_number_of_a_thing_stays(text: str) -> None:
    assert found(text) == []


def test_officers_are_known_by_their_numbers_in_lists_and_logs() -> None:
    assert found("PCs 902 Chowdhary and 1187 Young attended") == ["1187", "902"]
    log = "1   02/11/19   4417 NASH       SEEN\n2   02/11/19   4417 NASH       LEFT"
    assert found(log) == ["4417"]


def test_sort_code_and_account_are_both_found() -> None:
    assert "20-00-11" in found("Pay 20-00-11 43187720 please")
    assert "43187720" in found("Pay 20-00-11 43187720 please")


@pytest.mark.parametrize(
    "date",
    [
        "29-VII-1966",
        "9 Jan 47",
        "2nd of May 1979",
        "040791",
        "2l/O6/I941",
        "1951-12-30",
        "June 2009",
    ],
)
def test_a_date_of_birth_is_found_in_every_shape(date: str) -> None:
    assert born(f"Date of birth ..... {date}, seen 4 May 2024") == [date]


def test_several_dates_follow_one_label() -> None:
    text = "dobs 040791 (mum), 12/12/15, 30/8/2018. Review 1/2/2025"
    assert born(text) == ["040791", "12/12/15", "30/8/2018"]


def test_another_date_is_no_date_of_birth() -> None:
    assert born("The hearing is on 12/03/2024 at the court.") == []


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("Account number [ ", "7 1 0 0 4 8 2 7"),
        ("Tenancy ref   ", "T/DN/004418/03"),
        ("Unison mbr ", "6620185"),
        ("hb claim ", "DNE0041773"),
        ("scanned: chip ", "977200009441707"),
        ("DBS cert ", "001744172207"),
        ("Social worker (SWE reg ", "SW104418"),
        ("Vehicle: Skoda, Reg. ", "SIL 8842"),
        ("Constable Petty (no. ", "14418"),
        ("source ip ", "10.61.14.208"),
    ],
)
def test_a_number_is_found_by_the_words_of_forms(before: str, number: str) -> None:
    assert number in found(f"{before}{number}")


@pytest.mark.parametrize(
    "text",
    [
        "defect no EN0044179",
        "Gas: Calor a/c 4418-0",
        "Received: from mx.brackmoor.example (209.85.167.42)",
        "Fleet no. 4471, reg BD51 SMR",
    ],
)
def test_the_numbers_of_things_and_of_servers_stay(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "My date of birth is the 6th day of August 1972.",
            "the 6th day of August 1972",
        ),
        ("born the ninth of March nineteen eighty-three", None),
        ("dob given as 02-04-98, he says", "02-04-98"),
        ("My father turned 80 on 2 November this year", "2 November"),
        ("Her daughter Oona (6/6/19) attends", "6/6/19"),
        ("She was born at home on 3rd March 1982.", "3rd March 1982"),
    ],
)
def test_a_birth_that_a_sentence_tells_is_found(text: str, date: str | None) -> None:
    assert (date or text.removeprefix("born ")) in born(text)


def test_a_number_is_found_again_however_it_is_spaced() -> None:
    text = "Account number: 5 0417 7287. Please quote 50417 7287."
    spans = identifiers.again(text, list(identifiers.identified(text)))
    assert [text[s.start : s.end] for s in spans] == ["50417 7287"]
