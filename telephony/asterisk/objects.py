"""Trunks and devices as SIP objects of Asterisk's that ARI makes, changes and removes while it runs.

Pure: configuration in, objects out. docs/adr/0010 says how they work without a reload and outlive a restart. The rules
that follow from how Asterisk keeps them:

- An update merges into what is there, so every object of a kind has the same fields, spelt out.
- A list field (`contact`, `match`) grows when it is updated, and the database keeps its last value only. So there is
  one `identify` object per source address, and objects with such a field (GROWING) are deleted before they are put.
- An endpoint's name is what a phone or a PBX logs in with, because that is how Asterisk recognises it.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from contracts.configuration import (
    SIP_REALM,
    CenterConfiguration,
    DeviceConfiguration,
    Registration,
    TrunkConfiguration,
)
from contracts.vocabulary import DeviceKind
from telephony.asterisk.dialplan import DEVICES, INBOUND
from telephony.asterisk.neighbours import Role

#: (ARI's configuration class, object type, id) -> its fields; ARI takes them in this order
Key = tuple[str, str, str]
Objects = dict[Key, dict[str, str]]

CLASS: Final = "res_pjsip"
#: an endpoint names its aor and auth, a registration its auth: put in this order, deleted in the other
ORDER: Final = ("auth", "aor", "endpoint", "identify", "registration")
#: object types whose list fields grow on an update: delete, then put
GROWING: Final = frozenset({"identify"})
#: source addresses of one trunk; more are not looked at
SOURCE_ADDRESSES_MAX: Final = 16
#: what the outside speaks and what we can
CODECS: Final = ("opus", "g722", "alaw", "ulaw")
#: seconds; a registration that is not renewed for so long means that the phone is gone
EXPIRATION_MAX_S: Final = 300
#: seconds between looks at a browser: its socket's end is noticed at once, a lost network by this
BROWSER_QUALIFY_S: Final = 30
#: seconds without audio from a browser, which sends always, until its leg is hung up and the customer hears music
BROWSER_RTP_TIMEOUT_S: Final = 5


def endpoint_of_device(device: DeviceConfiguration) -> str:
    """The SIP endpoint's name, as in a channel's `PJSIP/<name>-00000001`."""
    return device.username or f"d{device.id}"


def endpoint_of_trunk(trunk: TrunkConfiguration) -> str:
    """The SIP endpoint's name, as in a channel's `PJSIP/<name>-00000001`."""
    return trunk.username or f"t{trunk.id}"


def wanted(configuration: CenterConfiguration, media_address: str = "", role: Role = Role.BOTH) -> Objects:
    """Every object that shall be there. `media_address` binds RTP to one address of the node's; "" to all."""
    objects: Objects = {}
    for device in configuration.devices if role is not Role.CALLERS else ():
        objects |= device_objects(device, media_address)
    for trunk in configuration.trunks if role is not Role.AGENTS else ():
        objects |= trunk_objects(trunk, media_address)
    return objects


def device_objects(device: DeviceConfiguration, media_address: str = "") -> Objects:
    """An agent's phone: it may call the echo test and nothing else, whoever speaks through it."""
    name = endpoint_of_device(device)
    browser, fixed = device.kind is DeviceKind.BROWSER, device.kind is DeviceKind.SIP_FIXED
    objects: Objects = {}
    if not fixed and not device.digest:
        return objects  # its person has not signed in yet: without credentials there is nothing that could log in
    if not fixed:
        objects[CLASS, "auth", name] = _auth(name, device.digest)
    objects[CLASS, "aor", name] = _aor(device)
    objects[CLASS, "endpoint", name] = _endpoint(
        context=DEVICES,
        aors=name,
        auth="" if fixed else name,
        # A phone at a fixed address is called and does not call: nothing recognises it by its address.
        identify_by="header" if fixed else "auth_username,username",
        codecs=CODECS,
        webrtc=browser,
        media_address=media_address,
        rtp_timeout=BROWSER_RTP_TIMEOUT_S if browser else 0,
        trusted=False,
    )
    return objects


def trunk_objects(trunk: TrunkConfiguration, media_address: str = "") -> Objects:
    """A way in for callers: by source address, by logging in at us, or through our registration at the provider."""
    name = endpoint_of_trunk(trunk)
    objects: Objects = {}
    if trunk.username:
        objects[CLASS, "auth", name] = _auth(name, trunk.digest)
        objects[CLASS, "aor", name] = _registered_aor(qualify_s=0)
    objects[CLASS, "endpoint", name] = _endpoint(
        context=INBOUND,
        aors=name if trunk.username else "",
        auth=name if trunk.username else "",
        identify_by="auth_username,username,ip" if trunk.username else "ip",
        codecs=[codec for codec in trunk.codecs if codec in CODECS] or CODECS,
        webrtc=False,
        media_address=media_address,
        rtp_timeout=0,
        trusted=True,
        # A provider that asks who is calling out gets the answer with which we register.
        outbound_auth=_outbound(name) if trunk.registration is not None else "",
    )
    for index, address in enumerate(trunk.source_addresses[:SOURCE_ADDRESSES_MAX]):
        objects[CLASS, "identify", f"{name}-{index}"] = {"endpoint": name, "match": address, "srv_lookups": "no"}
    if trunk.registration is not None:
        objects |= _registration(name, trunk.registration)
    return objects


