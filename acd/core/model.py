"""What is on the floor: interactions, offers, agents at work. Plain state; the rules are in the modules named after deeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from acd.core.commands import LegId, PlayId, RecordingName
from acd.core.lifecycles import Work
from acd.core.ranked import Ranked
from contracts.configuration import AgentConfiguration, QueueConfiguration
from contracts.ids import (
    AgentId,
    CallbackId,
    DeviceId,
    Instant,
    InteractionId,
    LabelId,
    Microseconds,
    NumberId,
    OfferId,
    PartyId,
    QueueId,
    Seconds,
    SkillId,
    TeamId,
)
from contracts.vocabulary import EndCause, Medium, MonitorMode, PartyRole, Phase, Presence
from ivr.core.interpreter import Walk

if TYPE_CHECKING:
    from acd.core.lanes import Lane

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_MEDIUM_VOICE: Final = Medium.VOICE
_PHASE_ARRIVED: Final = Phase.ARRIVED

Rank = tuple[int, int]
"""(entry moved back by priority, number of entry): smaller is served sooner. Kept when an offer fails, so the place is kept."""


Key = tuple[float, ...]
"""Where an agent stands in a lane: (level, score ..., agent id); smaller is asked sooner."""


class Offer:
    """One attempt to give an interaction to one agent. The agent's leg has the offer's id."""

    __slots__ = ("agent", "device", "expires_at", "id", "made_at")

    def __init__(self, offer: OfferId, agent: Agent, device: DeviceId, made_at: Instant, expires_at: Instant) -> None:
        self.id: Final = offer
        self.agent: Final = agent
        self.device: Final = device
        self.made_at: Final = made_at
        self.expires_at: Final = expires_at


class Visit:
    """A stay in one queue, as its facts will tell it."""

    __slots__ = (
        "announcements",
        "at_once",
        "comforts",
        "day",
        "entered_at",
        "estimated_wait",
        "hall",
        "kept_for",
        "kept_rule",
        "lane",
        "offered_at",
        "rank",
        "since",
        "stage",
        "timed",
        "told_place",
        "tried",
    )

    def __init__(self, lane: Lane, rank: Rank, day: str, entered_at: Instant, estimated_wait: Seconds | None = None) -> None:
        """Matching.open counts it."""
        self.lane = lane
        self.hall: Final = lane.hall
        self.rank = rank
        self.day: Final = day
        self.entered_at: Final = entered_at
        """Since when it counts as waiting; before `since` when a place was kept."""
        self.since = entered_at
        """Since when the caller hears this queue's music."""
        self.estimated_wait: Final = estimated_wait
        """At entry."""
        self.announcements = 0
        self.comforts = 0
        self.offered_at: Instant = 0
        """Since when an agent is asked; 0 = it stands in line."""
        self.at_once = False
        """An agent was there when it came."""
        self.timed = False
        """Some timer was set for it: of a ring, a kept agent, the queue's rules or announcements."""
        self.told_place = 0
        """The place in line that was last told to the caller; 0 = none."""
        self.stage = 0
        """The ring that was reached; 0 = the queue's own rules."""
        self.kept_for: Agent | None = None
        """Offered to nobody else for the time being."""
        self.kept_rule = ""
        """Why that agent: a rule of Decision."""
        self.tried: list[AgentId] = []
        """Lost an offer of it; asked again only when nobody else can be."""

    @property
    def queue(self) -> QueueConfiguration:
        return self.hall.queue


class Party:
    """Somebody beside customer and owner. The id is that of its leg."""

    __slots__ = ("agent", "by", "device", "id", "invited_at", "joined_at", "mode", "number", "role", "spies_on")

    def __init__(self, party: PartyId, role: PartyRole, by: AgentId, invited_at: Instant) -> None:
        self.id: Final = party
        self.role = role
        self.by: Final = by
        """0 = a rule of the queue."""
        self.invited_at: Final = invited_at
        self.joined_at: Instant = 0
        """0 = it still rings."""
        self.agent: Agent | None = None
        """None = an outside `number`."""
        self.device: DeviceId | None = None
        self.number = ""
        self.mode: MonitorMode | None = None
        self.spies_on: LegId = ""
        """Whose leg a monitor was made to listen to."""


class Talk:
    """An agent's handling of one interaction, from the connect (of one that we dial: from the dialling) to the end of wrap-up."""

    __slots__ = (
        "agent",
        "extensions",
        "holds_refused",
        "leg",
        "on_hold",
        "queue",
        "recording",
        "segment_since",
        "talking",
        "wrap_up_ends_at",
        "wrap_up_mandatory",
        "wrap_up_wanted",
    )

    def __init__(self, agent: Agent, leg: LegId, queue: QueueConfiguration, at: Instant) -> None:
        self.agent: Final = agent
        self.leg = leg
        """Another one after the phone was lost and is back."""
        self.queue: Final = queue
        self.recording: RecordingName | None = None
        self.segment_since = at
        self.talking: Microseconds = 0
        self.on_hold: Microseconds = 0
        self.wrap_up_wanted = False
        """Asked for during the talk, where wrap-up is optional."""
        self.wrap_up_ends_at: Instant = 0
        """0 = not begun, or no end by itself."""
        self.wrap_up_mandatory = False
        """It lasts the whole time, also for who signs out. As it began: a new configuration changes nothing about it."""
        self.extensions = 0
        """Of the wrap-up, so far."""
        self.holds_refused = 0
        """Orders to hold or to resume that the PBX refused."""


