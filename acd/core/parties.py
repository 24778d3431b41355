"""Parties: whoever hears an interaction beside customer and owner. Invited, joined, gone; the deeds behind it are other modules'.

One bridge holds an interaction. The owner is always in it, and so is everybody the owner talks with; whoever is not, hears music:
the customer while somebody is consulted, the consulted party while the owner has switched to the customer (docs/adr/0023).
"""

from __future__ import annotations

from collections.abc import Callable

from acd.core.agents import await_end_of_leg, forget_leg, settle, take, use_leg
from acd.core.center import Center
from acd.core.commands import DialNumber, HangUp, JoinBridge, LeaveBridge, LegId, RingDevice, Spy, StartMusic, StopSpying, TimerKind
from acd.core.lifecycles import INTERACTION, Deed, Turn, Work, move
from acd.core.limits import DIAL_SECONDS_MAX, RING_BEYOND_SECONDS
from acd.core.model import Agent, Interaction, Party
from acd.core.numbers import Line
from contracts.configuration import QueueConfiguration
from contracts.control_facts import OwnerChanged, PartyInvited, PartyJoined, PartyLeft
from contracts.facts import SegmentEnded
from contracts.ids import AgentId, DeviceId, TrunkId
from contracts.vocabulary import MonitorMode, PartyEnd, PartyRole, Phase, SegmentKind, TransferKind
from telephony.core.causes import HangupCause

_KINDS = {
    PartyRole.CONSULTED: SegmentKind.CONSULTING,
    PartyRole.MEMBER: SegmentKind.CONSULTING,
    PartyRole.MONITOR: SegmentKind.MONITORING,
}


def next_leg(interaction: Interaction) -> LegId:
    """Offers, parties and dialled customers share one count, so that no leg's id is used twice."""
    interaction.offers += 1
    return f"{interaction.id}.{interaction.offers}"


def consulted(interaction: Interaction) -> Party | None:
    return next((party for party in interaction.parties.values() if party.role is PartyRole.CONSULTED), None)


def monitor_of(interaction: Interaction) -> Party | None:
    return next((party for party in interaction.parties.values() if party.role is PartyRole.MONITOR), None)


def members(interaction: Interaction) -> list[Party]:
    """Who is in conference with customer and owner, the longest there first."""
    joined = [party for party in interaction.parties.values() if party.role is PartyRole.MEMBER and party.joined_at]
    return sorted(joined, key=lambda party: (party.joined_at, party.id))


def people(interaction: Interaction) -> int:
    """In the conversation or asked to it, supervisors not counted."""
    return 2 + sum(party.role is not PartyRole.MONITOR for party in interaction.parties.values())


def is_customer_in(interaction: Interaction) -> bool:
    """Whether the customer should be in the bridge, not on music."""
    talk = interaction.talk
    if talk is None:
        return interaction.phase is Phase.TRANSFERRED and bool(members(interaction))
    # While the owner's phone is lost the rest of a conference goes on.
    goes_on = talk.agent.work is Work.RECONNECTING and bool(members(interaction))
    return interaction.with_customer and (talk.agent.work is Work.TALKING or goes_on)


def invite_agent(
    center: Center,
    interaction: Interaction,
    agent: Agent,
    device: DeviceId,
    queue: QueueConfiguration,
    role: PartyRole,
    by: AgentId,
    mode: MonitorMode | None = None,
) -> Party:
    """Ring the agent's phone for this interaction, which somebody else has. A supervisor's answers by itself."""
    party = Party(next_leg(interaction), role, by, center.at)
    party.agent, party.device, party.mode = agent, device, mode
    interaction.parties[party.id] = party
    center.matching.spare(agent)
    take(agent, interaction, Deed.MONITORED if role is PartyRole.MONITOR else Deed.INVITED)
    use_leg(center, agent, party.id)
    center.order(
        RingDevice(
            interaction=interaction.id,
            offer=party.id,
            leg=party.id,
            agent=agent.id,
            device=device,
            caller_leg="",
            caller=interaction.caller,
            caller_name=interaction.caller_name,
            queue_name=queue.name,
            seconds=queue.offer_seconds + RING_BEYOND_SECONDS,
            auto_answer=role is PartyRole.MONITOR,
        )
    )
    center.say(
        PartyInvited(interaction=interaction.id, party=party.id, role=role, by=by, agent=agent.id, device=device, mode=mode),
    )
    center.set_timer(TimerKind.PARTY, party.id, queue.offer_seconds)
    return party


