"""Trained classifiers under handles: put whole, switched at once, rolled back."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from tests.trained import MADE, a_run, people_card
from visage import errors
from visage.cli import main
from visage.models import served as served_module
from visage.models.card import CARD, Card
from visage.models.handles import INDEX, Handles, Trained, card_of
from visage.models.served import FRESH, MOST, Served
from visage.settings import settings
from visage.stores.directory import DirectoryStore
from visage.stores.objects import ObjectStore, store


@pytest.fixture
def handles(objects: ObjectStore) -> Handles:
    return Handles(objects)


@pytest.fixture
def local(tmp_path: Path) -> Handles:
    return Handles(store(str(tmp_path / "models")))


def push(handles: Handles, handle: str, content: bytes) -> int:
    """Put a classifier whose network is these bytes; the number of its version."""
    files = {"classifier": content}
    return handles.put(handle, people_card(["Ada"], files), files).version


def test_a_store_keeps_files_in_folders(objects: ObjectStore) -> None:
    objects.write("a/b/c.dat", b"first")
    objects.write("a/b/c.dat", b"second")
    assert objects.read("a/b/c.dat") == b"second"
    assert objects.size("a/b/c.dat") == 6
    with pytest.raises(errors.ModelMissing):
        objects.read("a/b/d.dat")


def test_no_change_is_lost_among_many(objects: ObjectStore) -> None:
    def add(word: str) -> None:
        def change(before: bytes | None) -> bytes:
            return (before or b"") + word.encode()

        for _ in range(3):
            objects.update("words", change)

    threads = [threading.Thread(target=add, args=(word,)) for word in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(objects.read("words")) == sorted(b"aaabbb")


def test_a_change_that_others_overtake_is_made_again(aws: str) -> None:
    """Between the reading and the writing of a bucket's file, somebody else writes."""
    objects = store(aws)
    seen: list[bytes | None] = []

    def change(before: bytes | None) -> bytes:
        seen.append(before)
        if len(seen) < 3:
            objects.write("words", f"theirs {len(seen)}".encode())
        return (before or b"") + b" and ours"

    objects.update("words", change)
    assert seen == [None, b"theirs 1", b"theirs 2"]
    assert objects.read("words") == b"theirs 2 and ours"

    def never(before: bytes | None) -> bytes:
        objects.write("words", (before or b"") + b"!")
        return b"ours"

    with pytest.raises(errors.StoreUnreachable, match="others keep changing words"):
        objects.update("words", never)


def test_a_push_is_the_newest_version_and_is_served(handles: Handles) -> None:
    assert handles.index().handles == {}
    assert push(handles, "my-people", b"one") == 1
    assert push(handles, "my-people", b"two") == 2
    assert push(handles, "others", b"three") == 1
    trained = handles.current("my-people")
    assert trained.version.version == 2
    assert trained.read("classifier") == b"two"
    assert trained.card.classes == ["Ada"]
    assert trained.card.made == MADE
    index = handles.index()
    assert {name: len(each.versions) for name, each in index.handles.items()} == {
        "my-people": 2,
        "others": 1,
    }
    first = handles.trained("my-people", index["my-people"].versions[0])
    assert first.read("classifier") == b"one"


def test_the_same_run_again_is_the_same_version(handles: Handles) -> None:
    assert [push(handles, "a", each) for each in (b"1", b"2", b"1")] == [1, 2, 1]
    assert handles.index()["a"].current == 1
    assert len(handles.index()["a"].versions) == 2


def test_rolling_back_and_forward(handles: Handles) -> None:
    for content in (b"1", b"2", b"3"):
        push(handles, "a", content)
    assert handles.rollback("a").version == 2
    assert handles.rollback("a").version == 1
    with pytest.raises(errors.BadParameter, match="serves version 1, and has none bef"):
        handles.rollback("a")
    assert handles.rollback("a", to=3).version == 3
    assert handles.current("a").read("classifier") == b"3"
    with pytest.raises(errors.BadParameter, match="no version 9; it has 1, 2, 3"):
        handles.rollback("a", to=9)
    with pytest.raises(errors.UnknownHandle, match="no classifier 'b'; known are: a"):
        handles.rollback("b")
    handles.rollback("a")
    assert push(handles, "a", b"4") == 4


def test_what_was_changed_in_the_store_is_refused(handles: Handles) -> None:
    push(handles, "a", b"one")
    trained = handles.current("a")
    folder = f"classifiers/a/{trained.version.card_sha256[:16]}"
    handles.objects.write(f"{folder}/classifier.onnx", b"two")
    with pytest.raises(errors.ModelCorrupt, match=r"push RUN --as a`, or .*rollback a"):
        trained.read("classifier")
    with pytest.raises(errors.ModelMissing, match="version 1, has no embedder"):
        trained.read("embedder")
    card = handles.objects.read(f"{folder}/{CARD}")
    handles.objects.write(f"{folder}/{CARD}", card.replace(b"Ada", b"Eve"))
    with pytest.raises(errors.ModelCorrupt, match=r"card\.json in .* has the sha256"):
        handles.current("a")


