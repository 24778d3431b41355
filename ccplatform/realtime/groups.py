"""Who sees what. Browsers that see the same share one group, and so the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ccplatform.realtime.names import Published
from ccplatform.realtime.views import EncodedViews, everything
from contracts.ids import AgentId, Instant, InteractionId, QueueId
from contracts.live import Changes, LiveCallback, LiveInteraction, LiveState
from contracts.permissions import Permission
from contracts.views import ContactCard

_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Audience:
    """`everything`: the whole center (live.all); else one agent's own part of it (live.own)."""

    everything: bool
    agent: AgentId | None = None

    @classmethod
    def of(cls, permissions: frozenset[Permission], agent: AgentId | None) -> Audience | None:
        """None for whoever may see nothing of the live state."""
        if Permission.LIVE_ALL in permissions:
            return cls(everything=True)
        if Permission.LIVE_OWN in permissions and agent is not None:
            return cls(everything=False, agent=agent)
        return None

    def sees_queue(self, names: Published, queue: QueueId) -> bool:
        return self.everything or queue in names.queues_of(self.agent)

    def sees_agent(self, agent: AgentId) -> bool:
        return self.everything or agent == self.agent

    def sees_interaction(self, live: LiveInteraction) -> bool:
        """An agent sees what is offered to them, what they handle or take part in, and nothing of colleagues' callers."""
        if self.everything or live.agent == self.agent or self.agent in live.wrapping_up:
            return True
        return (live.offer is not None and live.offer.agent == self.agent) or any(party.agent == self.agent for party in live.parties)

    def sees_callback(self, live: LiveCallback) -> bool:
        return self.everything or self.agent in (live.by, live.for_agent)


@dataclass
class Scene:
    """Everything that a message is made of, at one instant."""

    state: LiveState
    names: Published
    encoded: EncodedViews
    cards: dict[InteractionId, ContactCard | None]
    now: Instant
    fresh_at: Instant

    def parts(self, audience: Audience, among: Changes) -> tuple[Changes, dict[str, Any]]:
        """Those of the parts that exist and that the audience sees: their keys, and their encoded views by field of a message."""
        state, names = self.state, self.names
        queues = sorted(q for q in among.queues if q in state.queues and audience.sees_queue(names, q))
        agents = sorted(a for a in among.agents if a in state.agents and audience.sees_agent(a))
        interactions = sorted(
            i for i in among.interactions if (live := state.interactions.get(i)) is not None and audience.sees_interaction(live)
        )
        callbacks = sorted(c for c in among.callbacks if (one := state.callbacks.get(c)) is not None and audience.sees_callback(one))
        views = {
            "queues": [self.encoded.queue(state, names, q, self.now) for q in queues],
            "agents": [self.encoded.agent(state, names, a) for a in agents],
            "interactions": [self.encoded.interaction(state, names, i, self.cards.get(i)) for i in interactions],
            "callbacks": [self.encoded.callback(state, names, c) for c in callbacks],
        }
        seen = Changes(queues=set(queues), agents=set(agents), interactions=set(interactions), callbacks=set(callbacks))
        return seen, views

    def colleagues(self, among: Iterable[AgentId]) -> list[msgspec.Raw]:
        """Of those agents, the ones that exist; the same for whoever looks."""
        return [self.encoded.colleague(self.state, self.names, agent) for agent in sorted(among) if agent in self.state.agents]

    def all_parts(self, audience: Audience) -> tuple[Changes, dict[str, Any]]:
        """An agent's own part is found without a look at everybody else's."""
        state = self.state
        if audience.everything or audience.agent is None:
            return self.parts(audience, everything(state, ()))
        own = state.agents.get(audience.agent)
        interactions = {one for one in (own.interaction, *own.others) if one} if own is not None else set()
        queues = set(self.names.queues_of(audience.agent))
        own_part = Changes(queues=queues, agents={audience.agent}, interactions=interactions, callbacks=set(state.callbacks))
        return self.parts(audience, own_part)


@dataclass
class Group:
    """The browsers of one audience, and what they have on their screens."""

    audience: Audience
    shown: Changes = field(default_factory=Changes)

    def delta(self, scene: Scene, changes: Changes) -> bytes | None:
        """One message for the whole group; None when nothing of the change concerns it."""
        seen, views = scene.parts(self.audience, changes)
        gone_queues = (changes.queues & self.shown.queues) - seen.queues
        gone_agents = (changes.agents & self.shown.agents) - seen.agents
        gone_interactions = (changes.interactions & self.shown.interactions) - seen.interactions
        gone_callbacks = (changes.callbacks & self.shown.callbacks) - seen.callbacks
        self.shown.queues = (self.shown.queues | seen.queues) - gone_queues
        self.shown.agents = (self.shown.agents | seen.agents) - gone_agents
        self.shown.interactions = (self.shown.interactions | seen.interactions) - gone_interactions
        self.shown.callbacks = (self.shown.callbacks | seen.callbacks) - gone_callbacks
        gone: dict[str, set[Any]] = {
            "gone_queues": gone_queues,
            "gone_agents": gone_agents,
            "gone_interactions": gone_interactions,
            "gone_callbacks": gone_callbacks,
        }
        if not any(views.values()) and not any(gone.values()):
            return None
        return delta(scene.fresh_at, {**views, **{name: sorted(keys) for name, keys in gone.items()}})


PARTS = ("queues", "agents", "interactions", "callbacks", "colleagues")
_EMPTY: dict[str, Any] = {name: [] for part in PARTS for name in (part, f"gone_{part}")}


def delta(fresh_at: Instant, parts: dict[str, Any]) -> bytes:
    """Whole, empty lists included: the browsers' types know no optional parts."""
    return _encoder.encode({"kind": "delta", "fresh_at": fresh_at, **_EMPTY, **parts})
