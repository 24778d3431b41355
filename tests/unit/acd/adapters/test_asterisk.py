from collections.abc import Callable

import pytest

from acd.adapters.asterisk import AsteriskPbx
from acd.core import commands as c
from acd.core import events as e
from contracts.configuration import CenterConfiguration, DeviceConfiguration, TrunkConfiguration
from contracts.vocabulary import DeviceKind
from telephony.ari import events as ari
from telephony.ari import requests as r
from telephony.ari.models import Bridge, ContactInfo, Endpoint, LiveRecording, Playback
from telephony.ari.signals import AriSignal
from telephony.core.causes import HangupCause
from tests.support.fake_ari import FakeAri, channel

CONFIGURATION = CenterConfiguration(
    version=1,
    published_at=0,
    devices=[
        DeviceConfiguration(id=1, kind=DeviceKind.SIP_FIXED, agent=1, contact="sip:a1@127.0.0.1"),
        DeviceConfiguration(id=2, kind=DeviceKind.BROWSER, agent=2, username="lena"),
    ],
    trunks=[TrunkConfiguration(id=7, name="t", source_addresses=["127.0.0.2"])],
)
CALLER = channel("in.1", name="PJSIP/t7-00000001", app="inbound", caller="030 1234567", dialled="0405550100")
RING = c.RingDevice("e-1", "e-1.1", "e-1.1", 1, 1, "in.1", "+4930", "Ana", "Billing", 25)
AGENT = channel("e-1.1", name="PJSIP/d1-00000002", app="offer", state="Up")


class Node:
    """The adapter between a fake ARI and the events it told."""

    def __init__(self) -> None:
        self.told: list[e.Event] = []
        self.open: dict[str, str] = {}
        self.ari: FakeAri
        self.replaced = 0
        self.pbx = AsteriskPbx(self._client, "node1", self.told.append, lambda: 5, lambda: self.open, replaced=self._on_replaced)
        self.pbx.perform(c.AdoptTelephony(CONFIGURATION))

    def _client(self, deliver: Callable[[AriSignal], None]) -> FakeAri:
        self.ari = FakeAri(deliver)
        return self.ari

    def _on_replaced(self) -> None:
        self.replaced += 1

    def connect(self) -> list[e.Event]:
        self.ari.connect()
        self.ari.take()
        return self.heard()

    def heard(self) -> list[e.Event]:
        heard = list(self.told)
        self.told.clear()
        return heard

    def perform(self, command: c.PbxCommand) -> list[e.Event]:
        self.pbx.perform(command)
        self.ari.settle()
        return self.heard()


@pytest.fixture
async def node() -> Node:
    return Node()


async def test_an_empty_node_is_found_once(node: Node) -> None:
    assert node.connect() == [e.PbxRecovered(5, "node1", [])]
    assert node.pbx.connected


async def test_a_caller_comes_with_its_number_its_trunk_and_what_it_dialled(node: Node) -> None:
    node.connect()
    node.ari.tell(ari.StasisStart(args=["inbound"], channel=CALLER))
    assert node.heard() == [
        e.LegArrived(5, "in.1", "node1", "+49405550100", "0405550100", "+49301234567", "", 7),
    ]


async def test_what_happens_while_the_node_is_read_is_told_afterwards(node: Node) -> None:
    node.ari.answers[r.ListChannels] = [CALLER]
    node.ari.open()
    node.ari.tell(ari.StasisStart(args=["inbound"], channel=CALLER))
    assert node.heard() == []
    node.ari.settle()
    assert [type(event) for event in node.heard()] == [e.PbxRecovered, e.LegArrived]


async def test_after_a_restart_known_legs_are_told_and_new_callers_arrive(node: Node) -> None:
    node.open = {"in.1": "e-1"}
    new = channel("in.2", app="inbound", caller="+4940")
    left_over = channel("in.3", app="inbound", state="Up")
    ringing = channel("e-2.1", name="PJSIP/d1-00000009", state="Ringing", app_name="AppDial2")
    foreign = channel("x", name="PJSIP/d1-0000000a", state="Up", app_name="Echo")
    node.ari.answers[r.ListChannels] = [CALLER, new, left_over, AGENT, ringing, foreign]
    recovered, arrived = node.connect()
    assert recovered == e.PbxRecovered(
        5,
        "node1",
        [
            e.LegPresent("in.1", False),
            e.LegPresent("in.3", True),
            e.LegPresent("e-1.1", True),
            e.LegPresent("e-2.1", False),
        ],
    )
    assert isinstance(arrived, e.LegArrived)
    assert arrived.leg == "in.2"


