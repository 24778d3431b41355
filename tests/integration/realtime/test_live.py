"""The WebSocket of browsers against a real Redis and PostgreSQL."""

from __future__ import annotations

import asyncio
import json

import msgspec
import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.db import connections

from ccplatform.accounts.models import User
from ccplatform.realtime.codes import MESSAGE_LENGTH_MAX, Close
from ccplatform.realtime.hub import Hub, running
from ccplatform.realtime.routing import websockets
from contracts import wire
from contracts.intents import Refusal, SetPresence, SetPriority
from contracts.permissions import Role
from contracts.vocabulary import OfferOutcome, Presence
from crm.contacts.services import create_contact
from crm.timeline.services import note_interaction
from tests.integration.realtime.browsers import Socket, browser, cookie, person
from tests.support.facts import Story
from tests.support.live import BILLING, LENA, MEHMET, TARIFFS, TalkingEngine, configuration

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def supervisor(transactional_db: None) -> User:
    return await sync_to_async(person)("jonas", Role.SUPERVISOR)


@pytest.fixture
async def lena(transactional_db: None) -> User:
    return await sync_to_async(person)("lena", Role.AGENT, LENA)


def opened() -> Story:
    story = Story()
    story.adopts([BILLING, TARIFFS], [LENA, MEHMET])
    story.signs_in(LENA, MEHMET)
    return story


