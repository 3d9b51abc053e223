"""People of an export put into a gallery: one step for each person with their faces."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from visage.errors import (
    BadParameter,
    ProfileMismatch,
    Suppressed,
    UnknownCollection,
    UnknownPerson,
    VisageError,
)
from visage.gallery.audit import Caller
from visage.gallery.bulk.archive import End, FaceLine, Head, PersonLine, parsed
from visage.gallery.bulk.enrolling import FATAL, Outcome, same_person
from visage.gallery.faces import Enrolled, NewFace
from visage.gallery.protocol import Gallery

# A person with 100 faces of 4,096 numbers has 2.2 MB.
MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class Archive:
    """An export that is whole: its first and its last line, and the file."""

    file: BinaryIO
    head: Head
    end: End

    @classmethod
    def opened(cls, file: BinaryIO) -> Archive:
        """Raises BadParameter where the file is no export, or was cut off."""
        file.seek(0)
        head = parsed(file.readline(MOST_BYTES), 1)
        if not isinstance(head, Head):
            raise BadParameter("The file does not begin as an export of people does.")
        return cls(file, head, _end(file))

    @property
    def lines_count(self) -> int:
        """Lines between the first and the last."""
        self.file.seek(0)
        return sum(1 for _ in self.file) - 2

    def lines(self) -> Iterator[tuple[int, PersonLine | FaceLine]]:
        """Everything between both, with its line's number. Raises BadParameter."""
        self.file.seek(0)
        for number, text in enumerate(
            iter(lambda: self.file.readline(MOST_BYTES), b"")
        ):
            if number == 0:
                continue
            line = parsed(text, number + 1)
            if isinstance(line, End):
                return
            if isinstance(line, Head):
                raise BadParameter(f"Line {number + 1} begins another export.")
            yield number + 1, line


def _end(file: BinaryIO) -> End:
    size = file.seek(0, 2)
    file.seek(max(0, size - 1000))
    last = file.read().rstrip(b"\n").rpartition(b"\n")[2]
    with suppress(BadParameter):
        if isinstance(end := parsed(last, 0), End):
            return end
    raise BadParameter(
        "The file has no last line that says how much it holds: it was cut off. Export "
        "anew, or copy it again."
    )


def collection_for(
    archive: Archive, gallery: Gallery, name: str | None, caller: Caller
) -> str:
    """The collection that an export goes to, made like the exported one if missing.

    Without a name, it is that of the exported one. Raises ProfileMismatch.
    """
    name = name or archive.head.collection
    try:
        known = gallery.collection(name)
    except UnknownCollection:
        return gallery.create_collection(archive.head.new_collection(name), caller).name
    head = archive.head
    if (head.profile, head.dimension) != (known.profile, known.dimension):
        raise ProfileMismatch(
            f"The collection {name} holds vectors of {known.dimension} numbers by "
            f"{known.profile}; the file holds vectors of {head.dimension} by "
            f"{head.profile}, which cannot be compared with them. Import the pictures "
            "instead, or name another collection."
        )
    return name


def restored(
    archive: Archive, gallery: Gallery, collection: str, caller: Caller
) -> Iterator[Outcome]:
    """Enrol everyone, and say what became of each. Raises BadParameter.

    Who was erased and is suppressed, or whose consent has ended, is refused. Where some
    of a person's faces are suppressed, the others are enrolled.
    """
    profile = archive.head.profile
    for number, line in archive.lines():
        person, name = ("", "") if isinstance(line, FaceLine) else (line.id, line.name)
        path = person or f"line {number}"
        try:
            if isinstance(line, FaceLine):
                faces = [line.new_face(profile)]
                enrolled = gallery.enrol(collection, faces, None, caller).faces
            else:
                enrolled = yield from _person(
                    line, profile, gallery, collection, caller
                )
        except FATAL:
            raise
        except VisageError as error:
            yield Outcome(path, person, name, "refused", error.code, error.said())
            continue
        there = bool(enrolled) and all(each.existing for each in enrolled)
        yield Outcome(path, person, name, "there" if there else "enrolled")


def _person(
    line: PersonLine, profile: str, gallery: Gallery, collection: str, caller: Caller
) -> Generator[Outcome, None, tuple[Enrolled, ...]]:
    """Enrol a person, all faces at once unless some are suppressed."""
    with suppress(UnknownPerson):
        same_person(gallery.person(collection, line.id), line.name)
    person = line.new_person()
    faces = [face.new_face(profile) for face in line.faces]
    try:
        return gallery.enrol(collection, faces, person, caller).faces
    except Suppressed:
        if len(faces) < 2:
            raise
    kept: list[Enrolled] = []
    refused: list[tuple[NewFace, Suppressed]] = []
    for face in faces:
        try:
            kept += gallery.enrol(collection, [face], person, caller).faces
        except Suppressed as error:
            refused.append((face, error))
    if not kept:
        raise refused[0][1]
    for face, why in refused:
        path = f"{line.id}, face {face.id}"
        yield Outcome(path, line.id, line.name, "refused", why.code, why.said())
    return tuple(kept)
