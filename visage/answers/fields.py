"""What the requests and answers of several capabilities have in common.

Boxes and points count pixels of the upright picture, rounded to a hundredth.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)

from visage.errors import BadParameter
from visage.pictures.formats import Format

if TYPE_CHECKING:  # numpy, which the service function does without
    from visage.geometry import Box, Points


class Parameters(BaseModel):
    """The parameters of a route; a request with any other is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


P = TypeVar("P", bound=Parameters)


def parsed(model: type[P], fields: Mapping[str, Any]) -> P:
    """The parameters in a request's fields.

    Raises BadParameter, whose sentence is about the first fault alone.
    """
    try:
        return model(**fields)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        if first["type"] == "extra_forbidden":
            known = ", ".join(sorted(model.model_fields)) or "none"
            raise BadParameter(
                f"There is no parameter {name[:40]}; known are: {known}."
            ) from error
        if first["type"] == "missing":
            raise BadParameter("{parameter} is missing.", name) from error
        # Pydantic puts "Value error" before what our own validators say.
        reason = first["msg"].removeprefix("Value error, ")
        raise BadParameter(
            f"{{parameter}} is {repr(first['input'])[:40]}: "
            f"{reason[0].lower()}{reason[1:]}.",
            name,
            given=first["input"],
            rule=first["type"],
            limits=first.get("ctx"),
        ) from error


def from_json_text(value: Any) -> Any:
    """What JSON text stands for: how a form or a query says an object."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:
        raise ValueError('it should be a JSON object, such as {"team": "A"}') from error


FaceChoice = Literal["largest", "all"] | int


def _face_choice(value: Any) -> FaceChoice:
    text = str(value)
    if text == "largest":
        return "largest"
    if text == "all":
        return "all"
    if not text.isascii() or not text.isdigit():
        raise ValueError("it should be largest, all, or an index from 0")
    return int(text)


WhichFace = Annotated[FaceChoice, BeforeValidator(_face_choice)]
MinFace = Annotated[float, Field(ge=16, le=10_000)]


def _place(value: Any) -> tuple[float, float]:
    parts = value.split(",") if isinstance(value, str) else value
    try:
        x, y = (float(part) for part in parts)
    except (TypeError, ValueError):
        x = y = math.nan
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(
            "it should be the x and y of a point in pixels, such as 120,80"
        )
    return x, y


Place = Annotated[
    tuple[float, float],
    BeforeValidator(_place),
    WithJsonSchema({"type": "string", "examples": ["120,80"]}),
]


class FaceBox(BaseModel):
    """A face's box, which may reach past the edge of the picture."""

    left: float
    top: float
    right: float
    bottom: float


class PictureSize(BaseModel):
    """The upright picture in pixels."""

    width: int
    height: int


def data_uri(content: bytes, form: Format) -> str:
    """A picture's bytes as a data URI, which a page can show as it is."""
    return f"data:image/{form};base64,{base64.b64encode(content).decode()}"


def from_base64(text: str) -> bytes:
    """The bytes of a data URI, or of base64 with white space. Raises ValueError."""
    encoded = text.partition(",")[2] if text.startswith("data:") else text
    return base64.b64decode("".join(encoded.split()), validate=True)


def points(values: Points) -> list[tuple[float, float]]:
    """Points rounded to a hundredth of a pixel."""
    return [(round(float(x), 2), round(float(y), 2)) for x, y in values]


def face_box(value: Box) -> FaceBox:
    """A box rounded to a hundredth of a pixel."""
    return FaceBox(
        left=round(value.left, 2),
        top=round(value.top, 2),
        right=round(value.right, 2),
        bottom=round(value.bottom, 2),
    )
