import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from telephony.asterisk.certificate import ensure_certificate

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_certificate_names_every_host_and_matches_its_key(tmp_path: Path) -> None:
    cert, key = tmp_path / "s" / "tls.crt", tmp_path / "s" / "tls.key"
    assert ensure_certificate(cert, key, ("center.example.test", "localhost", "127.0.0.1", "localhost"), NOW)
    made = x509.load_pem_x509_certificate(cert.read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["center.example.test", "localhost"]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1"]
    assert load_pem_private_key(key.read_bytes(), None).public_key() == made.public_key()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert made.not_valid_after_utc - NOW < timedelta(days=398)


def test_it_is_kept_until_it_is_over(tmp_path: Path) -> None:
    cert, key = tmp_path / "tls.crt", tmp_path / "tls.key"
    ensure_certificate(cert, key, ("localhost",), NOW)
    first = cert.read_bytes()
    assert not ensure_certificate(cert, key, ("localhost",), NOW + timedelta(days=396))
    assert cert.read_bytes() == first
    assert ensure_certificate(cert, key, ("localhost",), NOW + timedelta(days=398))
    assert cert.read_bytes() != first
