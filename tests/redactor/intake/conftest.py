"""A case to take files into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor.casefile import CaseFile
from tests import make


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with make.empty_case(tmp_path) as file:
        yield file
