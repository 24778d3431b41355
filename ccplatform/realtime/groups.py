"""Who sees what. Browsers that see the same share one group, and so the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from ccplatform.realtime.names import Published
from ccplatform.realtime.views import EncodedViews
from contracts.ids import AgentId, Instant, InteractionId, QueueId
from contracts.live import Changes, LiveInteraction, LiveState
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
        """An agent sees what is offered to them, what they handle, and nothing of colleagues' callers."""
        return self.everything or live.agent == self.agent or (live.offer is not None and live.offer.agent == self.agent)


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
        views = {
            "queues": [self.encoded.queue(state, names, q, self.now) for q in queues],
            "agents": [self.encoded.agent(state, names, a) for a in agents],
            "interactions": [self.encoded.interaction(state, names, i, self.cards.get(i)) for i in interactions],
        }
        return Changes(queues=set(queues), agents=set(agents), interactions=set(interactions)), views

    def all_parts(self, audience: Audience) -> tuple[Changes, dict[str, Any]]:
        """An agent's own part is found without a look at everybody else's."""
        state = self.state
        if audience.everything or audience.agent is None:
            return self.parts(audience, Changes(queues=set(state.queues), agents=set(state.agents), interactions=set(state.interactions)))
        own = state.agents.get(audience.agent)
        interactions = {own.interaction} if own is not None and own.interaction else set()
        queues = set(self.names.queues_of(audience.agent))
        return self.parts(audience, Changes(queues=queues, agents={audience.agent}, interactions=interactions))


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
        self.shown.queues = (self.shown.queues | seen.queues) - gone_queues
        self.shown.agents = (self.shown.agents | seen.agents) - gone_agents
        self.shown.interactions = (self.shown.interactions | seen.interactions) - gone_interactions
        gone: dict[str, set[Any]] = {"gone_queues": gone_queues, "gone_agents": gone_agents, "gone_interactions": gone_interactions}
        if not any(views.values()) and not any(gone.values()):
            return None
        # Whole, empty lists included: the browsers' types know no optional parts.
        message = {**views, **{name: sorted(keys) for name, keys in gone.items()}}
        return _encoder.encode({"kind": "delta", "fresh_at": scene.fresh_at, **message})
