"""Files on their way into a case: recognised, made into PDF pages, and read.

Importing this loads no PDF library; the functions do when they are used.
"""

from redactor.intake.add import add, at_hand
from redactor.intake.alike import alike
from redactor.intake.noted import Noted, note, noted
from redactor.intake.quoted import quoted
from redactor.intake.reading import Doubt, doubts, read, unreadable
from redactor.intake.result import Intake, Refused, Taken

__all__ = [
    "Doubt",
    "Intake",
    "Noted",
    "Refused",
    "Taken",
    "add",
    "alike",
    "at_hand",
    "doubts",
    "note",
    "noted",
    "quoted",
    "read",
    "unreadable",
]
