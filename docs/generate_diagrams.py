"""Draws docs/lifecycles.md from the tables that run: `python docs/generate_diagrams.py [--check]`, from the top of the checkout.

The diagrams are Mermaid (https://mermaid.js.org/syntax/stateDiagram.html), which code hosts draw by themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from acd.core import lifecycles
from acd.core.lifecycles import INTERACTION, OFFER, PRESENCE, WORK, Course, Deed, OfferEvent, Turn, Wish, Work
from contracts.vocabulary import Phase, Presence

TARGET = Path(__file__).with_name("lifecycles.md")

CHAPTERS: list[tuple[str, str, Mapping[Any, Mapping[Any, Any]], StrEnum, type[StrEnum]]] = [
    ("Interaction", "One conversation, from the caller's arrival until the caller is gone.", INTERACTION, Phase.ARRIVED, Turn),
    (
        "Offer",
        "One attempt to give an interaction to one agent. A lost offer puts the interaction back in its place.",
        OFFER,
        Course.MADE,
        OfferEvent,
    ),
    ("An agent's work", "What the agent has in hand. Shown instead of the presence as long as it is not *free*.", WORK, Work.FREE, Deed),
    (
        "An agent's presence",
        "What the agent says about being there. Changes while work is in hand take effect when it is done.",
        PRESENCE,
        Presence.OFFLINE,
        Wish,
    ),
]


def diagram(table: Mapping[Any, Mapping[Any, Any]], first: StrEnum) -> str:
    """The table as a Mermaid state diagram; states without a way out lead to the end."""
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    for state, row in table.items():
        lines += [f"    {state} --> {following}: {trigger.replace('_', ' ')}" for trigger, following in row.items()]
        if not row:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines)


def render() -> str:
    """The whole page."""
    parts = [
        "# Lifecycles",
        f"Drawn by `docs/generate_diagrams.py` from the tables in `{lifecycles.__name__.replace('.', '/')}.py`, which run. Do not edit.",
    ]
    for title, text, table, first, triggers in CHAPTERS:
        meaning = (triggers.__doc__ or "").splitlines()[0]
        parts += [
            f"## {title}",
            f"{text} The words on the arrows: {meaning[0].lower()}{meaning[1:]}",
            f"```mermaid\n{diagram(table, first)}\n```",
        ]
    return "\n\n".join(parts) + "\n"


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        current = TARGET.exists() and TARGET.read_text() == render()
        sys.stdout.write(f"{TARGET.name} is {'current' if current else 'not current: run python docs/generate_diagrams.py'}\n")
        return 0 if current else 1
    TARGET.write_text(render())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
