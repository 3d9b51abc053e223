"""What is asked and answered about the collections of a gallery."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from visage.answers.fields import Parameters, from_json_text
from visage.answers.gallery import (
    CollectionName,
    PageParameters,
)
from visage.answers.receipts import ReceiptFacts, receipt_facts
from visage.errors import BadParameter
from visage.gallery.audit import Caller
from visage.gallery.collections import (
    AsItIs,
    Collection,
    CollectionChanges,
    NewCollection,
)
from visage.gallery.consent import MOST_DAYS, ConsentPolicy, operator_policy
from visage.gallery.protocol import Gallery
from visage.recognition.embed import Profile

Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]
Tags = Annotated[dict[str, str], BeforeValidator(from_json_text)]


class Described(Parameters):
    """What an operator can say of a collection."""

    policy_by: str | None = Field(
        default=None,
        description="who states that everyone enrolled has agreed; with policy_purpose",
    )
    policy_purpose: str | None = Field(
        default=None, description="what they have agreed to"
    )
    policy_days: Days | None = Field(
        default=None, description="days until such a consent ends; none: it does not"
    )
    retention_days: Days | None = Field(
        default=None, description="days after which faces are erased, whatever was said"
    )
    tags: Tags | None = Field(default=None, description="labels, at most 200")

    @property
    def policy(self) -> ConsentPolicy | None:
        """The policy that is stated. Raises BadParameter where half of it is."""
        if self.policy_by is not None and self.policy_purpose is not None:
            return ConsentPolicy(self.policy_by, self.policy_purpose, self.policy_days)
        if (self.policy_by, self.policy_purpose, self.policy_days) == (None,) * 3:
            return None
        raise BadParameter(
            "A policy says who states it and for which purpose: give policy_by and "
            "policy_purpose together."
        )


class NewCollectionParameters(Described):
    """What is said of a new collection."""

    name: CollectionName


class CollectionParameters(Parameters):
    """Which collection is meant."""

    collection: CollectionName


class CollectionChangesParameters(Described, CollectionParameters):
    """What is said anew of a collection: what is null is taken away."""


class EraseCollectionParameters(CollectionParameters):
    """Which collection is erased, and whether its people may come back."""

    suppress: bool = Field(
        default=False,
        description="keep everyone in it, and every face, from being enrolled again",
    )


class PolicyFacts(BaseModel):
    """What an operator states for all who are put into a collection."""

    by: str
    purpose: str
    days: int | None


class CollectionFacts(BaseModel):
    """A collection, and what it holds, expired or not."""

    name: str
    embedder: str
    dimension: int
    policy: PolicyFacts | None
    retention_days: int | None
    tags: dict[str, str]
    created: datetime
    people: int
    faces: int


class CollectionsAnswer(BaseModel):
    """Collections by name; `after` is null on the last page."""

    collections: list[CollectionFacts]
    after: str | None


def list_collections(gallery: Gallery, chosen: PageParameters) -> CollectionsAnswer:
    """All collections of a gallery, a page at a time."""
    page = gallery.collections(chosen.after, chosen.limit)
    return CollectionsAnswer(
        collections=[collection_facts(each) for each in page.items], after=page.after
    )


def show_collection(gallery: Gallery, name: str) -> CollectionFacts:
    """One collection. Raises UnknownCollection."""
    return collection_facts(gallery.collection(name))


def create_collection(
    gallery: Gallery, profile: Profile, chosen: NewCollectionParameters, caller: Caller
) -> CollectionFacts:
    """Make a collection for an embedder's vectors.

    It gets the operator's policy where the request states none and does not say null.
    Raises CollectionExists, BadParameter.
    """
    policy = chosen.policy
    if not _names_policy(chosen):
        policy = operator_policy()
    made = gallery.create_collection(
        NewCollection(
            chosen.name,
            profile.name,
            profile.dimension,
            policy,
            chosen.retention_days,
            chosen.tags or {},
        ),
        caller,
    )
    return collection_facts(made)


def update_collection(
    gallery: Gallery, chosen: CollectionChangesParameters, caller: Caller
) -> CollectionFacts:
    """Say something anew of a collection; what is not mentioned stays.

    Raises UnknownCollection, BadParameter.
    """
    said = chosen.model_fields_set
    kept: AsItIs = "as it is"
    changes = CollectionChanges(
        chosen.policy if _names_policy(chosen) else kept,
        chosen.retention_days if "retention_days" in said else kept,
        (chosen.tags or {}) if "tags" in said else kept,
    )
    if changes == CollectionChanges():
        raise BadParameter(
            "Nothing was said anew; give policy_by and policy_purpose, retention_days "
            "or tags."
        )
    return collection_facts(
        gallery.update_collection(chosen.collection, changes, caller)
    )


def erase_collection(
    gallery: Gallery, chosen: EraseCollectionParameters, caller: Caller
) -> ReceiptFacts:
    """Erase a collection and everyone in it. Raises UnknownCollection."""
    return receipt_facts(
        gallery.erase_collection(chosen.collection, caller, suppress=chosen.suppress)
    )


def collection_facts(kept: Collection) -> CollectionFacts:
    """What an answer says of a collection."""
    policy = None
    if stated := kept.policy:
        policy = PolicyFacts(by=stated.by, purpose=stated.purpose, days=stated.days)
    return CollectionFacts(
        name=kept.name,
        embedder=kept.profile,
        dimension=kept.dimension,
        policy=policy,
        retention_days=kept.retention_days,
        tags=dict(kept.tags),
        created=kept.created,
        people=kept.people,
        faces=kept.faces,
    )


def _names_policy(chosen: Described) -> bool:
    """Whether a request says anything of the policy, be it null."""
    return any(name.startswith("policy") for name in chosen.model_fields_set)
