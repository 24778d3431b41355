"""Always-on lines between the floor's orders and Asterisk's."""

from collections.abc import Callable
from typing import Any

import msgspec

from acd.adapters.lines import Lines
from acd.adapters.orders import LINE, Order, bridge_of
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

DEVICE = DeviceConfiguration(id=1, kind=DeviceKind.SIP_FIXED, agent=1, contact="sip:a1@127.0.0.1")
RING = c.RingDevice("e-1", "e-1.1", "e-1.1", 1, 1, "in.1", "+4930", "Ana", "Billing", 25, True)
HANG_UP = c.HangUp("e-1", "e-1.1", HangupCause.NORMAL)
CHANNEL = "line.n.1.1"


class Due:
    """What `later` gives back."""

    def cancel(self) -> None:
        """Nothing here is ever called off."""


class Scene:
    """A node with one phone; what is due is done when the test says so."""

    def __init__(self) -> None:
        self.sent: list[Request[Any]] = []
        self.told: list[e.Event] = []
        self.due: list[Callable[[], None]] = []
        self.lines = Lines(self._take, lambda: {1: ("d1", DEVICE)}, self.told.append, lambda: 5, "n", self._later)
        self.lines.recovered([])

    def _take(self, order: Order, command: c.PbxCommand | None) -> None:
        self.sent.append(order.request)

    def _later(self, seconds: float, callback: Callable[[], None]) -> Due:
        self.due.append(callback)
        return Due()

    def wait(self) -> None:
        due, self.due = self.due, []
        for callback in due:
            callback()

    def up(self, name: str = CHANNEL) -> None:
        """The phone has answered."""
        assert self.lines.heard(ari.StasisStart(args=[LINE], channel=channel(name, app=LINE)), None, 5) is None


def raised() -> Scene:
    scene = Scene()
    scene.lines.keep(1)
    scene.up()
    return scene


def test_the_phone_is_called_once_and_told_to_answer_by_itself() -> None:
    scene = Scene()
    scene.lines.keep(1)
    scene.lines.keep(1)
    (originate,) = scene.sent
    assert isinstance(originate, r.Originate)
    assert (originate.endpoint, originate.channel_id) == ("PJSIP/d1", CHANNEL)
    assert originate.variables == {"PJSIP_HEADER(add,Call-Info)": "<sip:center>;answer-after=0"}


def test_a_line_that_is_not_up_lends_nothing() -> None:
    scene = Scene()
    scene.lines.keep(1)
    assert scene.lines.ring(RING) is None
    scene.up()
    assert scene.lines.ring(RING) is not None
    assert scene.lines.ring(RING) is None


def test_to_ring_is_to_lend_and_to_hang_up_to_take_back() -> None:
    scene = raised()
    scene.lines.ring(RING)
    scene.wait()
    assert scene.told == [e.LegAnswered(5, "e-1.1")]
    joined = scene.lines.renamed(r.AddToBridge(bridge_id="b", channel=("in.1", "e-1.1")))
    assert joined == r.AddToBridge(bridge_id="b", channel=("in.1", CHANNEL))
    given_back = scene.lines.hang_up(HANG_UP)
    assert given_back is not None
    assert given_back[0].request == r.RemoveFromBridge(bridge_id=bridge_of("e-1"), channel=(CHANNEL,))
    assert given_back[-1].request == r.SetChannelVariable(channel_id=CHANNEL, variable=LEG_VARIABLE, value="")
    scene.wait()
    assert scene.told[-1] == e.LegHungUp(5, "e-1.1", HangupCause.NORMAL)
    assert scene.lines.ring(RING) is not None


def test_a_line_that_is_wanted_no_more_ends_with_its_call() -> None:
    scene = raised()
    scene.lines.ring(RING)
    scene.lines.drop(1)
    assert scene.lines.hang_up(HANG_UP) == []
    assert scene.sent[-1] == r.HangUpChannel(channel_id=CHANNEL)


def test_a_line_that_breaks_is_told_under_the_floors_name_and_raised_again() -> None:
    scene = raised()
    scene.lines.ring(RING)
    heard = scene.lines.heard(ari.ChannelHangupRequest(channel=channel(CHANNEL), cause=44), e.LegHungUp(5, CHANNEL, 44), 5)
    assert heard == e.LegHungUp(5, "e-1.1", 44)
    scene.wait()
    assert isinstance(scene.sent[-1], r.Originate)
    idle = raised()
    assert idle.lines.heard(ari.ChannelHangupRequest(channel=channel(CHANNEL)), e.LegHungUp(5, CHANNEL, 16), 5) is None


def test_a_restarted_engine_finds_the_lent_line_and_raises_the_others() -> None:
    scene = Scene()
    lent = msgspec.structs.replace(channel("line.x.1.1", app=LINE), channelvars={LEG_VARIABLE: "e-1.1"})
    idle = channel("line.x.2.2", app=LINE)
    assert scene.lines.recovered([lent, idle]) == {"line.x.1.1": "e-1.1"}
    assert scene.sent == [r.HangUpChannel(channel_id="line.x.2.2")]
    assert scene.lines.hang_up(HANG_UP) is not None
