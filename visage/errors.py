"""Every error that Visage raises on purpose.

Each class has the HTTP status and the machine-readable code that a client
gets; the message is one sentence that says what was wrong, what was expected
and what to do. Where a sentence speaks of a picture or of a parameter, it leaves a
place for it, as only the edge knows what that is called there: a body and a field over
HTTP, a file and an option on the terminal.

    VisageError
    ├── MalformedRequest (400)
    │   ├── EmptyBody
    │   ├── EmptyImage
    │   ├── BadParameter
    │   ├── BadBase64
    │   ├── BadMultipart
    │   ├── BadJson
    │   ├── MissingImage
    │   ├── TruncatedImage
    │   └── BadVector
    ├── Unauthorized (401)
    ├── Forbidden (403)
    ├── UnknownRoute (404)
    ├── UnknownUpload (404)
    ├── NoUploads (404)
    ├── NoLive (404)
    ├── NoImports (404)
    ├── UnknownImport (404)
    ├── NoPicturesThere (404)
    ├── UnknownHandle (404)
    ├── NoReport (404)
    ├── NotInGallery (404)
    │   ├── UnknownCollection
    │   ├── UnknownPerson
    │   ├── UnknownFace
    │   ├── UnknownRejection
    │   └── UnknownReceipt
    ├── NotWatched (404)
    │   ├── UnknownAlert
    │   ├── UnknownCamera
    │   ├── UnknownCase
    │   ├── UnknownSighting
    │   ├── UnknownAccount
    │   └── NoReference
    ├── NotAcceptable (406)
    ├── Conflict (409)
    │   ├── CollectionExists
    │   ├── PersonExists
    │   ├── PersonFull
    │   ├── FaceExists
    │   ├── FaceTaken
    │   ├── ProfileMismatch
    │   ├── Suppressed
    │   ├── AlertDecided
    │   ├── CaseClosed
    │   ├── CaseFull
    │   └── IdempotencyConflict
    ├── TooLarge (413)
    │   ├── BodyTooLarge
    │   ├── TooManyPixels
    │   ├── TooCostly
    │   └── AnswerTooLarge
    ├── UnsupportedMedia (415)
    │   ├── UnsupportedMediaType
    │   └── UnsupportedImage
    ├── Unprocessable (422)
    │   ├── TooSmall
    │   ├── TooNarrow
    │   ├── NoFace
    │   ├── FaceOutOfRange
    │   ├── TooManyFaces
    │   ├── TooTurned
    │   ├── SeveralFaces
    │   ├── LowQuality
    │   ├── ConsentMissing
    │   └── ConsentExpired
    ├── TooManyRequests (429)
    │   ├── TooManyConnections
    │   └── TooManyMessages
    └── Unready (503)
        ├── SettingsInvalid
        ├── ModelUnknown
        ├── ModelMissing
        ├── ModelCorrupt
        ├── ModelTooLarge
        ├── ManifestInvalid
        ├── StoreUnreachable
        ├── GalleryUnreachable
        ├── WatchUnreachable
        ├── CustomersUnreachable
        ├── WrongEmbedder
        └── StorageFull (507)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class VisageError(Exception):
    """The root of the tree; never raised itself."""

    status = 500
    code = "error"
    # What a client hears where the message is for the operator, whose log has it.
    told: str | None = None
    # Which of several pictures it is about, such as "the source".
    which: str | None = None

    def __init__(self, sentence: str, **places: str) -> None:
        """`places` are the words for `{picture}` and its like in the sentence."""
        super().__init__(sentence)
        self.sentence = sentence
        self.places = {"picture": "The picture", **places}

    def said(self, **places: str) -> str:
        """The sentence, with the edge's own words in its places."""
        sentence = self.sentence
        for place, words in {**self.places, **places}.items():
            sentence = sentence.replace(f"{{{place}}}", words)
        return sentence

    def __str__(self) -> str:
        return f"In {self.which}: {self.said()}" if self.which else self.said()


@contextmanager
def in_picture(which: str) -> Iterator[None]:
    """Say in every error of the block which of several pictures it is about."""
    try:
        yield
    except VisageError as error:
        error.which = which
        raise


class MalformedRequest(VisageError):
    """The request cannot be understood."""

    status = 400
    code = "malformed_request"


class EmptyBody(MalformedRequest):
    """A picture was expected and nothing came."""

    code = "empty_body"


class EmptyImage(MalformedRequest):
    """A picture has no bytes."""

    code = "empty_image"


class BadParameter(MalformedRequest):
    """A parameter is unknown, of the wrong type or out of its range."""

    code = "bad_parameter"

    def __init__(
        self,
        sentence: str,
        name: str = "",
        *,
        given: object = None,
        rule: str = "",
        limits: Mapping[str, object] | None = None,
    ) -> None:
        """`name` is that of the parameter, said in the sentence's `{parameter}`.

        `given` is what came, `rule` pydantic's name of the rule that it breaks, and
        `limits` what that rule compares with.
        """
        super().__init__(sentence, parameter=f"The parameter {name}")
        self.name = name
        self.given = given
        self.rule = rule
        self.limits = limits or {}


