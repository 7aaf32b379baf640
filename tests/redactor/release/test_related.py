"""A release that shows another case's reference may be the wrong one: it stops."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from redactor.casefile import CaseFile
from redactor.cells import describe_document
from redactor.cli import app
from redactor.errors import NotApproved, ReleaseRefused
from redactor.hints import hints
from redactor.release import approval
from redactor.release.lacking import missing_in
from redactor.release.package import release
from redactor.release.related import references_in, relate
from redactor.work import finish
from tests import make
from tests.redactor.release.cases import BY, draw, letter, mark

OTHER = "IC-311642-V7P8"
OWN = "IC-100001-A1B2"


def refusal(file: CaseFile) -> ReleaseRefused:
    with pytest.raises(ReleaseRefused) as caught:
        finish(release(file, file.path.parent / "out"))
    assert not (file.path.parent / "out").exists()
    return caught.value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see IC-311642-V7P8.", ["IC-311642-V7P8"]),
        ("ic-311642-v7p8", ["IC-311642-V7P8"]),
        ("https://x.example/log?ref=IC%2D311642%2DV7P8", ["IC-311642-V7P8"]),
        ("file_IC-311642-V7P8_final", ["IC-311642-V7P8"]),
        ("IC-311642-\nV7P8", ["IC-311642-V7P8"]),
        ("IC\u2011311642\u2011V7P8", ["IC-311642-V7P8"]),
        ("Decision FS50379341 of 2011", ["FS50379341"]),
        ("request F-2010-00325", ["F-2010-00325"]),
        ("Ref: FOI 1306/25", ["FOI 1306/25"]),
        ("Ref: FOI 2024/0381", ["FOI 2024/0381"]),
        ("01/FOI/25/006753/Z", ["01/FOI/25/006753/Z"]),
        ("XIC-311642-V7P8", []),
        ("in 2024/25 the FOI team answered 1306 requests", []),
        ("call 01752 311642", []),
    ],
)
def test_references_are_known_by_their_form(text: str, found: list[str]) -> None:
    assert list(references_in(text)) == found


def test_another_cases_reference_in_the_text_stops_the_release(tmp_path: Path) -> None:
    refused = refusal(letter(tmp_path, "Dear Sir", f"Our reference: {OTHER}"))
    assert refused.findings == (
        f"D01, page 2: it shows the reference of another case, {OTHER}",
    )
    assert "related case" in refused.remedy


def test_the_cases_own_reference_passes_in_any_form(tmp_path: Path) -> None:
    file = letter(tmp_path, f"Ours: {OWN}, {OWN.lower()} and IC%2D100001%2DA1B2")
    finish(release(file, tmp_path / "out"))
    assert (tmp_path / "out").is_dir()


def test_a_name_that_shows_another_cases_reference_stops_it(tmp_path: Path) -> None:
    refused = refusal(letter(tmp_path, "Dear Sir", name=f"letter {OTHER}"))
    assert refused.findings[0].startswith("D01, its name: it shows")


def test_a_stroke_that_no_file_name_can_have_hides_nothing(tmp_path: Path) -> None:
    refused = refusal(letter(tmp_path, "Dear Sir", name="FOI 1306_25 answer"))
    assert "FOI 1306 25" in " ".join(refused.findings)


def test_a_reference_that_is_redacted_stops_nothing(tmp_path: Path) -> None:
    file = letter(tmp_path, f"Dear Sir, see {OTHER} of last year")
    draw(file, mark(file, OTHER), code="Out of scope")
    finish(release(file, tmp_path / "out"))


def test_a_related_case_may_be_shown(tmp_path: Path) -> None:
    file = letter(tmp_path, f"Dear Sir, see {OTHER} and FS50379341")
    file.apply(relate(file, [OTHER.lower()]), by=BY)
    (finding,) = refusal(file).findings
    assert "FS50379341" in finding
    file.apply(relate(file, [OTHER, " FS50379341 "]), by=BY)
    finish(release(file, tmp_path / "out"))


def test_a_scan_is_read_too(tmp_path: Path) -> None:
    data = make.scan_pdf(["Information Commissioner", f"Reference {OTHER}"])
    file = make.case_file(tmp_path, letter=data)
    assert "D01, page 1: it shows" in refusal(file).findings[0]


def test_the_hints_say_so_before_the_release(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Sir", f"Our reference: {OTHER}")
    (hint,) = finish(hints(file))
    assert (hint.kind, hint.page) == ("reference", 2)
    file.apply(relate(file, [OTHER]), by=BY)
    assert finish(hints(file)) == []


def test_the_command_line_names_related_cases_and_the_trail_says_so(
    tmp_path: Path,
) -> None:
    with letter(tmp_path, f"Our reference: {OTHER}") as file:
        path = file.path
    out = str(tmp_path / "out")
    run = CliRunner().invoke(app, ["release", str(path), out])
    assert run.exit_code == 1
    run = CliRunner().invoke(app, ["release", str(path), out, "--related", OTHER])
    assert run.exit_code == 0, run.output
    with CaseFile.attach(path) as again:
        acts = [event.act for event in again.events()]
    assert acts[-2] == "related"


def test_it_is_missing_long_before_the_release(tmp_path: Path) -> None:
    file = letter(tmp_path, "Dear Sir", f"Our reference: {OTHER}", name="FOI 1306_25")
    page, name = missing_in(file)
    assert page.sentence == (
        f"D01, page 2 shows the reference of another case, {OTHER}."
    )
    assert page.about == "D01 p.2"
    assert "its name" in name.sentence
    with pytest.raises(NotApproved) as caught:
        approval.submit(file, by=BY)
    assert any(OTHER in found for found in caught.value.findings)
    file.apply(relate(file, [OTHER, "FOI 1306/25"]), by=BY)
    assert missing_in(file) == []
    approval.submit(file, by=BY)


def test_what_is_redacted_or_kept_back_is_not_missing(tmp_path: Path) -> None:
    file = letter(tmp_path, f"see {OTHER}", f"and {OTHER}")
    draw(file, mark(file, OTHER), code="Out of scope")
    (left,) = missing_in(file)
    assert left.about == "D01 p.2"
    file.apply(
        describe_document(
            file.state, "D01", {"Outcome": "withheld in full", "Codes": "s.42(1)"}
        ),
        by=BY,
    )
    assert not [one for one in missing_in(file) if OTHER in one.sentence]


def test_a_case_named_in_the_requests_details_may_be_shown(tmp_path: Path) -> None:
    with letter(tmp_path, f"Our reference: {OTHER}") as file:
        path = file.path
    runner = CliRunner()
    assert OTHER in runner.invoke(app, ["missing", str(path)]).output
    runner.invoke(app, ["request", str(path), "--by", BY, "--related", OTHER])
    assert OTHER not in runner.invoke(app, ["missing", str(path)]).output
    run = runner.invoke(app, ["release", str(path), str(tmp_path / "out")])
    assert run.exit_code == 0, run.output
