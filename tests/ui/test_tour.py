"""The tour of the sample case, and the pictures of the guide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests import make
from tests.ui import cases
from ui.dialogs.legend import pictures
from ui.panels.tour_bar import STEPS, TourBar
from ui.window import Window

Opens = Callable[[str], TourBar]


@pytest.fixture
def opens(tmp_path: Path, qtbot: QtBot) -> Iterator[Opens]:
    """Opens a case of this name, and returns the bar of its tour."""
    answers = cases.Answers()
    window = Window(answers)
    qtbot.addWidget(window)
    window.show()

    def go(name: str) -> TourBar:
        path = tmp_path / f"{name}.foicase"
        if not path.exists():
            folder = tmp_path / name
            folder.mkdir()
            make.case_file(folder, letter=make.pdf("One")).close()
            (folder / "case.foicase").rename(path)
        window.close_case()
        window.files.open(path)
        assert window.desk is not None
        bar = window.desk.findChild(TourBar)
        assert bar is not None
        qtbot.wait(1)  # it comes once the desk has its focus
        return bar

    yield go
    answers.stop = True
    window.close()


def test_it_comes_with_the_sample_case_once(opens: Opens) -> None:
    assert not opens("request").isVisible()
    bar = opens("Sample case")
    assert bar.isVisible()
    bar.stop.click()
    assert not bar.isVisible()
    assert not opens("Sample case").isVisible()


def test_it_goes_through_its_steps_and_gives_each_panel_the_keyboard(
    opens: Opens,
) -> None:
    bar = opens("Sample case")
    panels = [STEPS[0].panel]
    bar.shown.connect(panels.append)
    assert not bar.back.isEnabled()
    for at in range(1, len(STEPS)):
        bar.next.click()
        assert bar.title.text() == f"{at + 1} of {len(STEPS)}: {STEPS[at].title}"
    assert panels == [step.panel for step in STEPS]
    bar.next.click()
    assert not bar.isVisible()


def test_the_guide_shows_every_kind_of_box_in_another_picture(qapp: object) -> None:
    shown = pictures()
    kinds = {"suggested", "accepted", "rejected", "look", "stays", "doubt"}
    assert set(shown) == kinds
    assert len(set(shown.values())) == len(kinds)
