"""Work in other processes: what comes back, and what goes wrong without harm."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from redactor.errors import FileRefused, ReleaseRefused, WorkerDied
from redactor.work import Progress
from tests.ui import chores
from ui import jobs
from ui.jobs import Job, TaskBroke, Worker
from ui.worker import PART


def result_of(job: Job, qtbot: QtBot) -> object:
    with qtbot.waitSignal(job.succeeded, timeout=20_000) as signal:
        pass
    assert signal.args is not None
    return signal.args[0]


def error_of(job: Job, qtbot: QtBot) -> Exception:
    with qtbot.waitSignal(job.failed, timeout=20_000) as signal:
        pass
    assert signal.args is not None
    error = signal.args[0]
    assert isinstance(error, Exception)
    return error


def test_a_function_returns_its_value(worker: Worker, qtbot: QtBot) -> None:
    job = worker.submit(chores.double, 21, title="Doubling")
    assert not job.done
    assert result_of(job, qtbot) == 42
    assert job.done
    assert job.title == "Doubling"


def test_work_reports_progress_and_then_its_value(worker: Worker, qtbot: QtBot) -> None:
    job = worker.submit(chores.count_slowly, 10)
    seen: list[Progress] = []
    job.progressed.connect(seen.append)
    assert result_of(job, qtbot) == 10
    assert [p.done for p in seen] == sorted(p.done for p in seen)
    assert seen[0] == Progress(0, 10, "step 0")


def test_progress_comes_twenty_times_a_second_at_most(
    worker: Worker, qtbot: QtBot
) -> None:
    job = worker.submit(chores.count, 5_000)
    seen: list[Progress] = []
    job.progressed.connect(seen.append)
    started = time.monotonic()
    assert result_of(job, qtbot) == 5_000
    assert 1 <= len(seen) <= 2 + 20 * (time.monotonic() - started)


@pytest.mark.parametrize("size", [1, 100_000, PART, 2 * PART + 7])
def test_results_of_any_size_come_whole(
    worker: Worker, qtbot: QtBot, size: int
) -> None:
    value = result_of(worker.submit(chores.bytes_of, size), qtbot)
    assert isinstance(value, bytes)
    assert len(value) == size
    assert value.endswith(b"!")


def test_the_highest_priority_goes_first_then_the_oldest(
    worker: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "order"
    worker.submit(chores.count_slowly, 5)
    worker.submit(chores.shout, out, "c")
    last = worker.submit(chores.shout, out, "d")
    worker.submit(chores.shout, out, "a", priority=5)
    worker.submit(chores.shout, out, "b", priority=5)
    result_of(last, qtbot)
    assert out.read_text() == "abcd"


def test_a_refusal_crosses_over_as_it_is(worker: Worker, qtbot: QtBot) -> None:
    error = error_of(worker.submit(chores.refuse, "a.pdf"), qtbot)
    assert isinstance(error, FileRefused)
    assert error.sentence == "a.pdf is no PDF."
    assert error.remedy == "Choose another."


def test_findings_cross_over_with_the_refusal(worker: Worker, qtbot: QtBot) -> None:
    error = error_of(worker.submit(chores.refuse_release), qtbot)
    assert isinstance(error, ReleaseRefused)
    assert error.findings == ("D01 page 2: text",)


def test_a_bug_is_reported_by_place_and_never_by_value(
    worker: Worker, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    error = error_of(worker.submit(chores.slip, "Jane Smith", title="Reading"), qtbot)
    assert isinstance(error, TaskBroke)
    assert error.report.startswith("KeyError\n")
    assert "ValueError" in error.report
    assert "tests/ui/chores.py" in error.report
    assert " slip" in error.report
    for text in (error.report, str(error), caplog.text):
        assert "Jane" not in text
    assert "KeyError" in caplog.text


def test_a_result_that_cannot_cross_over_is_a_bug(worker: Worker, qtbot: QtBot) -> None:
    assert isinstance(error_of(worker.submit(chores.unpicklable), qtbot), TaskBroke)


def test_a_worker_that_dies_fails_its_job_and_no_other(
    worker: Worker, qtbot: QtBot
) -> None:
    fatal = worker.submit(chores.die_at, 4, title="Reading")
    after = worker.submit(chores.double, 2)
    error = error_of(fatal, qtbot)
    assert isinstance(error, WorkerDied)
    assert "Reading" in error.sentence
    assert "D02 page 4" in error.sentence
    assert result_of(after, qtbot) == 4


def test_a_worker_that_died_while_nothing_waited_comes_back(
    worker: Worker, qtbot: QtBot
) -> None:
    error_of(worker.submit(chores.die), qtbot)
    assert result_of(worker.submit(chores.double, 3), qtbot) == 6


def test_a_worker_killed_between_two_jobs_comes_back(
    worker: Worker, qtbot: QtBot
) -> None:
    process = result_of(worker.submit(chores.process), qtbot)
    assert isinstance(process, int)
    os.kill(process, 9)
    qtbot.waitUntil(lambda: worker.process is None)
    assert result_of(worker.submit(chores.process), qtbot) != process


def test_a_job_that_waits_is_dropped_when_cancelled(
    worker: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    worker.submit(chores.count_slowly, 5)
    dropped = worker.submit(chores.shout, tmp_path / "never", "!")
    with qtbot.waitSignals([dropped.cancelled, dropped.ended]):
        dropped.cancel()
    result_of(worker.submit(chores.double, 1), qtbot)
    assert dropped.done
    assert not (tmp_path / "never").exists()


def test_work_that_is_cancelled_tidies_up(
    worker: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    job = worker.submit(chores.tidy, tmp_path / "trace")
    with qtbot.waitSignal(job.progressed, timeout=20_000):
        pass
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert (tmp_path / "trace").read_text() == "tidied"
    assert result_of(worker.submit(chores.double, 1), qtbot) == 2


def test_work_that_does_not_leave_off_is_ended_by_force(
    worker: Worker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_GRACE", 200)
    result_of(worker.submit(chores.double, 1), qtbot)
    job = worker.submit(chores.hang)
    with qtbot.waitSignal(job.cancelled, timeout=5_000):
        job.cancel()
    assert result_of(worker.submit(chores.double, 1), qtbot) == 2


def test_a_job_with_a_time_limit_is_ended_by_force(
    worker: Worker, qtbot: QtBot
) -> None:
    error = error_of(worker.submit(chores.hang, title="Drawing", timeout=1000), qtbot)
    assert isinstance(error, WorkerDied)
    assert "longer than 1 second" in error.sentence


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_bomb_costs_only_its_job(worker: Worker, qtbot: QtBot) -> None:
    assert isinstance(error_of(worker.submit(chores.eat), qtbot), WorkerDied)
    assert result_of(worker.submit(chores.double, 1), qtbot) == 2


def test_a_worker_loads_neither_qt_nor_what_it_does_not_need(
    worker: Worker, qtbot: QtBot
) -> None:
    loaded = result_of(worker.submit(chores.modules), qtbot)
    assert isinstance(loaded, set)
    assert not loaded & {"PySide6", "pymupdf", "spacy", "presidio_analyzer"}


def test_a_worker_does_not_read_the_terminal(worker: Worker, qtbot: QtBot) -> None:
    assert result_of(worker.submit(chores.standard_input), qtbot) == ""


def test_close_ends_the_process_and_says_nothing(qtbot: QtBot) -> None:
    worker = Worker("test")
    process = result_of(worker.submit(chores.process), qtbot)
    running = worker.submit(chores.count_slowly, 1000)
    with qtbot.assertNotEmitted(running.ended, wait=100):
        worker.close()
    assert isinstance(process, int)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


ORPHAN = """
import sys, time
from PySide6.QtCore import QCoreApplication
from tests.ui import chores
from ui.jobs import Worker

if __name__ == "__main__":
    app = QCoreApplication([])
    worker = Worker("orphan")
    job = worker.submit(chores.process)
    job.succeeded.connect(lambda process: print(process, flush=True))
    again = worker.submit(chores.count_slowly, 100000)
    app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks /proc's way")
def test_a_worker_ends_when_the_window_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    top = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(top)},
    ) as window:
        assert window.stdout is not None
        process = int(window.stdout.readline())
        window.kill()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and _runs(process):
        time.sleep(0.05)
    assert not _runs(process)


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_no_warning_is_left_behind_by_shared_memory(tmp_path: Path) -> None:
    script = tmp_path / "once.py"
    script.write_text(
        ORPHAN.replace("chores.process)", "chores.bytes_of, 100_000)")
        .replace("print(process, flush=True)", "app.quit()")
        .replace("    app.exec()", "    app.exec(); worker.close()")
    )
    done = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        check=True,
        timeout=30,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stderr == b""
