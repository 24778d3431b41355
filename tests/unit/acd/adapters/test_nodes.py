from collections.abc import Callable

import pytest

from acd.adapters.nodes import AGENTS_NODE, NODE, Nodes
from acd.core import commands as c
from acd.core import events as e
from contracts.configuration import CenterConfiguration, DeviceConfiguration, TrunkConfiguration
from contracts.vocabulary import DeviceKind
from telephony.ari import events as ari
from telephony.ari import requests as r
from telephony.ari.models import AsteriskInfo, ContactInfo, Endpoint, StatusInfo
from telephony.ari.signals import AriSignal
from telephony.asterisk.neighbours import AGENTS_TRUNK, CALLERS_TRUNK
from tests.support.fake_ari import FakeAri, channel

FIXED, BROWSER = 1, 2
CONFIGURATION = CenterConfiguration(
    version=1,
    published_at=0,
    devices=[
        DeviceConfiguration(id=FIXED, kind=DeviceKind.SIP_FIXED, agent=1, contact="sip:a1@127.0.0.1"),
        DeviceConfiguration(id=BROWSER, kind=DeviceKind.BROWSER, agent=2, username="lena", digest="d"),
    ],
    trunks=[TrunkConfiguration(id=7, name="t", source_addresses=["127.0.0.2"])],
)
TALKING = channel("e-1.1", name=f"PJSIP/{AGENTS_TRUNK}-00000001", app="offer", state="Up")
CALLER = channel("in.1", name="PJSIP/t7-00000001", app="inbound", state="Up")


def endpoint(name: str, state: str) -> Endpoint:
    return Endpoint(technology="PJSIP", resource=name, state=state, channel_ids=[])


def contact(name: str, status: str) -> ari.ContactStatusChange:
    return ari.ContactStatusChange(
        endpoint=endpoint(name, "unknown"), contact_info=ContactInfo(uri="sip:x", contact_status=status, aor=name)
    )


class Both:
    """Two fake nodes behind one Nodes, and what it told."""

    def __init__(self) -> None:
        self.told: list[e.Event] = []
        self.callers: FakeAri
        self.agents: FakeAri
        self.nodes = Nodes(self._client("callers"), self._client("agents"), self.told.append, lambda: 5, dict)
        self.nodes.perform(c.AdoptTelephony(CONFIGURATION))
        self.started("callers", "10:00")
        self.started("agents", "10:00")
        self.agents.answers[r.ListEndpoints] = [endpoint("lena", "online"), endpoint(CALLERS_TRUNK, "online")]
        self.callers.answers[r.ListEndpoints] = [endpoint(AGENTS_TRUNK, "online")]

    def _client(self, name: str) -> Callable[[Callable[[AriSignal], None]], FakeAri]:
        def make(deliver: Callable[[AriSignal], None]) -> FakeAri:
            made = FakeAri(deliver)
            setattr(self, name, made)
            return made

        return make

    def started(self, name: str, at: str) -> None:
        fake: FakeAri = getattr(self, name)
        fake.answers[r.GetInfo] = AsteriskInfo(status=StatusInfo(startup_time=at, last_reload_time=at))

    def connect(self) -> list[e.Event]:
        self.agents.connect()
        self.callers.connect()
        self.settle()
        self.agents.take()
        self.callers.take()
        return self.heard()

    def settle(self) -> None:
        self.agents.settle()
        self.callers.settle()

    def heard(self) -> list[e.Event]:
        self.settle()
        heard = list(self.told)
        self.told.clear()
        return heard

    def hung_up(self, fake: FakeAri) -> list[str]:
        self.settle()
        return [request.channel_id for request in fake.take() if isinstance(request, r.HangUpChannel)]


@pytest.fixture
async def both() -> Both:
    return Both()


def reachable(device: int, there: bool) -> e.DeviceReachabilityChanged:
    return e.DeviceReachabilityChanged(5, device, there)


async def test_both_are_found_and_told_by_name(both: Both) -> None:
    told = both.connect()
    assert e.PbxRecovered(5, AGENTS_NODE, [], devices_only=True) in told
    assert e.PbxRecovered(5, NODE, []) in told
    assert reachable(BROWSER, True) in told
    assert both.nodes.each == {NODE: True, AGENTS_NODE: True}


async def test_a_phone_is_rung_through_the_other_node(both: Both) -> None:
    both.connect()
    both.nodes.perform(c.RingDevice("e-1", "e-1.1", "e-1.1", 2, BROWSER, "in.1", "+4930", "Ana", "Billing", 25))
    rung = [request for request in both.callers.take() if isinstance(request, r.Originate)]
    assert [request.endpoint for request in rung] == [f"PJSIP/lena@{AGENTS_TRUNK}"]
    assert not both.agents.take()


