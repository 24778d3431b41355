"""Flows drawn at random: any shape an administrator could draw, sensible or not."""

from __future__ import annotations

from datetime import time

from hypothesis import strategies as st

from contracts.flows import Enqueue, Flow, Greeting, HangUp, Hours, Menu, Node, Opening, Prompt

NAMES = [f"n{number}" for number in range(8)]

names = st.sampled_from([*NAMES, "nowhere"])
prompts = st.lists(
    st.builds(Prompt, language=st.sampled_from(["de", "en"]), text=st.just("words"), media=st.sampled_from(["", "sound:a", "sound:b"])),
    max_size=2,
)
openings = st.lists(
    st.builds(Opening, weekday=st.integers(0, 6), opens=st.just(time(8)), closes=st.sampled_from([time(0), time(17)])), max_size=3
)


@st.composite
def nodes(draw: st.DrawFn, name: str) -> Node:
    """One node of any kind."""
    kinds: list[st.SearchStrategy[Node]] = [
        st.builds(Greeting, id=st.just(name), prompts=prompts, next=names),
        st.builds(
            Menu,
            id=st.just(name),
            prompts=prompts,
            choices=st.dictionaries(st.sampled_from("0123456789*#"), names, max_size=4),
            otherwise=names,
            wrong_key_prompts=prompts,
            attempts_max=st.integers(1, 3),
        ),
        st.builds(
            Hours,
            id=st.just(name),
            time_zone=st.sampled_from(["Europe/Berlin", "UTC", "Mars/Base"]),
            openings=openings,
            open_next=names,
            closed_next=names,
        ),
        st.builds(Enqueue, id=st.just(name), queue=st.integers(1, 3), language=st.just("de")),
        st.builds(HangUp, id=st.just(name), prompts=prompts),
    ]
    return draw(st.one_of(kinds))


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Up to eight nodes that lead anywhere."""
    count = draw(st.integers(0, len(NAMES)))
    return Flow(id=1, version=1, name="Any", entry=draw(names), nodes=[draw(nodes(name)) for name in NAMES[:count]])


@st.composite
def good_flows(draw: st.DrawFn) -> Flow:
    """Flows that may be published: every node leads to its follower and, maybe, further on."""
    count = draw(st.integers(2, len(NAMES)))
    spoken = [Prompt(language="en", text="words", media="sound:a")]
    made: list[Node] = []
    for place in range(count - 1):
        following, later = NAMES[place + 1], st.sampled_from(NAMES[place + 1 : count])
        kind = draw(st.sampled_from(["greeting", "menu", "hours"]))
        if kind == "greeting":
            made.append(Greeting(id=NAMES[place], prompts=spoken, next=following))
        elif kind == "menu":
            # A key may lead back: who presses it wants to hear that again.
            choices = {"1": following, "2": draw(later), "*": NAMES[draw(st.integers(0, place))]}
            made.append(Menu(id=NAMES[place], prompts=spoken, choices=choices, otherwise=draw(later)))
        else:
            made.append(Hours(id=NAMES[place], time_zone="UTC", openings=draw(openings), open_next=following, closed_next=draw(later)))
    last = NAMES[count - 1]
    ends: list[Node] = [Enqueue(id=last, queue=1), HangUp(id=last, prompts=spoken)]
    made.append(draw(st.sampled_from(ends)))
    return Flow(id=1, version=1, name="Good", entry=NAMES[0], nodes=made)
