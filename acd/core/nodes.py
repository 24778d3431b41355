"""PBX nodes that go away and come back."""

from __future__ import annotations

from acd.core import callers, legs, lines, offers, outbound, parties, rescue, talks, transfers
from acd.core.agents import forget_leg, refresh
from acd.core.center import Center, interaction_of
from acd.core.commands import Answer, Connect, HangUp, Hold, LegId, StartMusic, TimerKind
from acd.core.events import LegPresent, PbxLost, PbxRecovered
from acd.core.lifecycles import OfferEvent, Work
from acd.core.limits import OFFER_DIGITS_MAX, PBX_LOST_SECONDS_MAX, PBX_SUSPECTED_SECONDS_MAX
from acd.core.model import Interaction, Talk
from contracts import facts
from contracts.vocabulary import EndCause, PartyEnd, Phase
from telephony.core.causes import HangupCause


def lost(center: Center, event: PbxLost) -> None:
    """News of a lost connection; a node that has phones only is told of, and that is all."""
    if not event.devices_only:
        lose(center, event.node)
    elif center.live.device_nodes.get(event.node) is not False:
        center.say(facts.PbxLost(node=event.node, devices_only=True))


def lose(center: Center, node: str) -> None:
    """The node cannot be asked. Its calls may go on, so nothing ends yet; nothing is offered either."""
    if center.nodes.get(node) is False and node not in center.suspected:
        return
    center.suspected.discard(node)
    center.nodes[node] = False
    center.say(facts.PbxLost(node=node))
    center.set_timer(TimerKind.PBX, node, PBX_LOST_SECONDS_MAX)
    _stop_offering(center, node)


def gone(center: Center, node: str) -> None:
    """A lost node is dead for certain: what would happen when it stays away happens now."""
    if center.nodes.get(node) is False and node not in center.suspected:
        center.cancel_timer(TimerKind.PBX, node)
        give_up(center, node)


def suspect(center: Center, node: str) -> None:
    """An order found no connection: PbxLost is on its way, or this is old news. Offer nothing until that is clear."""
    if center.is_up(node):
        center.suspected.add(node)
        center.nodes[node] = False
        center.set_timer(TimerKind.PBX, node, PBX_SUSPECTED_SECONDS_MAX)
        _stop_offering(center, node)


def _stop_offering(center: Center, node: str) -> None:
    for interaction in _of_node(center, node):
        center.matching.stop_waiting(interaction)


def give_up(center: Center, node: str) -> None:
    """The node was away for too long: what was there has ended, and agents are free to be called elsewhere."""
    if node in center.suspected:
        _acquit(center, node)
        return
    cause = EndCause.ENGINE_LOST if node in center.unseen else EndCause.PBX_LOST
    for interaction in _of_node(center, node):
        callers.end(center, interaction, cause, caller_gone=True, agent_gone=True)
    for recording in list(center.recordings.values()):
        if recording.node == node:
            talks.recording_ended(center, recording.name, failure=cause.value)


def _acquit(center: Center, node: str) -> None:
    """Nobody said that the node is lost."""
    center.suspected.discard(node)
    center.nodes[node] = True
    # Whose hang-up was lost just before the node was read is there all the same, and nobody else asks for it.
    for leg in sorted(center.doomed):
        _hang_up_orphan(center, leg)
    center.doomed.clear()
    for interaction in _of_node(center, node):
        if interaction.phase is Phase.WAITING:
            center.matching.wait(interaction)
        if interaction.owed:
            interaction.owed = False
            _order_anew(center, interaction)


def recover(center: Center, event: PbxRecovered) -> None:
    """Compare what the node has with what we know, and agree."""
    node = event.node
    if event.devices_only:
        if center.live.device_nodes.get(node) is not True:
            center.say(facts.PbxFound(node=node, devices_only=True))
        return
    restarted = node in center.unseen
    center.unseen.discard(node)
    center.cancel_timer(TimerKind.PBX, node)
    if center.nodes.get(node) is not True and node not in center.suspected:
        center.say(facts.PbxFound(node=node))
    center.suspected.discard(node)
    center.nodes[node] = True
    present = {leg.leg: leg for leg in event.legs}
    gone = EndCause.ENGINE_LOST if restarted else EndCause.PBX_LOST
    lines.keep_all(center)
    for leg in present:
        _never_use_again(center, leg)
    for interaction in _of_node(center, node):
        _agree(center, interaction, present, gone, restarted)
    for leg, agent in list(center.phones.items()):
        # An agent may be asked for a chat while the leg of the talk before is still to be hung up.
        if agent.work not in (Work.FREE, Work.WRAPPING_UP) and leg not in center.doomed:
            continue
        if leg not in present:
            forget_leg(center, agent)
            refresh(center, agent)
        else:
            _hang_up_orphan(center, leg)
    for leg_present in event.legs:
        _take_in(center, leg_present)
    center.doomed.clear()


def _of_node(center: Center, node: str) -> list[Interaction]:
    return [interaction for interaction in center.interactions.values() if interaction.node == node]


