"""Transfers, consultations, conferences, supervision and calls to the outside through a real Asterisk."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from benchmarks.sip_phones import Dialog, Phones
from contracts import facts as f
from contracts import intents as i
from contracts.control_facts import (
    ConferenceStarted,
    CustomerDialled,
    OwnerChanged,
    PartyInvited,
    PartyJoined,
    PartyLeft,
)
from contracts.targets import Target, ToAgent, ToNumber, ToQueue
from contracts.vocabulary import EndCause, MonitorMode, PartyEnd, Presence
from telephony.ari.protocol import AriResponse
from telephony.ari.requests import ListBridges, ListChannels
from tests.support.ari import gone
from tests.support.asterisk import AsteriskNode, nodes_of
from tests.support.center import DIRECT, OUR_NUMBER, SmallCenter, small_center, small_center_of

OUTSIDE = "+4930777001"


@pytest.fixture(params=["one node", "agents behind a trunk"])
def nodes(request: pytest.FixtureRequest) -> tuple[AsteriskNode, AsteriskNode | None]:
    return nodes_of(request)


@pytest.fixture
async def center(nodes: tuple[AsteriskNode, AsteriskNode | None], empty_redis_url: str, tmp_path: Path) -> AsyncIterator[SmallCenter]:
    node, agents_node = nodes
    async with small_center_of(node, empty_redis_url, tmp_path, agents=3, record=True, agents_node=agents_node) as started:
        yield started


def ringing(phones: Phones) -> asyncio.Queue[Dialog]:
    """Phones as they ring; all are answered."""
    rung: asyncio.Queue[Dialog] = asyncio.Queue()

    def ring(dialog: Dialog) -> None:
        phones.answer(dialog)
        rung.put_nowait(dialog)

    phones.on_ring = ring
    return rung


async def up(center: SmallCenter, prefix: str) -> None:
    """Return when the callers' Asterisk has a leg of that name and knows that it was answered; it is asked until it does."""
    async with center.patience(f"answered leg {prefix}"), center.node.ari(app="witness") as ari:
        while True:
            outcome = await ari.ask(ListChannels())
            assert isinstance(outcome, AriResponse)
            if any(leg.id.startswith(prefix) and leg.state == "Up" for leg in outcome.answer()):
                return
            await asyncio.sleep(0.02)


async def do(center: SmallCenter, intent: i.Intent) -> None:
    outcome = await center.intend(intent)
    assert outcome.refused is None, outcome


class Scene:
    """A caller talks with an agent."""

    def __init__(self, center: SmallCenter, caller: Dialog, agent: Dialog, connected: f.InteractionConnected) -> None:
        self.center, self.caller, self.phone = center, caller, agent
        self.interaction, self.agent = connected.interaction, connected.agent
        self.others = [agent for agent in (1, 2, 3) if agent != connected.agent]

    async def consult(self, target: Target) -> tuple[Dialog, PartyJoined]:
        """The owner asks somebody, who answers."""
        rung, outside = ringing(self.center.agents), ringing(self.center.callers)
        await do(self.center, i.Consult(agent=self.agent, interaction=self.interaction, target=target))
        phone = await self.center.rings(outside if isinstance(target, ToNumber) else rung)
        return phone, await self.center.fact(PartyJoined)

    async def nothing_is_left(self) -> None:
        await self.center.fact(f.InteractionEnded)
        async with self.center.node.ari(app="witness") as ari:
            await gone(ari, ListBridges())
            outcome = await ari.ask(ListChannels())
            assert isinstance(outcome, AriResponse)


@pytest.fixture
async def scene(center: SmallCenter) -> Scene:
    caller, phone = await center.connect()
    return Scene(center, caller, phone, await center.fact(f.InteractionConnected))


