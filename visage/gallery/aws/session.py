"""What one call of a verb keeps from try to try, as its step may run several times."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from visage.gallery.aws.calls import Tries
from visage.gallery.aws.index import Kind, VectorIndexes
from visage.gallery.aws.leftovers import Mark
from visage.gallery.vectors import Floats


@dataclass(frozen=True)
class Hits:
    """What a query found: distances by key. Additions after `version` may be missing.

    `asked` is how many the query wanted; where there are fewer, these are all.
    """

    generation: str
    version: int
    asked: int
    found: dict[str, float]
    added: tuple[str, ...] = ()

    @property
    def keys(self) -> list[str]:
        """All vectors that may be near."""
        return [*self.found, *(key for key in self.added if key not in self.found)]

    def with_added(self, added: Iterable[str]) -> Hits:
        """These, and what was added since."""
        return replace(self, added=tuple(added))


@dataclass
class Session:
    """One call of a verb.

    A vector that was sent for one try serves the next, under the same key: a try after
    the first then has little to do between reading and writing.
    """

    indexes: VectorIndexes
    tries: Tries = field(default_factory=Tries)
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    # The generation of a collection that this call makes.
    making: str = field(default_factory=lambda: secrets.token_hex(16))
    # What was sent before it counts, and the mark that says so.
    mark: Mark | None = None
    mark_stamp: str | None = None
    sent: set[str] = field(default_factory=set)
    journals: list[str] = field(default_factory=list)
    made: bool = False
    generation: str = ""  # that all of it is for
    # What searches found, by the probe's place among the probes.
    hits: dict[tuple[Kind, int], Hits] = field(default_factory=dict)
    _keys: dict[tuple[Kind, str, bytes], str] = field(default_factory=dict)
    _vectors: dict[str, Floats] = field(default_factory=dict)

    def key_of(self, kind: Kind, owner: str, vector: Floats) -> str:
        """The key of a vector that is to be added."""
        what = kind, owner, vector.tobytes()
        if what not in self._keys:
            self._keys[what] = f"{kind}/{owner}/{secrets.token_hex(8)}"
            self._vectors[self._keys[what]] = vector
        return self._keys[what]

    def forget(self) -> None:
        """Begin anew: nothing that was sent is there any longer."""
        self.id, self.making = secrets.token_hex(16), secrets.token_hex(16)
        self.mark, self.mark_stamp, self.made = None, None, False
        self.sent.clear()
        self.journals.clear()
        self._keys.clear()

    def vectors(self, generation: str, keys: Iterable[str]) -> dict[str, Floats]:
        """Those of the vectors that are there."""
        wanted = list(keys)
        missing = [key for key in wanted if key not in self._vectors]
        self._vectors |= self.indexes.get(generation, missing)
        return {key: self._vectors[key] for key in wanted if key in self._vectors}


def owner_of(key: str) -> str:
    """The id of the face or person that a vector is of."""
    return key.split("/")[1]
