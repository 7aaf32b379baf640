from __future__ import annotations

import pytest

from redactor.find import contacts, phones, public
from redactor.find.engine import Finder


@pytest.mark.parametrize(
    "local",
    ["foi", "planning.enquiries", "press.office", "dpo", "casework", "no-reply",
     "accessicoinformation", "HR-Support", "info2", "grc", "customer_services",
     "foirequests", "supervision"],
)  # fmt: skip
def test_role_mailboxes_stay(local: str) -> None:
    assert public.is_role_mailbox(local, "borsetshire.gov.uk")


@pytest.mark.parametrize(
    "local",
    ["jane.smith", "jsmith", "t_ashby", "o'hara.n", "pvdm", "grace.law", "xiuying88"],
)
def test_mailboxes_of_people_go(local: str) -> None:
    assert not public.is_role_mailbox(local, "borsetshire.gov.uk")


def dialled(text: str) -> list[str]:
    return [text[s.start : s.end] for s in phones.phones(text)]


@pytest.mark.parametrize(
    "number",
    ["07700 900123", "+44 7700 900 123", "01632 960345", "(020) 7946 0958",
     "+44 (0)1632 960345", "07700-900-123"],
)  # fmt: skip
def test_numbers_of_people_go(number: str) -> None:
    assert "".join(dialled(f"Ring {number} today")).strip("()") in number


@pytest.mark.parametrize(
    "text",
    ["0300 123 4567", "0303 123 1113", "0345 600 4455", "0800 028 4511", "101", "111",
     "0870 739 5836", "+44 300 123 4567", "Switchboard: 01632 960000",
     "Press office: 020 7946 0100", "2024-10-01 to 2024-11-30", "12/03/2024 09:14",
     "FS50379341", "1406745", "£1,250,000", "638303716418983057"],
)  # fmt: skip
def test_public_numbers_and_other_digits_stay(text: str) -> None:
    assert dialled(text) == []


def test_an_extension_goes_with_its_number() -> None:
    text = "Ring 01632 960118 ext. 204, or bleep 4471."
    assert dialled(text) == ["01632 960118 ext. 204"]
    bleeps = [text[s.start : s.end] for s in phones.extensions(text)]
    assert "bleep 4471" in bleeps


def test_an_address_encoded_in_a_link_is_found_and_a_role_one_is_not() -> None:
    text = "data=05%7C01%7Cjane.smith%40x.gov.uk%7C0 and %7Cfoi%40x.gov.uk%7C"
    assert [text[s.start : s.end] for s in contacts.encoded(text)] == [
        "jane.smith%40x.gov.uk"
    ]


def test_a_link_that_outlook_follows_is_said_with_the_page_behind_it() -> None:
    link = (
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.org.uk%2Fa"
        "&data=05%7C01%7Cjane.smith%40x.gov.uk%7C6383037"
    )
    for text in (f"See {link}", f"See {link[:70]}\n{link[70:]}"):
        (span,) = contacts.encoded(text)
        assert "https://x.org.uk/a" in span.why
    tail = (
        "%7C9f1c2b3a-1111-2222-3333-444455556666%7C0%7C0%7C638038056600000000%7CUnknown"
    )
    (whole,) = contacts.encoded(f"See {link}{tail}")
    assert "9f1c2b3a-1111-2222-3333-444455556666" in whole.why
    assert "11 November 2022, 23:21 UTC" in whole.why
    (plain,) = contacts.encoded("https://x.org.uk/?to=jane.smith%40x.gov.uk")
    assert "Outlook" not in plain.why


@pytest.mark.parametrize(
    "text",
    [
        "We apply section 40(2) by virtue of section 40(3A)(a) of the FOIA 2000.",
        "Case reference IC-335210-T7S5, our notice FS50379341 of 10 November 2011.",
        "Information Commissioner's Office, Wycliffe House, Water Lane, Wilmslow, "
        "Cheshire SK9 5AF",
        "First-tier Tribunal\nPO Box 9300,\nLEICESTER,\nLE1 8DJ\nTel: 0300 1234504",
        "Meta, Microsoft, Liberty Investigates and City of London Police replied.",
        "The Chatham House Rule and the Caldicott Guardian were mentioned in May.",
        "Yours sincerely\n\nInformation Access Team\nStrategic Planning",
        "Follow @ICOnews or https://twitter.com/iconews and www.ico.org.uk.",
    ],
)
def test_what_is_public_is_not_proposed(finder: Finder, text: str) -> None:
    assert [text[s.start : s.end] for s in finder.find(text)] == []
