"""Documents that say nearly the same are suggested as such."""

from __future__ import annotations

from redactor import intake
from redactor.casefile import CaseFile
from redactor.work import finish
from tests import make, offices
from tests.redactor.intake.shown import offer

LETTER = [
    "Dear Jane Smith, thank you for your letter of the first of May about the bins",
    "in Church Lane. We have asked the contractor to come on Tuesdays from now on.",
    "If they fail to come again, please write to us, and say on which day it was.",
]


def test_a_letter_as_pdf_and_as_word_file_is_known(case: CaseFile) -> None:
    other = [
        "Minutes of the meeting in Church Lane",
        *LETTER[:1],
        "and much else " * 30,
    ]
    offer(
        case,
        a__pdf=make.text_pdf(LETTER),
        b__docx=offices.docx(*LETTER),
        c__pdf=make.text_pdf(other),
        d__pdf=make.text_pdf(["Church Lane"]),
    )
    finish(intake.read(case))
    assert intake.alike(case) == {"D01": ["D02"], "D02": ["D01"]}
