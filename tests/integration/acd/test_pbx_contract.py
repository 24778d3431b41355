"""The fake PBX, on which all simulation stands, held to the real Asterisk: the same orders, and the same must come of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any, Final, Protocol

import pytest

from acd.adapters.asterisk import AsteriskPbx
from acd.core import commands as c
from acd.core import events as e
from acd.ports import Pbx
from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS
from benchmarks.sip_phones import Dialog, Phones
from contracts.vocabulary import MonitorMode
from telephony.ari.connection import AriClient
from telephony.ari.protocol import AriResponse
from telephony.ari.requests import ListBridges
from telephony.core.causes import HangupCause
from telephony.fake.pbx import SECOND, FakePbx
from telephony.fake.schedule import Schedule
from tests.support.asterisk import AsteriskNode
from tests.support.center import DIRECT, OUR_NUMBER, PATIENCE_S, small_center

TALK: Final = "c-1"
AGENT, OTHER, THIRD = "c-1.1", "c-1.2", "c-1.3"
OUTSIDE: Final = "+4930777001"
NOBODY: Final = "c-1.99"
Phone = Callable[[], None]


class World(Protocol):
    """A PBX with what surrounds it. `told` is all that it has said; `answers` says whether phones are picked up when they ring."""

    told: list[e.Event]
    answers: str

    @property
    def pbx(self) -> Pbx: ...

    async def arrives(self) -> c.LegId:
        """Somebody dials in; that leg."""

    async def until(self, holds: Callable[[], bool]) -> None:
        """Return when it holds."""

    async def rooms(self) -> dict[str, int]:
        """How many legs hear each other, by what for: "talk", or the leg that listens in."""

    def leaves(self) -> None:
        """Who dialled in hangs up."""


class FakeWorld:
    def __init__(self) -> None:
        self.told: list[e.Event] = []
        self.answers = "yes"
        self._schedule = Schedule(0)
        self.pbx = FakePbx("n", self._schedule, self.told.append)
        self.pbx.on_ring = lambda leg, _device: self._rings(leg)
        self.pbx.on_dial = lambda leg, _number: self._rings(leg)
        self._caller = f"{TALK}-caller"

    def _rings(self, leg: c.LegId) -> None:
        does = {"yes": lambda: self.pbx.pick_up(leg), "busy": lambda: self.pbx.hang_up(leg, HangupCause.BUSY), "no": lambda: None}
        self._schedule.after(SECOND // 10, does[self.answers])

    async def arrives(self) -> c.LegId:
        self.pbx.call(e.LegArrived(0, self._caller, "n", dialled=DIRECT))
        await self.until(lambda: any(isinstance(one, e.LegArrived) for one in self.told))
        return self._caller

    async def until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            assert self._schedule.step(), self.told
        # News of different things may overtake each other.
        self._schedule.run(self._schedule.now + SECOND // 100)

    async def rooms(self) -> dict[str, int]:
        self._schedule.run(self._schedule.now + SECOND // 10)
        listening = {leg: 2 for leg, (_, mode) in self.pbx.spies.items() if mode is not MonitorMode.BARGE}
        talk = len(self.pbx.bridges.get(TALK, ()))
        return listening | ({"talk": talk} if talk else {})

    def leaves(self) -> None:
        self.pbx.hang_up(self._caller)


class AsteriskWorld:
    def __init__(self, node: AsteriskNode, callers: Phones, phones: Phones) -> None:
        self.told: list[e.Event] = []
        self.answers = "yes"
        self._news = asyncio.Event()
        self._node, self._callers = node, callers
        self._dialog: Dialog | None = None
        for side in (callers, phones):
            side.on_ring = partial(self._rings, side)
        self.pbx = AsteriskPbx(lambda deliver: AriClient(node.ari_config(), deliver), "n", self._tell, lambda: 0, dict)

    def _tell(self, event: e.Event) -> None:
        self.told.append(event)
        self._news.set()

    def _rings(self, side: Phones, dialog: Dialog) -> None:
        if self.answers == "yes":
            side.answer(dialog)
        elif self.answers == "busy":
            side.refuse(dialog)

    async def arrives(self) -> c.LegId:
        self._dialog = self._callers.call(DIRECT, caller="+49301234567")
        await self.until(lambda: any(isinstance(one, e.LegArrived) for one in self.told))
        return next(one.leg for one in self.told if isinstance(one, e.LegArrived))

    async def until(self, holds: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not holds():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"what was awaited did not come; said were {self.told}") from None

    async def rooms(self) -> dict[str, int]:
        async with self._node.ari(app="witness") as ari:
            outcome = await ari.ask(ListBridges())
            assert isinstance(outcome, AriResponse)
            found = {bridge.id.removeprefix("cc-"): len(bridge.channels) for bridge in outcome.answer() if bridge.id.startswith("cc-")}
            # A leg that listened stays in its room while its supervisor barges in, and hears nobody there.
            return {"talk" if name == TALK else name: count for name, count in found.items() if count > (name != TALK)}

    def leaves(self) -> None:
        assert self._dialog is not None
        self._callers.hang_up(self._dialog)


@asynccontextmanager
async def asterisk_world(node: AsteriskNode) -> AsyncIterator[AsteriskWorld]:
    callers, phones = Phones(CALLER_ADDRESS, ("127.0.0.1", node.sip_port)), Phones(AGENT_ADDRESS, ("127.0.0.1", node.sip_port))
    await callers.open()
    await phones.open()
    world = AsteriskWorld(node, callers, phones)
    async with world.pbx, asyncio.TaskGroup() as tasks:
        provisioning = tasks.create_task(world.pbx.sip.run())
        world.pbx.perform(c.AdoptTelephony(small_center(1, 3, phones.port, outbound=f"{CALLER_ADDRESS}:{callers.port}")))
        await world.until(lambda: any(isinstance(one, e.PbxRecovered) for one in world.told))
        await asyncio.wait_for(world.pbx.sip.settled.wait(), PATIENCE_S)
        yield world
        for side in (callers, phones):
            for dialog in list(side.dialogs.values()):
                side.hang_up(dialog)
        world.pbx.perform(c.Release(TALK))
        await nothing_left(world)
        provisioning.cancel()
    callers.close()
    phones.close()


async def nothing_left(world: World) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while await world.rooms():  # noqa: ASYNC110  # nobody is told of a bridge's end
            await asyncio.sleep(0.02)


@pytest.fixture(params=["fake", "asterisk"])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        if request.param == "fake":
            yield FakeWorld()
        else:
            yield await stack.enter_async_context(asterisk_world(request.getfixturevalue("asterisk_node")))


# -- what is ordered


def ring(leg: c.LegId, device: int, *, seconds: int = 30) -> c.RingDevice:
    return c.RingDevice(TALK, leg, leg, device, device, "", "+49301234567", "", "Billing", seconds)


def dial(leg: c.LegId) -> c.DialNumber:
    return c.DialNumber(TALK, leg, OUTSIDE, OUR_NUMBER, 1, 30)


def ends(world: World, leg: c.LegId) -> list[e.LegHungUp]:
    return [one for one in world.told if isinstance(one, e.LegHungUp) and one.leg == leg]


async def picked_up(world: World, order: c.RingDevice | c.DialNumber) -> None:
    world.pbx.perform(order)
    await world.until(lambda: any(isinstance(one, e.LegAnswered) and one.leg == order.leg for one in world.told))


async def over(world: World, leg: c.LegId) -> int:
    """The cause of its end."""
    await world.until(lambda: bool(ends(world, leg)))
    return ends(world, leg)[0].cause


async def refused(world: World, order: Any) -> bool:
    """Whether this order fails. What is asked of nobody's leg afterwards fails in any case, and later: orders stay in order."""
    fence = c.PlayPrompts(TALK, NOBODY, f"p{len(world.told)}", ("sound:beep",))
    for one in (order, fence):
        world.pbx.perform(one)

    def failed(command: Any) -> bool:
        return any(isinstance(one, e.CommandFailed) and one.command == command for one in world.told)

    await world.until(lambda: failed(fence))
    return failed(order)