def invite_number(
    center: Center, interaction: Interaction, number: str, trunk: TrunkId, caller_id: str, role: PartyRole, by: AgentId
) -> Party:
    """Call an outside number for this interaction. `by` 0 = a rule of the queue."""
    party = Party(next_leg(interaction), role, by, center.at)
    party.number = number
    interaction.parties[party.id] = party
    center.outside[party.id] = interaction
    center.order(
        DialNumber(
            interaction=interaction.id,
            leg=party.id,
            number=number,
            caller_id=caller_id,
            trunk=trunk,
            seconds=DIAL_SECONDS_MAX + RING_BEYOND_SECONDS,
            caller_leg=interaction.leg,
        )
    )
    center.say(PartyInvited(interaction=interaction.id, party=party.id, role=role, by=by, number=number))
    center.set_timer(TimerKind.PARTY, party.id, DIAL_SECONDS_MAX)
    return party


def hand_to_number(center: Center, interaction: Interaction, line: Line, queue: QueueConfiguration) -> None:
    """A rule of the queue leads the customer, who has no agent, to an outside number; music until it answers, the end when it does not."""
    interaction.phase = move(INTERACTION, interaction.phase, Turn.HANDED_OUTSIDE)
    party = invite_number(center, interaction, line.number, line.trunk, queue.caller_id, PartyRole.MEMBER, 0)
    center.afterwards.append(StartMusic(interaction.id, interaction.leg, queue.music_class))
    center.say(
        OwnerChanged(
            interaction=interaction.id,
            queue=queue.id,
            previous=0,
            agent=None,
            party=party.id,
            device=None,
            transfer=TransferKind.BLIND,
        )
    )


def join(center: Center, interaction: Interaction, party: Party) -> None:
    """The party has answered."""
    if party.joined_at:
        return
    center.cancel_timer(TimerKind.PARTY, party.id)
    first = not members(interaction)
    party.joined_at = center.at
    place(center, interaction, party)
    if interaction.phase is Phase.TRANSFERRED and first:
        center.order(JoinBridge(interaction.id, interaction.leg))
    center.say(PartyJoined(interaction=interaction.id, party=party.id))


def place(center: Center, interaction: Interaction, party: Party) -> None:
    """Put a joined party where its role lets it hear what it should."""
    talk = interaction.talk
    if party.role is PartyRole.MONITOR and party.mode is not None and talk is not None:
        party.spies_on = talk.leg if party.mode is not MonitorMode.BARGE else party.spies_on
        center.order(Spy(interaction.id, party.id, talk.leg, party.mode))
    elif party.role is PartyRole.CONSULTED and interaction.with_customer and talk is not None:
        center.order(LeaveBridge(interaction.id, party.id, talk.queue.music_class))
    else:
        center.order(JoinBridge(interaction.id, party.id))


def put(center: Center, interaction: Interaction, leg: LegId) -> None:
    """Order anew where this leg of a conversation belongs."""
    talk, party = interaction.talk, interaction.parties.get(leg)
    if party is not None:
        if party.joined_at:
            place(center, interaction, party)
    elif leg == interaction.leg:
        queue = talk.queue if talk is not None else None
        if is_customer_in(interaction):
            center.order(JoinBridge(interaction.id, leg))
        elif queue is not None and interaction.phase is Phase.CONNECTED:
            center.order(LeaveBridge(interaction.id, leg, queue.music_class))
    elif talk is not None and leg == talk.leg:
        center.order(JoinBridge(interaction.id, leg))


