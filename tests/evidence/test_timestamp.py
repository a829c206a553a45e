"""RFC 3161: the corpora's table, and stamps of a real OpenSSL authority, judged by both."""

from __future__ import annotations

import csv
import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import tsp

from relance.evidence.timestamp import Stamp, StampRefused, read_chain, request, verify
from tests.corpora import CORPORA
from tests.evidence.authority import Authority, authority
from tests.evidence.forging import MAILS, STAMPS, Maker, signed_anew

TABLE = CORPORA / "rfc3161"
MESSAGE = b"relance/creancier-1\n12\nroot\n"


def _nonce(query: Path) -> int:
    found: int = tsp.TimeStampReq.load(query.read_bytes())["nonce"].native
    return found


def _table(response: str, message: bytes, chain: str, pinned: str = "", query: str = "") -> Stamp:
    return verify(
        (TABLE / response).read_bytes(),
        message,
        (TABLE / chain).read_bytes(),
        pinned=pinned,
        nonce=_nonce(TABLE / query) if query else None,
    )


def _taken(row: dict[str, str], pinned: str = "") -> bool:
    """Whether we take the answer of a row, for the words it says were stamped."""
    message = re.sub(r" \(.*", "", row["request_or_message"]).partition(" of ")[2]
    try:
        _table(row["response"], message.encode(), row["chain"].split(" (")[0], pinned)
    except StampRefused:
        return False
    return True