class BadBase64(MalformedRequest):
    """A JSON field that should hold base64 holds something else."""

    code = "bad_base64"


class BadMultipart(MalformedRequest):
    """A multipart body cannot be taken apart."""

    code = "bad_multipart"


class BadJson(MalformedRequest):
    """A JSON body is not a JSON object."""

    code = "bad_json"


class MissingImage(MalformedRequest):
    """The body was read, but the picture that the route needs is not in it."""

    code = "missing_image"


class TruncatedImage(MalformedRequest):
    """A picture of a known format ends or breaks before its last pixel."""

    code = "truncated_image"


class BadVector(MalformedRequest):
    """A face's vector is not a row of finite numbers with a length."""

    code = "bad_vector"


class Unauthorized(VisageError):
    """The route wants a caller who has signed in, and nobody has."""

    status = 401
    code = "unauthorized"


class Forbidden(VisageError):
    """The caller has signed in, but may not do this."""

    status = 403
    code = "forbidden"


class UnknownRoute(VisageError):
    """No route has this path and method."""

    status = 404
    code = "unknown_route"


class UnknownUpload(VisageError):
    """No uploaded picture has this name, or it has been used."""

    status = 404
    code = "unknown_upload"


class NoUploads(VisageError):
    """The service has no bucket that large pictures could be put in."""

    status = 404
    code = "no_uploads"


class UnknownHandle(VisageError):
    """No trained classifier has this handle."""

    status = 404
    code = "unknown_handle"


class NoReport(VisageError):
    """The classifier has no report."""

    status = 404
    code = "no_report"


class NoLive(VisageError):
    """The service tells nobody of alerts as they happen."""

    status = 404
    code = "no_live"


class NoImports(VisageError):
    """The service has no queue for imports of many people."""

    status = 404
    code = "no_imports"


class UnknownImport(VisageError):
    """No import has this id, or what was known of it has been deleted."""

    status = 404
    code = "unknown_import"


class NoPicturesThere(VisageError):
    """Nothing lies where an import should find its pictures."""

    status = 404
    code = "no_pictures_there"


class NotInGallery(VisageError):
    """The gallery does not hold what was named."""

    status = 404
    code = "not_in_gallery"


class UnknownCollection(NotInGallery):
    """No collection has this name."""

    code = "unknown_collection"


class UnknownPerson(NotInGallery):
    """No person of the collection has this id."""

    code = "unknown_person"


class UnknownFace(NotInGallery):
    """No face of the collection has this id."""

    code = "unknown_face"


class UnknownRejection(NotInGallery):
    """Nobody has said of a person that they are not in a picture."""

    code = "unknown_rejection"


class UnknownReceipt(NotInGallery):
    """The gallery has given out no receipt of this id."""

    code = "unknown_receipt"


class NotWatched(VisageError):
    """Watching keeps nothing like what was named."""

    status = 404
    code = "not_watched"


class UnknownAlert(NotWatched):
    """No alert has this id, or it has been forgotten."""

    code = "unknown_alert"


class UnknownCamera(NotWatched):
    """No camera of this name has ever sent anything."""

    code = "unknown_camera"


class UnknownCase(NotWatched):
    """The watch list has no case of this id."""

    code = "unknown_case"


class UnknownSighting(NotWatched):
    """The inbox has no unknown face of this id, or has no longer."""

    code = "unknown_sighting"


class UnknownAccount(NotWatched):
    """The business has no account of this id."""

    code = "unknown_account"


class NoReference(NotWatched):
    """No picture of the person is kept that an alert could be compared with."""

    code = "no_reference"


class NotAcceptable(VisageError):
    """The answer does not exist in the form that the Accept header asks for."""

    status = 406
    code = "not_acceptable"


class Conflict(VisageError):
    """What was asked contradicts what the gallery holds."""

    status = 409
    code = "conflict"


class CollectionExists(Conflict):
    """A collection of this name is there already."""

    code = "collection_exists"


class PersonExists(Conflict):
    """A person of this id is there already."""

    code = "person_exists"


class PersonFull(Conflict):
    """A person would have more faces than one can have."""

    code = "person_full"


class FaceExists(Conflict):
    """Another face of this id is there already."""

    code = "face_exists"


class FaceTaken(Conflict):
    """A face belongs to someone else than was supposed."""

    code = "face_taken"


class ProfileMismatch(Conflict):
    """A vector comes from another embedder than the collection's."""

    code = "profile_mismatch"


class Suppressed(Conflict):
    """What is to be enrolled was erased and is kept from coming back."""

    code = "suppressed"


class AlertDecided(Conflict):
    """Somebody has decided otherwise about an alert."""

    code = "alert_decided"


