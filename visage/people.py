"""The class `visage.Gallery`: people who are kept, and found again in photos."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from types import TracebackType
from typing import Any, Literal, Self

from pydantic import JsonValue

from visage import engines
from visage.answers.enrol import (
    EnrolAnswer,
    NewFaceParameters,
    NewPersonParameters,
    add_face,
    enrol_person,
)
from visage.answers.faces import (
    EraseFaceParameters,
    FacesParameters,
    KeptFace,
    erase_face,
    list_faces,
)
from visage.answers.fields import parsed
from visage.answers.gallery import MOST_LISTED
from visage.answers.people import (
    ErasePersonParameters,
    MergeParameters,
    PeopleParameters,
    PersonChangesParameters,
    PersonFacts,
    PersonParameters,
    erase_person,
    list_people,
    merge_people,
    show_person,
    update_person,
)
from visage.answers.receipts import (
    ReceiptFacts,
    read_receipt,
    receipt_facts,
    verify_receipt,
)
from visage.answers.rejections import RejectParameters, reject, withdraw_from
from visage.answers.search import SearchAnswer, SearchParameters, search_picture
from visage.gallery.address import gallery_at
from visage.gallery.audit import Caller
from visage.gallery.bulk.archive import written
from visage.gallery.bulk.export import Export
from visage.gallery.people import MOST_FACES, IfExists
from visage.gallery.rules import utc_now
from visage.gallery.thresholds import DEFAULT_FPIR
from visage.pictures.sources import Source, opened
from visage.results import Face
from visage.settings import settings
from visage.watch.address import watched_gallery

# Which face of a photo: an index, the one at a point (x, y), or a found one.
WhichFace = int | tuple[float, float] | Face
Quality = Literal["good", "any"]

CALLER = Caller("python")


class Gallery:
    """People in a file: enrolled with photos, found in others, forgotten for good.

    `address` is a file, made where there is none; without one, that of
    `VISAGE_GALLERY`, or `gallery.sqlite3` in the user's data folder. `collection` is
    the collection that every call means: `people` without one, which is made when the
    first person is enrolled. May be used from several threads and processes at once.

    What is refused is a `visage.errors.VisageError`: UnknownPerson, PersonExists,
    ConsentMissing, Suppressed, NoFace, SeveralFaces, LowQuality, BadParameter, …
    """

    def __init__(
        self,
        address: str | os.PathLike[str] | None = None,
        *,
        collection: str | None = None,
    ) -> None:
        known = watched_gallery() if address is None else gallery_at(str(address))
        self._gallery = known
        self.collection = collection or settings().collection

    @property
    def address(self) -> str:
        """Where the people are kept."""
        return self._gallery.address

    def enrol(
        self,
        photo: Source | None,
        name: str,
        *,
        id: str | None = None,
        metadata: Mapping[str, JsonValue] | None = None,
        consent_by: str | None = None,
        consent_purpose: str | None = None,
        consent_given: str | date | None = None,
        consent_expires: str | date | None = None,
        if_exists: IfExists = "refuse",
        face: WhichFace | None = None,
        quality: Quality = "good",
        min_face: float | None = None,
    ) -> EnrolAnswer:
        """Enrol a person with a photo, or with None without a face yet.

        `consent_by` and `consent_purpose` say who has agreed, and to what; without
        them, the collection's policy has to. A day without a time is the whole day.
        `face` says which face is meant where the photo shows several. The answer has
        `person`, `face`, and what to look at: `looks_like` and `near_duplicates`.
        """
        said = {
            "name": name,
            "id": id,
            "metadata": None if metadata is None else dict(metadata),
            "consent_by": consent_by,
            "consent_purpose": consent_purpose,
            "consent_given": _text(consent_given),
            "consent_expires": _text(consent_expires),
            "if_exists": if_exists,
            "quality": quality,
            "min_face": min_face,
        }
        asked = parsed(NewPersonParameters, self._said(said | _which(face)))
        shown = None if photo is None else opened(photo)
        return enrol_person(shown, self._gallery, engines.recognizer, asked, CALLER)

    def add(
        self,
        person: str,
        photo: Source,
        *,
        face: WhichFace | None = None,
        quality: Quality = "good",
        min_face: float | None = None,
    ) -> EnrolAnswer:
        """Enrol one more face of the person of an id."""
        said = {"id": person, "quality": quality, "min_face": min_face}
        asked = parsed(NewFaceParameters, self._said(said | _which(face)))
        shown = opened(photo)
        return add_face(shown, self._gallery, engines.recognizer(), asked, CALLER)

    def search(
        self,
        photo: Source,
        *,
        limit: int = 5,
        fpir: float = DEFAULT_FPIR,
        min_face: float | None = None,
    ) -> SearchAnswer:
        """Say whose every face of a photo is.

        `faces` of the answer has each face, the largest first: its `box` in pixels,
        `label` and `person` (name and id, None for nobody), `similarity`, `far`, and in
        `matches` up to `limit` people who are similar enough. `fpir` is how often a
        stranger may be taken for anyone of the collection.
        """
        said = {"limit": limit, "fpir": fpir, "min_face": min_face}
        asked = parsed(SearchParameters, self._said(said))
        shown = opened(photo)
        return search_picture(shown, self._gallery, engines.recognizer(), asked)

    def people(self) -> Iterator[PersonFacts]:
        """Everyone of the collection by id, those with expired consent too."""
        after: str | None = None
        while True:
            said = {"after": after, "limit": MOST_LISTED}
            asked = parsed(PeopleParameters, self._said(said))
            page = list_people(self._gallery, asked)
            yield from page.people
            after = page.after
            if after is None:
                return

    def person(self, person: str) -> PersonFacts:
        """The person of an id."""
        asked = parsed(PersonParameters, self._said({"id": person}))
        return show_person(self._gallery, asked)

    def faces(self, person: str) -> list[KeptFace]:
        """The faces of a person, as they are kept; vectors are not shown."""
        said = {"id": person, "limit": MOST_FACES}
        return list_faces(
            self._gallery, parsed(FacesParameters, self._said(said))
        ).faces

    def update(
        self,
        person: str,
        *,
        name: str | None = None,
        metadata: Mapping[str, JsonValue] | None = None,
        consent_by: str | None = None,
        consent_purpose: str | None = None,
        consent_given: str | date | None = None,
        consent_expires: str | date | None = None,
    ) -> PersonFacts:
        """Say name, metadata or consent of a person anew; what is None stays."""
        said = {
            "id": person,
            "name": name,
            "metadata": None if metadata is None else dict(metadata),
            "consent_by": consent_by,
            "consent_purpose": consent_purpose,
            "consent_given": _text(consent_given),
            "consent_expires": _text(consent_expires),
        }
        asked = parsed(PersonChangesParameters, self._said(said))
        return update_person(self._gallery, asked, CALLER)

    def merge(self, person: str, into: str) -> PersonFacts:
        """Give the faces of a person to another; the first is no more."""
        asked = parsed(MergeParameters, self._said({"id": person, "into": into}))
        return merge_people(self._gallery, asked, CALLER)

    def reject(
        self, person: str, photo: Source, *, face: WhichFace | None = None
    ) -> None:
        """Say that a face of a photo is not this person, who is not found for it then.

        It is the file that is remembered: another copy of the picture is another one.
        """
        asked = parsed(RejectParameters, self._said({"id": person} | _which(face)))
        reject(opened(photo), self._gallery, engines.recognizer(), asked, CALLER)

    def withdraw(
        self, person: str, photo: Source, *, face: WhichFace | None = None
    ) -> None:
        """Take back what `reject` said. Raises UnknownRejection where nothing was."""
        asked = parsed(RejectParameters, self._said({"id": person} | _which(face)))
        withdraw_from(opened(photo), self._gallery, engines.recognizer(), asked, CALLER)

    def forget(
        self, person: str, *, face: str | None = None, may_return: bool = False
    ) -> ReceiptFacts:
        """Erase a person, or one of their faces by its id, and give the receipt.

        The same photos and the same id are refused from then on (Suppressed), unless
        they may return. `receipt.model_dump_json()` is the receipt as a text.
        """
        said: dict[str, Any] = {"id": person, "suppress": not may_return}
        if face is None:
            whole = parsed(ErasePersonParameters, self._said(said))
            return erase_person(self._gallery, whole, CALLER)
        one = parsed(EraseFaceParameters, self._said({**said, "face": face}))
        return erase_face(self._gallery, one, CALLER)

    def verify(self, receipt: ReceiptFacts | str) -> bool:
        """Whether this gallery gave out a receipt, which may be a text, unchanged."""
        if isinstance(receipt, str):
            receipt = read_receipt(receipt)
        return verify_receipt(self._gallery, receipt).genuine

    def lift(self, receipt: ReceiptFacts) -> int:
        """Let what was forgotten be enrolled again; how many suppressions it had."""
        return self._gallery.lift_suppressions(receipt.collection, receipt.id, CALLER)

    def sweep(self) -> list[ReceiptFacts]:
        """Erase everyone whose consent or retention has ended, in every collection."""
        return [receipt_facts(each) for each in self._gallery.sweep(CALLER)]

    def export(self) -> Iterator[str]:
        """Everyone in the collection as lines of JSON, for `visage people import`.

        Names, consents and vectors, nothing encrypted: whoever has them can recognise
        these people. Whose consent or retention has ended is left out. Raises
        UnknownCollection.
        """
        export = Export.begun(self._gallery, self.collection, utc_now())
        return (written(line) for line in export.lines())

    def close(self) -> None:
        """Close the file, in all threads of this process."""
        close = getattr(self._gallery, "close", None)
        if close is not None:
            close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Gallery: {self.collection} in {self.address}>"

    def _said(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What a request would say: the collection, and whatever is not None."""
        given = {name: value for name, value in said.items() if value is not None}
        return {"collection": self.collection, **given}


def _which(face: WhichFace | None) -> dict[str, Any]:
    """The parameter that says which face; a found one is meant by its place."""
    place = face.box.centre if isinstance(face, Face) else face
    return {"at" if isinstance(place, tuple) else "face": place}


def _text(day: str | date | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day
