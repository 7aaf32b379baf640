"""Messages that stand whole in later ones: who has read the last has read them all."""

from __future__ import annotations

import re
from collections import Counter

from redactor.casefile import CaseFile
from redactor.intake.alike import CROWD, runs_of

_HEAD = re.compile(
    r"^(?:from|to|cc|bcc|date|sent|subject|reply-to|attachments?)\s*:.*$",
    re.IGNORECASE | re.MULTILINE,
)
_WHOLE = 0.8  # share of a message's runs of words that another has


def quoted(file: CaseFile) -> dict[str, list[str]]:
    """For each document the others that it quotes as good as whole, in their order.

    The head of a message does not count, nor do quoting marks and other line ends. Of
    two that say the same neither quotes the other. Only what was read is compared.
    """
    documents = file.state.documents.values()
    texts = {d.id: "\n".join(file.texts(d).values()) for d in documents}
    bodies = {name: runs_of([_HEAD.sub("", text)]) for name, text in texts.items()}
    holders: dict[int, list[str]] = {}
    for name, own in bodies.items():
        for run in own:
            holders.setdefault(run, []).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= CROWD:
            shared.update((one, other) for one in names for other in names)
    quotes: dict[str, list[str]] = {}
    for (name, other), count in sorted(shared.items()):
        whole = count >= _WHOLE * len(bodies[other])
        if name != other and whole and count < _WHOLE * len(bodies[name]):
            quotes.setdefault(name, []).append(other)
    return quotes
