"""The kinds of document that are made up, and what happens to each on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from tools.model.write import Page, Writer, paragraph

_MAIL = (*("office",) * 5, *("plain",) * 3, "trade", "lone")
_MINUTES = (*("minutes",) * 4, "plain", "plain", "trade", "lone")
_REPORT = (*("plain",) * 7, "trade", "office")
_SENDERS = ("<full>", "<full> <<mail>>", "<inverted>", "<full> (<team>)", "<mailbox>")
_SENT = (
    "Sent: <date> <time>",
    "Date: <date>, <time>",
    "Sent: <weekday>, <date> <time>",
)
_WROTE = (
    "On <date> at <time>, <full> wrote:",
    "<full> <<mail>> wrote:",
    "<inverted> wrote:",
)
_FOOT = ("<role>", "<role> | <team>", "<body>", "<building>, <road>, <town>", "<phone>")
_SUBJECT = (
    "<heading>",
    "<ref>",
    "<firm>",
    "<building>",
    "<place> - <heading>",
    "<full>",
)


def mail(writer: Writer) -> Page:
    """A thread: messages with headers or quotes, the older ones below."""
    page = Page()
    for number in range(writer.random.randint(1, 4)):
        quoted = number > 0 and writer.random.random() < 0.4
        if quoted:
            writer.write(page, writer.random.choice(_WROTE) + "\n")
        else:
            _header(writer, page)
        page.take(_message(writer), "> " if quoted else "")
        page.add("\n\n")
    return page


def _header(writer: Writer, page: Page) -> None:
    chance = writer.random
    lines = [f"From: {chance.choice(_SENDERS)}", chance.choice(_SENT)]
    to = "; ".join(chance.choice(_SENDERS) for _ in range(chance.randint(1, 4)))
    lines.append(f"To: {to}")
    if chance.random() < 0.4:
        lines.append(f"Cc: {chance.choice(_SENDERS)}; {chance.choice(_SENDERS)}")
    lines.append(f"Subject: {chance.choice(('', 'RE: ', 'FW: '))}")
    writer.write(page, "\n".join(lines) + chance.choice(_SUBJECT) + "\n\n")


def _message(writer: Writer) -> Page:
    page = writer.line(writer.any("greeting") + "\n\n")
    for _ in range(writer.random.randint(1, 3)):
        page.take(paragraph(writer, _MAIL, writer.random.randint(1, 4)))
        page.add("\n\n")
    _sign(writer, page)
    return page


def _sign(writer: Writer, page: Page) -> None:
    chance = writer.random
    name = chance.choice(("<full>", "<full>", "<first>", "<initialed>", "<role>"))
    writer.write(page, f"{writer.any('closing')}\n{name}\n")
    for foot in chance.sample(_FOOT, chance.randint(0, 3)):
        writer.write(page, foot + "\n")


def letter(writer: Writer) -> Page:
    """A letter with its heads, the salutation, a heading, paragraphs, a signature."""
    head = "<body>\n<building>\n<road>\n<town>\n\n"
    page = writer.line(head if writer.random.random() < 0.6 else "")
    if writer.random.random() < 0.6:
        writer.write(page, "<titled>\n<n> <road>\n<town>\n\n")
    writer.write(page, "<date>\n\nOur ref: <ref>\n\n<greeting>\n\n<heading>\n\n")
    for _ in range(writer.random.randint(2, 4)):
        page.take(paragraph(writer, _MAIL, writer.random.randint(2, 4)))
        page.add("\n\n")
    _sign(writer, page)
    return page


def minutes(writer: Writer) -> Page:
    """Who was there, and what was said under which heading."""
    chance = writer.random
    page = writer.line("<body>\n<heading>\nHeld at <building>, <place> on <date>\n\n")
    forms = (
        "<full>, <role>",
        "<full>",
        "<initialed>",
        "Cllr <full>",
        "<full> (<team>)",
    )
    for word in ("Present", "In attendance", "Apologies"):
        glue = chance.choice(("\n", "; ", ", "))
        who = [chance.choice(forms) for _ in range(chance.randint(1, 5))]
        writer.write(page, f"{word}: {glue.join(who)}\n")
    for number in range(chance.randint(3, 8)):
        writer.write(page, f"\n{number + 1}. <heading>\n")
        page.take(
            paragraph(
                writer,
                _MINUTES,
                chance.randint(1, 3),
            )
        )
        page.add("\n")
    return page


def table(writer: Writer) -> Page:
    """Rows whose cells are people, firms, places and rules."""
    chance = writer.random
    cells = (
        "<heading>",
        "<firm>",
        "<place>",
        "<date>",
        "<money>",
        "<product>",
        "<building>",
    )
    people = (
        "<full>",
        "<inverted>",
        "<initialed>",
        "<first>",
        "<last>",
        "<team>",
        "<role>",
    )
    columns = [chance.choice(cells), chance.choice(people), chance.choice(cells)]
    columns.extend(
        chance.sample((*cells, *people, "<ref>", "<n>"), chance.randint(0, 3))
    )
    chance.shuffle(columns)
    glue = chance.choice((" | ", "\t", "    ", ","))
    page = writer.line(glue.join(["Item", "Lead", "Detail"]) + "\n")
    for _ in range(chance.randint(4, 12)):
        writer.write(page, glue.join(columns) + "\n")
    return page


def objection(writer: Writer) -> Page:
    """What somebody of the public writes: places, firms, few people."""
    page = writer.line("<heading>\n\n" if writer.random.random() < 0.3 else "")
    for _ in range(writer.random.randint(2, 5)):
        page.take(
            paragraph(writer, (*("public",) * 4, "trade"), writer.random.randint(1, 5))
        )
        page.add(writer.random.choice(("\n", "\n\n", " ")))
    writer.write(page, writer.random.choice(("", "<full>", "<full>, <road>, <near>")))
    return page


def report(writer: Writer) -> Page:
    """Prose of a body in which nobody, or hardly anybody, has a name."""
    page = Page()
    for _ in range(writer.random.randint(2, 4)):
        writer.write(page, "<heading>\n\n")
        page.take(paragraph(writer, _REPORT, 4))
        page.add("\n\n")
    return page


def notes(writer: Writer) -> Page:
    """A log of visits, calls and incidents."""
    page = Page()
    for _ in range(writer.random.randint(4, 10)):
        page.take(paragraph(writer, ("notes", "notes", "office", "lone"), 1))
        page.add("\n")
    return page


def chat(writer: Writer) -> Page:
    """Short messages, each with who sent it."""
    form = writer.random.choice(("[<time>] <first>: ", "<full> <time>\n", "<first>: "))
    page = Page()
    for _ in range(writer.random.randint(5, 12)):
        writer.write(page, form)
        page.take(paragraph(writer, ("office", "plain", "trade", "lone"), 1))
        page.add("\n")
    return page


GENRES: tuple[tuple[Callable[[Writer], Page], int], ...] = (
    (mail, 26),
    (letter, 12),
    (minutes, 13),
    (table, 8),
    (objection, 16),
    (report, 11),
    (notes, 9),
    (chat, 5),
)


def documents(count: int, seed: int) -> Iterator[Page]:
    """So many documents, the same ones for the same seed."""
    kinds, weights = zip(*GENRES, strict=True)
    for number in range(count):
        random = Random(f"{seed}/{number}")  # noqa: S311  # not for secrets
        page = random.choices(kinds, weights)[0](Writer(random))
        yield _finish(page, random)


def _finish(page: Page, random: Random) -> Page:
    """Wrap lines in some, write some in capitals, of the same length."""
    text = page.text
    if random.random() < 0.35:
        text = _wrapped(text, random.randint(62, 95))
    if random.random() < 0.05 and len(text.upper()) == len(text):
        text = text.upper()
    return Page(text, page.spans)


def _wrapped(text: str, width: int) -> str:
    """The text with some spaces as line ends."""
    letters, start, space = list(text), 0, -1
    for at, letter in enumerate(text):
        if letter == "\n":
            start, space = at + 1, -1
        elif letter == " ":
            space = at
        if at - start >= width and space > 0:
            letters[space] = "\n"
            start, space = space + 1, -1
    return "".join(letters)
