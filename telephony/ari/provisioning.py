"""Making Asterisk's dynamic SIP objects what they should be, with the fewest requests.

`changes` is pure; `apply` sends. The objects themselves are described by telephony/asterisk/objects.py, which also
says why some must be deleted before they are put (`grows`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from telephony.ari.base import Request
from telephony.ari.connection import AriClient
from telephony.ari.models import ConfigTuple
from telephony.ari.protocol import AriFailure, AriRefused, AriResponse
from telephony.ari.requests import DeleteDynamicObject, PutDynamicObject

#: (ARI's configuration class, object type, id) and its fields, in the order in which ARI shall take them
Key = tuple[str, str, str]
Fields = Mapping[str, str]

#: the requests of one node keep their order among themselves
KEY: Final = "sip-objects"
NOT_THERE: Final = 404


def put(key: Key, fields: Fields) -> PutDynamicObject:
    """Make an object, or change those of its fields that are named."""
    config_class, kind, name = key
    values = [ConfigTuple(attribute=attribute, value=value) for attribute, value in fields.items()]
    return PutDynamicObject(config_class=config_class, object_type=kind, id=name, fields=values)


def delete(key: Key) -> DeleteDynamicObject:
    """Remove an object."""
    config_class, kind, name = key
    return DeleteDynamicObject(config_class=config_class, object_type=kind, id=name)


def changes(
    there: Mapping[Key, Fields | None],
    wanted: Mapping[Key, Fields],
    in_order: Callable[[Iterable[Key]], list[Key]],
    grows: Callable[[Key, dict[str, str]], bool],
) -> list[Request[Any]]:
    """The requests that lead from `there` to `wanted`; None as fields means that an object may be there, unread."""
    gone = [key for key in there if key not in wanted]
    changed = in_order(key for key, fields in wanted.items() if there.get(key) != fields)
    requests: list[Request[Any]] = [delete(key) for key in reversed(in_order(gone))]
    for key in changed:
        fields = dict(wanted[key])
        if key in there and grows(key, fields):
            requests.append(delete(key))
        requests.append(put(key, fields))
    return requests


async def apply(client: AriClient, requests: Iterable[Request[Any]]) -> list[AriFailure]:
    """Send them all, in order, without waiting in between; what failed (an object that was not there has not)."""
    pending: list[AriFailure] = []
    for outcome in await client.ask_all(requests, key=KEY):
        if isinstance(outcome, AriResponse):
            continue
        deleted = isinstance(outcome.request, DeleteDynamicObject)
        if not (deleted and isinstance(outcome, AriRefused) and outcome.status == NOT_THERE):
            pending.append(outcome)
    return pending