async def come_to(world: World, rooms: dict[str, int]) -> None:
    """An order is answered before Asterisk has moved everybody."""
    found: dict[str, int] = {}
    try:
        async with asyncio.timeout(PATIENCE_S):
            while (found := await world.rooms()) != rooms:  # noqa: ASYNC110  # nobody is told who has moved
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"{found}, not {rooms}") from None


async def test_who_hears_whom_follows_the_orders(world: World) -> None:
    caller = await world.arrives()
    assert not await refused(world, c.Answer(TALK, caller))
    for leg, device in ((AGENT, 1), (OTHER, 2)):
        await picked_up(world, ring(leg, device))
    steps: list[tuple[Any, dict[str, int]]] = [
        (c.Connect(TALK, caller, AGENT), {"talk": 2}),
        (c.JoinBridge(TALK, caller), {"talk": 2}),
        (c.Hold(TALK, caller, AGENT, "default"), {"talk": 1}),
        (c.Resume(TALK, caller, AGENT), {"talk": 2}),
        (c.LeaveBridge(TALK, AGENT, "default"), {"talk": 1}),
        (c.LeaveBridge(TALK, AGENT, ""), {"talk": 1}),
        (c.JoinBridge(TALK, AGENT), {"talk": 2}),
        (c.JoinBridge(TALK, OTHER), {"talk": 3}),
        (c.LeaveBridge(TALK, OTHER, ""), {"talk": 2}),
        (c.Spy(TALK, OTHER, AGENT, MonitorMode.LISTEN), {"talk": 2, OTHER: 2}),
        (c.Spy(TALK, OTHER, AGENT, MonitorMode.WHISPER), {"talk": 2, OTHER: 2}),
        (c.Spy(TALK, OTHER, AGENT, MonitorMode.BARGE), {"talk": 3}),
        (c.Spy(TALK, OTHER, AGENT, MonitorMode.LISTEN), {"talk": 2, OTHER: 2}),
        (c.StopSpying(TALK, OTHER, AGENT), {"talk": 2}),
        (c.SendDigits(TALK, AGENT, "12#"), {"talk": 2}),
    ]
    for order, rooms in steps:
        assert not await refused(world, order), order
        await come_to(world, rooms)
    world.leaves()
    assert await over(world, caller) == HangupCause.NORMAL
    await come_to(world, {"talk": 1})


