"""Who agreed, for programs that know of no consent: the collection's policy.

Tags of the collection state it, or else the operator does for all collections. Without
either, nobody is put into a collection.
"""

from __future__ import annotations

from collections.abc import Mapping

from visage.answers.rekognition.context import Context
from visage.answers.rekognition.errors import WireError, invalid
from visage.gallery.collections import Collection, CollectionChanges
from visage.gallery.consent import ConsentPolicy

BY, PURPOSE, DAYS = "visage:consent-by", "visage:consent-purpose", "visage:consent-days"


def stated(tags: Mapping[str, str]) -> ConsentPolicy | None:
    """The policy that tags state, None where they state none. Raises WireError."""
    if not {BY, PURPOSE, DAYS} & tags.keys():
        return None
    if BY not in tags or PURPOSE not in tags:
        raise invalid(
            f"A consent by tags needs both {BY} (who agreed, or who states it) and "
            f"{PURPOSE} (what for); {DAYS} is how long it holds."
        )
    days = tags.get(DAYS)
    if days is not None and not (days.isascii() and days.isdigit()):
        raise invalid(f"The tag {DAYS} is a whole number of days.")
    return ConsentPolicy(tags[BY], tags[PURPOSE], None if days is None else int(days))


def tagged(
    collection: Collection, tags: Mapping[str, str], context: Context
) -> CollectionChanges:
    """A collection with other tags; its policy changes where those of consent do."""
    policy = stated(tags)
    if policy is None and stated(collection.tags) is None:
        return CollectionChanges(tags=dict(tags))
    return CollectionChanges(policy=policy or context.policy, tags=dict(tags))


def ready_to_enrol(name: str, context: Context) -> Collection:
    """The collection, whose policy says who agreed. Raises WireError or VisageError.

    One without a policy gets the operator's, which is recorded as its own.
    """
    collection = context.gallery.collection(name)
    if collection.policy is not None:
        return collection
    if context.policy is None:
        raise WireError(
            "AccessDeniedException",
            f"Nobody has agreed to be kept in the collection {name}. Say who did, with "
            f"TagResource: {BY}, {PURPOSE} and, if it ends, {DAYS}; or have the "
            "operator state it for all collections: VISAGE_POLICY_BY and "
            "VISAGE_POLICY_PURPOSE.",
        )
    changes = CollectionChanges(policy=context.policy)
    return context.gallery.update_collection(name, changes, context.caller)
