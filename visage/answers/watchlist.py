"""What is asked and answered about the watch list: cases, their pictures, their end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from visage.answers.alike import LooksLike, looks_like
from visage.answers.enrol import thresholds_of
from visage.answers.faces import OneFace, shown_faces
from visage.answers.fields import Parameters
from visage.answers.gallery import Until, described
from visage.answers.receipts import ReceiptFacts, receipt_facts
from visage.answers.recognize import FaceFacts, face_facts
from visage.errors import UnknownCase
from visage.gallery.audit import Caller
from visage.gallery.pictures import chosen, good_enough
from visage.pictures.photo import Photo
from visage.recognition.recognizer import Recognizer
from visage.watch import cases
from visage.watch.cases import CASE, Case, Order, State, case_id
from visage.watch.watchlist import WatchList

CaseId = Annotated[str, AfterValidator(case_id), described(CASE)]


class CaseParameters(Parameters):
    """Which case is meant."""

    case: CaseId = Field(description="the id of the case, as the authority gave it")


class EnableParameters(CaseParameters):
    """What is said to enable a case, or to change one. All but the name has to be."""

    note: str | None = Field(
        default=None,
        description="the authorisation: who allowed the search, and where it is filed",
    )
    expires: Until | None = Field(
        default=None,
        description="until when: a day, the last one, or a moment; at most 366 days",
    )
    name: str | None = Field(
        default=None, description="what to call the person; as it is, if not given"
    )


class CasePictureParameters(CaseParameters, OneFace):
    """Whose picture is added, and which face of it is meant."""

    quality: Literal["good", "any"] = Field(
        default="good",
        description="good refuses a face that will be recognised badly; any takes it",
    )


class OnePictureParameters(CaseParameters):
    """Which picture of a case is meant."""

    n: int = Field(ge=0, lt=cases.MOST_PICTURES, description="its number, from 0")


class CasePictureFacts(BaseModel):
    """A picture that a case is looked for by."""

    n: int
    quality: float = Field(description="score of the face, 0 to 1")
    by: str
    added: datetime


class CaseFacts(BaseModel):
    """A case: who allowed what until when. An ended one has no name and no pictures."""

    id: str
    note: str
    name: str
    expires: datetime
    state: State
    by: str = Field(description="who enabled it")
    created: datetime
    ended: datetime | None = Field(description="when it ended or had expired")
    receipt: str | None = Field(description="the gallery's, of its erasure")
    pictures: list[CasePictureFacts]


class CountedCase(CaseFacts):
    """A case, and how many alerts of it are kept."""

    alerts: int


class CasesAnswer(BaseModel):
    """Every case by its id; those that have ended are remembered for a year."""

    cases: list[CountedCase]


class PictureAnswer(BaseModel):
    """A case and the picture that was added; `existing` where it had it already."""

    case: CaseFacts
    picture: int
    existing: bool
    quality: float
    seen: FaceFacts
    looks_like: list[LooksLike] = Field(description="other cases to compare with")


class EndAnswer(BaseModel):
    """An ended case and the gallery's receipt.

    The receipt is null where no picture had been added, and where the case had ended.
    """

    case: CaseFacts
    receipt: ReceiptFacts | None


def list_cases(wanted: WatchList) -> CasesAnswer:
    """Every case that is remembered."""
    alerts = wanted.alerts()
    return CasesAnswer(
        cases=[
            CountedCase(**_facts(each, wanted), alerts=alerts[each.id])
            for each in wanted.cases()
        ]
    )


def enable_case(
    wanted: WatchList, asked: EnableParameters, caller: Caller
) -> CaseFacts:
    """Enable or change a case. Raises BadParameter, which names what is missing."""
    order = Order(asked.case, asked.note, asked.expires, asked.name)
    return case_facts(wanted.enable(order, caller.name), wanted)


def add_picture(
    raw: bytes,
    wanted: WatchList,
    recognizer: Recognizer,
    asked: CasePictureParameters,
    caller: Caller,
) -> PictureAnswer:
    """Look for a face of a picture from now on.

    Raises UnknownCase, CaseClosed, CaseFull, what decoding raises, NoFace,
    SeveralFaces, FaceOutOfRange, LowQuality, ProfileMismatch, Suppressed, PersonFull,
    ConsentExpired.
    """
    # Before the picture is looked at, which takes longer.
    cases.required(wanted.table, asked.case, wanted.clock())
    photo, faces = shown_faces(Photo(raw), wanted.gallery, recognizer, asked.min_face)
    face = chosen(faces, asked.choice)
    if asked.quality == "good":
        good_enough(face)
    added = wanted.add(
        asked.case, photo, face, caller, thresholds=thresholds_of(recognizer)
    )
    return PictureAnswer(
        case=case_facts(added.case, wanted),
        picture=added.reference.n,
        existing=added.existing,
        quality=round(added.reference.quality, 3),
        seen=face_facts(face.index, face.recognized),
        looks_like=[looks_like(each) for each in added.enrolment.others],
    )


def picture_of(wanted: WatchList, asked: OnePictureParameters) -> bytes:
    """A picture of a case: the face and some room around it, JPEG.

    Raises UnknownCase.
    """
    kept = cases.reference(wanted.table, asked.case, asked.n)
    if kept is None or kept.row.blob is None:
        raise UnknownCase(
            f"There is no picture {asked.n} of a case {asked.case} that is looked for."
        )
    return kept.row.blob


def end_case(wanted: WatchList, asked: CaseParameters, caller: Caller) -> EndAnswer:
    """End a case, and erase what it holds. Raises UnknownCase."""
    ended = wanted.end(asked.case, caller)
    receipt = receipt_facts(ended.receipt) if ended.receipt else None
    return EndAnswer(case=case_facts(ended.case, wanted), receipt=receipt)


def case_facts(case: Case, wanted: WatchList) -> CaseFacts:
    """What an answer says of a case."""
    return CaseFacts(**_facts(case, wanted))


def _facts(case: Case, wanted: WatchList) -> dict[str, Any]:
    return {
        **vars(case),
        "state": case.state(wanted.clock()),
        "pictures": [
            CasePictureFacts(
                n=each.n,
                quality=round(each.quality, 3),
                by=each.by,
                added=each.added,
            )
            for each in case.pictures
        ],
    }
