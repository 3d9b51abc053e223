"""Addresses of cameras and receivers, as they can be shown."""

from __future__ import annotations

import re


def without_password(address: str) -> str:
    """An address without user, password and query; anything else as it is.

    Passwords are often written as they are, with the characters that would end one
    (RFC 3986, 3.2.1). So where a user or a password may stand before it, everything up
    to the last @ is left out, even if that @ may be of the path; and all of it where a
    query may stand before it.
    """
    parts = re.fullmatch(r"(?s)([a-z][a-z0-9+.-]*:/+)(.*)", address, re.IGNORECASE)
    if parts is None:
        return address
    scheme, rest = parts.groups()
    before, at, after = rest.rpartition("@")
    of_path = "/" in before and not re.search("[:@]", before)
    if at and not of_path:
        rest = "…" if re.search("[?#]", before) else after
    return scheme + re.sub(r"(?s)([?#]).+", r"\1…", rest)
