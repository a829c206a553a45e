"""The message that these tests send."""

from __future__ import annotations

MESSAGE = (
    b"From: Ana <ana@example.org>\r\n"
    b"To: <compta@client.example>\r\n"
    b"Subject: =?utf-8?q?Facture_F-12_=C3=A9chue?=\r\n"
    b"Message-ID: <0123abcd+x@relance.example.org>\r\n"
    b"MIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n"
    b"\r\n"
    b"Bonjour,\r\n"
    b".un point en t=C3=AAte de ligne\r\n"
    b"..deux points\r\n"
    b".\r\n"
    b"Bien =C3=A0 vous\r\n"
)

HEAVY = MESSAGE + (b"x" * 76 + b"\r\n") * 110_000
"""More than the socket buffers of both ends hold: the server must read for it to leave."""

SENDER = "ana@example.org"
RECIPIENT = "compta@client.example"
