"""Brings a picture into the form in which a network saw pictures in its training.

The steps are those of torchvision's presets for classification, with the same result:
the shorter side to a number of pixels, the square in the middle, and every channel less
its mean and over its standard deviation.
https://docs.pytorch.org/vision/stable/models.html#classification
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from PIL import Image
from pydantic import BaseModel, ConfigDict, Field, model_validator

from visage.models.network import Floats
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture

# A larger square takes more time and memory than a request has.
MOST_PIXELS = 1024
# A JPEG is decoded at less than its size only where this many times the pixels that are
# needed are left, so that the filter, and not the decoder, does the last of the work.
FINER = 2

Side = Annotated[int, Field(ge=16, le=MOST_PIXELS)]
Channels = tuple[float, float, float]
Deviation = Annotated[float, Field(gt=0)]
Interpolation = Literal["bilinear", "bicubic"]
FILTERS = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
}


class Preprocessing(BaseModel):
    """What a network wants: sides in pixels, means and deviations of values 0 to 255.

    `resize` is what the shorter side becomes, `crop` the side of the square of which
    the network sees the pixels.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    resize: Side
    crop: Side
    interpolation: Interpolation
    mean: Channels
    std: tuple[Deviation, Deviation, Deviation]

    @model_validator(mode="after")
    def _holds_the_crop(self) -> Self:
        if self.crop > self.resize:
            raise ValueError("crop should be at most resize")
        return self

    def square(self, photo: Photo) -> Picture:
        """The middle of a photo as the network sees it: (crop, crop, 3) RGB."""
        shorter = min(photo.width, photo.height)
        # torchvision rounds the longer side down.
        width = int(self.resize * photo.width / shorter)
        height = int(self.resize * photo.height / shorter)
        left, top = round((width - self.crop) / 2), round((height - self.crop) / 2)
        pixels, _ = photo.draft(min(1.0, FINER * self.resize / shorter))
        image = Image.fromarray(pixels)
        scaled = np.asarray(image.resize((width, height), FILTERS[self.interpolation]))
        return scaled[top : top + self.crop, left : left + self.crop]

    def batch(self, square: Picture) -> Floats:
        """A square in the layout and range of the network: (1, 3, crop, crop)."""
        batch = np.ascontiguousarray(square.transpose(2, 0, 1)[None], np.float32)
        batch -= np.array(self.mean, np.float32).reshape(3, 1, 1)
        batch /= np.array(self.std, np.float32).reshape(3, 1, 1)
        return batch
