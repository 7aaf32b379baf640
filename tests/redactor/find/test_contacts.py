"""Mail addresses, telephone numbers and user names: whose they are."""

import pytest

from redactor.find import contacts, handles, links, phones


def found(text: str) -> list[str]:
    spans = [*contacts.emails(text), *phones.phones(text), *phones.extensions(text)]
    return [text[span.start : span.end] for span in spans]


def users(text: str) -> list[str]:
    spans = handles.handles(text)
    return [text[s.start : s.end] for s in spans if s.label == "HANDLE"]


@pytest.mark.parametrize(
    "written",
    [
        "oona.petty [at] brackmoor [dot] gov [dot] uk",
        "oona dot petty at brackmoor dot gov dot uk",
        "opetty(at)brackmoor.gov.uk",
        "oona.petty @ brackmoor . org",
        "oona.petty-\nlane@brackmoor.gov.uk",
        "oona.petty@brackmoor.\ngov.uk",
        "o.petty+news@brackmoor.example",
        "bywater@brackmoor.gov.uk",
        "kowalczuk@brackmoor.example",
        "r.banks@brackmoor.example",
    ],
)
def test_a_persons_mail_address_is_found_however_it_is_written(written: str) -> None:
    assert found(f"Please write to {written} instead.") == [written]


@pytest.mark.parametrize(
    "role",
    [
        "healthandsafety@brackmoor.gov.uk",
        "overbrackmoorpc@parish.example",
        "parking.appeals at brackmoor dot gov dot uk",
        "civic.room7@brackmoor.gov.uk",
        "ward12@brackmoor.nhs.uk",
        "street-cleaning@brackmoor.gov.uk",
        "postmaster@brackmoor.gov.uk",
    ],
)
def test_the_mailbox_of_a_role_or_a_body_stays(role: str) -> None:
    assert found(f"Please write to {role} instead.") == []


@pytest.mark.parametrize(
    "number",
    [
        "07700 900417",
        "(01632) 960 417",
        "O7700 9OO 4l7",
        "447700900417",
        "01632 960417/8",
        "832-555-0417",
        "(832) 555-0417",
        "x2417",
        "extension 2417",
    ],
)
def test_a_persons_number_is_found_however_it_is_written(number: str) -> None:
    assert found(f"Ring her on {number} after five.") == [number]


def test_a_number_that_a_line_breaks_is_one() -> None:
    assert found("Mum is on 07700 900 4\n 17 most days.") == ["07700 900 4\n 17"]


@pytest.mark.parametrize(
    "line",
    [
        "Ring the site office 01632 960350.",
        "Switchboard | - | 01632 960100 | enquiries@brackmoor.gov.uk",
        "Procurement team: procurement@brackmoor.gov.uk  01632 960100",
        "Join by phone +44 20 3855 5885, conference ID 602 117 448",
        "Contract 07700 900 350-B (tender no. 01514960)",
        "Opening balance 01632882.60",
        "Brackmoor Clinic, 2 Dock Road, Brackmoor BM1 1AA  01632 960100",
    ],
)
def test_a_bodys_number_and_a_things_number_stay(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Staff log-ins opetty4 and tshaw.", ["opetty4", "tshaw"]),
        ('"run_by","opetty"', ["opetty"]),
        ("printed 03/11/2023 by opetty02", ["opetty02"]),
        (r"\\srv\HR$\Leavers\o.petty\exit.xlsx", ["o.petty"]),
        ("insta @oona.petty_9 and @BrackmoorMBC", ["@oona.petty_9"]),
        ("CN=RECIPIENTS", []),
        ("Entered by OPETTY 12/03/24, created_by: tshaw", ["OPETTY", "tshaw"]),
        ("uid=opetty,ou=people", ["opetty"]),
        ("thanks @everyone and @here", []),
    ],
)
def test_a_user_name_is_found_and_a_bodys_stays(text: str, who: list[str]) -> None:
    assert users(text) == who


