from typing import Any

import pytest

from acd.adapters.orders import BROWSER_FORMATS, RINGING, UnknownDevice, bridge_of, orders_for
from acd.core import commands as c
from contracts.configuration import DeviceConfiguration
from contracts.vocabulary import DeviceKind
from telephony.ari import requests as r
from telephony.ari.base import Request
from telephony.core.causes import HangupCause

CALLER, LEG, INTERACTION = "ccplatform-17.1", "e1-1.1", "e1-1"
ENDPOINTS = {
    1: ("d1", DeviceConfiguration(id=1, kind=DeviceKind.SIP_FIXED, agent=1, contact="sip:a@127.0.0.1")),
    2: ("lena", DeviceConfiguration(id=2, kind=DeviceKind.BROWSER, agent=2, username="lena")),
}


def ring(device: int = 1, name: str = "Ana", number: str = "+4930") -> c.RingDevice:
    return c.RingDevice(INTERACTION, LEG, LEG, 1, device, CALLER, number, name, "Billing", 25)


def sent(command: c.PbxCommand) -> list[Request[Any]]:
    orders = orders_for(command, ENDPOINTS)
    assert not isinstance(orders, UnknownDevice)
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
    assert not isinstance(orders, UnknownDevice)
    assert orders[0].key == RINGING


def test_a_callers_leg_is_ended_in_the_order_of_its_interaction() -> None:
    orders = orders_for(c.HangUp(INTERACTION, CALLER, HangupCause.NORMAL), ENDPOINTS)
    assert not isinstance(orders, UnknownDevice)
    assert [(order.key, order.request) for order in orders] == [(INTERACTION, r.HangUpChannel(channel_id=CALLER, reason_code="16"))]


def test_connecting_ends_the_music_and_joins_both_legs() -> None:
    assert sent(c.Connect(INTERACTION, CALLER, LEG)) == [
        r.StopChannelMoh(channel_id=CALLER),
        r.AddToBridge(bridge_id=bridge_of(INTERACTION), channel=(CALLER, LEG)),
    ]


def test_hold_takes_the_caller_out_and_resume_brings_the_caller_back() -> None:
    assert sent(c.Hold(INTERACTION, CALLER, LEG, "jazz")) == [
        r.RemoveFromBridge(bridge_id=bridge_of(INTERACTION), channel=(CALLER,)),
        r.StartChannelMoh(channel_id=CALLER, moh_class="jazz"),
    ]
    assert sent(c.Resume(INTERACTION, CALLER, LEG)) == [
        r.StopChannelMoh(channel_id=CALLER),
        r.AddToBridge(bridge_id=bridge_of(INTERACTION), channel=(CALLER,)),
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
