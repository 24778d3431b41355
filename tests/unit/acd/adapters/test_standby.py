import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from acd.adapters import standby
from acd.adapters.orders import AUTO_ANSWER, RINGING, Order, bridge_of, joining, orders_for
from acd.adapters.standby import IDLE_S, PREPARE_AFTER_S, PREPARED_AGAIN_S, STANDBY, Standby
from acd.core import commands as c
from acd.core import events as e
from contracts.configuration import DeviceConfiguration
from contracts.vocabulary import DeviceKind
from telephony.ari import events as ari
from telephony.ari import requests as r
from telephony.ari.base import Request
from telephony.ari.config import LEG_VARIABLE
from telephony.core.causes import HangupCause
from tests.support.fake_ari import channel

CALLER = "in.1"
ENDPOINTS = {
    1: ("d1", DeviceConfiguration(id=1, kind=DeviceKind.SIP_FIXED, agent=1, contact="sip:a@127.0.0.1")),
    2: ("lena", DeviceConfiguration(id=2, kind=DeviceKind.BROWSER, agent=2, username="lena")),
}


def ring(offer: int = 1, device: int = 1) -> c.RingDevice:
    return c.RingDevice("e-1", f"e-1.{offer}", f"e-1.{offer}", 1, device, CALLER, "+4930", "Ana", "Billing", 25)


class Called:
    """A timer of the test's: `run` when the time has come."""

    def __init__(self, seconds: float, run: Callable[[], None]) -> None:
        self.seconds, self.run, self.cancelled = seconds, run, False

    def cancel(self) -> None:
        self.cancelled = True


class Phone:
    """Prepared legs, what they sent, and the floor's words for what Asterisk tells."""

    def __init__(self) -> None:
        self.orders: list[tuple[Order, c.PbxCommand | None]] = []
        self.timers: list[Called] = []
        self.legs = Standby(self._send, lambda: ENDPOINTS, self._later)
        self.legs.heard(ari.StasisStart(args=["inbound"], channel=self.caller), self.arrival, 1)
        self.perform(c.StartMusic("e-1", CALLER, "jazz"))

    caller = channel(CALLER, caller="+4930", caller_name="Ana")
    arrival = e.LegArrived(1, CALLER, "n", "+4940", "040", "+4930", "Ana", 1)

    def _send(self, order: Order, command: c.PbxCommand | None) -> None:
        self.orders.append((order, command))

    def _later(self, seconds: float, run: Callable[[], None]) -> Called:
        self.timers.append(Called(seconds, run))
        return self.timers[-1]

    def sent(self) -> list[Request[Any]]:
        taken, self.orders = [self.legs.renamed(order.request) for order, _ in self.orders], []
        return taken

    def perform(self, command: c.PbxCommand) -> list[Request[Any]]:
        orders = orders_for(command, ENDPOINTS)
        assert isinstance(orders, list)
        return [self.legs.renamed(order.request) for order in self.legs.carried(command, orders)]

    def prepared(self, device: int = 1) -> str:
        """A leg is ready; the channel's name."""
        assert self.legs.ring(ring(0, device)) is None
        self.timers.pop().run()
        (create,) = self.sent()
        assert isinstance(create, r.CreateChannel)
        assert create.channel_id is not None
        self.legs.heard(ari.StasisStart(args=[STANDBY], channel=channel(create.channel_id)), None, 1)
        bridge = f"{STANDBY}.1"
        assert self.sent() == [
            r.CreateBridge(type_="holding", bridge_id=bridge),
            joining(bridge, create.channel_id),
        ]
        return create.channel_id

    def rung(self, device: int = 1) -> str:
        name = self.prepared(device)
        assert self.legs.ring(ring(device=device)) is not None
        return name

    def state(self, name: str, state: str) -> e.Event | None:
        return self.legs.heard(ari.ChannelStateChange(channel=channel(name, state=state)), None, 2)

    def ends(self, name: str, cause: int = 16) -> list[e.Event | None]:
        """First asked for, then over."""
        one = channel(name)
        asked = ari.ChannelHangupRequest(channel=one, cause=cause)
        over = ari.ChannelDestroyed(channel=one, cause=cause, cause_txt="")
        return [self.legs.heard(event, e.LegHungUp(3, name, cause), 3) for event in (asked, over)]


@pytest.fixture
def phone() -> Phone:
    return Phone()


def test_a_phone_that_never_rang_has_no_prepared_leg(phone: Phone) -> None:
    assert phone.legs.ring(ring()) is None
    assert [timer.seconds for timer in phone.timers] == [PREPARE_AFTER_S]


