from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.django.conftest import admin, asks
from tests.support.towns import known_towns

__all__ = ["admin", "asks"]


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[None]:
    """Hamburg and Munich are known."""
    with known_towns(tmp_path):
        yield
