"""The schedule in the hands of somebody who has nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.errors import ReleaseRefused
from redactor.model import Document
from redactor.release.public import numbers, public_state
from redactor.release.schedule_facts import blank_pages, paragraphs, to_approve
from redactor.request import Outcome, Part
from redactor.work import finish
from tests import make
from tests.make import release
from tests.redactor.release.cases import BY, draw, mark

SECRET = "Dear Jane Smith\nThe meeting is on Monday"
OTHER = "Dear Tom Ashby\nThe meeting is on Friday"
THIRD = "Dear Ann Belby\nThe meeting is on Sunday"


def change(file: CaseFile, document: str, **fields: Any) -> Document:
    row = replace(file.state.documents[document], **fields)
    file.apply(edits.put(file.state, row, "schedule", "edit"), by=BY)
    return row


def part(file: CaseFile, number: str, outcome: Outcome) -> str:
    row = Part(edits.Numbers(file.state).of("Q"), number, f"part {number}", "", outcome)
    file.apply(edits.put(file.state, row, "part", "part"), by=BY)
    return row.id


def three(folder: Path) -> CaseFile:
    """A case of three letters, a name withheld in each."""
    file = make.case_file(
        folder, first=make.pdf(SECRET), second=make.pdf(OTHER), third=make.pdf(THIRD)
    )
    draw(
        file,
        mark(file, "Jane Smith"),
        mark(file, "Tom Ashby", "D02"),
        mark(file, "Ann Belby", "D03"),
    )
    return file


def _one(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def read(folder: Path, name: str = "schedule*.pdf") -> str:
    found = _one(folder, name)
    document = pypdfium2.PdfDocument(found.read_bytes())
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def data(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        _one(folder, "schedule*.json").read_text("utf-8")
    )
    return found


def everything(folder: Path) -> bytes:
    """All that the files of a release say, and what they are called."""
    said = [p.name.encode() for p in folder.iterdir()]
    for path in folder.iterdir():
        said.append(path.read_bytes())
        if path.suffix == ".pdf":
            said.append(read(folder, path.name).encode())
    return b"\n".join(said)


def test_who_has_only_the_pdf_can_count_and_find_every_box(tmp_path: Path) -> None:
    file = three(tmp_path)
    finish(release(file, tmp_path / "out"))
    said = read(tmp_path / "out")
    serials = set(re.findall(r"D\d\d-R\d\d\d", said))
    assert serials == set(file.state.redactions)
    boxes = sum(
        read(tmp_path / "out", p.name).count("redacted, section 40(2)")
        for p in (tmp_path / "out").glob("D*.pdf")
    )
    assert boxes == len(serials)
    assert re.search(rf"Under s\.40\(2\)\s+{boxes}\b", said)
    for word in ("Smith", "Ashby", "Belby", "Dear"):
        assert word not in said


def test_the_pdf_has_a_title_a_language_and_bookmarks(tmp_path: Path) -> None:
    finish(release(three(tmp_path), tmp_path / "out"))
    with pikepdf.open(tmp_path / "out" / "schedule.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert "Schedule of withheld information" in str(pdf.docinfo["/Title"])
        with pdf.open_outline() as outline:
            heads = [item.title for item in outline.root]
    assert heads[0] == "Part A: documents"
    assert "Part E: every page" in heads


def test_what_is_neither_confirmed_nor_denied_leaves_no_trace(tmp_path: Path) -> None:
    file = three(tmp_path)
    open_part = part(file, "1", Outcome.IN_PART)
    unsaid = part(file, "2", Outcome.NCND)
    change(file, "D01", parts=(open_part,))
    change(file, "D02", parts=(unsaid,), title="The second letter")
    change(file, "D03", parts=(open_part, unsaid))
    finish(release(file, tmp_path / "out"))
    rows = data(tmp_path / "out")
    assert [r["No."] for r in rows["documents"]] == ["D01", "D02"]
    assert [r["Serial"] for r in rows["redactions"]] == ["D01-R001", "D02-R001"]
    assert {r["Request part"] for r in rows["documents"]} == {"1"}
    totals = {r["What"]: r["How many"] for r in rows["totals"]}
    assert (totals["Documents"], totals["Redactions"]) == ("2", "2")
    assert {r["No."] for r in rows["pages"]} == {"D01", "D02"}
    whole = everything(tmp_path / "out")
    for trace in (b"D03", b"second", b"Ashby"):
        assert trace not in whole
    names = {p.name[:9] for p in (tmp_path / "out").glob("D*.pdf")}
    assert names == {"D01 first", "D02 third"}


def test_numbers_stay_as_they_are_where_all_may_be_spoken_of(tmp_path: Path) -> None:
    file = three(tmp_path)
    file.apply(edits.remove_document(file.state, "D02"), by=BY)
    assert list(numbers(file.state).public.values()) == ["D01", "D03"]
    assert public_state(file.state).redactions == file.state.redactions


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.WITHHELD,
        Outcome.ELSEWHERE,
        Outcome.NOT_HELD,
        Outcome.OUT_OF_SCOPE,
        Outcome.EXTRACTED,
    ],
)
def test_a_document_that_is_kept_back_has_a_row_and_no_file(
    tmp_path: Path, outcome: Outcome
) -> None:
    file = three(tmp_path)
    link = "https://www.gov.uk/papers"
    codes = ("s.21(1)",) if outcome is Outcome.ELSEWHERE else ()
    change(file, "D02", outcome=outcome, link=link, exemptions=codes)
    finish(release(file, tmp_path / "out"))
    assert not list((tmp_path / "out").glob("D02*"))
    rows = data(tmp_path / "out")
    row = rows["documents"][1]
    assert (row["No."], row["Outcome"]) == ("D02", str(outcome))
    assert (row["Enclosure"], row["Where available"]) == ("none", link)
    assert row["Description"] == "document"
    assert not any(r["Serial"].startswith("D02") for r in rows["redactions"])
    assert [r["Pages"] for r in rows["pages"] if r["No."] == "D02"] == ["1"]


def test_a_title_that_tells_stops_the_release_and_names_row_and_column(
    tmp_path: Path,
) -> None:
    file = three(tmp_path)
    change(file, "D02", title="Letter to Mr Ashby")
    with pytest.raises(ReleaseRefused) as caught:
        finish(release(file, tmp_path / "out"))
    assert any(
        "Documents, D02, column Description" in f and "D02-R001" in f
        for f in caught.value.findings
    )


def test_only_fixed_phrases_become_public_notes(tmp_path: Path) -> None:
    file = three(tmp_path)
    file.apply(
        edits.annotate(file.state, ["D01-R001"], "signature or handwriting"), by=BY
    )
    file.apply(edits.annotate(file.state, ["D02-R001"], "ask his manager"), by=BY)
    finish(release(file, tmp_path / "out"))
    notes = [r["Note"] for r in data(tmp_path / "out")["redactions"]]
    assert notes == ["signature or handwriting", "", ""]


def test_positions_are_paragraphs_where_they_are_numbered(tmp_path: Path) -> None:
    lines = [f"{n}. The matter numbered so was seen by" for n in range(1, 7)]
    lines.insert(4, "Jane Smith of that place")
    file = make.case_file(tmp_path, notice=make.pdf("\n".join(lines)))
    draw(file, mark(file, "Jane Smith"))
    assert paragraphs(file, file.state.documents["D01"]) == {"D01-R001": "4"}


def test_an_empty_page_is_blank_and_a_drawn_one_is_not(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, letter=make.pdf(SECRET, ""))
    assert blank_pages(file, file.state.documents["D01"]) == [2]


def test_what_is_called_other_waits_for_a_reviewer(tmp_path: Path) -> None:
    file = three(tmp_path)
    assert to_approve(file.state) == []
    file.apply(edits.categorize(file.state, ["D02-R001"], "other"), by=BY)
    assert [r.serial for r in to_approve(file.state)] == ["D02-R001"]
