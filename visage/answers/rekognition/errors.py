"""Errors as clients of Rekognition know them, and which of them ours become."""

from __future__ import annotations

from visage import errors
from visage.errors import VisageError

# What the clients' model marks as faults of the server; the rest are the caller's.
FAULTS = {"InternalServerError": 500, "ThrottlingException": 500}
REFUSED = 400
INTERNAL = "InternalServerError"


class WireError(Exception):
    """A refusal as it goes over the wire: its type, and a sentence."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind

    @property
    def status(self) -> int:
        return FAULTS.get(self.kind, REFUSED)


# The first class that fits counts; what fits none is a fault of ours.
KINDS: tuple[tuple[type[VisageError], str], ...] = (
    (errors.TooManyPixels, "ImageTooLargeException"),
    (errors.TooCostly, "ImageTooLargeException"),
    (errors.BodyTooLarge, "ImageTooLargeException"),
    (errors.UnsupportedMedia, "InvalidImageFormatException"),
    (errors.TruncatedImage, "InvalidImageFormatException"),
    (errors.UnknownCollection, "ResourceNotFoundException"),
    (errors.UnknownPerson, "ResourceNotFoundException"),
    (errors.UnknownFace, "InvalidParameterException"),
    (errors.CollectionExists, "ResourceAlreadyExistsException"),
    (errors.PersonFull, "ServiceQuotaExceededException"),
    (errors.IdempotencyConflict, "IdempotentParameterMismatchException"),
    (errors.ProfileMismatch, "InvalidParameterException"),
    (errors.Suppressed, "AccessDeniedException"),
    (errors.Conflict, "ConflictException"),
    (errors.ConsentMissing, "AccessDeniedException"),
    (errors.ConsentExpired, "AccessDeniedException"),
    (errors.Unauthorized, "AccessDeniedException"),
    (errors.Forbidden, "AccessDeniedException"),
    (errors.MalformedRequest, "InvalidParameterException"),
    (errors.TooLarge, "InvalidParameterException"),
    (errors.Unprocessable, "InvalidParameterException"),
)


def on_the_wire(error: VisageError) -> WireError:
    """One of our errors as a client of Rekognition gets it."""
    for ours, kind in KINDS:
        if isinstance(error, ours):
            return WireError(kind, str(error))
    return WireError(INTERNAL, error.told or str(error))


def invalid(sentence: str) -> WireError:
    """A parameter that cannot be; programs match this type above all."""
    return WireError("InvalidParameterException", sentence)
