"""The .foicase file: one SQLite file that holds everything about a case."""

from redactor.casefile.store import CaseFile

__all__ = ["CaseFile"]
