"""The copy for the disclosure log is without the requester, or it is not there."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from redactor.casefile import CaseFile
from redactor.errors import LogRefused
from redactor.release.approval import approve
from redactor.release.disclosure.log import disclose
from redactor.release.package import release
from redactor.release.reply.letter_file import words
from redactor.request import Outcome
from redactor.work import finish
from tests import make
from tests.redactor.release.cases import BY, draw, keep, mark
from tests.redactor.release.requests import (
    WEIGHED,
    because,
    correct,
    part,
    withhold,
)
from tests.redactor.release.test_package import text_of

ASKED = "Robin Applegate, robin.applegate@example.org"
TEXT = "Dear Jane Greenhalgh\nThe bridge was closed on Monday\nIt cost 4711 pounds"
DAY = dt.date(2024, 10, 11)


def case(folder: Path, text: str = TEXT, requester: str = ASKED) -> CaseFile:
    file = make.case_file(folder, papers=make.pdf(text))
    correct(
        file,
        received=dt.date(2024, 9, 20),
        authority="Northbridge Council",
        title="Closure of the bridge",
        request="Please send the papers on the closure.",
        requester=requester,
    )
    withhold(file, "D01", "s.40(2)", "Jane Greenhalgh")
    return file


def leave(file: CaseFile, out: Path) -> Path:
    """Approve the case and release it, as the command line would."""
    file.apply(approve(file, by="A Reviewer"), by="A Reviewer")
    manifest = finish(release(file, out))
    file.record("release", by=BY, content=manifest.encode())
    return out


def refusal(file: CaseFile, folder: Path) -> LogRefused:
    out = folder.parent / "log"
    with pytest.raises(LogRefused) as caught:
        finish(disclose(file, folder, out))
    assert not out.exists()
    assert not list(out.parent.glob(".release-*"))
    return caught.value


class Page(HTMLParser):
    """Tags and their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def everything(folder: Path) -> str:
    """All that the copy says, pages of PDFs included."""
    said = ""
    for path in folder.iterdir():
        data = path.read_bytes()
        if path.suffix == ".pdf":
            said += text_of(data)
        elif path.suffix in (".docx", ".xlsx"):
            said += words(data)
        else:
            said += data.decode("utf-8-sig")
    return said


