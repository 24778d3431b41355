import asyncio

import pytest

from acd.adapters.orders import RINGING, Order
from acd.adapters.ring_first import RingFirst
from telephony.ari.requests import AnswerChannel


def order(name: str, key: str = "i") -> Order:
    return Order(AnswerChannel(channel_id=name), key)


class Line:
    def __init__(self) -> None:
        self.sent: list[str] = []
        self.gate = RingFirst(self.send)

    def send(self, order: Order, command: object) -> None:
        assert isinstance(order.request, AnswerChannel)
        self.sent.append(order.request.channel_id)

    def pass_on(self, name: str, key: str = "i") -> None:
        self.gate.pass_on(order(name, key), None)


@pytest.fixture
async def line() -> Line:
    return Line()


async def test_without_a_ring_everything_goes_at_once(line: Line) -> None:
    line.pass_on("a")
    assert line.sent == ["a"]


async def test_what_comes_with_a_ring_waits_for_it_and_keeps_its_order(line: Line) -> None:
    breath = line.gate.rings()
    line.pass_on("a")
    line.pass_on("b", "other")
    assert line.sent == []
    line.gate.rung(breath)
    line.pass_on("c")
    assert line.sent == ["a", "b", "c"]


async def test_what_comes_later_waits_only_behind_its_own_kind(line: Line) -> None:
    breath = line.gate.rings()
    line.pass_on("a")
    await asyncio.sleep(0)
    line.pass_on("b")
    line.pass_on("c", "other")
    assert line.sent == ["c"]
    line.gate.rung(breath)
    assert line.sent == ["c", "a", "b"]


async def test_what_stops_a_ring_never_waits(line: Line) -> None:
    line.gate.rings()
    line.pass_on("stop", RINGING)
    assert line.sent == ["stop"]


async def test_an_interaction_that_waits_for_one_ring_does_not_overtake_itself_at_the_next(line: Line) -> None:
    first = line.gate.rings()
    line.pass_on("a")
    await asyncio.sleep(0)
    second = line.gate.rings()
    line.pass_on("b")
    line.gate.rung(second)
    assert line.sent == []
    line.gate.rung(first)
    assert line.sent == ["a", "b"]
