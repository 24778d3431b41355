"""What of the stream may be recorded now: every fact once, in order, whatever the stream repeats or leaves out."""

import random

from hypothesis import given
from hypothesis import strategies as st

from contracts.facts import encode
from reporting.facts.incoming import Incoming, contiguous, parse
from tests.support.facts import Story


def fact(seq: int, epoch: int = 1) -> Incoming:
    return Incoming(f"{seq}-0", epoch, seq, 0, 1, {"kind": "engine_started"})


def numbers(facts: list[Incoming]) -> list[int]:
    return [f.seq for f in facts]


def test_a_fact_behind_a_gap_waits_and_is_named() -> None:
    accepted, early = contiguous({1: 4}, [fact(5), fact(7), fact(8)])
    assert (numbers(accepted), early) == ([5], fact(7))


def test_what_was_recorded_before_is_left_out_and_opens_no_gap() -> None:
    accepted, early = contiguous({1: 4}, [fact(3), fact(4), fact(5)])
    assert (numbers(accepted), early) == ([5], None)


def test_a_new_epoch_begins_with_its_first_fact() -> None:
    assert numbers(contiguous({1: 4}, [fact(1, epoch=2), fact(2, epoch=2)])[0]) == [1, 2]
    assert contiguous({1: 4}, [fact(2, epoch=2)]) == ([], fact(2, epoch=2))


def test_a_gap_that_is_filled_within_the_batch_is_none() -> None:
    accepted, early = contiguous({}, [fact(1), fact(3), fact(2), fact(3)])
    assert (numbers(accepted), early) == ([1, 2, 3], None)


@given(st.integers(1, 60), st.randoms(use_true_random=False))
def test_whatever_is_lost_and_shipped_again_each_fact_is_accepted_once_and_in_order(count: int, chance: random.Random) -> None:
    mark, recorded = 0, []
    while mark < count:
        start = chance.randint(0, mark)
        batch = [fact(seq) for seq in range(start + 1, count + 1) if chance.random() < 0.9]
        accepted, _ = contiguous({1: mark}, batch)
        recorded += numbers(accepted)
        mark = recorded[-1] if recorded else 0
    assert recorded == list(range(1, count + 1))


def test_a_fact_of_a_newer_vocabulary_is_kept_though_not_understood() -> None:
    found = parse("1-0", b'{"epoch":1,"seq":2,"at":3,"version":4,"fact":{"kind":"moon_landed","where":"Mare"}}')
    assert found is not None
    assert (found.kind, found.known) == ("moon_landed", None)


def test_what_is_no_fact_is_none() -> None:
    assert [parse("1-0", raw) for raw in (b"", b"{}", b"[1]", b"\xff\xfe", b'{"epoch":"a"}')] == [None] * 5


def test_a_caller_name_with_a_zero_character_can_be_stored() -> None:
    story = Story()
    story.arrives(caller_name="Evil\x00 \\u0000 Name")
    found = parse("1-0", encode(story.told[-1]))
    assert found is not None
    assert found.body["caller_name"] == "Evil\ufffd \\u0000 Name"


def test_a_known_fact_comes_back_as_it_was_told() -> None:
    story = Story()
    story.call(queue=1, agent=1)
    for envelope in story.told:
        found = parse("1-0", encode(envelope))
        assert found is not None
        assert found.known == envelope
