"""The finder, loaded once for all tests."""

from __future__ import annotations

import pytest

from redactor.find.engine import Finder


@pytest.fixture(scope="session")
def finder() -> Finder:
    return Finder()