def test_the_second_ring_is_one_request(phone: Phone) -> None:
    name = phone.prepared()
    orders = phone.legs.ring(ring())
    assert orders == [Order(r.DialChannel(channel_id=name, caller=CALLER, timeout=25), RINGING)]
    assert [order.request for order in phone.legs.beside_ringing(ring())] == [
        r.SetChannelVariable(channel_id=name, variable=LEG_VARIABLE, value="e-1.1")
    ]


def test_a_browser_is_told_the_interaction_and_offered_opus(phone: Phone) -> None:
    name = phone.prepared(device=2)
    header, _ = phone.legs.ring(ring(device=2)) or []
    assert header.request == r.SetChannelVariable(channel_id=name, variable="PJSIP_HEADER(add,X-Interaction)", value="e-1")


def test_a_caller_whom_asterisk_knows_otherwise_is_shown_as_the_floor_says(phone: Phone) -> None:
    name = phone.prepared()
    other = msgspec.structs.replace(ring(), caller="+4931")
    shown, _ = phone.legs.ring(other) or []
    assert shown.request == r.SetChannelVariable(channel_id=name, variable="CONNECTEDLINE(all)", value='"Ana" <+4931>')


def test_both_meet_while_it_rings_and_the_answer_needs_no_bridge(phone: Phone) -> None:
    name = phone.rung()
    assert phone.state(name, "Ringing") is None
    assert phone.sent() == [joining(bridge_of("e-1"), CALLER, name)]
    assert phone.state(name, "Ringing") is None
    assert phone.sent() == []
    assert phone.state(name, "Up") == e.LegAnswered(2, "e-1.1")
    assert phone.perform(c.Connect("e-1", CALLER, "e-1.1")) == [r.StopChannelMoh(channel_id=CALLER)]
    assert phone.ends(name) == [e.LegHungUp(3, "e-1.1", 16)] * 2
    assert phone.sent() == []


def test_a_phone_that_answers_without_ringing_is_joined_by_connect(phone: Phone) -> None:
    name = phone.rung()
    assert phone.state(name, "Up") == e.LegAnswered(2, "e-1.1")
    assert phone.perform(c.Connect("e-1", CALLER, "e-1.1"))[1] == joining(bridge_of("e-1"), CALLER, name)


def test_no_bridge_while_the_caller_listens_to_an_announcement(phone: Phone) -> None:
    phone.perform(c.PlayPrompts("e-1", CALLER, "p", ("sound:a",)))
    name = phone.rung()
    phone.state(name, "Ringing")
    assert phone.sent() == []


def test_a_caller_on_hold_does_not_meet_the_phone_that_rings(phone: Phone) -> None:
    phone.perform(c.Hold("e-1", CALLER, "e-1.0", "jazz"))
    name = phone.rung()
    phone.state(name, "Ringing")
    assert phone.sent() == []


def test_a_phone_that_shall_answer_by_itself_is_told_so(phone: Phone) -> None:
    name = phone.prepared()
    told, _ = phone.legs.ring(msgspec.structs.replace(ring(), auto_answer=True)) or []
    ((variable, value),) = AUTO_ANSWER.items()
    assert told.request == r.SetChannelVariable(channel_id=name, variable=variable, value=value)


def test_a_refused_bridge_is_ordered_again_with_the_answer(phone: Phone) -> None:
    name = phone.rung()
    phone.state(name, "Ringing")
    (order, _), phone.orders = phone.orders[0], []
    phone.perform(c.Connect("e-1", CALLER, "e-1.1"))
    assert phone.legs.failed(order.request)
    ((again, command),) = phone.orders
    assert (again.request, command) == (order.request, c.Connect("e-1", CALLER, "e-1.1"))
    assert not phone.legs.failed(order.request)


def test_a_declined_offer_leaves_the_caller_alone_with_the_music(phone: Phone) -> None:
    name = phone.rung()
    phone.state(name, "Ringing")
    phone.sent()
    assert phone.ends(name, 21) == [e.LegHungUp(3, "e-1.1", 21)] * 2
    assert phone.sent() == [r.RemoveFromBridge(bridge_id=bridge_of("e-1"), channel=(CALLER,))]


def test_an_answer_that_came_too_late_gives_the_music_back(phone: Phone) -> None:
    name = phone.rung()
    phone.state(name, "Ringing")
    phone.state(name, "Up")
    phone.sent()
    assert phone.perform(c.HangUp("e-1", "e-1.1", HangupCause.NORMAL)) == [
        r.HangUpChannel(channel_id=name, reason_code="16"),
        r.RemoveFromBridge(bridge_id=bridge_of("e-1"), channel=(CALLER,)),
        r.StartChannelMoh(channel_id=CALLER, moh_class="jazz"),
    ]


