"""The whole live state of a center. Events go in, commands come out; no clock, no chance, no I/O."""

from __future__ import annotations

from acd.core.commands import Command
from acd.core.events import Event
from contracts.configuration import CenterConfiguration
from contracts.live import LiveState


class Floor:
    """`epoch` is this engine's, greater than any before; ids of interactions begin with it.

    The first call is `start`, once; then `handle` for every event, instants never running backwards.
    """

    def __init__(self, epoch: int, configuration: CenterConfiguration) -> None:
        self.epoch = epoch
        self.configuration = configuration
        self._live = LiveState()

    def start(self, at: int, before: LiveState | None = None) -> list[Command]:
        """Begin the epoch. `before`: the live state at the end of the last epoch (snapshot + facts of the journal).

        What was open stays open until its node's first PbxRecovered tells which legs are still there, or until the node has
        been missing for too long: legs that are there go on (talking, waiting in their old place, in the menu), the others end.
        """
        self._live = before or self._live
        return []

    def handle(self, event: Event) -> list[Command]:
        """Take one event in. Never raises for anything the world may send."""
        return []

    def snapshot(self) -> LiveState:
        """The live state after the last fact: the floor's own object, to be read or encoded at once, never changed."""
        return self._live
