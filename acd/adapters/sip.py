"""Keeps the SIP objects of a node (endpoints, credentials, addresses) as the configuration wants them.

They are Asterisk's dynamic objects: written by ARI, kept in its own database, at work at once, there again after its
restart. What was written is remembered, so that a change costs only the difference. One more object, with nobody behind it, is
the mark: it says what was written last and lies in the same database, so neither a restarted engine nor a restarted Asterisk
has anything written anew. While that is done a trunk is away for some milliseconds, and a call that comes in by it is refused.
"""

import asyncio
import hashlib
import logging
from typing import Final

import msgspec

from contracts.configuration import CenterConfiguration, DeviceConfiguration, TrunkConfiguration
from contracts.ids import DeviceId, TrunkId
from contracts.vocabulary import DeviceKind
from telephony.ari import requests as r
from telephony.ari.connection import AriClient
from telephony.ari.protocol import AriFailure, AriRefused, AriResponse
from telephony.ari.provisioning import KEY, Fields, Key, apply, changes, delete, put
from telephony.asterisk import objects as sip
from telephony.asterisk.neighbours import AGENTS_TRUNK, Role

log = logging.getLogger(__name__)

#: credentials that nothing refers to: their user name is the digest of what was written
MARK: Final[Key] = (sip.CLASS, "auth", "cc-sip-objects")
RETRY_S: Final = 1.0
FORBIDDEN: Final = 403


class SipObjects:
    """`want` says what should be, `run` makes it so whenever Asterisk is there.

    Of two nodes the agents' one has the devices, the callers' one the trunks; from there devices are reached through the other node.
    """

    def __init__(self, ari: AriClient, media_address: str = "", role: Role = Role.BOTH) -> None:
        self._ari = ari
        self._media_address = media_address
        self._role = role
        self._wanted: sip.Objects = {}
        self._written: sip.Objects | None = None
        self._news = asyncio.Event()
        self._there = asyncio.Event()
        self._registered: dict[str, DeviceId] = {}
        self._trunks: dict[str, TrunkId] = {}
        #: device -> what is dialled behind "PJSIP/", trunk -> its SIP endpoint's name; and what each is
        self.endpoints: dict[DeviceId, tuple[str, DeviceConfiguration]] = {}
        self.trunks: dict[TrunkId, tuple[str, TrunkConfiguration]] = {}
        self._devices: dict[str, DeviceId] = {}
        #: set while the node is as wanted
        self.settled = asyncio.Event()

    def want(self, configuration: CenterConfiguration) -> None:
        """From now on the node shall be as `configuration` says."""
        names = {device.id: (sip.endpoint_of_device(device), device) for device in configuration.devices}
        here = {} if self._role is Role.CALLERS else names
        via = f"@{AGENTS_TRUNK}" if self._role is Role.CALLERS else ""
        self.endpoints = {device: (f"{name}{via}", kind) for device, (name, kind) in names.items()}
        self._devices = {name: device for device, (name, _) in here.items()}
        self._registered = {name: device for device, (name, kind) in here.items() if kind.kind is not DeviceKind.SIP_FIXED}
        self.trunks = {trunk.id: (sip.endpoint_of_trunk(trunk), trunk) for trunk in configuration.trunks}
        self._trunks = {name: trunk for trunk, (name, _) in self.trunks.items()}
        self._wanted = sip.wanted(configuration, self._media_address, self._role)
        self.settled.clear()
        self._news.set()

    def leads_to_device(self, endpoint: str) -> bool:
        """Whether a leg at this SIP endpoint is to an agent's phone."""
        return endpoint in self._devices or (endpoint == AGENTS_TRUNK and self._role is Role.CALLERS)

    def registered_device_of(self, endpoint: str) -> DeviceId | None:
        """The same for devices that log in; one at a fixed address is neither there nor gone."""
        return self._registered.get(endpoint)

    def trunk_of(self, endpoint: str) -> TrunkId | None:
        """The trunk behind a SIP endpoint."""
        return self._trunks.get(endpoint)

    def found(self) -> None:
        """Asterisk is there (again), maybe another one."""
        self._written = None
        self._there.set()
        self._news.set()

    def lost(self) -> None:
        """Asterisk cannot be asked."""
        self._there.clear()
        self.settled.clear()

    async def run(self) -> None:
        """Reconcile until cancelled."""
        while True:
            await self._news.wait()
            await self._there.wait()
            self._news.clear()
            target = self._wanted
            failures = await self._reconcile(target)
            if not failures:
                self._written = target
                self.settled.set()
            elif self._there.is_set():
                log.error("%d SIP objects cannot be written, the first: %s; trying again", len(failures), failures[0])
                self._written = None
                await asyncio.sleep(RETRY_S)
                self._news.set()

    async def _reconcile(self, target: sip.Objects) -> list[AriFailure]:
        mark = _digest(target)
        there: dict[Key, Fields | None]
        if self._written is not None:
            there = dict(self._written)
        else:
            if await self._last_mark() == mark:
                log.info("SIP objects are as wanted: %d, from before", len(target))
                return []
            there = await self._possibly_there()
        requests = changes(there, target, sip.in_order, sip.grows)
        # Asterisk's database keeps the order of what was written, also when its process is killed: no mark, and not all need be there.
        failures = [failure for failure in await apply(self._ari, [delete(MARK), *requests]) if not _is_of_a_file(failure)]
        if failures:
            return failures
        log.info("SIP objects are as wanted: %d, with %d requests", len(target), len(requests))
        return await apply(self._ari, [put(MARK, sip.mark(mark))])

    async def _last_mark(self) -> str:
        """What the mark says, "" where there is none."""
        config_class, kind, name = MARK
        match await self._ari.ask(r.GetDynamicObject(config_class=config_class, object_type=kind, id=name), key=KEY):
            case AriResponse() as response:
                return next((field.value for field in response.answer() if field.attribute == "username"), "")
        return ""

    async def _possibly_there(self) -> dict[Key, Fields | None]:
        """What may be there of an earlier configuration: ARI lists endpoints only, the rest goes by their names."""
        match await self._ari.ask(r.ListEndpoints(), key=KEY):
            case AriResponse() as response:
                names = [endpoint.resource for endpoint in response.answer() if endpoint.technology == "PJSIP"]
                return {key: None for name in names for key in sip.possible(name)}
        return {}


def _is_of_a_file(failure: AriFailure) -> bool:
    """An endpoint that stands in the node's own configuration files is listed, is not ours, and cannot be deleted."""
    return isinstance(failure, AriRefused) and failure.status == FORBIDDEN and isinstance(failure.request, r.DeleteDynamicObject)


def _digest(objects: sip.Objects) -> str:
    ordered = [(key, sorted(objects[key].items())) for key in sorted(objects)]
    return hashlib.sha256(msgspec.json.encode(ordered)).hexdigest()
