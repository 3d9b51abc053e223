"""What is known of a trained classifier: its card.

A run of `visage train` is a folder with `card.json` and the files that the card names.
Put into a store under a handle, folder and card stay as they are, byte for byte: the
digest of the card stands for the whole version. Nothing in it is code.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from visage.models.catalogue import Commercial

CARD = "card.json"
# The files that a card may name, by what they are for.
CLASSIFIER, EMBEDDER, REPORT = "classifier", "embedder", "report"
FILES = {CLASSIFIER, EMBEDDER, REPORT}
# More classes than anybody has use for.
MOST_CLASSES = 100_000

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
ClassName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Share = Annotated[float, Field(ge=0, le=1)]
Side = Annotated[int, Field(ge=16, le=1024)]
Channels = tuple[float, float, float]
Deviation = Annotated[float, Field(gt=0)]


class Part(BaseModel):
    """The base of all that a card holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class File(Part):
    """A file beside the card."""

    file: FileName
    sha256: Digest
    size: int = Field(ge=1)


class Accuracy(Part):
    """The share of held-out pictures whose class was named rightly."""

    top1: Share
    low: Share = Field(description="lower end of the 95 % interval")
    high: Share = Field(description="upper end of the 95 % interval")
    pictures: int = Field(ge=1)
    source: str = Field(description="which pictures those were")


class Unknown(Part):
    """When a face is said to be of none of the people.

    It is where its highest logit is below `logit`, which was chosen so that of
    strangers the share `false_names` got a name; `low` and `high` are the ends of the
    95 % interval of that share.
    """

    logit: float
    false_names: Share
    low: Share
    high: Share
    source: str = Field(description="which strangers those were")


class PeopleInput(Part):
    """The classifier takes embeddings of faces, (n, dimension), and knows strangers.

    `profile` names how faces are cut out and brought into range. The network is the
    catalogue's model of that name with the digest `embedder_sha256`, unless the card
    has a file `embedder` of its own, which then has that digest.
    """

    kind: Literal["people"] = "people"
    profile: str
    embedder_sha256: Digest
    unknown: Unknown


class ImageInput(Part):
    """The classifier takes whole pictures, (n, 3, crop, crop).

    The shorter side becomes `resize` pixels, the square of `crop` pixels in the middle
    is taken, and each channel of values 0 to 255 is brought to `(value - mean) / std`.
    """

    kind: Literal["image"] = "image"
    resize: Side
    crop: Side
    interpolation: Literal["bilinear", "bicubic"]
    mean: Channels
    std: tuple[Deviation, Deviation, Deviation]

    @model_validator(mode="after")
    def _holds_the_crop(self) -> Self:
        if self.crop > self.resize:
            raise ValueError("crop should be at most resize")
        return self


class Card(Part):
    """A trained classifier: what it takes, what it knows, and how good it is.

    The file `classifier` is an ONNX network from the input to one logit for each of
    `classes`, in their order. The softmax of the logits over `temperature` gives
    probabilities.
    """

    format: Literal[1] = 1
    input: PeopleInput | ImageInput = Field(discriminator="kind")
    classes: list[ClassName] = Field(min_length=1, max_length=MOST_CLASSES)
    temperature: float = Field(default=1.0, gt=0)
    accuracy: Accuracy | None = None
    licence: str
    commercial: Commercial = "unknown"
    training_data: str
    data_sha256: Digest | None = Field(
        default=None, description="digest of the pictures that it was trained on"
    )
    made: datetime
    files: dict[str, File]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if CLASSIFIER not in self.files or not FILES.issuperset(self.files):
            raise ValueError(
                "files should have a classifier, may have an embedder and a report, "
                "and nothing else"
            )
        names = [each.file for each in self.files.values()]
        if len({*names, CARD}) != len(names) + 1:
            raise ValueError("each file should have a name of its own")
        if isinstance(self.input, PeopleInput):
            own = self.files.get(EMBEDDER)
            if own is not None and own.sha256 != self.input.embedder_sha256:
                raise ValueError("embedder_sha256 should be that of the file embedder")
            if len(set(self.classes)) != len(self.classes):
                raise ValueError("each person should have a name of their own")
        return self

    @property
    def kind(self) -> Literal["people", "image"]:
        return self.input.kind