@pytest.mark.corpora
def test_each_row_of_the_corpora_has_its_verdict() -> None:
    """Whatever the rows are: a table with other files is read the same way."""
    with (TABLE / "expected.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert rows
    for row in rows:
        assert _taken(row) is row["verdict"].startswith("valid"), row
        pinned = re.search(r"refused when pinned to CN=(.+)", row["verdict"])
        assert not (pinned and _taken(row, pinned[1])), row


@pytest.mark.corpora
def test_the_table_of_the_corpora_holds() -> None:
    """Five verdicts, each the one that was established elsewhere."""
    chain = "test_tsa/ts_chain.pem"
    good = _table("test_tsa/response.tsr", b"hello", chain, query="test_tsa/request.der")
    assert good.at.isoformat() == "2024-10-08T15:40:32+00:00"
    assert (good.algorithm, good.authority) == ("sha512", "Test TSA Timestamping")
    with pytest.raises(StampRefused, match="empreinte diffère"):
        _table("test_tsa/response.tsr", b"another message", chain)
    with pytest.raises(StampRefused, match="autre autorité"):
        _table("test_tsa/other_response.tsr", b"hello", chain)
    with pytest.raises(StampRefused, match="autre demande"):
        _table("test_tsa/other_response.tsr", b"hello", chain, query="test_tsa/request.der")
    injected = "test_tsa/response-injected-certs.tsr"
    assert _table(injected, b"hello", chain).authority == "Test TSA Timestamping"
    with pytest.raises(StampRefused, match="Spoofed TSA"):
        _table(injected, b"hello", chain, pinned="Spoofed TSA")
    other = _table("identrust/issue-104.tsr", b"hello", "identrust/ts_chain.pem")
    assert other.authority == "TrustID Timestamp Authority"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa") / "one")


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa") / "two", key="ec")


def asked(algorithm: str = "sha256", nonce: int = 42) -> bytes:
    return request(hashlib.new(algorithm, MESSAGE).digest(), nonce=nonce, algorithm=algorithm)


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512"])
def test_our_requests_are_answered_and_both_judges_take_the_answer(
    ours: Authority, others: Authority, algorithm: str
) -> None:
    """RSA and elliptic curves, three hashes: `openssl ts -verify` agrees."""
    for one in (ours, others):
        answer = one.answer(asked(algorithm))
        stamp = verify(answer, MESSAGE, one.chain, nonce=42)
        assert stamp.algorithm == algorithm
        assert one.takes(answer, MESSAGE)


def test_what_is_wrong_is_refused_by_both_judges(ours: Authority, others: Authority) -> None:
    """Another message, another authority, a bit of the signature: one verdict each, the same."""
    answer = ours.answer(asked())
    with pytest.raises(StampRefused, match="empreinte diffère"):
        verify(answer, MESSAGE + b"!", ours.chain)
    assert not ours.takes(answer, MESSAGE + b"!")
    with pytest.raises(StampRefused, match="autre autorité"):
        verify(answer, MESSAGE, others.chain)
    assert not ours.takes(answer, MESSAGE, chain=others.chain)
    signature = tsp.TimeStampResp.load(answer)["time_stamp_token"]["content"]["signer_infos"][0][
        "signature"
    ].native
    flipped = bytes([signature[0] ^ 1]) + signature[1:]
    broken = answer.replace(signature, flipped)
    assert broken != answer
    with pytest.raises(StampRefused, match="signature est fausse"):
        verify(broken, MESSAGE, ours.chain)
    assert not ours.takes(broken, MESSAGE)
    with pytest.raises(StampRefused, match="autre demande"):
        verify(answer, MESSAGE, ours.chain, nonce=43)


@pytest.mark.parametrize(
    ("maker", "good"),
    [
        (Maker(), True),
        (Maker(enciphers=False), True),
        (Maker(enciphers=True), False),
        (Maker(purposes=(STAMPS, MAILS)), False),
        (Maker(critical=False), False),
        (Maker(purposes=(MAILS,)), False),
        (Maker(purposes=()), False),
    ],
)
def test_a_certificate_that_is_not_for_stamps_alone_is_refused_by_both_judges(
    ours: Authority, maker: Maker, good: bool
) -> None:
    """A mail certificate of the same root must not date anything (RFC 3161, 2.3)."""
    answer = signed_anew(ours.answer(asked()), maker)
    assert ours.takes(answer, MESSAGE, chain=maker.root) is good
    if good:
        assert verify(answer, MESSAGE, maker.root).authority == "forged"
    else:
        with pytest.raises(StampRefused):
            verify(answer, MESSAGE, maker.root)


@pytest.mark.parametrize("maker", [Maker(root_until=2022), Maker(signer_until=2022)])
def test_a_chain_is_judged_at_the_instant_of_the_stamp(ours: Authority, maker: Maker) -> None:
    """Expired since: still good. Expired already, the root or the signer: refused by both."""
    before, since = datetime(2021, 6, 1, tzinfo=UTC), datetime(2023, 6, 1, tzinfo=UTC)
    good = signed_anew(ours.answer(asked()), maker, at=before)
    assert verify(good, MESSAGE, maker.root).at == before
    assert ours.takes(good, MESSAGE, chain=maker.root)
    late = signed_anew(good, maker, at=since)
    assert not ours.takes(late, MESSAGE, chain=maker.root)
    with pytest.raises(StampRefused):
        verify(late, MESSAGE, maker.root)


def test_a_stamp_that_names_another_authority_than_its_signer_is_refused(ours: Authority) -> None:
    """Signed by one, in the name of another: `openssl ts -verify` says it too."""
    maker = Maker()
    answer = signed_anew(ours.answer(asked()), maker, named=True)
    assert not ours.takes(answer, MESSAGE, chain=maker.root)
    with pytest.raises(StampRefused, match="une autre autorité que son signataire"):
        verify(answer, MESSAGE, maker.root)


def test_a_refusal_prints_nothing_of_its_own(
    ours: Authority, others: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    """A page of traceback above the verdict would be taken for a fault of ours."""
    with pytest.raises(StampRefused):
        verify(ours.answer(asked()), MESSAGE, others.chain)
    assert caplog.records == []


def test_a_stamp_without_its_certificate_needs_it_in_the_chain(ours: Authority) -> None:
    """cert_req false: the signer is then found in the user's chain, or the stamp is refused."""
    plain = tsp.TimeStampReq.load(asked())
    plain["cert_req"] = False
    answer = ours.answer(plain.dump())
    signer = (ours.folder / "signer.pem").read_bytes()
    with pytest.raises(StampRefused):
        verify(answer, MESSAGE, ours.chain)
    assert verify(answer, MESSAGE, ours.chain + signer).authority == "Stamps one"
    assert ours.takes(answer, MESSAGE)


@pytest.mark.parametrize("answer", [b"", b"\x30\x03\x02\x01\x02", b"not asn.1", b"\x30\x80" * 9])
def test_an_answer_that_is_none_is_refused_in_words(ours: Authority, answer: bytes) -> None:
    """An error page of the authority must not crash the desk."""
    with pytest.raises(StampRefused):
        verify(answer, MESSAGE, ours.chain)


def test_an_authority_that_says_no_is_quoted(ours: Authority) -> None:
    """PKIStatus 2: rejection."""
    with pytest.raises(StampRefused, match="rejection"):
        verify(bytes.fromhex("30053003020102"), MESSAGE, ours.chain)


def test_a_chain_or_a_hash_that_is_none_is_refused(ours: Authority) -> None:
    with pytest.raises(StampRefused, match="chaîne"):
        read_chain(b"nothing")
    with pytest.raises(StampRefused, match="longueur"):
        request(b"short", nonce=1)
