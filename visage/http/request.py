"""Takes a request apart, in whichever of three ways it was sent.

Pictures come as the raw body (`image/*`), as files of a multipart form, or in a JSON
object: as base64, as data URIs, or as `{"upload": name}` of an upload. Parameters come
in the path, in the query string, in the form or in the object. A route names its
pictures and has a pydantic model of its parameters. It gets an `Incoming` that is the
same for all three.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal

from flask import Request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import RequestEntityTooLarge

from visage.answers.fields import P, from_base64, parsed
from visage.answers.uploads import take
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
from visage.http.caller import Caller
from visage.pictures.formats import FORMATS, Format

# A Lambda event holds 6 MB, and base64 makes a body a third longer.
MAX_BODY = 4_500_000
# The most parts of a form, and the most bytes of those parts that are not files.
MAX_PARTS = 100
MAX_FIELDS = 100_000
RAW_TYPES = ("image/", "application/octet-stream")
# Methods whose body is looked at where a route takes no picture.
WITH_BODY = ("POST", "PATCH", "PUT")
# https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
IDEMPOTENCY_KEY = "Idempotency-Key"


class InMemory(Request):
    """A request whose files stay in memory, where its body is already.

    Werkzeug would write the larger ones to a disk, which may be full.
    """

    def _get_file_stream(self, *_: object, **__: object) -> io.BytesIO:
        return io.BytesIO()


# What the answer should be: JSON, a picture in a named format, or a picture in the one
# that the route's parameters name.
Wanted = Format | Literal["json", "image"]


@dataclass(frozen=True)
class Incoming(Generic[P]):
    """The pictures of a request by name, its parameters, and the answer it wants.

    `uploaded` names the pictures that someone who had signed in uploaded before; `key`
    is the caller's idempotency key.
    """

    images: Mapping[str, bytes]
    parameters: P
    wants: Wanted
    caller: Caller
    uploaded: frozenset[str] = frozenset()
    key: str | None = None

    def format(self, default: Format) -> Format:
        """The format of a picture in the answer; `default` where none is named."""
        named = self.wants
        return default if named == "json" or named == "image" else named


def incoming(
    request: Request,
    caller: Caller,
    model: type[P],
    images: tuple[str, ...],
    optional: tuple[str, ...],
    in_path: Mapping[str, str],
) -> Incoming[P]:
    """Take a request apart. Raises a MalformedRequest, TooLarge or UnsupportedMedia.

    Those of `images` that are `optional` may be missing. `in_path` are the parameters
    that stand in the path.
    """
    if (request.content_length or 0) > MAX_BODY:
        raise body_too_large(request.content_length)
    pictures, fields, uploaded = _parts(request, images, optional)
    for name in pictures:
        if name not in images:
            raise BadParameter(
                f"There is no picture {name[:40]!r}; known are: "
                f"{', '.join(images) or 'none'}."
            )
    for name, said in in_path.items():
        if fields.get(name, said) != said:
            raise BadParameter(
                f"The parameter {name} stands in the path already, and there it is "
                f"{said[:60]!r}; leave it out, or say the same."
            )
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
    return Incoming(
        pictures,
        parsed(model, {**fields, **in_path}),
        _wanted(request.accept_mimetypes),
        caller,
        uploaded,
        request.headers.get(IDEMPOTENCY_KEY),
    )


def body_too_large(size: int | None) -> BodyTooLarge:
    came = f"The body has {size:,} bytes" if size else "The body has too many bytes"
    return BodyTooLarge(f"{came}; at most {MAX_BODY:,} are taken. Scale it down first.")


# Pictures by name, parameters by name, and which pictures are uploads.
Parts = tuple[dict[str, bytes], dict[str, Any], frozenset[str]]
NO_UPLOADS = frozenset[str]()


def _parts(
    request: Request, images: tuple[str, ...], optional: tuple[str, ...]
) -> Parts:
    kind = request.mimetype
    query: dict[str, Any] = dict(request.args.items())
    if not images:
        if request.method in WITH_BODY and request.content_length:
            return _without_pictures(request, query)
        return {}, query, NO_UPLOADS
    if kind == "multipart/form-data":
        return _from_form(request, query)
    if kind == "application/json":
        return _from_json(request, images, query)
    if kind and not kind.startswith(RAW_TYPES):
        raise UnsupportedMediaType(
            f"The Content-Type is {kind[:60]}; send image/*, multipart/form-data or "
            "application/json."
        )
    needed = [name for name in images if name not in optional] or list(images)
    if len(needed) != 1:
        raise UnsupportedMediaType(
            f"This route takes {len(images)} pictures ({', '.join(images)}); send them "
            "as multipart/form-data or application/json."
        )
    body = request.get_data()
    if not body and needed[0] in optional:
        return {}, query, NO_UPLOADS
    if not body:
        raise EmptyBody("The request has no body; send a picture.")
    return {needed[0]: body}, query, NO_UPLOADS


def _without_pictures(request: Request, query: dict[str, Any]) -> Parts:
    if request.mimetype == "multipart/form-data":
        return _from_form(request, query)
    if request.mimetype == "application/json":
        return _from_json(request, (), query)
    raise UnsupportedMediaType(
        f"The Content-Type is {request.mimetype[:60] or 'missing'}; send "
        "application/json or multipart/form-data."
    )


def _from_form(request: Request, query: dict[str, Any]) -> Parts:
    if not request.content_length:
        raise EmptyBody("The request has no body; send a picture.")
    try:
        pictures = {name: file.read() for name, file in request.files.items()}
        fields = {**query, **dict(request.form.items())}
    except RequestEntityTooLarge as error:
        # The body as a whole was measured before; these are the parser's own limits.
        raise BadMultipart(
            f"The form has more than {MAX_PARTS:,} parts, or more than "
            f"{MAX_FIELDS:,} bytes in fields that are no files; send pictures as "
            "files, each with a filename."
        ) from error
    except ValueError as error:
        raise BadMultipart(f"The multipart body cannot be read: {error}.") from error
    # Werkzeug reads a part whose header has no name, and calls it None.
    if None in pictures or None in fields:
        raise BadMultipart("A part of the form has no name; give each one.")
    if not pictures and not fields:
        raise BadMultipart(
            "The multipart body has no parts; is its boundary that of the Content-Type?"
        )
    return pictures, fields, NO_UPLOADS


def _from_json(
    request: Request, images: tuple[str, ...], query: dict[str, Any]
) -> Parts:
    if not request.get_data():
        raise EmptyBody("The request has no body; send a JSON object with a picture.")
    try:
        body = request.get_json(silent=True)
    except RecursionError as error:
        raise BadJson("The body has too many brackets inside one another.") from error
    if not isinstance(body, dict):
        raise BadJson("The body is not a JSON object.")
    fields = {**query, **body}
    uploaded = frozenset(n for n in images if isinstance(fields.get(n), dict))
    pictures = {
        name: _from_field(name, fields.pop(name)) for name in images if name in fields
    }
    return pictures, fields, uploaded


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
    try:
        return from_base64(value)
    except ValueError as error:
        raise BadBase64(f"The field {name} is not base64: {error}.") from error


def _wanted(accept: MIMEAccept) -> Wanted:
    """What the Accept header asks for. Raises NotAcceptable."""
    named = [
        (kind.lower(), quality)
        for kind, quality in accept
        if quality > 0 and kind.lower().startswith(("image/", "application/json"))
    ]
    if not named:
        return "json"
    for kind, _ in named:
        if kind == "application/json":
            return "json"
        if kind == "image/*":
            return "image"
        if kind in FORMATS:
            return FORMATS[kind]
    if any(kind in ("*/*", "application/*") for kind, quality in accept if quality > 0):
        return "json"
    raise NotAcceptable(
        f"No answer comes as {named[0][0][:40]}; accept {', '.join(FORMATS)} or "
        "application/json."
    )
