"""How AR24 signs a request and closes its answers: AES-256-CBC with keys made from the date.

Checked against the example that AR24's own documentation gives (law.md L11.8): the keys are the
first 32 characters of SHA-256 in hexadecimal, the vector the first 16 of SHA-256 done twice.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7


def signature(date: str, private_key: str) -> str:
    """The `signature` header of a request made on this date («YYYY-MM-DD HH:MM:SS»)."""
    padder = PKCS7(128).padder()
    padded = padder.update(date.encode()) + padder.finalize()
    encryptor = _cipher(_hash(private_key), private_key).encryptor()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def opened(closed: bytes, date: str, private_key: str) -> bytes:
    """An answer in clear. Raises ValueError if it was not closed for this date and key."""
    try:
        content = base64.b64decode(closed.strip(), validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    decryptor = _cipher(_hash(date + private_key), private_key).decryptor()
    padded = decryptor.update(content) + decryptor.finalize()
    unpadder = PKCS7(128).unpadder()
    return unpadder.update(padded) + unpadder.finalize()


def _cipher(key: str, private_key: str) -> Cipher[modes.CBC]:
    vector = _hash(_hash(private_key))[:16].encode()
    return Cipher(algorithms.AES256(key[:32].encode()), modes.CBC(vector))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
