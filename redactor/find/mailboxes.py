"""Whether the local part of a mail address can be somebody's name, or is a body's."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.find import lists

_SHORT = 3  # letters that may be initials
_LONG = 6  # letters of a forename that is hardly ever the beginning of another word


def is_bodys(words: Sequence[str], host: str) -> bool:
    """Whether a local part at an organisation's domain is nobody's name: it has the
    body's own name in it, or no part that anybody is called."""
    if not words or may_be_person(words):
        return False
    if any(ends_with_role(word) for word in words):
        return True
    labels = [label for label in host.split(".")[:-2] if len(label) > _SHORT]
    if any(label in word for label in labels for word in words if label != word):
        return True
    long = [word for word in words if len(word) > _SHORT]
    if len(words) == 1 and not _is_body(host):
        return False  # a firm's "cherry@" may be anybody
    return bool(long) and all(_is_thing(word) for word in long)


def _is_body(host: str) -> bool:
    """Whether a host is a public body's, in any country's domain."""
    return host.endswith(lists.public().body_domains) or bool(
        lists.public().body_labels & set(host.split("."))
    )


def _is_thing(word: str) -> bool:
    """Whether a word, or each of the two it is made of, is in the dictionary and no
    name: a family name that no list knows looks like nothing else."""
    known = lists.lexicon().words
    if _is_name(word):
        return False
    whole = word.removeprefix("the") if len(word) > _LONG else word
    singular = {word, word.removesuffix("s"), whole}
    return bool(singular & known) or any(
        word[:cut] in known and word[cut:] in known
        for cut in range(_SHORT, len(word) - _SHORT + 1)
    )


def may_be_person(words: Sequence[str]) -> bool:
    """Whether words are written as people's mail addresses are: a forename with a
    family name, an initial with one, in either order, joined or not."""
    if len(words) == 1:
        return _is_joined_name(words[0])
    first, last = words[0], words[-1]
    if min(len(first), len(last)) < _SHORT:
        short, long = sorted((first, last), key=len)
        return len(short) == 1 or _is_name(long)
    return _is_forename(first) or _is_forename(last)


def ends_with_role(word: str) -> bool:
    """Whether a word goes on after somebody's or something's name with a role that is
    no family name: "northcustody"."""
    known = lists.public()
    surnames = known.mailbox_surnames
    return any(
        word[cut:] in known.mailbox_words
        and word[cut:] not in surnames
        and not _is_name(word)
        for cut in range(2, len(word) - _SHORT)
    )


def _is_name(word: str) -> bool:
    known = lists.lexicon()
    return word in known.forenames or word in known.surnames


def _is_forename(word: str) -> bool:
    known = lists.lexicon()
    return word in known.forenames and word not in lists.public().mailbox_words


def _is_joined_name(word: str) -> bool:
    """Whether one word is a name, or a name with initials or another name."""
    known = lists.lexicon()
    if _is_name(word) or word[1:] in known.surnames or word[:-1] in known.surnames:
        return True
    if word[2:] in known.common_surnames or word[:-2] in known.common_surnames:
        return True
    return any(
        word[:cut] in (known.common_forenames if cut < _LONG else known.forenames)
        and word[cut:] in known.surnames
        for cut in range(_SHORT, len(word) - 2)
    )
