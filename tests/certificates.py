"""Certificates for servers on loopback: one good, and each kind of wrong one."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LONG = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC))
PAST = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC))
FUTURE = (datetime(2089, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC))

WRONG = ("expired", "not yet valid", "other host", "unknown authority", "self-signed")


@dataclass(frozen=True)
class Certificates:
    """The authority's file, and a server context for `good` and each of WRONG."""

    authority: Path
    contexts: dict[str, ssl.SSLContext]


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _signed(
    common: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    signer: ec.EllipticCurvePrivateKey,
    *,
    valid: tuple[datetime, datetime] = LONG,
    host: str = "127.0.0.1",
    authority: bool = False,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            critical=False,
        )
    )
    if not authority:
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(signer, hashes.SHA256())


def _context(
    folder: Path, name: str, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey
) -> ssl.SSLContext:
    file = folder / f"{name.replace(' ', '-')}.pem"
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def certificates(folder: Path) -> Certificates:
    """Make them all in that folder."""
    root, other, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    authority = _signed("Test authority", root, "Test authority", root, authority=True)
    file = folder / "authority.pem"
    file.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    ours = ("server", key, "Test authority", root)
    made = {
        "good": _signed(*ours),
        "expired": _signed(*ours, valid=PAST),
        "not yet valid": _signed(*ours, valid=FUTURE),
        "other host": _signed(*ours, host="192.0.2.1"),
        "unknown authority": _signed("server", key, "Another authority", other),
        "self-signed": _signed("server", key, "server", key),
    }
    return Certificates(file, {name: _context(folder, name, made[name], key) for name in made})