def possible(name: str) -> Iterator[Key]:
    """Every object that an endpoint of this name may have had; what is not there answers 404 when it is deleted."""
    for kind in ("endpoint", "aor", "auth", "registration"):
        yield CLASS, kind, name
    yield CLASS, "auth", _outbound(name)
    for index in range(SOURCE_ADDRESSES_MAX):
        yield CLASS, "identify", f"{name}-{index}"


def grows(key: Key, fields: dict[str, str]) -> bool:
    """Whether this object must be deleted before it is put, because an update would add to a list."""
    return key[1] in GROWING or "contact" in fields


def in_order(keys: Iterable[Key]) -> list[Key]:
    """The order in which objects are put; reverse it to delete."""
    return sorted(keys, key=lambda key: (ORDER.index(key[1]), key))


def mark(digest: str) -> dict[str, str]:
    """Fields of an auth object that only says `digest` (hexadecimal, 32 digits or more). No endpoint has it: nobody can log in by it."""
    return _auth(digest, digest[:32])


def _outbound(name: str) -> str:
    return f"{name}-out"


def _auth(username: str, digest: str) -> dict[str, str]:
    """Credentials of somebody who logs in at us; only the digest is known here (HA1 of RFC 7616, MD5)."""
    return {"auth_type": "md5", "username": username, "realm": SIP_REALM, "md5_cred": digest}


def _aor(device: DeviceConfiguration) -> dict[str, str]:
    if device.kind is DeviceKind.SIP_FIXED:
        # It never registers and counts as reachable always: an offer that nobody answers tells the truth.
        return {"contact": device.contact, "max_contacts": "0", "qualify_frequency": "0"}
    # Some phones lose the call they wait for when an OPTIONS comes; their registration's end tells that they are gone.
    return _registered_aor(BROWSER_QUALIFY_S if device.kind is DeviceKind.BROWSER else 0)


def _registered_aor(qualify_s: int) -> dict[str, str]:
    """One phone at a time: who logs in anew takes the place of who was there."""
    return {
        "max_contacts": "1",
        "remove_existing": "yes",
        "remove_unavailable": "yes",
        "minimum_expiration": "30",
        "default_expiration": "120",
        "maximum_expiration": str(EXPIRATION_MAX_S),
        "qualify_frequency": str(qualify_s),
        "qualify_timeout": "3.0",
        "support_path": "no",
    }


def _endpoint(
    *,
    context: str,
    aors: str,
    auth: str,
    identify_by: str,
    codecs: Iterable[str],
    webrtc: bool,
    media_address: str,
    rtp_timeout: int,
    trusted: bool,
    outbound_auth: str = "",
) -> dict[str, str]:
    """`trusted`: whose P-Asserted-Identity is believed (RFC 3325): a provider's, never a phone's."""
    secured = "yes" if webrtc else "no"
    return {
        "context": context,
        "aors": aors,
        "auth": auth,
        "outbound_auth": outbound_auth,
        "identify_by": identify_by,
        "allow": "!all," + ",".join(codecs),
        # Media stays with us: recordings, digits and music need it. Transfers and subscriptions are the engine's matter.
        "direct_media": "no",
        "allow_transfer": "no",
        "allow_subscribe": "no",
        "allow_overlap": "no",
        "send_connected_line": "no",
        "trust_connected_line": "no",
        "trust_id_inbound": "yes" if trusted else "no",
        "callerid": "caller",
        "dtmf_mode": "auto_info",
        "force_rport": "yes",
        "rewrite_contact": "yes",
        "rtp_symmetric": "yes",
        "rtp_timeout": str(rtp_timeout),
        "media_address": media_address,
        "bind_rtp_to_media_address": "yes" if media_address else "no",
        "max_video_streams": "0",
        # What webrtc=yes implies is spelt out, so that a device may change its kind.
        "ice_support": secured,
        "use_avpf": secured,
        "rtcp_mux": secured,
        "bundle": secured,
        "media_use_received_transport": secured,
        "media_encryption": "dtls" if webrtc else "no",
        "dtls_auto_generate_cert": secured,
        "webrtc": secured,
    }


def _registration(name: str, registration: Registration) -> Objects:
    """We log in at the provider, and know calls that come for this login by the `line` in our contact address."""
    server = registration.server
    return {
        (CLASS, "auth", _outbound(name)): {
            "auth_type": "userpass",
            "username": registration.username,
            "password": registration.secret,
        },
        (CLASS, "registration", name): {
            "server_uri": f"sip:{server}",
            "client_uri": f"sip:{registration.username}@{server}",
            "contact_user": registration.username,
            "outbound_auth": _outbound(name),
            "endpoint": name,
            "line": "yes",
            "expiration": "600",
            # Never give up: a wrong password is mended on either side, and nobody should have to tell us.
            "retry_interval": "20",
            "forbidden_retry_interval": "60",
            "fatal_retry_interval": "60",
            "auth_rejection_permanent": "no",
            "max_retries": "1000000",
            "max_random_initial_delay": "0",
        },
    }
