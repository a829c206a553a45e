"""Stamps that no authority would make, signed anew: another certificate, another instant."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto import cms, tsp, x509
from cryptography import x509 as making
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

STAMPS, MAILS = ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.EMAIL_PROTECTION
KEY = generate_private_key(65537, 2048)
"""One key for all who forge: only their names differ."""


@dataclass(frozen=True)
class Maker:
    """A root, and a signer of stamps under it; the years their certificates end."""

    root_until: int = 2040
    signer_until: int = 2040
    purposes: tuple[making.ObjectIdentifier, ...] = (STAMPS,)
    critical: bool = True
    enciphers: bool | None = None  # None: the certificate says nothing of its usage

    @property
    def root(self) -> bytes:
        made = _certificate("forged root", self.root_until)
        rights = making.BasicConstraints(ca=True, path_length=None)
        whole = made.add_extension(rights, critical=True).sign(KEY, hashes.SHA256())
        return whole.public_bytes(Encoding.PEM)

    @property
    def signer(self) -> x509.Certificate:
        made = _certificate("forged", self.signer_until)
        if self.purposes:
            made = made.add_extension(making.ExtendedKeyUsage(self.purposes), self.critical)
        if self.enciphers is not None:
            usage = making.KeyUsage(
                not self.enciphers, False, self.enciphers, False, False, False, False, False, False
            )
            made = made.add_extension(usage, critical=True)
        whole = made.sign(KEY, hashes.SHA256())
        return x509.Certificate.load(whole.public_bytes(Encoding.DER))


def _certificate(name: str, until: int) -> making.CertificateBuilder:
    named = [
        making.Name([making.NameAttribute(NameOID.COMMON_NAME, n)]) for n in (name, "forged root")
    ]
    return (
        making.CertificateBuilder()
        .subject_name(named[0])
        .issuer_name(named[1])
        .public_key(KEY.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(until, 1, 1, tzinfo=UTC))
    )


def signed_anew(
    answer: bytes, maker: Maker, *, at: datetime | None = None, named: bool = False
) -> bytes:
    """The same answer by that maker, said to be of that instant.

    `named`: the authority that it names stays the one of before.
    """
    one = maker.signer
    response = tsp.TimeStampResp.load(answer)
    signed = response["time_stamp_token"]["content"]
    info = signed["encap_content_info"]["content"].parsed
    if not named:
        del info["tsa"]
    if at is not None:
        info["gen_time"] = at
    signed["encap_content_info"]["content"] = cms.ParsableOctetString(info.dump(force=True))
    signed["certificates"] = cms.CertificateSet([cms.CertificateChoices("certificate", one)])
    who = signed["signer_infos"][0]
    holder = cms.IssuerAndSerialNumber({"issuer": one.issuer, "serial_number": one.serial_number})
    who["sid"] = cms.SignerIdentifier("issuer_and_serial_number", holder)
    attributes = cms.CMSAttributes([_mended(each, one, info, at) for each in who["signed_attrs"]])
    who["signed_attrs"] = attributes
    text = b"\x31" + attributes.dump(force=True)[1:]  # a SET when it is signed (RFC 5652, 5.4)
    assert isinstance(KEY, RSAPrivateKey)
    who["signature"] = KEY.sign(text, padding.PKCS1v15(), hashes.SHA256())
    made: bytes = response.dump(force=True)
    return made


def _mended(attribute: Any, one: x509.Certificate, info: Any, at: datetime | None) -> Any:
    kind = attribute["type"].native
    values: list[Any]
    if kind == "signing_certificate_v2":
        digest = hashlib.sha256(one.dump()).digest()
        values = [tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": digest})]})]
    elif kind == "message_digest":
        values = [hashlib.sha256(info.dump()).digest()]
    elif kind == "signing_time" and at is not None:
        values = [cms.Time({"utc_time": at})]
    else:
        return attribute
    return cms.CMSAttribute({"type": kind, "values": values})
