"""A story teller for tests and pictures: plausible facts of a center, in order, with the numbers an engine would give them.

    story = Story(at="2026-06-01T08:00:00Z")
    story.signs_in(LENA)
    call = story.call(queue=BILLING, agent=LENA, rings=3, talks=60, wraps=20)
    envelopes = story.told

Seconds are floats; `story.now` is an instant in microseconds and moves only by `wait` and by what happens.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from contracts import facts as f
from contracts.ids import AgentId, Instant, InteractionId, QueueId
from contracts.vocabulary import (
    Direction,
    EndCause,
    Medium,
    MenuOutcome,
    OfferOutcome,
    Presence,
    SegmentKind,
    VisitOutcome,
    WrapUpEnd,
)

SECOND = 1_000_000
EPOCH_1970 = datetime(1970, 1, 1, tzinfo=UTC)


def instant(text: str) -> Instant:
    """`2026-06-01T08:00:00Z` in microseconds."""
    return round((datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH_1970).total_seconds()) * SECOND


@dataclass
class _Person:
    presence: Presence = Presence.OFFLINE
    reason: str = ""
    since: Instant = 0


@dataclass
class Story:
    """Tells facts of one epoch. `told` grows; `take()` empties it."""

    at: str = "2026-06-01T08:00:00Z"
    epoch: int = 1
    zone: str = "UTC"
    service_level_seconds: int = 20
    short_abandon_seconds: int = 5
    told: list[f.FactEnvelope] = field(default_factory=list)
    now: Instant = 0
    _seq: int = 0
    _calls: int = 0
    _people: dict[AgentId, _Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = instant(self.at)
        self.tell(f.EngineStarted(previous_epoch=self.epoch - 1))

    def tell(self, fact: f.Fact) -> f.FactEnvelope:
        self._seq += 1
        envelope = f.FactEnvelope(epoch=self.epoch, seq=self._seq, at=self.now, version=1, fact=fact)
        self.told.append(envelope)
        return envelope

    def take(self) -> list[f.FactEnvelope]:
        told, self.told = self.told, []
        return told

    def wait(self, seconds: float) -> None:
        self.now += round(seconds * SECOND)

    def adopts(self, queues: Iterable[QueueId], agents: Iterable[AgentId]) -> None:
        self.tell(f.ConfigurationAdopted(version=1, queues=list(queues), agents=list(agents)))

    def presence(self, agent: AgentId, presence: Presence, reason: str = "", device: int | None = None) -> None:
        person = self._people.setdefault(agent, _Person())
        self.tell(
            f.PresenceChanged(
                agent=agent,
                presence=presence,
                reason=reason,
                previous=person.presence,
                previous_reason=person.reason,
                previous_since=person.since,
                device=device,
            )
        )
        person.presence, person.reason, person.since = presence, reason, self.now

    def signs_in(self, *agents: AgentId) -> None:
        for agent in agents:
            self.presence(agent, Presence.READY, device=agent)

    def signs_out(self, *agents: AgentId) -> None:
        for agent in agents:
            self.presence(agent, Presence.OFFLINE)

    def arrives(self, caller: str = "+494012345678", caller_name: str = "", dialled: str = "+49405550100") -> InteractionId:
        self._calls += 1
        interaction = f"{self.epoch:x}-{self._calls}"
        self.tell(
            f.InteractionArrived(
                interaction=interaction,
                medium=Medium.VOICE,
                direction=Direction.INBOUND,
                dialled=dialled,
                number=1,
                trunk=1,
                caller=caller,
                caller_name=caller_name,
            )
        )
        return interaction

    def presses(self, interaction: InteractionId, key: str, label: str, node: str = "menu") -> None:
        self.tell(f.NodeVisited(interaction=interaction, node=node))
        self.tell(f.MenuAnswered(interaction=interaction, node=node, outcome=MenuOutcome.CHOSEN, key=key, label=label))

    def queued(self, interaction: InteractionId, queue: QueueId, language: str = "de") -> Instant:
        self.tell(
            f.InteractionQueued(interaction=interaction, queue=queue, day=self._day(), priority=0, language=language, required_skills={})
        )
        return self.now

    def _day(self, at: Instant | None = None) -> str:
        moment = datetime.fromtimestamp((self.now if at is None else at) / SECOND, UTC)
        return moment.astimezone(ZoneInfo(self.zone)).date().isoformat()

    def visit_ends(
        self, interaction: InteractionId, queue: QueueId, entered_at: Instant, outcome: VisitOutcome, agent: AgentId | None = None
    ) -> None:
        self.tell(
            f.QueueVisitEnded(
                interaction=interaction,
                queue=queue,
                day=self._day(entered_at),
                entered_at=entered_at,
                outcome=outcome,
                service_level_seconds=self.service_level_seconds,
                short_abandon_seconds=self.short_abandon_seconds,
                agent=agent,
            )
        )

    def offers(self, interaction: InteractionId, queue: QueueId, agent: AgentId, number: int = 1) -> tuple[str, Instant]:
        offer = f"{interaction}.{number}"
        self.tell(
            f.OfferMade(
                interaction=interaction,
                offer=offer,
                queue=queue,
                agent=agent,
                device=agent,
                expires_at=self.now + 20 * SECOND,
                rule="longest_idle",
                idle=30 * SECOND,
                candidates=3,
            )
        )
        return offer, self.now

    def offer_ends(
        self, interaction: InteractionId, queue: QueueId, agent: AgentId, offer: tuple[str, Instant], outcome: OfferOutcome
    ) -> None:
        name, made_at = offer
        self.tell(f.OfferEnded(interaction=interaction, offer=name, queue=queue, agent=agent, outcome=outcome, made_at=made_at))
        self.segment(interaction, queue, agent, SegmentKind.ALERTING, made_at)

    def segment(self, interaction: InteractionId, queue: QueueId, agent: AgentId, kind: SegmentKind, started_at: Instant) -> None:
        self.tell(f.SegmentEnded(interaction=interaction, queue=queue, agent=agent, segment=kind, started_at=started_at))

    def connects(self, interaction: InteractionId, queue: QueueId, agent: AgentId, recorded: bool = False) -> Instant:
        self.tell(f.InteractionConnected(interaction=interaction, queue=queue, agent=agent, device=agent, recorded=recorded))
        if recorded:
            self.tell(f.RecordingStarted(interaction=interaction, agent=agent, name=interaction))
        return self.now

    def call(
        self,
        *,
        queue: QueueId,
        agent: AgentId,
        waits: float = 4,
        rings: float = 3,
        talks: float = 60,
        holds: float = 0,
        wraps: float = 20,
        caller: str = "+494012345678",
        caller_name: str = "",
        label: str = "",
        recorded: bool = False,
    ) -> InteractionId:
        """A call from its arrival to the end of the wrap-up; the story's time moves along. `holds` lies in the middle of `talks`."""
        interaction = self.arrives(caller, caller_name)
        if label:
            self.wait(4)
            self.presses(interaction, "2", label)
        entered = self.queued(interaction, queue)
        self.wait(waits)
        offer = self.offers(interaction, queue, agent)
        self.wait(rings)
        self.offer_ends(interaction, queue, agent, offer, OfferOutcome.ACCEPTED)
        self.visit_ends(interaction, queue, entered, VisitOutcome.ANSWERED, agent)
        talking_since = connected = self.connects(interaction, queue, agent, recorded)
        if holds:
            talking_since = self._holds(interaction, queue, agent, connected, talks / 2, holds)
            talks_left = talks / 2
        else:
            talks_left = talks
        self.wait(talks_left)
        self.segment(interaction, queue, agent, SegmentKind.TALKING, talking_since)
        if recorded:
            self.tell(
                f.RecordingEnded(
                    interaction=interaction, agent=agent, name=interaction, started_at=connected, agent_offset=0, caller_offset=0
                )
            )
        self.tell(f.InteractionEnded(interaction=interaction, cause=EndCause.CALLER_HUNG_UP, arrived_at=entered))
        self._wraps(interaction, queue, agent, talks, holds, wraps)
        return interaction

    def _holds(self, interaction: InteractionId, queue: QueueId, agent: AgentId, since: Instant, talks: float, holds: float) -> Instant:
        self.wait(talks)
        self.segment(interaction, queue, agent, SegmentKind.TALKING, since)
        self.tell(f.HoldStarted(interaction=interaction, agent=agent))
        held_since = self.now
        self.wait(holds)
        self.segment(interaction, queue, agent, SegmentKind.ON_HOLD, held_since)
        self.tell(f.HoldEnded(interaction=interaction, agent=agent))
        return self.now

    def _wraps(self, interaction: InteractionId, queue: QueueId, agent: AgentId, talks: float, holds: float, wraps: float) -> None:
        if wraps:
            started = self.now
            self.tell(f.WrapUpStarted(interaction=interaction, queue=queue, agent=agent, ends_at=self.now + 30 * SECOND))
            self.wait(wraps)
            self.segment(interaction, queue, agent, SegmentKind.WRAPPING_UP, started)
        self.tell(
            f.HandlingEnded(
                interaction=interaction,
                queue=queue,
                agent=agent,
                talking=round(talks * SECOND),
                on_hold=round(holds * SECOND),
                wrapping_up=round(wraps * SECOND),
                wrap_up_end=WrapUpEnd.DONE if wraps else None,
            )
        )

    def gives_up(self, *, queue: QueueId, waits: float, caller: str = "+494087654321") -> InteractionId:
        """A caller who waits, loses patience and hangs up."""
        interaction = self.arrives(caller)
        entered = self.queued(interaction, queue)
        self.wait(waits)
        self.visit_ends(interaction, queue, entered, VisitOutcome.ABANDONED)
        self.tell(f.InteractionEnded(interaction=interaction, cause=EndCause.CALLER_HUNG_UP, arrived_at=entered))
        return interaction

    def misses(self, *, queue: QueueId, agents: list[AgentId], rings: float = 20) -> InteractionId:
        """A caller whom the first agent lets ring and the second answers."""
        first, second = agents
        interaction = self.arrives()
        entered = self.queued(interaction, queue)
        offer = self.offers(interaction, queue, first)
        self.wait(rings)
        self.offer_ends(interaction, queue, first, offer, OfferOutcome.MISSED)
        self.presence(first, Presence.NOT_READY, "missed_offer")
        again = self.offers(interaction, queue, second, 2)
        self.wait(2)
        self.offer_ends(interaction, queue, second, again, OfferOutcome.ACCEPTED)
        self.visit_ends(interaction, queue, entered, VisitOutcome.ANSWERED, second)
        connected = self.connects(interaction, queue, second)
        self.wait(30)
        self.segment(interaction, queue, second, SegmentKind.TALKING, connected)
        self.tell(f.InteractionEnded(interaction=interaction, cause=EndCause.AGENT_HUNG_UP, arrived_at=entered))
        self._wraps(interaction, queue, second, 30, 0, 0)
        return interaction


