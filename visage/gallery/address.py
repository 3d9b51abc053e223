"""Which gallery an address means."""

from __future__ import annotations

from pathlib import Path

from visage.errors import SettingsInvalid
from visage.gallery.protocol import Gallery
from visage.settings import default_gallery, settings


def gallery_at(address: str) -> Gallery:
    """The gallery of a file. Raises SettingsInvalid or GalleryUnreachable."""
    if "://" in address:
        raise SettingsInvalid(
            f"The gallery {address} cannot be used: name a file, such as "
            "gallery.sqlite3."
        )
    from visage.gallery.sqlite.gallery import SqliteGallery  # ONNX Runtime takes 0.1 s

    return SqliteGallery(Path(address))


def configured_gallery() -> Gallery:
    """The gallery that the settings name; a file is made where there is none."""
    return gallery_at(settings().gallery or default_gallery())


def existing_gallery() -> Gallery | None:
    """The gallery that the settings name; None where its file has not been made.

    None too in a function on AWS whose settings name none.
    """
    address = settings().gallery
    try:
        address = address or default_gallery()
    except SettingsInvalid:
        return None
    there = "://" in address or Path(address).exists()
    return gallery_at(address) if there else None
