"""What a second Asterisk costs: the ring path with agents' phones behind the trunk, beside that of one node, by turns (docs/adr/0031)."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.goals import Goal, Note
from benchmarks.loopback import AGENT_ADDRESS
from benchmarks.our_center import our_center
from benchmarks.ring_path import Load, RingPath, measure
from benchmarks.scenarios import Counts, Moments, observe
from benchmarks.sip_phones import Phones

AGENTS = 10
FULL = (3, Load(agents=AGENTS, arrivals=60, releases=60, waiting=10), Counts(freed=1, missed=1, words=20, gone=20))
QUICK = (1, Load(agents=AGENTS, arrivals=20, releases=15, waiting=10), Counts(freed=1, missed=1, words=8, gone=10))
WARM_UP = Load(agents=AGENTS, arrivals=2 * AGENTS, releases=2, waiting=10)


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    turns, load, counts = QUICK if quick else FULL
    phones = [Phones(AGENT_ADDRESS, ("127.0.0.1", 0)) for _ in range(2)]
    for phone in phones:
        await phone.open()
    paths, moments = (RingPath(), RingPath()), (Moments(), Moments())
    try:
        async with our_center(AGENTS, phones[0].port) as one, our_center(AGENTS, phones[1].port, nodes=2) as two:
            for center, phone in zip((one, two), phones, strict=True):
                phone.peer = center.phones_address or center.address
                await measure(center, phone, WARM_UP)
            for turn in range(1, turns + 1):
                for name, center, phone, path, moment in zip(("one node", "two nodes"), (one, two), phones, paths, moments, strict=True):
                    say(f"{name}, turn {turn} of {turns}: {load.arrivals} arrivals, {load.releases} hang-ups")
                    path.extend(await measure(center, phone, load, seed=turn))
                    moment.extend(await observe(center, phone, AGENTS, counts, seed=turn))
    finally:
        for phone in phones:
            phone.close()
    return rows(paths, moments)


def rows(paths: tuple[RingPath, RingPath], moments: tuple[Moments, Moments]) -> list[Goal | Note]:
    """The lines of the table: two nodes, and what one node takes for the same. There is no goal."""
    lines = {
        "caller's INVITE to idle agent's INVITE": [path.arrival for path in paths],
        "agent's BYE to the next INVITE there": [path.release for path in paths],
        "agent's answer to the first word at the caller": [moment.first_word for moment in moments],
        "caller's hang-up to the phone's CANCEL": [moment.gone for moment in moments],
    }
    return [
        Note(
            name=f"two nodes: {name}, {share}",
            unit="ms",
            measured=getattr(two, share),
            said=f"(no goal; one node {getattr(one, share):.2f} ms)",
        )
        for name, (one, two) in lines.items()
        for share in ("p50", "p95")
    ]
