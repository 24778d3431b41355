"""How the facts of call control change the live state; see reducer.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contracts import control_facts as f
from contracts.live import Changes, LiveInteraction, LiveParty, LiveState
from contracts.reducing import agent_of, enter, interaction_of, settle, work
from contracts.vocabulary import AgentState, PartyEnd, PartyRole, Phase, RescueEnd

_STATES = {
    PartyRole.CONSULTED: AgentState.CONSULTING,
    PartyRole.MEMBER: AgentState.CONSULTING,
    PartyRole.MONITOR: AgentState.MONITORING,
}


def _party(interaction: LiveInteraction | None, party: str) -> LiveParty | None:
    return next((one for one in interaction.parties if one.id == party), None) if interaction is not None else None


def _count_leg(interaction: LiveInteraction, leg: str) -> None:
    """Parties' legs are numbered with the offers, so that no number is used twice."""
    number = leg.rpartition(".")[2]
    if number.isdecimal():
        interaction.offers = max(interaction.offers, int(number))


def _party_invited(state: LiveState, fact: f.PartyInvited, at: int, changes: Changes) -> None:
    interaction = interaction_of(state, fact.interaction, changes)
    if interaction is None:
        return
    _count_leg(interaction, fact.party)
    interaction.parties.append(
        LiveParty(
            id=fact.party,
            role=fact.role,
            by=fact.by,
            agent=fact.agent,
            device=fact.device,
            number=fact.number,
            mode=fact.mode,
            invited_at=at,
        )
    )
    if fact.role is PartyRole.CONSULTED:
        interaction.with_customer = False
    if fact.agent is not None:
        agent = agent_of(state, fact.agent, changes)
        work(agent, _STATES[fact.role], at, fact.interaction, interaction.queue)
        agent.party = fact.party


def _party_joined(state: LiveState, fact: f.PartyJoined, at: int, changes: Changes) -> None:
    if party := _party(interaction_of(state, fact.interaction, changes), fact.party):
        party.joined_at = at


def _party_left(state: LiveState, fact: f.PartyLeft, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.parties = [party for party in interaction.parties if party.id != fact.party]
        if fact.role is PartyRole.CONSULTED:
            interaction.with_customer = True
    if fact.agent is not None and fact.why is not PartyEnd.BECAME_OWNER:
        agent = agent_of(state, fact.agent, changes)
        if agent.party == fact.party:
            settle(agent, at)


def _consult_switched(state: LiveState, fact: f.ConsultSwitched, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.with_customer = fact.with_customer


def _conference_started(state: LiveState, fact: f.ConferenceStarted, at: int, changes: Changes) -> None:
    interaction = interaction_of(state, fact.interaction, changes)
    if interaction is not None and (party := _party(interaction, fact.party)):
        party.role, interaction.with_customer = PartyRole.MEMBER, True


def _monitor_mode_changed(state: LiveState, fact: f.MonitorModeChanged, at: int, changes: Changes) -> None:
    if party := _party(interaction_of(state, fact.interaction, changes), fact.party):
        party.mode = fact.mode


def _transferred(state: LiveState, fact: f.Transferred, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.transfer = fact.transfer


def _owner_changed(state: LiveState, fact: f.OwnerChanged, at: int, changes: Changes) -> None:
    interaction = interaction_of(state, fact.interaction, changes)
    if fact.agent is not None:
        agent = agent_of(state, fact.agent, changes)
        work(agent, AgentState.TALKING, at, fact.interaction, fact.queue)
        agent.party = None
    if interaction is None:
        return
    interaction.agent, interaction.owner_leg, interaction.transfer = fact.agent, fact.party, fact.transfer
    interaction.connected_at, interaction.held, interaction.held_since, interaction.with_customer = at, 0, 0, True
    enter(interaction, Phase.TRANSFERRED if fact.agent is None else Phase.CONNECTED, at)


def _phone_lost(state: LiveState, fact: f.PhoneLost, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    agent.state, agent.state_since = AgentState.RECONNECTING, at
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.lost_at, interaction.rescue_until = at, fact.until


def _phone_rejoined(state: LiveState, fact: f.PhoneRejoined, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    if fact.why is RescueEnd.REJOINED:
        agent.state, agent.state_since = AgentState.TALKING, at
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.lost_at = interaction.rescue_until = 0
        if fact.why is RescueEnd.REJOINED:
            interaction.owner_leg = fact.party
            _count_leg(interaction, fact.party)


def _outbound_started(state: LiveState, fact: f.OutboundStarted, at: int, changes: Changes) -> None:
    work(agent_of(state, fact.agent, changes), AgentState.DIALLING, at, fact.interaction, fact.queue)
    if interaction := interaction_of(state, fact.interaction, changes):
        enter(interaction, Phase.DIALLING, at)
        interaction.agent, interaction.queue, interaction.owner_leg = fact.agent, fact.queue, fact.party
        _count_leg(interaction, fact.party)


def _customer_dialled(state: LiveState, fact: f.CustomerDialled, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.customer_leg = interaction.leg = fact.leg
        _count_leg(interaction, fact.leg)
        if interaction.phase is not Phase.DIALLING:
            enter(interaction, Phase.DIALLING, at)
        if fact.agent is not None:
            interaction.agent = fact.agent
    if fact.agent is not None:
        agent = agent_of(state, fact.agent, changes)
        if agent.state is not AgentState.DIALLING:
            work(agent, AgentState.DIALLING, at, fact.interaction, fact.queue)


def _wrap_up_extended(state: LiveState, fact: f.WrapUpExtended, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    agent.wrap_up_ends_at, agent.extensions_left = fact.ends_at, max(0, agent.extensions_left - 1)


def _wrap_up_requested(state: LiveState, fact: f.WrapUpRequested, at: int, changes: Changes) -> None:
    agent_of(state, fact.agent, changes).wrap_up_requested = True


def _digits_sent(state: LiveState, fact: f.DigitsSent, at: int, changes: Changes) -> None:
    """Of interest to the timeline only."""


def _recording_paused(state: LiveState, fact: f.RecordingPaused, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.recording_paused = True


def _recording_continued(state: LiveState, fact: f.RecordingContinued, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.recording_paused = False


APPLY_CONTROL: dict[type, Callable[[LiveState, Any, int, Changes], None]] = {
    f.PartyInvited: _party_invited,
    f.PartyJoined: _party_joined,
    f.PartyLeft: _party_left,
    f.ConsultSwitched: _consult_switched,
    f.ConferenceStarted: _conference_started,
    f.MonitorModeChanged: _monitor_mode_changed,
    f.Transferred: _transferred,
    f.OwnerChanged: _owner_changed,
    f.PhoneLost: _phone_lost,
    f.PhoneRejoined: _phone_rejoined,
    f.CustomerDialled: _customer_dialled,
    f.WrapUpExtended: _wrap_up_extended,
    f.WrapUpRequested: _wrap_up_requested,
    f.DigitsSent: _digits_sent,
    f.RecordingPaused: _recording_paused,
    f.RecordingContinued: _recording_continued,
    f.OutboundStarted: _outbound_started,
}
