"""Where the demo's phones listen: loopback addresses of the center's own, so that several centers on one machine have theirs."""

from __future__ import annotations

from typing import Final

USUAL_SIP_PORT: Final = 5060
OUTSIDE_PORT: Final = 5098
"""Where the demo's outside world answers what agents dial."""


def outside_host(sip_port: int) -> str:
    return _host(sip_port, 2)


def phones_host(sip_port: int) -> str:
    return _host(sip_port, 3)


def _host(sip_port: int, last: int) -> str:
    """The whole of 127/8 is loopback (RFC 1122, 3.2.1.3): 127.0.0.x beside the usual SIP port, beside another one its two octets."""
    return f"127.0.0.{last}" if sip_port == USUAL_SIP_PORT else f"127.{sip_port >> 8}.{sip_port & 255}.{last}"
