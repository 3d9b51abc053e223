"""Pictures in HEIF containers: HEIC, which iPhones make, and AVIF.

Their decoders are loaded when the first such picture comes, not before: a process that
never sees one does not pay for them.
"""

from __future__ import annotations

import io

from PIL import ImageFile

from visage.errors import UnsupportedImage
from visage.pictures.boxes import still
from visage.pictures.kinds import brands

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
AVIF_BRANDS = {b"avif", b"avis"}
HOW_TO_CONVERT = (
    "convert it to JPEG first: on a Mac with `sips -s format jpeg photo.heic --out "
    "photo.jpg`, elsewhere with `heif-convert photo.heic photo.jpg`. An iPhone takes "
    "JPEG when Settings, Camera, Formats says Most Compatible."
)


def opened(raw: bytes) -> ImageFile.ImageFile | None:
    """The picture, opened but not decoded; None where this is no HEIF container.

    Raises UnsupportedImage, TruncatedImage, TooManyPixels, and what Pillow raises.
    """
    named = brands(raw)
    # First, because an AVIF file names the brand `mif1` of all HEIF pictures too.
    if named & AVIF_BRANDS:
        return _avif(raw)
    return _heic(raw) if named & HEIC_BRANDS else None


def _heic(raw: bytes) -> ImageFile.ImageFile:
    try:
        from pi_heif import HeifImageFile

        # Not by Image.open, for which a reader must be registered with Pillow for all.
        # This one turns the picture as its boxes `irot` and `imir` say, and sets the
        # orientation in EXIF to 1: an iPhone writes it in both places.
        image: ImageFile.ImageFile = HeifImageFile(io.BytesIO(still(raw)))
    except ImportError as error:
        raise UnsupportedImage(
            "{picture} is a HEIC picture, and pi_heif, which reads them, is not "
            f"installed here; {HOW_TO_CONVERT}",
            picture="This",
        ) from error
    return image


def _avif(raw: bytes) -> ImageFile.ImageFile:
    from PIL import AvifImagePlugin

    if not AvifImagePlugin.SUPPORTED:
        raise UnsupportedImage(
            "{picture} is an AVIF picture, and Pillow was built without AVIF here; "
            "convert it to JPEG or PNG first.",
            picture="This",
        )
    return AvifImagePlugin.AvifImageFile(io.BytesIO(raw))
