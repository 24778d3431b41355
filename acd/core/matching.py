"""Who gets whom: the interaction whose turn it is, the agent whom its queue's strategy names.

A lane is where interactions wait that the same agents can serve: one queue, one medium and weight, one set of required skills, the
same teams. An interaction waits in one lane, or with the one agent it is kept for; an agent with room stands in every lane that
membership, skills and room allow. So a caller nobody can serve delays nobody else, and what an event costs grows with the agent's own
lanes and a logarithm, never with the crowd.

Whose turn it is never changes by waiting: the rank is the instant of entry, moved back by each step of priority (`rank`). Everybody's
claim grows at the same pace, so nothing need be sorted anew, and who came long enough before outranks any priority: nothing starves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from acd.core import rings, strategies
from acd.core.capacity import Capacities, can_take, is_full, phone_is_free
from acd.core.lanes import Asks, Hall, Lane, asks_of
from acd.core.limits import LANES_KEPT_MAX
from acd.core.model import Agent, Interaction, Rank, Visit
from contracts.configuration import QueueConfiguration
from contracts.ids import AgentId, Instant, InteractionId, Microseconds, QueueId, TeamId
from contracts.live import AgentDay
from contracts.vocabulary import Medium, Presence, Strategy

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_MEDIUM_VOICE: Final = Medium.VOICE
_STRATEGY_WEIGHTED_RANDOM: Final = Strategy.WEIGHTED_RANDOM

MICROSECONDS: Final = 1_000_000


class Matching:
    """The halls, and who has become available since the last `pairs`. `today` tells what the facts count of an agent."""

    def __init__(self, today: Callable[[AgentId], AgentDay]) -> None:
        self.halls: Final[dict[QueueId, Hall]] = {}
        self.capacities = Capacities([])
        self.takes_all = True
        """No medium is switched off: an agent with nothing in hand and a free phone can take anything."""
        self.priority_step: Microseconds = 0
        """What one step of priority is worth."""
        self.teams: dict[TeamId, list[Agent]] = {}
        self._asking: dict[TeamId, list[Hall]] = {}
        """Halls whose rings add that team."""
        self._today: Final = today
        self._entries = 0
        self._offers = 0
        self.freed: dict[AgentId, Agent] = {}
        self.unplaced: dict[AgentId, Agent] = {}
        """Of these who will stand in all their lanes, unless work comes within the same event: most often it does."""
        self.arrived: dict[InteractionId, Interaction] = {}

    # Halls

    def lay(self, queues: Iterable[QueueConfiguration], visitors: dict[QueueId, list[Interaction]]) -> None:
        """Halls as these queues say, with the lanes of all their stages; who is there asks for what is in force now.

        Every agent has to be assigned anew after it. A hall without its queue stays as it is.
        """
        for queue in queues:
            hall = self.hall(queue)
            hall.adopt(queue, strategies.KEYS[queue.strategy])
            hall.lanes.clear()
            for stage in range(len(hall.stages)):
                self.lane(hall, asks_of(hall, _MEDIUM_VOICE, 1.0, (), stage))
            for interaction in visitors.get(queue.id, ()):
                visit = interaction.visit
                assert visit is not None
                visit.stage = min(visit.stage, len(hall.stages) - 1)
                self.move_to(interaction, self.lane(hall, self.asks(hall, interaction, visit.stage)))
        self._asking = {}
        for hall in self.halls.values():
            for team in hall.stages[-1].teams:
                self._asking.setdefault(team, []).append(hall)

    def hall(self, queue: QueueConfiguration) -> Hall:
        """Where this queue's interactions are; made when it is new."""
        hall = self.halls.get(queue.id)
        if hall is None:
            hall = self.halls[queue.id] = Hall(queue, strategies.KEYS[queue.strategy])
        return hall

    def asks(self, hall: Hall, interaction: Interaction, stage: int) -> Asks:
        """What this interaction asks for at that stage of that queue."""
        if interaction.medium is _MEDIUM_VOICE and interaction.weight == 1.0 and not interaction.required_skills:
            return hall.usual[min(stage, len(hall.usual) - 1)]
        return asks_of(hall, interaction.medium, interaction.weight, rings.requirement(interaction.required_skills.items()), stage)

    # Interactions

    def rank(self, priority: int, entered_at: Instant) -> Rank:
        """The place of who entered then; behind everybody else of that instant and priority."""
        self._entries += 1
        return (entered_at - priority * self.priority_step, self._entries)

    def lane(self, hall: Hall, asks: Asks) -> Lane:
        """Where who asks for this waits."""
        lane = hall.lanes.get(asks)
        if lane is None:
            if len(hall.lanes) >= LANES_KEPT_MAX:
                self._forget_empty_lanes(hall)
            lane = hall.lanes[asks] = Lane(hall, asks)
            agents = dict(hall.members)
            agents.update((agent.id, agent) for team in asks.teams for agent in self.teams.get(team, ()))
            for agent in agents.values():
                if lane.admits(agent):
                    agent.lanes.append(lane)
                    if agent.free:
                        self._place(agent, lane, self._today(agent.id))
        return lane

    def _forget_empty_lanes(self, hall: Hall) -> None:
        empty = {lane for lane in hall.lanes.values() if not lane.visits}
        for lane in empty:
            del hall.lanes[lane.asks]
        agents = {agent.id: agent for lane in empty for agent in lane.idle.in_order()} | hall.members
        agents |= {agent.id: agent for lane in empty for team in lane.asks.teams for agent in self.teams.get(team, ())}
        for agent in agents.values():
            agent.lanes = [lane for lane in agent.lanes if lane not in empty]
            for lane in empty:
                agent.places.pop(lane, None)

    def open(self, interaction: Interaction, visit: Visit) -> None:
        """The visit begins; it does not wait yet."""
        interaction.visit = visit
        visit.lane.visits += 1
        visit.lane.hall.visits += 1

    def move_to(self, interaction: Interaction, lane: Lane) -> None:
        """It asks for something else now."""
        visit = interaction.visit
        assert visit is not None
        waits = interaction.waits
        self.stop_waiting(interaction)
        visit.lane.visits -= 1
        visit.lane = lane
        lane.visits += 1
        if waits:
            self.wait(interaction)

    def leave(self, interaction: Interaction) -> None:
        """The visit is over."""
        visit = interaction.visit
        assert visit is not None
        self.stop_waiting(interaction)
        visit.lane.visits -= 1
        visit.lane.hall.visits -= 1

    def wait(self, interaction: Interaction) -> None:
        """The interaction may be offered from now on."""
        visit = interaction.visit
        if visit is None or interaction.waits:
            return
        if visit.kept_for is not None and visit.kept_for.presence is Presence.OFFLINE:
            visit.kept_for = None
        interaction.waits = True
        lane = visit.lane
        if visit.kept_for is not None:
            visit.kept_for.kept.add(visit.rank, interaction)
        else:
            lane.waiting.add(visit.rank, interaction)
            if not (len(lane.idle) or self.unplaced):
                # Whoever becomes free looks who waits.
                return
        self.arrived[interaction.id] = interaction

    def stop_waiting(self, interaction: Interaction) -> None:
        visit = interaction.visit
        if visit is not None and interaction.waits:
            interaction.waits = False
            (visit.lane.waiting if visit.kept_for is None else visit.kept_for.kept).remove(visit.rank)

    def keep_for(self, interaction: Interaction, agent: Agent | None) -> None:
        """Only this agent may be offered it from now on; None: everybody may."""
        visit = interaction.visit
        assert visit is not None
        waits = interaction.waits
        self.stop_waiting(interaction)
        visit.kept_for = agent
        if waits:
            self.wait(interaction)

    def rank_anew(self, interaction: Interaction, rank: Rank) -> None:
        visit = interaction.visit
        assert visit is not None
        waits = interaction.waits
        self.stop_waiting(interaction)
        visit.rank = rank
        if waits:
            self.wait(interaction)

    # Agents

    def offer_work_to(self, agent: Agent) -> None:
        """The agent may be offered what there is room for, from now on."""
        self.spare(agent)
        agent.free = True
        if is_full(agent, self.capacities):
            return
        self.freed[agent.id] = agent
        if agent.interaction is None and phone_is_free(agent) and self.takes_all:
            self.unplaced[agent.id] = agent
            return
        today = self._today(agent.id)
        for lane in agent.lanes:
            self._place(agent, lane, today)

    def place_all(self) -> None:
        """Nobody who can be offered work is missing in a lane. Before any look at who is idle."""
        while self.unplaced:
            agent = self.unplaced.popitem()[1]
            today = self._today(agent.id)
            for lane in agent.lanes:
                if lane not in agent.places:
                    self._stand(agent, lane, today)

    def _stand(self, agent: Agent, lane: Lane, today: AgentDay) -> None:
        key = agent.places[lane] = lane.hall.key(lane, agent, today)
        lane.idle.add(key, agent)

    def _place(self, agent: Agent, lane: Lane, today: AgentDay) -> None:
        asks = lane.asks
        if can_take(agent, asks.medium, asks.weight, self.capacities):
            self._stand(agent, lane, today)

    def spare(self, agent: Agent) -> None:
        """Offer the agent nothing."""
        if agent.free:
            for lane, key in agent.places.items():
                lane.idle.remove(key)
            agent.places.clear()
            agent.free = False
            self.unplaced.pop(agent.id, None)

    def assign(self, agent: Agent, levels: dict[QueueId, int]) -> None:
        """Put the agent into the lanes of these queues, and of those that ask the agent's teams, whose requirement is met."""
        was_free = agent.free
        self.spare(agent)
        for queue in agent.levels:
            if queue in self.halls:
                self.halls[queue].members.pop(agent.id, None)
        agent.levels = {queue: level for queue, level in levels.items() if queue in self.halls}
        for queue in agent.levels:
            self.halls[queue].members[agent.id] = agent
        halls = {queue: self.halls[queue] for queue in agent.levels}
        halls.update((hall.queue.id, hall) for team in agent.teams for hall in self._asking.get(team, ()))
        agent.lanes = [lane for hall in halls.values() for lane in hall.lanes.values() if lane.admits(agent)]
        if was_free:
            self.offer_work_to(agent)

    def offered(self, agent: Agent, lane: Lane) -> None:
        """The agent is taken out for an offer of this lane: the turn is over, and the draw."""
        self._offers += 1
        agent.last_offers[lane.hall.queue.id] = self._offers
        if lane.hall.queue.strategy is _STRATEGY_WEIGHTED_RANDOM and lane in agent.places:
            lane.drawn = agent.places[lane][1]
        self.spare(agent)

    def resume_turns(self, queue: QueueId, agents: Iterable[Agent]) -> None:
        """Whom this queue has asked before a restart, least recently first."""
        for agent in agents:
            self._offers += 1
            agent.last_offers[queue] = self._offers

    # Matches

    def pairs(self) -> Iterator[tuple[Interaction, Agent]]:
        """Every match that has become possible, best first. The taker must take both out before asking for the next."""
        while self.freed or self.arrived:
            freed, arrived = self.freed, self.arrived
            self.freed, self.arrived = {}, {}
            if len(freed) == 1 and len(self.unplaced) == 1 and not arrived and (match := self._work_at_once()) is not None:
                yield match
            if self.unplaced:
                self.place_all()
            for agent in sorted(freed.values(), key=_idleness) if len(freed) > 1 else freed.values():
                while agent.free and (agent.places or len(agent.kept)) and (interaction := self._next_for(agent)) is not None:
                    # Another agent of that lane may come before.
                    yield interaction, self.winner(interaction) or agent
            for interaction in sorted(arrived.values(), key=_rank) if len(arrived) > 1 else arrived.values():
                if interaction.waits and (winner := self.winner(interaction)) is not None:
                    yield interaction, winner

    def _work_at_once(self) -> tuple[Interaction, Agent] | None:
        """The usual case while callers wait: nobody else competes, so the agent stands in the one lane that matters alone."""
        (agent,) = self.unplaced.values()
        interaction = self._next_for(agent)
        if interaction is None or interaction.visit is None or len(interaction.visit.lane.idle):
            return None
        if interaction.visit.lane in agent.lanes:
            self._stand(agent, interaction.visit.lane, self._today(agent.id))
        return interaction, agent

    def _next_for(self, agent: Agent) -> Interaction | None:
        """The interaction to be served first among the heads of the lanes in which the agent stands, and of those kept for the agent."""
        best: Rank | None = None
        first: Lane | None = None
        for lane in agent.lanes if agent.id in self.unplaced else agent.places:
            rank = lane.waiting.first_key()
            if rank is not None and (best is None or rank < best):
                best, first = rank, lane
        chosen = None if best is None or first is None else first.waiting[best]
        rank = agent.kept.first_key() if len(agent.kept) else None
        if rank is not None and (best is None or rank < best):
            kept = agent.kept.first()
            if kept is not None and self.has_room(agent, kept):
                return kept
        return chosen

    def has_room(self, agent: Agent, interaction: Interaction) -> bool:
        """Whether this agent could be offered this interaction now, skills and membership aside."""
        return agent.free and can_take(agent, interaction.medium, interaction.weight, self.capacities)

    def winner(self, interaction: Interaction) -> Agent | None:
        """Whom the strategy names; who has lost an offer of this visit only when nobody else can be asked."""
        visit = interaction.visit
        if visit is None:
            return None
        self.place_all()
        if visit.kept_for is not None:
            return visit.kept_for if self.has_room(visit.kept_for, interaction) else None
        idle = visit.lane.idle
        if not visit.tried:
            return idle.first()
        return idle.first_not(lambda agent: agent.id in visit.tried) or idle.first()

    def best_of(self, queue: QueueId) -> Agent | None:
        """Of those with nothing in hand the agent who would be offered this queue's next call: for consultations, and for estimates."""
        self.place_all()
        hall = self.halls[queue]
        lane = self.lane(hall, asks_of(hall, _MEDIUM_VOICE, 1.0, (), 0))
        return lane.idle.first_not(lambda agent: agent.interaction is not None)


def _idleness(agent: Agent) -> tuple[Instant, AgentId]:
    return (agent.idle_since, agent.id)


def _rank(interaction: Interaction) -> Rank:
    return (0, 0) if interaction.visit is None else interaction.visit.rank
