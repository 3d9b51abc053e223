"""Makes the pictures that the site offers as samples and shows on its first page.

python -m docs.samples [things]

With `things` it makes the pictures of other things than people, and nothing else: what
scikit-image ships of a cat, a coffee and a rocket. The repository does not keep them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
import skimage
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

PUBLIC = Path(__file__).resolve().parent.parent / "web" / "public"
SAMPLES = PUBLIC / "samples"
HOME = PUBLIC / "home"
ASTRONAUT = Path(skimage.__file__).parent / "data" / "astronaut.png"
GRACE_HOPPER = (
    Path(matplotlib.__file__).parent / "mpl-data" / "sample_data" / "grace_hopper.jpg"
)
FONT = (
    Path(matplotlib.__file__).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans.ttf"
)
PEOPLE = {"Eileen Collins": ASTRONAUT, "Grace Hopper": GRACE_HOPPER}

HERO = (0, 8, 512, 349)  # of the Grace Hopper portrait, as wide as the wall
WALL = (1200, 800)
WALL_COLOUR = (203, 196, 184)
FRAME = 12  # pixels of wood around a print
MAT = 14  # pixels of white card between the wood and the print
BOX_COLOUR = (124, 140, 255)
INK = (16, 19, 31)


@dataclass(frozen=True)
class Print:
    """One framed copy of a portrait: what of it is shown, how, and where it hangs."""

    portrait: Path
    crop: tuple[int, int, int, int]
    width: int
    centre: tuple[int, int]
    wood: tuple[int, int, int]
    mirrored: bool = False
    tone: tuple[str, str] | None = None  # colours of the darkest and lightest greys
    tilt: float = 0.0  # degrees counter-clockwise


# Six prints of two people, so that a group can be tried without six people's consent.
PRINTS = (
    Print(ASTRONAUT, (90, 0, 360, 330), 300, (215, 265), (58, 42, 30)),
    Print(GRACE_HOPPER, (100, 0, 430, 400), 320, (600, 280), (24, 24, 28)),
    Print(
        ASTRONAUT,
        (130, 0, 330, 230),
        230,
        (985, 215),
        (120, 84, 52),
        mirrored=True,
        tone=("#2a1a0c", "#f6e7cf"),
        tilt=-3,
    ),
    Print(
        GRACE_HOPPER,
        (120, 0, 410, 370),
        190,
        (935, 590),
        (40, 40, 46),
        mirrored=True,
        tone=("#101010", "#f4f4f4"),
        tilt=4,
    ),
    Print(
        ASTRONAUT,
        (110, 0, 350, 270),
        150,
        (470, 670),
        (70, 50, 36),
        mirrored=True,
        tilt=2,
    ),
    Print(
        GRACE_HOPPER,
        (130, 10, 400, 350),
        150,
        (195, 645),
        (120, 84, 52),
        tone=("#1b2430", "#eef3f8"),
        tilt=-5,
    ),
)


def wall() -> Image.Image:
    """The prints on a wall, each with its shadow."""
    scene = Image.new("RGB", WALL, WALL_COLOUR)
    light = Image.radial_gradient("L").resize((2400, 1600)).crop((500, 300, 1700, 1100))
    scene = Image.composite(ImageEnhance.Brightness(scene).enhance(0.7), scene, light)
    for each in PRINTS:
        hang(scene, each)
    return scene


def hang(scene: Image.Image, what: Print) -> None:
    """Paste a framed print and its shadow."""
    picture = Image.open(what.portrait).convert("RGB").crop(what.crop)
    height = round(what.width * picture.height / picture.width)
    picture = picture.resize((what.width, height), Image.Resampling.LANCZOS)
    if what.mirrored:
        picture = ImageOps.mirror(picture)
    if what.tone is not None:
        picture = ImageOps.colorize(ImageOps.grayscale(picture), *what.tone)
    card = ImageOps.expand(ImageOps.expand(picture, MAT, "#f7f4ee"), FRAME, what.wood)
    framed = Image.new("RGBA", (card.width + 4, card.height + 4))
    framed.paste(card, (2, 2))  # the clear edge is what makes a tilted one smooth
    framed = framed.rotate(what.tilt, Image.Resampling.BICUBIC, expand=True)
    left = what.centre[0] - framed.width // 2
    top = what.centre[1] - framed.height // 2
    shadow = Image.new("L", WALL)
    shadow.paste(150, (left + 5, top + 9), framed.getchannel("A"))
    scene.paste((30, 26, 22), mask=shadow.filter(ImageFilter.GaussianBlur(9)))
    scene.paste(framed, (left, top), framed)


def other_light() -> Image.Image:
    """The astronaut once more: mirrored, closer, leaning, in a warmer light."""
    picture = ImageOps.mirror(Image.open(ASTRONAUT).convert("RGB"))
    picture = picture.rotate(7, Image.Resampling.BICUBIC, center=(287, 110))
    picture = picture.crop((150, 0, 430, 320)).resize(
        (560, 640), Image.Resampling.LANCZOS
    )
    red, green, blue = picture.split()
    warm = Image.merge(
        "RGB",
        (
            red.point(lambda v: min(255, v * 1.04)),
            green,
            blue.point(lambda v: v * 0.78),
        ),
    )
    return ImageEnhance.Contrast(ImageEnhance.Brightness(warm).enhance(0.86)).enhance(
        1.1
    )


def visage(*arguments: str, gallery: Path | None = None) -> str:
    """What a command prints, of a gallery of its own where one is given."""
    command = [str(Path(sys.executable).with_name("visage")), *arguments]
    kept = {} if gallery is None else {"VISAGE_GALLERY": str(gallery)}
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, **kept}
    ).stdout


def recognized(path: Path, folder: Path) -> list[dict[str, Any]]:
    """The faces of a picture, named by a gallery in the folder of the two portraits."""
    gallery = folder / "gallery.sqlite3"
    for name, portrait in PEOPLE.items():
        consent = ("--consent-by", "public domain", "--consent-purpose", "samples")
        visage("people", "add", name, str(portrait), *consent, gallery=gallery)
    faces = json.loads(visage("recognize", str(path), "--json", gallery=gallery))
    return list(faces["faces"])


def named(path: Path, faces: list[dict[str, Any]]) -> Image.Image:
    """A picture with every face boxed, and the name of who it is taken for."""
    picture = Image.open(path).convert("RGB")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 20)
    for face in faces:
        left, top, right, bottom = (
            face["box"][side] for side in ("left", "top", "right", "bottom")
        )
        draw.rounded_rectangle(
            (left, top, right, bottom), 6, outline=BOX_COLOUR, width=4
        )
        name = face["label"] or "nobody known"
        width = draw.textlength(name, font) + 16
        start = min(max(2, (left + right - width) / 2), picture.width - width - 2)
        draw.rounded_rectangle(
            (start, top - 32, start + width, top - 2), 6, fill=BOX_COLOUR
        )
        draw.text((start + width / 2, top - 17), name, INK, font, anchor="mm")
    return picture


def main() -> None:
    """Write every picture."""
    HOME.mkdir(exist_ok=True)
    wall().save(SAMPLES / "wall.jpg", quality=84)
    other_light().save(SAMPLES / "astronaut-again.jpg", quality=86)
    with tempfile.TemporaryDirectory() as made_in:
        folder = Path(made_in)
        faces = recognized(SAMPLES / "wall.jpg", folder)
        named(SAMPLES / "wall.jpg", faces).save(HOME / "wall-faces.jpg", quality=84)
        target = folder / "target.png"
        Image.open(GRACE_HOPPER).convert("RGB").crop(HERO).save(target)
        Image.open(target).save(HOME / "swap-before.jpg", quality=88)
        made = str(HOME / "swap-after.jpg")
        visage("swap", str(ASTRONAUT), str(target), "-o", made)
    print(f"wrote the samples and the first page's pictures below {PUBLIC.name}/")


# Pictures of scikit-image's that are not of people; all three are CC0.
THINGS = ("chelsea.png", "coffee.png", "rocket.jpg")


def things() -> None:
    """Write the pictures of other things than people."""
    for name in THINGS:
        image = Image.open(ASTRONAUT.with_name(name)).convert("RGB")
        image.save(SAMPLES / f"{Path(name).stem}.jpg", quality=88)


if __name__ == "__main__":
    things() if sys.argv[1:] == ["things"] else main()
