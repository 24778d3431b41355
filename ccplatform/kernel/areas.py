"""From where a number calls. The file is made at set-up (launch/areas.py); without it the country is all that is known."""

from __future__ import annotations

import logging
from functools import cache

from django.conf import settings

from contracts.views import Origin
from telephony.areas.book import AreaBook, UnusableBook

log = logging.getLogger(__name__)


def origin_of(number: str) -> Origin:
    """Of an E.164 number; an empty one for whatever is none. May be asked in the event loop: 50 us at first, then from memory."""
    return book().origin(number)


@cache
def book() -> AreaBook:
    path = settings.CENTER.areas_file
    if path is None:
        log.info("callers are shown with their country only: CC_AREAS_FILE names no file of areas")
        return AreaBook.empty()
    try:
        return AreaBook.open(path)
    except UnusableBook as error:
        log.warning("callers are shown with their country only: %s; the next `make up` makes it anew", error)
        return AreaBook.empty()