def test_the_copy_has_the_released_files_and_an_entry(tmp_path: Path) -> None:
    file = case(tmp_path)
    out = leave(file, tmp_path / "out")
    entry = finish(disclose(file, out, tmp_path / "log"))
    log = tmp_path / "log"
    assert {p.name for p in log.iterdir()} == {
        "D01 papers.pdf",
        "schedule.pdf",
        "schedule.xlsx",
        "schedule.csv",
        "schedule.json",
        "letter.docx",
        "index.html",
        "log.json",
    }
    assert entry == json.loads((log / "log.json").read_text("utf-8"))
    assert entry["title"] == "Closure of the bridge"
    assert entry["outcome"] == "Withheld in part"
    assert [one["code"] for one in entry["exemptions"]] == ["s.40(2)"]
    same = "D01 papers.pdf"
    assert (log / same).read_bytes() == (out / same).read_bytes()
    for one in entry["files"]:
        data = (log / one["name"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(data).hexdigest()


def test_the_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    file = case(tmp_path)
    out = leave(file, tmp_path / "out")
    finish(disclose(file, out, tmp_path / "log"))
    page = Page((tmp_path / "log" / "index.html").read_text("utf-8"))
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(tags)
    assert not any("src" in attributes for _, attributes in page.tags)
    links = [a["href"] for tag, a in page.tags if tag == "a"]
    assert links
    assert not any(":" in str(link) or str(link).startswith("/") for link in links)
    assert dict(page.tags[0][1]) == {"lang": "en-GB"}
    assert tags.count("h1") == 1
    assert "Section 40(2): Personal information" in page.text
    assert "The law asked us to answer" in page.text  # the letter is in it


def test_the_letter_names_the_requester_and_its_copy_does_not(tmp_path: Path) -> None:
    file = case(tmp_path)
    correct(
        file,
        request="The papers, please.\nRobin Applegate\nrobin.applegate@example.org",
    )
    out = leave(file, tmp_path / "out")
    assert "Applegate" in words((out / "letter.docx").read_bytes())
    finish(disclose(file, out, tmp_path / "log"))
    said = everything(tmp_path / "log").casefold()
    assert "applegate" not in said
    assert "[the requester]" in said
    assert "dear robin applegate" in words((out / "letter.docx").read_bytes()).lower()
    assert "dear requester" in said
    assert "the papers, please." in said


def test_no_signature_of_the_request_leads_to_the_requester(
    tmp_path: Path,
) -> None:
    file = case(tmp_path, requester="Gwendolyn Harker")
    correct(
        file,
        request=(
            "The papers on SW1A 1AA and the cost of 12 bridges, please, or write to "
            "foi@northbridge.gov.uk.\n\nThanks, Gwen\nGwendolyn Harker\n"
            "gwen.harker@example.org / g_hrkr@example.com\n07700 900 123, "
            "0113 496 0000\n12 Mill Lane\nLeeds\nLS1 4AP"
        ),
    )
    out = leave(file, tmp_path / "out")
    finish(disclose(file, out, tmp_path / "log"))
    said = everything(tmp_path / "log")
    for trace in ("Gwen", "gwen", "hrkr", "900 123", "496", "Mill Lane", "LS1"):
        assert trace not in said
    for stays in ("SW1A 1AA", "12 bridges", "foi@northbridge.gov.uk"):
        assert stays in said


def test_released_pages_that_name_the_requester_are_burnt_for_the_log(
    tmp_path: Path,
) -> None:
    text = f"{TEXT}\nRobin Applegate asked\nSo did Mr Applegate (r.applegate)"
    file = case(tmp_path, text)
    keep(file, mark(file, "Robin Applegate"))
    out = leave(file, tmp_path / "out")
    assert "Robin Applegate" in text_of((out / "D01 papers.pdf").read_bytes())
    finish(disclose(file, out, tmp_path / "log"))
    assert "Applegate" in text_of((out / "D01 papers.pdf").read_bytes())
    burnt = text_of((tmp_path / "log" / "D01 papers.pdf").read_bytes())
    assert "Applegate" not in burnt
    assert "The bridge was closed on Monday" in burnt
    assert "requester" in (tmp_path / "log" / "schedule.csv").read_text("utf-8-sig")
    assert "Applegate" not in everything(tmp_path / "log")
    assert len(file.state.redactions) == 2, "the case itself stays as it was"


@pytest.mark.parametrize("where", ["title", "reason"])
def test_a_trace_of_the_requester_that_nobody_can_take_out_stops_the_copy(
    tmp_path: Path, where: str
) -> None:
    file = case(tmp_path)
    if where == "title":
        correct(file, title="The request of Mr Applegate")
    else:
        part(
            file,
            "The papers",
            Outcome.IN_PART,
            "D01",
            answer="As we told Robin on the telephone.",
        )
    refused = refusal(file, leave(file, tmp_path / "out"))
    assert any("tells who asked" in one for one in refused.findings)
    assert "Applegate" not in "".join(refused.findings)


def test_a_title_given_for_the_log_is_judged_too(tmp_path: Path) -> None:
    file = case(tmp_path)
    out = leave(file, tmp_path / "out")
    with pytest.raises(LogRefused) as refused:
        finish(disclose(file, out, tmp_path / "log", "A letter to Jane Greenhalgh"))
    assert any("withholds" in one for one in refused.value.findings)


def test_an_altered_or_missing_file_stops_the_copy(tmp_path: Path) -> None:
    file = case(tmp_path)
    out = leave(file, tmp_path / "out")
    schedule = out / "schedule.csv"
    before = schedule.read_bytes()
    schedule.write_bytes(before + b"\n")
    assert refusal(file, out).findings == ("schedule.csv: altered since the release",)
    schedule.unlink()
    assert "schedule.csv can't be read" in refusal(file, out).sentence
    schedule.write_bytes(before)
    manifest = out / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"FOI Redactor", b"FOI"))
    assert "on record" in refusal(file, out).sentence


