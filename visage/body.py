"""What a request carries, whichever way it was sent.

Pictures come as the raw body (`image/*`), as files of a multipart form, or in a JSON
object: as base64, as data URIs, or as `{"upload": name}` of an upload. Parameters come
in the query string, in the form or in the object. A route names its pictures and has a
pydantic model of its parameters; it gets an `Incoming`, and never sees the difference.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import RequestEntityTooLarge

from visage.errors import (
    BadBase64,
    BadJson,
    BadMultipart,
    BadParameter,
    BodyTooLarge,
    EmptyBody,
    MissingImage,
    NotAcceptable,
    UnsupportedMediaType,
)
from visage.image import Format
from visage.uploads import take

MAX_BODY = 4_500_000  # 6 MB for a Lambda event, of which base64 takes a quarter
FORMATS: dict[str, Format] = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/webp": "webp",
}
RAW_TYPES = ("image/", "application/octet-stream")


class Parameters(BaseModel):
    """The parameters of a route; what it does not name is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


P = TypeVar("P", bound=Parameters)


@dataclass(frozen=True)
class Incoming(Generic[P]):
    """A request taken apart: its pictures by name and its parameters.

    `wants` is None where the answer is JSON. Otherwise the answer is a picture:
    in that format, or, where it is "any", in the one that the parameters name.
    """

    images: Mapping[str, bytes]
    parameters: P
    wants: Format | None
    any_format: bool = False

    def format(self, default: Format) -> Format:
        """The format of a picture in the answer."""
        return default if self.wants is None or self.any_format else self.wants


def incoming(
    request: Request,
    model: type[P],
    images: tuple[str, ...],
    optional: tuple[str, ...] = (),
) -> Incoming[P]:
    """Take a request apart. Raises a MalformedRequest, TooLarge or UnsupportedMedia.

    Those of `images` that are `optional` may be missing.
    """
    if (request.content_length or 0) > MAX_BODY:
        raise body_too_large(request.content_length)
    pictures, fields = _parts(request, images, optional)
    for name in images:
        if name in optional and name not in pictures:
            continue
        if name not in pictures:
            raise MissingImage(
                f"The body has no picture named {name}; send it as a file field of a "
                "multipart form, or as base64 in a JSON object."
            )
        if not pictures[name]:
            raise EmptyBody(f"The picture {name} is empty.")
    wants, any_format = _wanted(request.accept_mimetypes)
    return Incoming(pictures, parsed(model, fields), wants, any_format)


def parsed(model: type[P], fields: Mapping[str, Any]) -> P:
    """The parameters of a route. Raises BadParameter, which names the first fault."""
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
        reason = first["msg"].removeprefix("Value error, ")
        given = repr(first["input"])[:40]
        raise BadParameter(
            f"The parameter {name} is {given}: {reason[0].lower()}{reason[1:]}."
        ) from error


def body_too_large(size: int | None) -> BodyTooLarge:
    came = f"The body has {size:,} bytes" if size else "The body has too many bytes"
    return BodyTooLarge(f"{came}; at most {MAX_BODY:,} are taken. Scale it down first.")


def _parts(
    request: Request, images: tuple[str, ...], optional: tuple[str, ...]
) -> tuple[dict[str, bytes], dict[str, Any]]:
    kind = request.mimetype
    query: dict[str, Any] = dict(request.args.items())
    if not images:
        return {}, query
    if kind == "multipart/form-data":
        return _from_form(request, query)
    if kind == "application/json":
        return _from_json(request, images, query)
    if kind and not kind.startswith(RAW_TYPES):
        raise UnsupportedMediaType(
            f"The Content-Type is {kind[:60]}; send image/*, multipart/form-data or "
            "application/json."
        )
    needed = [name for name in images if name not in optional]
    if len(needed) != 1:
        raise UnsupportedMediaType(
            f"This route takes {len(images)} pictures ({', '.join(images)}); send them "
            "as multipart/form-data or application/json."
        )
    body = request.get_data()
    if not body:
        raise EmptyBody("The request has no body; send a picture.")
    return {needed[0]: body}, query


def _from_form(
    request: Request, query: dict[str, Any]
) -> tuple[dict[str, bytes], dict[str, Any]]:
    if not request.content_length:
        raise EmptyBody("The request has no body; send a picture.")
    try:
        pictures = {name: file.read() for name, file in request.files.items()}
        fields = {**query, **dict(request.form.items())}
    except RequestEntityTooLarge:
        raise
    except ValueError as error:
        raise BadMultipart(f"The multipart body cannot be read: {error}.") from error
    if not pictures and not fields:
        raise BadMultipart(
            "The multipart body has no parts; is its boundary that of the Content-Type?"
        )
    return pictures, fields


def _from_json(
    request: Request, images: tuple[str, ...], query: dict[str, Any]
) -> tuple[dict[str, bytes], dict[str, Any]]:
    if not request.get_data():
        raise EmptyBody("The request has no body; send a JSON object with a picture.")
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise BadJson("The body is not a JSON object.")
    fields = {**query, **body}
    pictures = {
        name: _from_field(name, fields.pop(name)) for name in images if name in fields
    }
    return pictures, fields


def _from_field(name: str, value: object) -> bytes:
    if not isinstance(value, dict):
        return _from_base64(name, value)
    upload = value.get("upload")
    if set(value) != {"upload"} or not isinstance(upload, str):
        raise BadParameter(
            f'The field {name} is an object; it may only be {{"upload": "…"}}, with '
            "the name that POST /uploads gave."
        )
    return take(upload)


def _from_base64(name: str, value: object) -> bytes:
    if not isinstance(value, str):
        raise BadBase64(f"The field {name} must be a string of base64 or a data URI.")
    text = value.partition(",")[2] if value.startswith("data:") else value
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadBase64(f"The field {name} is not base64: {error}.") from error


def _wanted(accept: MIMEAccept) -> tuple[Format | None, bool]:
    """The format of the picture that Accept asks for, None for JSON."""
    named = [
        (kind.lower(), quality)
        for kind, quality in accept
        if quality > 0 and kind.lower().startswith(("image/", "application/json"))
    ]
    if not named or named[0][0] == "application/json":
        return None, False
    for kind, _ in named:
        if kind in FORMATS:
            return FORMATS[kind], False
        if kind == "image/*":
            return "png", True
        if kind == "application/json":
            return None, False
    if any(kind in ("*/*", "application/*") for kind, quality in accept if quality > 0):
        return None, False
    raise NotAcceptable(
        f"No answer comes as {named[0][0][:40]}; accept {', '.join(FORMATS)} or "
        "application/json."
    )
