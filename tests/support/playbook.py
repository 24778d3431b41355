"""Tests of the floor as stories: `>>` tells it what happened, `<<` says what it must order or tell in return.

    Playbook(floor)
    >> caller_arrives(CALL)
    << like(RingDevice, device=ANAS_PHONE)
    << OfferMade

An expectation is a command, a fact, `like(Type, field=value ...)`, or just a type. Expectations follow each other in the order of
what the last event brought; what is not mentioned may stand between them. `.never(...)` says what must not be among it.
"""

from __future__ import annotations

from typing import Any

from acd.core.commands import Command, Publish
from acd.core.events import Event
from acd.core.floor import Floor
from contracts.facts import Fact


class like:
    """Anything of this type whose named fields have these values."""

    def __init__(self, kind: type, **fields: object) -> None:
        self.kind = kind
        self.fields = fields

    def __eq__(self, other: object) -> bool:
        return type(other) is self.kind and all(getattr(other, name) == value for name, value in self.fields.items())

    __hash__ = None  # type: ignore[assignment] # equal to many things, so never a key

    def __repr__(self) -> str:
        return f"like({self.kind.__name__}, {', '.join(f'{name}={value!r}' for name, value in self.fields.items())})"


class Playbook:
    """One telling. Shares its floor with whoever asks it something in between."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.heard: list[Command | Fact] = []
        self._place = 0

    def __rshift__(self, event: Event) -> Playbook:
        self.hear(self.floor.handle(event))
        return self

    def hear(self, commands: list[Command]) -> None:
        """What the next expectations are about."""
        self.heard = [command.envelope.fact if isinstance(command, Publish) else command for command in commands]
        self._place = 0

    def __lshift__(self, expected: Any) -> Playbook:
        for place in range(self._place, len(self.heard)):
            if _matches(expected, self.heard[place]):
                self._place = place + 1
                return self
        raise AssertionError(f"{expected!r} is not among what is left:\n" + self._listing())

    def never(self, *unwanted: Any) -> Playbook:
        """None of these is in what the last event brought."""
        for one in unwanted:
            found = [heard for heard in self.heard if _matches(one, heard)]
            assert not found, f"{found} should not be in:\n{self._listing()}"
        return self

    def silence(self) -> Playbook:
        """The last event brought nothing at all."""
        assert not self.heard, self._listing()
        return self

    def _listing(self) -> str:
        return "\n".join(f"{'  ' if place < self._place else '* '}{one!r}" for place, one in enumerate(self.heard))


def _matches(expected: Any, heard: object) -> bool:
    return isinstance(heard, expected) if isinstance(expected, type) else bool(expected == heard)
