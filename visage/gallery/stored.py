"""A gallery over a store: every verb of the protocol, written once."""

from __future__ import annotations

from visage.gallery.verbs.collections import CollectionVerbs
from visage.gallery.verbs.enrolment import EnrolmentVerbs
from visage.gallery.verbs.faces import FaceVerbs
from visage.gallery.verbs.forgetting import ForgettingVerbs
from visage.gallery.verbs.people import PeopleVerbs
from visage.gallery.verbs.search import SearchVerbs


class StoredGallery(
    CollectionVerbs,
    PeopleVerbs,
    EnrolmentVerbs,
    FaceVerbs,
    SearchVerbs,
    ForgettingVerbs,
):
    """A Gallery over the books of a store."""
