"""Supervisors in other people's talks: listening, whispering, barging in, taking over; and digits sent during one."""

from __future__ import annotations

from typing import Final

from acd.core import parties
from acd.core.asking import free_phone, live_talk_of, refuse
from acd.core.center import Center
from acd.core.commands import SendDigits as OrderDigits
from acd.core.lifecycles import Work
from acd.core.limits import DIGITS_MAX
from acd.core.model import Agent, Interaction, Party, Talk
from acd.core.transfers import change_owner
from contracts.control_facts import DigitsSent, MonitorModeChanged
from contracts.intents import Monitor, Refusal, SendDigits, StopMonitoring, TakeOver
from contracts.vocabulary import Medium, MonitorMode, PartyEnd, PartyRole, RefusalCode, TransferKind

DIGITS: Final = frozenset("0123456789*#")


def monitor(center: Center, agent: Agent, intent: Monitor, by: int) -> Refusal | None:
    found = _talk(center, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    party = parties.monitor_of(interaction)
    if party is not None and party.agent is not agent:
        return refuse(RefusalCode.MONITORED, f"agent {party.agent.id if party.agent else 0} monitors {interaction.id} already")
    if party is not None:
        _change(center, interaction, party, agent, intent.mode)
        return None
    device = free_phone(center, agent)
    if isinstance(device, Refusal):
        return device
    parties.invite_agent(center, interaction, agent, device, talk.queue, PartyRole.MONITOR, agent.id, intent.mode)
    return None


def _talk(center: Center, wanted: str) -> tuple[Interaction, Talk] | Refusal:
    interaction = center.interactions.get(wanted)
    if interaction is None:
        return refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {wanted[:40]} is over or never was")
    if interaction.medium is not Medium.VOICE:
        return refuse(RefusalCode.WRONG_MEDIUM, f"interaction {interaction.id} is no call")
    talk = interaction.talk
    if talk is None or talk.agent.work not in (Work.TALKING, Work.ON_HOLD):
        return refuse(RefusalCode.NOT_CONNECTED, f"nobody talks with the customer of {wanted}")
    if not center.is_up(interaction.node):
        return refuse(RefusalCode.PBX_AWAY, f"node {interaction.node} cannot be asked now")
    return interaction, talk


def _change(center: Center, interaction: Interaction, party: Party, agent: Agent, mode: MonitorMode) -> None:
    if party.mode is mode:
        return
    party.mode = mode
    if party.joined_at:
        parties.place(center, interaction, party)
    center.say(MonitorModeChanged(interaction=interaction.id, party=party.id, agent=agent.id, mode=mode))


def stop(center: Center, agent: Agent, intent: StopMonitoring, by: int) -> Refusal | None:
    found = _monitoring(center, agent, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, party = found
    parties.leave(center, interaction, party, PartyEnd.REMOVED, leg_gone=False)
    return None


def take_over(center: Center, agent: Agent, intent: TakeOver, by: int) -> Refusal | None:
    found = _monitoring(center, agent, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, party = found
    if not party.joined_at:
        return refuse(RefusalCode.PARTY_RINGS, "the supervisor's phone has not answered yet")
    talked = _talk(center, intent.interaction)
    if isinstance(talked, Refusal):
        return talked
    asked = parties.consulted(interaction)
    if asked is not None:
        parties.leave(center, interaction, asked, PartyEnd.REMOVED, leg_gone=False)
    change_owner(center, interaction, party, TransferKind.TAKE_OVER)
    return None


def _monitoring(center: Center, agent: Agent, wanted: str) -> tuple[Interaction, Party] | Refusal:
    interaction = center.interactions.get(wanted)
    if interaction is None:
        return refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {wanted[:40]} is over or never was")
    if interaction.medium is not Medium.VOICE:
        return refuse(RefusalCode.WRONG_MEDIUM, f"interaction {interaction.id} is no call")
    party = parties.monitor_of(interaction)
    if party is None or party.agent is not agent:
        return refuse(RefusalCode.NOT_MONITORING, f"agent {agent.id} does not monitor {wanted}")
    return interaction, party


def send_digits(center: Center, agent: Agent, intent: SendDigits, by: int) -> Refusal | None:
    found = live_talk_of(center, agent.id, intent.interaction)
    if isinstance(found, Refusal):
        return found
    if not 0 < len(intent.digits) <= DIGITS_MAX or not DIGITS.issuperset(intent.digits):
        return refuse(RefusalCode.BAD_DIGITS, f"1 to {DIGITS_MAX} of 0-9, * and #")
    interaction, _ = found
    center.order(OrderDigits(interaction.id, interaction.leg, intent.digits))
    center.say(DigitsSent(interaction=interaction.id, agent=agent.id, count=len(intent.digits)))
    return None