@pytest.mark.parametrize("content", [b"{", b'{"handles": {"a": {}}}', b"[]"])
def test_an_index_that_cannot_be_read_is_named(content: bytes, local: Handles) -> None:
    local.objects.write(INDEX, content)
    with pytest.raises(errors.ManifestInvalid, match=r"classifiers\.json in .* cannot"):
        local.index()
    with pytest.raises(errors.ManifestInvalid):
        push(local, "a", b"one")
    assert local.objects.read(INDEX) == content


@pytest.mark.parametrize("handle", ["", "My", "a/b", "../a", "a" * 64, "-a", "ä"])
def test_names_that_cannot_be_handles(handle: str, local: Handles) -> None:
    with pytest.raises(errors.BadParameter, match="small letters, digits and hyphens"):
        push(local, handle, b"one")
    assert local.index().handles == {}


def test_files_that_are_not_the_cards_are_refused(local: Handles) -> None:
    card = people_card(["Ada"], {"classifier": b"one"})
    with pytest.raises(errors.ModelCorrupt, match=r"classifier\.onnx has the sha256"):
        local.put("a", card, {"classifier": b"two"})
    with pytest.raises(errors.ModelMissing, match="names classifier, but what came"):
        local.put("a", card, {})
    assert local.index().handles == {}


def faulty(**changes: object) -> bytes:
    """A card with some of its fields changed."""
    fields = json.loads(people_card(["Ada", "Eve"], {"classifier": b"1"}))
    return json.dumps({**fields, **changes}).encode()


def named(file: str) -> dict[str, object]:
    return {"file": file, "sha256": "0" * 64, "size": 1}


@pytest.mark.parametrize(
    ("card", "words"),
    [
        (b"{", "the whole: Invalid JSON"),
        (faulty(classes=[]), "classes: List should have at least 1 item"),
        (faulty(classes=["Ada", "Ada"]), "each person should have a name of their own"),
        (faulty(temperature=0), "temperature: Input should be greater than 0"),
        (faulty(format=2), "format: Input should be 1"),
        (faulty(files={}), "files should have a classifier"),
        (faulty(code="x"), "code: Extra inputs are not permitted"),
        (
            faulty(
                files={"classifier": {"file": "../a", "sha256": "0" * 64, "size": 1}}
            ),
            "files.classifier.file: String should match",
        ),
        (
            faulty(files={"classifier": named(CARD)}),
            "each file should have a name of its own",
        ),
    ],
)
def test_cards_that_cannot_be(card: bytes, words: str) -> None:
    with pytest.raises(errors.ModelCorrupt) as caught:
        card_of(card, CARD)
    assert str(caught.value).startswith("card.json is not the card of a classifier: ")
    assert words in str(caught.value)


class Watched(DirectoryStore):
    """A store that counts the readings of its index, and can be out of reach."""

    readings = 0
    reachable = True

    def read(self, key: str) -> bytes:
        if not self.reachable:
            raise errors.StoreUnreachable("The model store is out of reach.")
        self.readings += key == INDEX
        return super().read(key)


def served(
    local: Handles, loaded: list[str]
) -> tuple[Served[bytes], Watched, list[float]]:
    """What serves a store's handles, that store, and the time."""
    watched, now = Watched(Path(local.objects.address)), [0.0]

    def load(trained: Trained) -> bytes:
        loaded.append(f"{trained.handle} {trained.version.version}")
        return trained.read("classifier")

    return Served(lambda: Handles(watched), load, lambda: now[0]), watched, now


def test_a_new_version_is_served_after_a_while(local: Handles) -> None:
    loaded: list[str] = []
    serving, watched, now = served(local, loaded)
    push(local, "a", b"1")
    assert serving("a") == b"1"
    push(local, "a", b"2")
    now[0] = FRESH - 0.1
    assert serving("a") == b"1"
    now[0] = FRESH
    assert [serving("a"), serving("a")] == [b"2", b"2"]
    local.rollback("a")
    now[0] = 2 * FRESH
    assert serving("a") == b"1"
    assert loaded == ["a 1", "a 2", "a 1"]
    assert watched.readings == 3


def test_names_that_nobody_pushed_cost_no_reading(local: Handles) -> None:
    serving, watched, now = served(local, [])
    for _ in range(5):
        with pytest.raises(errors.UnknownHandle, match="known are: none"):
            serving("a")
    assert watched.readings == 1
    push(local, "a", b"1")
    now[0] = FRESH
    assert serving("a") == b"1"
    assert list(serving.index().handles) == ["a"]


def test_what_is_loaded_is_served_while_the_store_is_out_of_reach(
    local: Handles,
) -> None:
    serving, watched, now = served(local, [])
    watched.reachable = False
    with pytest.raises(errors.StoreUnreachable):
        serving("a")
    watched.reachable = True
    push(local, "a", b"1")
    assert serving("a") == b"1"
    watched.reachable = False
    now[0] = FRESH
    assert serving("a") == b"1"


