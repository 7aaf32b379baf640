"""What is looked for in everything that leaves a case, because it is withheld."""

from __future__ import annotations

import re
from dataclasses import replace

from redactor.casefile import CaseFile
from redactor.law.exemptions import catalogue
from redactor.model import Person, PersonDecision, Rect, Redaction, State, Status
from redactor.release.proof.needles import BODY, Needle, amounts, needles
from redactor.release.proof.ordinary import ordinary_words

_MAIL = re.compile(r"[\w.+'-]+@[\w.-]+")
_BODY = re.compile(rf"{BODY}$")
_MOBILE = re.compile(r"(?<![\d+])(?:\+44[\s()0]*|0)7(?:[\s-]*\d){9}(?!\d)")
_NAME = 4  # words that a name has at most


def sought_in(file: CaseFile) -> list[Needle]:
    """The texts of all that is withheld, and all spellings of withheld people: of the
    whole case, also where ``file`` is its public view."""
    state = file.inside or file.state
    withheld = [r for r in state.in_order() if r.status is Status.ACCEPTED]
    law = catalogue(state.case.regime)
    return needles([*withheld, *_people(state)], ordinary_words(file, law))


def by_hand(file: CaseFile) -> list[Needle]:
    """Parts of names that were drawn by hand, as those of names that were found, and
    amounts.

    In a document they could be anything; in what somebody writes about the case they
    are the name.
    """
    state = file.inside or file.state
    law = catalogue(state.case.regime)
    withheld = [r for r in state.in_order() if r.status is Status.ACCEPTED]
    rows = [
        replace(row, label="PERSON")
        for row in withheld
        if not row.label and _is_name(row.text)
    ]
    ordinary = ordinary_words(file, law) if rows else frozenset()
    names = [n for n in needles(rows) if n.squeezed not in ordinary]
    return names + [n for row in withheld for n in amounts(row)]


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 < len(words) <= _NAME and all(
        word[0].isupper() and word.strip(".,'’-").replace("-", "").isalpha()
        for word in words
    )


def named(person: Person) -> str:
    """What findings call somebody who is withheld."""
    return f"{person.id} (a withheld person)"


def _people(state: State) -> list[Redaction]:
    """Every known spelling of those who are withheld, to look for as well."""
    shown = {r.person for r in state.redactions.values() if r.status is Status.ACCEPTED}
    return [
        Redaction(
            serial=named(person),
            document="D0",
            page=1,
            rects=(Rect(0, 0, 0, 0),),
            text=form,
            label="EMAIL" if "@" in form else "PERSON",
        )
        for person in state.people.values()
        if person.decision is PersonDecision.WITHHOLD and person.id in shown
        for form in dict.fromkeys((person.name, *person.forms))
    ]


def requester_needles(state: State) -> list[Needle]:
    """What names the requester: name, parts of it, mailboxes and telephone numbers, as
    the case has them or the request was signed with."""
    texts = [state.case.requester]
    asked = "\n".join((state.case.request, *(p.text for p in state.parts.values())))
    for person in state.people.values():
        if person.kind == "requester":
            texts += [person.name, *person.forms]
    rows: list[Redaction] = []
    for text in texts:
        rows += [_row(mail, "EMAIL") for mail in _MAIL.findall(text)]
        rows += [_row(name, "PERSON") for name in _names(text)]
    rows += [
        _row(mail, "EMAIL") for mail in _MAIL.findall(asked) if not _is_public(mail)
    ]
    rows += [_row(number, "PHONE") for number in _MOBILE.findall(asked)]
    return needles(rows)


def _is_public(mail: str) -> bool:
    """Whether a mailbox in a request is one of a public body, of which it asks."""
    return bool(_BODY.search(mail.rstrip(".")))


def named_in(requester: str) -> str:
    """The name of who asked, without mail address and the like; empty where none is."""
    return next(iter(_names(requester)), "")


def _names(text: str) -> list[str]:
    bare = re.split(r"[,;\n]", _MAIL.sub(" ", text))
    return [name for one in bare if (name := one.strip(" <>()\"'"))]


def _row(text: str, label: str) -> Redaction:
    nowhere = (Rect(0, 0, 0, 0),)
    return Redaction("the requester", "D0", 1, nowhere, text=text, label=label)
