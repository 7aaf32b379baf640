"""The whole story: files come in, people are decided, and nothing withheld leaves."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from redactor import edits, pages, tasks
from redactor.casefile import CaseFile
from redactor.model import Case
from redactor.verdicts import Verdict, Wanted, decide_change
from redactor.work import finish
from tests import make

MAIL = (
    "From: Ifeoma Castellane <ifeoma.castellane@brackwell.example>",
    "To: Enquiries <enquiries@brackwell.example>",
    "Subject: Site visit",
    "",
    "Dear colleagues,",
    "Gethin Prydderch will open the gate. His mobile is 07700 900481.",
    "The council holds the lease and the meeting is on Tuesday.",
    "Kind regards",
    "Ifeoma Castellane",
)
MINUTES = (
    "Present: Ifeoma Castellane (IC), Gethin Prydderch (GP)",
    "IC thanked the council for the lease.",
    "ACTION: GP to ring Ms Castellane.",
)
SCAN = ("Statement", "I, Gethin Prydderch, opened the gate on Tuesday.")
WITHHELD = ("castellane", "ifeoma", "prydderch", "gethin", "900481")
STAYS = ("The council holds the lease", "meeting is on Tuesday", "thanked the council")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story")
    files = {
        "mail from Castellane.pdf": make.text_pdf(MAIL),
        "minutes.pdf": make.text_pdf(MINUTES, rotation=90),
        "statement.pdf": make.scan_pdf(SCAN),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    case = folder / "story.foicase"
    row = Case("IC-123456-A1B2", dt.date(2024, 10, 1), "FOIA", "Brackwell Council")
    with CaseFile.create(case, row, by="A") as file:
        taken = finish(tasks.add(case, [folder / name for name in files]))
        file.apply(edits.add_documents(taken.documents(file.state)), by="A")
        finish(tasks.read(case))
        findings = finish(tasks.propose(case, None))
        file.apply(findings.change(file.state), by="A")
        everything = Wanted(every=True)
        file.apply(decide_change(file, Verdict.ACCEPT, everything), by="A")
        make.approve(file)
        finish(tasks.release(case, folder / "release"))
    return folder / "release"


def strings(value: object) -> Iterator[bytes]:
    """Every byte that an object can say something with."""
    if isinstance(value, pikepdf.Stream):
        yield value.read_bytes()
    if isinstance(value, pikepdf.String):
        yield bytes(value)
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        yield " ".join(value.keys()).encode()
        value = list(value.values())
    if isinstance(value, (list, pikepdf.Array)):
        for item in value:
            if not getattr(item, "is_indirect", False):
                yield from strings(item)


def said_by(path: Path) -> str:
    """Everything a released file says, to whoever takes it apart."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            data += b"\n".join(b for thing in pdf.objects for b in strings(thing))
        data += text_of(path).encode()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as parts:
            data = b"\n".join(parts.read(name) for name in parts.namelist())
    text = (
        f"{path.name}\n{data.decode('latin-1')}\n{data.decode('utf-16-be', 'ignore')}"
    )
    return re.sub(r"[\s\0-]", "", text).casefold()


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_no_released_file_says_what_is_withheld(released: Path) -> None:
    for path in released.iterdir():
        for word in WITHHELD:
            assert word not in said_by(path), f"{word} in {path.name}"


def test_what_stands_beside_it_stays(released: Path) -> None:
    text = " ".join(" ".join(text_of(p) for p in released.glob("D0*.pdf")).split())
    for words in STAYS:
        assert words in text
    assert "enquiries@brackwell.example" in text


def test_the_scan_lost_its_pixels_and_no_more(released: Path) -> None:
    (scan,) = released.glob("D03*.pdf")
    picture = make.picture(scan.read_bytes(), dpi=200)
    with pages.open_pdf(make.image_pdf(picture, dpi=200)) as pdf:
        read = pages.words(pdf, 1)
    text = " ".join(read.text.text.split())
    assert "opened the gate on Tuesday" in text
    assert "Prydderch" not in text


def test_the_schedule_has_a_row_for_every_box_and_no_secret(released: Path) -> None:
    with (released / "schedule.csv").open(encoding="utf-8-sig") as file:
        serials = [row["Serial"] for row in csv.DictReader(file)]
    manifest = json.loads((released / "manifest.json").read_text())
    assert len(serials) == len(set(serials)) == manifest["redactions"]["total"] >= 10


def test_the_manifest_knows_every_file_by_its_hash(released: Path) -> None:
    manifest = json.loads((released / "manifest.json").read_text())
    for entry in manifest["files"]:
        data = (released / entry["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    names = {entry["name"] for entry in manifest["files"]} | {"manifest.json"}
    assert names == {path.name for path in released.iterdir()}
