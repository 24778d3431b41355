"""The tables themselves."""

from enum import StrEnum

import pytest

from acd.core.lifecycles import (
    INTERACTION,
    OFFER,
    OUTCOMES,
    PRESENCE,
    WORK,
    Course,
    Deed,
    IllegalMoveError,
    Lifecycle,
    OfferEvent,
    Turn,
    Wish,
    Work,
    move,
)
from contracts.vocabulary import AgentState, OfferOutcome, Phase, Presence

TABLES: list[tuple[Lifecycle[StrEnum, StrEnum], type[StrEnum], type[StrEnum]]] = [
    (INTERACTION, Phase, Turn),  # type: ignore[list-item] # a mapping is invariant in its key
    (WORK, Work, Deed),  # type: ignore[list-item]  # three tables of three kinds of states in one list
    (PRESENCE, Presence, Wish),  # type: ignore[list-item]  # three tables of three kinds of states in one list
    (OFFER, Course, OfferEvent),  # type: ignore[list-item]  # three tables of three kinds of states in one list
]


@pytest.mark.parametrize(("table", "states", "triggers"), TABLES)
def test_every_state_has_a_row_and_every_trigger_is_used(
    table: Lifecycle[StrEnum, StrEnum], states: type[StrEnum], triggers: type[StrEnum]
) -> None:
    assert set(table) == set(states)
    assert {trigger for row in table.values() for trigger in row} == set(triggers)


def test_an_illegal_move_is_a_bug_and_says_which() -> None:
    with pytest.raises(IllegalMoveError, match="ENDED"):
        move(INTERACTION, Phase.ENDED, Turn.QUEUED)


def test_an_interaction_cannot_leave_its_end_and_always_can_reach_it() -> None:
    assert not INTERACTION[Phase.ENDED]
    reach = {Phase.ENDED}
    for _ in Phase:
        reach |= {phase for phase, row in INTERACTION.items() if reach & set(row.values())}
    assert reach == set(Phase)


def test_words_of_the_wire_and_of_the_tables_agree() -> None:
    assert {course.value for course in Course} - {"made"} == {outcome.value for outcome in OfferOutcome}
    assert set(OUTCOMES) == set(OfferEvent)
    assert {work.value for work in Work} - {"free"} <= {state.value for state in AgentState}
    assert {presence.value for presence in Presence} <= {state.value for state in AgentState}
