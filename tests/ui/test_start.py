"""How the program starts, where it can not, and what it says of its own mistakes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.__main__ import is_command, obstacle
from ui.dialogs import crash
from ui.dialogs.help import HelpDialog, about_words, key_rows
from ui.recent import recent_cases, remember_case

SECRET = "Jane Smith of 1 High Street"


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], False),
        (["case.foicase"], False),
        (["list"], True),
        (["--help"], True),
        (["list", "case.foicase"], True),
    ],
)
def test_a_case_opens_the_window_and_a_verb_does_not(
    arguments: list[str], command: bool
) -> None:
    assert is_command(arguments) == command


def test_any_file_that_is_there_is_taken_for_a_case(tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.touch()
    assert not is_command([str(file)])


def test_the_command_line_starts_without_qt() -> None:
    code = (
        "import sys; sys.argv = ['foi-redactor', '--help'];"
        "from ui.__main__ import main; code = main();"
        "sys.exit(code or any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "release" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a display")
def test_no_display_is_one_sentence_and_a_remedy() -> None:
    for environment in ({}, {"DISPLAY": ":987"}):
        said = obstacle(environment)
        assert said.startswith("There is no display")
        assert "foi-redactor --help" in said
    assert obstacle({"QT_QPA_PLATFORM": "offscreen"}) == ""
    assert obstacle({"WAYLAND_DISPLAY": "wayland-0"}) == ""


def fail() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"no {SECRET}") from error


def test_a_crash_report_holds_no_text_of_a_document() -> None:
    with pytest.raises(ValueError, match="no") as caught:
        fail()
    report = crash.report_of(caught.value)
    assert SECRET not in report
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "test_start.py" in report
    assert "in fail" in report


def test_a_mistake_is_shown_once_at_a_time(caplog: pytest.LogCaptureFixture) -> None:
    shown: list[str] = []

    def show(report: str) -> None:
        shown.append(report)
        caught(ValueError, ValueError(SECRET), None)

    caught = crash.hook(show)
    caught(ValueError, ValueError(SECRET), None)
    assert len(shown) == 1
    assert SECRET not in caplog.text
    assert caplog.text.count("builtins.ValueError") == 2


def test_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = crash.CrashDialog("ValueError\n  x.py:1 in y")
    qtbot.addWidget(dialog)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "ValueError\n  x.py:1 in y"
    assert dialog.report.isReadOnly()


def test_help_finds_a_key_by_what_it_does(qtbot: QtBot) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    QTest.keyClicks(dialog.filter_box, "next undecided")
    shown = [
        dialog.table.item(row, 1).text()  # type: ignore[union-attr]
        for row in range(dialog.table.rowCount())
        if not dialog.table.isRowHidden(row)
    ]
    assert "N" in shown
    assert len(shown) < len(key_rows())
    assert "FOI Redactor" in about_words()


def test_recent_cases_are_those_still_there_the_last_first(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.foicase" for n in range(12)]
    for path in paths:
        path.touch()
        remember_case(path)
    remember_case(paths[3])
    paths[11].unlink()
    recent = recent_cases()
    assert recent[0] == paths[3]
    assert paths[11] not in recent
    assert len(recent) == 7
