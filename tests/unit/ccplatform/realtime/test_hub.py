"""What browsers are sent adds up: hello plus every delta is what a fresh hello would say, for everybody who looks."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccplatform.realtime.admission import SignIn
from ccplatform.realtime.codes import CONNECTIONS_PER_USER_MAX, OUTBOX_LENGTH_MAX, Close
from ccplatform.realtime.groups import Audience
from ccplatform.realtime.hub import Connection, Hub
from ccplatform.realtime.names import Published
from contracts.control_facts import PartyInvited, PartyLeft
from contracts.live import Changes
from contracts.permissions import ROLE_PERMISSIONS, Permission, Role
from contracts.queue_facts import CallbackArranged, CallbackEnded
from contracts.reducer import apply
from contracts.views import ContactCard, Me
from contracts.vocabulary import CallbackEnd, CallbackFirst, PartyEnd, PartyRole
from tests.support.facts import Story, shift
from tests.support.live import BILLING, LENA, MEHMET, configuration

EVERYTHING, OWN = Audience(everything=True), Audience(everything=False, agent=LENA)


def hub() -> Hub:
    made = Hub(lambda _: {})
    center = configuration()
    made.replica.names = Published(version=1, queues=center.queues, agents=center.agents)
    return made


def connection(audience: Audience, user: int = 1) -> Connection:
    permissions = sorted(ROLE_PERMISSIONS[Role.SUPERVISOR if audience.everything else Role.AGENT])
    return Connection(
        Me(user=user, name="x", role="x", agent=audience.agent, permissions=permissions), audience, SignIn("session", user, "x")
    )


def hear(made: Hub, story: Story) -> None:
    for envelope in story.take():
        made._changed(apply(made.replica.state, envelope))


def merged(messages: list[dict[str, Any]]) -> dict[str, dict[Any, Any]]:
    parts: dict[str, dict[Any, Any]] = {"queues": {}, "agents": {}, "interactions": {}, "callbacks": {}, "colleagues": {}}
    for message in messages:
        for name, known in parts.items():
            known.update({part.get("live", part)["id"]: part for part in message.get(name, [])})
            for gone in message.get(f"gone_{name}", []):
                known.pop(gone, None)
    return parts


def sent(to: Connection) -> list[dict[str, Any]]:
    messages = []
    while not to.outbox.empty():
        message = to.outbox.get_nowait()
        assert isinstance(message, str), message
        messages.append(json.loads(message))
    return messages


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.lists(st.integers(1, 12), min_size=1, max_size=12), st.integers(0, 60))
def test_hello_and_deltas_add_up_to_a_fresh_hello(seed: int, steps: list[int], joined_after: int) -> None:
    told = shift(seed=seed, calls=6, agents=(LENA, MEHMET)).told
    made = hub()
    looking = [connection(EVERYTHING), connection(OWN)]
    for one in looking:
        made.join(one)
    late = [connection(EVERYTHING, user=2), connection(OWN, user=2)]
    for number, envelope in enumerate(told):
        if number == joined_after:
            for one in late:
                made.join(one)
        made._changed(apply(made.replica.state, envelope))
        if number % steps[number % len(steps)] == 0:
            made.flush()
    made.flush()
    made.flush_colleagues()
    for one in looking + (late if joined_after < len(told) else []):
        fresh = merged([json.loads(made.hello(one.me, one.audience))])
        assert merged(sent(one)) == fresh


def test_twenty_boards_are_sent_the_very_same_bytes() -> None:
    made = hub()
    boards = [connection(EVERYTHING, user=n) for n in range(20)]
    for board in boards:
        made.join(board)
    story = Story()
    story.signs_in(LENA)
    hear(made, story)
    made.flush()
    last = [board.outbox._queue[-1] for board in boards]  # type: ignore[attr-defined]  # a look without taking
    assert len({id(message) for message in last}) == 1


def test_a_change_that_concerns_nobody_else_is_sent_to_nobody_else() -> None:
    made = hub()
    desk = connection(OWN)
    made.join(desk)
    story = Story()
    story.signs_in(MEHMET)
    hear(made, story)
    made.flush()
    assert [m["kind"] for m in sent(desk)] == ["hello"]


def test_whoever_reads_too_slowly_is_let_go_and_the_others_are_not() -> None:
    made = hub()
    slow, quick = connection(EVERYTHING), connection(EVERYTHING)
    made.join(slow)
    made.join(quick)
    story = Story()
    for _ in range(OUTBOX_LENGTH_MAX):
        story.signs_in(LENA)
        hear(made, story)
        made.flush()
        sent(quick)
    assert slow.outbox.get_nowait() is Close.TOO_SLOW
    assert slow.outbox.empty()
    assert not quick.closing


def test_one_person_may_not_open_windows_without_end() -> None:
    made = hub()
    windows = [connection(EVERYTHING) for _ in range(CONNECTIONS_PER_USER_MAX + 1)]
    for window in windows:
        made.join(window)
    assert windows[-1].outbox.get_nowait() is Close.TOO_MANY
    assert not windows[-2].closing


async def test_what_one_event_changes_is_one_message() -> None:
    made = hub()
    board = connection(EVERYTHING)
    made.join(board)
    story = Story()
    async with asyncio.TaskGroup() as tasks:
        flushing = tasks.create_task(made._flush())
        story.signs_in(LENA)
        hear(made, story)
        await asyncio.sleep(0)  # the next fact reaches this process in another read
        story.signs_in(MEHMET)
        hear(made, story)
        _, delta = await board.outbox.get(), await board.outbox.get()
        flushing.cancel()
    assert isinstance(delta, str)
    assert {agent["live"]["id"] for agent in json.loads(delta)["agents"]} == {LENA, MEHMET}


def test_a_card_that_comes_later_is_a_delta() -> None:
    made = hub()
    board = connection(EVERYTHING)
    made.join(board)
    story = Story()
    call = story.arrives()
    hear(made, story)
    made.flush()
    made.cards.found[call] = ContactCard(id=5, name="Aylin Demir", company="", note="", interactions=2)
    made._touch(Changes(interactions={call}))
    made.flush()
    assert [m.get("interactions", [{}])[0].get("contact", None) is not None for m in sent(board)[1:]] == [False, True]


@pytest.mark.parametrize(
    ("permissions", "agent", "audience"),
    [
        ({Permission.LIVE_ALL, Permission.LIVE_OWN}, LENA, EVERYTHING),
        ({Permission.LIVE_OWN}, LENA, OWN),
        ({Permission.LIVE_OWN}, None, None),
        ({Permission.REPORT_VIEW}, LENA, None),
    ],
)
def test_who_sees_what_follows_from_permissions(permissions: set[Permission], agent: int | None, audience: Audience | None) -> None:
    assert Audience.of(frozenset(permissions), agent) == audience


def test_names_of_queues_reach_an_agents_view() -> None:
    made = hub()
    story = Story()
    story.adopts([BILLING], [LENA])
    hear(made, story)
    assert json.loads(made.hello(connection(OWN).me, OWN))["queues"][0]["name"] == "Billing DE"


def test_who_is_consulted_or_listens_sees_the_interaction() -> None:
    made = hub()
    desk = connection(OWN)
    made.join(desk)
    story = Story()
    interaction = story.arrives()
    story.queued(interaction, BILLING)
    story.tell(PartyInvited(interaction=interaction, party=f"{interaction}.2", role=PartyRole.CONSULTED, by=MEHMET, agent=LENA))
    hear(made, story)
    made.flush()
    assert interaction in merged(sent(desk))["interactions"]
    left = PartyLeft(
        interaction=interaction,
        party=f"{interaction}.2",
        role=PartyRole.CONSULTED,
        why=PartyEnd.HUNG_UP,
        invited_at=story.now,
        joined_at=0,
        agent=LENA,
    )
    story.tell(left)
    hear(made, story)
    made.flush()
    assert sent(desk)[-1]["gone_interactions"] == [interaction]


def test_a_call_back_is_seen_by_who_ordered_it_and_by_who_sees_all() -> None:
    made = hub()
    desk, colleague, board = connection(OWN), connection(Audience(everything=False, agent=MEHMET)), connection(EVERYTHING)
    for one in (desk, colleague, board):
        made.join(one)
    story = Story()
    order = CallbackArranged(callback="c1", queue=BILLING, number="+49401", first=CallbackFirst.AGENT, due_at=story.now, by=LENA)
    story.tell(order)
    hear(made, story)
    made.flush()
    assert [set(merged(sent(one))["callbacks"]) for one in (desk, colleague, board)] == [{"c1"}, set(), {"c1"}]
    story.tell(CallbackEnded(callback="c1", why=CallbackEnd.CANCELLED, attempts=0))
    hear(made, story)
    made.flush()
    assert [message["gone_callbacks"] for message in sent(desk)] == [["c1"]]


def test_everybody_hears_once_a_second_who_is_free() -> None:
    made = hub()
    desk, board = connection(OWN), connection(EVERYTHING)
    for one in (desk, board):
        made.join(one)
    story = Story()
    story.signs_in(MEHMET)
    hear(made, story)
    made.flush()
    assert [m["kind"] for m in sent(desk)] == ["hello"]
    made.flush_colleagues()
    expected = {"id": MEHMET, "name": "Mehmet Yilmaz", "state": "ready", "queues": [2]}
    assert [message["colleagues"] for message in sent(desk)] == [[expected]]
    made.flush_colleagues()
    assert sent(desk) == []
    made.replica.state.agents.clear()
    made._changed(None)
    made.flush_colleagues()
    assert [message["gone_colleagues"] for message in sent(desk)] == [[MEHMET]]
