"""In the window: what OCR read with doubt is seen, and said beside its document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from redactor import tasks
from redactor.words import PageWords
from redactor.work import finish
from tests import make
from tests.ui.windows import desk_of, opened
from ui.page import boxes
from ui.window import Window


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """A case whose first document was read with doubt about one word of its page."""
    scan = make.pdf("A letter from Siobhan Kerr", "Another page")
    file = make.case_file(tmp_path, scan=scan, typed=make.pdf("Typed"))
    document = file.state.documents["D01"]
    read = file.words(document, 1)
    assert read is not None
    words = [replace(w, confidence=0.3 if w.text == "Kerr" else 1) for w in read.words]
    file.put_words(document.pdf_sha256, 1, PageWords(tuple(words), "ocr"))
    path = file.path
    file.close()
    finish(tasks.read(path))
    with opened(qtbot, path) as made:
        yield made


def test_a_page_says_how_many_of_its_words_are_in_doubt(window: Window) -> None:
    model = desk_of(window).documents.model
    page, other = model.item(model.index_of("D01", 1)), model.index_of("D01", 2)
    assert page.doubt == "1 word in doubt"
    assert page.sentence.endswith("1 word in doubt")
    assert not model.item(other).doubt
    tip = model.index_of("D01").data(Qt.ItemDataRole.ToolTipRole)
    assert "Page 1: 1 of 5 words were read with doubt." in tip
    assert not model.item(model.index_of("D02")).remarks


def test_such_words_are_underlined_and_say_so(window: Window) -> None:
    pages = desk_of(window).pages
    scene = pages._scene
    assert scene is not None
    ((word, area),) = scene.doubts(0)
    assert word.text == "Kerr"
    assert not scene.doubts(2)
    assert scene.doubt_at(area.center()) == word
    assert scene.doubt_at(area.topLeft() - QPointF(40, 0)) is None
    tip = boxes.doubt_tip(replace(word, text="<Kerr>"))
    assert "Read with doubt" in tip
    assert "&lt;Kerr&gt;" in tip
