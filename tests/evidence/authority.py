"""A real time-stamping authority of OpenSSL, made for one test: root, signer, stamps."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

_CONFIG = """
[ tsa ]
default_tsa = one
[ one ]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ stamps ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ mails ]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,emailProtection
[ root ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[ req ]
distinguished_name = dn
[ dn ]
"""


def openssl(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run openssl; CI installs it, a machine without it fails here."""
    return subprocess.run(["openssl", *arguments], cwd=cwd, capture_output=True, check=False)


def _must(*arguments: str, cwd: Path) -> None:
    done = openssl(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr.decode()


@dataclass(frozen=True)
class Authority:
    """A folder with root.pem (the chain to trust) and a signer."""

    folder: Path

    @property
    def chain(self) -> bytes:
        return (self.folder / "root.pem").read_bytes()

    def answer(self, request: bytes) -> bytes:
        """The answer (DER) of the authority to this request (DER)."""
        (self.folder / "ask.tsq").write_bytes(request)
        _must(
            "ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile", "ask.tsq",
            "-signer", "signer.pem", "-inkey", "signer.key", "-out", "answer.tsr",
            cwd=self.folder,
        )  # fmt: skip
        return (self.folder / "answer.tsr").read_bytes()

    def takes(self, response: bytes, message: bytes, *, chain: bytes | None = None) -> bool:
        """What `openssl ts -verify` says, judged at the instant of the stamp."""
        from asn1crypto import tsp

        info = tsp.TimeStampResp.load(response)["time_stamp_token"]["content"]
        at = info["encap_content_info"]["content"].parsed["gen_time"].native
        (self.folder / "said.tsr").write_bytes(response)
        (self.folder / "data").write_bytes(message)
        (self.folder / "trusted.pem").write_bytes(chain or self.chain)
        done = openssl(
            "ts", "-verify", "-in", "said.tsr", "-data", "data", "-CAfile", "trusted.pem",
            "-untrusted", "signer.pem", "-attime", str(int(at.timestamp())),
            cwd=self.folder,
        )  # fmt: skip
        return done.returncode == 0


def authority(folder: Path, *, key: str = "rsa:2048", usage: str = "stamps") -> Authority:
    """A new authority; `usage` names what its signer's certificate is for."""
    folder.mkdir(parents=True)
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    named = folder.name
    kind = ["-newkey", "rsa:2048"] if key.startswith("rsa") else [
        "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
    ]  # fmt: skip
    _must(
        "req", "-x509", *kind, "-nodes", "-keyout", "root.key", "-out", "root.pem", "-days", "30",
        "-subj", f"/CN=Root {named}", "-config", "tsa.cnf", "-extensions", "root",
        cwd=folder,
    )  # fmt: skip
    _must(
        "req", *kind, "-nodes", "-keyout", "signer.key", "-out", "signer.csr",
        "-subj", f"/CN=Stamps {named}", "-config", "tsa.cnf",
        cwd=folder,
    )  # fmt: skip
    _must(
        "x509", "-req", "-in", "signer.csr", "-CA", "root.pem", "-CAkey", "root.key",
        "-CAcreateserial", "-out", "signer.pem", "-days", "20", "-extfile", "tsa.cnf",
        "-extensions", usage,
        cwd=folder,
    )  # fmt: skip
    return Authority(folder)
