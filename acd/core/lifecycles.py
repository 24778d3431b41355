"""The lifecycles as tables: state -> trigger -> next state. They run, and the diagrams in docs/ are drawn from them.

A trigger that is not in its state's row is a bug of ours and raises; whatever the world sends is sorted out before.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from contracts.vocabulary import OfferOutcome, Phase, Presence

State = TypeVar("State", bound=StrEnum)
Trigger = TypeVar("Trigger", bound=StrEnum)
Lifecycle = Mapping[State, Mapping[Trigger, State]]


class Turn(StrEnum):
    """What moves an interaction on."""

    FLOW_ENTERED = "flow_entered"
    QUEUED = "queued"
    OFFERED = "offered"
    OFFER_LOST = "offer_lost"
    OFFER_ACCEPTED = "offer_accepted"
    DIALLED = "dialled"
    """Outbound: the agent's phone is called."""
    CUSTOMER_ANSWERED = "customer_answered"
    REQUEUED = "requeued"
    """Transferred to a queue or an agent, or the owner's phone did not come back."""
    LED_INTO_FLOW = "led_into_flow"
    HANDED_OUTSIDE = "handed_outside"
    """Only outside numbers are left with the customer."""
    ENDED = "ended"


INTERACTION: Final[Lifecycle[Phase, Turn]] = {
    Phase.ARRIVED: {
        Turn.FLOW_ENTERED: Phase.IN_FLOW,
        Turn.QUEUED: Phase.WAITING,
        Turn.DIALLED: Phase.DIALLING,
        Turn.HANDED_OUTSIDE: Phase.TRANSFERRED,
        Turn.ENDED: Phase.ENDED,
    },
    Phase.IN_FLOW: {
        Turn.QUEUED: Phase.WAITING,
        Turn.LED_INTO_FLOW: Phase.IN_FLOW,
        Turn.HANDED_OUTSIDE: Phase.TRANSFERRED,
        Turn.ENDED: Phase.ENDED,
    },
    Phase.WAITING: {
        Turn.OFFERED: Phase.OFFERED,
        Turn.REQUEUED: Phase.WAITING,
        Turn.LED_INTO_FLOW: Phase.IN_FLOW,
        Turn.HANDED_OUTSIDE: Phase.TRANSFERRED,
        Turn.DIALLED: Phase.DIALLING,
        Turn.ENDED: Phase.ENDED,
    },
    Phase.OFFERED: {Turn.OFFER_ACCEPTED: Phase.CONNECTED, Turn.DIALLED: Phase.DIALLING, Turn.OFFER_LOST: Phase.WAITING},
    Phase.DIALLING: {Turn.CUSTOMER_ANSWERED: Phase.CONNECTED, Turn.REQUEUED: Phase.WAITING, Turn.ENDED: Phase.ENDED},
    Phase.CONNECTED: {
        Turn.REQUEUED: Phase.WAITING,
        Turn.LED_INTO_FLOW: Phase.IN_FLOW,
        Turn.HANDED_OUTSIDE: Phase.TRANSFERRED,
        Turn.ENDED: Phase.ENDED,
    },
    # The number to which it was transferred did not answer.
    Phase.TRANSFERRED: {Turn.REQUEUED: Phase.WAITING, Turn.ENDED: Phase.ENDED},
    Phase.ENDED: {},
}


class Work(StrEnum):
    """What an agent has in hand."""

    FREE = "free"
    RINGING = "ringing"
    TALKING = "talking"
    ON_HOLD = "on_hold"
    WRAPPING_UP = "wrapping_up"
    DIALLING = "dialling"
    CONSULTING = "consulting"
    MONITORING = "monitoring"
    RECONNECTING = "reconnecting"


class Deed(StrEnum):
    """What moves an agent's work on."""

    OFFERED = "offered"
    OFFER_LOST = "offer_lost"
    OFFER_ACCEPTED = "offer_accepted"
    HELD = "held"
    RESUMED = "resumed"
    WRAP_UP_BEGUN = "wrap_up_begun"
    DIALLED = "dialled"
    CUSTOMER_ANSWERED = "customer_answered"
    INVITED = "invited"
    """Asked to join somebody else's interaction."""
    MONITORED = "monitored"
    BECAME_OWNER = "became_owner"
    BECAME_MEMBER = "became_member"
    """Handed the interaction over and stayed in the conference."""
    PHONE_LOST = "phone_lost"
    PHONE_REJOINED = "phone_rejoined"
    PUT_ASIDE = "put_aside"
    """Goes on beside a call, which comes before other media."""
    TAKEN_UP = "taken_up"
    """The next of several that are in hand."""
    DONE = "done"


