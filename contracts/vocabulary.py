"""Closed sets of words that facts, snapshots and configuration share (see docs/glossary.md)."""

from enum import StrEnum


class Medium(StrEnum):
    VOICE = "voice"
    CHAT = "chat"
    EMAIL = "email"
    SMS = "sms"
    TASK = "task"


class Direction(StrEnum):
    """Who began: the customer, or we (an agent dials, a call-back)."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


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
    DIALLING = "dialling"
    """The own phone is called or a number rings, for an outbound interaction of the agent's."""
    CONSULTING = "consulting"
    """Asked by the owner of an interaction, or a member of its conference; rung for it, too."""
    MONITORING = "monitoring"
    """Listens, whispers or barges in as a supervisor."""
    RECONNECTING = "reconnecting"
    """The phone was lost in the middle of a talk and is awaited; the customer hears music."""


class Phase(StrEnum):
    """Where an interaction stands: Arrived -> InFlow -> Waiting -> Offered -> Connected -> Ended."""

    ARRIVED = "arrived"
    IN_FLOW = "in_flow"
    WAITING = "waiting"
    OFFERED = "offered"
    DIALLING = "dialling"
    """Outbound: the agent's phone, then the customer's, is being called."""
    CONNECTED = "connected"
    TRANSFERRED = "transferred"
    """Customer and an outside number talk; no agent has it."""
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
    DIALLING = "dialling"
    CONSULTING = "consulting"
    MONITORING = "monitoring"


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
    OVERFLOWED = "overflowed"
    """A queue's rule said so (closed, too full): announcement, then the end."""
    PARTY_HUNG_UP = "party_hung_up"
    """The outside number to which it was transferred."""
    UNANSWERED = "unanswered"
    """Outbound: the customer did not answer, or was busy."""
    CALLBACK_REQUESTED = "callback_requested"
    """The customer hung up because we call back."""
    CLOSED = "closed"
    """An agent or another system closed an interaction of a medium without legs."""


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
    AGENT_BUSY = "agent_busy"
    """The agent asked for has work in hand that leaves no room."""
    AGENT_OFFLINE = "agent_offline"
    UNKNOWN_QUEUE = "unknown_queue"
    UNKNOWN_FLOW = "unknown_flow"
    UNKNOWN_TARGET = "unknown_target"
    """No such target, or one that this deed cannot have (a consultation with a flow)."""
    NOBODY_AVAILABLE = "nobody_available"
    """No agent of that queue could take it now."""
    BAD_NUMBER = "bad_number"
    """Not a number that can be dialled."""
    NUMBER_REFUSED = "number_refused"
    """The center's dial rules do not allow it."""
    NO_TRUNK = "no_trunk"
    """No trunk carries calls to the outside."""
    UNKNOWN_PARTY = "unknown_party"
    CONSULTING = "consulting"
    """A consultation is running; end or complete it first."""
    NO_CONSULT = "no_consult"
    PARTY_RINGS = "party_rings"
    """That party still rings."""
    PARTIES_MAX = "parties_max"
    """The conference is full."""
    NOT_WAITING = "not_waiting"
    """The interaction does not wait in a queue."""
    MONITORED = "monitored"
    """Somebody monitors it already."""
    NOT_MONITORING = "not_monitoring"
    WRONG_MEDIUM = "wrong_medium"
    WRAP_UP_MANDATORY = "wrap_up_mandatory"
    """This queue's wrap-up cannot be cut short."""
    NO_EXTENSION = "no_extension"
    """No (further) extension of the wrap-up is allowed."""
    NO_CALLBACK = "no_callback"
    """No such call-back, or the queue offers none."""
    IN_THE_PAST = "in_the_past"
    BAD_DIGITS = "bad_digits"
    NOT_RECORDED = "not_recorded"
    """Nothing is recorded that could be paused."""
    INTERACTIONS_MAX = "interactions_max"
    """The center is full."""
    NOT_ADOPTED = "not_adopted"
    """That version of the configuration is not in force."""
    STALE = "stale"
    """Wanted too long ago."""
    UNANSWERED = "unanswered"
    """The engine said nothing."""