class Interaction:
    """One conversation, from arrival until the customer is gone."""

    __slots__ = (
        "arrived_at",
        "callback",
        "callback_refused",
        "caller",
        "caller_name",
        "farewell",
        "id",
        "label",
        "language",
        "leg",
        "medium",
        "node",
        "number",
        "offer",
        "offers",
        "overflows",
        "owed",
        "parties",
        "phase",
        "play",
        "plays",
        "priority",
        "required_skills",
        "rescue_leg",
        "talk",
        "visit",
        "waits",
        "walk",
        "weight",
        "with_customer",
    )

    def __init__(self, interaction: InteractionId, node: str, leg: LegId, arrived_at: Instant) -> None:
        self.id: Final = interaction
        self.node: Final = node
        """The PBX node of its legs."""
        self.leg = leg
        """The customer's; "" until an outbound one is dialled."""
        self.arrived_at: Final = arrived_at
        self.caller = ""
        self.caller_name = ""
        self.number: NumberId | None = None
        self.medium = _MEDIUM_VOICE
        self.weight = 1.0
        """Of its label, against the capacity of its medium."""
        self.phase = _PHASE_ARRIVED
        self.priority = 0
        """Its own: of the number called, the flow, the API; a queue adds its own."""
        self.language = ""
        self.label: LabelId | None = None
        self.required_skills: dict[SkillId, int] = {}
        """Its own, beside the queue's."""
        self.overflows = 0
        """How often a queue's rule has led it elsewhere since it last was with an agent."""
        self.farewell: EndCause | None = None
        """It hears its last sounds, and ends so after them."""
        self.callback: CallbackId | None = None
        """The call-back that this is an attempt of."""
        self.callback_refused = False
        """The caller asked for one, and the dial rules said no: told once, however often the key is pressed."""
        self.walk: Walk | None = None
        self.play: PlayId | None = None
        self.plays = 0
        self.visit: Visit | None = None
        self.waits = False
        """In its lane: may be offered now."""
        self.offers = 0
        self.offer: Offer | None = None
        self.talk: Talk | None = None
        self.parties: Final[dict[PartyId, Party]] = {}
        """Who else hears it, or is asked to, in order of invitation."""
        self.with_customer = True
        """While somebody is consulted: whether the owner talks with the customer."""
        self.rescue_leg: LegId = ""
        """The owner's phone was lost; under this leg it is rung again. "" = not rung (again) yet."""
        self.owed = False
        """An order was lost with the node, so everything is ordered anew when it is back."""


class Agent:
    """An agent at work (or not): presence, what is in hand, and the phone."""

    __slots__ = (
        "awaited",
        "configuration",
        "device",
        "free",
        "id",
        "idle_since",
        "interaction",
        "kept",
        "lanes",
        "last_offers",
        "leaving",
        "leg",
        "levels",
        "line",
        "others",
        "places",
        "presence",
        "presence_since",
        "reachable",
        "reason",
        "resting",
        "teams",
        "work",
        "wrap_up",
    )

    def __init__(self, configuration: AgentConfiguration) -> None:
        self.id: Final = configuration.id
        self.configuration = configuration
        self.presence = Presence.OFFLINE
        self.reason = ""
        self.presence_since: Instant = 0
        self.device: DeviceId | None = None
        self.reachable: set[DeviceId] = set()
        self.work = Work.FREE
        self.interaction: Interaction | None = None
        """The one in hand, as long as `work` is not FREE; while wrapping up the customer is gone from it.

        Of several the one that `work` is about.
        """
        self.others: Final[list[Interaction]] = []
        """Further ones in hand, of media that leave room."""
        self.wrap_up: Talk | None = None
        """The talk that is wrapped up; its interaction may be with somebody else by now."""
        self.leg: LegId | None = None
        """The phone's leg, until the PBX says that it is gone: never ring a phone that is still busy with our last call."""
        self.line: DeviceId | None = None
        """Whose leg is kept up between calls."""
        self.idle_since: Instant = 0
        self.awaited = False
        """The phone cannot be reached, and a timer may run for it to come back."""
        self.free = False
        """Can be offered what there is room for."""
        self.resting = False
        """Lost an offer and stays ready: asked again after a moment, so that a phone that says no by itself is not rung in circles."""
        self.places: Final[dict[Lane, Key]] = {}
        """The lanes in which the agent stands now, and under which key."""
        self.lanes: list[Lane] = []
        """Those whose interactions the agent may have."""
        self.levels: dict[QueueId, int] = {}
        """In each queue of the agent's, lent ones included."""
        self.teams: frozenset[TeamId] = frozenset()
        self.kept: Ranked[Rank, Interaction] = Ranked()
        """Interactions that wait for this agent and nobody else."""
        self.last_offers: Final[dict[QueueId, int]] = {}
        self.leaving = False
        """Not in the configuration any more; stays until the work in hand is done."""


class Recording:
    """Begun with a talk; ends when the PBX says so or a guard fires, often after the interaction."""

    __slots__ = ("agent", "interaction", "name", "node", "paused", "started_at")

    def __init__(self, name: RecordingName, interaction: InteractionId, agent: AgentId, node: str, started_at: Instant) -> None:
        self.name: Final = name
        self.interaction: Final = interaction
        self.agent: Final = agent
        self.node: Final = node
        self.started_at = started_at
        self.paused = False
