"""Relaxation in time: a waiting interaction reaches the rings of its queue one after the other (rings.py says what each asks for)."""

from __future__ import annotations

from acd.core.center import MICROSECONDS, Center
from acd.core.commands import TimerKind
from acd.core.model import Interaction
from contracts.queue_facts import RingReached


def expect_ring(center: Center, interaction: Interaction) -> None:
    """Look again when the next ring is reached, counted from the entry, if there is one."""
    visit = interaction.visit
    assert visit is not None
    stages = visit.lane.hall.stages
    if visit.stage + 1 < len(stages):
        visit.timed = True
        at = visit.entered_at + stages[visit.stage + 1].after_seconds * MICROSECONDS
        center.set_timer_at(TimerKind.RING, interaction.id, at)
    elif visit.timed:
        center.cancel_timer(TimerKind.RING, interaction.id)


def ring_reached(center: Center, interaction: Interaction) -> None:
    """It asks for less from here on, also when it is being offered just now."""
    visit = interaction.visit
    assert visit is not None
    hall = visit.lane.hall
    visit.stage += 1
    lane = center.matching.lane(hall, center.matching.asks(hall, interaction, visit.stage))
    center.matching.move_to(interaction, lane)
    center.say(
        RingReached(
            interaction=interaction.id,
            queue=hall.queue.id,
            stage=visit.stage,
            required_skills=dict(lane.asks.requirement),
            teams=list(lane.asks.teams),
        )
    )
    expect_ring(center, interaction)
