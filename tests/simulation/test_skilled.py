"""Skill-based routing against what is known of it. docs/is-the-engine-right.md tells what is compared and what the table says."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest

from acd.simulation import skilled as s
from acd.simulation.oracles import Estimate
from contracts.vocabulary import Strategy

SEED = 1


def of_skills(skills_each: int) -> dict[str, Estimate]:
    system = s.ONE_KIND if skills_each == 1 else s.DESIGN
    exact = msgspec.structs.asdict(s.erlang_a(system)) | {"answered_wait_s": s.QUOTED_TWO_SKILLS[0]}
    return {one.name: one for one in s.measure(s.DESIGN, s.skilled_center(skills_each), exact, seed=SEED)}


@pytest.fixture(scope="module")
def measured() -> dict[int, dict[str, Estimate]]:
    made = {skills_each: of_skills(skills_each) for skills_each in (1, 2, s.KINDS)}
    for skills_each, estimates in made.items():
        print(skills_each, [f"{one.name} {one.mean:.4f} ±{one.half_width:.4f}, exact {one.exact:.4f}" for one in estimates.values()])
    return made


@pytest.mark.parametrize("skills_each", [1, s.KINDS])
@pytest.mark.parametrize("name", ["p_wait", "wait_s", "p_abandon"])
def test_one_skill_each_and_all_skills_each_are_what_erlang_a_says(
    measured: dict[int, dict[str, Estimate]], skills_each: int, name: str
) -> None:
    assert measured[skills_each][name].agrees, measured[skills_each][name]


def test_two_skills_each_are_almost_as_good_as_all(measured: dict[int, dict[str, Estimate]]) -> None:
    """In Wallace and Whitt's words. Most of what is lost with one skill is won by the second."""
    one, two, every = (measured[skills_each]["p_abandon"].mean for skills_each in (1, 2, s.KINDS))
    assert every < two < one
    assert (one - two) / (one - every) > 0.75


def test_two_skills_each_are_as_good_as_others_have_measured(measured: dict[int, dict[str, Estimate]]) -> None:
    """The quoted figures are an estimate, too, and rounded: a tenth is granted beside our own interval."""
    for name, quoted in zip(("answered_wait_s", "p_abandon"), s.QUOTED_TWO_SKILLS, strict=True):
        found = measured[2][name]
        assert abs(found.mean - quoted) <= found.half_width + quoted / 10, found


def test_every_pair_of_skills_has_as_many_agents() -> None:
    pairs = [tuple(s.skills_of(agent, 2)) for agent in range(1, s.AGENTS + 1)]
    assert {pair: pairs.count(pair) for pair in pairs} == dict.fromkeys(permutations(range(1, s.KINDS + 1), 2), 3)


@pytest.mark.parametrize("strategy", [Strategy.LONGEST_IDLE, Strategy.WEIGHTED_RANDOM])
def test_with_agents_of_different_speed_longest_idle_waits_as_random_does(strategy: Strategy) -> None:
    exact = msgspec.structs.asdict(s.two_speeds(s.TWO_SPEEDS, s.PACE))
    del exact["p_abandon"]
    found = s.measure(s.TWO_SPEEDS, s.speeds_center(strategy), exact, seed=SEED, pace=s.PACE)
    print(strategy, found)
    assert all(one.agrees for one in found), found


def test_two_agents_of_the_same_speed_are_erlang_c() -> None:
    """M/M/2 in a textbook's words: with rho = 0.7 a caller waits with probability 2 rho^2 / (1 + rho)."""
    same = s.two_speeds(s.TWO_SPEEDS, {1: 1.0, 2: 1.0})
    assert same.p_wait == pytest.approx(2 * 0.7**2 / 1.7)
    assert same.wait_s == pytest.approx(same.p_wait * 120 / (2 - 1.4))


def test_a_caller_who_asks_for_one_skill_more_is_noticed() -> None:
    """One skill each cannot do what all of them can."""
    exact = msgspec.structs.asdict(s.erlang_a(s.DESIGN))
    found = s.measure(s.DESIGN, s.skilled_center(1), {"p_abandon": exact["p_abandon"]}, seed=SEED, memories=5)
    assert not any(one.agrees for one in found)
