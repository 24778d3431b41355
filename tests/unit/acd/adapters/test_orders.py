from typing import Any

import msgspec
import pytest

from acd.adapters.orders import BROWSER_FORMATS, RINGING, UnknownDevice, UnknownTrunk, bridge_of, joining, orders_for, spying
from acd.core import commands as c
from contracts.configuration import DeviceConfiguration, TrunkConfiguration
from contracts.vocabulary import DeviceKind, MonitorMode
from telephony.ari import requests as r
from telephony.ari.base import Request
from telephony.core.causes import HangupCause

CALLER, LEG, INTERACTION = "ccplatform-17.1", "e1-1.1", "e1-1"
ENDPOINTS = {
    1: ("d1", DeviceConfiguration(id=1, kind=DeviceKind.SIP_FIXED, agent=1, contact="sip:a@127.0.0.1")),
    2: ("lena", DeviceConfiguration(id=2, kind=DeviceKind.BROWSER, agent=2, username="lena")),
}
TRUNKS = {
    7: ("t7", TrunkConfiguration(id=7, name="out", outbound_address="192.0.2.1:5060")),
    8: ("t8", TrunkConfiguration(id=8, name="in")),
}
SUPERVISOR = "e1-1.4"


def ring(device: int = 1, name: str = "Ana", number: str = "+4930") -> c.RingDevice:
    return c.RingDevice(INTERACTION, LEG, LEG, 1, device, CALLER, number, name, "Billing", 25)


def sent(command: c.PbxCommand) -> list[Request[Any]]:
    orders = orders_for(command, ENDPOINTS, TRUNKS)
    assert isinstance(orders, list)
    return [order.request for order in orders]


def originate(command: c.RingDevice) -> r.Originate:
    first = sent(command)[0]
    assert isinstance(first, r.Originate)
    return first


def test_the_phone_rings_before_anything_else_is_done_for_it() -> None:
    first = originate(ring())
    assert (first.endpoint, first.channel_id, first.timeout, first.formats) == ("PJSIP/d1", LEG, 25, None)
    assert first.variables == {"PJSIP_HEADER(add,X-Interaction)": INTERACTION}
    assert sent(ring())[1] == r.CreateBridge(type_="mixing", bridge_id=bridge_of(INTERACTION))


def test_a_browser_is_offered_opus_first() -> None:
    assert originate(ring(device=2)).formats == BROWSER_FORMATS


def test_what_a_stranger_calls_itself_cannot_leave_its_place() -> None:
    hostile = originate(ring(name='Eve" <sip:x>\r\nX-Evil: 1\\', number="1>2\n")).caller_id
    assert hostile == '"Eve sip:xX-Evil: 1" <12>'
    assert len(originate(ring(name="x" * 300)).caller_id or "") < 100


def test_a_device_that_nobody_configured_is_told_so() -> None:
    assert orders_for(ring(device=9), ENDPOINTS) == UnknownDevice(9)


@pytest.mark.parametrize("command", [ring(), c.HangUp(INTERACTION, LEG, HangupCause.NORMAL)])
def test_an_agents_leg_is_made_and_ended_on_the_ringing_socket(command: c.PbxCommand) -> None:
    orders = orders_for(command, ENDPOINTS)
    assert isinstance(orders, list)
    assert orders[0].key == RINGING


def test_a_callers_leg_is_ended_in_the_order_of_its_interaction() -> None:
    orders = orders_for(c.HangUp(INTERACTION, CALLER, HangupCause.NORMAL), ENDPOINTS)
    assert isinstance(orders, list)
    assert [(order.key, order.request) for order in orders] == [(INTERACTION, r.HangUpChannel(channel_id=CALLER, reason_code="16"))]


def test_connecting_ends_the_music_and_joins_both_legs() -> None:
    assert sent(c.Connect(INTERACTION, CALLER, LEG)) == [
        r.StopChannelMoh(channel_id=CALLER),
        joining(bridge_of(INTERACTION), CALLER, LEG),
    ]


def test_hold_takes_the_caller_out_and_resume_brings_the_caller_back() -> None:
    assert sent(c.Hold(INTERACTION, CALLER, LEG, "jazz")) == [
        r.RemoveFromBridge(bridge_id=bridge_of(INTERACTION), channel=(CALLER,)),
        r.StartChannelMoh(channel_id=CALLER, moh_class="jazz"),
    ]
    assert sent(c.Resume(INTERACTION, CALLER, LEG)) == [
        r.StopChannelMoh(channel_id=CALLER),
        joining(bridge_of(INTERACTION), CALLER),
    ]


