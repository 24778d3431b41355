"""What a tile can show: of what, since when, and in whose words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contracts.boards import BoardMeasure
from reporting.metrics.definitions import AGENTS_NOW, QUEUE, QUEUE_NOW, Definition


class Of(StrEnum):
    QUEUES_NOW = "queues_now"
    QUEUES_TODAY = "queues_today"
    AGENTS_NOW = "agents_now"


@dataclass(frozen=True, slots=True)
class Measure:
    """`trend`: history keeps it, so a line over the last hours can be drawn."""

    measure: BoardMeasure
    of: Of
    definition: Definition

    @property
    def trend(self) -> bool:
        return self.of is Of.QUEUES_TODAY


def _measure(measure: BoardMeasure) -> Measure:
    if definition := QUEUE_NOW.get(measure.value):
        return Measure(measure, Of.QUEUES_NOW, definition)
    if definition := AGENTS_NOW.get(measure.value):
        return Measure(measure, Of.AGENTS_NOW, definition)
    return Measure(measure, Of.QUEUES_TODAY, QUEUE[measure.value])


MEASURES = {measure: _measure(measure) for measure in BoardMeasure}
"""Every one, in the order in which an editor offers them."""
