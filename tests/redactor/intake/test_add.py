"""Files offered to a case are taken in or refused with a reason."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from redactor import edits, intake
from redactor.casefile import CaseFile
from redactor.intake import Intake
from redactor.work import finish
from tests import make

LETTER = make.text_pdf(["Dear Jane Smith"])


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with make.empty_case(tmp_path) as file:
        yield file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in scope"
    path.mkdir()
    return path


def put(folder: Path, name: str, data: bytes = LETTER) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def accept(case: CaseFile, result: Intake) -> None:
    case.apply(edits.add_documents(result.documents(case.state)), by="A Caseworker")


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return out.getvalue()


def test_a_file_is_kept_as_it_came_and_as_it_is_shown(
    case: CaseFile, folder: Path
) -> None:
    data = make.encrypted_pdf(["Dear Jane"], user="")
    result = finish(intake.add(case, [put(folder, "letter.pdf", data)]))
    accept(case, result)
    document = case.state.document("D01")
    assert document.name == "letter.pdf"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert case.blob(document.sha256) == data
    assert case.blob(document.pdf_sha256).startswith(b"%PDF-")
    assert document.pdf_sha256 != document.sha256
    assert document.pages == 1


def test_content_decides_what_a_file_is(case: CaseFile, folder: Path) -> None:
    out = io.BytesIO()
    Image.new("L", (100, 100), 255).save(out, "PNG")
    paths = [
        put(folder, "picture.pdf", out.getvalue()),
        put(folder, "letter.docx", LETTER),
        put(folder, "junk-before.bin", b"\r\n\r\n" + make.pdf("x")),
    ]
    result = finish(intake.add(case, paths))
    assert [taken.name for taken in result.taken] == [path.name for path in paths]


def test_a_picture_becomes_a_document(case: CaseFile, folder: Path) -> None:
    out = io.BytesIO()
    Image.new("L", (400, 200), 255).save(out, "PNG", dpi=(200, 200))
    result = finish(intake.add(case, [put(folder, "scan.png", out.getvalue())]))
    (shape,) = result.taken[0].shapes
    assert (round(shape.width), round(shape.height)) == (144, 72)


def test_what_the_case_has_already_is_refused_and_named(
    case: CaseFile, folder: Path
) -> None:
    accept(case, finish(intake.add(case, [put(folder, "letter.pdf")])))
    result = finish(intake.add(case, [put(folder, "copy of letter.pdf")]))
    assert not result.taken
    (refused,) = result.refused
    assert refused.sentence == "copy of letter.pdf is the same file as D01, letter.pdf."


def test_the_same_file_twice_at_once_is_taken_once(
    case: CaseFile, folder: Path
) -> None:
    result = finish(intake.add(case, [put(folder, "a.pdf"), put(folder, "b.pdf")]))
    assert [taken.name for taken in result.taken] == ["a.pdf"]
    assert "same file as a.pdf" in result.refused[0].sentence


def test_a_document_taken_out_may_be_added_again(case: CaseFile, folder: Path) -> None:
    path = put(folder, "letter.pdf")
    accept(case, finish(intake.add(case, [path])))
    case.apply(edits.remove_document(case.state, "D01"), by="A Caseworker")
    accept(case, finish(intake.add(case, [path])))
    assert list(case.state.documents) == ["D02"]


def test_what_came_into_the_case_meanwhile_is_left_out(
    case: CaseFile, folder: Path
) -> None:
    path = put(folder, "letter.pdf")
    first, second = (finish(intake.add(case, [path])) for _ in range(2))
    accept(case, first)
    assert second.documents(case.state) == []


def test_a_folder_is_taken_with_all_that_is_in_it(case: CaseFile, folder: Path) -> None:
    put(folder, "b.pdf", make.pdf("b"))
    put(folder, "a/one.pdf", make.pdf("one"))
    put(folder, "a/deep/two.pdf", make.pdf("two"))
    put(folder, ".hidden.pdf", make.pdf("hidden"))
    put(folder, ".git/three.pdf", make.pdf("three"))
    put(folder, "~$letter.docx", b"lock")
    result = finish(intake.add(case, [folder]))
    assert {taken.name for taken in result.taken} == {"b.pdf", "one.pdf", "two.pdf"}
    assert not result.refused


def test_a_hidden_file_that_is_named_is_taken(case: CaseFile, folder: Path) -> None:
    assert finish(intake.add(case, [put(folder, ".letter.pdf")])).taken


def test_a_loop_of_links_comes_to_an_end(case: CaseFile, folder: Path) -> None:
    put(folder, "letter.pdf")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    assert len(finish(intake.add(case, [folder])).taken) == 1


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.pdf", b"", "empty.pdf is empty."),
        ("a.docx", packed("word/document.xml"), "too badly damaged"),
        ("a.zip", packed(), "has no files in it"),
        ("a.zip", b"PK\x03\x04 broken", "too badly damaged"),
        ("a", b"\xd0\xcf\x11\xe0" + bytes(99), "an older Office document"),
        ("a.rar", b"Rar!\x1a\x07", "a RAR archive"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0", "damaged picture"),
        ("a.mp4", b"\0\0\0\x18ftypmp42\0\0", "can't be shown as pages"),
        ("a.pdf", b"\0\1\2\3", "too badly damaged"),
    ],
)
def test_what_has_no_pages_is_refused_with_a_remedy(
    case: CaseFile, folder: Path, name: str, data: bytes, what: str
) -> None:
    result = finish(intake.add(case, [put(folder, name, data)]))
    assert not result.taken
    (refused,) = result.refused
    assert refused.name == name
    assert what in refused.sentence
    assert refused.remedy


def test_one_bad_file_does_not_keep_the_others_out(
    case: CaseFile, folder: Path
) -> None:
    paths = [
        put(folder, "bad.pdf", b"%PDF-1.7 no"),
        folder / "gone.pdf",
        put(folder, "good.pdf"),
    ]
    result = finish(intake.add(case, paths))
    assert [taken.name for taken in result.taken] == ["good.pdf"]
    assert [refused.name for refused in result.refused] == ["bad.pdf", "gone.pdf"]
    assert "no longer there" in result.refused[1].sentence


def test_what_is_no_file_is_refused_without_waiting(
    case: CaseFile, folder: Path
) -> None:
    pipe = folder / "pipe.pdf"
    os.mkfifo(pipe)
    (refused,) = finish(intake.add(case, [pipe])).refused
    assert refused.sentence == "pipe.pdf is not a file."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(case: CaseFile, folder: Path) -> None:
    path = put(folder, "letter.pdf")
    path.chmod(0)
    (refused,) = finish(intake.add(case, [path])).refused
    assert "not allowed to read" in refused.sentence


def test_a_file_too_large_to_keep_is_refused(case: CaseFile, folder: Path) -> None:
    path = folder / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(900_000_001)
    (refused,) = finish(intake.add(case, [path])).refused
    assert "larger than 900 MB" in refused.sentence


def test_a_locked_file_is_refused_until_its_password_comes(
    case: CaseFile, folder: Path
) -> None:
    data = make.encrypted_pdf(["Dear Jane"], user="sesame")
    path = put(folder, "locked.pdf", data)
    (refused,) = finish(intake.add(case, [path])).refused
    assert refused.needs_password
    assert refused.path == path
    assert finish(intake.add(case, [path], ("sesame",))).taken


def test_nothing_refused_is_kept_in_the_case(case: CaseFile, folder: Path) -> None:
    path = put(folder, "locked.pdf", make.encrypted_pdf(["x"], user="sesame"))
    size = case.path.stat().st_size
    finish(intake.add(case, [path, put(folder, "a.mp4", bytes(9999))]))
    assert case.path.stat().st_size == size


def test_progress_counts_files_and_reaches_the_end(
    case: CaseFile, folder: Path
) -> None:
    seen = []
    paths = [put(folder, f"{n}.pdf", make.pdf(str(n))) for n in range(3)]
    finish(intake.add(case, paths), lambda p: seen.append((p.done, p.total, p.what)))
    assert seen == [(0, 3, "0.pdf"), (1, 3, "1.pdf"), (2, 3, "2.pdf"), (3, 3, "")]


def test_the_result_travels_between_processes(case: CaseFile, folder: Path) -> None:
    paths = [put(folder, "a.pdf"), put(folder, "b.mp4", bytes(9))]
    result = finish(intake.add(case, paths))
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301


def test_importing_it_loads_no_pdf_library() -> None:
    code = "import sys, redactor.intake; print('pymupdf' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