class CaseClosed(Conflict):
    """A case of the watch list has expired or ended."""

    code = "case_closed"


class CaseFull(Conflict):
    """A case of the watch list would have more pictures than one can have."""

    code = "case_full"


class IdempotencyConflict(Conflict):
    """An idempotency key was used before for something else."""

    code = "idempotency_conflict"


class TooLarge(VisageError):
    """Something is larger than the service takes."""

    status = 413
    code = "too_large"


class BodyTooLarge(TooLarge):
    """The request body has too many bytes."""

    code = "body_too_large"


class TooManyPixels(TooLarge):
    """The picture has too many pixels."""

    code = "too_many_pixels"


class TooCostly(TooLarge):
    """Decoding the picture would take more work than its pixels are worth."""

    code = "too_costly"


class AnswerTooLarge(TooLarge):
    """The answer would have more bytes than the platform can carry."""

    code = "answer_too_large"


class UnsupportedMedia(VisageError):
    """The bytes are of a kind that the service does not read."""

    status = 415
    code = "unsupported_media"


class UnsupportedMediaType(UnsupportedMedia):
    """The Content-Type header names something other than a picture or a form."""

    code = "unsupported_media_type"


class UnsupportedImage(UnsupportedMedia):
    """The bytes are not a picture in a format that the service reads."""

    code = "unsupported_image"


class Unprocessable(VisageError):
    """The picture was read, but what was asked cannot be done with it."""

    status = 422
    code = "unprocessable"


class TooSmall(Unprocessable):
    """The picture or the face has too few pixels."""

    code = "too_small"


class TooNarrow(Unprocessable):
    """The picture is so much longer than wide that no copy of it shows a face."""

    code = "too_narrow"


class NoFace(Unprocessable):
    """No face was found."""

    code = "no_face"


class FaceOutOfRange(Unprocessable):
    """A face was asked for by an index that the picture does not have."""

    code = "face_out_of_range"


class TooManyFaces(Unprocessable):
    """The picture has more faces than the request can work with."""

    code = "too_many_faces"


class TooTurned(Unprocessable):
    """A face is turned too far to the side to be worked with."""

    code = "too_turned"


class LowQuality(Unprocessable):
    """A face is too blurred, too small or too incomplete to be worked with."""

    code = "low_quality"


class SeveralFaces(Unprocessable):
    """The picture has several faces, and none was chosen."""

    code = "several_faces"


class ConsentMissing(Unprocessable):
    """Nobody has agreed that the face is kept."""

    code = "consent_missing"


class ConsentExpired(Unprocessable):
    """The consent that the face would be kept under has ended."""

    code = "consent_expired"


class TooManyRequests(VisageError):
    """More was asked for at once than the service does."""

    status = 429
    code = "too_many_requests"


class TooManyConnections(TooManyRequests):
    """As many clients are connected as can be."""

    code = "too_many_connections"


class TooManyMessages(TooManyRequests):
    """A connection sends more messages than it may."""

    code = "too_many_messages"


class Unready(VisageError):
    """The service itself is not set up rightly."""

    status = 503
    code = "unready"


class SettingsInvalid(Unready):
    """An environment variable has a value that cannot be used."""

    code = "settings_invalid"
    told = "The service is not set up rightly; its log says what is wrong."


class ModelUnknown(Unready):
    """The catalogue has no model of this name."""

    code = "model_unknown"


class ModelMissing(Unready):
    """A model file is not in the object store."""

    code = "model_missing"


class ModelCorrupt(Unready):
    """A model file does not have the digest or the shape that it should have."""

    code = "model_corrupt"


class ModelTooLarge(Unready):
    """A classifier has more bytes than a function can hold."""

    code = "model_too_large"


class ManifestInvalid(Unready):
    """The store's manifest cannot be read or names what does not exist."""

    code = "manifest_invalid"


class StoreUnreachable(Unready):
    """The object store does not answer or refuses access."""

    code = "store_unreachable"
    told = "The service cannot reach what it stores; its log says why."


class GalleryUnreachable(Unready):
    """The gallery cannot be opened, read or written."""

    code = "gallery_unreachable"
    told = "The service cannot reach its gallery; its log says why."


class WatchUnreachable(Unready):
    """What watching keeps, alerts among it, cannot be opened, read or written."""

    code = "watch_unreachable"
    told = "The service cannot reach its alerts; its log says why."


class CustomersUnreachable(Unready):
    """Where accounts are kept cannot be asked, or does not answer in time."""

    code = "customers_unreachable"
    told = "The service cannot reach the accounts of customers; its log says why."


class WrongEmbedder(Unready):
    """A camera's faces cannot be looked up: a collection is of another embedder."""

    code = "wrong_embedder"


class StorageFull(Unready):
    """A disk that something has to be written to has no room left."""

    status = 507
    code = "storage_full"
    told = "The service has no room left to store anything; its log says where."
