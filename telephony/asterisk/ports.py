"""Whether a node's ports are free; Asterisk itself would start without those that are taken and not say so."""

import errno
import socket

from launch.faults import LaunchFault
from launch.ports import holder_of
from telephony.asterisk.neighbours import Role
from telephony.asterisk.settings import NodeSettings


def demand_free_ports(settings: NodeSettings) -> None:
    """Raise LaunchFault for the first address that cannot be listened on."""
    wanted = (
        ("CC_SIP_PORT", socket.SOCK_DGRAM, settings.listen, settings.sip_port),
        ("CC_SIP_PORT", socket.SOCK_STREAM, settings.listen, settings.sip_port),
        ("CC_WS_PORT", socket.SOCK_STREAM, settings.http_listen, settings.ws_port),
        # Browsers are where agents are: the node for callers alone opens no port for them.
        *([] if settings.role is Role.CALLERS else [("CC_WSS_PORT", socket.SOCK_STREAM, settings.listen, settings.wss_port)]),
    )
    for setting, kind, host, port in wanted:
        name = settings.setting(setting)
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind is socket.SOCK_STREAM:
                # As Asterisk does: connections of a node that has just ended are no obstacle.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise _explained(name, kind, host, port, error) from error


def _explained(name: str, kind: int, host: str, port: int, error: OSError) -> LaunchFault:
    protocol = "UDP" if kind == socket.SOCK_DGRAM else "TCP"
    if error.errno == errno.EADDRINUSE:
        holder = holder_of(port, "udp" if protocol == "UDP" else "tcp") or "another program"
        return LaunchFault(f"{protocol} port {port} on {host} is taken by {holder}", f"Stop it or set {name} to a free port")
    if error.errno == errno.EADDRNOTAVAIL:
        return LaunchFault(f"This machine has no address {host}", "Set CC_LISTEN to one of its addresses")
    return LaunchFault(f"{protocol} port {port} on {host} cannot be used ({error.strerror})", f"Set {name} to another port")
