"""What is asked and answered about what a gallery has forgotten, and who changed it."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field, ValidationError

from visage.answers.fields import Parameters
from visage.answers.gallery import CollectionName, PageParameters
from visage.errors import BadParameter, UnknownReceipt
from visage.gallery.audit import AuditEntry, Caller
from visage.gallery.protocol import Gallery
from visage.gallery.receipts import Copy, Erasure, Receipt


class CopyFacts(Parameters):
    """A place that the gallery cannot reach into, and when its copies end."""

    place: str
    until: str


class ReceiptFacts(Parameters):
    """One erasure: what went, when, at whose word, and where copies may live on."""

    id: str
    erased: datetime
    kind: Erasure
    collection: str
    subject: str | None = Field(
        description="keyed hash of the collection's name and the person's id"
    )
    by: str
    people_count: int
    faces_count: int
    faces: list[str] = Field(description="ids; empty for a whole collection")
    suppressed: bool = Field(description="whether it is kept from coming back")
    copies: list[CopyFacts]
    signature: str = Field(description="HMAC-SHA256, by the gallery's own key")

    def receipt(self) -> Receipt:
        """The receipt as the gallery signed it, if it did."""
        said = self.model_dump()
        copies = tuple(Copy(each["place"], each["until"]) for each in said["copies"])
        return Receipt(**{**said, "faces": tuple(self.faces), "copies": copies})


class ReceiptParameters(Parameters):
    """Which receipt is meant."""

    receipt: str = Field(min_length=1, max_length=100, description="its id")


class ReceiptsAnswer(BaseModel):
    """Receipts in the order of time; `after` is null on the last page."""

    receipts: list[ReceiptFacts]
    after: str | None


class Verified(BaseModel):
    """Whether this gallery gave out a receipt, to the last character."""

    genuine: bool


class SuppressionFacts(BaseModel):
    """What is kept from coming back: a face of a picture, or a person's id."""

    receipt: str
    created: datetime
    picture: str | None = Field(description="keyed hash of the picture of a face")
    subject: str | None = Field(description="keyed hash of a person's id")


class SuppressionsParameters(PageParameters):
    """Of which collection, which may have been erased."""

    collection: CollectionName


class SuppressionsAnswer(BaseModel):
    """Suppressions of a collection; `after` is null on the last page."""

    suppressions: list[SuppressionFacts]
    after: str | None


class LiftParameters(ReceiptParameters):
    """Which erasure may come back, in which collection."""

    collection: CollectionName


class Lifted(BaseModel):
    """How many suppressions there were."""

    lifted: int


class AuditFacts(BaseModel):
    """One change: when, who, by which token, what, on whom (a keyed hash)."""

    id: str
    at: datetime
    by: str
    token: str | None
    operation: str
    collection: str | None
    subject: str | None
    faces_count: int


class AuditAnswer(BaseModel):
    """Changes in the order of time; `after` is null on the last page."""

    entries: list[AuditFacts]
    after: str | None


def receipt_facts(receipt: Receipt) -> ReceiptFacts:
    """A receipt as it is handed out."""
    copies = [CopyFacts(place=each.place, until=each.until) for each in receipt.copies]
    return ReceiptFacts(
        **{**vars(receipt), "faces": list(receipt.faces), "copies": copies}
    )


def read_receipt(text: str | bytes, what: str = "This") -> ReceiptFacts:
    """A receipt that was written as JSON. Raises BadParameter, which names `what`."""
    try:
        return ReceiptFacts.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = f"{'.'.join(map(str, first['loc']))}: " if first["loc"] else ""
        raise BadParameter(f"{what} is no receipt: {place}{first['msg']}.") from error


def list_receipts(gallery: Gallery, chosen: PageParameters) -> ReceiptsAnswer:
    """Every receipt, a page at a time."""
    page = gallery.receipts(chosen.after, chosen.limit)
    return ReceiptsAnswer(
        receipts=[receipt_facts(each) for each in page.items], after=page.after
    )


# As many ids as can share all but the last of their hexadecimal digits.
_SIBLINGS = 16


def show_receipt(gallery: Gallery, chosen: ReceiptParameters) -> ReceiptFacts:
    """One receipt by its id. Raises UnknownReceipt."""
    # Ids sort as texts, and what begins like this one comes right before it.
    page = gallery.receipts(chosen.receipt[:-1], _SIBLINGS)
    for each in page.items:
        if each.id == chosen.receipt:
            return receipt_facts(each)
    raise UnknownReceipt(
        f"This gallery has given out no receipt {chosen.receipt[:60]!r}."
    )


def verify_receipt(gallery: Gallery, said: ReceiptFacts) -> Verified:
    """Whether this gallery gave out a receipt as it is said."""
    return Verified(genuine=gallery.verify(said.receipt()))


def list_suppressions(
    gallery: Gallery, chosen: SuppressionsParameters
) -> SuppressionsAnswer:
    """What is kept from coming back into a collection, a page at a time."""
    page = gallery.suppressions(chosen.collection, chosen.after, chosen.limit)
    return SuppressionsAnswer(
        suppressions=[
            SuppressionFacts(
                receipt=each.receipt,
                created=each.created,
                picture=each.sighting.picture if each.sighting else None,
                subject=each.subject,
            )
            for each in page.items
        ],
        after=page.after,
    )


def lift_suppressions(
    gallery: Gallery, chosen: LiftParameters, caller: Caller
) -> Lifted:
    """Let what one erasure suppressed come back; nothing where that was lifted."""
    count = gallery.lift_suppressions(chosen.collection, chosen.receipt, caller)
    return Lifted(lifted=count)


def list_audit(gallery: Gallery, chosen: PageParameters) -> AuditAnswer:
    """Every change of the gallery, a page at a time."""
    page = gallery.audit(chosen.after, chosen.limit)
    return AuditAnswer(
        entries=[_audit_facts(each) for each in page.items], after=page.after
    )


def _audit_facts(entry: AuditEntry) -> AuditFacts:
    return AuditFacts(**vars(entry))
