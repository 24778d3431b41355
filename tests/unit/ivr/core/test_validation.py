"""What is wrong with a flow, each problem with its node and code."""

from datetime import UTC, time

import msgspec
import pytest
from hypothesis import given, settings

from contracts.flows import FLOW_NODES_MAX, Enqueue, Flow, Greeting, HangUp, Hours, Menu, Node, Opening, Prompt
from contracts.skills import RequiredSkill
from ivr.core.validation import SKILLS_MAX, Problem, problems
from tests.support.centers import BILLING, menu_flow, prompt
from tests.support.flows import flows

QUEUES = [BILLING]


def codes(*nodes: Node, entry: str | None = None, languages: list[str] | None = None) -> set[tuple[str, str]]:
    flow = Flow(id=1, version=1, name="Test", entry=entry if entry is not None else nodes[0].id, nodes=list(nodes))
    return {(problem.node, problem.code) for problem in problems(flow, QUEUES, languages)}


def menu(**changes: object) -> Menu:
    return msgspec.structs.replace(Menu(id="m", prompts=[prompt("a")], choices={"1": "bye"}, otherwise="bye"), **changes)


def hours(*openings: Opening, zone: str = "Europe/Berlin") -> Hours:
    return Hours(id="h", time_zone=zone, openings=list(openings), open_next="bye", closed_next="bye")


BYE = HangUp(id="bye")


def test_a_good_flow_has_no_problems() -> None:
    assert problems(menu_flow(), QUEUES, ["en", "de"]) == []


def test_an_empty_flow() -> None:
    assert problems(Flow(id=1, version=1, name="", entry="", nodes=[]), QUEUES) == [Problem("", "empty", "the flow has no nodes")]


def test_targets_that_do_not_exist() -> None:
    assert codes(Greeting(id="a", prompts=[prompt("a")], next="gone")) == {("a", "unknown_target")}
    assert codes(menu(choices={"1": "gone"}), BYE) == {("m", "unknown_target")}
    assert ("", "unknown_target") in codes(BYE, entry="gone")


def test_nodes_without_a_way_to_them() -> None:
    assert codes(BYE, HangUp(id="lost")) == {("lost", "unreachable")}


def test_circles_in_which_a_silent_caller_would_stay() -> None:
    a, b = Greeting(id="a", prompts=[prompt("a")], next="b"), Greeting(id="b", prompts=[prompt("b")], next="a")
    assert codes(a, b) == {("a", "endless"), ("b", "endless")}
    assert codes(menu(otherwise="m"), BYE) == {("m", "endless")}


def test_a_circle_that_takes_a_key_is_fine() -> None:
    assert codes(menu(choices={"1": "m", "2": "bye"}), BYE) == set()


def test_what_leads_into_a_circle_is_not_blamed_for_it() -> None:
    into = Greeting(id="into", prompts=[prompt("a")], next="a")
    assert codes(into, Greeting(id="a", prompts=[prompt("a")], next="a")) == {("a", "endless")}


@pytest.mark.parametrize(
    ("spoken", "code"),
    [
        (Prompt(language="en", text=" "), "empty_prompt"),
        (Prompt(language="", text="hello"), "no_language"),
        (Prompt(language="fr", text="bonjour"), "unknown_language"),
        (Prompt(language="en", text="x" * 1001), "prompt_too_long"),
    ],
)
def test_prompts_that_cannot_be_spoken(spoken: Prompt, code: str) -> None:
    assert codes(Greeting(id="a", prompts=[spoken], next="bye"), BYE, languages=["en", "de"]) == {("a", code)}
    assert codes(menu(wrong_key_prompts=[spoken]), BYE, languages=["en", "de"]) == {("m", code)}
    assert codes(HangUp(id="bye", prompts=[spoken]), languages=["en", "de"]) == {("bye", code)}


def test_a_greeting_or_menu_with_nothing_to_hear() -> None:
    assert codes(Greeting(id="a", prompts=[], next="bye"), BYE) == {("a", "no_prompts")}
    assert codes(menu(prompts=[]), BYE) == {("m", "no_prompts")}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"choices": {}}, "no_choices"),
        ({"choices": {"12": "bye"}}, "bad_key"),
        ({"choices": {"": "bye"}}, "bad_key"),
        ({"labels": {"5": "Nothing"}}, "label_without_choice"),
        ({"attempts_max": 0}, "bad_attempts"),
        ({"attempts_max": 6}, "bad_attempts"),
        ({"answer_seconds_max": 0}, "bad_answer_seconds"),
        ({"answer_seconds_max": 61}, "bad_answer_seconds"),
    ],
)
def test_menus_that_make_no_sense(changes: dict[str, object], code: str) -> None:
    assert codes(menu(**changes), BYE) == {("m", code)}


def test_hours_that_make_no_sense() -> None:
    assert codes(hours(zone="Mars/Base"), BYE) == {("h", "unknown_time_zone")}
    assert codes(hours(zone="../../etc/passwd"), BYE) == {("h", "unknown_time_zone")}
    assert codes(hours(Opening(weekday=7, opens=time(8), closes=time(9))), BYE) == {("h", "bad_weekday")}
    assert codes(hours(Opening(weekday=0, opens=time(22), closes=time(6))), BYE) == {("h", "bad_opening")}
    assert codes(hours(Opening(weekday=0, opens=time(8, tzinfo=UTC), closes=time(9))), BYE) == {("h", "bad_opening")}
    assert codes(hours(Opening(weekday=0, opens=time(8), closes=time(0))), BYE) == set()
    assert codes(hours(*[Opening(weekday=0, opens=time(8), closes=time(9))] * 101), BYE) == {("h", "too_many_hours")}


def test_queues_and_priorities_are_checked() -> None:
    assert codes(Enqueue(id="q", queue=99)) == {("q", "unknown_queue")}
    assert codes(Enqueue(id="q", queue=BILLING, priority=10**7)) == {("q", "bad_priority")}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ([(1, 0)], "bad_level"),
        ([(1, 6)], "bad_level"),
        ([(1, 2), (1, 3)], "duplicate_skill"),
        ([(skill, 1) for skill in range(SKILLS_MAX + 1)], "too_many_skills"),
    ],
)
def test_skills_that_nobody_could_have(asked: list[tuple[int, int]], code: str) -> None:
    required = [RequiredSkill(skill=skill, level_min=level) for skill, level in asked]
    assert codes(Enqueue(id="q", queue=BILLING, required_skills=required)) == {("q", code)}
    assert codes(Enqueue(id="q", queue=BILLING, required_skills=[RequiredSkill(skill=1, level_min=5)])) == set()


def test_names_are_checked() -> None:
    assert ("x y", "bad_node_id") in codes(HangUp(id="x y"))
    assert ("bye", "duplicate_node") in codes(BYE, BYE)


def test_a_flow_of_any_size_is_answered_quickly() -> None:
    many = [HangUp(id=f"n{number}") for number in range(FLOW_NODES_MAX + 1)]
    assert codes(*many) == {("", "too_many_nodes")}


@settings(max_examples=60)
@given(flows())
def test_any_flow_gets_an_answer_and_the_same_one_twice(any_flow: Flow) -> None:
    found = problems(any_flow, [1, 2, 3], ["de", "en"])
    assert found == problems(any_flow, [1, 2, 3], ["de", "en"])
    assert all(problem.code and problem.detail for problem in found)
