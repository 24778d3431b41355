"""Data of others that tests are held against. It lies beside the checkout or where CC_SHARED_DATA says; it is never copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from acd.simulation.shared_data import DataMissing, shared_data


def demand(name: str, *, whole_module: bool = False) -> Path:
    """The file, or a skipped test (module) that says where it was looked for."""
    try:
        return shared_data(name)
    except DataMissing as missing:
        pytest.skip(str(missing), allow_module_level=whole_module)