def test_a_release_that_nobody_approved_stops_the_copy(tmp_path: Path) -> None:
    file = case(tmp_path)
    manifest = finish(release(file, tmp_path / "out"))
    file.record("release", by=BY, content=manifest.encode())
    assert "Nobody has approved it." in refusal(file, tmp_path / "out").sentence
    file.apply(approve(file, by="A Reviewer"), by="A Reviewer")
    refused = refusal(file, tmp_path / "out")
    assert "draft" in refused.sentence or "final" in refused.sentence


def test_a_case_that_changed_since_stops_the_copy(tmp_path: Path) -> None:
    file = case(tmp_path)
    out = leave(file, tmp_path / "out")
    draw(file, mark(file, "4711 pounds"), code="s.43(2)")
    assert "changed since" in refusal(file, out).sentence


def test_another_case_s_release_stops_the_copy(tmp_path: Path) -> None:
    file = case(tmp_path)
    out = leave(file, tmp_path / "out")
    (tmp_path / "other").mkdir()
    other = case(tmp_path / "other")
    correct(other, reference="IC-200002-B3C4")
    other.apply(approve(other, by="A Reviewer"), by="A Reviewer")
    assert "of another case" in refusal(other, out).sentence


@pytest.mark.parametrize(
    ("outcomes", "named"),
    [
        ([Outcome.IN_FULL, Outcome.NOT_HELD], "Granted in full"),
        ([Outcome.EXTRACTED, Outcome.NCND], "Withheld in part"),
        ([Outcome.WITHHELD, Outcome.NOT_HELD], "Withheld in full"),
        ([Outcome.NOT_HELD], "Information not held"),
        ([Outcome.ELSEWHERE], "Available elsewhere"),
        ([Outcome.REFUSED], "Withheld in full"),
    ],
)
def test_outcomes_are_classed_as_in_the_statistics(
    tmp_path: Path, outcomes: list[Outcome], named: str
) -> None:
    from redactor.release.disclosure.page import outcome
    from redactor.release.reply.answer import Answer

    file = make.case_file(tmp_path, papers=make.pdf("Nothing much"))
    for number, one in enumerate(outcomes):
        part(file, f"Number {number}", one, answer="This.", link="https://example.org")
    assert outcome(Answer(file.state, {"D01": "D01 papers"})) == named


def test_what_is_neither_confirmed_nor_denied_leaves_no_trace_in_the_copy(
    tmp_path: Path,
) -> None:
    pages = {"secret": "Of Nightjar", "papers": f"{TEXT}\nRobin Applegate asked"}
    file = make.case_file(tmp_path, **{n: make.pdf(t) for n, t in pages.items()})
    correct(file, received=dt.date(2024, 9, 20), requester=ASKED)
    part(file, "The papers", Outcome.IN_PART, "D02")
    part(file, "Any other work", Outcome.NCND, "D01", exemptions=("s.40(5B)(a)(i)",))
    withhold(file, "D02", "s.40(2)", "Jane Greenhalgh")
    because(file, "s.40(5B)(a)(i)", WEIGHED)
    out = leave(file, tmp_path / "out")
    entry = finish(disclose(file, out, tmp_path / "log"))
    assert entry["outcome"] == "Withheld in part"
    assert "D01 papers.pdf" in {path.name for path in (tmp_path / "log").iterdir()}
    said = everything(tmp_path / "log")
    for trace in ("Nightjar", "secret", "D02", "Applegate"):
        assert trace not in said
