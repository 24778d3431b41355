"""Stand-in until telephony/asterisk/objects.py is there."""

from contracts.configuration import CenterConfiguration, DeviceConfiguration, TrunkConfiguration
from contracts.vocabulary import DeviceKind

Objects = dict[tuple[str, str, str], dict[str, str]]


def endpoint_of_device(device: DeviceConfiguration) -> str:
    return device.username or f"d{device.id}"


def endpoint_of_trunk(trunk: TrunkConfiguration) -> str:
    return trunk.username or f"t{trunk.id}"


def wanted(configuration: CenterConfiguration) -> Objects:
    objects: Objects = {}
    for device in configuration.devices:
        name = endpoint_of_device(device)
        if device.kind is DeviceKind.SIP_FIXED:
            objects["res_pjsip", "aor", name] = {"contact": device.contact, "qualify_frequency": "0"}
            extra = {"transport": "udp"}
        else:
            objects["res_pjsip", "auth", name] = {
                "auth_type": "md5",
                "username": name,
                "realm": "ccplatform",
                "md5_cred": device.digest,
            }
            objects["res_pjsip", "aor", name] = {"max_contacts": "1", "remove_existing": "yes"}
            extra = {"auth": name}
        if device.kind is DeviceKind.BROWSER:
            extra |= {"webrtc": "yes", "dtls_auto_generate_cert": "yes"}
        allow = "!all,opus,g722,alaw,ulaw" if device.kind is DeviceKind.BROWSER else "!all,g722,alaw,ulaw"
        objects["res_pjsip", "endpoint", name] = {
            "context": "devices",
            "aors": name,
            "direct_media": "no",
            "allow": allow,
            **extra,
        }
    for trunk in configuration.trunks:
        name = endpoint_of_trunk(trunk)
        objects["res_pjsip", "endpoint", name] = {"context": "inbound", "direct_media": "no", "allow": "!all," + ",".join(trunk.codecs)}
        objects["res_pjsip_endpoint_identifier_ip", "identify", name] = {"endpoint": name, "match": ",".join(trunk.source_addresses)}
    return objects
