"""An e-mail address as the network writes it: «compta@société.fr» lives at an ASCII name.

The standard codec knows the names of 2003, in which ß is ss: a letter about a debt would go
to another house. Those letters are written by the rule of 2010 (RFC 5892), as registries do.
"""

from __future__ import annotations

import unicodedata

_DEVIATE = "ßς\u200c\u200d"


def routable(address: str) -> str:
    """The address with its domain in ASCII; as it is where no such name can exist."""
    local, _, domain = address.rpartition("@")
    try:
        if not any(letter in domain for letter in _DEVIATE):
            return f"{local}@{domain.encode('idna').decode('ascii')}"
        return f"{local}@{'.'.join(map(_label, domain.split('.')))}"
    except UnicodeError:
        return address


def _label(label: str) -> str:
    if any(letter in label for letter in _DEVIATE):
        plain = unicodedata.normalize("NFC", label.lower())
        return f"xn--{plain.encode('punycode').decode('ascii')}"
    return label.encode("idna").decode("ascii")
