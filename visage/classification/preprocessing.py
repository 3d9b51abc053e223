"""Brings a picture into the form in which a network saw pictures in its training.

The steps are those of torchvision's presets for classification, with the same result:
the shorter side to a number of pixels, the square in the middle, and every channel less
its mean and over its standard deviation.
https://docs.pytorch.org/vision/stable/models.html#classification
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from visage.models.card import ImageInput
from visage.models.network import Floats
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture

# A JPEG is decoded at less than its size only where this many times the pixels that are
# needed are left, so that the filter, and not the decoder, does the last of the work.
FINER = 2

FILTERS = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
}


def square(photo: Photo, wanted: ImageInput) -> Picture:
    """The middle of a photo as the network sees it: (crop, crop, 3) RGB."""
    side, shorter = wanted.crop, min(photo.width, photo.height)
    # torchvision rounds the longer side down.
    width = int(wanted.resize * photo.width / shorter)
    height = int(wanted.resize * photo.height / shorter)
    left, top = round((width - side) / 2), round((height - side) / 2)
    pixels, _ = photo.draft(min(1.0, FINER * wanted.resize / shorter))
    image = Image.fromarray(pixels)
    scaled = np.asarray(image.resize((width, height), FILTERS[wanted.interpolation]))
    return scaled[top : top + side, left : left + side]


def batch(square: Picture, wanted: ImageInput) -> Floats:
    """A square in the layout and range of the network: (1, 3, crop, crop)."""
    values = np.ascontiguousarray(square.transpose(2, 0, 1)[None], np.float32)
    values -= np.array(wanted.mean, np.float32).reshape(3, 1, 1)
    values /= np.array(wanted.std, np.float32).reshape(3, 1, 1)
    return values
