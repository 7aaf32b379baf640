"""What pages show without text (signatures, stamps, faces), as findings."""

from __future__ import annotations

from redactor.find.spans import Label, Span, Tier
from redactor.words import Region

_SEEN = {
    "signature": (
        Label.SIGNATURE,
        "A signature: ink that is no printed word stands where the letter is signed.",
        "A drawing or handwriting near to where the letter is signed.",
    ),
    "handwriting": (
        Label.HANDWRITING,
        "Handwriting that was not read.",
        "Ink that is no printed word: handwriting, a signature or a drawing?",
    ),
    "stamp": (
        Label.STAMP,
        "A stamp in coloured ink.",
        "Coloured ink that is no printed word: a stamp, a note or a logo?",
    ),
    "face": (
        Label.FACE,
        "A face in a photograph: somebody can be recognised by it.",
        "What may be a face, seen from the side.",
    ),
}
_SURE, _DOUBTFUL = 0.7, 0.3


def finding(region: Region) -> Span:
    """The finding for a region; it stands in no text."""
    label, sure, doubtful = _SEEN[region.kind]
    if region.sure:
        return Span(0, 0, label, _SURE, "picture", sure)
    return Span(0, 0, label, _DOUBTFUL, "look at this", doubtful, Tier.LOOK)
