"""Limits of the floor that somebody may meet: the engine keeps them, LimitReached tells of them, the web shows them."""

from __future__ import annotations

from typing import Final

#: interactions open at once; the next caller is turned away as busy
INTERACTIONS_MAX: Final = 10_000
#: call-backs arranged and not done
CALLBACKS_MAX: Final = 10_000
#: people in one conversation: customer, owner, those consulted or in conference; monitors are not counted
PARTIES_MAX: Final = 8
#: how often queues may lead an interaction elsewhere without an agent in between; then it is told so, or stays where it waits
OVERFLOWS_IN_A_ROW_MAX: Final = 5
