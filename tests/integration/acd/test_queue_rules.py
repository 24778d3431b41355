"""Announcements, call-backs and closed queues through a real Asterisk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS
from benchmarks.sip_phones import Dialog
from contracts import facts as f
from contracts import intents as i
from contracts.flows import Prompt
from contracts.queue_facts import Announced, CallbackArranged, CallbackEnded, Overflowed
from contracts.rules import CallbackRules, QueueAnnouncements
from contracts.vocabulary import CallbackEnd, CallbackFirst, EndCause, OverflowCause, Presence
from telephony.core.sounds import CALLBACK_CONFIRMED, CLOSED, file_of
from telephony.softphones import protocol as p
from telephony.softphones.bank import Bank, open_bank
from tests.integration.acd.test_talk import AGENT_HZ, Talk
from tests.support.asterisk import AsteriskNode
from tests.support.audio import seconds_with_tone, write_tone
from tests.support.center import DIRECT, SmallCenter, small_center, small_center_of

ANNOUNCED_HZ = 880
SHORT_S, LONG_S = 1.5, 30.0
#: how long is listened to what follows: the length of the recording, not a wait for something
LISTENED_S = 4.0


class Waiting(Talk):
    """Knows the port of its agent's phone, too."""

    def __init__(self, center: SmallCenter, callers: Bank, heard: Path, agent_port: int) -> None:
        super().__init__(center, callers, heard)
        self.agent_port = agent_port


@pytest.fixture
async def center(asterisk_node: AsteriskNode, empty_redis_url: str, tmp_path: Path) -> AsyncIterator[SmallCenter]:
    async with small_center_of(asterisk_node, empty_redis_url, tmp_path) as started:
        yield started


@pytest.fixture
async def waiting(asterisk_node: AsteriskNode, empty_redis_url: str, tmp_path: Path) -> AsyncIterator[Waiting]:
    async with open_bank(CALLER_ADDRESS) as callers, open_bank(AGENT_ADDRESS) as agents:
        await callers.add_phone(p.AddPhone(phone="caller", uri=f"sip:+49301234567@{CALLER_ADDRESS}:{callers.port}"))
        uri = f"sip:a1@{AGENT_ADDRESS}:{agents.port}"
        await agents.add_phone(p.AddPhone(phone="a1", uri=uri, sound=p.Sound(tone_hz=AGENT_HZ), answer_after_ms=0))
        async with small_center_of(asterisk_node, empty_redis_url, tmp_path, agent_port=agents.port) as center:
            yield Waiting(center, callers, tmp_path / "heard.wav", agents.port)


async def rule(center: SmallCenter, agent_port: int, **rules: Any) -> None:
    """Publish the same center with these rules of its queue; its agent takes a break."""
    outbound = f"{CALLER_ADDRESS}:{center.callers.port}"
    before = small_center(center.version + 1, 1, agent_port, outbound=outbound)
    queue = msgspec.structs.replace(before.queues[0], **rules)
    await center.publish(msgspec.structs.replace(before, queues=[queue]))
    await do(center, i.AdoptConfiguration(version=before.version))
    await center.fact(f.ConfigurationAdopted, lambda fact: fact.version == before.version)
    await do(center, i.SetPresence(agent=1, presence=Presence.NOT_READY, reason="break"))


async def do(center: SmallCenter, intent: i.Intent) -> None:
    outcome = await center.intend(intent)
    assert outcome.refused is None, outcome


def tone(node: AsteriskNode, seconds: float) -> list[list[Prompt]]:
    """A comfort message whose words are a tone."""
    name = f"tone-{int(seconds * 10)}"
    write_tone(node.settings.sounds_dir / f"{name}.wav", ANNOUNCED_HZ, seconds=seconds, rate=8_000)
    return [[Prompt(language="en", text="A tone", media=f"sound:custom/{name}")]]


