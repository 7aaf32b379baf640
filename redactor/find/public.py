"""What stays: role mailboxes, public numbers, offices, bodies, references."""

from __future__ import annotations

import re

from redactor.find import lists, mailboxes, names

_WORDS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


_TITLES = frozenset(
    ("cllr", "councillor", "mr", "mrs", "ms", "miss", "dr", "rev", "prof")
)


def is_role_mailbox(local: str, domain: str) -> bool:
    """Whether an address belongs to a function and not to a person."""
    known = lists.public()
    low, host = local.casefold(), domain.casefold()
    words = _WORDS.findall(low)
    if (
        any(host == d or host.endswith(f".{d}") for d in known.public_domains)
        or low in known.mailbox_words
        or _NUMBERED_ROOM.search(low)
        or all(_is_role(w, known.mailbox_words) for w in words)
    ):
        return True
    if words[:1] and words[0] in _TITLES and len(words) > 1 and len(words[1]) > 1:
        return words[1] in known.mailbox_words  # "cllr.young", and not "cllr.support"
    own = _is_private(host)
    if not own and _is_units(local, words):
        return True
    given = lists.names().any_given
    if any(w in given and w not in known.mailbox_words for w in words):
        return False
    plain = low.replace("-", "").replace(".", "")
    if any(part in plain for part in known.mailbox_parts):
        return True
    if len(words) == 1:
        role = _is_body_in_one_word(words[0])
    else:
        role = any(map(_is_sure_role, words)) and all(len(w) > 1 for w in words)
    return role or (not own and mailboxes.is_bodys(words, host))


# Letters between which capitals are a unit's, and nobody's initials.
_SHORT, _LONG = 2, 6


def _is_units(local: str, words: list[str]) -> bool:
    """Whether a mailbox is a unit's by its letters, "PSD", or that of something called
    after somebody: "mary.seacole.ward"."""
    if local.isupper() and local.isalpha() and _SHORT < len(local) < _LONG:
        return True
    return len(words) > 2 and words[-1] in lists.public().mailbox_things


def _is_private(host: str) -> bool:
    """Whether people have mailboxes of their own at a host, in any country's domain."""
    known = lists.public()
    if any(host == d or host.endswith(f".{d}") for d in known.private_domains):
        return True
    label, _, rest = host.partition(".")
    return label in known.private_labels and all(
        len(part) < 4 or part == "example" for part in rest.split(".")
    )


def _is_sure_role(word: str) -> bool:
    """Whether a word is a role's and no family name too."""
    known = lists.public()
    if word in known.mailbox_surnames:
        return False
    return _is_role(word, known.mailbox_words) or mailboxes.ends_with_role(word)


_NUMBERED_ROOM = re.compile(
    r"(?:^|[\-._])(?:ward|year|class|form|block|room|zone|bay|area|unit|clinic|floor|level|team|court|desk)"
    r"[\-._]?\d+[a-z]?$"
)


def _is_body_in_one_word(word: str) -> bool:
    """Whether a word is a body's name: "netherstowellpc"."""
    known = lists.public()
    ending = next((e for e in known.mailbox_endings if word.endswith(e)), "")
    rest = word.removesuffix(ending)
    return (
        bool(ending)
        and len(rest) > 4
        and rest not in lists.names().any_given | lists.names().family
        and not mailboxes.may_be_person([word])
    )


def _is_role(word: str, roles: frozenset[str]) -> bool:
    """Whether a word is made of role words and nothing else: "foirequests"."""
    if word in roles:
        return True
    if word in lists.names().given or word in lists.names().family:
        return False
    return any(
        word[:cut] in roles and _goes_on(word[cut:], roles)
        for cut in range(2 if word[:2] in ("mp", "hr") else 3, len(word) - 2)
    )


def _goes_on(rest: str, roles: frozenset[str]) -> bool:
    """Whether a role word goes on with another, joined to it or not."""
    return any(
        rest.startswith(joiner) and _is_role(rest[len(joiner) :], roles)
        for joiner in lists.public().mailbox_joiners
    )


