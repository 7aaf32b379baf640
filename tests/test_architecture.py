"""The walls of the house, and the things no room may hold."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

TOP = Path(__file__).parent.parent
SOURCES = sorted([*TOP.glob("redactor/**/*.py"), *TOP.glob("ui/**/*.py")])
LAST_RESORTS = {"redactor/apart.py", "ui/worker.py", "ui/__main__.py"}


def named(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


def walk(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_function_is_longer_than_40_lines_of_code(path: Path) -> None:
    for node in walk(path):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body:
                length = (node.body[-1].end_lineno or 0) - body[0].lineno + 1
                assert length <= 40, f"{node.name}: {length} lines"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_only_the_last_resorts_catch_everything(path: Path) -> None:
    broad = [
        node.lineno
        for node in walk(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or _is_broad(node.type))
        and not _raises_again(node)
    ]
    assert not broad or named(path) in LAST_RESORTS


def _is_broad(kind: ast.expr) -> bool:
    return isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException")


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_nothing_is_printed(path: Path) -> None:
    assert not [
        node.lineno
        for node in walk(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


@pytest.mark.parametrize("path", sorted(TOP.glob("rules/**/*.yaml")), ids=named)
def test_every_rule_file_is_readable_data(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("redactor.cli", ("PySide6", "pymupdf", "spacy", "presidio_analyzer")),
        ("redactor.find.propose", ("spacy", "presidio_analyzer")),
        ("ui.session", ("pymupdf", "spacy", "presidio_analyzer", "pikepdf")),
        ("ui.window", ("pymupdf", "spacy", "presidio_analyzer", "pikepdf")),
    ],
)
def test_heavy_libraries_are_loaded_only_where_they_work(
    module: str, heavy: tuple[str, ...]
) -> None:
    code = (
        f"import sys, {module}\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