async def test_bridges_that_hold_nobody_are_taken_down_and_others_are_left(node: Node) -> None:
    def bridge(name: str, *channels: str) -> Bridge:
        return Bridge(
            id=name,
            technology="",
            bridge_type="mixing",
            bridge_class="",
            creator="",
            name="",
            channels=list(channels),
            creationtime="",
        )

    node.open = {"in.3": "e-3"}
    node.ari.answers[r.ListBridges] = [bridge("cc-e-1"), bridge("cc-e-2", "in.1"), bridge("cc-e-3"), bridge("somebody")]
    node.ari.connect()
    assert [one.bridge_id for one in node.ari.take() if isinstance(one, r.DestroyBridge)] == ["cc-e-1"]


async def test_a_lost_socket_is_told_once_and_found_again(node: Node) -> None:
    node.connect()
    node.ari.disconnect()
    node.ari.disconnect()
    assert node.heard() == [e.PbxLost(5, "node1")]
    assert not node.pbx.connected
    assert node.connect() == [e.PbxRecovered(5, "node1", [])]


async def test_a_node_that_was_never_there_is_not_lost(node: Node) -> None:
    node.ari.disconnect()
    assert node.heard() == []


async def test_a_leg_is_over_when_its_end_is_asked_for(node: Node) -> None:
    node.connect()
    node.ari.tell(ari.ChannelHangupRequest(channel=CALLER, cause=16))
    assert node.heard() == [e.LegHungUp(5, "in.1", 16)]
    node.ari.tell(ari.ChannelDestroyed(channel=CALLER, cause=17, cause_txt="User busy", tech_cause=486))
    assert node.heard() == [e.LegHungUp(5, "in.1", 17, "SIP 486 User busy")]


async def test_a_caller_who_leaves_the_application_is_gone_and_a_leg_of_ours_has_its_own_end(node: Node) -> None:
    node.connect()
    node.ari.tell(ari.StasisEnd(channel=channel("in.1", app="inbound")))
    assert node.heard() == [e.LegHungUp(5, "in.1", HangupCause.NORMAL)]
    node.ari.tell(ari.StasisEnd(channel=channel("e-1.1", app="offer")))
    assert node.heard() == []


async def test_a_picked_up_phone_is_an_answer(node: Node) -> None:
    node.connect()
    node.perform(RING)
    node.ari.tell(ari.StasisStart(args=["offer"], channel=AGENT))
    assert node.heard() == [e.LegAnswered(5, "e-1.1")]


async def test_picked_up_and_put_down_at_once_is_no_refusal(node: Node) -> None:
    node.connect()
    node.perform(RING)
    node.ari.tell(ari.ChannelHangupRequest(channel=AGENT, cause=16))
    assert node.heard() == [e.LegAnswered(5, "e-1.1"), e.LegHungUp(5, "e-1.1", 16)]


async def test_a_refused_call_and_one_that_we_end_are_no_answers(node: Node) -> None:
    node.connect()
    node.perform(RING)
    node.ari.tell(ari.ChannelHangupRequest(channel=AGENT, cause=21))
    assert node.heard() == [e.LegHungUp(5, "e-1.1", 21)]
    node.perform(RING)
    node.perform(c.HangUp("e-1", "e-1.1", HangupCause.NORMAL))
    node.ari.tell(ari.ChannelDestroyed(channel=AGENT, cause=16, cause_txt=""))
    assert node.heard() == [e.LegHungUp(5, "e-1.1", 16)]


async def test_a_leg_that_ends_for_want_of_audio_was_not_hung_up_by_anybody(node: Node) -> None:
    """As Asterisk 22.10 tells it: the request's cause is a flag of its own."""
    node.connect()
    node.ari.tell(ari.ChannelHangupRequest(channel=AGENT, cause=1, soft=True))
    assert node.heard() == []
    node.ari.tell(ari.ChannelDestroyed(channel=AGENT, cause=HangupCause.CHANNEL_UNAVAILABLE, cause_txt=""))
    assert node.heard() == [e.LegHungUp(5, "e-1.1", 44)]


