"""The recipe of docs/adr/0011: both sides apart, in time, also while somebody sends nothing."""

import asyncio
import wave
from pathlib import Path

import numpy as np

from contracts.configuration import TrunkConfiguration
from telephony.ari.events import RecordingFinished, RecordingStarted, StasisStart
from telephony.ari.requests import (
    AddToBridge,
    AnswerChannel,
    CreateBridge,
    DestroyBridge,
    HangUpChannel,
    RecordChannel,
    SnoopChannel,
)
from telephony.asterisk.objects import trunk_objects
from tests.support.ari import Application, open_application
from tests.support.asterisk import AsteriskNode
from tests.support.audio import tone_share
from tests.support.rtp_phone import RATE, RtpPhone

TRUNK = trunk_objects(TrunkConfiguration(id=7, name="t", source_addresses=["127.0.0.21"], codecs=["alaw"]))
SIDES = {"agent": 880, "caller": 440}
SECONDS = 5.0
GAP = (1.0, 4.0)


def tone(hertz: int) -> np.ndarray:
    return (12_000 * np.sin(2 * np.pi * hertz * np.arange(int(SECONDS * RATE)) / RATE)).astype(np.int16)


def loudness(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The samples, and whether each tenth of a second is loud."""
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (8_000, 1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64)
    tenths = samples[: len(samples) // 800 * 800].reshape(-1, 800)
    return samples, np.abs(tenths).max(axis=1) > 2_000


async def joined(app: Application, phone: RtpPhone, number: str) -> str:
    """The answered leg of a phone that calls."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(asyncio.to_thread(phone.call, number))
        start = await app.inbox.wait(StasisStart, lambda event: event.channel.dialplan.exten == number)
        await app.do(AnswerChannel(channel_id=start.channel.id))
    return start.channel.id


async def test_each_side_has_its_own_file_and_a_gap_keeps_its_length(asterisk_node: AsteriskNode) -> None:
    address, port = "127.0.0.21", asterisk_node.sip_port
    async with open_application(asterisk_node) as app:
        await app.want(TRUNK)
        with RtpPhone(address, port) as caller, RtpPhone(address, port) as agent:
            phones = {"caller": caller, "agent": agent}
            legs = {side: await joined(app, phone, side) for side, phone in phones.items()}
            await app.do(CreateBridge(bridge_id="b1", type_="mixing"))
            await app.do(AddToBridge(bridge_id="b1", channel=list(legs.values())))
            for side, leg in legs.items():
                name = f"i1-{side}"
                await app.do(SnoopChannel(channel_id=leg, app="ccplatform", app_args="snoop,i1", spy="in", snoop_id=name))
                await app.inbox.wait(StasisStart, lambda event, name=name: event.channel.id == name)  # type: ignore[misc]  # bound early
                await app.do(RecordChannel(channel_id=name, name=name, format="wav", if_exists="overwrite"))
                await app.inbox.wait(RecordingStarted, lambda event, name=name: event.recording.name == name)  # type: ignore[misc]  # mypy reads no lambda with defaults
            caller.play(tone(SIDES["caller"]), [GAP])
            agent.play(tone(SIDES["agent"]))
            for phone in phones.values():
                await asyncio.to_thread(phone.finish)
            for side in SIDES:
                await app.do(HangUpChannel(channel_id=f"i1-{side}"))
                ended = await app.inbox.wait(RecordingFinished, lambda event, side=side: event.recording.name == f"i1-{side}")  # type: ignore[misc]  # mypy reads no lambda with defaults
                assert ended.recording.state == "done"
            for leg in legs.values():
                await app.do(HangUpChannel(channel_id=leg))
            await app.do(DestroyBridge(bridge_id="b1"))

    sounds = {side: loudness(asterisk_node.settings.recordings_dir / f"i1-{side}.wav") for side in SIDES}
    for side, hertz in SIDES.items():
        samples, loud = sounds[side]
        talk = samples.reshape(-1)[np.repeat(loud, 800).nonzero()[0]]
        assert tone_share(talk, RATE, hertz) > 0.9, side
    caller_loud = sounds["caller"][1]
    quiet = np.flatnonzero(~caller_loud[caller_loud.argmax() :])
    # Three seconds without a packet are three seconds in the file; collapsed, they would be a tenth or none.
    assert 25 <= len(quiet) <= 35
    assert abs(len(sounds["caller"][0]) - len(sounds["agent"][0])) < RATE
