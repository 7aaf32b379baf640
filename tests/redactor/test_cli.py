"""The command line: the same engine, in words for people and JSON for scripts."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from redactor.casefile import CaseFile
from redactor.cli import main
from tests import make

LETTER = (
    "Dear Mr Adebayo,",
    "Please call Oluwaseun Adebayo on 07700 900123",
    "or write to oluwaseun.adebayo@mail.example about Project Heron.",
    "Project Heron is confidential.",
)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(make.text_pdf(LETTER))
    return path


@pytest.fixture
def case(tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "a.foicase"
    assert new(path, letter) == 0
    capsys.readouterr()
    return path


def new(case: Path, *files: Path) -> int:
    options = ["--reference", "IC-123456-A1B2", "--received", "2024-10-01"]
    return main(["new", str(case), *options, *map(str, files)])


def listed(case: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["list", str(case), "--json"]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def mark(case: Path, tmp_path: Path, entries: object) -> int:
    marks = tmp_path / "marks.json"
    marks.write_text(json.dumps(entries))
    return main(["import", str(case), str(marks), "--by", "A Caseworker"])


def test_a_new_case_lists_what_was_put_in(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = listed(case, capsys)
    assert data["case"]["due"] == "2024-10-29"
    (document,) = data["documents"]
    assert (document["id"], document["name"], document["pages"]) == (
        "D01",
        "letter.pdf",
        1,
    )
    assert [e["act"] for e in data["events"]] == ["create", "add"]


def test_the_same_file_again_is_refused_and_the_case_stays(
    case: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(case), str(letter)]) == 1
    assert "D01" in capsys.readouterr().err
    assert len(listed(case, capsys)["documents"]) == 1


def test_one_bad_file_does_not_keep_the_others_out(
    tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7 and nothing after it")
    case = tmp_path / "b.foicase"
    assert new(case, bad, letter) == 1
    said = capsys.readouterr()
    assert "broken.pdf" in said.err
    assert "letter.pdf" in said.out


def test_a_text_is_withheld_wherever_it_stands(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["decide", str(case), "--accept", "--text", "project heron"]
    assert main([*arguments, "--exemption", "section 42(1)", "--by", "A"]) == 0
    rows = listed(case, capsys)["redactions"]
    assert [(r["text"], r["status"]) for r in rows] == [
        ("Project Heron", "accepted"),
        ("Project Heron", "accepted"),
    ]
    assert rows[0]["exemptions"] == ["s.42(1)"]
    assert main([*arguments, "--by", "A"]) == 0
    assert len(listed(case, capsys)["redactions"]) == 2


def test_a_text_that_nothing_marks_can_be_left_visible_on_purpose(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide = ["decide", str(case), "--by", "A", "--text", "Project Heron"]
    for _ in range(2):
        assert main([*decide, "--reject"]) == 0
        rows = listed(case, capsys)["redactions"]
        assert [r["status"] for r in rows] == ["rejected", "rejected"]


def test_one_place_left_visible_on_purpose_does_not_stop_the_release(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide = ["decide", str(case), "--by", "A"]
    heron = ["--text", "Project Heron", "--exemption", "s.43(2)"]
    assert main([*decide, "--accept", *heron]) == 0
    assert main([*decide, "--reject", "--id", "D01-R002"]) == 0
    assert main(["release", str(case), str(tmp_path / "release")]) == 0


def test_a_bare_section_is_refused_with_the_reason(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["decide", str(case), "--accept", "--text", "Project Heron"]
    assert main([*arguments, "--exemption", "s.31", "--by", "A"]) == 1
    assert "s.31(1)" in capsys.readouterr().err
    assert not listed(case, capsys)["redactions"]


def test_imported_marks_are_accepted_and_know_their_text(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with CaseFile.attach(case) as file:
        words = file.words(file.state.documents["D01"], 1)
    assert words
    rect = next(w.rect for w in words.words if w.text == "confidential.")
    edges = [rect.x0, rect.y0, rect.x1, rect.y1]
    entry = {"document": "letter.pdf", "page": 1, "rects": [edges]}
    assert mark(case, tmp_path, [{**entry, "exemptions": ["s.41(1)"]}]) == 0
    (row,) = listed(case, capsys)["redactions"]
    assert (row["status"], row["text"], row["exemptions"]) == (
        "accepted",
        "confidential.",
        ["s.41(1)"],
    )


@pytest.mark.parametrize(
    "entry",
    [
        {"document": "D01", "page": 1, "rects": []},
        {"document": "D01", "page": 1, "rects": [[1, 2, 3]]},
        {"document": "D01", "page": 9, "rects": [[1, 2, 3, 4]]},
        {"document": "D09", "page": 1, "rects": [[1, 2, 3, 4]]},
        {"document": "D01", "page": 1, "rects": [[1, 2, 3, 4]], "exemptions": ["s.9"]},
        {"page": 1, "rects": [[1, 2, 3, 4]]},
        "D01",
    ],
)
def test_marks_are_taken_in_all_or_not_at_all(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], entry: object
) -> None:
    good = {"document": "D01", "page": 1, "rects": [[1, 2, 3, 4]]}
    assert mark(case, tmp_path, [good, entry]) == 1
    assert capsys.readouterr().err
    assert not listed(case, capsys)["redactions"]


def test_proposing_finds_the_person_and_deciding_about_her_decides_all(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(case)]) == 0
    data = listed(case, capsys)
    person = next(p for p in data["people"] if p["name"] == "Oluwaseun Adebayo")
    places = [r for r in data["redactions"] if r["person"] == person["id"]]
    assert person["places"] == len(places) >= 3
    assert {r["status"] for r in data["redactions"]} == {"suggested"}
    done = main(
        ["decide", str(case), "--accept", "--person", person["id"], "--by", "A"]
    )
    assert done == 0
    after = listed(case, capsys)
    decided = next(p for p in after["people"] if p["id"] == person["id"])
    assert decided["decision"] == "withhold"
    assert all(
        r["status"] == "accepted"
        for r in after["redactions"]
        if r["person"] == person["id"]
    )
    assert main(["propose", str(case)]) == 0
    assert len(listed(case, capsys)["redactions"]) == len(data["redactions"])


def test_a_release_is_refused_while_something_is_undecided(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["propose", str(case)])
    out = tmp_path / "release"
    assert main(["release", str(case), str(out)]) == 1
    assert "decide" in capsys.readouterr().err
    assert not out.exists()


def test_from_files_to_a_release_that_holds_its_tongue(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["propose", str(case)])
    main(["decide", str(case), "--accept", "--all", "--by", "A Caseworker"])
    out = tmp_path / "release"
    assert main(["approve", str(case), "--by", "A Second Person"]) == 0
    assert main(["release", str(case), str(out)]) == 0
    names = {p.name for p in out.iterdir()}
    assert {"schedule.pdf", "schedule.xlsx", "schedule.csv", "manifest.json"} < names
    assert listed(case, capsys)["events"][-1]["act"] == "release"
    (released,) = (p for p in out.glob("D01*.pdf"))
    original = tmp_path / "letter.pdf"
    checked = ["check", str(released), "--original", str(original)]
    assert main(checked) == 0
    assert main(["release", str(case), str(out)]) == 1


def test_json_lines_come_back_as_spans(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    line = json.dumps({"id": "a", "text": "Write to oluwaseun.adebayo@mail.example."})
    monkeypatch.setattr("redactor.cli._stdin", lambda: io.StringIO(line + "\n"))
    assert main(["find"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["id"] == "a"
    (span,) = answer["spans"]
    assert (span["start"], span["end"], span["label"]) == (9, 39, "EMAIL")
    assert set(span) == {"start", "end", "label", "score", "found_by"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["decide", "x.foicase", "--by", "A", "--all"],
        ["decide", "x.foicase", "--by", "A", "--accept", "--reject", "--all"],
        ["decide", "x.foicase", "--by", "A", "--accept"],
        ["decide", "x.foicase", "--accept", "--all"],
        ["new", "x.foicase", "a.pdf", "--reference", "R", "--received", "soon"],
    ],
)
def test_wrong_use_says_so_with_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_missing_case_is_one_sentence_and_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", str(tmp_path / "none.foicase")]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 2


def test_what_nobody_approved_leaves_as_a_draft_only(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rects = [[72, 72, 200, 90]]
    entry = {"document": "D01", "page": 1, "rects": rects, "exemptions": ["s.42(1)"]}
    assert mark(case, tmp_path, [entry]) == 0
    out = tmp_path / "draft"
    assert main(["release", str(case), str(out)]) == 0
    told = capsys.readouterr().err
    assert "DRAFT" in told
    assert "Nobody has approved it." in told
    assert "s.42(1): “Which privilege?” is not answered." in told
    names = {p.name for p in out.iterdir()} - {"manifest.json"}
    assert names
    assert all("DRAFT NOT APPROVED" in name for name in names)
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["approved"] is None
    assert len(manifest["missing"]) == 4
    for path in out.glob("*.pdf"):
        with pymupdf.open(path) as pdf:
            for page in pdf:
                assert "DRAFT - NOT APPROVED" in page.get_text().replace("\n", " ")
                assert "Project" in page.get_text() or "schedule" in path.name
    listed_names = {entry["file"] for entry in manifest["documents"]}
    assert listed_names <= names
    assert listed(case, capsys)["events"][-1]["act"] == "draft"


def test_a_document_that_was_never_searched_is_said(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", str(case), str(tmp_path / "one")]) == 0
    assert "D01 was never searched" in capsys.readouterr().err
    main(["propose", str(case)])
    main(["decide", str(case), "--accept", "--all", "--by", "A"])
    capsys.readouterr()
    assert main(["release", str(case), str(tmp_path / "two")]) == 0
    assert "never searched" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "rect",
    [
        [1470, 99, 2440, 110],
        [10, 10, 10.001, 30],
        [float("nan"), 99, 244, 110],
        [147, 99, float("inf"), float("nan")],
    ],
)
def test_a_mark_that_covers_nothing_is_refused(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], rect: list[float]
) -> None:
    assert mark(case, tmp_path, [{"document": "D01", "page": 1, "rects": [rect]}]) == 1
    assert not listed(case, capsys)["redactions"]


def test_a_mark_over_half_of_the_letters_covers_them_whole(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with CaseFile.attach(case) as file:
        words = file.words(file.state.documents["D01"], 1)
    assert words
    word = next(w.rect for w in words.words if w.text == "confidential.")
    upper = [word.x0, word.y0, word.x1, word.y0 + 0.6 * word.height]
    entry = {"document": "D01", "page": 1, "rects": [upper], "exemptions": ["s.41(1)"]}
    assert mark(case, tmp_path, [entry]) == 0
    (row,) = listed(case, capsys)["redactions"]
    assert row["text"] == "confidential."
    assert row["rects"][0][3] >= word.y1


def test_a_case_whose_only_file_is_refused_is_not_left_behind(tmp_path: Path) -> None:
    case = tmp_path / "none.foicase"
    assert new(case, tmp_path / "missing.pdf") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_cut_off_audit_trail_stops_the_release(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = sqlite3.connect(case)
    with db:
        db.execute("DROP TRIGGER event_remains")
        db.execute("DELETE FROM event WHERE seq=(SELECT max(seq) FROM event)")
    db.close()
    assert main(["list", str(case)]) == 1
    assert main(["release", str(case), str(tmp_path / "out")]) == 1
    assert "audit trail was altered" in capsys.readouterr().err


def test_what_is_worth_a_look_is_decided_only_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter, case = tmp_path / "note.pdf", tmp_path / "note.foicase"
    letter.write_bytes(make.text_pdf(["Dear Mr Adebayo,", "He was arrested in May."]))
    assert new(case, letter) == 0
    capsys.readouterr()
    assert main(["propose", str(case), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["look"] == 1
    by = ["--by", "A Caseworker"]
    assert main(["decide", str(case), "--accept", "--all", *by]) == 0
    assert [r["status"] for r in listed(case, capsys)["look"]] == ["look"]
    assert main(["decide", str(case), "--accept", "--look", *by]) == 0
    data = listed(case, capsys)
    assert data["look"] == []
    assert data["redactions"][-1]["text"] == "arrested in May"


def test_a_new_case_without_an_authority_says_so_and_how_to_set_it(
    tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "b.foicase", letter) == 0
    assert capsys.readouterr().err.count("rules/authority.yaml") == 1
