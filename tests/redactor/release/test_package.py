"""A release is whole and proved, or it is not there."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pikepdf
import pypdfium2
import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.errors import ReleaseRefused
from redactor.model import Change, Person, PersonDecision, Redaction, Status
from redactor.work import Progress, finish
from tests import make
from tests.make import release
from tests.redactor.release.cases import BY, draw, keep, letter, mark
from tests.redactor.release.traps import Maker

TEXT = "Dear Jane Smith\nThe meeting with Tom Ashby is on Monday\nCall 07700 900123"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def refusal(file: CaseFile, out: Path) -> ReleaseRefused:
    with pytest.raises(ReleaseRefused) as caught:
        finish(release(file, out))
    assert not out.exists()
    assert not list(out.parent.glob(".release-*"))
    return caught.value


def test_a_decided_case_becomes_a_folder_with_all_its_files(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    draw(file, mark(file, "Jane Smith"), mark(file, "07700 900123"))
    finish(release(file, tmp_path / "out"))
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {
        "D01 letter.pdf",
        "schedule.pdf",
        "schedule.xlsx",
        "schedule.csv",
        "schedule.json",
        "letter.docx",
        "manifest.json",
    }


def test_withheld_text_is_gone_and_the_rest_is_there(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    draw(file, mark(file, "Jane Smith"), mark(file, "07700 900123"))
    finish(release(file, tmp_path / "out"))
    text = text_of((tmp_path / "out" / "D01 letter.pdf").read_bytes())
    assert "Jane" not in text
    assert "07700" not in text
    assert "The meeting with Tom Ashby is on Monday" in text
    assert "redacted, section 40(2)" in text


def test_the_manifest_has_the_hash_of_every_file_and_no_withheld_text(
    tmp_path: Path,
) -> None:
    file = letter(tmp_path, TEXT)
    draw(file, mark(file, "Jane Smith"))
    manifest = finish(release(file, tmp_path / "out"))
    assert manifest == (tmp_path / "out" / "manifest.json").read_text("utf-8")
    for entry in json.loads(manifest)["files"]:
        data = (tmp_path / "out" / entry["name"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
    assert json.loads(manifest)["redactions"] == {
        "total": 1,
        "by_code": {"s.40(2)": 1},
    }
    assert "Smith" not in manifest
    assert BY not in manifest


def test_the_schedule_says_the_same_in_all_its_forms(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    draw(file, mark(file, "Jane Smith"))
    finish(release(file, tmp_path / "out"))
    rows = list(
        csv.reader(
            io.StringIO((tmp_path / "out" / "schedule.csv").read_text("utf-8-sig"))
        )
    )
    assert rows[1][:5] == ["D01", "letter", "D01-R001", "1", "upper third"]
    cite = "s.40(2) by virtue of s.40(3A)(a)"
    assert rows[1][5] == cite
    book = openpyxl.load_workbook(tmp_path / "out" / "schedule.xlsx")
    assert [c.value for c in book["Redactions"][2]] == rows[1][2:]
    printed = text_of((tmp_path / "out" / "schedule.pdf").read_bytes())
    assert "D01-R001" in printed
    assert cite in printed
    assert "Smith" not in printed


def test_undecided_suggestions_stop_the_release(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    change = draw(file, mark(file, "Jane Smith"), mark(file, "07700 900123"))
    serials = [r.serial for r in change.added if isinstance(r, Redaction)]
    file.apply(edits.reset(file.state, serials), by=BY)
    refused = refusal(file, tmp_path / "out")
    assert refused.sentence.startswith("2 suggestions are")
    assert refused.findings == ("D01, page 1: D01-R001", "D01, page 1: D01-R002")


def test_a_redaction_without_an_exemption_stops_the_release(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    draw(file, mark(file, "Jane Smith"), code="")
    assert "D01-R001" in refusal(file, tmp_path / "out").findings[0]


@pytest.mark.parametrize("code", ["s.40", "reg.13(1)", "s.999"])
def test_a_code_that_the_regime_does_not_have_stops_the_release(
    tmp_path: Path, code: str
) -> None:
    file = letter(tmp_path, TEXT)
    draw(file, mark(file, "Jane Smith"), code=code)
    assert "D01-R001" in refusal(file, tmp_path / "out").findings[0]


def test_an_empty_case_is_not_released(tmp_path: Path) -> None:
    assert "nothing" in refusal(make.empty_case(tmp_path), tmp_path / "out").sentence


def test_an_existing_folder_is_never_overwritten(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(ReleaseRefused):
        finish(release(file, out))
    assert list(out.iterdir()) == []


def test_withheld_text_left_visible_elsewhere_stops_the_release(
    tmp_path: Path,
) -> None:
    file = letter(tmp_path, "Dear Jane Smith", "Yours, Jane Smith")
    draw(file, mark(file, "Jane Smith"))
    (finding,) = refusal(file, tmp_path / "out").findings
    assert finding.startswith("D01, page 2:")
    assert "D01-R001" in finding
    assert "Smith" not in finding


def test_text_that_stays_on_purpose_does_not_stop_the_release(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Smith", "Yours, Jane Smith")
    draw(file, mark(file, "Jane Smith"))
    keep(file, mark(file, "Jane Smith", page=2))
    finish(release(file, tmp_path / "out"))
    text = text_of((tmp_path / "out" / "D01 letter.pdf").read_bytes())
    assert text.count("Jane Smith") == 1


def named(file: CaseFile, person: str, *texts: str) -> None:
    """Withhold these places as those of one person."""
    change = draw(file, *(mark(file, text) for text in texts))
    rows = [r for r in change.added if isinstance(r, Redaction)]
    after = tuple(replace(r, person="P01", label="PERSON") for r in rows)
    row = Person("P01", person, (), "", PersonDecision.WITHHOLD)
    file.apply(Change("propose", "people", tuple(rows), (row, *after)), by=BY)


def test_a_surname_left_alone_stops_the_release(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Thornbury", "As Thornbury said to us")
    named(file, "Jane Thornbury", "Jane Thornbury")
    (finding,) = refusal(file, tmp_path / "out").findings[:1]
    assert finding.startswith("D01, page 2:")


def test_a_name_in_a_file_name_is_not_passed_on(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Jane Thornbury", name="letter_to_jane_thornbury")
    named(file, "Jane Thornbury", "Jane Thornbury")
    manifest = finish(release(file, tmp_path / "out"))
    assert (tmp_path / "out" / "D01.pdf").is_file()
    assert "thornbury" not in manifest.lower()


def test_nothing_is_left_when_the_work_is_stopped_half_way(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT, TEXT)
    keep(file)
    work = release(file, tmp_path / "out")
    next(work)
    next(work)
    work.close()
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".release-*"))


def test_progress_runs_from_the_first_page_to_the_last_step(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT, TEXT)
    seen: list[Progress] = []
    finish(release(file, tmp_path / "out"), seen.append)
    assert [p.done for p in seen] == list(range(1, seen[-1].total + 1))


def test_rejected_redactions_are_neither_burnt_nor_listed(tmp_path: Path) -> None:
    file = letter(tmp_path, TEXT)
    keep(file, mark(file, "Jane Smith"))
    finish(release(file, tmp_path / "out"))
    assert all(r.status is Status.REJECTED for r in file.state.redactions.values())
    text = text_of((tmp_path / "out" / "D01 letter.pdf").read_bytes())
    assert "Dear Jane Smith" in text
    rows = (tmp_path / "out" / "schedule.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 1


def test_an_ordinary_word_may_stay_elsewhere_and_be_in_the_schedule(
    tmp_path: Path,
) -> None:
    file = letter(tmp_path, "Document about Wombles", "All wombles and a Document")
    draw(file, mark(file, "Document"), mark(file, "Wombles"))
    finish(release(file, tmp_path / "out"))
    text = text_of((tmp_path / "out" / "D01 letter.pdf").read_bytes())
    assert text.count("Document") == 1


@pytest.mark.parametrize("name", ["Thornbury", "Jane"])
def test_a_name_is_no_ordinary_word_even_in_small_letters(
    tmp_path: Path, name: str
) -> None:
    file = letter(tmp_path, f"Dear {name} Ashby", f"hi {name.lower()}, {name}?")
    named(file, "Rose Thornbury", "Ashby")
    draw(file, mark(file, name))
    assert "D01, page 2:" in refusal(file, tmp_path / "out").findings[0]


def test_tips_of_letters_that_stick_out_of_a_box_make_no_picture(
    tmp_path: Path,
) -> None:
    file = letter(tmp_path, "Dear Jane Thornbury of the office")
    place = mark(file, "Thornbury")
    (rect,) = place.rects
    low = replace(rect, y0=rect.y0 + 5, y1=rect.y1 - 3)
    draw(file, replace(place, rects=(low,)))
    manifest = json.loads(finish(release(file, tmp_path / "out")))
    assert manifest["documents"][0]["pages_released_as_pictures"] == []


def spelling(name: str, more: str = "born") -> bytes:
    """A font whose list of letters, in the order of first use, is the name."""
    maker = Maker(f"BT /F1 12 Tf 72 700 Td <{codes(name, name)}> Tj ET".encode())
    listed = "".join(f"<{n:02x}> <{ord(c):04x}>\n" for n, c in enumerate(name, 1))
    maker.font.Encoding = pikepdf.Dictionary(
        Type=pikepdf.Name.Encoding,
        Differences=pikepdf.Array([1, *(pikepdf.Name(f"/{c}") for c in name)]),
    )
    maker.font.ToUnicode = maker.stream(
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        + f"{len(name)} beginbfchar\n{listed}endbfchar endcmap".encode()
    )
    again = f"BT /F1 12 Tf 72 600 Td <{codes(more, name)}> Tj ET\n".encode()
    maker.page.Contents = maker.stream(maker.page.Contents.read_bytes() + b"\n" + again)
    return maker.done().pdf


def codes(text: str, letters: str) -> str:
    return "".join(f"{letters.index(char) + 1:02x}" for char in text)


def test_a_font_that_spells_a_name_forgets_it(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, letter=spelling("Thornbuy"))
    draw(file, mark(file, "Thornbuy"))
    manifest = json.loads(finish(release(file, tmp_path / "out")))
    assert manifest["documents"][0]["pages_released_as_pictures"] == []
    assert "born" in text_of((tmp_path / "out" / "D01 letter.pdf").read_bytes())


def test_a_page_whose_font_spells_a_name_leaves_as_a_picture(tmp_path: Path) -> None:
    """All its letters stand elsewhere too, so that the font has to know them."""
    file = make.case_file(tmp_path, letter=spelling("Thornbuy", "yubnrohT"))
    draw(file, mark(file, "Thornbuy"))
    manifest = json.loads(finish(release(file, tmp_path / "out")))
    (picture,) = manifest["documents"][0]["pages_released_as_pictures"]
    assert "the file holds" in picture["why"]
