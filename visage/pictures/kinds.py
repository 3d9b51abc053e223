"""What data of another kind is, by its first bytes: so that a refusal can name it."""

from __future__ import annotations

# What people send instead of a picture that we read, by the first bytes.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftypheic", "a HEIC picture"),
    (4, b"ftypheix", "a HEIC picture"),
    (4, b"ftyphevc", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIF picture"),
    (4, b"ftypmsf1", "a HEIF picture"),
    (4, b"ftypavif", "an AVIF picture"),
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
# Of pictures that are read, but may have been cut off early.
KNOWN_STARTS = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"RIFF",
    b"II*\x00",
    b"MM\x00*",
)


def kind_of(raw: bytes) -> str:
    """A noun for what the bytes are, such as "a PDF document"."""
    head = raw[:64].lstrip()
    for offset, signature, name in SIGNATURES:
        if head[offset:].startswith(signature) or raw[offset:].startswith(signature):
            return name
    return "data of an unknown kind"