def test_only_some_are_held_at_once(local: Handles) -> None:
    loaded: list[str] = []
    serving, _, _ = served(local, loaded)
    names = [f"a{number}" for number in range(MOST + 1)]
    for name in names:
        push(local, name, name.encode())
    for name in [*names[:MOST], names[0], names[-1], names[0], names[1]]:
        assert serving(name) == name.encode()
    once = [f"{name} 1" for name in names]
    assert loaded == [*once, f"{names[1]} 1"]


def test_as_many_bytes_are_held_as_there_is_room_for(
    local: Handles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_module, "MOST_BYTES", 10)
    loaded: list[str] = []
    serving, _, _ = served(local, loaded)
    for name, size in (("a", 4), ("b", 6), ("c", 3), ("d", 11)):
        push(local, name, name.encode() * size)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert serving(name) == name.encode() * len(serving(name))
    # c had no room beside a and b, of which b had rested longer.
    assert loaded == ["a 1", "b 1", "c 1", "b 1"]
    with pytest.raises(errors.ModelTooLarge, match="classifier d has 0 MB; at most"):
        serving("d")
    assert serving("b") == b"bbbbbb"


def test_one_that_cannot_be_loaded_is_tried_again(local: Handles) -> None:
    loaded: list[str] = []
    serving, _, _ = served(local, loaded)
    push(local, "a", b"1")
    version = local.index()["a"].served
    key = f"classifiers/a/{version.card_sha256[:16]}/classifier.onnx"
    local.objects.write(key, b"torn")
    with pytest.raises(errors.ModelCorrupt):
        serving("a")
    local.objects.write(key, b"1")
    assert serving("a") == b"1"


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Handles]:
    """The store of the settings, empty."""
    monkeypatch.setenv("VISAGE_MODELS", str(tmp_path / "models"))
    settings.cache_clear()
    yield Handles(store(str(tmp_path / "models")))
    settings.cache_clear()


def visage(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["models", *map(str, arguments)])


def test_runs_are_pushed_listed_and_rolled_back(
    configured: Handles, tmp_path: Path
) -> None:
    axes = np.eye(128, dtype=np.float32)
    first = a_run(tmp_path / "first", {"Ada": axes[0], "Grace": axes[1]})
    second = a_run(tmp_path / "second", {"Ada": axes[0]})
    address = configured.objects.address
    for number, run in enumerate((first, second), 1):
        done = visage("push", run, "--as", "my-people")
        assert done.output == f"my-people: version {number} is served from {address}\n"
    listed = visage("list").output.splitlines()[-1]
    assert " ".join(listed.split()) == (
        "my-people version 2 of 2 1 person top-1 98.0% (95.0% to 99.0%, 50 pictures) "
        "commercial use: unknown none"
    )
    assert "version 1 is served" in visage("rollback", "my-people").output
    facts = json.loads(visage("list", "--json").output.splitlines()[-1])
    assert facts.pop("pushed")
    assert (
        facts.pop("card_sha256") == configured.current("my-people").version.card_sha256
    )
    assert facts == {
        "handle": "my-people",
        "kind": "people",
        "classes": 2,
        "version": 1,
        "newest": 2,
        "format": 1,
        "temperature": 0.1,
        "accuracy": {
            "top1": 0.98,
            "low": 0.95,
            "high": 0.99,
            "pictures": 50,
            "source": "ours",
        },
        "licence": "none",
        "commercial": "unknown",
        "training_data": "two portraits",
        "data_sha256": None,
        "made": "2026-01-02T03:04:05Z",
    }
    assert "version 2 is served" in visage("rollback", "my-people", "--to", "2").output


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["push", "{}/nowhere", "--as", "a"], "is not the folder of a run", 1),
        (["push", "{}/torn", "--as", "a"], "classifier.onnx is missing", 1),
        (["push", "{}/torn", "dlib_5", "--as", "a"], "name one run and nothing", 2),
        (["push", "{}/whole", "--as", "My People"], "cannot be a handle", 1),
        (["rollback", "a"], "There is no classifier 'a'; known are: none", 1),
    ],
)
def test_what_the_commands_refuse(
    arguments: list[str], words: str, status: int, configured: Handles, tmp_path: Path
) -> None:
    a_run(tmp_path / "whole", {"Ada": np.ones(128, np.float32)})
    torn = a_run(tmp_path / "torn", {"Ada": np.ones(128, np.float32)})
    (torn / "classifier.onnx").unlink()
    done = visage(*(each.replace("{}", str(tmp_path)) for each in arguments))
    assert words in done.output
    assert done.exit_code == status
    assert configured.index().handles == {}


def test_a_broken_version_is_listed_with_its_fault(
    configured: Handles, tmp_path: Path
) -> None:
    push(configured, "a", b"1")
    digest = configured.index()["a"].served.card_sha256
    configured.objects.write(f"classifiers/a/{digest[:16]}/{CARD}", b"{}")
    push(configured, "b", b"1")
    lines = visage("list").output.splitlines()
    assert "has the sha256" in lines[-2]
    assert lines[-1].startswith("b ")


def test_a_card_says_what_it_is() -> None:
    card: Card = card_of(people_card(["Ada"], {"classifier": b"1"}), CARD)
    assert card.kind == "people"
