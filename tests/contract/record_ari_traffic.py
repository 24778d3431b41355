"""Records the ARI traffic of one simple call: `python -m tests.contract.record_ari_traffic` (starts an Asterisk of its own).

The tape is tests/contract/ari_traffic/simple_call.jsonl: a line for each message, `{"sent": ...}` or `{"received": ...}`.
tests/contract/test_ari_traffic.py replays it. Record anew after moving to another release of Asterisk, and read the difference.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from contracts.configuration import TrunkConfiguration
from launch.services import running
from telephony.ari import connection
from telephony.ari.base import Request
from telephony.ari.connection import AriClient
from telephony.ari.events import PlaybackFinished, RecordingFinished, RecordingStarted, StasisEnd, StasisStart
from telephony.ari.protocol import AriOverloaded, AriProtocol, AriRefused, AriResponse, OnOutcome
from telephony.ari.provisioning import changes
from telephony.ari.requests import (
    AddToBridge,
    AnswerChannel,
    CreateBridge,
    DestroyBridge,
    GetRtpStatistics,
    HangUpChannel,
    ListBridges,
    ListChannels,
    PlayOnChannel,
    RecordChannel,
    SnoopChannel,
    StartChannelMoh,
    StopChannelMoh,
)
from telephony.asterisk.install import obtain
from telephony.asterisk.node import Node
from telephony.asterisk.objects import grows, in_order, trunk_objects
from telephony.asterisk.settings import from_environment
from tests.support.ari import Inbox
from tests.support.asterisk import AsteriskNode, node_environment
from tests.support.rtp_phone import RtpPhone

TAPE = Path(__file__).parent / "ari_traffic" / "simple_call.jsonl"
TRUNK = TrunkConfiguration(id=7, name="tape", source_addresses=["127.0.0.21"], codecs=["alaw"])


def steps(leg: str) -> list[Request[Any]]:
    """What an engine asks for in a small call, in order; the replay asks for the same."""
    return [
        AnswerChannel(channel_id=leg),
        PlayOnChannel(channel_id=leg, media=["sound:digits/1"], playback_id="p1"),
        StartChannelMoh(channel_id=leg),
        StopChannelMoh(channel_id=leg),
        CreateBridge(bridge_id="b1", type_="mixing"),
        AddToBridge(bridge_id="b1", channel=[leg]),
        SnoopChannel(channel_id=leg, app="ccplatform", app_args="snoop,i1", spy="in", snoop_id="i1-caller"),
        RecordChannel(channel_id="i1-caller", name="i1-caller", format="wav", if_exists="overwrite"),
        GetRtpStatistics(channel_id=leg),
        ListChannels(),
        ListBridges(),
        HangUpChannel(channel_id="i1-caller"),
        HangUpChannel(channel_id="no such leg"),
        HangUpChannel(channel_id=leg, reason_code="16"),
        DestroyBridge(bridge_id="b1"),
    ]


class TapedProtocol(AriProtocol):
    """Writes down what passes."""

    tape: list[dict[str, Any]] = []

    def send(self, request: Request[Any], now: float, report: OnOutcome | None = None) -> bytes | AriOverloaded | AriRefused:
        message = super().send(request, now, report)
        assert isinstance(message, bytes)
        self.tape.append({"sent": msgspec.json.decode(message)})
        return message

    def receive(self, message: bytes | str) -> Any:
        self.tape.append({"received": msgspec.json.decode(message)})
        return super().receive(message)


#: after these requests the call goes on when this event has come
WAIT: dict[type, type] = {PlayOnChannel: PlaybackFinished, SnoopChannel: StasisStart, RecordChannel: RecordingStarted}


async def one_call(node: AsteriskNode) -> None:
    inbox = Inbox()
    async with AriClient(node.ari_config(senders=0), inbox) as ari:
        await ari.ready()
        for request in changes({}, trunk_objects(TRUNK), in_order, grows):
            assert isinstance(await ari.ask(request), AriResponse)
        TapedProtocol.tape.clear()
        with RtpPhone("127.0.0.21", node.sip_port) as phone:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(asyncio.to_thread(phone.call, "+4930555"))
                leg = (await inbox.wait(StasisStart)).channel.id
                first, *rest = steps(leg)
                await ari.ask(first)
            for request in rest:
                before = len(inbox.all)
                await ari.ask(request)
                if expected := WAIT.get(type(request)):
                    await inbox.wait(expected, after=before)
        await inbox.wait(RecordingFinished)
        await inbox.wait(StasisEnd, lambda event: event.channel.id == leg)


def main() -> None:
    setattr(connection, "AriProtocol", TapedProtocol)  # noqa: B010  # only here, to listen in
    with tempfile.TemporaryDirectory(prefix="cc-tape-") as folder:
        node = Node(from_environment(node_environment(Path(folder))), obtain(print))
        with running(node, Path(folder) / "console.log"):
            asyncio.run(one_call(AsteriskNode(node)))
    lines = [msgspec.json.encode(line).decode() for line in TapedProtocol.tape]
    TAPE.write_text("\n".join(lines).replace(_asterisk_id(), "02:00:00:00:00:01") + "\n")


def _asterisk_id() -> str:
    """The node calls itself by a hardware address of this machine, which is nobody's business."""
    return next(str(line["received"]["asterisk_id"]) for line in TapedProtocol.tape if "asterisk_id" in line.get("received", {}))


if __name__ == "__main__":
    main()
