"""The drill's own reading of the engine's journal: the live state, and which facts were said."""

from __future__ import annotations

from pathlib import Path

from acd.engine.journal import Journal, Tail
from acd.ports import BEGINNING, Position
from contracts.facts import FactEnvelope, decode
from contracts.live import LiveState
from contracts.reducer import apply
from contracts.vocabulary import AgentState, Phase


class Diary:
    """Follows the journal's files from the first fact on, whoever writes them; `read` takes in what is new."""

    def __init__(self, folder: Path) -> None:
        self._tail = Tail(Journal(folder), BEGINNING)
        self.facts: list[FactEnvelope] = []
        self.live = LiveState()
        #: facts whose number does not follow on the one before of their epoch
        self.gaps = 0

    def read(self) -> None:
        """Apply every fact that was written since the last look."""
        while lines := self._tail.read():
            for line in lines:
                envelope = decode(line.raw)
                expected = self.live.seq + 1 if envelope.epoch == self.live.epoch else 1
                self.gaps += envelope.seq != expected
                apply(self.live, envelope)
                self.facts.append(envelope)

    def close(self) -> None:
        self._tail.close()

    @property
    def end(self) -> Position:
        """The last fact read."""
        return Position(self.live.epoch, self.live.seq)

    def free(self) -> list[int]:
        """Agents who would take an interaction now."""
        return [agent.id for agent in self.live.agents.values() if agent.state is AgentState.READY]

    def in_phase(self, *phases: Phase) -> int:
        """How many interactions are there."""
        return sum(one.phase in phases for one in self.live.interactions.values())

    def epochs(self) -> dict[int, int]:
        """Each epoch with its last number."""
        last: dict[int, int] = {}
        for envelope in self.facts:
            last[envelope.epoch] = max(last.get(envelope.epoch, 0), envelope.seq)
        return last