async def test_that_the_agents_node_cannot_be_asked_means_nothing_for_its_phones(both: Both) -> None:
    both.connect()
    both.agents.disconnect()
    assert both.heard() == [e.PbxLost(5, AGENTS_NODE, devices_only=True)]
    assert both.nodes.connected
    assert both.nodes.each == {NODE: True, AGENTS_NODE: False}


async def test_no_phone_is_there_when_the_callers_node_does_not_see_the_agents_node(both: Both) -> None:
    both.connect()
    both.callers.answers[r.ListChannels] = [CALLER, TALKING]
    both.callers.tell(contact(AGENTS_TRUNK, "Unreachable"))
    both.callers.answers[r.GetEndpoint] = endpoint(AGENTS_TRUNK, "offline")
    assert both.heard() == [reachable(FIXED, False), reachable(BROWSER, False)]
    assert both.hung_up(both.callers) == ["e-1.1"]
    both.callers.tell(contact(AGENTS_TRUNK, "Reachable"))
    assert both.heard()[:2] == [reachable(FIXED, True), reachable(BROWSER, True)]


async def test_a_phone_that_registers_while_its_node_is_unseen_is_not_there_yet(both: Both) -> None:
    both.agents.answers[r.ListEndpoints] = [endpoint("lena", "offline")]
    both.connect()
    both.callers.tell(contact(AGENTS_TRUNK, "Unreachable"))
    both.heard()
    both.agents.tell(contact("lena", "Reachable"))
    assert both.heard() == [reachable(BROWSER, False)]


async def test_a_restart_of_the_agents_node_that_nobody_missed_ends_its_legs(both: Both) -> None:
    both.connect()
    both.callers.answers[r.ListChannels] = [CALLER, TALKING]
    both.agents.disconnect()
    both.settle()
    # A phone that is rung since, at the new one, is none of them.
    both.callers.answers[r.ListChannels] = [CALLER, TALKING, channel("e-2.1", name=TALKING.name, app="offer")]
    both.started("agents", "10:05")
    both.agents.connect()
    assert both.hung_up(both.callers) == ["e-1.1"]


async def test_a_connection_that_was_lost_ends_no_leg(both: Both) -> None:
    both.connect()
    both.callers.answers[r.ListChannels] = [CALLER, TALKING]
    both.agents.disconnect()
    both.callers.disconnect()
    both.agents.connect()
    both.callers.connect()
    assert both.hung_up(both.callers) + both.hung_up(both.agents) == []


async def test_the_callers_node_is_gone_when_neither_sees_it(both: Both) -> None:
    both.connect()
    leg = channel("x.1", name=f"PJSIP/{CALLERS_TRUNK}-00000001", state="Up")
    both.agents.answers[r.ListChannels] = [leg, channel("x.2", name="PJSIP/lena-00000002", state="Up")]
    both.callers.disconnect()
    assert both.heard() == [e.PbxLost(5, NODE)]
    both.agents.answers[r.GetEndpoint] = endpoint(CALLERS_TRUNK, "offline")
    both.agents.tell(contact(CALLERS_TRUNK, "Unreachable"))
    assert both.heard() == [e.PbxGone(5, NODE)]
    assert both.hung_up(both.agents) == ["x.1"]


async def test_a_restart_of_the_callers_node_ends_its_calls_at_the_phones(both: Both) -> None:
    both.connect()
    both.agents.answers[r.ListChannels] = [channel("x.1", name=f"PJSIP/{CALLERS_TRUNK}-00000001", state="Up")]
    both.callers.disconnect()
    both.settle()
    both.started("callers", "10:05")
    both.callers.connect()
    assert both.hung_up(both.agents) == ["x.1"]


async def test_another_engine_at_the_agents_node_silences_this_one() -> None:
    replaced: list[bool] = []
    made: list[FakeAri] = []

    def client(deliver: Callable[[AriSignal], None]) -> FakeAri:
        made.append(FakeAri(deliver))
        return made[-1]

    told: list[e.Event] = []
    Nodes(client, client, told.append, lambda: 5, dict, replaced=lambda: replaced.append(True))
    made[0].tell(ari.ApplicationReplaced(application="ccplatform"))
    made[0].disconnect()
    assert (replaced, told) == ([True], [])


async def test_what_changes_while_the_phones_are_read_is_newer_than_what_is_read(both: Both) -> None:
    both.agents.answers[r.ListEndpoints] = [endpoint("lena", "offline"), endpoint(CALLERS_TRUNK, "offline")]
    both.agents.open()
    both.agents.tell(contact("lena", "Reachable"), contact(CALLERS_TRUNK, "Reachable"))
    both.agents.settle()
    both.callers.connect()
    assert [event for event in both.heard() if isinstance(event, e.DeviceReachabilityChanged)][-1] == reachable(BROWSER, True)
    both.callers.disconnect()
    assert both.heard() == [e.PbxLost(5, NODE)]
