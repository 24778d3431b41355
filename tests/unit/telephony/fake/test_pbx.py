"""The fake PBX keeps what Asterisk keeps."""

from random import Random

import pytest

from acd.core.commands import (
    AdoptTelephony,
    Answer,
    CommandFailure,
    Connect,
    DialNumber,
    HangUp,
    Hold,
    JoinBridge,
    LeaveBridge,
    PlayPrompts,
    Release,
    RingDevice,
    SendDigits,
    Spy,
    StartMusic,
    StartRecording,
    StopPrompts,
    StopRecording,
    StopSpying,
)
from acd.core.events import (
    CommandFailed,
    DigitReceived,
    Event,
    LegAnswered,
    LegArrived,
    LegHungUp,
    LegPresent,
    LegRang,
    PbxLost,
    PbxRecovered,
    PromptsEnded,
    RecordingBegun,
    RecordingFinished,
)
from acd.ports import Pbx
from contracts.configuration import CenterConfiguration
from contracts.vocabulary import MonitorMode
from telephony.core.causes import HangupCause
from telephony.fake.pbx import FakePbx, Manners
from telephony.fake.schedule import Schedule

CALL = "i-1"
PHONE = "i-1.1"


def test_it_fits_the_port_of_the_engine() -> None:
    port: Pbx = FakePbx("n", Schedule(0), lambda event: None)
    port.perform(AdoptTelephony(CenterConfiguration(version=1, published_at=0)))


class Scene:
    """A PBX with one caller, and everything it has told."""

    def __init__(self, manners: Manners | None = None, seed: int = 1) -> None:
        self.schedule = Schedule(0)
        self.told: list[Event] = []
        self.pbx = FakePbx("n", self.schedule, self.told.append, chance=Random(seed), manners=manners)
        self.pbx.call(LegArrived(0, "c", "n", dialled="+1"))
        self.wait(1)
        self.told.clear()

    def wait(self, seconds: float) -> list[Event]:
        """What is told in that time."""
        before = len(self.told)
        self.schedule.run(self.schedule.now + round(seconds * 1_000_000))
        return self.told[before:]

    def ring(self, seconds: int = 20) -> None:
        self.pbx.perform(RingDevice(CALL, PHONE, PHONE, 1, 11, "c", "", "", "", seconds))
        self.wait(0.1)


def kinds(events: list[Event]) -> list[type]:
    return [type(event) for event in events]


def test_a_phone_rings_until_it_is_picked_up() -> None:
    scene = Scene()
    rung: list[tuple[str, int]] = []
    scene.pbx.on_ring = lambda leg, device: rung.append((leg, device))
    scene.ring()
    assert rung == [(PHONE, 11)] and not scene.pbx.legs[PHONE].answered
    scene.pbx.pick_up(PHONE)
    scene.pbx.pick_up(PHONE)
    assert kinds(scene.wait(30)) == [LegAnswered]


def test_a_phone_that_nobody_picks_up_stops_ringing() -> None:
    scene = Scene()
    scene.ring(seconds=5)
    (event,) = scene.wait(6)
    assert isinstance(event, LegHungUp) and event.cause == HangupCause.NO_ANSWER
    assert PHONE not in scene.pbx.legs


def test_a_phone_that_is_not_there_cannot_be_rung() -> None:
    scene = Scene()
    scene.pbx.reaches = lambda device: False
    scene.ring()
    (event,) = scene.told
    assert isinstance(event, CommandFailed) and event.failure is CommandFailure.REFUSED


@pytest.mark.parametrize(
    "order",
    [
        Answer(CALL, "gone"),
        StartMusic(CALL, "gone", "default"),
        PlayPrompts(CALL, "gone", "p", ("sound:a",)),
        HangUp(CALL, "gone", HangupCause.NORMAL),
        Connect(CALL, "c", "gone"),
        Hold(CALL, "gone", "c", "default"),
        StartRecording(CALL, "r", "gone"),
    ],
)
def test_what_concerns_a_leg_that_is_gone_is_refused(order: Answer) -> None:
    scene = Scene()
    scene.pbx.perform(order)
    (event,) = scene.wait(1)
    assert isinstance(event, CommandFailed) and event.command == order and "404" in event.detail


def test_orders_of_one_interaction_are_carried_out_as_given() -> None:
    scene = Scene()
    scene.pbx.perform(Answer(CALL, "c"))
    scene.pbx.perform(HangUp(CALL, "c", HangupCause.NORMAL))
    scene.pbx.perform(StartMusic(CALL, "c", "default"))
    events = scene.wait(1)
    assert {type(event) for event in events} == {LegHungUp, CommandFailed}
    assert next(event.command for event in events if isinstance(event, CommandFailed)) == StartMusic(CALL, "c", "default")


def test_prompts_end_once_and_not_after_they_were_stopped() -> None:
    scene = Scene()
    scene.pbx.perform(PlayPrompts(CALL, "c", "p1", ("sound:a", "sound:b")))
    assert kinds(scene.wait(3)) == []
    assert kinds(scene.wait(2)) == [PromptsEnded]
    scene.pbx.perform(PlayPrompts(CALL, "c", "p2", ("sound:a",)))
    scene.pbx.perform(StopPrompts(CALL, "c", "p2"))
    assert kinds(scene.wait(9)) == []


