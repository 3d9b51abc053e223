"""The pictures that a classifier is trained and measured on, and those left out.

Each person's pictures are parted in two: three quarters train, one quarter is held out
and only measured on. Copies of one photo stay together. A person with one photo trains
and is never measured: there is no other photo of them. The same pictures and the same
seed give the same parts, and a picture that is added moves at most one other.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from visage.models.network import Floats
from visage.training.duplicates import photos
from visage.training.faults import Left, TooFewPeople
from visage.training.kept import Found
from visage.training.sources import Labelled

HELD_OUT = 0.25  # of each person's photos


@dataclass(frozen=True)
class Sample:
    """A picture that is used: its file's digest and its face.

    `photo` is one number for all copies of a photo. `vector` is empty where the
    pictures were looked at without a network.
    """

    person: str
    name: str
    digest: str
    vector: Floats
    signature: Floats
    photo: int = 0
    held_out: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A file that is not used, and why."""

    name: str
    person: str
    reason: str


@dataclass
class Dataset:
    """What came of all sources, in the order of people and files.

    `several` are used pictures with more than one face, of which one was taken.
    `copies` are groups of used pictures of one photo, by name.
    """

    samples: list[Sample]
    left_out: list[LeftOut]
    several: list[str]
    copies: list[list[str]]
    digest: str

    @property
    def people(self) -> list[str]:
        """Everyone by name, in the order of the classes."""
        return sorted({each.person for each in self.samples})

    def part(self, *, held_out: bool) -> list[Sample]:
        """The pictures to measure on, or those to train on."""
        return [each for each in self.samples if each.held_out is held_out]


@dataclass
class Gathering:
    """Takes files and what was found in them, one by one.

    Files of people in `others`, or of a photo in it, are left out: strangers, on whom
    a classifier is measured, should be strangers to it.
    """

    others: Dataset | None = None
    left_out: list[LeftOut] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    _used: list[Sample] = field(default_factory=list)
    _files: set[tuple[str, str]] = field(default_factory=set)

    def add(self, file: Labelled, found: Found) -> None:
        """Take a file, or note why it is left out."""
        known = (file.person, found.digest) in self._files
        if found.digest:
            self._files.add((file.person, found.digest))
        if found.fault is not None:
            self._leave(file, found.fault)
        elif known:
            self._leave(file, Left.SAME_FILE)
        elif self.others is not None and file.person in self.others.people:
            self._leave(file, Left.KNOWN)
        else:
            if found.faces > 1:
                self.several.append(file.name)
            # The chip is kept in its file: thousands would fill the memory.
            self._used.append(
                Sample(
                    person=file.person,
                    name=file.name,
                    digest=found.digest,
                    vector=found.vector,
                    signature=found.signature,
                )
            )

    def dataset(self, seed: int, least: int = 2) -> Dataset:
        """The pictures, parted. Raises TooFewPeople where there are not `least`."""
        samples = self._numbered() if self._used else []
        people = sorted({each.person for each in samples})
        if len(people) < least:
            raise TooFewPeople(f"{_counted(people, least)} {self._advice()}")
        return Dataset(
            samples=parted(samples, seed),
            left_out=sorted(self.left_out, key=lambda each: each.name),
            several=sorted(self.several),
            copies=_copies(samples),
            digest=digest_of(self._files),
        )

    def _numbered(self) -> list[Sample]:
        """The samples with the numbers of their photos, but those of several people."""
        before = self.others.samples if self.others else []
        every = [*before, *self._used]
        of_photo = photos(np.stack([each.signature for each in every]))
        whose: dict[int, set[str]] = defaultdict(set)
        for each, photo in zip(every, of_photo, strict=True):
            whose[photo].add(each.person)
        numbered = []
        for each, photo in list(zip(every, of_photo, strict=True))[len(before) :]:
            if len(whose[photo]) > 1:
                reason = _of_several(whose[photo])
                self.left_out.append(LeftOut(each.name, each.person, reason))
            else:
                numbered.append(replace(each, photo=photo))
        return sorted(numbered, key=lambda each: (each.person, each.digest))

    def _leave(self, file: Labelled, reason: str) -> None:
        self.left_out.append(LeftOut(file.name, file.person, reason))

    def _advice(self) -> str:
        if not self.left_out:
            return "Each person's pictures should lie in a folder of their name."
        first = self.left_out[0]
        files = "1 file was" if len(self.left_out) == 1 else "files were"
        count = "" if len(self.left_out) == 1 else f"{len(self.left_out)} "
        return f"{count}{files} left out, such as {first.name}: {first.reason}."


def _counted(people: list[str], least: int) -> str:
    if not people:
        return "There is no picture with a face."
    return (
        f"There are pictures with a face of one person alone, {people[0]}; a "
        f"classifier needs {least}."
    )


def parted(samples: Sequence[Sample], seed: int) -> list[Sample]:
    """The samples, a quarter of each person's photos held out."""
    photos_of: dict[str, dict[int, str]] = defaultdict(dict)
    for each in samples:
        known = photos_of[each.person].get(each.photo, each.digest)
        photos_of[each.person][each.photo] = min(known, each.digest)
    out: set[int] = set()
    for digests in photos_of.values():
        order = sorted(digests, key=lambda photo: _drawn(seed, digests[photo]))
        count = round(HELD_OUT * len(order)) if len(order) > 1 else 0
        out |= set(order[: max(count, min(1, len(order) - 1))])
    return [replace(each, held_out=each.photo in out) for each in samples]


def digest_of(files: Iterable[tuple[str, str]]) -> str:
    """One digest for all people with their files' digests, in whatever order."""
    lines = sorted(f"{person}\0{digest}\n" for person, digest in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _drawn(seed: int, digest: str) -> str:
    """Where a photo comes when those of its person are put in a random order."""
    return hashlib.sha256(f"{seed} {digest}".encode()).hexdigest()


def _of_several(people: set[str]) -> str:
    *others, last = sorted(people)
    return f"is one photo under {len(people)} names: {', '.join(others)} and {last}"


def _copies(samples: Iterable[Sample]) -> list[list[str]]:
    groups: dict[int, list[str]] = defaultdict(list)
    for each in samples:
        groups[each.photo].append(each.name)
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)