def shift(
    *, seed: int, calls: int = 40, queues: tuple[int, ...] = (1, 2), agents: tuple[int, ...] = (1, 2, 3), at: str = "2026-06-01T08:00:00Z"
) -> Story:
    """A seeded day part: calls one after another, some held, some abandoned, some missed first; everybody signs out at the end."""
    chance = random.Random(seed)
    story = Story(at=at)
    story.adopts(queues, agents)
    story.signs_in(*agents)
    for _ in range(calls):
        story.wait(chance.uniform(1, 60))
        queue, agent = chance.choice(queues), chance.choice(agents)
        fate = chance.random()
        if fate < 0.2:
            story.gives_up(queue=queue, waits=chance.uniform(1, 90))
        elif fate < 0.3 and len(agents) > 1:
            pair = chance.sample(agents, 2)
            story.misses(queue=queue, agents=pair)
            story.presence(pair[0], Presence.READY)
        else:
            holds = chance.uniform(5, 40) if chance.random() < 0.3 else 0
            story.call(
                queue=queue,
                agent=agent,
                waits=chance.uniform(0, 40),
                talks=chance.uniform(20, 400),
                holds=holds,
                wraps=chance.choice([0, 10, 30]),
                caller=f"+49401{chance.randrange(10**6):06}",
                label=chance.choice(["", "Rechnungen"]),
            )
    story.signs_out(*agents)
    return story
