"""The ARI client against a real Asterisk."""

import asyncio

import pytest

from telephony.ari.config import AriConfig
from telephony.ari.connection import AriClient
from telephony.ari.protocol import AriLost, AriRefused, AriResponse
from telephony.ari.requests import CreateBridge, DestroyBridge, GetBridge, HangUpChannel, ListBridges, PingAsterisk
from telephony.ari.signals import AriSignal, Connected, Disconnected
from tests.support.ari import gone
from tests.support.asterisk import AsteriskNode


class Inbox:
    """Signals in order, to be awaited."""

    def __init__(self) -> None:
        self.all: list[AriSignal] = []
        self._news = asyncio.Condition()
        self._queue: asyncio.Queue[AriSignal] = asyncio.Queue()

    def __call__(self, signal: AriSignal) -> None:
        self.all.append(signal)
        self._queue.put_nowait(signal)

    async def next(self) -> AriSignal:
        return await asyncio.wait_for(self._queue.get(), 10)


async def test_a_request_is_answered_with_what_its_type_promises(asterisk_node: AsteriskNode) -> None:
    async with asterisk_node.ari() as ari:
        match await ari.ask(PingAsterisk()):
            case AriResponse() as response:
                assert response.answer().ping == "pong"
            case failure:
                pytest.fail(str(failure))


async def test_what_asterisk_refuses_is_a_value_with_its_words(asterisk_node: AsteriskNode) -> None:
    async with asterisk_node.ari() as ari:
        refused = await ari.ask(HangUpChannel(channel_id="no such leg"), key="1")
    assert isinstance(refused, AriRefused)
    assert (refused.status, refused.reason) == (404, "Not Found: Channel not found")


async def test_requests_of_one_key_are_carried_out_in_order(asterisk_node: AsteriskNode) -> None:
    """Out of order, a bridge is asked for or destroyed before it is there: Asterisk answers 404. Or it is never destroyed."""
    async with asterisk_node.ari() as ari:
        outcomes = await asyncio.gather(
            *(
                ari.ask(request, key=key)
                for key in map(str, range(20))
                for request in (
                    CreateBridge(bridge_id=f"b{key}", type_="mixing"),
                    GetBridge(bridge_id=f"b{key}"),
                    DestroyBridge(bridge_id=f"b{key}"),
                )
            )
        )
        assert [outcome for outcome in outcomes if not isinstance(outcome, AriResponse)] == []
        made = [outcome.answer() for outcome in outcomes if isinstance(outcome, AriResponse)]
        names = [f"b{key}" for key in range(20)]
        assert [bridge.id for bridge in made if bridge is not None] == [name for name in names for _ in ("created", "found")]
        await gone(ari, ListBridges(), ids=names)


async def test_the_owner_hears_of_the_connection_first(asterisk_node: AsteriskNode) -> None:
    inbox = Inbox()
    async with asterisk_node.ari(inbox):
        assert isinstance(await inbox.next(), Connected)


async def test_a_wrong_password_is_told_and_nothing_is_sent(asterisk_node: AsteriskNode) -> None:
    inbox = Inbox()
    config = AriConfig(url=asterisk_node.settings.ari_url, user=asterisk_node.settings.ari_user, password="wrong")
    async with AriClient(config, inbox) as ari:
        assert await inbox.next() == Disconnected("the ARI user or password is wrong")
        lost = await ari.ask(PingAsterisk())
    assert isinstance(lost, AriLost)
    assert "wrong" not in repr(config)
