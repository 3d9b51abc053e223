"""What ids, names, metadata and boxes have to look like before they are kept.

Ids go into addresses, file names and keys of other people's tables, so that only
characters that are plain in all of these are taken. Names are for people and may
hold any letter of any script.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from pydantic import JsonValue

from visage.errors import BadParameter
from visage.geometry import Box

Metadata: TypeAlias = Mapping[str, JsonValue]

# The lengths and letters that Amazon Rekognition takes, so that ids can move here.
COLLECTION = re.compile(r"[a-zA-Z0-9_.\-]{1,255}")
PERSON = re.compile(r"[a-zA-Z0-9_.\-:]{1,128}")
EXTERNAL = re.compile(r"[a-zA-Z0-9_.\-:]{1,255}")
FACE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DIGEST = re.compile(r"[0-9a-f]{64}")
KEY = re.compile(r"[\x21-\x7e]{1,255}")

LONGEST_NAME = 200  # characters
LONGEST_TEXT = 1000  # characters of a purpose or of who gave a consent
MOST_METADATA = 4096  # bytes as JSON
MOST_TAGS = 200
_SHOWN = 60


def matched(what: str, value: str, pattern: re.Pattern[str]) -> str:
    """An id that is as it should be. Raises BadParameter."""
    if not pattern.fullmatch(value) or value in (".", ".."):
        raise BadParameter(
            f"The {what} {value[:_SHOWN]!r} cannot be used: it has to match "
            f"{pattern.pattern}, and may not be . or .. alone."
        )
    return value


def text(what: str, value: str, longest: int) -> str:
    """Words for people: not empty, not too long, no control characters."""
    if not value.strip():
        raise BadParameter(f"The {what} is empty.")
    if len(value) > longest:
        raise BadParameter(
            f"The {what} has {len(value)} characters; at most {longest} are kept."
        )
    # Cs are halves of a surrogate pair, which no file can hold.
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in value):
        raise BadParameter(f"The {what} holds a control character; leave it out.")
    return value


def metadata(value: Metadata) -> Metadata:
    """An object of JSON values that is not too large. Raises BadParameter."""
    try:
        written = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise BadParameter(
            f"The metadata cannot be written as JSON: {error}."
        ) from error
    if len(written) > MOST_METADATA:
        raise BadParameter(
            f"The metadata has {len(written)} bytes as JSON; at most {MOST_METADATA} "
            "are kept."
        )
    return value


def tags(value: Mapping[str, str]) -> Mapping[str, str]:
    """Labels of a collection. Raises BadParameter."""
    if len(value) > MOST_TAGS:
        raise BadParameter(
            f"There are {len(value)} tags; at most {MOST_TAGS} are kept."
        )
    for key, label in value.items():
        text("key of a tag", key, 128)
        if label:
            text(f"tag {key}", label, 256)
    return value


def instant(what: str, value: datetime) -> datetime:
    """A moment that names its time zone. Raises BadParameter."""
    if value.tzinfo is None:
        raise BadParameter(f"The {what} names no time zone; write it as UTC.")
    return value


def shares(box: Box) -> Box:
    """A face's box in shares of its picture's width and height. Raises BadParameter."""
    edges = (box.left, box.top, box.right, box.bottom)
    if not all(math.isfinite(edge) for edge in edges) or box.area <= 0:
        raise BadParameter(f"The box {edges} of a face has no area.")
    # Boxes may reach past the picture, but pixels in place of shares are a mistake.
    if max(abs(edge) for edge in edges) > 10:
        raise BadParameter(
            f"The box {edges} of a face is to be given in shares of the picture's "
            "width and height, 0 to 1, not in pixels."
        )
    return box