def is_number_shape(raw: str) -> bool:
    """Whether a run of digits is written the way people write telephone numbers.

    National numbers of the United Kingdom begin with 0 and have 10 or 11 digits
    (Ofcom's numbering plan); others begin with + or 00.
    """
    body = re.split(r"(?:ext|x|#|;)", raw, maxsplit=1, flags=re.IGNORECASE)[0]
    digits = "".join(_DIGITS.findall(body))
    if _DATE.search(body) and "+" not in body and not _PAIRS.fullmatch(body.strip()):
        return False
    if re.fullmatch(r"\d+\.\d{2}", body):
        return False  # an amount
    if body.lstrip("( ").startswith("+") or digits.startswith("00"):
        return 9 <= len(digits) <= 16 and not digits.startswith("000")
    return digits.startswith("0") and len(digits) in (10, 11) and digits[1] != "0"


_DATE = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}")
# Digits in pairs, as on the continent, and a town's code with pairs behind it.
_PAIRS = re.compile(r"0\d(?:[.\-]\d\d){4}|0\d{3,4}[.\-](?:\d\d[.\-]){2}\d\d")


def _national(raw: str) -> str:
    """The digits of a number as they are dialled in the United Kingdom."""
    digits = "".join(_DIGITS.findall(raw))
    national = "0" + digits[2:].lstrip("0") if digits.startswith("44") else digits
    return "0" + digits[4:].lstrip("0") if digits.startswith("0044") else national


def is_public_kind(raw: str) -> bool:
    """Whether nobody has such a number for himself: 0300, 0800, 999."""
    known = lists.public()
    short = "".join(_DIGITS.findall(raw)) in known.short_numbers
    return short or _national(raw).startswith(known.number_prefixes)


def is_public_number(text: str, start: int, raw: str) -> bool:
    """Whether a number is an organisation's: by its kind, or by the words before it."""
    known = lists.public()
    if is_public_kind(raw):
        return True
    national = _national(raw)
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - 45) : start].casefold()
    # Only the words that belong to this number, not to the one before it.
    before = re.split(r"\d{3,}|[;|\t]|[ ]{3,}(?=\w)", before)[-1]
    before = before.replace("\\n", "  ")  # a line's end in a calendar
    if known.cue_patterns.search(before) or any(
        re.search(rf"\b{re.escape(cue)}\b", before) for cue in known.number_cues
    ):
        return True
    # "(switchboard)" behind it, or "if you need to speak to Customer Services"
    after = text[start + len(raw) : start + len(raw) + 20].casefold()
    behind = re.match(r"\s*\(([^)\n]*)", after)
    if behind and any(cue in behind.group(1) for cue in known.number_cues):
        return True
    return national[1:2] in "12" and bool(
        re.search(r"\b(?:call|phone|ring|telephone|contact) us\b", before)
        or _TEAM_BEHIND.match(text, start + len(raw))
    )


_TEAM_BEHIND = re.compile(
    r"[^.\n]{0,60}\b(?:to (?:speak|talk) to|for|ask for) (?:the |our )?"
    r"(?:Customer|Contact|Council|Advice|Benefits|Housing)\b"
    r"|[ ](?:to (?:book|report|apply|register|order|complain|make an appointment)"
    r"|for (?:more |further |an? |any )?(?:details|information|tickets|appointment"
    r"|advice|help|enquiries|bookings|queries))\b"
    r"|[ ]?\((?:the )?(?:main |head |site )?(?:office|switchboard|shop|reception)\b"
)


def is_public_handle(name: str) -> bool:
    """Whether a social media name is a body's."""
    known = lists.public()
    low = name.lstrip("@").casefold()
    return (
        low in known.profile_words
        or low in known.mailbox_words
        or (low.count(".") < 2 and any(part in low for part in known.handle_parts))
        or (name.endswith(known.handle_endings) and len(name) > 6)
    )


def references(text: str) -> list[tuple[int, int]]:
    """Where case and file references stand."""
    return [match.span() for match in lists.public().references.finditer(text)]


def names_body(text: str) -> bool:
    """Whether a line names a body: "Wycliffe House", "Exampleton Borough Council"."""
    low = text.casefold()
    words = {t.low for t in names.tokens(text)}
    known = lists.public()
    if words & (known.body_words - lists.names().given):
        return True
    return bool(known.body_names.search(low))
