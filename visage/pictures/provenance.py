"""Say in the picture itself that it was put together from others.

The mark is the IPTC property `DigitalSourceType` in an XMP packet (IPTC Photo
Metadata Standard 2023.1, Extension; XMP part 1, ISO 16684-1), which JPEG, PNG and
WebP all carry. The EU's Artificial Intelligence Act, Article 50, asks for a mark
that machines can read; a label that people can read is optional here.
"""

from __future__ import annotations

import io
import re

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from visage.pictures.picture import Picture

# "Mix or composite of several elements", whether these are captures or not: nothing
# is known about the pictures that came in.
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/composite"
TOOL = "Visage face swap"
LABEL = "Face swapped"
LABEL_SIZE = 0.03  # of the longer side
SMALLEST_LABEL = 10  # pixels

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    xmp:CreatorTool="{tool}"
    Iptc4xmpExt:DigitalSourceType="{source_type}"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_FOUND = re.compile(rb'DigitalSourceType(?:="|>|\s+rdf:resource=")([^"<]+)')


def composite_xmp() -> bytes:
    """The XMP packet of a composite, for `visage.image.encode`."""
    return _PACKET.format(tool=TOOL, source_type=SOURCE_TYPE).encode()


def source_type(raw: bytes) -> str | None:
    """The DigitalSourceType that an encoded JPEG, PNG or WebP declares, if any."""
    with Image.open(io.BytesIO(raw)) as image:
        packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode()
    found = _FOUND.search(packet)
    return found.group(1).decode() if found else None


def labelled(picture: Picture, text: str = LABEL) -> Picture:
    """The picture with a small label in its lower left corner."""
    image = Image.fromarray(picture)
    size = max(SMALLEST_LABEL, round(max(image.size) * LABEL_SIZE))
    font = ImageFont.load_default(size)
    pad = size // 3
    draw = ImageDraw.Draw(image, "RGBA")
    _, _, width, height = draw.textbbox((0, 0), text, font=font)
    top = image.height - height - 2 * pad
    draw.rectangle((0, top, width + 2 * pad, image.height), fill=(0, 0, 0, 150))
    draw.text((pad, top + pad), text, font=font, fill=(255, 255, 255, 235))
    return np.asarray(image)
