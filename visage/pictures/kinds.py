"""Names data by its first bytes, so that a refusal can say what was sent."""

from __future__ import annotations

import codecs

# What people send instead of a picture that we read: where in the file its mark
# stands, the mark, and what to call it. The first that fits counts.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftyp", "a video"),
    (0, b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"%PDF", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive"),
    (0, b"<svg", "an SVG drawing"),
    (0, b"<?xml", "an XML document"),
    (0, b"<", "an HTML or XML document"),
    (0, b"{", "a JSON document"),
    (0, b"8BPS", "a Photoshop document"),
)
# How the formats that we read begin. A file that begins so and cannot be opened has
# been cut off before its size was known.
KNOWN_STARTS = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"RIFF",
    b"II*\x00",
    b"MM\x00*",
)
# Bytes of `ftyp` that are looked at; what cameras write has 24 to 60.
MOST_BRANDS = 256


def kind_of(raw: bytes) -> str:
    """A noun for what the bytes are, such as "a PDF document"."""
    head = raw[:64].lstrip()
    for offset, signature, name in SIGNATURES:
        if head[offset:].startswith(signature) or raw[offset:].startswith(signature):
            return name
    return "a text file" if _is_text(raw[:1024]) else "data of an unknown kind"


def brands(raw: bytes) -> set[bytes]:
    """The brands that an ISO media file names: what its readers need to know.

    ISO/IEC 14496-12, box `ftyp`: four letters each, such as `heic`; the second four
    bytes after its type are a version.
    """
    if raw[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(raw[:4]), len(raw), MOST_BRANDS)
    return {raw[8:12], *(raw[at : at + 4] for at in range(16, end - 3, 4))}


def _is_text(head: bytes) -> bool:
    """Whether these first bytes are UTF-8 without control characters."""
    try:
        # What is cut off in the middle of its last character is text nevertheless.
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter.isspace() for letter in text)
