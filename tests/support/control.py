"""Stories of call control: who talks, who is asked, and the orders that go out."""

from __future__ import annotations

import msgspec

from acd.core.commands import AnswerIntent
from acd.core.events import DeviceReachabilityChanged, LegAnswered
from contracts import intents as i
from contracts.configuration import CenterConfiguration, TrunkConfiguration
from contracts.targets import Target
from contracts.vocabulary import Presence
from tests.support.centers import ANA, BEN, CLEO, CLEOS_BROWSER, FIRST, arrives, configuration, opened, t, wants
from tests.support.playbook import Playbook

#: legs of the first interaction, in the order in which they are made
OFFERED, SECOND_LEG, THIRD_LEG, FOURTH_LEG = (f"{FIRST}.{n}" for n in (1, 2, 3, 4))
CUSTOMER = "c1"
NUMBER = "+4930555001"


def center(**changes: object) -> CenterConfiguration:
    """The small center with a trunk to the outside and a caller identity of billing's."""
    whole = configuration(trunks=[TrunkConfiguration(id=9, name="out", outbound_address="192.0.2.1:5060")])
    queues = [msgspec.structs.replace(queue, caller_id="+4940100", **changes) for queue in whole.queues]
    return msgspec.structs.replace(whole, queues=queues)


def everybody(**changes: object) -> Playbook:
    """Ana, Ben and Cleo are ready; nobody calls yet."""
    story = opened(center(**changes))
    story >> DeviceReachabilityChanged(t(0), CLEOS_BROWSER, True)
    for place, agent in enumerate((ANA, BEN, CLEO)):
        story >> wants(i.SetPresence(agent=agent, presence=Presence.READY), at=t(0) + place)
    return story


def talking(**changes: object) -> Playbook:
    """Ana talks to the first caller since second 5."""
    return everybody(**changes) >> arrives(CUSTOMER, at=t(1)) >> LegAnswered(t(5), OFFERED)


def consulting(target: Target, **changes: object) -> Playbook:
    """Ana talks with whom she asked, since second 12; the customer hears music since second 10."""
    story = talking(**changes) >> wants(i.Consult(agent=ANA, interaction=FIRST, target=target), at=t(10))
    return story >> LegAnswered(t(12), SECOND_LEG)


def in_conference(target: Target) -> Playbook:
    return consulting(target) >> wants(i.StartConference(agent=ANA, interaction=FIRST), at=t(15))


def refused(story: Playbook) -> str:
    """The code of the refusal that the last event brought; "" = it was done."""
    answer = next(heard for heard in story.heard if isinstance(heard, AnswerIntent))
    return answer.outcome.refused.code if answer.outcome.refused is not None else ""
