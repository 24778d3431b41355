"""Shifts in which agents' phones are at a node of their own, which dies now and then; so does the callers' node, and the engine."""

import pytest

from acd.simulation.run import run

SHIFTS = 60


@pytest.mark.parametrize("first", range(1, SHIFTS + 1, 10))
def test_no_invariant_breaks_when_either_of_two_nodes_dies(first: int) -> None:
    for seed in range(first, first + 10):
        print(f"replay: python -m acd.simulation --seed {seed} --nodes 2")  # shown when the test fails
        run(seed, nodes=2)


def test_the_same_seed_says_the_same_facts_to_the_byte() -> None:
    assert run(3, nodes=2).digest == run(3, nodes=2).digest


def test_two_nodes_are_as_mortal_as_they_claim() -> None:
    results = [run(seed, nodes=2, minutes=20) for seed in range(1, 6)]
    assert sum(result.deaths for result in results) > 10
    assert sum(result.told.get("PhoneLost", 0) for result in results) > 5
    assert sum(result.answered for result in results) > 100
