"""Work in a process of its own: what it says comes back, its death is a refusal."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from pathlib import Path

import pytest

from redactor import tasks
from redactor.apart import apart
from redactor.errors import BadInput, WorkerDied
from redactor.intake import at_hand
from redactor.work import Progress, Work, finish
from tests import make


def count(to: int) -> Work[str]:
    for n in range(to):
        yield Progress(n, to, "counting")
    return "done"


def refuse() -> Work[None]:
    yield Progress(0, 1, "x")
    raise BadInput("It is no good.", "Mend it.")


def die(what: str) -> Work[None]:
    yield Progress(0, 1, what)
    os.kill(os.getpid(), signal.SIGSEGV)


def sleep(pids: Path) -> Work[None]:
    pids.write_text(str(os.getpid()))
    yield Progress(0, 1, "sleeping")
    signal.pause()


def die_at(case: Path, paths: list[Path], name: str) -> Work[None]:
    """As a parser does that a file brings down."""
    work = tasks.add(case, paths)
    for progress in work:
        yield progress
        if progress.what == name:
            next(work)
            os.kill(os.getpid(), signal.SIGSEGV)


def test_progress_and_the_result_come_back() -> None:
    seen: list[Progress] = []
    assert finish(apart(count, 3), seen.append) == "done"
    assert Progress(2, 3, "counting") in seen


def test_a_refusal_is_the_same_refusal() -> None:
    with pytest.raises(BadInput, match="It is no good"):
        finish(apart(refuse))


def test_a_process_that_dies_is_a_refusal_that_names_what_it_did() -> None:
    with pytest.raises(WorkerDied, match=r"odd\.pdf"):
        finish(apart(die, "odd.pdf"))


def test_leaving_off_ends_the_process(tmp_path: Path) -> None:
    pids = tmp_path / "pid"
    with closing(apart(sleep, pids)) as work:
        while next(work).what != "sleeping":
            pass
    with pytest.raises(ProcessLookupError):
        os.kill(int(pids.read_text()), 0)


def test_a_file_that_kills_its_reader_is_known_and_costs_only_itself(
    tmp_path: Path,
) -> None:
    paths = [tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf")]
    for path in paths:
        path.write_bytes(make.text_pdf([path.name]))
    with make.empty_case(tmp_path) as file:
        with pytest.raises(WorkerDied):
            finish(apart(die_at, file.path, paths, "a.pdf"))
        deadly = at_hand(file)
        assert deadly == paths[1]
        intake = finish(apart(tasks.add, file.path, paths, (), (deadly,)))
        assert [t.name for t in intake.taken] == ["a.pdf", "c.pdf"]
        (refused,) = intake.refused
        assert refused.path == deadly
        assert at_hand(file) is None
