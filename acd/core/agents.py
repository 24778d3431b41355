"""Presence, and whether an agent can be offered work. The one place that puts agents into the lanes and takes them out."""

from __future__ import annotations

from typing import Final

from acd.core import lines, preferences
from acd.core.center import Center
from acd.core.commands import LegId, TimerKind
from acd.core.lifecycles import PRESENCE, WORK, Deed, Wish, Work, move
from acd.core.limits import LEG_GONE_SECONDS_MAX, REST_SECONDS, UNREACHABLE_SECONDS_MAX
from acd.core.model import Agent, Interaction
from contracts.facts import ConfigurationAdopted, DeviceReachable, PresenceChanged
from contracts.ids import DeviceId
from contracts.vocabulary import Medium, Presence, PresenceReason

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_PRESENCE_READY: Final = Presence.READY
_PRESENCE_NOT_READY: Final = Presence.NOT_READY
_WORK_FREE: Final = Work.FREE
_TIMER_KIND_LEG_GONE: Final = TimerKind.LEG_GONE
_MEDIUM_VOICE: Final = Medium.VOICE


def refresh(center: Center, agent: Agent) -> None:
    """Call after any change to presence, work, leg or device."""
    if agent.line is not None or agent.configuration.always_on:
        lines.mind(center, agent)
    ready = agent.presence is _PRESENCE_READY
    if ready and not agent.resting and agent.wrap_up is None:
        center.matching.offer_work_to(agent)
    else:
        center.matching.spare(agent)
    if ready and agent.work is _WORK_FREE and agent.device not in agent.reachable:
        if (TimerKind.UNREACHABLE, str(agent.id)) not in center.timers:
            center.set_timer(TimerKind.UNREACHABLE, str(agent.id), UNREACHABLE_SECONDS_MAX)
            agent.awaited = True
    elif agent.awaited:
        agent.awaited = False
        center.cancel_timer(TimerKind.UNREACHABLE, str(agent.id))


def enter(
    center: Center,
    agent: Agent,
    wish: Wish,
    reason: str = "",
    *,
    device: DeviceId | None = None,
    by: int = 0,
) -> None:
    """Change presence by the table, and tell it. The interval that ends here has no gap to the next."""
    presence = move(PRESENCE, agent.presence, wish)
    previous, previous_reason, since = agent.presence, agent.reason, agent.presence_since
    agent.presence, agent.reason, agent.presence_since = presence, reason, center.at
    if Presence.OFFLINE in (presence, previous):
        center.staffed.clear()
    agent.device = device if device is not None else agent.device
    center.say(
        PresenceChanged(
            agent=agent.id,
            presence=presence,
            reason=reason,
            previous=previous,
            previous_reason=previous_reason,
            previous_since=since,
            device=device,
            by=by,
        )
    )
    if agent.work is _WORK_FREE:
        agent.idle_since = center.at
    if presence is not _PRESENCE_READY:
        wake(center, agent)
    refresh(center, agent)
    if presence is Presence.OFFLINE:
        preferences.give_back(center, agent)


def blame(center: Center, agent: Agent, reason: PresenceReason) -> None:
    """An offer was lost on the agent's side: no other until the agent says so. Who is not ready anyway keeps the own reason."""
    if agent.presence is _PRESENCE_READY:
        enter(center, agent, Wish.OFFER_LOST, reason)


def rest(center: Center, agent: Agent) -> None:
    """Ask nothing of the agent for a moment."""
    if agent.presence is _PRESENCE_READY:
        agent.resting = True
        center.set_timer(TimerKind.REST, str(agent.id), REST_SECONDS)


def wake(center: Center, agent: Agent) -> None:
    """The rest is over."""
    agent.resting = False
    center.cancel_timer(TimerKind.REST, str(agent.id))


def take(agent: Agent, interaction: Interaction, deed: Deed) -> None:
    """Work goes on with this interaction. Of several in hand a call is what the work is about, else the one that came first."""
    if agent.interaction is not None and agent.interaction is not interaction:
        if interaction.medium is not _MEDIUM_VOICE:
            if interaction not in agent.others:
                agent.others.append(interaction)
            return
        agent.work = move(WORK, agent.work, Deed.PUT_ASIDE)
        agent.others.insert(0, agent.interaction)
    agent.work = move(WORK, agent.work, deed)
    agent.interaction = interaction


def settle(center: Center, agent: Agent, deed: Deed, *, keep_place: bool = False, interaction: Interaction | None = None) -> None:
    """Done with this interaction (None: the one that the work is about); the next of several in hand is taken up.

    `keep_place`: idle since before, for an offer that the customer withdrew.
    """
    if interaction is not None and interaction is not agent.interaction:
        agent.others.remove(interaction)
        refresh(center, agent)
        return
    agent.work = move(WORK, agent.work, deed)
    agent.interaction = None
    if agent.others:
        following = agent.others.pop(0)
        take(agent, following, Deed.TAKEN_UP if following.offer is None else Deed.OFFERED)
        refresh(center, agent)
        return
    if not keep_place:
        agent.idle_since = center.at
    if agent.presence is _PRESENCE_NOT_READY and agent.reason == PresenceReason.SIGNING_OUT:
        enter(center, agent, Wish.SIGNED_OUT)
    if agent.leaving:
        remove(center, agent)
        return
    refresh(center, agent)


def remove(center: Center, agent: Agent, *, tell: bool = True) -> None:
    """The last of an agent who is not in the configuration any more. `tell`: say anew who there is."""
    preferences.give_back(center, agent)
    center.matching.assign(agent, {})
    center.matching.spare(agent)
    wake(center, agent)
    center.cancel_timer(TimerKind.UNREACHABLE, str(agent.id))
    for device in sorted(agent.reachable):
        center.say(DeviceReachable(device=device, agent=agent.id, reachable=False))
    lines.mind(center, agent)
    del center.agents[agent.id]
    if agent.leg is not None:
        forget_leg(center, agent)
    if tell:
        tell_configuration(center)


def tell_configuration(center: Center) -> None:
    """Say which queues and agents there are; again when a removed one that was still in use is gone."""
    configuration = center.configuration
    center.say(
        ConfigurationAdopted(
            version=configuration.version,
            queues=[queue.id for queue in configuration.queues],
            agents=[agent.id for agent in configuration.agents],
        )
    )


def await_end_of_leg(center: Center, agent: Agent) -> None:
    """The agent's leg was ordered down: ring that phone again only when it is gone, or when nobody says so in time."""
    if agent.leg is not None:
        center.set_timer(_TIMER_KIND_LEG_GONE, agent.leg, LEG_GONE_SECONDS_MAX)


def use_leg(center: Center, agent: Agent, leg: LegId) -> None:
    agent.leg = leg
    center.phones[leg] = agent


def forget_leg(center: Center, agent: Agent) -> None:
    """The phone is free again."""
    if agent.leg is not None:
        center.cancel_timer(_TIMER_KIND_LEG_GONE, agent.leg)
        center.phones.pop(agent.leg, None)
        agent.leg = None


def set_reachable(center: Center, agent: Agent, device: DeviceId, reachable: bool) -> bool:
    """What the PBX says of a phone. False when that is no news."""
    if (device in agent.reachable) == reachable:
        return False
    if reachable:
        agent.reachable.add(device)
    else:
        agent.reachable.discard(device)
    center.say(DeviceReachable(device=device, agent=agent.id, reachable=reachable))
    refresh(center, agent)
    return True