async def test_an_announcement_is_heard_and_the_music_goes_on(waiting: Waiting) -> None:
    center = waiting.center
    rules = QueueAnnouncements(first_after_seconds=1, comfort=tone(center.node, SHORT_S))
    await rule(center, waiting.agent_port, announcements=rules)
    waiting.call(DIRECT)
    await center.fact(Announced)
    await asyncio.sleep(SHORT_S + LISTENED_S)
    waiting.hang_up()
    await center.fact(f.InteractionEnded)
    await waiting.reaches(p.CallState.DISCONNECTED)
    samples, rate = await waiting.heard_whole()
    assert SHORT_S / 2 <= seconds_with_tone(samples, rate, ANNOUNCED_HZ) <= SHORT_S * 1.5
    last = samples[-int(rate * LISTENED_S / 2) :]
    assert seconds_with_tone(last, rate, ANNOUNCED_HZ) == 0
    assert float(np.abs(last).max()) > 0.01, "silence after the announcement"


async def test_an_answer_cuts_the_announcement(waiting: Waiting) -> None:
    center = waiting.center
    rules = QueueAnnouncements(first_after_seconds=1, comfort=tone(center.node, LONG_S))
    await rule(center, waiting.agent_port, announcements=rules)
    waiting.call(DIRECT)
    await center.fact(Announced)
    await do(center, i.SetPresence(agent=1, presence=Presence.READY))
    await center.fact(f.InteractionConnected)
    await asyncio.sleep(LISTENED_S)
    waiting.hang_up()
    await center.fact(f.InteractionEnded)
    await waiting.reaches(p.CallState.DISCONNECTED)
    samples, rate = await waiting.heard_whole()
    last = samples[-int(rate * LISTENED_S / 2) :]
    assert seconds_with_tone(last, rate, AGENT_HZ) >= LISTENED_S / 4
    assert seconds_with_tone(last, rate, ANNOUNCED_HZ) == 0


@pytest.mark.parametrize("first", list(CallbackFirst))
async def test_a_caller_who_keeps_the_place_is_called_back(center: SmallCenter, first: CallbackFirst) -> None:
    assert (center.node.settings.sounds_dir / f"{file_of(CALLBACK_CONFIRMED, 'de')}.wav").exists()
    await rule(center, center.agents.port, callback=CallbackRules(first=first, confirmed=tone(center.node, SHORT_S)[0]))
    dialog = center.callers.call(DIRECT, caller="+49301234567")
    queued = await center.fact(f.InteractionQueued)
    await do(center, i.RequestCallback(interaction=queued.interaction))
    arranged = await center.fact(CallbackArranged)
    ended = await center.fact(f.InteractionEnded)
    assert (ended.interaction, ended.cause) == (queued.interaction, EndCause.CALLBACK_REQUESTED)
    await center.over(dialog)
    rung: asyncio.Queue[Dialog] = asyncio.Queue()
    for phones in (center.callers, center.agents):

        def ring(dialog: Dialog, phones: Any = phones) -> None:
            phones.answer(dialog)
            rung.put_nowait(dialog)

        phones.on_ring = ring
    await do(center, i.SetPresence(agent=1, presence=Presence.READY))
    connected = await center.fact(f.InteractionConnected)
    again = await center.fact(f.InteractionQueued, lambda fact: fact.interaction == connected.interaction)
    assert again.entered_at == arranged.entered_at
    assert (await center.fact(CallbackEnded)).why is CallbackEnd.REACHED
    await center.joined(2)
    assert rung.qsize() == 2


async def test_a_closed_queue_says_so_and_hangs_up(center: SmallCenter) -> None:
    assert (center.node.settings.sounds_dir / f"{file_of(CLOSED, 'de')}.wav").exists()
    await do(center, i.CloseQueue(queue=None, closed=True))
    dialog = center.callers.call(DIRECT, caller="+49301234567")
    assert (await center.fact(Overflowed)).cause is OverflowCause.EMERGENCY
    await center.comes(dialog.answered.wait(), "answer for the caller")
    assert (await center.fact(f.InteractionEnded)).cause is EndCause.OVERFLOWED
    await center.over(dialog)
