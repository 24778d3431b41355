"""An owner's phone that breaks in the middle of a talk: the customer hears music until it is back, or until it was awaited long enough.

A hang-up is told from a break by the leg's cause, and by what the PBX says of the device: a browser that was closed or reloaded
says no BYE, its registration ends with its WebSocket; a network that is gone ends the leg for want of audio.
"""

from __future__ import annotations

from typing import Final

from acd.core import parties, talks, transfers
from acd.core.agents import blame, forget_leg, take, use_leg
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import Connect, HangUp, LeaveBridge, LegId, RingDevice, TimerKind
from acd.core.entering import Entry
from acd.core.lifecycles import Deed, Work
from acd.core.limits import RESCUE_AGAIN_SECONDS, RESCUE_RING_SECONDS, RING_BEYOND_SECONDS
from acd.core.model import Agent, Interaction, Talk
from acd.core.wrap_ups import end_segment
from contracts.control_facts import PhoneLost
from contracts.ids import DeviceId
from contracts.vocabulary import DeviceKind, PartyEnd, PresenceReason, RescueEnd, SegmentKind
from telephony.core.causes import HangupCause

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_WORK_TALKING: Final = Work.TALKING
_WORK_ON_HOLD: Final = Work.ON_HOLD

#: Q.850 causes of a leg that nobody hung up; Asterisk ends one without audio as 44 (rtp_timeout)
BREAKS: Final = frozenset(
    {
        HangupCause.SUBSCRIBER_ABSENT,
        HangupCause.DESTINATION_OUT_OF_ORDER,
        HangupCause.NETWORK_OUT_OF_ORDER,
        HangupCause.TEMPORARY_FAILURE,
        HangupCause.CHANNEL_UNAVAILABLE,
    }
)


def is_break(center: Center, agent: Agent, cause: int) -> bool:
    """Whether the owner's leg ended without the owner."""
    return cause in BREAKS or agent.device not in agent.reachable


def can_be_rescued(interaction: Interaction, talk: Talk) -> bool:
    return talk.queue.rescue_seconds > 0 and talk.agent.work in (_WORK_TALKING, _WORK_ON_HOLD) and bool(interaction.leg)


def lose(center: Center, interaction: Interaction, talk: Talk, *, leg_gone: bool) -> None:
    """The owner's phone is lost: music for the customer, and a time to come back."""
    agent = talk.agent
    asked = parties.consulted(interaction)
    if agent.work is _WORK_ON_HOLD:
        talks.say_resumed(center, interaction, talk)
    elif interaction.with_customer and not parties.members(interaction):
        center.order(LeaveBridge(interaction.id, interaction.leg, talk.queue.music_class))
    talk.talking += end_segment(center, interaction, talk, SegmentKind.TALKING)
    take(agent, interaction, Deed.PHONE_LOST)
    until = center.at + talk.queue.rescue_seconds * MICROSECONDS
    center.say(
        PhoneLost(interaction=interaction.id, queue=talk.queue.id, agent=agent.id, device=agent.device or 0, until=until),
    )
    center.set_timer_at(TimerKind.RESCUE, interaction.id, until)
    if not leg_gone:
        center.order(HangUp(interaction.id, talk.leg, HangupCause.NORMAL))
    forget_leg(center, agent)
    if asked is not None:
        parties.leave(center, interaction, asked, PartyEnd.REMOVED, leg_gone=False, ending=True)
    parties.end_monitors(center, interaction)
    ring(center, agent)


def ring(center: Center, agent: Agent) -> None:
    """Ring the lost phone if it is there (again); it answers by itself."""
    interaction, device = agent.interaction, agent.device
    talk = interaction.talk if interaction is not None else None
    if interaction is None or talk is None or agent.work is not Work.RECONNECTING or interaction.rescue_leg:
        return
    if device is None or device not in agent.reachable or not center.is_up(interaction.node):
        return
    center.set_timer(TimerKind.RESCUE_RING, interaction.id, RESCUE_RING_SECONDS)
    leg = interaction.rescue_leg = parties.next_leg(interaction)
    use_leg(center, agent, leg)
    center.order(
        RingDevice(
            interaction=interaction.id,
            offer=leg,
            leg=leg,
            agent=agent.id,
            device=device,
            caller_leg="",
            caller=interaction.caller,
            caller_name=interaction.caller_name,
            queue_name=talk.queue.name,
            seconds=talk.queue.rescue_seconds + RING_BEYOND_SECONDS,
            auto_answer=True,
        )
    )


def rejoin(center: Center, interaction: Interaction, talk: Talk, leg: LegId) -> None:
    """The phone is back, and hears the customer."""
    center.order(Connect(interaction.id, interaction.leg, leg))
    talk.leg = leg
    talk.on_hold += end_segment(center, interaction, talk, SegmentKind.ON_HOLD)
    take(talk.agent, interaction, Deed.PHONE_REJOINED)
    talks.end_rescue(center, interaction, talk, RescueEnd.REJOINED)


def ring_failed(center: Center, interaction: Interaction, agent: Agent) -> None:
    """It did not answer after all. It is rung again soon if it still seems to be there, otherwise when it registers again."""
    interaction.rescue_leg = ""
    forget_leg(center, agent)
    center.set_timer(TimerKind.RESCUE_RING, interaction.id, RESCUE_AGAIN_SECONDS)


def ring_again(center: Center, interaction: Interaction) -> None:
    """The last ring failed, or nobody answered it: a node that has just started may swallow it."""
    talk = interaction.talk
    if talk is None or talk.agent.work is not Work.RECONNECTING:
        return
    if interaction.rescue_leg:
        center.order(HangUp(interaction.id, interaction.rescue_leg, HangupCause.NORMAL))
        ring_failed(center, interaction, talk.agent)
    ring(center, talk.agent)


def device_changed(center: Center, agent: Agent, device: DeviceId, *, reachable: bool) -> None:
    """What the PBX says of the phone under a talk."""
    interaction = agent.interaction
    talk = interaction.talk if interaction is not None else None
    if interaction is None or talk is None or device != agent.device:
        return
    if reachable:
        ring(center, agent)
    elif agent.work is Work.RECONNECTING:
        if interaction.rescue_leg:
            # It rings where the phone was; where it registers next it is rung anew.
            center.order(HangUp(interaction.id, interaction.rescue_leg, HangupCause.NORMAL))
            ring_failed(center, interaction, agent)
    elif center.devices[device].kind is DeviceKind.BROWSER and can_be_rescued(interaction, talk) and center.is_up(interaction.node):
        # A browser's voice ends with its page; other phones talk on while they register anew.
        lose(center, interaction, talk, leg_gone=False)


def over(center: Center, interaction: Interaction) -> None:
    """It was awaited long enough: back to the head of the queue, the wait kept."""
    talk = interaction.talk
    if talk is None or talk.agent.work is not Work.RECONNECTING:
        return
    agent = talk.agent
    there = parties.members(interaction)
    if there or talk.queue.id not in center.queues or not center.is_up(interaction.node):
        rings = bool(interaction.rescue_leg)
        if there:
            talks.end_rescue(center, interaction, talk, RescueEnd.REQUEUED)
        transfers.owner_left(center, interaction, leg_gone=not rings)
        return
    talks.end_rescue(center, interaction, talk, RescueEnd.REQUEUED)
    interaction.talk = None
    blame(center, agent, PresenceReason.UNREACHABLE)
    talks.end(center, interaction, agent_leg_gone=agent.leg is None, talk=talk)
    entry = Entry(queue=talk.queue.id, entered_at=transfers.waited_since(center, interaction))
    transfers.requeue(center, interaction, entry, agent)
