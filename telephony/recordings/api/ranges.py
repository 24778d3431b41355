"""One byte range of a file (RFC 9110, section 14)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

RANGE_LENGTH_MAX: Final = 1 << 20
"""At most so much in one answer to a range; a player asks for the next one itself."""

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Range(NamedTuple):
    """From `start` up to and including `last`."""

    start: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.start + 1


class Unsatisfiable(Exception):
    """Beyond the end of the file: 416."""


def parse(header: str, size: int) -> Range | None:
    """None for no range and for forms that we need not know (several ranges, other units): then the whole file is right."""
    found = _RANGE.fullmatch(header.strip())
    if found is None or found.group(0) == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
        if int(last) == 0:
            raise Unsatisfiable
    else:
        start, end = int(first), int(last) if last else size - 1
        if last and end < start:
            return None
    if start >= size:
        raise Unsatisfiable
    return Range(start, min(end, size - 1, start + RANGE_LENGTH_MAX - 1))
