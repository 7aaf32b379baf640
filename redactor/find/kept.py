"""What looks personal and is left visible, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redactor.find import addresses, contacts, lists, phones, public
from redactor.find.spans import Kept, Span


def kept(text: str, hidden: Sequence[Span]) -> list[Kept]:
    """What stays in a text in which ``hidden`` is proposed, in order; none overlap."""
    left: list[Kept] = []
    at = 0
    for one in sorted(_all(text), key=lambda k: (k.start, -k.end)):
        if one.start < at or any(
            s.start < one.end and one.start < s.end for s in hidden
        ):
            continue
        left.append(one)
        at = one.end
    return left


def _all(text: str) -> Iterator[Kept]:
    yield from _public(text)
    for start, end in public.references(text):
        yield Kept(start, end, "A case or file reference.")
    for match in lists.public().phrases.finditer(text):
        if match.group()[:1].isupper():
            yield Kept(*match.span(), "The name of a body, an office or a rule.")


def _public(text: str) -> Iterator[Kept]:
    kinds = (
        (contacts.mailboxes, "A role mailbox: it belongs to a function."),
        (phones.numbers, "A public number of an organisation."),
        (addresses.postal, "The address of a public body or an office."),
    )
    for places, why in kinds:
        for start, end, is_public in places(text):
            if is_public:
                yield Kept(start, end, why)
