"""Closed sets of words that facts, snapshots and configuration share (see docs/glossary.md)."""

from enum import StrEnum


class Medium(StrEnum):
    VOICE = "voice"


class Direction(StrEnum):
    INBOUND = "inbound"


class Presence(StrEnum):
    """What an agent says about being there; what the agent is doing is AgentState."""

    OFFLINE = "offline"
    READY = "ready"
    NOT_READY = "not_ready"


class PresenceReason(StrEnum):
    """Why the engine itself made an agent not ready; other reasons are the administrator's."""

    DECLINED = "declined"
    MISSED = "missed"
    UNREACHABLE = "unreachable"
    SIGNING_OUT = "signing_out"
    """Wants to be (or was made) offline, and will be as soon as the work in hand is done."""


class AgentState(StrEnum):
    """What the floor shows: presence unless there is work in hand, then the work."""

    OFFLINE = "offline"
    READY = "ready"
    NOT_READY = "not_ready"
    RINGING = "ringing"
    TALKING = "talking"
    ON_HOLD = "on_hold"
    WRAPPING_UP = "wrapping_up"


class Phase(StrEnum):
    """Where an interaction stands: Arrived -> InFlow -> Waiting -> Offered -> Connected -> Ended."""

    ARRIVED = "arrived"
    IN_FLOW = "in_flow"
    WAITING = "waiting"
    OFFERED = "offered"
    CONNECTED = "connected"
    ENDED = "ended"


class OfferOutcome(StrEnum):
    """metrics.md: `failed` is a device that could not be reached; `withdrawn` the customer left."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    MISSED = "missed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class VisitOutcome(StrEnum):
    """How a queue visit ended; exactly one of these, so that offered = the sum of them + still waiting."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    FLOWED_OUT = "flowed_out"
    CALLBACK = "callback"


class SegmentKind(StrEnum):
    """What an agent did for one interaction."""

    ALERTING = "alerting"
    TALKING = "talking"
    ON_HOLD = "on_hold"
    WRAPPING_UP = "wrapping_up"


class EndCause(StrEnum):
    """Who or what ended an interaction."""

    CALLER_HUNG_UP = "caller_hung_up"
    AGENT_HUNG_UP = "agent_hung_up"
    FLOW_ENDED = "flow_ended"
    UNKNOWN_NUMBER = "unknown_number"
    REJECTED_FULL = "rejected_full"
    PBX_LOST = "pbx_lost"
    ENGINE_LOST = "engine_lost"
    FAILED = "failed"


class WrapUpEnd(StrEnum):
    DONE = "done"
    TIMED_OUT = "timed_out"
    SIGNED_OUT = "signed_out"


class MenuOutcome(StrEnum):
    CHOSEN = "chosen"
    WRONG_KEY = "wrong_key"
    TIMED_OUT = "timed_out"
    GAVE_UP = "gave_up"


class DeviceKind(StrEnum):
    """`sip_registered` logs in by itself; `sip_fixed` is called at a known address and never registers."""

    BROWSER = "browser"
    SIP_REGISTERED = "sip_registered"
    SIP_FIXED = "sip_fixed"


class RefusalCode(StrEnum):
    """Why an intent was not carried out. User interfaces translate these; Refusal.code is one of them."""

    UNKNOWN_AGENT = "unknown_agent"
    UNKNOWN_DEVICE = "unknown_device"
    NO_DEVICE = "no_device"
    """The agent has no device at all."""
    DEVICE_UNREACHABLE = "device_unreachable"
    """The PBX does not reach the device (yet)."""
    REASON_TOO_LONG = "reason_too_long"
    OFFER_GONE = "offer_gone"
    UNKNOWN_INTERACTION = "unknown_interaction"
    NOT_YOURS = "not_yours"
    """Another agent has that interaction."""
    NOT_CONNECTED = "not_connected"
    """No agent has that interaction."""
    ALREADY_HELD = "already_held"
    NOT_HELD = "not_held"
    NO_WRAP_UP = "no_wrap_up"
    PBX_AWAY = "pbx_away"
    NOT_ADOPTED = "not_adopted"
    """That version of the configuration is not in force."""
    STALE = "stale"
    """Wanted too long ago."""
    UNANSWERED = "unanswered"
    """The engine said nothing."""
