"""Time stamps of RFC 3161: asked for a hash, checked against the authority's own chain.

What a stamp proves: these bytes existed at that instant, says the authority. A qualified one is
presumed exact (eIDAS art. 41 and 42; law.md L13.5). pyHanko judges signature and path; it takes
the signer from SignerInfo, never the first certificate of the bag (GHSA-3xxc-pwj6-jgrj).
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, core, pem, tsp, x509

_SIZES = {"sha256": 32, "sha384": 48, "sha512": 64}
"""The hashes accepted, and their length in bytes."""


_SIGNING = {"digital_signature", "non_repudiation"}


class StampRefused(ValueError):
    """The stamp proves nothing; the message says why, in French."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A good stamp: when, by whom, of which hash; `expires_at`: until when its certificate ran."""

    at: datetime
    authority: str
    serial: int
    algorithm: str
    expires_at: datetime


def request(digest: bytes, *, nonce: int, algorithm: str = "sha256") -> bytes:
    """The request (DER) to stamp this hash; the certificate is asked for in the answer."""
    if len(digest) != _SIZES.get(algorithm):
        raise StampRefused("L’empreinte n’a pas la longueur de son algorithme.")
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": algorithm})}
    made = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": tsp.MessageImprint({**imprint, "hashed_message": digest}),
            "nonce": nonce,
            "cert_req": True,
        }
    )
    written: bytes = made.dump()
    return written


def verify(
    response: bytes,
    message: bytes,
    chain: bytes,
    *,
    nonce: int | None = None,
    pinned: str = "",
) -> Stamp:
    """Check an answer (DER) against the bytes stamped and the chain the user trusts.

    `chain` holds the authority's certificates up to a self-signed one, as PEM or DER. `nonce` is
    the one of our request, None when it is not known any more. `pinned` is the common name the
    signer must have. The chain is judged at the instant of the stamp: a certificate that has
    expired since stays good. Raises StampRefused.
    """
    signed, info = _opened(response)
    algorithm = info["message_imprint"]["hash_algorithm"]["algorithm"].native
    if algorithm not in _SIZES:
        raise StampRefused(f"L’empreinte ({algorithm}) n’est pas d’un algorithme accepté.")
    if info["message_imprint"]["hashed_message"].native != hashlib.new(algorithm, message).digest():
        raise StampRefused("L’empreinte diffère\u00a0: ce n’est pas ce qui a été horodaté.")
    if nonce is not None and info["nonce"].native != nonce:
        raise StampRefused("Le jeton répond à une autre demande.")
    at = info["gen_time"].native
    status = _judged(signed, message, read_chain(chain), at)
    if not (status.intact and status.valid):
        raise StampRefused("La signature est fausse.")
    if not status.trusted:
        raise StampRefused(
            "L’horodatage est signé par une autre autorité que celle de la chaîne, ou par un "
            "certificat qui n’était pas valable à cet instant."
        )
    signer = status.signing_cert
    _fit(signer, info)
    name = str(signer.subject.native.get("common_name") or signer.subject.human_friendly)
    if pinned and name != pinned:
        raise StampRefused(f"Le signataire est «\u00a0{name}\u00a0», pas «\u00a0{pinned}\u00a0».")
    return Stamp(at, name, info["serial_number"].native, algorithm, signer.not_valid_after)


def _fit(signer: x509.Certificate, info: Any) -> None:
    """The certificate is for stamps alone (RFC 3161, 2.3), and is the one the stamp names."""
    purposes, usage = signer.extended_key_usage_value, signer.key_usage_value
    alone = purposes is not None and purposes.native == ["time_stamping"]
    critical = "extended_key_usage" in signer.critical_extensions
    signs = usage is None or (usage.native and usage.native <= _SIGNING)
    if not (alone and critical and signs):
        raise StampRefused("Le certificat du signataire n’est pas réservé à l’horodatage.")
    named = info["tsa"]
    if named.native is None:
        return
    others = signer.subject_alt_name_value
    known = [x509.GeneralName("directory_name", signer.subject), *(others or ())]
    if named.dump() not in {_as_named(one).dump() for one in known}:
        raise StampRefused("L’horodatage nomme une autre autorité que son signataire.")


def _as_named(name: x509.GeneralName) -> Any:
    """The same name, tagged as a stamp tags the authority it names."""
    return tsp.TSTInfo({"tsa": name})["tsa"]


def read_chain(chain: bytes) -> list[x509.Certificate]:
    """The certificates of a PEM bundle, of one DER certificate, or of a DER PKCS#7."""
    try:
        if pem.detect(chain):
            found = [x509.Certificate.load(raw) for _, _, raw in pem.unarmor(chain, True)]
        else:
            found = _of_der(chain)
        assert all(one.subject is not None for one in found), "parsed lazily"
    except (ValueError, TypeError, KeyError):
        raise StampRefused("La chaîne de certificats n’est pas lisible.") from None
    return found


def _of_der(chain: bytes) -> list[x509.Certificate]:
    try:
        loaded = cms.ContentInfo.load(chain)
        if loaded["content_type"].native == "signed_data":
            return [one.chosen for one in loaded["content"]["certificates"]]
    except (ValueError, TypeError, KeyError):
        pass  # then it is one certificate
    return [x509.Certificate.load(chain, strict=True)]


def _opened(response: bytes) -> tuple[Any, Any]:
    """The signed data and the TSTInfo of a granted answer."""
    try:
        # A refusal has no token: the status is read before the whole.
        said = core.Sequence.load(response, strict=True)[0]
        status = tsp.PKIStatusInfo.load(said.dump())["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise StampRefused(f"L’autorité a refusé ({status}).")
        answer = tsp.TimeStampResp.load(response, strict=True)
        signed = answer["time_stamp_token"]["content"]
        content = signed["encap_content_info"]
        if content["content_type"].native != "tst_info":
            raise StampRefused("Le jeton ne contient pas d’horodatage.")
        info = content["content"].parsed
        assert answer.native and info.native and len(signed["signer_infos"]) == 1, "parsed lazily"
    except (ValueError, TypeError, KeyError, IndexError, AssertionError) as wrong:
        if isinstance(wrong, StampRefused):
            raise
        raise StampRefused("La réponse n’est pas un horodatage RFC 3161.") from None
    return signed, info


def _valid(one: x509.Certificate, at: datetime) -> bool:
    return bool(one.not_valid_before <= at <= one.not_valid_after)


def _judged(signed: Any, message: bytes, chain: Sequence[x509.Certificate], at: datetime) -> Any:
    """What pyHanko says of signature and path, at the instant of the stamp, without network."""
    # Brought in here: it costs a second, and most of what runs never checks a stamp.
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it would print, we say
    context = ValidationContext(
        # pyHanko takes a root at any age; a root that had expired by then vouches for nothing.
        trust_roots=[one for one in chain if one.self_issued and _valid(one, at)],
        other_certs=list(chain),
        allow_fetching=False,
        moment=at,
    )

    def imprint(algorithm: str) -> bytes:
        return hashlib.new(algorithm, message).digest()

    # The bag is not signed: the user's certificates go in, for a token that carries none.
    bag = [*(signed["certificates"] or ()), *chain]
    signed["certificates"] = cms.CertificateSet(bag)
    try:
        found = asyncio.run(validate_tst_signed_data(signed, context, imprint))
        return TimestampSignatureStatus(**found)
    except (SignatureValidationError, ValueError, TypeError, KeyError) as wrong:
        raise StampRefused(f"Le jeton ne se vérifie pas ({type(wrong).__name__}).") from None
