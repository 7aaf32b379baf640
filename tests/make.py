"""The documents that the tests are about, made on the spot."""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pymupdf
from PIL import Image

from redactor import edits, intake
from redactor.casefile import CaseFile, schema
from redactor.missing import missing
from redactor.model import Case
from redactor.reasons import say
from redactor.release import approval, package
from redactor.release.looks import SETTING, Look
from redactor.release.plaintext import Extras
from redactor.work import Work, finish

A4 = (595.0, 842.0)
LEFT, TOP, LEADING, SIZE = 72.0, 84.0, 16.0, 11.0

Corners = tuple[float, float, float, float]


def pdf(*pages: str, rotation: int = 0, crop: Corners | None = None) -> bytes:
    """A PDF with one A4 page for each text; a newline begins a new line.

    Line n of a page stands on the baseline TOP + n * LEADING, from LEFT on. ``crop``
    is in points from the top left corner of the whole page.
    """
    with pymupdf.open() as document:
        for text in pages:
            page = document.new_page(width=A4[0], height=A4[1])
            write(page, text.split("\n"))
            if crop:
                page.set_cropbox(pymupdf.Rect(crop))
            page.set_rotation(rotation)
        data: bytes = document.tobytes()
    return data


def write(
    page: pymupdf.Page, lines: Sequence[str], left: float = LEFT, top: float = TOP
) -> None:
    """Set lines in 11 point Helvetica."""
    for number, line in enumerate(lines):
        page.insert_text((left, top + number * LEADING), line, fontsize=SIZE)


def text_pdf(
    lines: Sequence[str], *, rotation: int = 0, crop: Corners | None = None
) -> bytes:
    """One page of text."""
    return pdf("\n".join(lines), rotation=rotation, crop=crop)


def column_pdf(*columns: Sequence[str], gutter: float = 30.0) -> bytes:
    """One page with columns side by side, their lines at the same heights.

    The content stream holds line 1 of every column, then line 2: the wrong order.
    """
    width = (A4[0] - 2 * LEFT + gutter) / len(columns)
    with pymupdf.open() as document:
        page = document.new_page(width=A4[0], height=A4[1])
        for number in range(max(map(len, columns))):
            for index, lines in enumerate(columns):
                if number < len(lines):
                    at = (LEFT + index * width, TOP + number * LEADING)
                    page.insert_text(at, lines[number], fontsize=9)
        data: bytes = document.tobytes()
    return data


def picture(data: bytes, *, page: int = 1, dpi: int = 150) -> Image.Image:
    """A page as a scanner would see it: grey pixels."""
    with pymupdf.open(stream=data) as document:
        pixels = document[page - 1].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
        return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


def scan_pdf(
    lines: Sequence[str], *, rotation: int = 0, header: Sequence[str] = ()
) -> bytes:
    """One page whose lines are a picture; ``header`` is real text above it.

    With a rotation the picture lies on its side in the page, and the page's rotation
    makes it stand upright, as scanners do it.
    """
    upright = picture(text_pdf(lines), dpi=200)
    if header:
        upright = upright.crop((0, 150, upright.width, upright.height))
    image = upright.rotate(rotation, expand=True)
    width, height = A4 if rotation % 180 == 0 else A4[::-1]
    with pymupdf.open() as document:
        page = document.new_page(width=width, height=height)
        whole = pymupdf.Rect(page.rect)
        if header:
            whole = pymupdf.Rect(0, 108, A4[0], A4[1] + 54)
            write(page, header, top=40)
        page.insert_image(whole, stream=png(image))
        page.set_rotation(rotation)
        data: bytes = document.tobytes()
    return data


def image_pdf(image: Image.Image, *, dpi: int = 150) -> bytes:
    """A page that is nothing but this picture."""
    with io.BytesIO() as file:
        image.convert("RGB").save(file, "PDF", resolution=dpi)
        return file.getvalue()


def png(image: Image.Image) -> bytes:
    """The image as the bytes of a PNG file."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def encrypted_pdf(lines: Sequence[str], *, user: str, owner: str = "owner") -> bytes:
    """One page of text that asks for a password; with user="" it opens freely."""
    with pymupdf.open(stream=text_pdf(lines)) as document:
        data: bytes = document.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=user, owner_pw=owner
        )
    return data


def empty_case(folder: Path, name: str = "case.foicase") -> CaseFile:
    """A new case without documents, open for editing."""
    case = Case("IC-100001-A1B2", dt.date(2024, 10, 1), "FOIA", "Borsetshire Council")
    return CaseFile.create(folder / name, case, by="A Caseworker")


def case_file(folder: Path, **documents: bytes) -> CaseFile:
    """A case with these documents, taken in and read: ``letter=`` is letter.pdf."""
    paths = []
    for name, data in documents.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(data)
        paths.append(path)
    file = empty_case(folder)
    taken = finish(intake.add(file, paths))
    if taken.refused:
        raise ValueError(taken.refused)
    file.apply(edits.add_documents(taken.documents(file.state)), by="A Caseworker")
    finish(intake.read(file))
    return file


def older(path: Path, number: int) -> None:
    """Make of a case file one as version ``number`` of its tables was."""
    old = path.with_suffix(".older")
    db = sqlite3.connect(old)
    db.executescript("".join(schema.MIGRATIONS[:number]))
    db.execute("ATTACH ? AS new", (str(path),))
    tables = [
        name
        for (name,) in db.execute(
            "SELECT name FROM main.sqlite_master WHERE type='table'"
        )
    ]
    for table in tables:
        columns = ", ".join(
            f'"{row[1]}"' for row in db.execute(f'PRAGMA main.table_info("{table}")')
        )
        db.execute(
            f'INSERT INTO main."{table}" ({columns}) '
            f'SELECT {columns} FROM new."{table}"'
        )
    db.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={number}")
    db.commit()
    db.close()
    old.replace(path)


def approve(file: CaseFile) -> None:
    """Say what is missing and approve as a second person, where nothing is open."""
    for one in missing(file.state):
        if one.question:
            wanted = _ANSWERS.get(one.question, "Said.")
            answers = {one.question: wanted}
            change = say(file.state, one.code, answers, part=one.part)
            file.apply(change, by="A Caseworker")
    if file.state.documents and not approval.obstacles(file):
        person = "A Second Person"
        file.apply(approval.approve(file, by=person), by=person)


_ANSWERS = {
    "harm": "would",
    "result": "withhold",
    "privilege": "advice",
    "purposes": "a",
    "opinion": "2024-10-01",
    "until": "2024-10-01",
}


def release(
    file: CaseFile, out: Path, extras: Extras | None = None, look: Look | None = None
) -> Work[str]:
    """The release of an approved case, looking as it does or like this."""
    if look is not None:
        file.put_setting(SETTING, look.as_text())
    approve(file)
    return (yield from package.release(file, out, extras))