async def test_hello_tells_a_supervisor_everything(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    story = opened()
    call = story.arrives("+49401234")
    story.queued(call, BILLING)
    await engine.tell(story.told)
    async with browser(supervisor) as board:
        # The stream is read piece by piece: hello may know of the arrival, and not yet of the queue.
        await board.until(lambda: board.parts["interactions"].get(call, {}).get("queue_name"))
        await board.until(lambda: board.parts["queues"].get(BILLING, {}).get("waiting"))
        queue = board.parts["queues"][BILLING]
        assert (queue["name"], queue["waiting"], queue["oldest_entered_at"], queue["staffed"], queue["ready"]) == (
            "Billing DE", 1, story.now, 1, 1,
        )  # fmt: skip
        assert board.parts["agents"][MEHMET]["name"] == "Mehmet Yilmaz"
        assert board.parts["interactions"][call]["queue_name"] == "Billing DE"
        assert board.hello["me"] == {
            "user": supervisor.pk, "name": "Jonas", "role": "supervisor", "agent": None,
            "permissions": board.hello["me"]["permissions"],
        }  # fmt: skip


async def test_a_fact_becomes_a_delta_of_what_it_changed_only(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    story = opened()
    await engine.tell(story.take())
    async with browser(supervisor) as board:
        await board.until(lambda: len(board.parts["agents"]) == 2)
        story.presence(LENA, Presence.NOT_READY, "lunch")
        await engine.tell(story.told)
        await board.until(lambda: board.parts["agents"][LENA]["live"]["reason"] == "lunch")
        delta = await board.until(lambda: board.parts["queues"][TARIFFS]["ready"] == 1)
        assert delta
        assert board.parts["queues"][BILLING]["ready"] == 0


async def test_an_agent_sees_the_own_offer_appear_and_vanish_and_no_colleague(hub: Hub, engine: TalkingEngine, lena: User) -> None:
    story = opened()
    await engine.tell(story.take())
    async with browser(lena) as desk:
        await desk.until(lambda: desk.parts["agents"])
        other = story.arrives()
        story.queued(other, TARIFFS)
        story.offers(other, TARIFFS, MEHMET)
        call = story.arrives()
        story.queued(call, BILLING)
        offer = story.offers(call, BILLING, LENA)
        await engine.tell(story.take())
        await desk.until(lambda: call in desk.parts["interactions"])
        story.offer_ends(call, BILLING, LENA, offer, OfferOutcome.MISSED)
        await engine.tell(story.take())
        await desk.until(lambda: call not in desk.parts["interactions"])
        assert set(desk.parts["agents"]) == {LENA}
        assert set(desk.parts["queues"]) == {BILLING, TARIFFS}
        assert desk.parts["queues"][TARIFFS]["waiting"] == 1


async def test_the_engine_answers_an_intent(hub: Hub, engine: TalkingEngine, lena: User) -> None:
    wish = {"kind": "set_presence", "agent": LENA, "presence": "ready"}
    refusal = Refusal(code="no_device", detail="nothing rings")
    async with browser(lena) as desk, engine.answering(lambda e: None if e.intent.reason != "x" else refusal) as came:  # type: ignore[union-attr]  # only presences are sent
        assert await desk.ask(wish) == {"kind": "outcome", "id": "a", "refused": None}
        assert (await desk.ask(wish | {"reason": "x"}, "b"))["refused"] == {"code": "no_device", "detail": "nothing rings"}
        assert [(e.by, type(e.intent)) for e in came] == [(lena.pk, SetPresence)] * 2


async def test_an_agent_may_ask_nothing_for_a_colleague_and_a_supervisor_may(
    hub: Hub, engine: TalkingEngine, lena: User, supervisor: User
) -> None:
    wish = {"kind": "set_presence", "agent": MEHMET, "presence": "offline"}
    async with browser(lena) as desk, browser(supervisor) as board, engine.answering(lambda _: None) as came:
        assert (await desk.ask(wish))["refused"]["code"] == "not_allowed"
        assert came == []
        assert (await board.ask(wish))["refused"] is None


async def test_an_engine_that_is_away_is_said_so(hub: Hub, lena: User) -> None:
    async with browser(lena) as desk:
        assert (await desk.ask({"kind": "set_presence", "agent": LENA, "presence": "ready"}))["refused"]["code"] == "engine_away"


async def test_after_redis_lost_its_memory_the_snapshot_brings_the_truth_back(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    story = opened()
    await engine.tell(story.take())
    async with browser(supervisor) as board:
        await board.until(lambda: board.parts["agents"])
        await engine.redis.flushall()
        lost = story.arrives("+49401111")
        await engine.live_on_silently(story.take())
        await engine.publish(configuration())
        call = story.arrives("+49402222")
        await engine.tell(story.take())
        await engine.snapshot()
        await board.until(lambda: {lost, call} <= board.parts["interactions"].keys())


async def test_a_new_configuration_renames_on_every_screen(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    story = opened()
    await engine.tell(story.take())
    async with browser(supervisor) as board:
        await board.until(lambda: board.parts["queues"])
        center = configuration(version=2)
        import msgspec

        from contracts import facts as f

        await engine.publish(msgspec.structs.replace(center, queues=[msgspec.structs.replace(center.queues[0], name="Rechnungen")]))
        story.tell(f.ConfigurationAdopted(version=2, queues=[BILLING], agents=[LENA, MEHMET]))
        await engine.tell(story.take())
        await board.until(lambda: TARIFFS not in board.parts["queues"] and board.parts["queues"][BILLING]["name"] == "Rechnungen")


async def test_the_caller_card_follows_from_the_crm(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    fields = {"name": "Aylin Demir", "company": "Demir GmbH", "phone_numbers": [{"number": "040 5550 4711", "kind": "work"}]}
    contact, _ = await sync_to_async(create_contact)(fields=fields)
    story = opened()
    call = story.arrives("+494055504711")
    await engine.tell(story.told)
    async with browser(supervisor) as board:
        card = await board.until(lambda: board.parts["interactions"].get(call, {}).get("contact"))
        assert (card["id"], card["name"], card["company"], card["interactions"]) == (contact.pk, "Aylin Demir", "Demir GmbH", 0)
        assert board.parts["interactions"][call]["origin"] == {"region": "DE", "mobile": False, "areas": {}}


async def test_the_pulse_dates_the_numbers(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    story = opened()
    await engine.tell(story.told)
    async with browser(supervisor) as board:
        await board.until(lambda: board.parts["agents"])
        story.wait(60)
        engine.state.at = story.now
        await engine.pulse()
        pulse = await board.until(lambda: next((m for m in board.other if m["kind"] == "pulse" and m["engine"]), None))
        assert (pulse["fresh_at"], pulse["pbx"]) == (story.now, True)


async def test_a_stranger_and_an_account_without_a_desk_are_turned_away(hub: Hub) -> None:
    async with browser(None) as stranger:
        assert await stranger.closed() == Close.NOT_SIGNED_IN
    without_desk = await sync_to_async(person)("noone", Role.AGENT)
    async with browser(without_desk) as nobody:
        assert await nobody.closed() == Close.NOT_ALLOWED


async def test_a_page_of_another_origin_is_refused(hub: Hub, supervisor: User) -> None:
    headers = [(b"origin", b"https://evil.example"), (b"host", b"localhost")]
    assert not await Socket(headers).connect()


async def test_what_is_not_understood_is_a_fault_and_what_is_too_long_ends_it(hub: Hub, lena: User) -> None:
    async with browser(lena) as desk:
        for wrong in ("}", "[]", json.dumps({"kind": "ask", "id": "a", "intent": {"kind": "rob_bank"}})):
            await desk.socket.send_text(wrong)
            fault = await desk.until(lambda: next((m for m in desk.other if m["kind"] == "fault"), None))
            assert fault["code"] == "not_understood"
            desk.other.clear()
        await desk.socket.send_text("x" * (MESSAGE_LENGTH_MAX + 1))
        assert await desk.closed() == Close.TOO_LONG


async def test_the_state_is_the_engines_after_a_late_start(engine: TalkingEngine, supervisor: User) -> None:
    """A web process that starts in the middle: snapshot, then what the stream holds beyond it."""
    story = opened()
    story.call(queue=BILLING, agent=LENA)
    await engine.tell(story.take())
    await engine.snapshot()
    call = story.arrives()
    story.queued(call, TARIFFS)
    await engine.tell(story.take())
    async with running(lambda _: {}) as late:
        await late.replica.synced.wait()
        assert late.replica.state == engine.state
    assert await engine.redis.xlen(wire.FACTS_STREAM) > 0


async def test_a_program_may_ask_for_the_same_over_rest(hub: Hub, engine: TalkingEngine, supervisor: User, lena: User) -> None:
    from rest_framework.test import APIClient

    story = opened()
    await engine.tell(story.take())
    async with browser(supervisor) as board:
        await board.until(lambda: len(board.parts["agents"]) == 2)

    def ask(user: User, path: str = "/api/v1/live") -> tuple[int, dict[str, object]]:
        client = APIClient()
        client.force_login(user)
        answer = client.get(path)
        connections.close_all()
        return answer.status_code, answer.json()

    status, said = await sync_to_async(ask, thread_sensitive=False)(supervisor)
    assert (status, said["kind"], said["engine"]) == (200, "hello", False)
    assert [agent["name"] for agent in said["agents"]] == ["Lena Fischer", "Mehmet Yilmaz"]  # type: ignore[attr-defined]  # JSON
    assert (await sync_to_async(ask)(lena))[0] == 403
    # Where to lead a caller is everybody's business, also the queues one does not work in.
    status, places = await sync_to_async(ask, thread_sensitive=False)(lena, "/api/v1/directory")
    assert (status, [queue["name"] for queue in places["queues"]]) == (200, ["Billing DE", "Tariffs"])  # type: ignore[attr-defined]  # JSON


async def test_without_a_running_hub_rest_says_so(supervisor: User, engine: TalkingEngine) -> None:
    from rest_framework.test import APIClient

    def ask() -> int:
        client = APIClient()
        client.force_login(supervisor)
        return client.get("/api/v1/live").status_code

    assert await sync_to_async(ask)() == 503


async def test_who_is_signed_out_is_let_go_and_nobody_else(hub: Hub, engine: TalkingEngine, lena: User, supervisor: User) -> None:
    async with browser(lena) as desk, browser(lena) as second, browser(supervisor) as board:
        for one in (desk, second, board):
            await one.until(lambda one=one: one.hello)  # type: ignore[misc]  # bound now, not when it is called
        await hub.close_signed_out()
        assert len(list(hub.connections())) == 3
        await sync_to_async(Session.objects.exclude(session_key=board.session).delete)()
        await hub.close_signed_out()
        assert (await desk.closed(), await second.closed()) == (Close.NOT_SIGNED_IN, Close.NOT_SIGNED_IN)
        await sync_to_async(User.objects.filter(pk=supervisor.pk).update)(role=Role.AGENT.value)
        await hub.close_signed_out()
        assert await board.closed() == Close.NOT_SIGNED_IN


async def test_a_new_password_ends_the_windows_that_were_opened_with_the_old_one(hub: Hub, supervisor: User) -> None:
    async with browser(supervisor) as board:
        await board.until(lambda: board.hello)
        supervisor.set_password("another-one-2026")
        await sync_to_async(supervisor.save)()
        await hub.close_signed_out()
        assert await board.closed() == Close.NOT_SIGNED_IN


async def test_a_browser_that_is_gone_leaves_nothing_behind(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    """Servers tell it by an OSError at the next send."""
    sent: list[str] = []
    gone = asyncio.Event()
    said: asyncio.Queue[dict[str, object]] = asyncio.Queue()

    async def send(message: dict[str, object]) -> None:
        sent.append(str(message["type"]))
        if message["type"] == "websocket.send":
            gone.set()
            raise OSError("the browser is gone")

    await said.put({"type": "websocket.connect"})
    headers = [(b"origin", b"http://localhost"), (b"host", b"localhost"), (b"cookie", await sync_to_async(cookie)(supervisor))]
    scope = {"type": "websocket", "path": "/ws/live", "query_string": b"", "headers": headers, "subprotocols": []}
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(websockets()(scope, said.get, send))
        await gone.wait()
        await said.put({"type": "websocket.disconnect", "code": 1006})
    assert sent == ["websocket.accept", "websocket.send"]
    assert list(hub.connections()) == []


async def test_another_address_is_refused(hub: Hub) -> None:
    assert not await Socket([(b"origin", b"http://localhost"), (b"host", b"localhost")], "/ws/other").connect()


async def test_a_contact_made_or_chosen_during_the_call_is_on_the_card_at_once(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    story = opened()
    call = story.arrives("+494055504711")
    await engine.tell(story.told)
    async with browser(supervisor) as board:
        await board.until(lambda: call in board.parts["interactions"])
        fields = {"name": "Aylin Demir", "phone_numbers": [{"number": "+494055504711", "kind": ""}]}
        await sync_to_async(create_contact)(fields=fields)
        await board.until(lambda: (board.parts["interactions"][call]["contact"] or {}).get("name") == "Aylin Demir")
        other, _ = await sync_to_async(create_contact)(fields={"name": "Mehmet Demir"})
        await sync_to_async(note_interaction)(interaction=call, fields={"contact": other}, by=supervisor)
        await board.until(lambda: board.parts["interactions"][call]["contact"]["name"] == "Mehmet Demir")


async def test_a_hostile_caller_is_text_and_costs_nobody_else_the_card(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    fields = {"name": "Aylin Demir", "phone_numbers": [{"number": "+494055504711", "kind": ""}]}
    await sync_to_async(create_contact)(fields=fields)
    story = opened()
    hostile = story.arrives("\x00'; DROP TABLE contact;--<script>" + "9" * 300, caller_name="\x00\x1b[2J")
    call = story.arrives("+494055504711")
    await engine.tell(story.told)
    async with browser(supervisor) as board:
        await board.until(lambda: board.parts["interactions"].get(call, {}).get("contact"))
        assert board.parts["interactions"][hostile]["live"]["caller_name"] == "\x00\x1b[2J"
        assert board.parts["interactions"][hostile]["contact"] is None


async def test_a_snapshot_that_cannot_be_read_is_waited_out(engine: TalkingEngine) -> None:
    await engine.redis.set(wire.SNAPSHOT_KEY, b'{"epoch": "from the future"}')
    async with running(lambda _: {}) as late:
        await engine.tell(opened().told)
        await engine.snapshot()
        await late.replica.synced.wait()
        assert late.replica.state == engine.state


async def test_a_known_callers_segment_is_given_to_the_engine(hub: Hub, engine: TalkingEngine, supervisor: User) -> None:
    number = [{"number": "+494055504711", "kind": ""}]
    await sync_to_async(create_contact)(fields={"name": "Aylin", "phone_numbers": number, "segment": "gold", "priority": 7})
    story = opened()
    interaction = story.arrives("+494055504711")
    story.queued(interaction, BILLING)
    async with browser(supervisor) as board, engine.answering(lambda _: None) as came:
        await engine.tell(story.take())
        await board.until(lambda: (card := board.parts["interactions"].get(interaction, {}).get("contact")) and card["segment"] == "gold")
        # The engine answers intents in order: behind this one, the other has come.
        await board.ask({"kind": "set_presence", "agent": LENA, "presence": "ready"})
        wished = [envelope for envelope in came if isinstance(envelope.intent, SetPriority)]
        assert [(envelope.by, envelope.intent) for envelope in wished] == [(0, SetPriority(interaction=interaction, priority=7))]


async def test_news_reach_those_whom_they_concern_and_nobody_else(hub: Hub, engine: TalkingEngine, supervisor: User, lena: User) -> None:
    async with browser(supervisor) as board, browser(lena) as desk:
        await board.until(lambda: board.hello)
        await desk.until(lambda: desk.hello)
        for_lena = wire.News(message=msgspec.Raw(b'{"kind":"message","message":1}'), users=[lena.pk])
        for_watchers = wire.News(message=msgspec.Raw(b'{"kind":"alarms","alarms":[]}'), permission="live.all")
        for_all = wire.News(message=msgspec.Raw(b'{"kind":"alarms","alarms":[1]}'))
        await engine.redis.publish(wire.NEWS_CHANNEL, b"what is this?")
        for news in (for_lena, for_watchers, for_all):
            await engine.redis.publish(wire.NEWS_CHANNEL, msgspec.json.encode(news))
        await board.until(lambda: {"kind": "alarms", "alarms": [1]} in board.news)
        await desk.until(lambda: {"kind": "alarms", "alarms": [1]} in desk.news)
        assert board.news == [{"kind": "alarms", "alarms": []}, {"kind": "alarms", "alarms": [1]}]
        assert desk.news == [{"kind": "message", "message": 1}, {"kind": "alarms", "alarms": [1]}]