async def test_the_asked_agent_gets_the_customer(scene: Scene) -> None:
    center = scene.center
    asked, joined = await scene.consult(ToAgent(agent=scene.others[0]))
    await center.joined(2)
    await do(center, i.CompleteTransfer(agent=scene.agent, interaction=scene.interaction))
    changed = await center.fact(OwnerChanged)
    assert (changed.agent, changed.party) == (scene.others[0], joined.party)
    await center.over(scene.phone)
    await center.joined(2)
    assert not scene.caller.ended
    center.agents.hang_up(asked)
    await center.over(scene.caller)
    assert (await center.fact(f.InteractionEnded)).cause is EndCause.AGENT_HUNG_UP


async def test_three_hear_each_other_and_the_member_keeps_the_customer(scene: Scene) -> None:
    center = scene.center
    asked, _ = await scene.consult(ToAgent(agent=scene.others[0]))
    await do(center, i.StartConference(agent=scene.agent, interaction=scene.interaction))
    await center.fact(ConferenceStarted)
    await center.joined(3)
    center.agents.hang_up(scene.phone)
    assert (await center.fact(OwnerChanged)).agent == scene.others[0]
    await center.joined(2)
    center.callers.hang_up(scene.caller)
    await center.over(asked)


async def test_an_outside_number_is_called_in_our_name_and_keeps_the_customer(scene: Scene) -> None:
    center = scene.center
    outside, _ = await scene.consult(ToNumber(number=OUTSIDE))
    assert (outside.user, outside.other) == (OUTSIDE, OUR_NUMBER)
    await center.joined(2)
    await do(center, i.CompleteTransfer(agent=scene.agent, interaction=scene.interaction))
    await center.over(scene.phone)
    await center.joined(2)
    center.callers.hang_up(outside)
    await center.over(scene.caller)
    assert (await center.fact(f.InteractionEnded)).cause is EndCause.PARTY_HUNG_UP


async def test_an_asked_number_that_is_busy_gives_the_customer_back(scene: Scene) -> None:
    center = scene.center
    center.callers.on_ring = center.callers.refuse
    await do(center, i.Consult(agent=scene.agent, interaction=scene.interaction, target=ToNumber(number=OUTSIDE)))
    assert (await center.fact(PartyLeft)).why is PartyEnd.DECLINED
    await center.joined(2)
    assert not scene.caller.ended


async def test_a_blind_transfer_into_a_queue_rings_the_next_agent(scene: Scene) -> None:
    center = scene.center
    rung = ringing(center.agents)
    began = len(center.facts)
    await do(center, i.SetPresence(agent=scene.agent, presence=Presence.NOT_READY))
    await do(center, i.Transfer(agent=scene.agent, interaction=scene.interaction, target=ToQueue(queue=1)))
    await center.over(scene.phone)
    await center.rings(rung)
    connected = await center.fact(f.InteractionConnected, since=began)
    assert connected.agent in scene.others
    await center.joined(2)
    assert not scene.caller.ended


async def test_a_blind_transfer_to_a_number_that_nobody_answers_brings_the_customer_back(scene: Scene) -> None:
    center = scene.center
    rung = ringing(center.agents)
    center.callers.on_ring = center.callers.refuse
    began = len(center.facts)
    await do(center, i.SetPresence(agent=scene.agent, presence=Presence.NOT_READY))
    await do(center, i.Transfer(agent=scene.agent, interaction=scene.interaction, target=ToNumber(number=OUTSIDE)))
    await center.over(scene.phone)
    await center.rings(rung)
    await center.fact(f.InteractionConnected, since=began)
    assert not scene.caller.ended


