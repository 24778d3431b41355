"""Lines that are always on, as the floor wants them."""

import msgspec

from acd.core.commands import DropLine, KeepLine, RingDevice
from acd.core.events import DeviceReachabilityChanged, PbxLost, PbxRecovered
from contracts import intents as i
from contracts.vocabulary import Presence
from tests.support.centers import ANA, ANAS_PHONE, CLEO, CLEOS_BROWSER, NODE, arrives, configuration, opened, t, wants
from tests.support.playbook import Playbook, like


def always_on() -> Playbook:
    """Everybody's line shall be always on; nobody is there yet."""
    whole = configuration()
    agents = [msgspec.structs.replace(agent, always_on=True) for agent in whole.agents]
    return opened(configuration(agents=agents))


def ready(agent: int) -> i.SetPresence:
    return i.SetPresence(agent=agent, presence=Presence.READY)


def test_a_line_is_kept_while_its_agent_is_ready() -> None:
    story = always_on() >> wants(ready(ANA), at=t(1)) << KeepLine(ANAS_PHONE)
    story >> wants(i.SetPresence(agent=ANA, presence=Presence.NOT_READY, reason="lunch"), at=t(2)) << DropLine(ANAS_PHONE)


def test_a_line_follows_its_phone() -> None:
    story = always_on() >> DeviceReachabilityChanged(t(1), CLEOS_BROWSER, True) >> wants(ready(CLEO), at=t(2))
    story << KeepLine(CLEOS_BROWSER)
    story >> DeviceReachabilityChanged(t(3), CLEOS_BROWSER, False) << DropLine(CLEOS_BROWSER)
    story >> DeviceReachabilityChanged(t(4), CLEOS_BROWSER, True) << KeepLine(CLEOS_BROWSER)


def test_lines_are_wanted_anew_of_a_node_that_is_back() -> None:
    story = always_on() >> wants(ready(ANA), at=t(1)) >> PbxLost(t(2), NODE) >> PbxRecovered(t(3), NODE, [])
    story << KeepLine(ANAS_PHONE)


def test_what_comes_over_a_line_answers_by_itself() -> None:
    story = always_on() >> wants(ready(ANA), at=t(1)) >> arrives("c1", at=t(2))
    story << like(RingDevice, device=ANAS_PHONE, auto_answer=True)


def test_others_have_no_line() -> None:
    (opened() >> wants(ready(ANA), at=t(1))).never(KeepLine)
