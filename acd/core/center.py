"""What every deed on the floor works with: the state, and the ways to tell a fact, give an order, set a timer."""

from __future__ import annotations

from typing import Final

from acd.core.commands import CancelTimer, Command, LegId, PbxCommand, Publish, RecordingName, SetTimer, Timer, TimerKind
from acd.core.estimates import Line
from acd.core.limits import DETAIL_LENGTH_MAX, NAME_LENGTH_MAX
from acd.core.matching import Matching
from acd.core.model import Agent, Interaction, Recording
from contracts.configuration import CenterConfiguration, DeviceConfiguration, NumberConfiguration, QueueConfiguration
from contracts.facts import Fact, FactEnvelope, LimitReached
from contracts.flows import Flow
from contracts.ids import AgentId, CallbackId, DeviceId, FlowId, HoursId, Instant, InteractionId, LabelId, QueueId, Seconds
from contracts.live import LiveState
from contracts.reducer import APPLY
from contracts.reducing import NOWHERE
from contracts.rules import HoursConfiguration
from ivr.core.hours import local

MICROSECONDS: Final = 1_000_000
#: no time zone in use changes its offset by less than this, nor at another minute
DAY_STEP: Final = 15 * 60 * MICROSECONDS
#: remembered local dates; each is one time zone in one quarter of an hour
DAYS_KEPT_MAX: Final = 2_000
BASE_36: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Center:
    """State and outlets. `at` is the instant of the event in hand; `out` what its handling has ordered so far."""

    def __init__(self, epoch: int) -> None:
        self.epoch: Final = epoch
        self.at: Instant = 0
        self.out: list[Command] = []
        self.afterwards: list[Command] = []
        """Orders that come behind the matches of this event: a phone rings first, then the music starts."""
        self.customers_first: list[Interaction] = []
        """Call-backs for which an agent is free: their customers are dialled behind the matches."""
        self.live = LiveState()
        self.matching: Final = Matching(lambda agent: self.live.agents[agent].today)
        self.configuration = CenterConfiguration(version=0, published_at=0)
        self.queues: dict[QueueId, QueueConfiguration] = {}
        self.devices: dict[DeviceId, DeviceConfiguration] = {}
        self.reachability: Final[dict[DeviceId, bool]] = {}
        """The PBX's last word about each registered device, known to us or not (yet)."""
        self.draining: Final[set[QueueId]] = set()
        """Queues that are configured no more and still hold callers."""
        self.numbers: dict[str, NumberConfiguration] = {}
        self.flows: dict[FlowId, Flow] = {}
        self.weights: dict[LabelId, float] = {}
        self.hours: dict[HoursId, HoursConfiguration] = {}
        self.staffed: Final[dict[QueueId, bool]] = {}
        """Queues of which it is known whether any of their agents is signed in; empty after every change of that."""
        self.agents: Final[dict[AgentId, Agent]] = {}
        self.interactions: Final[dict[InteractionId, Interaction]] = {}
        self.recordings: Final[dict[RecordingName, Recording]] = {}
        self.callers: Final[dict[LegId, Interaction]] = {}
        """Callers' legs of open interactions."""
        self.phones: Final[dict[LegId, Agent]] = {}
        """Agents' legs that are ringing, talking or being taken down."""
        self.outside: Final[dict[LegId, Interaction]] = {}
        """Legs of outside numbers that are parties of an interaction; a customer's who was dialled is in `callers`."""
        self.nodes: Final[dict[str, bool]] = {}
        """PBX nodes: whether they can be asked."""
        self.suspected: Final[set[str]] = set()
        """Nodes held to be away because an order found no connection, until PbxLost or PbxRecovered says more."""
        self.unseen: Final[set[str]] = set()
        """Nodes of the last epoch of which nothing was heard in this one."""
        self.doomed: Final[set[LegId]] = set()
        """Legs to be hung up when their node can be asked again: the order for their end was lost, or the one that made them."""
        self.timers: Final[dict[Timer, Instant]] = {}
        self._prefix: Final = base_36(epoch)
        self._interactions = 0
        self._callbacks = 0
        self._days: dict[tuple[str, int], str] = {}

    def say(self, fact: Fact) -> None:
        """Tell the world, and keep the live state in step."""
        live, epoch, at = self.live, self.epoch, self.at
        seq = live.seq + 1 if live.epoch == epoch else 1
        # As contracts.reducer.apply does with an envelope that is known to be newer.
        live.epoch, live.seq, live.at = epoch, seq, at
        APPLY[type(fact)](live, fact, at, NOWHERE)
        self.out.append(Publish(FactEnvelope(epoch=epoch, seq=seq, at=at, version=self.configuration.version, fact=fact)))

    def order(self, command: PbxCommand) -> None:
        self.out.append(command)

    def set_timer(self, kind: TimerKind, subject: str, seconds: Seconds) -> None:
        self.set_timer_at(kind, subject, self.at + seconds * MICROSECONDS)

    def set_timer_at(self, kind: TimerKind, subject: str, at: Instant) -> None:
        # As Timer(kind, subject) does by four more calls.
        timer = tuple.__new__(Timer, (kind, subject))
        if at < self.at:
            # What was due while no engine was there is due now.
            at = self.at
        self.timers[timer] = at
        self.out.append(SetTimer(timer, at))

    def cancel_timer(self, kind: TimerKind, subject: str) -> None:
        # A plain tuple finds a Timer; most often there is none.
        if self.timers.pop((kind, subject), None) is not None:  # type: ignore[call-overload] # equal and of the same hash
            self.out.append(CancelTimer(tuple.__new__(Timer, (kind, subject))))

    def limit(self, name: str, value: int, interaction: InteractionId | None = None, queue: QueueId | None = None) -> None:
        self.say(LimitReached(limit=name, value=value, interaction=interaction, queue=queue))

    def weight(self, label: LabelId | None) -> float:
        """What an interaction of this label counts against the capacity of its medium."""
        return 1.0 if label is None else self.weights.get(label, 1.0)

    def is_up(self, node: str) -> bool:
        return self.nodes.get(node, True)

    def line(self, queue: QueueId) -> Line:
        """Who stands where in that queue, and how fast that moves."""
        return self.matching.halls[queue].line

    def next_interaction_id(self) -> InteractionId:
        self._interactions += 1
        return f"{self._prefix}-{self._interactions}"

    def next_callback_id(self) -> CallbackId:
        self._callbacks += 1
        return f"{self._prefix}-c{self._callbacks}"

    def day(self, time_zone: str) -> str:
        """Today's date in that zone, ISO 8601."""
        key = (time_zone, self.at // DAY_STEP)
        found = self._days.get(key)
        if found is None:
            if len(self._days) >= DAYS_KEPT_MAX:
                self._days.clear()
            found = self._days[key] = local(self.at, time_zone).date().isoformat()
        return found


def base_36(number: int) -> str:
    """`number` >= 0 in lower case."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = BASE_36[digit] + digits
        if not number:
            return digits


def clean(text: str, length_max: int = NAME_LENGTH_MAX) -> str:
    """Text from outside as one line: control characters become spaces, and it ends somewhere. Markup stays what it is: text."""
    if len(text) <= length_max and text.isprintable():
        return text.strip()
    return "".join(c if c.isprintable() else " " for c in text[: 4 * length_max]).strip()[:length_max].rstrip()


def words(detail: str) -> str:
    """Words of the PBX as they may stand in a fact."""
    return clean(detail, DETAIL_LENGTH_MAX) if detail else ""


def interaction_of(leg: LegId) -> InteractionId:
    """The interaction for which we made a leg."""
    return leg.rpartition(".")[0]
