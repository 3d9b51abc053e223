"""How often the finder sees a face where none is.

    python -m train.without_faces

Looks at pictures without faces that scikit-image and matplotlib carry, whole and cut
into four and into nine, and at random textures, as every route looks at pictures: at
every turn. Beside it stands what MTCNN alone, as it was published, takes for faces in
the upright pictures.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import numpy as np
import skimage
from PIL import Image

from visage.faces.finder import NETWORKS, WORKING_SIDE, Finder
from visage.faces.mtcnn import MTCNN
from visage.models.store import model_store
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture

# Pictures of scikit-image without a face; the cat's is one only to cats.
SKIMAGE = (
    *("brick.png", "cell.png", "chelsea.png", "clock_motion.png", "coffee.png"),
    *("coins.png", "grass.png", "gravel.png", "horse.png", "ihc.png", "moon.png"),
    *("motorcycle_left.png", "motorcycle_right.png", "page.png", "rocket.jpg"),
    *("hubble_deep_field.jpg", "retina.jpg", "text.png"),
)
MATPLOTLIB = ("Minduka_Present_Blue_Pack.png",)
# Each picture is looked at whole, and cut into so many rows and columns.
CUTS = (1, 2, 3)
# Textures fall off with their frequency to the power of these: white noise, bark,
# clouds. So many of each, in grey and in colour.
FALLS = (0.0, 0.5, 1.0, 1.5)
EACH = 4
SIDE = 320


def packaged() -> Iterator[Path]:
    """The pictures of the packages, as far as these carry them."""
    folders = (
        (Path(skimage.__file__).parent / "data", SKIMAGE),
        (Path(mpl.get_data_path()) / "sample_data", MATPLOTLIB),
    )
    for folder, names in folders:
        yield from (folder / name for name in names if (folder / name).exists())


def parts(picture: Picture, cuts: int) -> Iterator[Picture]:
    """The picture cut into rows and columns, each as large as a working copy."""
    height, width = picture.shape[0] // cuts, picture.shape[1] // cuts
    for row in range(cuts):
        for column in range(cuts):
            part = picture[row * height :, column * width :][:height, :width]
            size = np.array((width, height)) * WORKING_SIDE / max(width, height)
            whole = round(size[0]), round(size[1])
            yield np.asarray(Image.fromarray(part).resize(whole))


def textures() -> Iterator[Picture]:
    """Random pictures whose detail falls off with its frequency."""
    generator = np.random.default_rng(0)
    frequency = np.hypot(np.fft.fftfreq(SIDE)[:, None], np.fft.fftfreq(SIDE))
    frequency[0, 0] = np.inf
    for fall in FALLS:
        for channels in [1, 3] * EACH:
            noise = generator.normal(size=(SIDE, SIDE, channels))
            spectrum = np.fft.fft2(noise, axes=(0, 1)) / frequency[..., None] ** fall
            shades = np.fft.ifft2(spectrum, axes=(0, 1)).real
            shades = 128 + 48 * shades / shades.std()
            pixels = np.clip(shades, 0, 255).astype(np.uint8)
            yield np.broadcast_to(pixels, (SIDE, SIDE, 3)).copy()


def interval(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z, share = 1.96, count / of
    middle = share + z * z / (2 * of)
    reach = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    return max(0.0, (middle - reach) / whole), (middle + reach) / whole


def main() -> None:
    store = model_store()
    finder = Finder.load(store)
    alone = MTCNN(*(store.read(name) for name in NETWORKS))
    pictures = [Photo(path.read_bytes()).pixels for path in packaged()]
    kinds = {
        **{
            f"{cuts * cuts} of each" if cuts > 1 else "whole pictures": [
                part for picture in pictures for part in parts(picture, cuts)
            ]
            for cuts in CUTS
        },
        "textures": list(textures()),
    }
    print("Pictures without a face     seen as having one   95% interval   MTCNN alone")
    for kind, each in kinds.items():
        wrong = sum(bool(finder.find(Photo.of(picture)).faces) for picture in each)
        theirs = sum(bool(alone.detect(picture)) for picture in each)
        low, high = interval(wrong, len(each))
        print(
            f"  {kind:16} {len(each):6}     {wrong:6}  {wrong / len(each):7.2%}       "
            f"{low:.1%} to {high:.1%}   {theirs:6}  {theirs / len(each):.1%}"
        )


if __name__ == "__main__":
    main()