class Strategy(StrEnum):
    """By which rule a queue chooses among the agents who could take an interaction."""

    LONGEST_IDLE = "longest_idle"
    FEWEST_INTERACTIONS = "fewest_interactions"
    """Handled since sign-in."""
    LEAST_OCCUPIED = "least_occupied"
    """Share of the time since sign-in spent with interactions."""
    MOST_PROFICIENT = "most_proficient"
    """Sum of the levels in the skills asked for (required, and preferred times their weight)."""
    ROUND_ROBIN = "round_robin"
    """Whose last offer from this queue is longest ago."""
    WEIGHTED_RANDOM = "weighted_random"
    """By chance, in proportion to the level in the queue; repeatable: the draw comes from queue, agent and since when it is idle."""


class OfferMode(StrEnum):
    """How an interaction reaches an agent's phone."""

    RING = "ring"
    AUTO_ANSWER = "auto_answer"
    """The phone is told to answer by itself."""
    ALWAYS_ON = "always_on"
    """The phone's leg stays up while the agent is ready; a tone, then the customer."""


class WrapUpMode(StrEnum):
    NONE = "none"
    OPTIONAL = "optional"
    """Only when the agent asked for it during the talk; then until done."""
    MANDATORY = "mandatory"
    """The whole time, and not longer."""
    MANDATORY_UNTIL_DONE = "mandatory_until_done"
    TIMED = "timed"
    """Until done, at most the time."""


class OverflowCause(StrEnum):
    """What a queue's overflow rule watches."""

    CLOSED = "closed"
    """Outside the queue's hours."""
    EMERGENCY = "emergency"
    """Closed by a person at once."""
    NOBODY_SIGNED_IN = "nobody_signed_in"
    SIZE = "size"
    """At entry: so many or more wait."""
    POSITION = "position"
    """At entry: it would be this far behind or further (1 = next)."""
    ESTIMATED_WAIT = "estimated_wait"
    """At entry, seconds."""
    SERVICE_LEVEL = "service_level"
    """At entry: today's service level is below this share."""
    WAIT = "wait"
    """While waiting: seconds since entry."""


class GroupMetric(StrEnum):
    """What decides whether a conditional group lends its agents."""

    SERVICE_LEVEL_BELOW = "service_level_below"
    """Today's, a share; with the ones who wait too long already counted as missed."""
    WAITING_ABOVE = "waiting_above"
    LONGEST_WAIT_ABOVE = "longest_wait_above"
    """Seconds."""


class PartyRole(StrEnum):
    """Who else hears an interaction, beside customer and owner."""

    CONSULTED = "consulted"
    """Talks with the owner while the customer hears music, or waits in turn."""
    MEMBER = "member"
    """Of a conference."""
    MONITOR = "monitor"


class PartyEnd(StrEnum):
    HUNG_UP = "hung_up"
    REMOVED = "removed"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    FAILED = "failed"
    BECAME_OWNER = "became_owner"
    INTERACTION_ENDED = "interaction_ended"


class MonitorMode(StrEnum):
    LISTEN = "listen"
    WHISPER = "whisper"
    """The agent hears the supervisor, the customer does not."""
    BARGE = "barge"


class TransferKind(StrEnum):
    BLIND = "blind"
    ATTENDED = "attended"
    HAND_OVER = "hand_over"
    """Within a conference."""
    TAKE_OVER = "take_over"
    """By a supervisor."""


class CallbackFirst(StrEnum):
    """Who is called first."""

    AGENT = "agent"
    CUSTOMER = "customer"


class CallbackEnd(StrEnum):
    REACHED = "reached"
    UNREACHED = "unreached"
    """All attempts were in vain."""
    CANCELLED = "cancelled"


class RescueEnd(StrEnum):
    REJOINED = "rejoined"
    REQUEUED = "requeued"
    """The phone did not come back in time: back to the head of the queue, wait kept."""
    CUSTOMER_LEFT = "customer_left"
    DONE = "done"
    """The agent ended it from the desk."""


class MessageTo(StrEnum):
    """Whom a supervisor writes to."""

    AGENT = "agent"
    TEAM = "team"
    QUEUE = "queue"
    EVERYBODY = "everybody"


class WordList(StrEnum):
    """Lists of words of the administration that a page asks for once and keeps."""

    DISPOSITIONS = "dispositions"
    OUTCOME_FIELDS = "outcome_fields"
    NOT_READY_REASONS = "not_ready_reasons"


class AlarmKind(StrEnum):
    """What an alarm looks at. The bound is in seconds, except for SERVICE_LEVEL (a share) and WAITING (interactions)."""

    WAIT = "wait"
    WAITING = "waiting"
    SERVICE_LEVEL = "service_level"
    STATE = "state"
    DEVICE = "device"
    ENGINE = "engine"
    PBX = "pbx"
