"""Where the data lies that simulations and tests are held against. It is found, never copied: some of it may not be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "CC_SHARED_DATA"
BESIDE_THE_CHECKOUT: Final = Path(__file__).resolve().parents[3] / "shared" / "data"


class DataMissing(Exception):
    """The text says which file was looked for, where, and how to name another place."""


def shared_data(name: str, environ: Mapping[str, str] = os.environ) -> Path:
    """The file of this name in the folder that CC_SHARED_DATA names, or in ../shared/data beside the checkout. Raises DataMissing."""
    folder = Path(environ[VARIABLE]) if environ.get(VARIABLE) else BESIDE_THE_CHECKOUT
    file = folder / name
    if not file.is_file():
        raise DataMissing(f"{name} is not in {folder}; set {VARIABLE} to the folder that holds it")
    return file