@pytest.mark.parametrize(
    ("link", "is_somebodys"),
    [
        ("https://brackmoor-my.sharepoint.com/personal/oona_petty_gov_uk/x.docx", True),
        ("https://www.justgiving.com/fundraising/oona-petty", True),
        ("http://www.brackmoor.example/~opetty/", True),
        ("https://www.linkedin.com/company/brackmoor", False),
        ("https://www.brackmoor.gov.uk/people/contact", False),
    ],
)
def test_a_link_to_somebodys_page_is_found(link: str, is_somebodys: bool) -> None:
    assert bool(list(links.profiles(f"See {link} for more."))) is is_somebodys


@pytest.mark.parametrize(
    "role",
    [
        "mary.tarn.bridge@brackmoor.gov.uk",
        "northcustody@brackmoor.police.uk",
        "brackmooredt@brackmoor.gov.uk",
        "lakesideteam@brackmoor.sch.uk",
        "swyddfa@brackmoor.sch.uk",
        "dene.ward9@nhs.scot",
    ],
)
def test_what_is_nobodys_name_is_a_bodys_mailbox(role: str) -> None:
    assert found(f"Please write to {role} instead.") == []


@pytest.mark.parametrize(
    "mailbox",
    [
        "quillero@brackmoor.co.uk",
        "o.petty@brack=\nmoor.gov.uk",
        "shawt@brackmoor.gov.uk",
    ],
)
def test_a_name_with_an_initial_or_a_soft_break_is_a_persons(mailbox: str) -> None:
    assert found(f"Please write to {mailbox} instead.") == [mailbox]


def test_what_names_a_message_is_no_mailbox() -> None:
    assert found("Message-ID: <7c21.9a0f4@mx2.brackmoor.example>") == []


@pytest.mark.parametrize(
    "line",
    [
        "The vet, Dene Paws, 01632 960344, was closed.",
        "Taken to Shaw Tyres (01632 960345) for repair.",
        "Appointments: clinic@brackmoor.gov.uk / 01632 960346",
        "payroll line 01632 960347",
        "Ring 01632 960348 to book a place.",
        "Boat   Otter Cruises Ltd      Town Quay      01632 960349",
        "The slab is 600 x 400 x 110 mm",
        "Porters' helpdesk ext 31700",
    ],
)
def test_the_clause_before_a_number_says_that_it_is_a_bodys(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("tel 01632 960350 (h), no mobile", "01632 960350"),
        ("Sister in Lille: 06.12.45.17.91", "06.12.45.17.91"),
        ("Mob 07972 · 417 · 221", "07972 · 417 · 221"),
        ("TEL (H): 777 4 0418", "777 4 0418"),
        ("at home Denebury 85 4418", "Denebury 85 4418"),
        ("Dr Osei blp 88-205", "blp 88-205"),
    ],
)
def test_odd_numbers_of_people_are_found(line: str, number: str) -> None:
    assert found(line) == [number]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Log in to Payview as opetty4.", ["opetty4"]),
        ("He may not post as otto_p_82.", ["otto_p_82"]),
        ('A post by "Otts Pet" was seen.', ["Otts Pet"]),
        (r"Issued: BRK\opettyq. Note by opettyq today.", [r"BRK\opettyq", "opettyq"]),
        (r"Run by BRK\svc_backup", []),
        ("Follow @brackdale for news", []),
        ("lease to Ottos-iPhone", ["Ottos-iPhone"]),
    ],
)
def test_who_logs_in_or_posts_is_found(line: str, who: list[str]) -> None:
    assert users(line) == who


def test_a_path_through_somebodys_folder_is_found_whole() -> None:
    text = r"Saved in H:\Profiles\O.Petty\My Files\list v2.xlsx today."
    spans = [text[s.start : s.end] for s in links.profiles(text)]
    assert spans == [r"H:\Profiles\O.Petty\My Files\list"]
