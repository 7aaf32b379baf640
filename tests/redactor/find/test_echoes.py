"""One decision for the same passage in a thread, in copies, in every footer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from redactor import cli, edits, hints, intake
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.find.echoes import FOUND_BY, decide_alike, echoes, follows
from redactor.find.passages import Letters, Sought
from redactor.find.propose import propose
from redactor.model import Change, Person, Redaction, Status
from redactor.verdicts import Verdict, Wanted, decide_change, import_change
from redactor.work import finish
from tests import make

BY = "A Caseworker"
CODE = ("s.42",)
ADVICE = [
    "We were advised that the contract with the carriers cannot be",
    "terminated before March, since the notice period has not yet been",
    "observed by either side and damages would have to be expected.",
]
FIRST = ["Dear Tom,", "", *ADVICE, "", "Kind regards", "Jane"]
QUOTED = [
    "Thank you, that is clear.",
    "On Monday Jane wrote:",
    "> Dear Tom,",
    "> We were advised that the con-",
    "> tract with the carriers cannot be terminated=20",
    "> before March, since the notice period has not yet been ob-",
    "> served by either side and dam=",
    "> ages would have to be expected.",
    "> Kind regards",
]


def marked(file: CaseFile, text: str, document: str = "D01", page: int = 1) -> Mark:
    """The lines from the first to the last words of a text, "first|last"."""
    words = file.words(file.state.documents[document], page)
    assert words is not None
    first, last = text.split("|")[0], text.split("|")[-1]
    start = words.text.text.index(first)
    end = words.text.text.index(last, start) + len(last)
    rects = words.text.rects(start, end)
    return Mark(document, page, rects, words.under(rects), CODE)


def drawn(file: CaseFile, text: str, page: int = 1) -> Redaction:
    """Withhold such lines of the first document."""
    change = edits.draw(file.state, [marked(file, text, page=page)])
    file.apply(change, by=BY)
    (row,) = change.added
    assert isinstance(row, Redaction)
    return row


def spread(file: CaseFile, row: Redaction) -> list[Redaction]:
    """Decide alike what says the same, and return what is there of it now."""
    found = finish(echoes(file, [row.serial]))
    file.apply(decide_alike(file.state, found), by=BY)
    return [r for r in file.state.in_order() if r.serial != row.serial]


def thread(folder: Path) -> CaseFile:
    return make.case_file(
        folder, first=make.text_pdf(FIRST), second=make.text_pdf(QUOTED)
    )


PARAGRAPH = "We were advised|be expected."


def test_a_paragraph_is_withheld_where_it_is_quoted(tmp_path: Path) -> None:
    file = thread(tmp_path)
    row = drawn(file, PARAGRAPH)
    (again,) = spread(file, row)
    assert again.document == "D02"
    assert again.status is Status.ACCEPTED
    assert again.exemptions == CODE
    assert again.found_by == "the same passage"
    assert "withheld in D01, page 1 (D01-R001)" in again.why
    assert again.text.startswith("We were advised")
    assert again.text.endswith("be expected.")
    assert len(again.rects) == 5
    assert file.undo_label == "the same passage withheld in 1 more place"


def test_a_passage_that_goes_over_a_page_is_found_on_both(tmp_path: Path) -> None:
    pages = [
        "\n".join(["A report", *ADVICE[:2], "Council papers 1 of 2"]),
        "\n".join(["Borsetshire Council, annual papers", *ADVICE[2:], "The end"]),
    ]
    file = make.case_file(tmp_path, first=make.text_pdf(FIRST), report=make.pdf(*pages))
    again = spread(file, drawn(file, PARAGRAPH))
    assert [(r.document, r.page) for r in again] == [("D02", 1), ("D02", 2)]
    assert again[0].text.endswith("has not yet been")
    assert again[1].text == ADVICE[2]


def test_a_few_misread_letters_do_not_hide_a_long_passage(tmp_path: Path) -> None:
    scan = [line.replace("carriers", "camers") for line in FIRST]
    file = make.case_file(
        tmp_path, first=make.text_pdf(FIRST), scan=make.text_pdf(scan)
    )
    (again,) = spread(file, drawn(file, PARAGRAPH))
    assert len(again.rects) == 3


def test_a_short_passage_is_known_by_what_stands_around_it(tmp_path: Path) -> None:
    other = ["The notice period is one month.", "It ends in March as a rule."]
    file = make.case_file(
        tmp_path,
        first=make.text_pdf(FIRST),
        second=make.text_pdf(QUOTED),
        other=make.text_pdf(other),
    )
    (again,) = spread(file, drawn(file, "notice period"))
    assert (again.document, again.text) == ("D02", "notice period")


def test_a_mailbox_ends_where_it_ends_though_its_host_stands_again(
    tmp_path: Path,
) -> None:
    mail = "jonathan.adeyemi-clarke@korvane.example"
    head = ["Sent: Monday 5 August 2024 at 11:02", "Subject: The review environment"]
    between = ["Korvane Systems is registered in England", "From: tom@oas.example"]
    file = make.case_file(
        tmp_path,
        first=make.text_pdf([f"From: {mail}", *head]),
        second=make.text_pdf(["Kind regards", mail, *between, *head]),
    )
    (again,) = spread(file, drawn(file, mail))
    assert again.text == mail


def test_what_follows_can_be_excepted_and_stays_so(tmp_path: Path) -> None:
    file = thread(tmp_path)
    row = drawn(file, PARAGRAPH)
    (again,) = spread(file, row)
    assert follows(again)
    file.apply(edits.reject(file.state, [again.serial]), by=BY)
    (again,) = spread(file, row)
    assert again.status is Status.REJECTED
    file.apply(edits.assign(file.state, [row.serial], ("s.43(2)",)), by=BY)
    (again,) = spread(file, row)
    assert again.exemptions == CODE
    assert not [h for h in finish(hints.hints(file)) if h.kind == "passage"]


def test_a_change_of_mind_is_followed(tmp_path: Path) -> None:
    file = thread(tmp_path)
    row = drawn(file, PARAGRAPH)
    spread(file, row)
    file.apply(edits.reject(file.state, [row.serial]), by=BY)
    (again,) = spread(file, row)
    assert again.status is Status.REJECTED
    assert "left visible in D01" in again.why
    file.undo(by=BY)
    file.undo(by=BY)
    assert {r.status for r in file.state.redactions.values()} == {Status.ACCEPTED}


def test_a_footer_is_withheld_on_every_page(tmp_path: Path) -> None:
    sheets = [f"Page about matter {n}\n" + "\n" * 43 + "Desk of T Ashby" for n in "abc"]
    file = make.case_file(tmp_path, report=make.pdf(*sheets))
    again = spread(file, drawn(file, "T Ashby", page=2))
    assert [(r.page, r.text) for r in again] == [(1, "T Ashby"), (3, "T Ashby")]


def test_a_passage_withheld_here_and_visible_there_is_told(tmp_path: Path) -> None:
    file = thread(tmp_path)
    row = drawn(file, PARAGRAPH)
    (told,) = [h for h in finish(hints.hints(file)) if h.kind == "passage"]
    assert (told.document, told.page, told.source) == ("D02", 1, row.serial)
    spread(file, row)
    assert not [h for h in finish(hints.hints(file)) if h.kind == "passage"]


def test_a_decision_by_command_goes_through_the_thread(tmp_path: Path) -> None:
    file = thread(tmp_path)
    row = drawn(file, PARAGRAPH)
    only = Wanted(serials=(row.serial,), only_here=True)
    change = decide_change(file, Verdict.ACCEPT, only, ("s.43(2)",))
    assert [r.document for r in change.added if isinstance(r, Redaction)] == ["D01"]
    both = Wanted(serials=(row.serial,))
    change = decide_change(file, Verdict.ACCEPT, both, ("s.43(2)",))
    rows = [r for r in change.added if isinstance(r, Redaction)]
    assert [r.document for r in rows] == ["D01", "D02"]
    assert {r.exemptions for r in rows} == {("s.43(2)",)}
    path = file.path
    file.close()
    chosen = ["decide", str(path), "--by", BY, "--accept", "--id", row.serial]
    assert cli.main(chosen) == 0
    with CaseFile.attach(path) as attached:
        assert len(attached.state.redactions) == 2


@pytest.mark.parametrize("again", ["=20", "=E2=80=99", "> ", "\n>> "])
def test_what_a_transfer_breaks_makes_no_difference(again: str) -> None:
    plain = "nobody should ever read what stands in this letter about the old mill"
    whole = Letters("D01", {1: plain})
    needle = whole.needle("D01-R001", 0, len(whole))
    other = Letters("D02", {1: f"so: {plain.replace(' ', f' {again}')} and more"})
    (hit,) = Sought([needle]).found_in(other)
    assert hit.start == 4


def test_text_that_only_shares_words_is_another_passage() -> None:
    whole = Letters("D01", {1: " ".join(ADVICE)})
    needle = whole.needle("D01-R001", 0, len(whole))
    other = Letters("D02", {1: f"{ADVICE[2]} {ADVICE[0]} Not so here."})
    assert not list(Sought([needle]).found_in(other))


def test_what_comes_later_is_decided_when_it_is_searched(tmp_path: Path) -> None:
    file = make.case_file(tmp_path, first=make.text_pdf(FIRST))
    drawn(file, PARAGRAPH)
    path = tmp_path / "late.pdf"
    path.write_bytes(make.text_pdf(QUOTED))
    taken = finish(intake.add(file, [path]))
    file.apply(edits.add_documents(taken.documents(file.state)), by=BY)
    finish(intake.read(file))
    file.apply(finish(propose(file)).change(file.state), by=BY)
    rows = file.state.in_order()
    (late,) = [r for r in rows if r.document == "D02" and r.found_by == FOUND_BY]
    assert (late.status, late.exemptions) == (Status.ACCEPTED, CODE)
    count = len(rows)
    file.apply(finish(propose(file)).change(file.state), by=BY)
    assert len(file.state.redactions) == count


@pytest.mark.parametrize("how", ["all", "text", "person"])
def test_every_way_to_decide_by_command_goes_through_the_thread(
    tmp_path: Path, how: str
) -> None:
    file = thread(tmp_path)
    row = drawn(file, PARAGRAPH)
    person = Person("P01", "The advice")
    open_ = replace(row, status=Status.SUGGESTED, person="P01", excepted=False)
    file.apply(Change("put", "", (row,), (open_, person)), by=BY)
    wanted = {
        "all": Wanted(every=True),
        "text": Wanted(text=row.text),
        "person": Wanted(people=("P01",)),
    }[how]
    file.apply(decide_change(file, Verdict.ACCEPT, wanted), by=BY)
    (again,) = file.state.on_page("D02", 1)
    assert again.status is Status.ACCEPTED
    assert again.person == "P01"
    back = decide_change(file, Verdict.REJECT, Wanted(people=("P01",)))
    file.apply(back, by=BY)
    # a place decided by its text no longer goes with its person
    then = Status.ACCEPTED if how == "text" else Status.REJECTED
    assert {r.status for r in file.state.redactions.values()} == {then}


def test_marks_made_elsewhere_go_through_the_thread(tmp_path: Path) -> None:
    file = thread(tmp_path)
    mark = marked(file, PARAGRAPH)
    edges = [[r.x0, r.y0, r.x1, r.y1] for r in mark.rects]
    entries = [{"document": "D01", "page": 1, "rects": edges}]
    path = tmp_path / "marks.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    change = import_change(file, path)
    assert [r.document for r in change.added if isinstance(r, Redaction)] == [
        "D01",
        "D02",
    ]
    assert change.label == "import 1 redactions, and 1 of the same passages"
    alone = import_change(file, path, only_here=True)
    assert [r.document for r in alone.added if isinstance(r, Redaction)] == ["D01"]
