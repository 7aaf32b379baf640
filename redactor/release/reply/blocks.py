"""The blocks of a letter: for each provision relied on, what it is for and why.

Sentences stand in ``rules/letter.yaml``; what a caseworker answered stands in the
decisions of the case and is repeated word for word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from redactor.law.categories import in_a_letter
from redactor.law.exemptions import Exemption, Kind, Standing
from redactor.law.reasoning import questions
from redactor.law.regimes import regime as regime_named
from redactor.law.statute import effect, quoted
from redactor.law.wording import gap, gap_mark, listed, purposes, say, spoken
from redactor.model import State
from redactor.reasons import answers_for
from redactor.release.reply.answer import ALL, Answer, Use

Answers = Mapping[str, str]
_WEIGHED = (Standing.CONTESTED, Standing.DEPENDS)
_LEVELS = ("would", "would be likely to")
_PRIVILEGES = ("advice", "litigation")
_ARTICLES = {"the", "a", "an", "our", "their", "its", "his", "her"}
_TOLD = ("facts", "personal", "legitimate_interest", "necessity", "balance")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one point of a list."""

    text: str
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What a letter says of one provision."""

    code: str
    heading: str
    paragraphs: tuple[Paragraph, ...]


def blocks(answer: Answer) -> tuple[Block, ...]:
    """One for each provision relied on, in the order in which a reader meets them."""
    return tuple(_block(answer, use) for use in answer.uses)


def heading(entry: Exemption) -> str:
    """Section 31(1)(g): Law enforcement."""
    unit = regime_named(entry.regime).unit
    words = {"code": in_full(entry.code), "heading": entry.heading}
    return say("heading", unit, title=entry.title, **words)


def in_full(code: str, case: Callable[[str], str] = str) -> str:
    """A citation with its units written out: Section 31(1)(g)."""
    for unit in ("s.", "reg."):
        code = code.replace(unit, case(say("unit", unit)))
    return code


def under(uses: Iterable[Use]) -> str:
    """under sections 31(1)(g) and 40(2); nothing where nothing is relied on."""
    codes = list(dict.fromkeys(use.entry.stamp for use in uses))
    if len(codes) == 1:
        return say("under", cites=in_full(codes[0], str.lower))
    for unit in ("s.", "reg."):
        bare = [code.removeprefix(unit) for code in codes if code.startswith(unit)]
        if bare and len(bare) == len(codes):
            return say("under", cites=f"{say('units', unit)}{listed(bare)}")
    cites = [in_full(code, str.lower) for code in codes]
    return say("under", cites=listed(cites)) if cites else ""


def parts_of(state: State, ids: Sequence[str]) -> str:
    """part 1; parts 2 and 3; your request, where it has no parts."""
    numbers = [p.number for p in state.parts.values() if p.id in ids]
    if not numbers:
        return "your request"
    return f"{'parts' if len(numbers) > 1 else 'part'} {listed(numbers)}"


def reasonings(state: State, use: Use) -> list[tuple[tuple[str, ...], Answers]]:
    """Why a provision applies: the answers, with the parts that each is for.

    Parts for which the same is said stand together.
    """
    code = use.entry.code
    found: dict[tuple[tuple[str, str], ...], tuple[tuple[str, ...], Answers]] = {}
    for part in use.concerned or [""]:
        parts = (part,) if part else ()
        answers = {"enactment": use.behind, **answers_for(state, code, parts)}
        name = tuple(sorted(answers.items()))
        before = found.get(name, ((), {}))[0]
        found[name] = ((*before, *parts), answers)
    return list(found.values())


def _block(answer: Answer, use: Use) -> Block:
    found = reasonings(answer.state, use)
    out = [Paragraph(_reliance(answer, use))]
    for parts, answers in found:
        if len(found) > 1:
            words = parts_of(answer.state, parts)
            out.append(Paragraph(say("block", "of_part", parts=words)))
        out += _Reasoning(use.entry, answers, first=parts == found[0][0]).paragraphs()
    return Block(use.entry.code, heading(use.entry), tuple(out))


def _reliance(answer: Answer, use: Use) -> str:
    cite = in_full(use.entry.cite, str.lower)
    what = listed([_what(c, docs) for c, docs in use.withheld.items()])
    if what:
        return say("block", "reliance", cite=cite, what=what)
    if use.parts and answer.state.parts:
        parts = parts_of(answer.state, [p.id for p in use.parts])
        return say("block", "reliance_part", cite=cite, parts=parts)
    return say("block", "reliance_alone", cite=cite)


def _what(category: str, documents: Sequence[str]) -> str:
    many = "s" if len(documents) > 1 else ""
    where = f"document{many} {listed(sorted(documents))}"
    if category == ALL:
        return f"the whole of {where}"
    return f"{in_a_letter(category)} ({where})"


@dataclass(frozen=True)
class _Reasoning:
    """Why one provision applies. ``first`` is false where another was given before."""

    entry: Exemption
    answers: Answers
    first: bool = True

    def paragraphs(self) -> Iterator[Paragraph]:
        yield from self._law() if self.first else ()
        for text in (*self._facts(), *self._harm()):
            yield from _typed(text)
        yield from self._interest()
        day = self._day("review_after")
        if day:
            yield Paragraph(self._say("review_after", day=day))

    def _law(self) -> Iterator[Paragraph]:
        law = quoted(self.entry.code)
        if law:
            yield Paragraph(self._say("says", self._unit, law=law))
        if not self.answers.get("interest"):
            yield Paragraph(self.entry.reason)

    @property
    def _unit(self) -> str:
        return regime_named(self.entry.regime).unit

    def _say(self, *at: str, **words: object) -> str:
        word = regime_named(self.entry.regime).word
        return say("block", *at, word=word, **words)

    def _day(self, question: str) -> str:
        said = self.answers.get(question, "").strip()
        try:
            return spoken(dt.date.fromisoformat(said)) if said else ""
        except ValueError:
            return said

    @property
    def _denies(self) -> bool:
        return self.entry.kind is Kind.NCND

    def _answer(self, question: str) -> str:
        """What was answered, or that an answer is missing where one is needed."""
        return self.answers.get(question, "").strip() or self._lacking(question)

    def _lacking(self, question: str) -> str:
        needed = {q.id: q.asks for q in questions(self.entry) if not q.optional}
        return gap(needed[question]) if question in needed else ""

    # -- why it applies

    def _facts(self) -> Iterator[str]:
        purposes_ = self._answer("purposes")
        if purposes_:
            yield self._purposes(purposes_)
        privilege = self._answer("privilege")
        if privilege:
            yield self._say(privilege) if privilege in _PRIVILEGES else privilege
        enactment = self._answer("enactment")
        if enactment:
            yield self._say("enactment", enactment=enactment.rstrip("."))
        office = self._answer("qualified_person")
        if office:
            day = self._day("opinion") or self._answer("opinion")
            yield self._say("qualified_person", office=office, day=day)
        yield from map(self._answer, _TOLD)

    def _purposes(self, said: str) -> str:
        found = purposes([one.strip("() ") for one in said.split(",")])
        if not found:
            return said
        cited = listed([f"({letter})" for letter, _ in found])
        return self._say(
            "purposes", letters=cited, words="; ".join(words for _, words in found)
        )

    def _harm(self) -> Iterator[str]:
        interest = self._answer("interest")
        if interest:
            named = _as_a_name(interest)
            which = "interest" if named else "interest_told"
            yield self._say(which, interest=named or interest)
        level = self._answer("harm")
        yield self._level(level) if level in _LEVELS else level
        yield self._answer("nature")
        yield self._answer("link")

    def _level(self, level: str) -> str:
        likely = level == "would be likely to"
        if self._denies:
            return self._say("confirm_likely" if likely else "confirm_would")
        if self._unit == "reg.":
            return self._say("adversely")
        return self._say(level, effect=effect(self.entry.code) or self._say("effect"))

    # -- the public interest

    def _interest(self) -> Iterator[Paragraph]:
        standing, answers = self.entry.standing, self.answers
        weighed = bool(answers.get("for") or answers.get("against"))
        regulations = self._unit == "reg."
        if standing is Standing.ABSOLUTE:
            yield Paragraph(self._say("absolute"))
        elif standing is Standing.NONE:
            return
        elif answers.get("result") == "pending":
            which = "pending_regulations" if regulations else "pending"
            until = self._day("until") or self._answer("until")
            yield Paragraph(self._say(which, until=until))
        elif standing in _WEIGHED and not weighed:
            yield Paragraph(self._say("contested_unweighed"))
        else:
            disputed = standing in _WEIGHED
            yield Paragraph(self._say("contested" if disputed else "qualified"))
            if regulations:
                yield Paragraph(self._say("presumption"))
            yield from self._weighed()

    def _weighed(self) -> Iterator[Paragraph]:
        said = "confirm_" if self._denies else ""
        for question in ("for", "against"):
            yield Paragraph(self._say(f"{said}{question}"))
            for line in _lines(self._answer(question)):
                yield Paragraph(sentence(line), bullet=True)
        withheld = self.answers.get("result") == "withhold"
        lacking = self._lacking("result")
        yield Paragraph(self._say(f"{said}withhold") if withheld else lacking)


def _as_a_name(interest: str) -> str:
    """What somebody called an interest, to stand within a sentence; nothing where they
    wrote a sentence or more."""
    lines = _lines(interest)
    if len(lines) != 1 or ". " in lines[0]:
        return ""
    first = lines[0].split()[0]
    if first.casefold() in _ARTICLES:
        return lines[0][0].lower() + lines[0][1:]
    is_name = first.isupper() or first.endswith(("'s", "’s", "s'", "s’"))
    return lines[0] if first[0].islower() or is_name else ""


def _typed(text: str) -> Iterator[Paragraph]:
    lines = _lines(text)
    for line in lines[:-1]:
        yield Paragraph(line)
    for line in lines[-1:]:  # the lines before may run on
        yield Paragraph(sentence(line) if len(lines) == 1 else line)


def sentence(line: str) -> str:
    """What somebody typed, with a capital before it and a full stop behind it."""
    if line.startswith(gap_mark()) or "://" in line:
        return line
    ends = line[-1:].isalnum() or line[-1:] in ("’", "'", ")", "”", "%")
    return f"{line[:1].upper()}{line[1:]}{'.' if ends else ''}"


def _lines(text: str) -> list[str]:
    """The lines of what somebody typed, without marks of a list before them."""
    lines = (line.strip().lstrip("-–•* ").strip() for line in text.splitlines())
    return [line for line in lines if line]
