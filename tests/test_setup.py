"""Setting up a fresh checkout: what is installed, and what is said if it cannot be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).parent.parent
BASH = shutil.which("bash") or "/bin/bash"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a Linux affair")


def pins() -> dict[str, str]:
    lines = (TOP / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def wanted() -> list[Requirement]:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    listed = project["project"]
    lines = listed["dependencies"] + listed["optional-dependencies"]["dev"]
    return [Requirement(line) for line in lines]


def test_every_dependency_is_pinned_to_a_version_in_its_range() -> None:
    pinned = pins()
    for need in wanted():
        assert need.specifier.contains(pinned[canonicalize_name(need.name)]), need


def test_help_lists_what_can_be_made() -> None:
    out = subprocess.run(
        ["make", "help"], cwd=TOP, capture_output=True, text=True, check=True
    )
    assert {"run", "test", "bench", "lint"} <= set(
        re.findall(r"^\w+", out.stdout, re.M)
    )


class Machine:
    """A checkout with a computer's programs around it that say what we like."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "foi redactor"
        self.bin = folder / "bin"
        self.bin.mkdir()
        (self.checkout / "tools").mkdir(parents=True)
        shutil.copy(TOP / "tools" / "setup.sh", self.checkout / "tools")
        for name in (
            "dirname",
            "mktemp",
            "rm",
            "sed",
            "sort",
            "tail",
            "touch",
            "uname",
        ):
            (self.bin / name).symlink_to(shutil.which(name) or name)
        self.program("id", "echo 1000")
        self.program("sudo", "exit 1")
        self.program("apt-get", "exit 1")

    def program(self, name: str, script: str) -> None:
        path = self.bin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def venv(self) -> None:
        self.program(str(self.checkout / ".venv/bin/python"), "echo /site/PySide6")

    def setup(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BASH, "tools/setup.sh", *arguments],
            cwd=self.checkout,
            env={"PATH": str(self.bin), "TMPDIR": os.environ.get("TMPDIR", "/tmp")},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_missing_qt_libraries_are_named_by_package_in_one_line(
    machine: Machine,
) -> None:
    machine.venv()
    machine.program(
        "ldd",
        "printf '\\tlibEGL.so.1 => not found\\n\\tlibxcb-cursor.so.0 => not found\\n'",
    )
    out = machine.setup("qt")
    assert out.returncode == 1
    assert out.stderr.count("\n") == 1
    assert "sudo apt-get install libegl1 libxcb-cursor0'" in out.stderr
    assert not (machine.checkout / ".venv/qt-ready").exists()


def test_missing_qt_libraries_are_installed_where_we_may(
    machine: Machine, tmp_path: Path
) -> None:
    machine.venv()
    there = tmp_path / "installed"
    machine.program("ldd", f"[ -e {there} ] || printf '\\tlibEGL.so.1 => not found\\n'")
    machine.program("sudo", 'shift; "$@"')
    machine.program("env", 'shift; "$@"')
    machine.program("true", "")
    machine.program("apt-get", f'[ "$1" != install ] || echo "$@" >{there}')
    out = machine.setup("qt")
    assert out.returncode == 0, out.stderr
    assert "libegl1" in there.read_text()
    assert (machine.checkout / ".venv/qt-ready").exists()


def test_a_library_that_no_package_is_known_for_is_named_itself(
    machine: Machine,
) -> None:
    machine.venv()
    machine.program("ldd", "printf '\\tlibnovel.so.7 => not found\\n'")
    out = machine.setup("qt")
    assert out.returncode == 1
    assert "libnovel.so.7" in out.stderr


def test_without_any_python_the_packages_to_install_are_named(machine: Machine) -> None:
    out = machine.setup("python")
    assert out.returncode == 1
    assert out.stderr.count("\n") == 1
    assert "sudo apt-get install python3 python3-venv'" in out.stderr


def test_a_python_that_is_too_old_is_refused(machine: Machine) -> None:
    machine.program("python3.9", "exit 1")
    out = machine.setup("python", "python3.9")
    assert out.returncode == 1
    assert "python3.9 is not a Python 3.11 or later" in out.stderr


def test_a_missing_venv_module_is_named_by_its_package(machine: Machine) -> None:
    machine.program(
        "python3",
        'case "$2" in *ensurepip*) exit 1 ;; *print*) echo python3.11-venv ;; esac',
    )
    out = machine.setup("python")
    assert out.returncode == 1
    assert "sudo apt-get install python3.11-venv'" in out.stderr


def test_a_folder_that_is_no_environment_is_not_removed(machine: Machine) -> None:
    machine.program("python3", "exit 0")
    precious = machine.checkout / ".venv" / "precious"
    precious.parent.mkdir()
    precious.touch()
    out = machine.setup("python")
    assert out.returncode == 1
    assert precious.exists()
