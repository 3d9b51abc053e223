"""The best people or faces for some probes.

The index gives hits by approximate distance; the table says which of them count; their
vectors, fetched, give the similarity in double precision. More hits are asked for until
no vector that the index ranks lower could be among the best.

A search takes longer than a change. Where the head has moved on meanwhile, the step is
run again, and what the index found before still serves: what counted then and counts
now was in the index all the time, and what was added since, the head names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import numpy as np

from visage.gallery.aws import rows
from visage.gallery.aws.index import MOST_FOUND, Kind
from visage.gallery.aws.items import Key
from visage.gallery.aws.rows import KeptFace, KeptPerson
from visage.gallery.aws.session import Hits, Session, owner_of
from visage.gallery.aws.view import Torn, View
from visage.gallery.collections import Collection
from visage.gallery.rules import is_searchable
from visage.gallery.vectors import Floats, similarities

K = TypeVar("K", KeptPerson, KeptFace)

# By how much a distance in single precision may be off, with room to spare.
_ROUNDING = 1e-4
# More hits than matches are asked for, as some may not count; and so many times as many
# where these were not enough.
_SPARE, _MORE = 20, 4
_QUERIES = 8  # at once


@dataclass(frozen=True)
class Wanted:
    """What is searched for: at most `limit` of at least a similarity, without some."""

    probe: Floats
    without: set[str]
    limit: int
    at_least: float


class Search(Generic[K]):
    """One search for people or faces in a view. Below, one for each."""

    kind: Kind

    def __init__(
        self, view: View, session: Session, collection: Collection, now: datetime
    ) -> None:
        self._view = view
        self._session = session
        self._collection = collection
        self._now = now
        self._head = view.head(collection.name)
        self._generation = str(self._head.generation)

    def best(self, wanted: Sequence[Wanted]) -> list[list[tuple[K, float]]]:
        """For each probe the best that count, and their similarities."""
        found: dict[int, list[tuple[K, float]]] = {}
        most = [each.limit + len(each.without) + _SPARE for each in wanted]
        while waiting := [n for n in range(len(wanted)) if n not in found]:
            hits = self._hits(wanted, waiting, most)
            kept = self._counting(key for each in hits.values() for key in each.keys)
            self._fetch(
                key for n in waiting for key in _candidates(wanted[n], hits[n], kept)
            )
            for n in waiting:
                ranked = self._ranked(wanted[n], hits[n], kept)
                if _is_enough(wanted[n], hits[n], ranked):
                    found[n] = ranked
                most[n] = _MORE * hits[n].asked
        return [found[n] for n in range(len(wanted))]

    def _hits(
        self, wanted: Sequence[Wanted], waiting: list[int], most: list[int]
    ) -> dict[int, Hits]:
        """What the index finds, and what was added since, for each probe."""
        known, missing = {}, []
        for n in waiting:
            hits = self._session.hits.get((self.kind, n))
            added = None if hits is None else self._added(hits)
            if hits is None or added is None or hits.asked < min(most[n], MOST_FOUND):
                missing.append(n)
            else:
                known[n] = hits.with_added(added)
        with ThreadPoolExecutor(_QUERIES) as pool:
            asked = [min(most[n], MOST_FOUND) for n in missing]
            probes = [wanted[n].probe for n in missing]
            for n, hits in zip(
                missing, pool.map(self._query, probes, asked), strict=True
            ):
                known[n] = self._session.hits[self.kind, n] = hits
        return known

    def _query(self, probe: Floats, most: int) -> Hits:
        found = self._session.indexes.query(self._generation, self.kind, probe, most)
        if found is None:
            raise Torn  # the collection was erased meanwhile
        distances = dict(found)
        return Hits(self._generation, self._head.version, most, distances)

    def _added(self, hits: Hits) -> list[str] | None:
        """The vectors of this kind added since a query; None where nobody knows."""
        if hits.generation != self._generation:
            return None
        added = self._head.added_since(hits.version)
        return added and [key for key in added if key[0] == self.kind]

    def _counting(self, keys: Iterable[str]) -> dict[str, K]:
        """What the vectors of some keys are of, where they count and may be found."""
        wanted = set(keys)
        places = {self._place(owner_of(key)) for key in wanted}
        read = [self._read(text) for text in self._view.get_many(places).values()]
        kept = [each for each in read if each.searched_by in wanted]
        return {
            str(each.searched_by): each for each in kept if self._may_be_found(each)
        }

    def _fetch(self, keys: Iterable[str]) -> None:
        wanted = set(keys)
        if len(self._session.vectors(self._generation, wanted)) < len(wanted):
            raise Torn  # removed meanwhile

    def _ranked(
        self, wanted: Wanted, hits: Hits, kept: dict[str, K]
    ) -> list[tuple[K, float]]:
        keys = _candidates(wanted, hits, kept)
        if not keys:
            return []
        vectors = self._session.vectors(self._generation, keys)
        matrix = np.stack([vectors[key] for key in keys])
        values = similarities(matrix, wanted.probe).tolist()
        pairs = sorted(zip(values, keys, strict=True), key=_best_first)
        return [(kept[key], value) for value, key in pairs if value >= wanted.at_least][
            : wanted.limit
        ]

    def _place(self, owner: str) -> Key:
        raise NotImplementedError

    def _read(self, text: str) -> K:
        raise NotImplementedError

    def _may_be_found(self, kept: K) -> bool:
        raise NotImplementedError


class PeopleSearch(Search[KeptPerson]):
    """Finds people by their templates."""

    kind = "p"

    def _place(self, owner: str) -> Key:
        return rows.person_key(self._generation, owner)

    def _read(self, text: str) -> KeptPerson:
        return rows.PERSON.validate_json(text)

    def _may_be_found(self, kept: KeptPerson) -> bool:
        return is_searchable(kept.person, self._collection, self._now)


class FaceSearch(Search[KeptFace]):
    """Finds faces; those of a person while the person may be found."""

    kind = "f"

    def _counting(self, keys: Iterable[str]) -> dict[str, KeptFace]:
        kept = super()._counting(keys)
        owners = {each.face.person for each in kept.values() if each.face.person}
        places = {each: rows.person_key(self._generation, each) for each in owners}
        texts = self._view.get_many(places.values())
        if len(texts) < len(owners):
            raise Torn
        found = {
            each
            for each, place in places.items()
            if is_searchable(
                rows.PERSON.validate_json(texts[place]).person,
                self._collection,
                self._now,
            )
        }
        return {
            key: each
            for key, each in kept.items()
            if each.face.person is None or each.face.person in found
        }

    def _place(self, owner: str) -> Key:
        return rows.face_key(self._generation, owner)

    def _read(self, text: str) -> KeptFace:
        return rows.FACE.validate_json(text)

    def _may_be_found(self, kept: KeptFace) -> bool:
        if kept.face.person is not None:
            return True  # their person says so
        return is_searchable(kept.face, self._collection, self._now)


def _candidates(wanted: Wanted, hits: Hits, kept: Mapping[str, object]) -> list[str]:
    """The keys whose vectors may be among the best, by their distances."""
    counting = [
        key for key in hits.keys if key in kept and owner_of(key) not in wanted.without
    ]
    known = sorted(hits.found[key] for key in counting if key in hits.found)
    farthest = 1 - wanted.at_least
    if len(known) >= wanted.limit:
        farthest = min(farthest, known[wanted.limit - 1])
    return [
        key for key in counting if hits.found.get(key, farthest) <= farthest + _ROUNDING
    ]


def _is_enough(
    wanted: Wanted, hits: Hits, ranked: Sequence[tuple[object, float]]
) -> bool:
    """Whether nothing that the index ranks lower could be among the best."""
    if len(hits.found) < hits.asked or hits.asked >= MOST_FOUND:
        return True
    floor = wanted.at_least
    if len(ranked) == wanted.limit:
        floor = max(floor, ranked[-1][1])
    return max(hits.found.values()) - _ROUNDING > 1 - floor


def _best_first(pair: tuple[float, str]) -> tuple[float, str]:
    return -pair[0], owner_of(pair[1])
