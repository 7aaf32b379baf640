"""Everything the program may have to say no to: one sentence and one remedy each.

A :class:`RedactorError` is the environment's or the user's affair and is shown as it
is. Any other exception is a bug. Neither ever carries text from a document: a message
may name a file, a page number, a serial or a code.
"""

from __future__ import annotations


class RedactorError(Exception):
    """A refusal that the user can understand and act on."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence, remedy)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


class CaseUnreadable(RedactorError):
    """The file is not a case file, is damaged, or comes from a newer version."""


class CaseInUse(RedactorError):
    """Somebody else has the case open for writing."""


class StaleChange(RedactorError):
    """A change was made from a state of the case that is no longer current."""


class FileRefused(RedactorError):
    """A file offered for intake was not taken into the case."""


class PasswordNeeded(FileRefused):
    """The file is encrypted and none of the passwords given opens it."""


class UnknownExemption(RedactorError):
    """A code that the catalogue does not hold, or one that is not precise enough."""


class OutsideCalendar(RedactorError):
    """A date for which nobody knows the bank holidays."""


class NotFound(RedactorError):
    """A serial, document or person that the case does not have."""


class BadInput(RedactorError):
    """A file given by the user (register, marks) can't be understood."""


class ReleaseRefused(RedactorError):
    """The release was not written; ``findings`` says document, page and reason."""

    def __init__(
        self, sentence: str, remedy: str = "", findings: tuple[str, ...] = ()
    ) -> None:
        super().__init__(sentence, remedy)
        self.args = (sentence, remedy, findings)
        self.findings = findings


class NotApproved(ReleaseRefused):
    """A case that can't be approved; ``findings`` say what stands in the way."""


class LogRefused(ReleaseRefused):
    """The copy for the disclosure log was not written; ``findings`` says why."""


class WorkerDied(RedactorError):
    """A worker process ended without an answer, as hostile files can make it do."""