async def test_a_refused_order_comes_back(node: Node) -> None:
    node.connect()
    node.ari.answers[r.Originate] = 500
    (failed,) = node.perform(RING)
    assert isinstance(failed, e.CommandFailed)
    assert (failed.command, failed.failure) == (RING, c.CommandFailure.REFUSED)


async def test_ending_a_leg_that_is_gone_is_its_end(node: Node) -> None:
    node.connect()
    node.ari.answers[r.HangUpChannel] = 404
    assert node.perform(c.HangUp("e-1", "in.1", HangupCause.NORMAL)) == [e.LegHungUp(5, "in.1", HangupCause.NORMAL)]


async def test_what_is_wanted_and_already_so_is_no_failure(node: Node) -> None:
    node.connect()
    node.ari.answers |= {r.DestroyBridge: 404, r.StopPlayback: 404, r.CreateBridge: 409}
    assert node.perform(c.Release("e-1")) == []
    assert node.perform(c.StopPrompts("e-1", "in.1", "p")) == []
    assert node.perform(RING) == []


async def test_digits_and_the_end_of_sounds_are_told(node: Node) -> None:
    node.connect()
    play = Playback(id="e-1.p1", media_uri="sound:a", target_uri="channel:in.1", state="done")
    node.ari.tell(ari.ChannelDtmfReceived(channel=CALLER, digit="1", duration_ms=80), ari.PlaybackFinished(playback=play))
    assert node.heard() == [e.DigitReceived(5, "in.1", "1"), e.PromptsEnded(5, "in.1", "e-1.p1")]


@pytest.mark.parametrize(("status", "state", "reachable"), [("Reachable", "", True), ("Removed", "offline", False)])
async def test_reachability_is_what_asterisk_says(node: Node, status: str, state: str, reachable: bool) -> None:
    node.connect()
    endpoint = Endpoint(technology="PJSIP", resource="lena", channel_ids=[], state=state)
    node.ari.answers[r.GetEndpoint] = endpoint
    contact = ContactInfo(uri="sip:x", contact_status=status, aor="lena")
    node.ari.tell(ari.ContactStatusChange(endpoint=endpoint, contact_info=contact))
    node.ari.settle()
    assert node.heard() == [e.DeviceReachabilityChanged(5, 2, reachable)]


async def test_a_removed_contact_of_a_phone_that_is_there_again_says_nothing_bad(node: Node) -> None:
    node.connect()
    endpoint = Endpoint(technology="PJSIP", resource="lena", channel_ids=[], state="online")
    node.ari.answers[r.GetEndpoint] = endpoint
    contact = ContactInfo(uri="sip:old", contact_status="Removed", aor="lena")
    node.ari.tell(ari.ContactStatusChange(endpoint=endpoint, contact_info=contact))
    node.ari.settle()
    assert node.heard() == [e.DeviceReachabilityChanged(5, 2, True)]


async def test_a_phone_that_registers_from_elsewhere_was_gone_in_between(node: Node) -> None:
    node.connect()
    endpoint = Endpoint(technology="PJSIP", resource="lena", channel_ids=[], state="online")
    contacts = [("sip:old", "Created"), ("sip:old", "Reachable"), ("sip:new", "Created"), ("sip:new", "Reachable")]
    for uri, status in contacts:
        contact = ContactInfo(uri=uri, contact_status=status, aor="lena")
        node.ari.tell(ari.ContactStatusChange(endpoint=endpoint, contact_info=contact))
    there, gone = e.DeviceReachabilityChanged(5, 2, True), e.DeviceReachabilityChanged(5, 2, False)
    assert node.heard() == [there, there, gone, there, there]


def live(name: str) -> LiveRecording:
    return LiveRecording(name=name, format="wav", target_uri="", state="")


def snoop(side: str) -> ari.StasisStart:
    leg = channel(f"e-1-1-{side}", name="Snoop/x", app="snoop,e-1")
    return ari.StasisStart(args=["snoop", "e-1"], channel=leg)


