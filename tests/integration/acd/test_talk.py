"""A talk with sound: menu keys, hold, and both sides in the recording. The phones here are pjsua2's."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS
from contracts import control_facts as cf
from contracts import facts as f
from contracts.intents import ContinueRecording, Hold, PauseRecording, Resume
from contracts.vocabulary import EndCause, MenuOutcome
from telephony.ari.requests import ListBridges, ListChannels
from telephony.softphones import protocol as p
from telephony.softphones.bank import Bank, open_bank
from tests.support.ari import gone
from tests.support.asterisk import AsteriskNode, nodes_of
from tests.support.audio import Samples, heard_whole, read_channels, seconds_with_tone
from tests.support.center import DIRECT, MENU, SmallCenter, small_center_of

AGENT_HZ, CALLER_HZ = 620, 440
#: how long each hears the other before the talk ends: the length of the recording, not a wait for something
TALK_S = 2.0
#: what the order to be silent needs on its way to the voice; far less than a talk
EDGE_S = 0.8


class Talk:
    """A center with one agent, whose phone answers at once, and a caller's phone; both have a voice."""

    def __init__(self, center: SmallCenter, callers: Bank, heard: Path) -> None:
        self.center, self._callers, self._heard = center, callers, heard

    def call(self, number: str) -> None:
        uri = f"sip:{number}@127.0.0.1:{self.center.node.sip_port}"
        voice = p.Sound(tone_hz=CALLER_HZ)
        self._callers.order(p.PlaceCall(phone="caller", call="c", uri=uri, sound=voice, record=str(self._heard)))

    async def reaches(self, state: p.CallState) -> None:
        await self._callers.call_reaches("c", state)

    async def press(self, digits: str) -> None:
        await self._callers.wait(p.MediaFlows, lambda said: said.call == "c")
        self._callers.order(p.SendDigits(call="c", digits=digits))

    async def heard_whole(self) -> tuple[Samples, int]:
        """What the caller heard."""
        (samples,), rate = await heard_whole(self._heard)
        return samples, rate

    def between(self, first: type[Any], last: type[Any]) -> float:
        """Seconds from the first to the last fact of these kinds, by the engine's clock."""
        at = {kind: next(said.at for said in self.center.facts if isinstance(said.fact, kind)) for kind in (first, last)}
        return (at[last] - at[first]) / 1_000_000

    def hang_up(self) -> None:
        self._callers.order(p.HangUpCall(call="c"))


@pytest.fixture(params=["one node", "agents behind a trunk"])
def nodes(request: pytest.FixtureRequest) -> tuple[AsteriskNode, AsteriskNode | None]:
    return nodes_of(request)


@pytest.fixture
async def talk(nodes: tuple[AsteriskNode, AsteriskNode | None], empty_redis_url: str, tmp_path: Path) -> AsyncIterator[Talk]:
    node, agents_node = nodes
    async with open_bank(CALLER_ADDRESS) as callers, open_bank(AGENT_ADDRESS) as agents:
        await callers.add_phone(p.AddPhone(phone="caller", uri=f"sip:+49301234567@{CALLER_ADDRESS}:{callers.port}"))
        uri = f"sip:a1@{AGENT_ADDRESS}:{agents.port}"
        await agents.add_phone(p.AddPhone(phone="a1", uri=uri, sound=p.Sound(tone_hz=AGENT_HZ), answer_after_ms=0))
        async with small_center_of(node, empty_redis_url, tmp_path, record=True, agent_port=agents.port, agents_node=agents_node) as center:
            yield Talk(center, callers, tmp_path / "heard.wav")


async def test_a_key_in_the_menu_leads_to_the_queue(talk: Talk) -> None:
    talk.call(MENU)
    await talk.center.fact(f.NodeVisited, lambda fact: fact.node == "choice")
    await talk.press("1")
    answered = await talk.center.fact(f.MenuAnswered)
    assert (answered.outcome, answered.key, answered.label) == (MenuOutcome.CHOSEN, "1", "Billing")
    await talk.center.fact(f.InteractionConnected)


async def test_both_sides_stand_apart_in_the_recording(talk: Talk) -> None:
    talk.call(DIRECT)
    started = await talk.center.fact(f.RecordingStarted)
    await asyncio.sleep(TALK_S)
    talk.hang_up()
    ended = await talk.center.fact(f.RecordingEnded)
    assert ended.failure == ""
    for side, own, other in (("agent", AGENT_HZ, CALLER_HZ), ("caller", CALLER_HZ, AGENT_HZ)):
        (samples,), rate = read_channels(talk.center.node.settings.recordings_dir / f"{started.name}-{side}.wav")
        assert seconds_with_tone(samples, rate, own) >= TALK_S / 2
        assert seconds_with_tone(samples, rate, other) == 0
    assert (await talk.center.fact(f.InteractionEnded)).cause is EndCause.CALLER_HUNG_UP


async def test_a_paused_recording_holds_silence_and_keeps_its_length(talk: Talk) -> None:
    talk.call(DIRECT)
    started = await talk.center.fact(f.RecordingStarted)
    await asyncio.sleep(TALK_S)
    assert (await talk.center.intend(PauseRecording(agent=started.agent, interaction=started.interaction))).refused is None
    await talk.center.fact(cf.RecordingPaused)
    await asyncio.sleep(TALK_S)
    assert (await talk.center.intend(ContinueRecording(agent=started.agent, interaction=started.interaction))).refused is None
    await talk.center.fact(cf.RecordingContinued)
    await asyncio.sleep(TALK_S)
    talk.hang_up()
    assert (await talk.center.fact(f.RecordingEnded)).failure == ""
    spoken = talk.between(f.RecordingStarted, cf.RecordingPaused) + talk.between(cf.RecordingContinued, f.RecordingEnded)
    for side, own in (("agent", AGENT_HZ), ("caller", CALLER_HZ)):
        (samples,), rate = read_channels(talk.center.node.settings.recordings_dir / f"{started.name}-{side}.wav")
        assert len(samples) / rate >= 2.5 * TALK_S
        assert TALK_S <= seconds_with_tone(samples, rate, own) <= spoken + EDGE_S


async def test_a_held_caller_hears_music_and_then_the_agent_again(talk: Talk) -> None:
    talk.call(DIRECT)
    connected = await talk.center.fact(f.InteractionConnected)
    agent, interaction = connected.agent, connected.interaction
    assert (await talk.center.intend(Hold(agent=agent, interaction=interaction))).refused is None
    await talk.center.fact(f.HoldStarted)
    await asyncio.sleep(TALK_S)
    assert (await talk.center.intend(Resume(agent=agent, interaction=interaction))).refused is None
    await talk.center.fact(f.HoldEnded)
    await asyncio.sleep(TALK_S)
    talk.hang_up()
    await talk.center.fact(f.InteractionEnded)
    await talk.reaches(p.CallState.DISCONNECTED)
    samples, rate = await talk.heard_whole()
    voice = seconds_with_tone(samples, rate, AGENT_HZ)
    spoken = talk.between(f.InteractionConnected, f.HoldStarted) + talk.between(f.HoldEnded, f.InteractionEnded)
    assert TALK_S / 2 <= voice <= spoken + EDGE_S


async def test_nothing_of_an_interaction_is_left_in_asterisk(talk: Talk) -> None:
    talk.call(DIRECT)
    await talk.center.fact(f.RecordingStarted)
    talk.hang_up()
    await talk.center.fact(f.RecordingEnded)
    await talk.center.fact(f.HandlingEnded)
    async with talk.center.node.ari(app="witness") as ari:
        await gone(ari, ListChannels(), ListBridges())
