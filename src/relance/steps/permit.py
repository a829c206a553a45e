"""What stands around a case: by which ways the debtor is reached, and what we may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relance.case import CreditorMode
from relance.case.entries import Channel


@dataclass(frozen=True, slots=True)
class Reach:
    """By which ways the debtor can be reached: an e-mail, a phone, a complete address."""

    email: bool = True
    phone: bool = True
    address: bool = True

    def has(self, channel: Channel) -> bool:
        """True when a step by this channel finds somebody; a court file needs nobody."""
        if channel is Channel.EMAIL:
            return self.email
        if channel is Channel.PHONE:
            return self.phone
        return self.address or channel is Channel.COURT


@dataclass(frozen=True, slots=True)
class Permit:
    """What the creditor's situation allows.

    `mandate`: a written mandate is on file (asked of a collector only, law.md L8.3).
    `paused`: sending is stopped on this installation. `waiting`: a notice of this case is
    prepared and has not left yet. `money_known_until`: the last day on which what is known of
    the creditor's payments is fresh enough to write to anybody; None: he has not yet said how
    he knows them. `small_rest`: up to so many cents a rest is not chased; it is asked for once, kindly.
    """

    mode: CreditorMode = CreditorMode.CREDITOR
    mandate: bool = False
    paused: bool = False
    waiting: bool = False
    money_known_until: date | None = None
    small_rest: int = 0