@pytest.mark.parametrize(
    ("command", "request_"),
    [
        (c.Answer(INTERACTION, CALLER), r.AnswerChannel(channel_id=CALLER)),
        (c.Reject(INTERACTION, CALLER, HangupCause.BUSY), r.HangUpChannel(channel_id=CALLER, reason_code="17")),
        (
            c.PlayPrompts(INTERACTION, CALLER, "p1", ("sound:a", "sound:b")),
            r.PlayOnChannel(channel_id=CALLER, media=("sound:a", "sound:b"), playback_id="p1"),
        ),
        (c.StopPrompts(INTERACTION, CALLER, "p1"), r.StopPlayback(playback_id="p1")),
        (c.StartMusic(INTERACTION, CALLER, "default"), r.StartChannelMoh(channel_id=CALLER, moh_class="default")),
        (c.Release(INTERACTION), r.DestroyBridge(bridge_id=bridge_of(INTERACTION))),
    ],
)
def test_orders_with_one_request(command: c.PbxCommand, request_: Request[Any]) -> None:
    assert sent(command) == [request_]


def test_a_phone_is_told_to_answer_by_itself_only_when_it_should() -> None:
    told = originate(msgspec.structs.replace(ring(), auto_answer=True)).variables
    assert told is not None
    assert told["PJSIP_HEADER(add,Call-Info)"].endswith("answer-after=0")


def test_a_number_is_called_at_its_trunks_address_and_cannot_leave_its_place() -> None:
    first = sent(c.DialNumber(INTERACTION, "e1-1.2", "+4930;x@evil", "+4940", 7, 30))[0]
    assert isinstance(first, r.Originate)
    assert first.endpoint == "PJSIP/t7/sip:+4930%3Bx%40evil@192.0.2.1:5060"
    assert (first.channel_id, first.caller_id, first.timeout) == ("e1-1.2", '"" <+4940>', 30)


@pytest.mark.parametrize("trunk", [8, 9])
def test_a_trunk_that_carries_nothing_out_is_told_so(trunk: int) -> None:
    assert orders_for(c.DialNumber(INTERACTION, "e1-1.2", "1", "", trunk, 30), ENDPOINTS, TRUNKS) == UnknownTrunk(trunk)


def test_a_leg_joins_without_music_and_leaves_onto_it_or_into_silence() -> None:
    bridge = bridge_of(INTERACTION)
    assert sent(c.JoinBridge(INTERACTION, LEG)) == [
        r.StopChannelMoh(channel_id=LEG),
        joining(bridge, LEG),
    ]
    out = r.RemoveFromBridge(bridge_id=bridge, channel=(LEG,))
    assert sent(c.LeaveBridge(INTERACTION, LEG, "jazz")) == [out, r.StartChannelMoh(channel_id=LEG, moh_class="jazz")]
    assert sent(c.LeaveBridge(INTERACTION, LEG, "")) == [out]


@pytest.mark.parametrize(("mode", "voice"), [(MonitorMode.LISTEN, r.MuteChannel), (MonitorMode.WHISPER, r.UnmuteChannel)])
def test_a_supervisor_listens_apart_and_is_heard_only_when_whispering(mode: MonitorMode, voice: type) -> None:
    made, muted, joined, snoop = sent(c.Spy(INTERACTION, SUPERVISOR, LEG, mode))
    assert made == r.CreateBridge(type_="mixing", bridge_id=bridge_of(SUPERVISOR))
    assert muted == voice(channel_id=SUPERVISOR, direction="in")
    assert joined == joining(bridge_of(SUPERVISOR), SUPERVISOR)
    assert isinstance(snoop, r.SnoopChannel)
    assert (snoop.channel_id, snoop.spy, snoop.whisper) == (LEG, "both", "out")
    (met,) = spying(snoop.snoop_id or "", (snoop.app_args or "").split(","))
    assert met.request == joining(bridge_of(SUPERVISOR), snoop.snoop_id or "")
    ended = sent(c.StopSpying(INTERACTION, SUPERVISOR, LEG))
    assert ended == [r.HangUpChannel(channel_id=snoop.snoop_id or ""), r.DestroyBridge(bridge_id=bridge_of(SUPERVISOR))]


def test_who_barges_in_is_heard_by_all() -> None:
    assert sent(c.Spy(INTERACTION, SUPERVISOR, LEG, MonitorMode.BARGE))[-1] == joining(bridge_of(INTERACTION), SUPERVISOR)


def test_digits_go_to_the_leg() -> None:
    assert sent(c.SendDigits(INTERACTION, CALLER, "12#")) == [r.SendDtmf(channel_id=CALLER, dtmf="12#")]
