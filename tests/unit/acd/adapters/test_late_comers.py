import asyncio

import msgspec
import pytest

from acd.adapters import late_comers as module
from acd.adapters.late_comers import LateComers
from acd.core.events import Event, LegArrived, LegHungUp
from telephony.ari.models import Channel
from tests.support.fake_ari import channel


def on_the_way(leg: str, called: str) -> Channel:
    return msgspec.structs.replace(channel(leg, app_name="Wait"), creationtime=called)


class Door:
    """What was let in, by leg; "-leg" for an end."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.opened = asyncio.Event()
        self.comers = LateComers(self._deliver)

    def _deliver(self, event: Event) -> None:
        assert isinstance(event, LegArrived | LegHungUp)
        self.told.append(event.leg if isinstance(event, LegArrived) else f"-{event.leg}")
        self.opened.set()

    def arrives(self, leg: str, called: str) -> None:
        self.comers.arrived(LegArrived(1, leg, "node1"), called)

    def hangs_up(self, leg: str) -> None:
        self.comers.hung_up(LegHungUp(1, leg, 16))


async def test_callers_who_came_while_nobody_was_there_enter_in_the_order_of_their_calls() -> None:
    door = Door()
    door.comers.expect([on_the_way("a", "10:01"), on_the_way("b", "10:02"), on_the_way("c", "10:03")])
    door.arrives("c", "10:03")
    door.arrives("new", "10:04")
    assert door.told == []
    door.arrives("a", "10:01")
    assert door.told == ["a"]
    door.arrives("b", "10:02")
    assert door.told == ["a", "b", "c", "new"]


async def test_without_anybody_on_the_way_nobody_waits() -> None:
    door = Door()
    door.comers.expect([channel("talking", app="inbound")])
    door.arrives("a", "10:01")
    assert door.told == ["a"]


async def test_who_hangs_up_on_the_way_is_not_waited_for() -> None:
    door = Door()
    door.comers.expect([on_the_way("a", "10:01"), on_the_way("b", "10:02")])
    door.arrives("b", "10:02")
    door.hangs_up("a")
    assert door.told == ["b", "-a"]


async def test_who_hangs_up_while_held_has_arrived_first() -> None:
    door = Door()
    door.comers.expect([on_the_way("a", "10:01")])
    door.arrives("b", "10:02")
    door.hangs_up("b")
    assert door.told == ["b", "-b"]


async def test_who_never_comes_holds_nobody_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.001)
    door = Door()
    door.comers.expect([on_the_way("a", "10:01")])
    door.arrives("b", "10:02")
    await door.opened.wait()
    assert door.told == ["b"]


async def test_a_node_that_is_lost_again_is_read_again() -> None:
    door = Door()
    door.comers.expect([on_the_way("a", "10:01")])
    door.arrives("b", "10:02")
    door.comers.forget()
    door.arrives("c", "10:03")
    assert door.told == ["c"]