WORK: Final[Lifecycle[Work, Deed]] = {
    Work.FREE: {
        Deed.OFFERED: Work.RINGING,
        Deed.DIALLED: Work.DIALLING,
        Deed.INVITED: Work.CONSULTING,
        Deed.MONITORED: Work.MONITORING,
        Deed.TAKEN_UP: Work.TALKING,
    },
    Work.RINGING: {
        Deed.OFFER_ACCEPTED: Work.TALKING,
        Deed.DIALLED: Work.DIALLING,
        Deed.OFFER_LOST: Work.FREE,
        Deed.PUT_ASIDE: Work.FREE,
    },
    Work.TALKING: {
        Deed.PUT_ASIDE: Work.FREE,
        Deed.HELD: Work.ON_HOLD,
        Deed.PHONE_LOST: Work.RECONNECTING,
        Deed.BECAME_MEMBER: Work.CONSULTING,
        Deed.WRAP_UP_BEGUN: Work.WRAPPING_UP,
        Deed.DONE: Work.FREE,
    },
    Work.ON_HOLD: {
        Deed.RESUMED: Work.TALKING,
        Deed.PHONE_LOST: Work.RECONNECTING,
        Deed.WRAP_UP_BEGUN: Work.WRAPPING_UP,
        Deed.DONE: Work.FREE,
    },
    Work.WRAPPING_UP: {Deed.DONE: Work.FREE},
    Work.DIALLING: {Deed.CUSTOMER_ANSWERED: Work.TALKING, Deed.WRAP_UP_BEGUN: Work.WRAPPING_UP, Deed.DONE: Work.FREE},
    Work.CONSULTING: {Deed.BECAME_OWNER: Work.TALKING, Deed.DONE: Work.FREE},
    Work.MONITORING: {Deed.BECAME_OWNER: Work.TALKING, Deed.DONE: Work.FREE},
    Work.RECONNECTING: {Deed.PHONE_REJOINED: Work.TALKING, Deed.WRAP_UP_BEGUN: Work.WRAPPING_UP, Deed.DONE: Work.FREE},
}


class Wish(StrEnum):
    """What moves an agent's presence on. Work in hand does not: who takes a break while talking is not ready afterwards."""

    SIGNED_IN_READY = "signed_in_ready"
    SIGNED_IN_NOT_READY = "signed_in_not_ready"
    READY = "ready"
    NOT_READY = "not_ready"
    OFFER_LOST = "offer_lost"
    DEVICE_GONE = "device_gone"
    SIGNED_OUT = "signed_out"


PRESENCE: Final[Lifecycle[Presence, Wish]] = {
    Presence.OFFLINE: {Wish.SIGNED_IN_READY: Presence.READY, Wish.SIGNED_IN_NOT_READY: Presence.NOT_READY},
    Presence.READY: {
        Wish.READY: Presence.READY,
        Wish.NOT_READY: Presence.NOT_READY,
        Wish.OFFER_LOST: Presence.NOT_READY,
        Wish.DEVICE_GONE: Presence.NOT_READY,
        Wish.SIGNED_OUT: Presence.OFFLINE,
    },
    Presence.NOT_READY: {Wish.READY: Presence.READY, Wish.NOT_READY: Presence.NOT_READY, Wish.SIGNED_OUT: Presence.OFFLINE},
}


class Course(StrEnum):
    """The states of an offer: made, or one of its outcomes."""

    MADE = "made"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MISSED = "missed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class OfferEvent(StrEnum):
    """What ends an offer."""

    PHONE_ANSWERED = "phone_answered"
    AGENT_DECLINED = "agent_declined"
    TIME_WAS_UP = "time_was_up"
    PHONE_UNREACHABLE = "phone_unreachable"
    CALLER_LEFT = "caller_left"


OFFER: Final[Lifecycle[Course, OfferEvent]] = {
    Course.MADE: {
        OfferEvent.PHONE_ANSWERED: Course.ACCEPTED,
        OfferEvent.AGENT_DECLINED: Course.DECLINED,
        OfferEvent.TIME_WAS_UP: Course.MISSED,
        OfferEvent.PHONE_UNREACHABLE: Course.FAILED,
        OfferEvent.CALLER_LEFT: Course.WITHDRAWN,
    },
    Course.ACCEPTED: {},
    Course.DECLINED: {},
    Course.MISSED: {},
    Course.FAILED: {},
    Course.WITHDRAWN: {},
}

OUTCOMES: Final[Mapping[OfferEvent, OfferOutcome]] = {event: OfferOutcome(course.value) for event, course in OFFER[Course.MADE].items()}


class IllegalMoveError(Exception):
    """The floor wanted something its own tables forbid: a bug, never the world's fault."""


def move(lifecycle: Lifecycle[State, Trigger], state: State, trigger: Trigger) -> State:
    """The state after `trigger`. Raises IllegalMoveError when the table has none."""
    try:
        return lifecycle[state][trigger]
    except KeyError:
        raise IllegalMoveError(f"{trigger!r} in state {state!r}") from None
