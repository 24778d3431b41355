"""What must be true after every drill: nothing is left over in the center, and history is whole."""

from __future__ import annotations

import asyncio
import re
from contextlib import closing, suppress

import psycopg2

from contracts.ids import InteractionId
from contracts.vocabulary import Phase
from drills.center import DrillCenter, DrillFailed
from drills.findings import Finding
from telephony.ari.config import AriConfig
from telephony.ari.connection import AriClient
from telephony.ari.protocol import AriResponse
from telephony.ari.requests import ListChannels
from telephony.asterisk.settings import NodeSettings

SETTLE_S_MAX = 60.0
GAPS = """SELECT epoch, max(seq), count(*) FROM fact GROUP BY epoch"""


async def settled(drill: str, center: DrillCenter) -> list[Finding]:
    """Empty the lines first; then this looks at agents, Asterisk and PostgreSQL."""
    diary = center.diary

    def free() -> bool:
        return not diary.live.interactions and len(diary.free()) == center.agent_count

    with suppress(DrillFailed):
        await center.until(free, "nothing is open and all agents are free", SETTLE_S_MAX)
    legs = await _legs_left(center)
    missing = await _missing(center)
    return [
        Finding(drill=drill, asked="interactions left open", found=len(diary.live.interactions)),
        Finding(drill=drill, asked="agents not free afterwards", found=center.agent_count - len(diary.free())),
        Finding(drill=drill, asked="legs left over in Asterisk", found=legs),
        Finding(drill=drill, asked="facts missing in PostgreSQL, or there twice", found=missing + diary.gaps),
        Finding(drill=drill, asked="discrepancies between facts and history", found=await asyncio.to_thread(_discrepancies, center)),
    ]


async def _legs_left(center: DrillCenter) -> int:
    nodes = {node.ari_url: node for node in (center.node, center.agents_node)}
    return sum([await _legs_of(node) for node in nodes.values()])


async def _legs_of(node: NodeSettings) -> int:
    config = AriConfig(url=node.ari_url, user=node.ari_user, password=node.ari_password(), app="drill", senders=0, subscriptions=())
    left = 0
    async with AriClient(config, lambda signal: None) as ari:
        await ari.ready()
        # An end is told before Asterisk has taken the leg down.
        for _ in range(100):
            match await ari.ask(ListChannels()):
                case AriResponse() as response:
                    # A prepared leg is down: nobody hears of it before it is dialled.
                    left = sum(channel.state != "Down" for channel in response.answer())
            if not left:
                break
            await asyncio.sleep(0.1)
    return left


async def _missing(center: DrillCenter) -> int:
    """Facts of the journal that are not in PostgreSQL after a while; those there without being in the journal count too."""
    missing = -1
    for _ in range(round(SETTLE_S_MAX / 0.2)):
        center.diary.read()
        said = center.diary.epochs()
        try:
            recorded = await asyncio.to_thread(_recorded, center.database_url)
        except psycopg2.OperationalError:
            recorded = {}
        none = (0, 0)
        missing = sum(abs(last - kept) for epoch, last in said.items() for kept in recorded.get(epoch, none))
        missing += sum(count for epoch, (_, count) in recorded.items() if epoch not in said)
        if not missing:
            break
        await asyncio.sleep(0.2)
    return missing


def _recorded(url: str) -> dict[int, tuple[int, int]]:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(GAPS)
        return {int(epoch): (int(last), int(count)) for epoch, last, count in cursor.fetchall()}


def _discrepancies(center: DrillCenter) -> int:
    try:
        center.manage("check_conservation")
    except DrillFailed as failed:
        found = re.search(r"(\d+) discrepancies", str(failed))
        return int(found[1]) if found else 1
    return 0


def places_lost(order: list[InteractionId], now: list[InteractionId]) -> int:
    """How many of those who waited before and after stand in another order."""
    before = [one for one in order if one in set(now)]
    after = [one for one in now if one in set(before)]
    return sum(one != other for one, other in zip(before, after, strict=True))


def in_line(center: DrillCenter) -> list[InteractionId]:
    """Who waits, first to last, by the live state."""
    center.diary.read()
    live = center.diary.live
    return [
        name for queue in live.queues.values() for name in queue.waiting if live.interactions[name].phase in (Phase.WAITING, Phase.OFFERED)
    ]