def test_every_order_for_the_leg_reaches_its_channel(phone: Phone) -> None:
    name = phone.rung()
    snoop = r.SnoopChannel(channel_id="e-1.1", app="x", spy="in", snoop_id="s")
    assert phone.legs.renamed(snoop) == msgspec.structs.replace(snoop, channel_id=name)
    digit = e.DigitReceived(3, name, "1")
    assert phone.legs.heard(ari.ChannelDtmfReceived(channel=channel(name), digit="1", duration_ms=80), digit, 3) == e.DigitReceived(
        3, "e-1.1", "1"
    )


def test_a_refused_dialling_rings_as_if_nothing_had_been_prepared(phone: Phone) -> None:
    name = phone.prepared()
    (dial,) = phone.legs.ring(ring()) or []
    again = phone.legs.refused(dial, ring())
    assert again is not None
    assert isinstance(again.request, r.Originate)
    assert phone.state(name, "Up") is None
    assert phone.legs.refused(again, ring()) is None


def test_a_leg_nobody_needs_is_ended_in_time_and_its_end_is_no_event(phone: Phone) -> None:
    name = phone.prepared()
    idle = next(timer for timer in phone.timers if timer.seconds == IDLE_S)
    idle.run()
    assert phone.sent() == [r.HangUpChannel(channel_id=name)]
    assert phone.ends(name)[1] is None
    assert phone.legs.ring(ring()) is None


def test_a_phone_that_may_have_moved_gets_a_new_leg(phone: Phone) -> None:
    name = phone.prepared()
    phone.legs.contact_changed(1)
    assert phone.sent() == [r.HangUpChannel(channel_id=name)]
    assert phone.legs.ring(ring()) is None
    phone.timers[-2].run()
    (create,) = phone.sent()
    assert isinstance(create, r.CreateChannel)
    assert create.channel_id != name


def test_a_leg_that_cannot_be_made_is_forgotten(phone: Phone) -> None:
    assert phone.legs.ring(ring()) is None
    phone.timers.pop().run()
    (create,) = phone.sent()
    assert phone.legs.failed(create)
    phone.legs.ring(ring())
    phone.timers.pop().run()
    assert len(phone.sent()) == 1


def test_there_are_never_more_than_the_limit(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standby, "STANDBY_MAX", 1)
    phone.prepared()
    phone.legs.ring(ring(device=2))
    phone.timers.pop().run()
    assert phone.sent() == []


def test_after_a_restart_dialled_legs_keep_their_names_and_prepared_ones_go(phone: Phone) -> None:
    talking = msgspec.structs.replace(channel("standby.x.1", state="Up"), channelvars={LEG_VARIABLE: "e-1.1"})
    unused = msgspec.structs.replace(channel("standby.x.2", state="Down"), channelvars={LEG_VARIABLE: ""})
    assert phone.legs.recovered([talking, unused], {"standby.x.1"}, {"e-1": CALLER}) == {"standby.x.1": "e-1.1"}
    assert phone.sent() == [r.HangUpChannel(channel_id="standby.x.2")]
    assert phone.perform(c.HangUp("e-1", "e-1.1", HangupCause.NORMAL))[0] == r.HangUpChannel(channel_id="standby.x.1", reason_code="16")


def test_nothing_is_left_when_the_node_is_lost(phone: Phone) -> None:
    name = phone.rung()
    phone.legs.lost()
    assert phone.state(name, "Up") is None
    assert phone.legs.renamed(r.AnswerChannel(channel_id="e-1.1")) == r.AnswerChannel(channel_id="e-1.1")


async def test_without_a_clock_of_its_own_the_loop_says_when() -> None:
    sent = asyncio.Event()
    legs = Standby(lambda order, command: sent.set(), lambda: ENDPOINTS)
    legs.ring(ring())
    async with asyncio.timeout(30):
        await sent.wait()


def test_when_calls_are_many_few_legs_are_prepared(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standby, "PREPARED_AT_ONCE", 1)
    for device in (1, 2):
        phone.legs.ring(ring(device=device))
    first, second = (timer for timer in phone.timers if timer.seconds == PREPARE_AFTER_S)
    first.run()
    assert len(phone.sent()) == 1
    second.run()
    assert phone.sent() == []
    next(timer for timer in phone.timers if timer.seconds == PREPARED_AGAIN_S).run()
    second.run()
    assert len(phone.sent()) == 1
