import asyncio

import pytest

from acd.adapters import late_comers as module
from acd.adapters.late_comers import LateComers
from acd.core.events import Event, LegArrived, LegHungUp
from telephony.ari.models import Channel
from tests.support.fake_ari import channel


def on_the_way(*numbers: int) -> list[Channel]:
    return [channel(leg_of(number), app_name="Wait") for number in numbers]


def leg_of(number: int) -> str:
    """As Asterisk names it; the clock was set back before the ninth."""
    return f"{1795424400 - (3600 if number >= 9 else 0)}.{number}"


class Door:
    """Who was let in, by number; negative for an end."""

    def __init__(self) -> None:
        self.told: list[int] = []
        self.opened = asyncio.Event()
        self.comers = LateComers(self._deliver)

    def _deliver(self, event: Event) -> None:
        assert isinstance(event, LegArrived | LegHungUp)
        number = int(event.leg.rpartition(".")[2])
        self.told.append(number if isinstance(event, LegArrived) else -number)
        self.opened.set()

    def arrives(self, number: int) -> None:
        self.comers.arrived(LegArrived(1, leg_of(number), "node1"))

    def hangs_up(self, number: int) -> None:
        self.comers.hung_up(LegHungUp(1, leg_of(number), 16))


async def test_callers_who_came_while_nobody_was_there_enter_in_the_order_of_their_calls() -> None:
    door = Door()
    door.comers.expect(on_the_way(8, 9, 10))
    door.arrives(10)
    door.arrives(11)
    assert door.told == []
    door.arrives(8)
    assert door.told == [8]
    door.arrives(9)
    assert door.told == [8, 9, 10, 11]


async def test_without_anybody_on_the_way_nobody_waits() -> None:
    door = Door()
    door.comers.expect([channel("talking", app="inbound")])
    door.arrives(1)
    assert door.told == [1]


async def test_who_hangs_up_on_the_way_is_not_waited_for() -> None:
    door = Door()
    door.comers.expect(on_the_way(1, 2))
    door.arrives(2)
    door.hangs_up(1)
    assert door.told == [2, -1]


async def test_who_hangs_up_while_held_has_arrived_first() -> None:
    door = Door()
    door.comers.expect(on_the_way(1))
    door.arrives(2)
    door.hangs_up(2)
    assert door.told == [2, -2]


async def test_who_never_comes_holds_nobody_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.001)
    door = Door()
    door.comers.expect(on_the_way(1))
    door.arrives(2)
    await door.opened.wait()
    assert door.told == [2]


async def test_a_node_that_is_lost_again_is_read_again() -> None:
    door = Door()
    door.comers.expect(on_the_way(1))
    door.arrives(2)
    door.comers.forget()
    door.arrives(3)
    assert door.told == [3]
