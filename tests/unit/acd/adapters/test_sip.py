import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from acd.adapters.sip import MARK, SipObjects
from contracts.configuration import CenterConfiguration, DeviceConfiguration, TrunkConfiguration
from contracts.vocabulary import DeviceKind
from telephony.ari import requests as r
from telephony.ari.base import Request
from telephony.ari.models import Endpoint
from tests.support.fake_ari import FakeAri


def configuration(*devices: int) -> CenterConfiguration:
    return CenterConfiguration(
        version=1,
        published_at=0,
        devices=[
            DeviceConfiguration(id=n, kind=DeviceKind.SIP_REGISTERED, agent=n, username=f"phone{n}", digest="secret-digest")
            for n in devices
        ],
        trunks=[TrunkConfiguration(id=7, name="t", source_addresses=["192.0.2.1"])],
    )


class Node:
    """SIP objects before a fake Asterisk that keeps the mark."""

    def __init__(self) -> None:
        self.ari = FakeAri(lambda signal: None)
        self.forget()
        self.sip = SipObjects(self.ari)

    def forget(self) -> None:
        """Have another database, with nothing in it."""
        self.ari.answers[r.GetDynamicObject] = 404

    def written(self) -> list[str]:
        """What was put (+) and deleted (-) since the last look, less the mark, which is remembered."""
        return [change for request in self.ari.take() if (change := self._change(request))]

    def _change(self, request: Request[Any]) -> str:
        match request:
            case r.PutDynamicObject(id=name, fields=fields) if name == MARK[2]:
                self.ari.answers[r.GetDynamicObject] = fields
            case r.DeleteDynamicObject(id=name) if name == MARK[2]:
                self.forget()
            case r.PutDynamicObject():
                return f"+{request.object_type} {request.id}"
            case r.DeleteDynamicObject():
                return f"-{request.object_type} {request.id}"
        return ""

    async def want(self, wanted: CenterConfiguration) -> list[str]:
        self.sip.want(wanted)
        await self.sip.settled.wait()
        return self.written()


@asynccontextmanager
async def reconciling(node: Node) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(node.sip.run())
        try:
            yield
        finally:
            task.cancel()


@pytest.fixture
async def node() -> Node:
    return Node()


async def test_everything_is_written_once_and_then_only_what_differs(node: Node) -> None:
    async with reconciling(node):
        node.sip.found()
        first = await node.want(configuration(1))
        assert [change for change in first if change[0] == "+"] == [
            "+auth phone1",
            "+aor phone1",
            "+endpoint phone1",
            "+endpoint t7",
            "+identify t7-0",
        ]
        assert await node.want(configuration(1, 2)) == ["+auth phone2", "+aor phone2", "+endpoint phone2"]
        assert await node.want(configuration(2)) == ["-endpoint phone1", "-aor phone1", "-auth phone1"]


async def test_a_lost_socket_or_a_restart_writes_nothing_anew_but_an_asterisk_with_another_database_gets_it_all(node: Node) -> None:
    async with reconciling(node):
        node.sip.found()
        await node.want(configuration(1))
        node.sip.lost()
        node.sip.found()
        await node.sip.settled.wait()
        assert node.written() == []
        node.sip.lost()
        node.forget()
        node.sip.found()
        await node.sip.settled.wait()
        assert "+endpoint phone1" in node.written()


async def test_while_something_is_written_there_is_no_mark(node: Node) -> None:
    """Killed in the middle, Asterisk has a part: what the mark said before would not be true."""
    async with reconciling(node):
        node.sip.found()
        await node.want(configuration(1))
        node.sip.want(configuration(2))
        await node.sip.settled.wait()
        requests = [request for request in node.ari.take() if isinstance(request, r.PutDynamicObject | r.DeleteDynamicObject)]
        assert [request.id == MARK[2] for request in requests] == [True, *[False] * (len(requests) - 2), True]


async def test_what_could_not_be_written_leaves_no_mark(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acd.adapters.sip.RETRY_S", 0.0)
    node.ari.answers[r.PutDynamicObject] = 500
    async with reconciling(node):
        node.sip.want(configuration(1))
        node.sip.found()
        while not any(isinstance(request, r.PutDynamicObject) for _, request in node.ari.sent):  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0)
    assert not [request for request in node.ari.take() if isinstance(request, r.PutDynamicObject) and request.id == MARK[2]]


async def test_what_an_earlier_configuration_left_is_removed(node: Node) -> None:
    node.ari.answers[r.ListEndpoints] = [Endpoint(technology="PJSIP", resource="old", channel_ids=[], state="offline")]
    async with reconciling(node):
        node.sip.found()
        assert "-endpoint old" in await node.want(configuration(1))


async def test_secrets_reach_no_log(node: Node, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acd.adapters.sip.RETRY_S", 0.0)
    node.ari.answers[r.PutDynamicObject] = 500
    caplog.set_level("DEBUG")
    async with reconciling(node):
        node.sip.want(configuration(1))
        node.sip.found()
        while "cannot be written" not in caplog.text:  # noqa: ASYNC110  # a log has no news to await
            await asyncio.sleep(0)
    assert "secret-digest" not in caplog.text


async def test_endpoints_are_known_by_their_names(node: Node) -> None:
    node.sip.want(configuration(3))
    assert (node.sip.leads_to_device("phone3"), node.sip.leads_to_device("t7")) == (True, False)
    assert (node.sip.trunk_of("t7"), node.sip.trunk_of("phone3")) == (7, None)
