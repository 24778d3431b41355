"""The configuration the engine routes by: read, checked whole, and kept on disk so that a start needs no Redis."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec

from acd.engine.shipper import RETRY_S
from acd.ports import Feed, FeedLostError
from contracts.configuration import CenterConfiguration
from contracts.flows import Enqueue, Flow, Greeting, Hours, Menu
from contracts.intents import Refusal
from contracts.vocabulary import DeviceKind

log = logging.getLogger(__name__)

FILE: Final = "configuration.json"
NOT_PUBLISHED: Final = "not_published"
BAD: Final = "bad_configuration"
#: seconds between looks at what is published, should the intent that tells of it get lost
LOOK_S: Final = 5.0
EMPTY: Final = CenterConfiguration(version=0, published_at=0)

_decoder: Final = msgspec.json.Decoder(CenterConfiguration)


class BadConfigurationError(Exception):
    """Refused whole; the text says the first thing that is wrong with it."""


def parse(raw: bytes) -> CenterConfiguration:
    """A configuration in which everything named exists. Raises BadConfigurationError."""
    try:
        configuration = _decoder.decode(raw)
    except msgspec.MsgspecError as error:
        raise BadConfigurationError(str(error)) from error
    for problem in _problems(configuration):
        raise BadConfigurationError(problem)
    return configuration


def keep(folder: Path, raw: bytes) -> None:
    """Replace the kept copy, in one step."""
    fresh = folder / f"{FILE}.new"
    # It holds SIP digests and provider secrets.
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(raw)
    fresh.replace(folder / FILE)


def kept(folder: Path) -> CenterConfiguration:
    """The last good configuration, EMPTY when there is none that can be used."""
    path = folder / FILE
    try:
        return parse(path.read_bytes())
    except FileNotFoundError:
        log.warning("No configuration is kept yet: the center is empty until one is published")
    except BadConfigurationError as error:
        log.error("%s cannot be used: %s", path, error)
    return EMPTY


class Publications:
    """Fetches what was published; `adopt` routes by it. Only a newer version than the one in use is taken."""

    def __init__(self, feed: Feed, folder: Path, current: CenterConfiguration, adopt: Callable[[CenterConfiguration], None]) -> None:
        self._feed = feed
        self._folder = folder
        self._adopt = adopt
        self.version = current.version

    async def run(self, up: asyncio.Event) -> None:
        """Look whenever Redis is there again: something may have been published meanwhile."""
        while True:
            await up.wait()
            try:
                await self.fetch(0)
            except FeedLostError:
                await asyncio.sleep(RETRY_S)
            else:
                await asyncio.sleep(LOOK_S)

    async def fetch(self, wanted: int) -> Refusal | None:
        """Adopt the published version; a Refusal when there is none, it is older than `wanted`, or it is bad."""
        raw = await self._feed.configuration()
        if raw is None:
            return Refusal(code=NOT_PUBLISHED, detail="no configuration is published") if wanted else None
        try:
            configuration = parse(raw)
        except BadConfigurationError as error:
            log.error("The published configuration is refused, version %d stays: %s", self.version, error)
            return Refusal(code=BAD, detail=str(error))
        if configuration.version > self.version:
            try:
                keep(self._folder, raw)
            except OSError as error:
                log.error("Configuration %d cannot be kept: %s. A start without Redis finds an older one", configuration.version, error)
            self.version = configuration.version
            log.info("Configuration %d is adopted", configuration.version)
            self._adopt(configuration)
        if configuration.version < wanted:
            return Refusal(code=NOT_PUBLISHED, detail=f"version {configuration.version} is published, not {wanted}")
        return None


def _problems(configuration: CenterConfiguration) -> Iterable[str]:
    queues = {queue.id for queue in configuration.queues}
    agents = {agent.id for agent in configuration.agents}
    devices = {device.id for device in configuration.devices}
    flows = {flow.id for flow in configuration.flows}
    for what, ids in (
        ("queue", [queue.id for queue in configuration.queues]),
        ("agent", [agent.id for agent in configuration.agents]),
        ("device", [device.id for device in configuration.devices]),
        ("trunk", [trunk.id for trunk in configuration.trunks]),
        ("number", [number.number for number in configuration.numbers]),
        ("flow", [flow.id for flow in configuration.flows]),
    ):
        yield from _twice(what, ids)
    for agent in configuration.agents:
        yield from (f"agent {agent.id} is in queue {queue}, which does not exist" for queue in set(agent.queues) - queues)
        yield from (f"agent {agent.id} has device {device}, which does not exist" for device in set(agent.devices) - devices)
    for device in configuration.devices:
        if device.agent not in agents:
            yield f"device {device.id} belongs to agent {device.agent}, who does not exist"
        if device.kind is DeviceKind.SIP_FIXED and not device.contact:
            yield f"device {device.id} is at a fixed address but has none"
    for number in configuration.numbers:
        if (number.flow is None) == (number.queue is None):
            yield f"number {number.number} must lead to a flow or to a queue, one of them"
        if number.flow is not None and number.flow not in flows:
            yield f"number {number.number} leads to flow {number.flow}, which does not exist"
        if number.queue is not None and number.queue not in queues:
            yield f"number {number.number} leads to queue {number.queue}, which does not exist"
    for flow in configuration.flows:
        yield from _flow_problems(flow, queues)


def _twice(what: str, ids: list[int] | list[str]) -> Iterable[str]:
    seen: set[int | str] = set()
    for name in ids:
        if name in seen:
            yield f"{what} {name} is there twice"
        seen.add(name)


def _flow_problems(flow: Flow, queues: set[int]) -> Iterable[str]:
    nodes = {node.id for node in flow.nodes}
    wanted = [(flow.entry, "entry")]
    for node in flow.nodes:
        if isinstance(node, Greeting):
            wanted.append((node.next, node.id))
        elif isinstance(node, Menu):
            wanted += [(target, node.id) for target in (*node.choices.values(), node.otherwise)]
        elif isinstance(node, Hours):
            wanted += [(node.open_next, node.id), (node.closed_next, node.id)]
        elif isinstance(node, Enqueue) and node.queue not in queues:
            yield f"flow {flow.id}: node {node.id} leads to queue {node.queue}, which does not exist"
    for target, source in wanted:
        if target not in nodes:
            yield f"flow {flow.id}: {source} leads to node {target}, which does not exist"