def test_who_hears_whom() -> None:
    scene = Scene()
    scene.ring()
    scene.pbx.pick_up(PHONE)
    scene.pbx.perform(Connect(CALL, "c", PHONE))
    scene.wait(1)
    assert scene.pbx.bridges == {CALL: {"c", PHONE}}
    scene.pbx.perform(Hold(CALL, "c", PHONE, "default"))
    scene.wait(1)
    assert scene.pbx.bridges == {CALL: {PHONE}}
    scene.pbx.perform(JoinBridge(CALL, "c"))
    scene.pbx.perform(LeaveBridge(CALL, PHONE, ""))
    scene.wait(1)
    assert scene.pbx.bridges == {CALL: {"c"}}
    scene.pbx.perform(Release(CALL))
    assert kinds(scene.wait(1)) == []
    assert not scene.pbx.bridges


def test_an_outside_number_rings_and_is_answered() -> None:
    scene = Scene()
    rung: list[tuple[str, str]] = []
    scene.pbx.on_dial = lambda leg, number: rung.append((leg, number))
    scene.pbx.perform(DialNumber(CALL, "i-1.2", "+4930", "+4940", 1, 30))
    scene.wait(1)
    assert rung == [("i-1.2", "+4930")]
    scene.pbx.pick_up("i-1.2")
    assert kinds(scene.wait(1)) == [LegAnswered]


def test_a_supervisor_hears_in_the_mode_last_wanted_and_digits_reach_a_leg() -> None:
    scene = Scene()
    scene.ring()
    scene.pbx.perform(DialNumber(CALL, "i-1.2", "+4930", "+4940", 1, 30))
    scene.pbx.perform(Spy(CALL, "i-1.2", PHONE, MonitorMode.LISTEN))
    scene.wait(1)
    assert scene.pbx.spies == {"i-1.2": (PHONE, MonitorMode.LISTEN)}
    scene.pbx.perform(Spy(CALL, "i-1.2", PHONE, MonitorMode.BARGE))
    scene.pbx.perform(SendDigits(CALL, "c", "12"))
    scene.wait(1)
    assert scene.pbx.bridges == {CALL: {"i-1.2"}}
    assert scene.pbx.digits == {"c": "12"}
    scene.pbx.perform(StopSpying(CALL, "i-1.2", PHONE))
    assert kinds(scene.wait(1)) == []
    assert not scene.pbx.spies


def test_a_recording_ends_when_told_or_with_a_leg() -> None:
    scene = Scene()
    scene.ring()
    scene.pbx.perform(StartRecording(CALL, "r1", "c"))
    assert kinds(scene.wait(1)) == [RecordingBegun]
    scene.pbx.perform(StopRecording(CALL, "r1"))
    assert kinds(scene.wait(1)) == [RecordingFinished]
    scene.pbx.perform(StartRecording(CALL, "r2", "c"))
    scene.wait(1)
    scene.pbx.hang_up("c")
    assert set(kinds(scene.wait(1))) == {RecordingFinished, LegHungUp}


def test_keys_are_told_in_order() -> None:
    scene = Scene()
    for digit in "123":
        scene.pbx.press("c", digit)
    assert [event.digit for event in scene.wait(1) if isinstance(event, DigitReceived)] == ["1", "2", "3"]


def test_nothing_is_told_while_nobody_is_connected_and_everything_found_afterwards() -> None:
    scene = Scene()
    scene.pbx.disconnect()
    scene.pbx.press("c", "1")
    scene.pbx.call(LegArrived(0, "d", "n"))
    scene.pbx.perform(Answer(CALL, "c"))
    lost = scene.wait(1)
    assert kinds(lost) == [CommandFailed]
    scene.pbx.reconnect()
    found = scene.told[-1]
    assert isinstance(found, PbxRecovered) and [leg.leg for leg in found.legs] == ["c", "d"]
    assert found.legs[1] == LegPresent("d", False, LegArrived(0, "d", "n"))
    assert PbxLost in kinds(scene.told)


def test_after_a_crash_nothing_is_left() -> None:
    scene = Scene()
    scene.pbx.crash()
    scene.pbx.reconnect()
    found = scene.told[-1]
    assert isinstance(found, PbxRecovered) and found.legs == []


def test_a_dead_engine_hears_nothing_more() -> None:
    scene = Scene()
    scene.pbx.perform(Answer(CALL, "gone"))
    scene.pbx.forsake()
    assert scene.wait(5) == []


def test_bad_manners_are_drawn_from_the_seed() -> None:
    scene = Scene(Manners(refuses=1.0))
    scene.pbx.perform(Answer(CALL, "c"))
    assert kinds(scene.wait(1)) == [CommandFailed]
    scene = Scene(Manners(times_out=1.0))
    scene.pbx.perform(Answer(CALL, "c"))
    (event,) = scene.wait(3)
    assert isinstance(event, CommandFailed) and event.failure is CommandFailure.TIMED_OUT


def test_an_order_that_was_on_its_way_at_the_break_may_be_carried_out_after_the_node_was_read() -> None:
    late = 0
    for seed in range(40):
        scene = Scene(Manners(late=0.25), seed=seed)
        scene.pbx.perform(RingDevice(CALL, PHONE, PHONE, 1, 11, "c", "", "", "", 20))
        scene.pbx.disconnect()
        scene.wait(0.5)
        scene.pbx.reconnect()
        (read,) = [event for event in scene.told if isinstance(event, PbxRecovered)]
        there = PHONE in {leg.leg for leg in read.legs}
        told = scene.wait(4)
        assert (LegRang in kinds(told)) == (PHONE in scene.pbx.legs and not there)
        late += LegRang in kinds(told)
    assert 0 < late < 20
