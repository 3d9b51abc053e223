"""What lies in a HEIF file (ISO/IEC 23008-12), read before a decoder reads it.

A HEIF file is a tree of boxes (ISO/IEC 14496-12): a length, a type of four letters, the
content. The box `meta` lists items, which are coded pictures, grids of them and
metadata, and says which item is the primary picture. Most of what the format allows is
never written by a camera, and most faults of decoders were found there. So the decoder
is given what a still photograph needs, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from visage.errors import TooManyPixels, TruncatedImage, UnsupportedImage

# The boxes that a still photograph is made of; others are renamed to `free`, which
# every reader skips, so that the bytes after them stay where they are.
TOP_LEVEL = {b"ftyp", b"meta", b"mdat", b"free"}
IN_META = {b"hdlr", b"pitm", b"iinf", b"iref", b"iprp", b"iloc", b"idat", b"free"}
IN_IPRP = {b"ipco", b"ipma"}
PROPERTIES = {b"hvcC", b"ispe", b"colr", b"pixi", b"irot", b"imir", b"clap", b"auxC"}
# Coded pictures, grids of them, Apple's tone maps (left alone), and metadata.
ITEMS = {b"hvc1", b"grid", b"tmap", b"Exif", b"mime", b"uri "}
# A grid may decode more than it shows: each tile counts whole, transparency too. A
# photo of 50 megapixels with a gain map comes to 65 million.
MAX_DECODED = 100_000_000


@dataclass(frozen=True)
class Box:
    """One box of a file: its content lies in bytes `start` to `end` of the file."""

    kind: bytes
    header: int
    start: int
    end: int


class Content:
    """The numbers in a box, from its start on. Raises TruncatedImage past its end."""

    def __init__(self, raw: bytes, box: Box) -> None:
        self._raw, self._box, self.place = raw, box, box.start

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size))

    def take(self, size: int) -> bytes:
        if self.place + size > self._box.end:
            raise _broken(f"its box {_name(self._box.kind)} is too short")
        self.place += size
        return self._raw[self.place - size : self.place]

    @property
    def more(self) -> bool:
        return self.place < self._box.end


def still(raw: bytes) -> bytes:
    """The file with all that no still photograph needs made void, at the same length.

    Raises UnsupportedImage where the picture is of a kind that no camera writes,
    TruncatedImage where the file is broken, TooManyPixels where too much would have
    to be decoded.
    """
    kept = bytearray(raw)
    top = list(_top(raw))
    _void(kept, top, TOP_LEVEL)
    metas = [box for box in top if box.kind == b"meta"]
    if len(metas) != 1:
        raise _broken("it has no list of what is in it")
    # `meta` begins with four bytes of version and flags.
    parts = list(_inside(raw, metas[0], skip=4))
    _void(kept, parts, IN_META)
    properties = _only(parts, b"iprp")
    halves = list(_inside(raw, properties))
    _void(kept, halves, IN_IPRP)
    _void(kept, list(_inside(raw, _only(halves, b"ipco"))), PROPERTIES)
    _check(raw, parts, halves)
    return bytes(kept[: top[-1].end])


def _top(raw: bytes) -> Iterator[Box]:
    """The boxes of the file itself, without what some phones append to it."""
    place = 0
    while place < len(raw):
        box = _box(raw, place, len(raw))
        if box is None or box.end > len(raw):
            if box and box.kind in (b"ftyp", b"meta", b"mdat"):
                raise _broken(
                    f"it breaks off after {len(raw):,} of {box.end:,} bytes; send the "
                    "whole file"
                )
            return
        yield box
        place = box.end


def _inside(raw: bytes, outer: Box, skip: int = 0) -> Iterator[Box]:
    place = outer.start + skip
    while place < outer.end:
        box = _box(raw, place, outer.end)
        if box is None or box.end > outer.end:
            raise _broken(f"its box {_name(outer.kind)} is damaged")
        yield box
        place = box.end


def _box(raw: bytes, place: int, end: int) -> Box | None:
    """The box that begins at `place`; None where none can begin there."""
    size, kind = int.from_bytes(raw[place : place + 4]), raw[place + 4 : place + 8]
    header = 8
    if size == 1:  # the length did not fit and follows in eight bytes
        size, header = int.from_bytes(raw[place + 8 : place + 16]), 16
    elif size == 0:  # up to the end
        size = end - place
    if size < header or place + header > end:
        return None
    return Box(kind, place, place + header, place + size)


def _void(kept: bytearray, boxes: list[Box], wanted: set[bytes]) -> None:
    for box in boxes:
        if box.kind not in wanted:
            kept[box.header + 4 : box.header + 8] = b"free"


def _only(boxes: list[Box], kind: bytes) -> Box:
    found = [box for box in boxes if box.kind == kind]
    if len(found) != 1:
        raise _broken(f"it has {len(found)} boxes {_name(kind)} instead of one")
    return found[0]


def _check(raw: bytes, parts: list[Box], halves: list[Box]) -> None:
    """Raise where the items are not those of a photo, or too much to decode."""
    kinds = _items(raw, _only(parts, b"iinf"))
    if strange := sorted(set(kinds.values()) - ITEMS):
        raise UnsupportedImage(
            f"{{picture}} holds an image of the kind {_name(strange[0])}, which is not "
            "read; convert it to JPEG first.",
            picture="This HEIF file",
        )
    sizes = _sizes(raw, halves)
    primary = _primary(raw, _only(parts, b"pitm"))
    decoded = _reached(raw, parts, primary)
    total = sum(sizes.get(item, 0) for item in decoded if kinds.get(item) == b"hvc1")
    if total > MAX_DECODED:
        raise TooManyPixels(
            f"{{picture}} has parts of {total:,} pixels together; at most "
            f"{MAX_DECODED:,} are read. Scale it down first."
        )


def _items(raw: bytes, iinf: Box) -> dict[int, bytes]:
    """The type of every item by its number."""
    version = Content(raw, iinf).number(1)
    kinds = {}
    for entry in _inside(raw, iinf, skip=6 if version == 0 else 8):
        content = Content(raw, entry)
        version = content.number(1)
        content.take(3)
        if entry.kind != b"infe" or version not in (2, 3):
            raise _broken("its list of items is of an unknown kind")
        item = content.number(2 if version == 2 else 4)
        content.take(2)
        kinds[item] = content.take(4)
    return kinds


def _primary(raw: bytes, pitm: Box) -> int:
    content = Content(raw, pitm)
    version = content.number(1)
    content.take(3)
    return content.number(2 if version == 0 else 4)


def _reached(raw: bytes, parts: list[Box], primary: int) -> set[int]:
    """The items that decoding the primary one may decode: tiles, and transparency."""
    leads: dict[int, set[int]] = {}
    for box in parts:
        if box.kind != b"iref":
            continue
        width = 2 if Content(raw, box).number(1) == 0 else 4
        for reference in _inside(raw, box, skip=4):
            content = Content(raw, reference)
            origin = content.number(width)
            targets = [content.number(width) for _ in range(content.number(2))]
            if reference.kind == b"dimg":
                leads.setdefault(origin, set()).update(targets)
            elif reference.kind == b"auxl":
                for target in targets:
                    leads.setdefault(target, set()).add(origin)
    reached, waiting = set(), [primary]
    while waiting:
        item = waiting.pop()
        if item not in reached:
            reached.add(item)
            waiting.extend(leads.get(item, ()))
    return reached


def _sizes(raw: bytes, halves: list[Box]) -> dict[int, int]:
    """How many pixels each item says that it has."""
    areas = []
    for box in _inside(raw, _only(halves, b"ipco")):
        content = Content(raw, box)
        if box.kind == b"ispe":
            content.take(4)
            areas.append(content.number(4) * content.number(4))
        else:
            areas.append(0)
    sizes: dict[int, int] = {}
    for box in halves:
        if box.kind == b"ipma":
            _associate(Content(raw, box), areas, sizes)
    return sizes


def _associate(ipma: Content, areas: list[int], sizes: dict[int, int]) -> None:
    """Add to `sizes` what a box `ipma` says: which item has which properties."""
    version, flags = ipma.number(1), ipma.number(3)
    wide = bool(flags & 1)
    for _ in range(ipma.number(4)):
        item = ipma.number(2 if version == 0 else 4)
        for _ in range(ipma.number(1)):
            # The highest bit says that the property must be understood.
            index = ipma.number(2) & 0x7FFF if wide else ipma.number(1) & 0x7F
            if 1 <= index <= len(areas):
                sizes[item] = max(sizes.get(item, 0), areas[index - 1])


def _name(kind: bytes) -> str:
    """A box's type as it may be shown to people."""
    return repr(kind.decode("latin-1"))


def _broken(how: str) -> TruncatedImage:
    return TruncatedImage(f"{{picture}} is broken: {how}.", picture="The HEIC picture")
