"""What the calls work with, given by whoever serves them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from visage.answers.rekognition.errors import WireError
from visage.answers.rekognition.requests import MOST_OBJECT_BYTES, S3Object
from visage.gallery.audit import Caller
from visage.gallery.consent import ConsentPolicy
from visage.gallery.protocol import Gallery
from visage.recognition.embed import Profile
from visage.recognition.recognizer import Recognizer
from visage.stores.buckets import ObjectRefused

# Gives the bytes of an object of a bucket, as many as are asked for at the most.
# Raises ObjectRefused.
ReadObject = Callable[[str, str, str | None, int], bytes]


@dataclass(frozen=True)
class Context:
    """A gallery, a recognizer, and who asks.

    `policy` is the consent that the operator states for collections that have none of
    their own; `buckets` names those that clients may name pictures of. `region` is
    where the client believes to be.
    """

    gallery: Gallery
    recognizer: Callable[[], Recognizer]
    caller: Caller
    region: str
    policy: ConsentPolicy | None
    buckets: frozenset[str]
    fetch: ReadObject

    @property
    def profile(self) -> Profile:
        """The embedder that new collections are of."""
        return self.recognizer().embedder.profile

    def asking(self, token: str | None) -> Caller:
        """The caller with the token of a request, which makes a change once."""
        return replace(self.caller, idempotency_key=token)

    def read_object(self, named: S3Object) -> bytes:
        """The bytes of a picture in a bucket. Raises WireError."""
        if named.bucket not in self.buckets:
            raise WireError(
                "InvalidS3ObjectException",
                "Pictures are read from buckets that the operator allows "
                "(VISAGE_BUCKETS), and this one is not among them.",
            )
        try:
            raw = self.fetch(
                named.bucket, named.name, named.version, MOST_OBJECT_BYTES + 1
            )
        except ObjectRefused as refusal:
            raise WireError("InvalidS3ObjectException", f"{refusal}") from refusal
        if len(raw) > MOST_OBJECT_BYTES:
            raise WireError(
                "ImageTooLargeException",
                f"The object has more than {MOST_OBJECT_BYTES:,} bytes, the most that "
                "are taken.",
            )
        return raw
