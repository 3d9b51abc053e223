"""Writes what is made of the documentation.

That is docs/cli.md, the tables of docs/rekognition.md and docs/samples.md, and
docs/pictures/.

python -m docs.generate
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import matplotlib
import numpy as np
import skimage
from PIL import Image, ImageOps

from visage.answers.rekognition.similarity import MARKS, of_users
from visage.answers.samples import distance
from visage.cli import main as visage
from visage.faces.align import align
from visage.faces.face import Face
from visage.faces.finder import Finder
from visage.geometry import Similarity
from visage.models.store import model_store
from visage.pictures.draw import draw
from visage.pictures.encode import encode
from visage.pictures.photo import Photo
from visage.pictures.picture import Picture
from visage.pictures.provenance import composite_xmp
from visage.pictures.warp import warp
from visage.recognition.thresholds import RATES as MEASURED_RATES
from visage.recognition.thresholds import TABLES, Table, percent, table
from visage.swap.swap import swap

DOCS = Path(__file__).parent
COMMANDS = DOCS / "cli.md"
REKOGNITION = DOCS / "rekognition.md"
SAMPLES = DOCS / "samples.md"
PICTURES = DOCS / "pictures"
PORTRAITS = (
    Path(skimage.__file__).parent / "data" / "astronaut.png",
    Path(matplotlib.__file__).parent / "mpl-data" / "sample_data" / "grace_hopper.jpg",
)
SIDE = 260
TURN = 30  # degrees by which the second portrait leans in the README's picture
# In docs/cli.md, what is above this line is written by hand.
MADE = "<!-- made of the commands' help by `make docs` -->\n"
# In docs/rekognition.md, what is between these lines is not.
RATES = "<!-- made of the measured thresholds by `make docs` -->\n"
RATES_END = "<!-- end of what is made -->\n"
MEASURED = "dlib_resnet_v1"
# The same in docs/samples.md.
DISTANCES = "<!-- made of the embedders' thresholds by `make docs` -->\n"


def command_page() -> str:
    """docs/cli.md as it should be: its own words, then the help of every command."""
    parts = [COMMANDS.read_text().partition(MADE)[0] + MADE]
    for name, command in commands(visage, "visage"):
        context = click.Context(command, info_name=name, terminal_width=80)
        parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def sample_page() -> str:
    """docs/samples.md as it should be: its own words, then the distances of embedders.

    Embedders without measured thresholds have none.
    """
    lines = ["| embedder | one of 10 | 100 | 1,000 (default) | 10,000 |"]
    lines.append("| --- | ---: | ---: | ---: | ---: |")
    for file in sorted(TABLES.glob("*.json")):
        measured = table(file.stem)
        known = {each.far: distance(each.similarity) for each in measured.thresholds}
        cells = (
            f"{known[far]:.3f}" if far in known else "" for far in MEASURED_RATES[:4]
        )
        lines.append(f"| `{file.stem}` | {' | '.join(cells)} |")
    return SAMPLES.read_text().partition(DISTANCES)[0] + "\n".join(
        [DISTANCES, *lines, ""]
    )


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command below one, by its whole name."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            assert below is not None
            yield from commands(below, f"{name} {each}")


def rekognition_page() -> str:
    """docs/rekognition.md as it should be, with the table of what is measured."""
    before, _, rest = REKOGNITION.read_text().partition(RATES)
    made = "\n".join(similarities(table(MEASURED)))
    return f"{before}{RATES}\n{made}\n\n{RATES_END}{rest.partition(RATES_END)[2]}"


def similarities(measured: Table) -> Iterator[str]:
    """The lines of the table of similarities, and where its figures are from."""
    yield (
        "| `Similarity` | strangers who reach it | 95 % interval | pairs of one person "
        "who do | cosine | of a user with 5 faces |"
    )
    yield "| --- | --- | --- | --- | --- | --- |"
    rates = {each.far: each for each in measured.thresholds}
    users = dict(zip(MARKS, of_users(measured.profile, 5).cosines, strict=True))
    for (value, far), cosine in users.items():
        if far in rates:
            found = rates[far]
            yield (
                f"| {value:g} | {percent(far)} | {percent(found.far_low)} to "
                f"{percent(found.far_high)} | {percent(found.tar)} | "
                f"{found.similarity} | {cosine:.4f} |"
            )
    yield ""
    yield (
        f"Measured with `{measured.profile}` on {measured.source}; "
        f"{measured.different_pairs:,} pairs of {measured.people} people "
        "(`make evaluate`). Rates hold for pictures like those."
    )


def align_picture(finder: Finder) -> Picture:
    """A row for each portrait: as given, with landmarks, aligned face and head."""
    rows = []
    for index, path in enumerate(PORTRAITS):
        given = Image.open(path).convert("RGB").crop((0, 0, 512, 512))
        turned = np.asarray(given.rotate(index * TURN, Image.Resampling.BICUBIC))
        photo = Photo.of(turned)
        (face,) = finder.find(photo).faces
        shown = [turned, seen_close(turned, face)]
        shown += [align(photo, face, SIDE, crop).picture for crop in ("face", "head")]
        rows.append(np.hstack([small(each) for each in shown]))
    return np.vstack(rows)


def swap_picture(finder: Finder) -> Picture:
    """Both heads, then the first one's face on the second and on a grey print of it."""
    giver, taker = (Photo(path.read_bytes()).pixels for path in PORTRAITS)
    grey = ImageOps.mirror(ImageOps.grayscale(Image.fromarray(taker)))
    face = finder.find(Photo.of(giver)).faces[0]
    heads = [head(giver, face), head(taker, finder.find(Photo.of(taker)).faces[0])]
    for picture in (taker, np.asarray(grey.convert("RGB"))):
        other = finder.find(Photo.of(picture)).faces[0]
        swapped = swap(giver, face.landmarks, picture, [other.landmarks])
        heads.append(head(swapped.picture, other))
    return np.hstack(heads)


def head(picture: Picture, face: Face) -> Picture:
    """The head that a face is of, upright."""
    return align(Photo.of(picture), face, SIDE, "head").picture


def seen_close(picture: Picture, face: Face) -> Picture:
    """The head with its box and landmarks, enlarged."""
    middle = (SIDE - 1) / 2
    scale = SIDE / (1.8 * face.box.width)
    closer = Similarity.about(face.box.centre, (middle, middle), scale=scale)
    return draw(warp(picture, closer, SIDE, SIDE), [face.moved(closer)])


def small(picture: Picture) -> Picture:
    """The picture as a square of SIDE pixels."""
    image = Image.fromarray(picture)
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def main() -> None:
    """Write everything."""
    COMMANDS.write_text(command_page())
    REKOGNITION.write_text(rekognition_page())
    SAMPLES.write_text(sample_page())
    PICTURES.mkdir(exist_ok=True)
    finder = Finder.load(model_store())
    (PICTURES / "align.jpg").write_bytes(encode(align_picture(finder), "jpeg"))
    swapped = encode(swap_picture(finder), "jpeg", xmp=composite_xmp())
    (PICTURES / "swap.jpg").write_bytes(swapped)
    made = ", ".join(page.name for page in (COMMANDS, REKOGNITION, SAMPLES))
    print(f"wrote {made} and the pictures")


if __name__ == "__main__":
    main()
