"""Keeps the SIP objects of a node (endpoints, credentials, addresses) as the configuration wants them.

They are Asterisk's dynamic objects: written by ARI, kept in its own database, at work at once, there again after its
restart. What was written is remembered, so that a change costs only the difference; a global variable of Asterisk's,
which dies with it, tells a restarted engine that nothing needs to be written.
"""

import asyncio
import hashlib
import logging
from typing import Final

import msgspec

from acd.adapters.sip_wanted import Objects, endpoint_of_device, endpoint_of_trunk, wanted
from contracts.configuration import CenterConfiguration, DeviceConfiguration
from contracts.ids import DeviceId, TrunkId
from contracts.vocabulary import DeviceKind
from telephony.ari import requests as r
from telephony.ari.connection import AriClient
from telephony.ari.models import ConfigTuple
from telephony.ari.protocol import AriFailure, AriResponse

log = logging.getLogger(__name__)

#: Asterisk's variable that holds the digest of what was written
MARK: Final = "CC_SIP_OBJECTS"
#: requests for SIP objects keep their order among themselves and share a socket with few interactions
KEY: Final = "sip-objects"
#: an endpoint names its aor and auth: they are written before it and deleted after it
ORDER: Final = ("auth", "aor", "endpoint", "identify", "registration")
RETRY_S: Final = 1.0
NOT_THERE: Final = 404


class SipObjects:
    """`want` says what should be, `run` makes it so whenever Asterisk is there."""

    def __init__(self, ari: AriClient) -> None:
        self._ari = ari
        self._wanted: Objects = {}
        self._written: Objects | None = None
        self._news = asyncio.Event()
        self._there = asyncio.Event()
        self._registered: dict[str, DeviceId] = {}
        self._trunks: dict[str, TrunkId] = {}
        #: device -> its SIP endpoint's name, and what it is
        self.endpoints: dict[DeviceId, tuple[str, DeviceConfiguration]] = {}
        self._devices: dict[str, DeviceId] = {}
        #: set while the node is as wanted
        self.settled = asyncio.Event()

    def want(self, configuration: CenterConfiguration) -> None:
        """From now on the node shall be as `configuration` says."""
        self.endpoints = {device.id: (endpoint_of_device(device), device) for device in configuration.devices}
        self._devices = {name: device for device, (name, _) in self.endpoints.items()}
        self._registered = {name: device for device, (name, kind) in self.endpoints.items() if kind.kind is not DeviceKind.SIP_FIXED}
        self._trunks = {endpoint_of_trunk(trunk): trunk.id for trunk in configuration.trunks}
        self._wanted = wanted(configuration)
        self.settled.clear()
        self._news.set()

    def device_of(self, endpoint: str) -> DeviceId | None:
        """Whose SIP endpoint this is."""
        return self._devices.get(endpoint)

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
            failure = await self._reconcile(target)
            if failure is None:
                self._written = target
                self.settled.set()
            elif self._there.is_set():
                log.error("SIP objects cannot be written: %s; trying again", failure)
                await asyncio.sleep(RETRY_S)
                self._news.set()

    async def _reconcile(self, target: Objects) -> AriFailure | None:
        digest = hashlib.sha256(msgspec.json.encode(sorted((*key, sorted(fields.items())) for key, fields in target.items())))
        mark = digest.hexdigest()
        if self._written is None:
            match await self._ari.ask(r.GetGlobalVariable(variable=MARK), key=KEY):
                case AriResponse() as response if response.answer().value == mark:
                    return None
        if failure := await self._delete(set(self._written or await self._existing()) - set(target)):
            return failure
        changed = {key: fields for key, fields in target.items() if (self._written or {}).get(key) != fields}
        if failure := await self._put(changed):
            return failure
        log.info("%d SIP objects written, %d wanted in all", len(changed), len(target))
        await self._ari.ask(r.SetGlobalVariable(variable=MARK, value=mark), key=KEY)
        return None

    async def _existing(self) -> set[tuple[str, str, str]]:
        """What may be there of an earlier configuration: ARI lists endpoints only, the rest goes by the same name."""
        match await self._ari.ask(r.ListEndpoints(), key=KEY):
            case AriResponse() as response:
                names = [endpoint.resource for endpoint in response.answer() if endpoint.technology == "PJSIP"]
                return {(where, kind, name) for name in names for where, kind in PLACES}
        return set()

    async def _delete(self, keys: set[tuple[str, str, str]]) -> AriFailure | None:
        for where, kind, name in sorted(keys, key=lambda key: -ORDER.index(key[1])):
            request = r.DeleteDynamicObject(config_class=where, object_type=kind, id=name)
            failure = _failure(await self._ari.ask(request, key=KEY))
            if failure is not None:
                return failure
        return None

    async def _put(self, objects: Objects) -> AriFailure | None:
        for (where, kind, name), fields in sorted(objects.items(), key=lambda item: ORDER.index(item[0][1])):
            values = [ConfigTuple(attribute=attribute, value=value) for attribute, value in fields.items()]
            request = r.PutDynamicObject(config_class=where, object_type=kind, id=name, fields=values)
            failure = _failure(await self._ari.ask(request, key=KEY))
            if failure is not None:
                return failure
        return None


#: where objects of ours are kept: ARI's configuration class and object type
PLACES: Final = (
    ("res_pjsip", "endpoint"),
    ("res_pjsip", "aor"),
    ("res_pjsip", "auth"),
    ("res_pjsip_endpoint_identifier_ip", "identify"),
    ("res_pjsip_outbound_registration", "registration"),
)


def _failure(outcome: AriResponse[object] | AriFailure) -> AriFailure | None:
    if isinstance(outcome, AriResponse) or getattr(outcome, "status", 0) == NOT_THERE:
        return None
    return outcome
