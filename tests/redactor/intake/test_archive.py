"""Archives are taken apart; bombs and other hostile files are refused."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
import pyzipper

from redactor import scratch
from redactor.apart import apart
from redactor.casefile import CaseFile
from redactor.errors import WorkerDied
from redactor.limits import time_limit
from redactor.work import Progress, Work, finish
from tests import mails, make, offices
from tests.redactor.intake.shown import offer, text


def test_an_archive_in_an_archive_is_taken_apart(case: CaseFile) -> None:
    inner = offices.packed({"deep/notes.txt": "Dear Jane"})
    mail = mails.eml(attached=[("letter.pdf", make.text_pdf(["Hello"]))])
    outer = offices.packed(
        {"a/inner.zip": inner, "a/b/mail.eml": mail, "__MACOSX/._x": "x", ".DS": "y"}
    )
    documents, result = offer(case, all__zip=outer)
    assert not result.refused
    assert [(d.name, d.parent) for d in documents] == [
        ("notes.txt", ""),
        ("mail.eml", ""),
        ("letter.pdf", "D02"),
    ]


def test_an_archive_attached_to_a_mail_belongs_to_it(case: CaseFile) -> None:
    inner = offices.packed({"notes.txt": "Dear Jane", "bad.mp4": b"\0\1\2"})
    documents, result = offer(case, a__eml=mails.eml(attached=[("x.zip", inner)]))
    assert [(d.name, d.parent) for d in documents] == [
        ("a.eml", ""),
        ("notes.txt", "D01"),
    ]
    assert [(r.name, r.within) for r in result.refused] == [("bad.mp4", "x.zip")]


def test_a_locked_archive_asks_for_its_password(case: CaseFile, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear Jane")
    try:
        done = subprocess.run(
            ["zip", "-P", "sesame", "-j", str(tmp_path / "a.zip"), str(path)],
            capture_output=True,
        )
    except FileNotFoundError:
        pytest.skip("there is no program to lock an archive with")
    assert done.returncode == 0
    data = (tmp_path / "a.zip").read_bytes()
    _, first = offer(case, a__zip=data)
    assert first.refused[0].needs_password
    _, wrong = offer(case, ("open",), a__zip=data)
    assert "None of the passwords" in wrong.refused[0].sentence
    (document,), _ = offer(case, ("open", "sesame"), a__zip=data)
    assert "Dear Jane" in text(case, document)


def test_an_archive_locked_with_aes_asks_for_its_password(case: CaseFile) -> None:
    out = io.BytesIO()
    with pyzipper.AESZipFile(
        out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setpassword(b"sesame")
        archive.writestr("notes.txt", "Dear Jane")
        archive.writestr("more.txt", "Dear Tom, and so on and so forth")
    data = out.getvalue()
    _, first = offer(case, a__zip=data)
    assert first.refused[0].needs_password
    _, wrong = offer(case, ("open",), a__zip=data)
    assert "None of the passwords" in wrong.refused[0].sentence
    documents, _ = offer(case, ("open", "sesame"), a__zip=data)
    assert [d.name for d in documents] == ["notes.txt", "more.txt"]
    assert "Dear Jane" in text(case, documents[0])


def test_bombs_are_refused_before_they_go_off(case: CaseFile) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(60_000_000))
    bomb = out.getvalue()
    sheet = offices.with_parts(
        offices.xlsx(lambda book: book.active.append(["x"])),
        {"xl/more.xml": b" " * 60_000_000},
    )
    _, result = offer(case, a__zip=bomb, b__xlsx=sheet)
    assert len(result.refused) == 2
    assert all("more than can be taken safely" in r.sentence for r in result.refused)


def test_entities_are_not_unfolded(case: CaseFile) -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = offices.docx("Hello", more={"word/odd.xml": f"{lol}<x><t>&b;</t></x>"})
    (document,), _ = offer(case, a__docx=data)
    assert "haha" not in text(case, document)


def hang() -> Work[None]:
    yield Progress(0, 1, "x")
    with time_limit(0.3):
        time.sleep(60)


def test_a_file_that_takes_for_ever_costs_its_process() -> None:
    start = time.monotonic()
    with pytest.raises(WorkerDied):
        finish(apart(hang))
    assert time.monotonic() - start < 30


def leave(place: Path) -> Work[None]:
    with scratch.folder() as folder:
        place.write_text(str(folder))
        yield Progress(0, 1, "x")
        with time_limit(0.3):
            time.sleep(60)


def test_no_folder_stays_behind_when_a_process_dies(tmp_path: Path) -> None:
    with pytest.raises(WorkerDied):
        finish(apart(leave, tmp_path / "place"))
    assert not Path((tmp_path / "place").read_text()).exists()


def test_the_same_archive_many_times_is_taken_apart_once(case: CaseFile) -> None:
    data = offices.packed({"notes.txt": "Dear Jane"})
    for _ in range(4):  # 16 to the 4th archives
        data = offices.packed({f"{n}.zip": data for n in range(16)})
    documents, result = offer(case, all__zip=data)
    assert [d.name for d in documents] == ["notes.txt"]
    assert len(result.refused) == 4 * 15
    assert not any(r.is_missing for r in result.refused)


def test_a_text_with_entities_of_its_own_is_refused(case: CaseFile) -> None:
    xml = '<!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>'
    data = offices.with_parts(offices.docx("Dear Jane"), {"word/document.xml": xml})
    documents, result = offer(case, a__docx=data)
    assert not documents
    assert "damaged" in result.refused[0].sentence


def test_an_archive_that_stores_a_pdf_as_it_is_is_no_pdf(case: CaseFile) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("../a.pdf", make.text_pdf(["Dear Jane Smith"]))
        archive.writestr("b.txt", "Hello there")
    documents, _ = offer(case, old__zip=out.getvalue())
    assert [document.name for document in documents] == ["a.pdf", "b.txt"]
