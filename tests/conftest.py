"""What the tests share: the two public-domain portraits, the models, the service."""

from __future__ import annotations

import os
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import matplotlib
import numpy as np
import pytest
import skimage
from PIL import Image

from local import demo
from local.ports import HOST, free_port
from local.site import serve_site
from tests.packaged import home as home  # fixtures
from tests.packaged import package as package
from visage.errors import VisageError
from visage.faces.face import Face
from visage.faces.finder import Finder
from visage.http.entry import Loaded
from visage.models.store import model_store
from visage.pictures.photo import Photo, decode
from visage.pictures.picture import Picture
from visage.settings import settings
from visage.stores.objects import ObjectStore, store

# A model that is missing skips a test or is the test: none is fetched in passing.
os.environ["VISAGE_FETCH"] = "0"
# Nor is anyone enrolled into the gallery of whoever runs the tests.
GALLERY = tempfile.TemporaryDirectory(prefix="visage-gallery.")
os.environ["VISAGE_GALLERY"] = str(Path(GALLERY.name, "gallery.sqlite3"))
os.environ["VISAGE_WATCH"] = str(Path(GALLERY.name, "watch.sqlite3"))

ROOT = Path(__file__).resolve().parent.parent
ASTRONAUT = Path(skimage.__file__).parent / "data" / "astronaut.png"
GRACE_HOPPER = (
    Path(matplotlib.__file__).parent / "mpl-data" / "sample_data" / "grace_hopper.jpg"
)
PORTRAITS = {"astronaut": ASTRONAUT, "grace_hopper": GRACE_HOPPER}


@cache
def portrait(name: str) -> Picture:
    """The pixels of a portrait; not to be written to."""
    pixels = decode(PORTRAITS[name].read_bytes())
    pixels.setflags(write=False)
    return pixels


@pytest.fixture(scope="session")
def finder() -> Finder:
    """The finder that the service uses, with the landmarks' model."""
    if not model_store().present("dlib_68_trees"):
        pytest.skip("the landmark model is not here; run `make models`")
    return Finder.load(model_store())


@pytest.fixture(scope="session")
def faces(finder: Finder) -> dict[str, Face]:
    """The one face of each portrait."""
    found = {name: finder.find(Photo.of(portrait(name))).faces for name in PORTRAITS}
    assert [len(each) for each in found.values()] == [1, 1]
    return {name: each[0] for name, each in found.items()}


@pytest.fixture(scope="session", params=sorted(PORTRAITS))
def each_portrait(request: pytest.FixtureRequest) -> str:
    """The name of one portrait after the other."""
    name: str = request.param
    return name


def rotated(picture: Picture, degrees: float) -> Picture:
    """The whole picture turned counter-clockwise, its corners black."""
    image = Image.fromarray(picture)
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, expand=True))


def photo(name: str) -> Photo:
    """A portrait as a photo that is decoded when needed."""
    return Photo(PORTRAITS[name].read_bytes())


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer  # half a second, for few modules

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def aws(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An S3 of our own on loopback, with an empty bucket."""
    import boto3

    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    bucket = f"visage-{uuid.uuid4()}"
    boto3.client("s3").create_bucket(
        Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    return f"s3://{bucket}/models"


@pytest.fixture(params=["directory", "s3"])
def objects(request: pytest.FixtureRequest, tmp_path: Path, aws: str) -> ObjectStore:
    """A directory and a bucket: what holds for one holds for the other."""
    return store(str(tmp_path / "models") if request.param == "directory" else aws)


@pytest.fixture
def own_gallery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a gallery that no other test sees, which is the functions' then.

    What watching keeps is in a file beside it.
    """
    file = tmp_path / "gallery.sqlite3"
    monkeypatch.setenv("VISAGE_GALLERY", str(file))
    monkeypatch.setenv("VISAGE_WATCH", str(tmp_path / "watch.sqlite3"))
    settings.cache_clear()
    for name in ("watch", "alerts"):
        base = import_module(f"functions.{name}.base")
        for each in vars(base).values():
            if isinstance(each, Loaded) and each is not vars(base).get("recognizer"):
                monkeypatch.setattr(each, "_made", None)
    for name in ("people", "recognize"):
        app = import_module(f"functions.{name}.app")
        monkeypatch.setattr(app.gallery, "_made", None)
        try:
            app.recognizer()
        except VisageError as error:
            pytest.skip(f"{error}")
    yield file
    settings.cache_clear()


@dataclass(frozen=True)
class Service:
    """The addresses of the running service."""

    api: str
    site: str


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """The real service on loopback, as `make demo` runs it."""
    if missing := demo.what_is_missing():
        pytest.skip(missing)
    with running() as started:
        yield started


@contextmanager
def running() -> Iterator[Service]:
    """The service on loopback for the length of a block, as it is set."""
    api_port, site_port = free_port(0), free_port(0)
    address, page = f"http://{HOST}:{api_port}", f"http://{HOST}:{site_port}"
    api = demo.start_api(demo.Ports(api_port), page)
    try:
        assert demo.wait_until_healthy(api, api_port, threading.Event())
        site = serve_site(demo.SITE, site_port, address)
        yield Service(address, page)
        site.shutdown()
        site.server_close()
    finally:
        api.stop()


# What takes longest begins first, so that no process is alone with it at the end.
LONGEST = (
    "test_site.py",
    "test_serverless.py",
    "test_rehearse.py",
    "test_finetune.py",
)

# The framework packs in one folder of the project, which two must not do at once.
PACKING = ("test_serverless.py", "test_rehearse.py")


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together, where tests run in several processes, what shares something.

    The tests of a file share its fixtures; those of the running service share that,
    and so do those of the package.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        group = str(item.path)
        if "service" in fixtures:
            group = "service"
        elif "package" in fixtures or item.path.name in PACKING:
            group = "package"
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: _place(item.path.name))


def _place(name: str) -> int:
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Tests have the same names in every process, and none is as long as its input."""
    if isinstance(val, set | frozenset):
        return ",".join(sorted(str(each) for each in val)) or "nothing"
    if isinstance(val, bytes) and len(val) > 40:  # it may hold the time of day
        return f"{len(val)} bytes"
    return None
