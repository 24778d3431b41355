"""Several demo centers on one machine do not answer each other's phones."""

from __future__ import annotations

from ipaddress import ip_address

from telephony.demo_places import outside_host, phones_host


def test_beside_the_usual_port_the_phones_are_where_the_guides_say() -> None:
    assert (outside_host(5060), phones_host(5060)) == ("127.0.0.2", "127.0.0.3")


def test_every_other_port_has_loopback_addresses_of_its_own() -> None:
    ports = (1, 255, 256, 5061, 15060, 15310, 65535)
    hosts = {host(port) for port in ports for host in (outside_host, phones_host)}
    assert len(hosts) == 2 * len(ports)
    assert all(ip_address(host).is_loopback for host in hosts)
