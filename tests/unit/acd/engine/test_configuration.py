from pathlib import Path

import msgspec
import pytest

from acd.engine.configuration import EMPTY, BadConfigurationError, Publications, keep, kept, parse
from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
)
from contracts.flows import Enqueue, Flow, Greeting
from contracts.vocabulary import DeviceKind
from tests.support.fake_feed import FakeFeed

GOOD = CenterConfiguration(
    version=3,
    published_at=1,
    queues=[QueueConfiguration(id=1, name="Billing")],
    agents=[AgentConfiguration(id=1, name="Ana", queues=[1], devices=[1])],
    devices=[DeviceConfiguration(id=1, kind=DeviceKind.SIP_FIXED, agent=1, contact="sip:127.0.0.1:5070")],
    flows=[Flow(id=1, version=1, name="f", entry="a", nodes=[Greeting(id="a", prompts=[], next="q"), Enqueue(id="q", queue=1)])],
    numbers=[NumberConfiguration(id=1, number="+4940555", flow=1)],
)


def test_a_good_one_is_kept_and_found_again(tmp_path: Path) -> None:
    raw = msgspec.json.encode(GOOD)
    assert parse(raw) == GOOD
    keep(tmp_path, raw)
    assert kept(tmp_path) == GOOD
    assert (tmp_path / "configuration.json").stat().st_mode & 0o777 == 0o600


def test_without_a_usable_copy_the_center_is_empty(tmp_path: Path) -> None:
    assert kept(tmp_path) == EMPTY
    keep(tmp_path, b"{")
    assert kept(tmp_path) == EMPTY


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"queues": []}, "queue 1, which does not exist"),
        ({"agents": []}, "agent 1, who does not exist"),
        ({"devices": []}, "device 1, which does not exist"),
        ({"flows": []}, "flow 1, which does not exist"),
        ({"queues": GOOD.queues * 2}, "queue 1 is there twice"),
        ({"numbers": [NumberConfiguration(id=1, number="1")]}, "one of them"),
        ({"flows": [Flow(id=1, version=1, name="f", entry="nowhere", nodes=[])]}, "node nowhere, which does not exist"),
        ({"devices": [DeviceConfiguration(id=1, kind=DeviceKind.SIP_FIXED, agent=1)]}, "fixed address"),
    ],
)
def test_one_that_names_what_is_not_there_is_refused_with_the_reason(change: dict[str, object], words: str) -> None:
    with pytest.raises(BadConfigurationError, match=words):
        parse(msgspec.json.encode(msgspec.structs.replace(GOOD, **change)))


def test_one_that_is_no_configuration_is_refused() -> None:
    with pytest.raises(BadConfigurationError):
        parse(b'{"version": "x"}')


async def test_one_that_the_disk_does_not_take_is_routed_by_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path, raw: bytes) -> None:
        raise OSError("full")

    monkeypatch.setattr("acd.engine.configuration.keep", full)
    feed, adopted = FakeFeed(), list[CenterConfiguration]()
    feed.published = msgspec.json.encode(GOOD)
    publications = Publications(feed, tmp_path, EMPTY, adopted.append)
    assert await publications.fetch(GOOD.version) is None
    assert [one.version for one in adopted] == [GOOD.version]
