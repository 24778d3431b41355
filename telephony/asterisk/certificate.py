"""The certificate of a node that was given none: self-signed, so that wss works at once on one's own machine.

A browser must be told to trust it once, by opening the center's https address; docs/settings.md names a real one.
"""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

#: browsers refuse certificates of servers that are valid for longer than 398 days
VALID_DAYS: Final = 397


def ensure_certificate(cert: Path, key: Path, hosts: tuple[str, ...], now: datetime | None = None) -> bool:
    """Make a key and a certificate unless both exist, are valid, and name all of `hosts`; whether anything was made."""
    at = now or datetime.now(UTC)
    if cert.exists() and key.exists() and _fits(cert, hosts, at):
        return False
    private = ec.generate_private_key(ec.SECP256R1())
    key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key.touch(mode=0o600)
    key.write_bytes(private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    cert.parent.mkdir(parents=True, exist_ok=True)
    cert.write_bytes(_certificate(private, hosts, at).public_bytes(serialization.Encoding.PEM))
    return True


def _certificate(private: ec.EllipticCurvePrivateKey, hosts: tuple[str, ...], at: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0][:64])])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName([_alternative(host) for host in dict.fromkeys(hosts)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _fits(cert: Path, hosts: tuple[str, ...], at: datetime) -> bool:
    found = x509.load_pem_x509_certificate(cert.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known = {*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))}
    return at < found.not_valid_after_utc and known.issuperset(hosts)
