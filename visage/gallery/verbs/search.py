"""Verbs that find people and faces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from visage.gallery.books import Books
from visage.gallery.collections import Collection
from visage.gallery.probes import (
    FaceMatch,
    PeopleFound,
    Probe,
    match_count,
    probe_count,
)
from visage.gallery.verbs.base import Verbs, reading


class SearchVerbs(Verbs):
    """Search for people and faces."""

    @reading
    def search_people(
        self,
        books: Books,
        collection: str,
        probes: Sequence[Probe],
        limit: int,
        at_least: float = -1.0,
    ) -> list[PeopleFound]:
        searched = self._searched(books, collection, probes, limit)
        found, people = books.nearest_people(
            searched,
            np.stack([probe.vector for probe in probes]),
            [self._rejected(books, collection, probe) for probe in probes],
            limit,
            at_least,
            self._clock(),
        )
        return [PeopleFound(tuple(matches), people) for matches in found]

    @reading
    def search_faces(
        self,
        books: Books,
        collection: str,
        probes: Sequence[Probe],
        limit: int,
        at_least: float = -1.0,
    ) -> list[list[FaceMatch]]:
        searched = self._searched(books, collection, probes, limit)
        rows = np.stack([probe.vector for probe in probes])
        return books.nearest_faces(searched, rows, limit, at_least, self._clock())

    def _searched(
        self, books: Books, collection: str, probes: Sequence[Probe], limit: int
    ) -> Collection:
        match_count(limit)
        probe_count(probes)
        searched = self._collection(books, collection)
        for probe in probes:
            searched.accepts(probe.profile, probe.vector)
        return searched

    def _rejected(self, books: Books, collection: str, probe: Probe) -> set[str]:
        """Who the probe is not, as someone has said."""
        if probe.sighting is None:
            return set()
        return {
            each.person
            for each in books.rejections_seen(collection, probe.sighting.picture)
            if each.sighting.is_same(probe.sighting)
        }
