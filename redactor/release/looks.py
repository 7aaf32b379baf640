"""How a release looks, as the authority likes it: one value, kept with the case."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from redactor.casefile import CaseFile

SETTING = "look of the release"


class Fill(StrEnum):
    """What boxes are filled with."""

    BLACK = "black"
    WHITE = "white"
    GREY = "grey"


class Whole(StrEnum):
    """What becomes of a page that is withheld whole."""

    NOTICE = "notice"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Look:
    """The choices for one release.

    ``reference`` and ``numbers`` are stamped on each page ("page 3 of 9"), and so is
    a number that runs through all documents, behind ``running`` ("FOI-") where that is
    not empty. ``bundle`` puts all documents into one PDF. ``even`` makes the gaps of
    withheld text as wide as the next step of a grid, so that they tell no names.
    """

    fill: Fill = Fill.BLACK
    whole: Whole = Whole.NOTICE
    reference: bool = False
    numbers: bool = False
    running: str = ""
    bundle: bool = False
    even: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether pages say their number: where some are missing they have to."""
        return self.numbers or self.whole is Whole.LEFT_OUT

    def as_text(self) -> str:
        """To be kept as a setting of the case."""
        return json.dumps(asdict(self))


USUAL = Look()


def look_of(text: str) -> Look:
    """The look that ``as_text`` wrote; what it does not say is as usual."""
    usual = asdict(Look())
    try:
        written: dict[str, Any] = json.loads(text) if text else {}
        said = usual | {name: v for name, v in written.items() if name in usual}
        chosen = {"fill": Fill(said["fill"]), "whole": Whole(said["whole"])}
    except (ValueError, AttributeError):  # nothing that this program wrote
        return USUAL
    return Look(**(said | chosen))


def look_in(file: CaseFile) -> Look:
    """The look that was chosen for a case last."""
    return look_of(file.setting(SETTING))


def keep_look(file: CaseFile, **chosen: Any) -> Look:
    """Remember what was chosen anew; what is None stays as it was."""
    said = {name: value for name, value in chosen.items() if value is not None}
    look = replace(look_in(file), **said)
    file.put_setting(SETTING, look.as_text())
    return look
