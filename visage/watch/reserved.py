"""The collection of the watch list, which is for those of the watch list alone.

Who may enrol people may not look for anybody, and who may search a gallery may not read
who is looked for: that wants a scope of its own, and a case. So the galleries of other
routes refuse that collection. Erasing a person of it stays with who may erase, and so
does letting one come back: nobody is looked for by that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from visage.errors import Forbidden
from visage.gallery.collections import NewCollection
from visage.gallery.protocol import Gallery
from visage.settings import settings

# The verbs whose first argument is a collection, but for those that erase.
_REFUSED = frozenset(
    {
        *("create_collection", "collection", "update_collection"),
        *("person", "people", "people_ended", "update_person", "merge_people"),
        *("enrol", "faces", "faces_by_id", "vectors", "assign_faces", "release_faces"),
        *("search_people", "search_faces"),
        *("reject", "withdraw_rejection", "rejections", "suppressions"),
    }
)


def reserved(gallery: Gallery) -> Gallery:
    """The gallery without the collection of the watch list. It raises Forbidden."""
    return cast(Gallery, _Reserved(gallery))


class _Reserved:
    """Passes on everything that is not about the watch list's collection."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery

    def __getattr__(self, name: str) -> Any:
        verb = getattr(self._gallery, name)
        return _refusing(verb) if name in _REFUSED else verb


def _refusing(verb: Callable[..., Any]) -> Callable[..., Any]:
    def refusing(collection: str | NewCollection, *rest: Any, **named: Any) -> Any:
        name = collection if isinstance(collection, str) else collection.name
        if name == settings().watchlist:
            raise Forbidden(
                f"The collection {name} holds the people of the watch list: they are "
                "shown, added and changed as cases (/watchlist), by who may do that."
            )
        return verb(collection, *rest, **named)

    return refusing