async def test_both_sides_are_recorded_by_legs_that_listen(node: Node) -> None:
    node.connect()
    node.perform(c.StartRecording("e-1", "e-1-1", "in.1"))
    listening = [one for one in node.ari.take() if isinstance(one, r.SnoopChannel)]
    heard_and_said = [("in.1", "out", "e-1-1-agent"), ("in.1", "in", "e-1-1-caller")]
    assert [(one.channel_id, one.spy, one.snoop_id) for one in listening] == heard_and_said
    node.ari.tell(snoop("agent"), snoop("caller"))
    assert [one.name for one in node.ari.take() if isinstance(one, r.RecordChannel)] == ["e-1-1-agent", "e-1-1-caller"]
    node.ari.tell(ari.RecordingStarted(recording=live("e-1-1-agent")), ari.RecordingStarted(recording=live("e-1-1-caller")))
    assert node.heard() == [e.RecordingBegun(5, "e-1", "e-1-1")]
    node.ari.tell(ari.RecordingFinished(recording=live("e-1-1-agent")), ari.RecordingFinished(recording=live("e-1-1-caller")))
    assert node.heard() == [e.RecordingFinished(5, "e-1", "e-1-1", 0, 0)]


async def test_a_pause_reaches_a_side_whose_file_has_not_begun(node: Node) -> None:
    node.connect()
    node.perform(c.StartRecording("e-1", "e-1-1", "in.1"))
    node.ari.tell(ari.RecordingStarted(recording=live("e-1-1-agent")))
    node.ari.take()
    node.perform(c.PauseRecording("e-1", "e-1-1", True))
    assert node.ari.take() == [r.MuteRecording(recording_name="e-1-1-agent")]
    node.ari.tell(ari.RecordingStarted(recording=live("e-1-1-caller")))
    assert node.ari.take() == [r.MuteRecording(recording_name="e-1-1-caller")]
    node.perform(c.PauseRecording("e-1", "e-1-1", False))
    assert node.ari.take() == [r.UnmuteRecording(recording_name=f"e-1-1-{side}") for side in ("agent", "caller")]


async def test_a_recording_that_cannot_begin_fails_once(node: Node) -> None:
    node.connect()
    node.ari.answers[r.SnoopChannel] = 404
    (failed,) = node.perform(c.StartRecording("e-1", "e-1-1", "in.1"))
    assert isinstance(failed, e.RecordingFailed)


async def test_a_recording_goes_on_over_a_restart_of_ours(node: Node) -> None:
    legs = [channel(f"e-1-1-{side}", name="Snoop/x", app="snoop,e-1", state="Up") for side in ("agent", "caller")]
    node.ari.answers[r.ListChannels] = legs
    node.connect()
    node.ari.tell(ari.RecordingFinished(recording=live("e-1-1-agent")), ari.RecordingFinished(recording=live("e-1-1-caller")))
    assert node.heard() == [e.RecordingFinished(5, "e-1", "e-1-1", 0, 0)]


def test_who_was_replaced_says_and_hears_nothing_any_more() -> None:
    node = Node()
    node.connect()
    node.ari.tell(ari.ApplicationReplaced(application="ccplatform"))
    assert node.replaced == 1
    node.ari.tell(ari.StasisStart(args=["inbound"], channel=CALLER))
    assert node.perform(RING) == []
    assert node.ari.take() == []


async def test_only_a_leg_that_nobody_expects_is_told_to_ring(node: Node) -> None:
    node.connect()
    node.perform(RING)
    expected = channel("e-1.1", name="PJSIP/d1-00000002", state="Ringing", app_name="AppDial2")
    given_up = channel("e-0.1", name="PJSIP/d1-00000003", state="Ringing", app_name="AppDial2")
    line = channel("line.x.1", name="PJSIP/d1-00000004", state="Ringing", app_name="AppDial2")
    foreign = channel("x", name="PJSIP/d1-00000005", state="Ringing", app_name="Dial")
    for leg in (expected, line, foreign, given_up):
        node.ari.tell(ari.ChannelStateChange(channel=leg))
    assert node.heard() == [e.LegRang(5, "e-0.1")]