def put_all(center: Center, interaction: Interaction, bridged: Callable[[LegId], bool | None]) -> None:
    """After a loss: whoever is not where it belongs is ordered there. `bridged`: what the PBX says of a leg, None = unknown."""
    talk = interaction.talk
    wanted: list[tuple[LegId, bool]] = [(interaction.leg, is_customer_in(interaction))]
    if talk is not None and talk.agent.work is not Work.RECONNECTING:
        wanted.insert(0, (talk.leg, True))
    for party in interaction.parties.values():
        if party.joined_at:
            waits = party.role is PartyRole.CONSULTED and interaction.with_customer
            wanted.append((party.id, not waits))
    for leg, should in wanted:
        if bridged(leg) is not should:
            put(center, interaction, leg)


def follow(center: Center, interaction: Interaction) -> None:
    """The owner has another leg: whoever listens to the former one listens to this one."""
    monitor = monitor_of(interaction)
    if monitor is not None and monitor.joined_at:
        stop_spying(center, interaction, monitor)
        place(center, interaction, monitor)


def stop_spying(center: Center, interaction: Interaction, party: Party) -> None:
    if party.spies_on:
        center.order(StopSpying(interaction.id, party.id, party.spies_on))
        party.spies_on = ""


def leave(center: Center, interaction: Interaction, party: Party, why: PartyEnd, *, leg_gone: bool, ending: bool = False) -> None:
    """The party's part is over. `ending`: so is the owner's, and nobody needs to hear the customer again."""
    del interaction.parties[party.id]
    center.cancel_timer(TimerKind.PARTY, party.id)
    stop_spying(center, interaction, party)
    center.outside.pop(party.id, None)
    if not leg_gone:
        center.order(HangUp(interaction.id, party.id, HangupCause.NORMAL))
    if party.role is PartyRole.CONSULTED and not interaction.with_customer:
        interaction.with_customer = True
        if not ending and is_customer_in(interaction):
            center.order(JoinBridge(interaction.id, interaction.leg))
    tell_left(center, interaction, party, why)
    if party.agent is not None:
        if leg_gone:
            forget_leg(center, party.agent)
        else:
            await_end_of_leg(center, party.agent)
        settle(center, party.agent, Deed.DONE)


def tell_left(center: Center, interaction: Interaction, party: Party, why: PartyEnd) -> None:
    center.say(
        PartyLeft(
            interaction=interaction.id,
            party=party.id,
            role=party.role,
            why=why,
            invited_at=party.invited_at,
            joined_at=party.joined_at,
            agent=party.agent.id if party.agent is not None else None,
            number=party.number,
        )
    )
    queue = center.live.interactions[interaction.id].queue
    if party.agent is not None and queue is not None:
        center.say(
            SegmentEnded(
                interaction=interaction.id,
                queue=queue,
                agent=party.agent.id,
                segment=_KINDS[party.role],
                started_at=party.invited_at,
            )
        )


def end_all(center: Center, interaction: Interaction, why: PartyEnd = PartyEnd.INTERACTION_ENDED) -> None:
    for party in list(interaction.parties.values()):
        leave(center, interaction, party, why, leg_gone=False, ending=True)
    interaction.with_customer = True


def end_monitors(center: Center, interaction: Interaction) -> None:
    """No agent talks with the customer any more, so there is nobody to listen to."""
    for party in list(interaction.parties.values()):
        if party.role is PartyRole.MONITOR:
            leave(center, interaction, party, PartyEnd.REMOVED, leg_gone=False, ending=True)


def why_of(cause: int, *, joined: bool) -> PartyEnd:
    """What it means when a party's leg ends with this cause (Q.850)."""
    if joined:
        return PartyEnd.HUNG_UP
    if cause in (HangupCause.REJECTED, HangupCause.BUSY, HangupCause.NORMAL):
        return PartyEnd.DECLINED
    return PartyEnd.UNANSWERED if cause in (HangupCause.NO_ANSWER, HangupCause.NO_USER_RESPONDING) else PartyEnd.FAILED
