"""Keys that are made of several names."""

from __future__ import annotations

from urllib.parse import quote, unquote


def joined(*parts: str) -> str:
    """One key of several parts, which cannot be taken for that of others."""
    return "/".join(quote(part, safe="") for part in parts)


def within(*parts: str) -> str:
    """What the keys of everything within these parts begin with."""
    return joined(*parts) + "/"


def parts(key: str) -> list[str]:
    """The parts of a key."""
    return [unquote(part) for part in key.split("/")]
