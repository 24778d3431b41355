"""The second of two nodes: it has agents' phones and no interaction (docs/adr/0031). It dies now and then, and comes back.

Its death is not seen at once: for some seconds phones are rung at it in vain. Then every phone is gone, the legs to them are over, and
nobody may be rung until it is back. Whoever waits loses nothing by all of that.
"""

from __future__ import annotations

from random import Random
from typing import Final, Protocol

from acd.core.commands import Command, RingDevice
from acd.core.events import DeviceReachabilityChanged, Event, PbxLost, PbxRecovered
from acd.core.floor import Floor
from contracts.ids import DeviceId
from contracts.vocabulary import Phase
from telephony.core.causes import HangupCause
from telephony.fake.pbx import FakePbx
from telephony.fake.schedule import Schedule

AGENTS_NODE: Final = "agents"
SECOND: Final = 1_000_000
#: seconds until the callers' node misses the other one
MISSED: Final = (0.5, 3.0)
#: seconds that it is away: less than, and longer than, queues wait for a lost phone
AWAY: Final = (4.0, 60.0)


class World(Protocol):
    """What a shift is to its second node. `reachable`: phones that register; others are always there."""

    floor: Floor

    @property
    def schedule(self) -> Schedule: ...
    @property
    def chance(self) -> Random: ...
    @property
    def pbx(self) -> FakePbx: ...
    @property
    def reachable(self) -> dict[DeviceId, bool]: ...

    def deliver(self, event: Event) -> None:
        """An event reaches the engine's inbox."""


class AgentsNode:
    """Of one shift."""

    def __init__(self, shift: World) -> None:
        self._shift = shift
        self.up = True
        #: the callers' node has missed it, and the engine knows
        self.missed = False
        self.deaths = 0
        self._told = False

    def introduce(self) -> None:
        """At the engine's start."""
        if self.up:
            self._shift.deliver(PbxRecovered(self._shift.schedule.now, AGENTS_NODE, [], devices_only=True))
        else:
            self._shift.deliver(PbxLost(self._shift.schedule.now, AGENTS_NODE, devices_only=True))
            if self.missed:
                self._tell_phones()

    def die(self) -> None:
        """Phones that ring or talk fall silent, and nobody says so."""
        if not self.up:
            return
        shift = self._shift
        self.up = False
        self.deaths += 1
        shift.deliver(PbxLost(shift.schedule.now, AGENTS_NODE, devices_only=True))
        shift.schedule.after(round(shift.chance.uniform(*MISSED) * SECOND), self._miss)
        shift.schedule.after(round(shift.chance.uniform(*AWAY) * SECOND), self.come_back)

    def reaches(self, device: DeviceId) -> bool:
        """Whether an INVITE gets to that phone."""
        return self.up and self._shift.reachable.get(device, True)

    def check(self, command: Command) -> None:
        """No phone is rung that everybody knows to be gone."""
        assert not (self.missed and self._told and isinstance(command, RingDevice)), f"rung at a dead node: {command}"

    def come_back(self) -> None:
        """With every phone that is registered by then."""
        if self.up:
            return
        if not self.missed:
            self._miss()  # its legs are over, though it was not missed: it says itself that it was started anew
        self.up, self.missed, self._told = True, False, False
        shift = self._shift
        shift.deliver(PbxRecovered(shift.schedule.now, AGENTS_NODE, [], devices_only=True))
        self._tell_phones()

    def _miss(self) -> None:
        if self.up or self.missed:
            return
        shift = self._shift
        self.missed = True
        waiting = {one.id for one in shift.floor.center.interactions.values() if one.phase is Phase.WAITING}
        self._tell_phones()
        left = waiting - set(shift.floor.center.interactions)
        assert not left, f"callers who waited and were put off by a node they were not at: {left}"
        for leg in [leg.id for leg in shift.pbx.legs.values() if leg.device is not None]:
            shift.pbx.hang_up(leg, HangupCause.NETWORK_OUT_OF_ORDER)

    def _tell_phones(self) -> None:
        shift = self._shift
        if not shift.pbx.connected:
            return
        for device in sorted(shift.floor.center.devices):
            there = not self.missed and shift.reachable.get(device, True)
            shift.deliver(DeviceReachabilityChanged(shift.schedule.now, device, there))
        self._told = self.missed
