"""The .foicase file: one SQLite file that holds everything about a case."""

from redactor.casefile.history import Version
from redactor.casefile.lock import me
from redactor.casefile.shelf import Shelf
from redactor.casefile.store import CaseFile

__all__ = ["CaseFile", "Shelf", "Version", "me"]