async def test_nothing_can_be_done_with_a_leg_that_is_gone(world: World) -> None:
    """Ends are no failure. Asterisk's adapter tells of a hang-up and a recording that came too late by LegHungUp and RecordingFailed."""
    caller = await world.arrives()
    assert not await refused(world, c.Answer(TALK, caller))
    await picked_up(world, ring(AGENT, 1))
    world.pbx.perform(c.HangUp(TALK, AGENT, HangupCause.NORMAL))
    assert await over(world, AGENT) == HangupCause.NORMAL
    spying = c.Spy(TALK, caller, AGENT, MonitorMode.LISTEN)
    for order in (c.Connect(TALK, caller, AGENT), c.JoinBridge(TALK, AGENT), spying, c.SendDigits(TALK, AGENT, "1")):
        assert await refused(world, order), order
    for end in (c.StopSpying(TALK, OTHER, AGENT), c.StopPrompts(TALK, caller, "p0")):
        assert not await refused(world, end), end


@pytest.mark.parametrize("order", [ring(AGENT, 1), dial(THIRD)], ids=["phone", "number"])
async def test_who_is_busy_says_so(world: World, order: c.RingDevice | c.DialNumber) -> None:
    world.answers = "busy"
    world.pbx.perform(order)
    assert await over(world, order.leg) == HangupCause.BUSY
    assert not any(isinstance(one, e.LegAnswered) for one in world.told)


async def test_the_pbx_gives_up_by_itself(world: World) -> None:
    world.answers = "no"
    world.pbx.perform(ring(AGENT, 1, seconds=1))
    assert await over(world, AGENT) == HangupCause.NO_ANSWER


async def test_a_ringing_phone_is_let_go(world: World) -> None:
    world.answers = "no"
    assert not await refused(world, ring(AGENT, 1))
    world.pbx.perform(c.HangUp(TALK, AGENT, HangupCause.NORMAL))
    assert await over(world, AGENT) == HangupCause.NORMAL


async def test_a_consultation_moves_the_customer_out_of_the_room_and_to_the_one_who_was_asked(world: World) -> None:
    """The orders of a consultation with an outside number, and of its completion."""
    caller = await world.arrives()
    assert not await refused(world, c.Answer(TALK, caller))
    await picked_up(world, ring(AGENT, 1))
    assert not await refused(world, c.Connect(TALK, caller, AGENT))
    assert not await refused(world, c.LeaveBridge(TALK, caller, "default"))
    await picked_up(world, dial(THIRD))
    assert not await refused(world, c.JoinBridge(TALK, THIRD))
    await come_to(world, {"talk": 2})
    world.pbx.perform(c.HangUp(TALK, AGENT, HangupCause.NORMAL))
    assert await over(world, AGENT) == HangupCause.NORMAL
    assert not await refused(world, c.JoinBridge(TALK, caller))
    await come_to(world, {"talk": 2})


async def test_a_lost_phone_is_rung_again_and_joined(world: World) -> None:
    """The orders of a rescue."""
    caller = await world.arrives()
    assert not await refused(world, c.Answer(TALK, caller))
    await picked_up(world, ring(AGENT, 1))
    assert not await refused(world, c.Connect(TALK, caller, AGENT))
    assert not await refused(world, c.LeaveBridge(TALK, caller, "default"))
    world.pbx.perform(c.HangUp(TALK, AGENT, HangupCause.NORMAL))
    await over(world, AGENT)
    await picked_up(world, ring(OTHER, 1))
    assert not await refused(world, c.Connect(TALK, caller, OTHER))
    await come_to(world, {"talk": 2})
