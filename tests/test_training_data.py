"""Which pictures train and which are held out; copies and wrong labels are noticed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageOps

from tests.conftest import ASTRONAUT
from tests.people_folders import PEOPLE, photos
from visage.training.dataset import Dataset, Gathering, Sample, parted
from visage.training.duplicates import SIDE
from visage.training.duplicates import photos as numbered
from visage.training.faces import Look, Looker
from visage.training.faults import TooFewPeople
from visage.training.kept import NO_CHIP, Found, Kept
from visage.training.sources import Labelled


def unit(*key: object) -> np.ndarray:
    """A random unit vector, the same for the same key."""
    seed = int.from_bytes(sha256(repr(key).encode()).digest()[:8])
    row = np.random.default_rng(seed).standard_normal(SIDE * SIDE).astype(np.float32)
    return row / np.linalg.norm(row)


def found(name: str, photo: str, *, faces: int = 1, fault: str | None = None) -> Found:
    """What might be found in a file; equal `photo` means copies of one photo."""
    digest = sha256(name.encode()).hexdigest()
    vector = unit("vector", photo)[:128]
    return Found(digest, faces, NO_CHIP, vector, unit(photo), fault)


def gathered(
    files: Sequence[tuple[str, str, Found]], others: Dataset | None = None
) -> Gathering:
    gathering = Gathering(others=others)
    for person, name, each in files:
        gathering.add(Labelled(person, name), each)
    return gathering


def some(person: str, count: int) -> list[tuple[str, str, Found]]:
    names = [f"{person}{number}" for number in range(count)]
    return [(person, name, found(name, name)) for name in names]


def test_nothing_is_left_out_without_a_word() -> None:
    files = [
        *some("Ada", 4),
        ("Ada", "copy", replace(found("Ada0", "Ada0"))),
        ("Ada", "brighter", found("brighter", "Ada1")),
        ("Ada", "group", found("group", "group", faces=3)),
        ("Ada", "sky", found("sky", "sky", fault="no face was found")),
        ("Eve", "wrong", found("wrong", "Ada2")),
        *some("Eve", 2),
    ]
    dataset = gathered(files).dataset(seed=0)
    reason = "is one photo under 2 names: Ada and Eve"
    assert [(e.name, e.person, e.reason) for e in dataset.left_out] == [
        ("Ada2", "Ada", reason),
        ("copy", "Ada", "is the same file as another of this person"),
        ("sky", "Ada", "no face was found"),
        ("wrong", "Eve", reason),
    ]
    assert dataset.several == ["group"]
    assert dataset.copies == [["Ada1", "brighter"]]
    assert dataset.people == ["Ada", "Eve"]
    assert sorted(each.name for each in dataset.samples) == [
        *("Ada0", "Ada1", "Ada3", "Eve0", "Eve1", "brighter", "group")
    ]


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=12), min_size=2),
    st.integers(0, 3),
)
def test_a_quarter_is_held_out_and_copies_stay_together(
    people: list[list[int]], seed: int
) -> None:
    """Each person is a list of photos, equal numbers being copies of one photo."""
    nothing = np.zeros(0, np.float32)
    samples = [
        Sample(f"{who}", f"{who}.{at}", f"{who}.{at}", nothing, nothing, 100 * who + n)
        for who, theirs in enumerate(people)
        for at, n in enumerate(theirs)
    ]
    parts = parted(samples, seed)
    assert [replace(each, held_out=False) for each in parts] == samples
    for who, theirs in enumerate(people):
        mine = [each for each in parts if each.person == f"{who}"]
        sides = {(each.photo, each.held_out) for each in mine}
        count = len(set(theirs))
        assert len(sides) == count
        out = sum(held_out for _, held_out in sides)
        assert out == (0 if count == 1 else max(1, round(count / 4)))
    assert parted(samples[::-1], seed) == parts[::-1]


def test_a_picture_more_moves_at_most_one_other() -> None:
    fewer = gathered([*some("Ada", 11), *some("Eve", 3)]).dataset(seed=5)
    more = gathered([*some("Ada", 12), *some("Eve", 3)]).dataset(seed=5)
    before = {each.digest: each.held_out for each in fewer.samples}
    moved = [e for e in more.samples if before.get(e.digest, e.held_out) != e.held_out]
    assert len(moved) <= 1
    other = gathered([*some("Ada", 11), *some("Eve", 3)]).dataset(seed=6)
    assert {e.digest for e in other.samples if e.held_out} != {
        digest for digest, held_out in before.items() if held_out
    }


def test_the_digest_is_that_of_people_and_files_in_any_order() -> None:
    files = [*some("Ada", 3), *some("Eve", 2)]
    digest = gathered(files).dataset(seed=0).digest
    assert gathered(files[::-1]).dataset(seed=1).digest == digest
    for changed in (
        files[1:],
        [*files[:-1], ("Eve", "new", found("new", "new"))],
        [*files[:-1], ("Ada", *files[-1][1:])],
        [*files, ("Eve", "sky", found("sky", "sky", fault="no face was found"))],
    ):
        assert gathered(changed).dataset(seed=0).digest != digest


def test_strangers_are_no_one_who_trains() -> None:
    dataset = gathered([*some("Ada", 3), *some("Eve", 2)]).dataset(seed=0)
    files = [*some("Bob", 2), ("Ada", "a", found("a", "a"))]
    files.append(("Cy", "c", found("c", "Ada1")))
    strangers = gathered(files, dataset).dataset(seed=0, least=1)
    assert strangers.people == ["Bob"]
    assert [(each.name, each.reason) for each in strangers.left_out] == [
        ("a", "is of one of the people, who are no strangers"),
        ("c", "is one photo under 2 names: Ada and Cy"),
    ]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "There is no picture with a face. Each person's pictures should lie in"),
        (some("Ada", 3), "of one person alone, Ada; a classifier needs 2. Each person"),
        (
            [("Ada", "sky", found("sky", "sky", fault="no face was found"))],
            "no picture with a face. 1 file was left out, such as sky: no face was fo",
        ),
    ],
)
def test_too_few_people(files: list[tuple[str, str, Found]], words: str) -> None:
    with pytest.raises(TooFewPeople) as caught:
        gathered(files).dataset(seed=0)
    assert words in str(caught.value)


@pytest.fixture(scope="module")
def looker() -> Looker:
    return Looker.load(Look("inception_resnet_v1_vggface2", embeds=False))


def copies() -> dict[str, bytes]:
    """Copies of a portrait as they come about, and other photos of it and others."""
    image = Image.open(ASTRONAUT).convert("RGB")
    changed = {
        "as it is": image,
        "half the size": image.resize((image.width // 2, image.height // 2)),
        "cut": image.crop((20, 15, 470, 480)),
        "mirrored": ImageOps.mirror(image),
        "darker": ImageEnhance.Brightness(image).enhance(0.75),
        "leaning": image.rotate(6, Image.Resampling.BICUBIC),
    }
    files = {}
    for name, each in changed.items():
        jpeg = io.BytesIO()
        each.save(jpeg, "JPEG", quality=60)
        files[name] = jpeg.getvalue()
    return files


def test_copies_of_a_photo_are_found_and_other_photos_are_none(looker: Looker) -> None:
    files = [*copies().values(), *photos(PEOPLE[0])[1:], *photos(PEOPLE[1])]
    seen = [looker.look(str(at), raw) for at, raw in enumerate(files)]
    assert [each.fault for each in seen] == [None] * len(files)
    numbers = numbered(np.stack([each.signature for each in seen]))
    assert len(set(numbers[: len(copies())])) == 1
    assert len(set(numbers)) == len(files) - len(copies()) + 1


def test_what_cannot_be_looked_at_is_a_fault_in_words(looker: Looker) -> None:
    grey = io.BytesIO()
    Image.new("RGB", (200, 200), "grey").save(grey, "PNG")
    assert looker.look("a", grey.getvalue()).fault == "no face was found"
    said = looker.look("b", b"no picture").fault
    assert said is not None
    assert said.startswith("it is a text file, which cannot be read as a picture")


def test_what_was_found_is_kept_and_what_is_torn_is_looked_at_again(
    tmp_path: Path,
) -> None:
    kept = Kept(tmp_path)
    chip = np.random.default_rng(0).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    whole = Found("ab" * 32, 2, chip, unit(1)[:128], unit(2))
    kept.write(whole)
    read = kept.read("ab" * 32)
    assert read is not None
    assert (read.digest, read.faces, read.fault) == ("ab" * 32, 2, None)
    for name in ("chip", "vector", "signature"):
        np.testing.assert_array_equal(getattr(read, name), getattr(whole, name))
    assert kept.read("cd" * 32) is None
    path = kept.path("ab" * 32)
    path.write_bytes(path.read_bytes()[:300])
    assert kept.read("ab" * 32) is None