def _agree(center: Center, interaction: Interaction, present: dict[LegId, LegPresent], gone: EndCause, restarted: bool) -> None:
    agent_leg = interaction.offer.id if interaction.offer else interaction.talk.leg if interaction.talk else ""
    if interaction.leg and interaction.leg not in present:
        callers.end(center, interaction, gone, caller_gone=True, agent_gone=agent_leg not in present)
        return
    _agree_about_parties(center, interaction, present)
    if interaction.talk is not None:
        _agree_about_owner(center, interaction, interaction.talk, present)
    elif interaction.phase is Phase.DIALLING and present[interaction.leg].answered:
        outbound.customer_answered(center, interaction)
    if interaction.phase is Phase.ENDED:
        return
    if interaction.phase is Phase.OFFERED:
        if agent_leg not in present:
            offers.lose(center, interaction, OfferEvent.PHONE_UNREACHABLE, leg_gone=True, innocent=True)
        elif present[agent_leg].answered:
            legs.accepted(center, interaction)
            return
    if interaction.phase is Phase.WAITING:
        center.matching.wait(interaction)
    if interaction.owed or interaction.play is not None or (restarted and not _is_served(interaction, present)):
        known = None if interaction.owed else present
        interaction.owed = False
        _order_anew(center, interaction, known)


def _agree_about_parties(center: Center, interaction: Interaction, present: dict[LegId, LegPresent]) -> None:
    for party in list(interaction.parties.values()):
        if party.id not in interaction.parties:
            continue  # the one before it took it along
        if party.id not in present:
            why = PartyEnd.HUNG_UP if party.joined_at else PartyEnd.FAILED
            transfers.party_gone(center, interaction, party, why, leg_gone=True)
        elif present[party.id].answered:
            parties.join(center, interaction, party)


def _agree_about_owner(center: Center, interaction: Interaction, talk: Talk, present: dict[LegId, LegPresent]) -> None:
    agent = talk.agent
    if agent.work is Work.RECONNECTING:
        leg = interaction.rescue_leg
        if leg and leg not in present:
            rescue.ring_failed(center, interaction, agent)
        elif leg and present[leg].answered:
            rescue.rejoin(center, interaction, talk, leg)
        rescue.ring(center, agent)
    elif talk.leg not in present:
        if agent.work is Work.DIALLING:
            callers.end(center, interaction, EndCause.AGENT_HUNG_UP, agent_gone=True)
        elif agent.device not in agent.reachable and rescue.can_be_rescued(interaction, talk):
            rescue.lose(center, interaction, talk, leg_gone=True)
        else:
            transfers.owner_left(center, interaction, leg_gone=True)
    elif agent.work is Work.DIALLING and present[talk.leg].answered:
        if not interaction.leg:
            outbound.phone_answered(center, interaction, talk)
        elif present[interaction.leg].answered:
            outbound.customer_answered(center, interaction)


def _is_served(interaction: Interaction, present: dict[LegId, LegPresent]) -> bool:
    """Whether the caller hears what is to be heard: orders go out before their facts are written, so most often that is so."""
    caller = present.get(interaction.leg)
    if caller is None:
        return True
    if interaction.parties:
        return False
    if interaction.talk is not None:
        agent_leg = present.get(interaction.talk.leg)
        return interaction.talk.agent.work is Work.TALKING and caller.bridged and agent_leg is not None and agent_leg.bridged
    # The music began with the answer.
    return interaction.visit is not None and caller.answered


def _order_anew(center: Center, interaction: Interaction, present: dict[LegId, LegPresent] | None = None) -> None:
    """Say again how the PBX should treat the interaction; an order or its effect may have been lost."""
    if not interaction.leg or interaction.phase in (Phase.DIALLING, Phase.ENDED):
        return  # nobody hears anything yet
    if interaction.phase is Phase.ARRIVED:
        callers.lead_again(center, interaction)
    elif interaction.phase is Phase.IN_FLOW:
        if interaction.walk is None:
            callers.end(center, interaction, interaction.farewell or EndCause.ENGINE_LOST)
            return
        center.order(Answer(interaction.id, interaction.leg))
        callers.walk_from(center, interaction, interaction.walk, interaction.walk.node)
    elif interaction.visit is not None:
        # An announcement that was being heard is not begun anew.
        interaction.play = None
        center.cancel_timer(TimerKind.FLOW, interaction.id)
        center.afterwards.append(Answer(interaction.id, interaction.leg))
        center.afterwards.append(StartMusic(interaction.id, interaction.leg, interaction.visit.queue.music_class))
    elif interaction.parties or interaction.talk is None or interaction.talk.agent.work is Work.RECONNECTING:
        parties.put_all(center, interaction, lambda leg: present[leg].bridged if present is not None and leg in present else None)
    elif interaction.talk.agent.work is Work.ON_HOLD:
        talk = interaction.talk
        center.order(Hold(interaction.id, interaction.leg, talk.leg, talk.queue.music_class))
    else:
        center.order(Connect(interaction.id, interaction.leg, interaction.talk.leg))


def _take_in(center: Center, leg: LegPresent) -> None:
    """A leg of the node that nobody here knows: a caller to be served, or one of ours that should be over."""
    if legs.is_known(center, leg.leg):
        return
    if leg.arrival is not None and leg.leg not in center.doomed:
        callers.arrive(center, leg.arrival)
    else:
        _hang_up_orphan(center, leg.leg)


def _never_use_again(center: Center, leg: LegId) -> None:
    """Somebody was rung whose fact was lost in a crash, or never told; the next one needs another number."""
    interaction = center.interactions.get(interaction_of(leg))
    number = leg.rpartition(".")[2]
    if interaction is not None and number.isdecimal() and len(number) < OFFER_DIGITS_MAX:
        interaction.offers = max(interaction.offers, int(number))


def _hang_up_orphan(center: Center, leg: LegId) -> None:
    center.order(HangUp(interaction_of(leg), leg, HangupCause.NORMAL))
