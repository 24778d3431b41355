"""Every kind of intent with arguments by chance: who and what is really there, beside names that nobody ever had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec
from hypothesis import strategies as st

from acd.simulation.centers import AGENTS, LABELS, QUEUES
from contracts import intents as i
from contracts.ids import AgentId
from contracts.intents import Intent
from contracts.live import LiveInteraction, LiveState
from contracts.skills import RequiredSkill
from contracts.targets import ToAgent, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import Medium, MonitorMode, PartyRole, Phase, Presence

SECOND: Final = 1_000_000
NOBODY: Final = "none-1"
KINDS: Final[tuple[type, ...]] = Intent.__args__

agents = st.integers(1, AGENTS + 1)
queues = st.integers(1, QUEUES + 1)
labels = st.none() | st.integers(1, LABELS + 1)
numbers = st.sampled_from(["+4930111111", "+4930222222", "110", "sip:evil@example.org", "", "x" * 300])
texts = st.sampled_from(["", "Ida", "<b>", "\x00\r\n", "y" * 3_000])
priorities = st.sampled_from([-1, 0, 1, 10, -(10**9), 10**9])
targets = st.one_of(
    st.builds(ToAgent, agent=agents),
    st.builds(ToQueue, queue=queues, priority=priorities),
    st.builds(ToNumber, number=numbers),
    st.builds(ToFlow, flow=st.integers(1, 2)),
)
skills = st.lists(st.builds(RequiredSkill, skill=st.integers(1, 3), level_min=st.integers(0, 6)), max_size=2)

#: what can be said without knowing the floor; `place` chooses among what there is
PLAIN: Final[dict[str, st.SearchStrategy[Any]]] = {
    "presence": st.sampled_from(Presence),
    "reason": texts,
    "device": st.none() | st.integers(100, 101 + AGENTS),
    "number": numbers,
    "queue": queues,
    "digits": st.sampled_from(["1", "12#*", "", "x", "1" * 33]),
    "target": targets,
    "with_customer": st.booleans(),
    "leave": st.booleans(),
    "mode": st.sampled_from(MonitorMode),
    "priority": priorities,
    "label": labels,
    "closed": st.booleans(),
    "name": texts,
    "note": texts,
    "for_agent": st.none() | agents,
    "medium": st.sampled_from(Medium),
    "reference": texts,
    "sender": texts,
    "sender_name": texts,
    "required_skills": skills,
    "version": st.integers(0, 9),
}


class Wish(msgspec.Struct, frozen=True):
    """An intent that is still to be told about whom; `place` chooses, `apt` says whether what it needs is looked for."""

    kind: type
    agent: AgentId
    place: int
    apt: bool
    after_seconds: int
    given: dict[str, Any]

    def __repr__(self) -> str:
        return f"Wish({self.kind.__name__}, agent={self.agent}, place={self.place}, apt={self.apt}, {self.given})"


def _wish(kind: type) -> st.SearchStrategy[Wish]:
    names = [field.name for field in msgspec.structs.fields(kind)]
    given = {name: PLAIN[name] for name in names if name in PLAIN}
    if kind.__name__ == "CloseQueue":
        given["queue"] = st.none() | queues
    return st.builds(
        Wish,
        st.just(kind),
        agents,
        st.integers(0, 7),
        st.sampled_from([True, True, True, False]),
        st.sampled_from([-60, 0, 5, 120, 10**9]),
        st.fixed_dictionaries(given),
    )


#: each kind as likely as any other
wishes: Final = st.sampled_from(KINDS).flatmap(_wish)

#: what makes others join a talk, leave it, or take it over; and what is done in it
_OF_TALKS: Final = (
    *(i.Consult, i.SwitchConsult, i.EndConsult, i.CompleteTransfer, i.StartConference, i.HandOver, i.RemoveParty, i.Transfer),
    *(i.Monitor, i.StopMonitoring, i.TakeOver, i.Hold, i.Resume, i.Dial, i.HangUpInteraction),
)
_SENSIBLE: Final[dict[str, st.SearchStrategy[Any]]] = {
    "number": st.just("+4930111111"),
    "queue": st.integers(1, QUEUES),
    "target": st.builds(ToAgent, agent=st.integers(1, AGENTS))
    | st.just(ToNumber(number="+4930222222"))
    | st.builds(ToQueue, queue=st.integers(1, QUEUES)),
    "mode": st.sampled_from(MonitorMode),
    "with_customer": st.booleans(),
    "leave": st.booleans(),
}


def _sensible(kind: type) -> st.SearchStrategy[Wish]:
    given = {field.name: _SENSIBLE[field.name] for field in msgspec.structs.fields(kind) if field.name in _SENSIBLE}
    return st.builds(
        Wish, st.just(kind), st.integers(1, AGENTS), st.integers(0, 3), st.just(True), st.just(0), st.fixed_dictionaries(given)
    )


#: by whom it is about, of what there is
sensible_wishes: Final = st.sampled_from(_OF_TALKS).flatmap(_sensible)


def choose(of: Sequence[str], place: int) -> str:
    return of[place % len(of)] if of else NOBODY


_OWNING: Final = frozenset({"Hold", "Resume", "HangUpInteraction", "RequestWrapUp", "SendDigits", "Transfer", "Consult"})
_ASKED: Final = frozenset({"SwitchConsult", "EndConsult", "CompleteTransfer", "StartConference"})
_LISTENING: Final = frozenset({"StopMonitoring", "TakeOver"})
_WAITING: Final = frozenset({"Pick", "SetPriority", "RequestCallback"})


def _has(role: PartyRole) -> Callable[[LiveInteraction], bool]:
    return lambda one: any(party.role is role for party in one.parties)


def _fits(kind: str) -> Callable[[LiveInteraction], bool]:
    if kind in _OWNING or kind == "Monitor":
        return lambda one: one.phase is Phase.CONNECTED
    if kind in _ASKED:
        return _has(PartyRole.CONSULTED)
    if kind in _LISTENING:
        return _has(PartyRole.MONITOR)
    if kind in _WAITING:
        return lambda one: one.phase is Phase.WAITING
    if kind in ("HandOver", "RemoveParty"):
        return lambda one: bool(one.parties)
    if kind == "CloseInteraction":
        return lambda one: one.medium is not Medium.VOICE
    return lambda one: True


def intent(wish: Wish, live: LiveState, now: int) -> Intent:
    """What the wish means on this floor."""
    kind, agent, given = wish.kind.__name__, wish.agent, dict(wish.given)
    names = [field.name for field in msgspec.structs.fields(wish.kind)]
    known = list(live.interactions.values())
    fitting = [one for one in known if _fits(kind)(one)] if wish.apt else known
    if kind in ("FinishWrapUp", "ExtendWrapUp") and wish.apt:
        fitting = [live.interactions[one.interaction] for one in live.agents.values() if one.interaction in live.interactions]
    if kind in ("DeclineOffer", "AcceptOffer"):
        fitting = [one for one in known if one.offer is not None]
    chosen = fitting[wish.place % len(fitting)] if fitting else None
    if "interaction" in names:
        given["interaction"] = chosen.id if chosen is not None else NOBODY
    if "offer" in names:
        given["offer"] = chosen.offer.id if chosen is not None and chosen.offer is not None else f"{NOBODY}.1"
    if "party" in names:
        given["party"] = choose([party.id for party in chosen.parties] if chosen is not None else [], wish.place)
    if "callback" in names:
        given["callback"] = choose(list(live.callbacks), wish.place)
    if "at" in names:
        given["at"] = max(0, now + wish.after_seconds * SECOND)
    if "agent" in names:
        given["agent"] = _who(kind, chosen, live, agent) if wish.apt else agent
    made: Intent = wish.kind(**given)
    return made


def _who(kind: str, chosen: LiveInteraction | None, live: LiveState, otherwise: AgentId) -> AgentId:
    """Who may want that of this interaction: its owner, who listens, whom it is offered to."""
    if chosen is None or kind in ("Monitor", "Pick", "SetPresence", "Dial", "ScheduleCallback"):
        return otherwise
    if kind in ("DeclineOffer", "AcceptOffer") and chosen.offer is not None:
        return chosen.offer.agent
    if kind in ("FinishWrapUp", "ExtendWrapUp"):
        return next((one.id for one in live.agents.values() if one.interaction == chosen.id), otherwise)
    if kind in _LISTENING:
        return next((party.agent for party in chosen.parties if party.role is PartyRole.MONITOR and party.agent), otherwise)
    return chosen.agent or otherwise
