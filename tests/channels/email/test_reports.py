"""What a report says of our mail: a bounce only when it says so, of ours, for everybody."""

from __future__ import annotations

import pytest

from relance.channels.email.reports import Said, read_report

ONE = "0123456789abcdef0123456789abcdef"


def report(
    *groups: str, kind: str = "delivery-status", identity: str = ONE, head: str = "Message-ID"
) -> bytes:
    """A report as Postfix writes them: words, status, the headers sent back."""
    status = "\r\n\r\n".join(("Reporting-MTA: dns; mx.example.org", *groups))
    return (
        f"Subject: Undelivered Mail\r\nContent-Type: multipart/report; report-type={kind};"
        '\r\n\tboundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        "Je n’ai pas pu remettre votre message.\r\n\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"{head}: <{identity}@example.org>\r\n\r\n--b--\r\n"
    ).encode()


GONE = (
    "Final-Recipient: rfc822; julie@cafe.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550 no such user"
)
LATE = "Final-Recipient: rfc822; julie@cafe.example\r\nAction: delayed\r\nStatus: 4.4.1"
THERE = "Final-Recipient: rfc822; julie@cafe.example\r\nAction: relayed\r\nStatus: 2.0.0"


def envelope(identity: str) -> bytes:
    """A report without the headers, that names the identity given with the envelope."""
    named = f"Reporting-MTA: dns; mx\r\nOriginal-Envelope-Id: {identity}@example.org"
    whole = report(GONE).replace(b"Reporting-MTA: dns; mx.example.org", named.encode())
    return whole.split(b"--b\r\nContent-Type: text/rfc822-headers")[0] + b"--b--\r\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (report(GONE), Said.FAILED),
        (report(GONE.replace("failed", "FAILED")), Said.FAILED),
        (report(GONE, GONE), Said.FAILED),
        (report(GONE)[:-70], Said.UNSURE),  # cut before it names our mail
        (report(LATE), Said.UNSURE),  # it may still arrive
        (report(GONE, THERE), Said.UNSURE),  # an alias: one of its two has it
        (report(THERE), Said.PASSED_ON),
        (report(GONE, head="X-Relance-Identity"), Said.FAILED),  # the Message-ID was replaced
        (report(GONE, head="References"), Said.UNSURE),  # of an answer to ours, not of ours
        (report(GONE, identity=f"{ONE}0"), Said.UNSURE),
        (envelope(ONE), Said.FAILED),
        (envelope("f" * 32), Said.UNSURE),
        (report(), Said.UNSURE),
        (report(GONE, identity="f" * 32), Said.UNSURE),  # of another mail
        (report(GONE, kind="disposition-notification"), Said.UNSURE),  # a reader's receipt
        (b"", Said.UNSURE),
        (b"\xff\x00 not a mail", Said.UNSURE),
    ],
)
def test_only_a_failure_of_our_mail_for_everybody_is_a_bounce(content: bytes, said: Said) -> None:
    """A delay taken for a bounce tells a judge that a reminder never arrived, when it did."""
    assert read_report(content, ONE).said is said


def test_the_server_says_why_and_the_bytes_are_kept() -> None:
    """The person reads the reason, and whoever doubts the report itself."""
    found = read_report(report(GONE), ONE)
    assert found.why == "5.1.1 ; smtp; 550 no such user"
    assert found.content == report(GONE)
