"""What stands around a place in a text."""

from __future__ import annotations

import pytest

from redactor.find.context import Context, Entity
from redactor.find.spans import Label, Span


def context(text: str, *entities: Entity) -> Context:
    return Context(text, [], entities)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Speak to Brannock today", "to", "word"),
        ("Brannock said no", "line", "strong act"),
        ("(Brannock)", "line", ")"),
        ("Dear Mr Brannock\n\nThank you", "title", "end"),
        ("Dear Brannock\nThank you", "cue", "line"),
        ("The Brannock Centre", "the", "suffix"),
        ("my colleague Brannock, who", "relation", ","),
    ],
)
def test_the_words_beside_a_place_are_kinds(text: str, before: str, after: str) -> None:
    at = text.index("Brannock")
    assert context(text).before(at) == before
    assert context(text).after(at + len("Brannock")) == after


def test_what_readers_and_the_model_say_is_found_by_place() -> None:
    text = "x" * 200 + " Orla Fenn " + "x" * 200
    span = Span(201, 210, Label.PERSON, 0.9, "test", "")
    seen = Context(text, [span], [Entity(201, 205, "PERSON")])
    assert seen.readers(205, 206) == [span]
    assert seen.said(201, 202) == Entity(201, 205, "PERSON")
    assert seen.said(206, 210) is None
    assert seen.readers(0, 200) == []


def test_speakers_are_who_stands_before_what_was_said() -> None:
    chat = "[10:02] kez: where is sol\n[10:03] sol: late\n10:04 - kez: ok\n"
    assert context(chat).speakers == {"kez": 2, "sol": 1}
    assert context(chat).is_chat


def test_mail_addresses_give_their_parts() -> None:
    text = "write to orla.fenn@carrow.gov.uk"
    assert context(text).mailbox_parts == {"orla", "fenn"}


def test_well_known_people_and_firms_are_listed_where_they_stand() -> None:
    text = "Guy Fawkes night at Massey Ferguson's yard"
    kinds = {e.label: text[e.start : e.end] for e in context(text).listed(0, len(text))}
    assert kinds["firms"].startswith("Massey Ferguson")
    assert any(kind in kinds for kind in ("famous", "things"))
