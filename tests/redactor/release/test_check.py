"""What a PDF still gives away, said without repeating it."""

from __future__ import annotations

import pymupdf
import pytest

from redactor.errors import FileRefused
from redactor.release.proof.check import check
from tests import make
from tests.redactor.release import traps_document, traps_images, traps_text
from tests.redactor.release.test_traps import produced
from tests.redactor.release.traps import SECRET, TRAPS

assert traps_document, traps_images
assert traps_text

TOLD = {
    "text under the authors black box elsewhere": "text under a dark area",
    "square that fakes a redaction elsewhere": "text under a dark area",
    "white text elsewhere": "hidden text",
    "text off the page": "hidden text",
    "text outside the crop box": "hidden text",
    "invisible text over nothing": "hidden text",
    "microscopic text": "hidden text",
    "hidden layer": "hidden layer",
    "info and xmp": "metadata",
    "attached file": "attachment",
    "sticky note": "annotation",
    "redaction marked but never applied elsewhere": "unapplied redaction",
    "form field under the box": "form",
    "link to a mailbox": "link",
    "scripts": "script",
    "structure that repeats the text": "structure",
    "bookmarks and destinations": "bookmarks",
    "private data everywhere": "private data",
    "earlier revision and orphans": "orphans",
}


@pytest.mark.parametrize(("trap", "kind"), sorted(TOLD.items()))
def test_it_finds_what_a_file_gives_away(trap: str, kind: str) -> None:
    leaks = check(TRAPS[trap]().pdf)
    assert kind in {leak.kind for leak in leaks}
    assert all(SECRET not in leak.in_words(show_text=False) for leak in leaks)


@pytest.mark.parametrize("trap", sorted(TRAPS))
def test_it_finds_nothing_in_what_we_release(trap: str) -> None:
    source = TRAPS[trap]()
    assert check(produced(source).pdf, source.pdf) == []


def test_a_black_box_over_text_is_found_with_its_place() -> None:
    with pymupdf.open(stream=make.text_pdf(["Dear Jane Smith"])) as document:
        place = document[0].search_for("Jane Smith")[0]
        document[0].draw_rect(place, fill=(0, 0, 0))
        data = document.tobytes()
    (leak,) = [x for x in check(data) if x.kind == "text under a dark area"]
    assert leak.page == 1
    assert leak.place is not None
    assert abs(leak.place.x0 - place.x0) < 1
    assert leak.as_data(show_text=True)["text"] == "Jane Smith"
    assert "text" not in leak.as_data(show_text=False)


def test_text_of_the_original_that_only_sight_has_lost_is_found() -> None:
    original = make.text_pdf(["Dear Thornbury"])
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_text((72, 84), "Dear")
        document.set_metadata({"subject": "about Thornbury"})
        released = document.tobytes()
    kinds = {leak.kind for leak in check(released, original)}
    assert "text left behind" in kinds


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(FileRefused):
        check(b"hello")
