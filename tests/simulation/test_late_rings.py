"""A phone rings for nobody: the order was on its way when the connection broke, and is carried out when all was read already."""

from __future__ import annotations

from typing import Final

import pytest

from acd.core.events import LegArrived
from acd.simulation.centers import AGENTS, DIALLED, device_of
from acd.simulation.run import go_home
from acd.simulation.shift import NODE, Shift
from contracts.intents import SetPresence
from contracts.vocabulary import Presence
from telephony.fake.pbx import SECOND, Manners

#: shorter than any order takes
MOMENT: Final = 100


@pytest.mark.parametrize("killed", [False, True])
def test_a_phone_that_begins_to_ring_after_the_node_was_read_is_hung_up(killed: bool) -> None:
    """`killed`: the engine that ordered it, too. The shift itself asserts that no leg is left to itself."""
    late = 0
    for seed in range(1, 41):
        shift = Shift(seed, Manners(late=0.25))
        # Nobody signs out behind its back, so that whoever rings is seen to ring.
        shift.pbx.reaches = lambda device: True
        for agent in range(1, AGENTS + 1):
            if agent % 3:
                shift.reach(device_of(agent), True)
            shift.ask(SetPresence(agent=agent, presence=Presence.READY))
        rings: list[str] = []
        shift.pbx.on_ring = lambda leg, device, rings=rings: rings.append(leg)  # type: ignore[misc] # mypy infers no lambda with a default
        shift.pbx.call(LegArrived(shift.schedule.now, "caller", NODE, dialled=DIALLED[1]))
        while not any(one.offer is not None for one in shift.floor.snapshot().interactions.values()):
            shift.schedule.run(shift.schedule.now + MOMENT)
        if killed:
            shift.kill(torn=False)
        else:
            shift.pbx.disconnect()
            shift.schedule.after(SECOND // 10, shift.pbx.reconnect)
        shift.schedule.run(shift.schedule.now + 20 * SECOND)
        late += len(rings) > 1
        go_home(shift)
    assert late
