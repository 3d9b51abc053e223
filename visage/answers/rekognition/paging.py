"""Tokens for the next page of a list.

A token says after which id the next page begins. It may have 255 characters, as many
as the id of a collection, so the id is packed: as a number whose digits are the letters
that ids have, written in base 85. Four bytes of the gallery's keyed hash, over the list
as well, tell a token of this list from any other text.
"""

from __future__ import annotations

import base64
import binascii

from visage.answers.rekognition.errors import WireError
from visage.gallery.protocol import Gallery

# What ids of collections, users and faces are made of; no id begins with the digit 0.
_LETTERS = "\0abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-:"
_BASE = len(_LETTERS)
_CHECK = 4  # bytes
LONGEST_TOKEN = 255


def token(gallery: Gallery, of: str, after: str | None) -> dict[str, str]:
    """The member NextToken of an answer, which the last page does not have."""
    if after is None:
        return {}
    number = 0
    for letter in after:
        number = number * _BASE + _LETTERS.index(letter)
    packed = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return {"NextToken": base64.b85encode(_check(gallery, of, after) + packed).decode()}


def after(gallery: Gallery, of: str, given: str | None) -> str | None:
    """The id that a token names. Raises WireError where it is none of this list's."""
    if given is None:
        return None
    try:
        raw = base64.b85decode(given)
    except (ValueError, binascii.Error) as error:
        raise _invalid() from error
    number, letters = int.from_bytes(raw[_CHECK:], "big"), []
    while number:
        number, digit = divmod(number, _BASE)
        letters.append(_LETTERS[digit])
    named = "".join(reversed(letters))
    if len(raw) <= _CHECK or raw[:_CHECK] != _check(gallery, of, named):
        raise _invalid()
    return named


def _check(gallery: Gallery, of: str, named: str) -> bytes:
    digest = gallery.digest(f"page\0{of}\0{named}".encode())
    return bytes.fromhex(digest)[:_CHECK]


def _invalid() -> WireError:
    return WireError(
        "InvalidPaginationTokenException",
        "This NextToken is none that this list has given; begin without one.",
    )
