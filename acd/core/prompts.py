"""Sounds on a customer's leg: at most one playing at a time, and a guard in case its end is never told."""

from __future__ import annotations

from acd.core.center import Center
from acd.core.commands import PlayPrompts, StopPrompts, TimerKind
from acd.core.limits import PLAY_SECONDS_MAX
from acd.core.model import Interaction


def play(center: Center, interaction: Interaction, media: tuple[str, ...]) -> None:
    """PromptsEnded follows, or the FLOW timer fires."""
    interaction.plays += 1
    interaction.play = f"{interaction.id}.p{interaction.plays}"
    center.order(PlayPrompts(interaction.id, interaction.leg, interaction.play, media))
    center.set_timer(TimerKind.FLOW, interaction.id, PLAY_SECONDS_MAX)


def stop(center: Center, interaction: Interaction) -> None:
    """Silence, at once. Nothing is ordered when nothing plays."""
    if interaction.play is not None:
        center.order(StopPrompts(interaction.id, interaction.leg, interaction.play))
        interaction.play = None
        center.cancel_timer(TimerKind.FLOW, interaction.id)
