"""A caller's way through a flow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.flows import Enqueue, Flow, Greeting, HangUp, Hours, Menu, Node
from contracts.vocabulary import MenuOutcome
from ivr.core.interpreter import KEYS_KEPT_MAX, VISITS_MAX, Answered, AwaitKey, EnterQueue, Leave, Play, State, Step, Visited, Walk
from ivr.core.validation import problems
from tests.support.centers import START, menu_flow, prompt
from tests.support.flows import flows, good_flows


def flow(*nodes: Node) -> Flow:
    return Flow(id=1, version=1, name="Test", entry=nodes[0].id, nodes=list(nodes))


def nested() -> Flow:
    """Two menus in a row, then a queue."""
    return flow(
        Greeting(id="hello", prompts=[prompt("hello")], next="first"),
        Menu(id="first", prompts=[prompt("first")], choices={"1": "second"}, otherwise="bye"),
        Menu(id="second", prompts=[prompt("second")], choices={"2": "queue"}, otherwise="bye", wrong_key_prompts=[prompt("wrong")]),
        Enqueue(id="queue", queue=3, language="de", priority=2),
        HangUp(id="bye"),
    )


def test_a_greeting_leads_into_the_menu_and_the_menu_waits_for_a_key() -> None:
    walk = Walk(menu_flow())
    assert walk.start(START) == Step([Visited("hello")], Play(("sound:hello",)))
    assert walk.on_prompts_ended(START) == Step([Visited("menu")], Play(("sound:press-1-or-2",)))
    assert walk.on_prompts_ended(START) == Step([], AwaitKey(5))
    assert walk.state is State.AWAITING


def test_a_choice_is_noted_in_words_and_leads_into_the_queue() -> None:
    walk = Walk(menu_flow())
    walk.start(START, "menu")
    step = walk.on_digit("1", START)
    assert step.notes == [Answered("menu", MenuOutcome.CHOSEN, "1", "Invoices"), Visited("billing")]
    assert step.outcome == EnterQueue(queue=1, language="de", priority=0)
    assert walk.state is State.OVER


def test_a_key_during_the_menus_prompts_interrupts_them() -> None:
    walk = Walk(nested())
    walk.start(START, "first")
    assert walk.on_digit("1", START).outcome == Play(("sound:second",))


def test_keys_pressed_during_a_greeting_are_kept_for_the_menus_that_follow() -> None:
    walk = Walk(nested())
    walk.start(START)
    assert walk.on_digit("1", START) == Step([], None)
    assert walk.on_digit("2", START) == Step([], None)
    step = walk.on_prompts_ended(START)
    assert [note.node for note in step.notes if isinstance(note, Visited)] == ["first", "second", "queue"]
    assert step.outcome == EnterQueue(queue=3, language="de", priority=2)


def test_a_wrong_key_is_said_and_throws_the_kept_ones_away() -> None:
    walk = Walk(nested())
    walk.start(START)
    for key in "19222":
        walk.on_digit(key, START)
    step = walk.on_prompts_ended(START)
    assert step.notes[-1] == Answered("second", MenuOutcome.WRONG_KEY, "9")
    assert step.outcome == Play(("sound:wrong", "sound:second"))


def test_more_keys_than_anybody_needs_are_not_kept() -> None:
    walk = Walk(nested())
    walk.start(START)
    for _ in range(50):
        walk.on_digit("1", START)
    assert len(walk._kept) == KEYS_KEPT_MAX


def test_time_outs_end_the_attempts() -> None:
    walk = Walk(menu_flow())
    walk.start(START, "menu")
    walk.on_prompts_ended(START)
    assert walk.on_timeout(START) == Step([Answered("menu", MenuOutcome.TIMED_OUT)], Play(("sound:press-1-or-2",)))
    walk.on_prompts_ended(START)
    step = walk.on_timeout(START)
    assert step.notes == [Answered("menu", MenuOutcome.TIMED_OUT), Answered("menu", MenuOutcome.GAVE_UP), Visited("bye")]
    assert step.outcome == Play(("sound:bye",))
    assert walk.on_prompts_ended(START).outcome == Leave()


def test_wrong_keys_and_time_outs_count_together() -> None:
    walk = Walk(menu_flow())
    walk.start(START, "menu")
    walk.on_digit("9", START)
    walk.on_prompts_ended(START)
    assert Answered("menu", MenuOutcome.GAVE_UP) in walk.on_timeout(START).notes


def test_a_menu_without_prompts_waits_at_once() -> None:
    walk = Walk(flow(Menu(id="m", prompts=[], choices={"1": "bye"}, otherwise="bye", answer_seconds_max=7), HangUp(id="bye")))
    assert walk.start(START).outcome == AwaitKey(7)


@pytest.mark.parametrize("digit", ["A", "", "12", "x", "\x00"])
def test_what_is_no_key_is_ignored(digit: str) -> None:
    walk = Walk(menu_flow())
    walk.start(START, "menu")
    assert walk.on_digit(digit, START) == Step([], None)


def test_what_comes_after_the_end_is_ignored() -> None:
    walk = Walk(flow(HangUp(id="bye")))
    assert walk.start(START).outcome == Leave()
    for step in (walk.on_digit("1", START), walk.on_prompts_ended(START), walk.on_timeout(START)):
        assert step == Step([], None)


def test_an_unknown_node_to_begin_at_is_the_entry() -> None:
    assert Walk(menu_flow()).start(START, "gone").notes == [Visited("hello")]


def test_a_circle_without_anything_to_hear_ends_with_its_fault() -> None:
    hours = Hours(id="h", time_zone="UTC", openings=[], open_next="h", closed_next="h")
    outcome = Walk(flow(hours)).start(START).outcome
    assert isinstance(outcome, Leave) and "nothing to hear" in outcome.fault


def test_who_goes_round_for_ever_is_let_go() -> None:
    walk = Walk(flow(Greeting(id="a", prompts=[prompt("a")], next="a")))
    step = walk.start(START)
    rounds = 0
    while isinstance(step.outcome, Play):
        step = walk.on_prompts_ended(START)
        rounds += 1
    assert rounds == VISITS_MAX
    assert isinstance(step.outcome, Leave) and "visited" in step.outcome.fault


actions = st.lists(st.one_of(st.sampled_from("0123456789*#A"), st.sampled_from(["ended", "timeout"])), max_size=60)


@settings(max_examples=60)
@given(flows(), actions)
def test_any_flow_and_any_caller_end_in_one_of_the_known_ways(any_flow: Flow, inputs: list[str]) -> None:
    walk = Walk(any_flow)
    step = walk.start(START)
    assert step.outcome is not None
    for word in inputs:
        over = walk.state is State.OVER
        if word == "ended":
            step = walk.on_prompts_ended(START)
        elif word == "timeout":
            step = walk.on_timeout(START)
        else:
            step = walk.on_digit(word, START)
        assert not (over and (step.outcome or step.notes)), "a walk that is over stays over"
        match step.outcome:
            case Play(media):
                assert media and walk.state is State.PLAYING
            case AwaitKey(seconds):
                assert seconds > 0 and walk.state is State.AWAITING
            case EnterQueue() | Leave():
                assert walk.state is State.OVER


@settings(max_examples=60)
@given(good_flows())
def test_a_flow_without_problems_lets_a_silent_caller_out(good: Flow) -> None:
    """What validation promises: no fault, and an end without a single key."""
    assert problems(good, queues=[1]) == []
    walk = Walk(good)
    step = walk.start(START)
    for _ in range(200):
        match step.outcome:
            case Play():
                step = walk.on_prompts_ended(START)
            case AwaitKey():
                step = walk.on_timeout(START)
            case _:
                break
    assert isinstance(step.outcome, EnterQueue) or step.outcome == Leave()
