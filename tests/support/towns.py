"""A small file of areas for code that shows from where somebody calls."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from ccplatform.kernel import areas
from telephony.areas.making import write

TOWNS = {"4940": {"en": "Hamburg"}, "4989": {"en": "Munich", "de": "München"}}


@contextmanager
def areas_file(path: Path | None) -> Iterator[None]:
    """Inside, the center reads this file."""
    areas.book.cache_clear()
    with override_settings(CENTER=dataclasses.replace(settings.CENTER, areas_file=path)):
        yield
    areas.book.cache_clear()


@contextmanager
def known_towns(folder: Path) -> Iterator[None]:
    """Inside, the center knows TOWNS."""
    write(folder / "areas.sqlite", TOWNS)
    with areas_file(folder / "areas.sqlite"):
        yield
