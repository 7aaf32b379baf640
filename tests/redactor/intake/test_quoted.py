"""Which messages stand whole in later ones."""

from __future__ import annotations

from redactor import intake
from redactor.casefile import CaseFile
from redactor.listing import in_lines, listing
from redactor.work import finish
from tests import mails, make
from tests.redactor.intake.shown import offer

FIRST = (
    "Dear Tom, the carriers have told us that they will not come on Mondays any more. "
    "Could you find out by Friday what that does to the plan for Church Lane? Jane"
)
SECOND = "Jane, they will come on Tuesdays instead, and the plan need not be changed."


def test_a_message_that_is_quoted_whole_is_named(case: CaseFile) -> None:
    words = FIRST.split()
    lines = [" ".join(words[n : n + 7]) for n in range(0, len(words), 7)]
    answer = "\n".join(
        [SECOND, "", "On Monday Jane wrote:", *(f"> {x}" for x in lines)]
    )
    last = "\n".join(
        ["Thank you both.", "> " + SECOND, *(f">> {line}" for line in lines)]
    )
    offer(
        case,
        a__eml=mails.eml(FIRST),
        b__eml=mails.eml(answer),
        c__eml=mails.eml(last),
        d__pdf=make.text_pdf(["Minutes of the meeting about the plan", *lines[:2]] * 3),
    )
    finish(intake.read(case))
    assert intake.quoted(case)["D02"] == ["D01"]
    assert intake.quoted(case)["D03"][0] == "D01"
    assert "D04" not in intake.quoted(case)
    said = listing(case)
    assert said["documents"][1]["quotes"] == ["D01"]
    assert any(line.endswith("quotes D01") for line in in_lines(said))
