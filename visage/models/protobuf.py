"""Fields of protocol buffers, written one after the other.

The encoding of https://protobuf.dev/programming-guides/encoding/, as far as ONNX files
need it: numbers of at least 0, text, bytes and messages, which are bytes too.
"""

from __future__ import annotations


def field(number: int, value: int | str | bytes) -> bytes:
    """One field: its number with the kind of what follows, then the value."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    content = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    """A number of at least 0, seven bits a byte, the lowest first."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)
