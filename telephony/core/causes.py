"""Why a leg ended or is to end: the causes of ITU-T Q.850 that we speak of, as Asterisk reports them (`hangup_cause`)."""

from enum import IntEnum
from typing import Final


class HangupCause(IntEnum):
    """The SIP response in brackets is what chan_pjsip makes of it, or what it was made from."""

    UNKNOWN = 0
    UNALLOCATED = 1
    """No such number (404)."""
    NO_ROUTE = 3
    NORMAL = 16
    BUSY = 17
    """(486)"""
    NO_USER_RESPONDING = 18
    """(408, 480 without a registration)"""
    NO_ANSWER = 19
    """Rang, and nobody answered (480)."""
    SUBSCRIBER_ABSENT = 20
    """Not registered."""
    REJECTED = 21
    """Turned away by a person (603, 403)."""
    DESTINATION_OUT_OF_ORDER = 27
    """(502)"""
    CONGESTION = 34
    """(503)"""
    NETWORK_OUT_OF_ORDER = 38
    TEMPORARY_FAILURE = 41
    CHANNEL_UNAVAILABLE = 44
    """Asterisk's for a leg that it ended because no audio came any more."""
    INTERWORKING = 127


_WORDS: Final = {
    HangupCause.UNALLOCATED: "no such number",
    HangupCause.NO_ROUTE: "no way to that number",
    HangupCause.NORMAL: "turned down",
    HangupCause.BUSY: "busy",
    HangupCause.NO_USER_RESPONDING: "nobody there",
    HangupCause.NO_ANSWER: "no answer",
    HangupCause.SUBSCRIBER_ABSENT: "not reachable",
    HangupCause.REJECTED: "turned down",
    HangupCause.CONGESTION: "no line free",
}


def in_words(cause: int) -> str:
    """Why a number that was called did not answer."""
    return next((words for known, words in _WORDS.items() if known == cause), f"failed (cause {cause})")