async def test_a_supervisor_listens_whispers_barges_in_and_takes_over(scene: Scene) -> None:
    center, supervisor = scene.center, scene.others[0]
    rung = ringing(center.agents)
    await do(center, i.Monitor(agent=supervisor, interaction=scene.interaction, mode=MonitorMode.LISTEN))
    phone = await center.rings(rung)
    assert "answer-after=0" in phone.invite.get("call-info")
    invited = await center.fact(PartyInvited)
    await center.fact(PartyJoined)
    # Two rooms: the talk, and the supervisor with the leg that listens.
    async with center.node.ari(app="witness") as ari, center.patience("two rooms, the talk and the one that listens"):
        while True:
            outcome = await ari.ask(ListBridges())
            assert isinstance(outcome, AriResponse)
            rooms = {bridge.id: len(bridge.channels) for bridge in outcome.answer() if bridge.id.startswith("cc-")}
            if rooms == {f"cc-{scene.interaction}": 2, f"cc-{invited.party}": 2}:
                break
            await asyncio.sleep(0.02)
    await do(center, i.Monitor(agent=supervisor, interaction=scene.interaction, mode=MonitorMode.WHISPER))
    await do(center, i.Monitor(agent=supervisor, interaction=scene.interaction, mode=MonitorMode.BARGE))
    await center.joined(3)
    await do(center, i.TakeOver(agent=supervisor, interaction=scene.interaction))
    await center.over(scene.phone)
    await center.joined(2)
    assert not scene.caller.ended
    center.callers.hang_up(scene.caller)
    await center.over(phone)
    await scene.nothing_is_left()


async def test_an_agent_calls_out_in_the_queues_name(center: SmallCenter) -> None:
    rung, outside = ringing(center.agents), ringing(center.callers)
    await do(center, i.Dial(agent=2, number=OUTSIDE, queue=1))
    phone, customer = await center.rings(rung), await center.rings(outside)
    assert "answer-after=0" in phone.invite.get("call-info")
    assert (customer.user, customer.other) == (OUTSIDE, OUR_NUMBER)
    connected = await center.fact(f.InteractionConnected)
    assert connected.agent == 2
    await center.joined(2)
    await do(center, i.SendDigits(agent=2, interaction=connected.interaction, digits="12#"))
    center.callers.hang_up(customer)
    await center.over(phone)
    assert (await center.fact(f.InteractionEnded)).cause is EndCause.CALLER_HUNG_UP
    await center.fact(f.RecordingEnded)


async def test_a_called_number_that_is_busy_is_told_in_words(center: SmallCenter) -> None:
    ringing(center.agents)
    center.callers.on_ring = center.callers.refuse
    await do(center, i.Dial(agent=2, number=OUTSIDE, queue=1))
    await center.fact(CustomerDialled)
    ended = await center.fact(f.InteractionEnded)
    assert (ended.cause, ended.detail) == (EndCause.UNANSWERED, "busy")


async def test_a_consultation_outlives_the_engine(scene: Scene) -> None:
    center = scene.center
    asked, _ = await scene.consult(ToAgent(agent=scene.others[0]))
    await center.joined(2)
    await center.kill()
    await center.start()
    assert not any(dialog.ended for dialog in (scene.caller, scene.phone, asked))
    await do(center, i.StartConference(agent=scene.agent, interaction=scene.interaction))
    await center.joined(3)


async def test_a_line_that_is_always_on_needs_no_invite_for_a_call(
    nodes: tuple[AsteriskNode, AsteriskNode | None], empty_redis_url: str, tmp_path: Path
) -> None:
    node, agents_node = nodes
    async with small_center_of(node, empty_redis_url, tmp_path, agents_node=agents_node) as center:
        rung = ringing(center.agents)
        whole = small_center(center.version + 1, 1, center.agents.port)
        await center.publish(msgspec.structs.replace(whole, agents=[msgspec.structs.replace(whole.agents[0], always_on=True)]))
        await do(center, i.AdoptConfiguration(version=center.version + 1))
        line = await center.rings(rung)
        await center.comes(line.acknowledged.wait(), "acknowledgement of the line")
        await up(center, "line.")
        for number in ("+49301", "+49302"):
            began = len(center.facts)
            caller = center.callers.call(DIRECT, caller=number)
            connected = await center.fact(f.InteractionConnected, since=began)
            await center.joined(2)
            await do(center, i.HangUpInteraction(agent=1, interaction=connected.interaction))
            await center.over(caller)
        assert not line.ended
        assert rung.empty()
        center.agents.hang_up(line)
