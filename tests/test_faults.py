"""What goes wrong around the service: stores, disks, and sudden ends.

Each fault has the documented answer, leaves nothing half done, and once it is mended
the same request works.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

import boto3
import psutil
import pytest
import requests

from functions.align.app import finder as loaded
from functions.align.handler import handler
from functions.people.app import gallery
from functions.service.handler import handler as service
from local import demo
from local.ports import free_port
from tests.conftest import ASTRONAUT, GRACE_HOPPER, ROOT
from tests.people_service import ask
from tests.test_align_event import content, event
from visage.errors import ManifestInvalid, StorageFull, StoreUnreachable, UnknownUpload
from visage.gallery.sqlite.store import SqliteStore
from visage.http.entry import Loaded
from visage.models.store import MANIFEST, ModelStore, model_store
from visage.settings import settings
from visage.stores import s3
from visage.stores.objects import store
from visage.stores.uploads import UploadBucket

Answered = tuple[int, Any]


def answered(answer: dict[str, Any]) -> Answered:
    return answer["statusCode"], json.loads(content(answer))


# How a bucket may misbehave: what it sends, and whether it then says nothing more.
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n"
BEHAVIOURS: dict[str, tuple[bytes, bool]] = {
    "never answers": (b"", True),
    "stops in the middle": (WHOLE + b"<html>", True),
    "hangs up in the middle": (WHOLE + b"<html>", False),
    "hangs up": (b"", False),
    "is no web server": (b"SSH-2.0-OpenSSH_9.6\r\n", False),
    "answers 500": (b"HTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\noops", False),
}


@contextmanager
def bucket(sends: bytes, stays: bool) -> Iterator[str]:
    """The address of a server that sends the same to whoever asks."""
    done = threading.Event()

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            self.request.recv(65_536)
            self.wfile.write(sends)
            if stays:
                done.wait()

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            done.set()
            server.shutdown()


@pytest.fixture
def in_a_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The models are in a bucket; who does not answer is given up after 0.3 s."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "VISAGE_MODELS": "s3://bucket/models",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(s3.PATIENCE, "read_timeout", 0.3)
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


@pytest.mark.parametrize("how", BEHAVIOURS)
def test_a_bucket_that(how: str, in_a_bucket: pytest.MonkeyPatch) -> None:
    with bucket(*BEHAVIOURS[how]) as address:
        in_a_bucket.setenv("AWS_ENDPOINT_URL", address)
        with pytest.raises(StoreUnreachable, match=r"^The model store s3://bucket/mod"):
            ModelStore(store("s3://bucket/models")).manifest()
        status, told = answered(service(event(b"", "/health", None, method="GET"), {}))
    assert (status, told["code"]) == (503, "store_unreachable")
    assert "bucket" not in told["error"]


def test_a_bucket_that_answers_with_a_page(in_a_bucket: pytest.MonkeyPatch) -> None:
    """As the page of a network that wants one to sign in first."""
    with bucket(WHOLE + b"<html>Welcome</html>", False) as address:
        in_a_bucket.setenv("AWS_ENDPOINT_URL", address)
        with pytest.raises(ManifestInvalid, match="Run `visage models pull`, or push"):
            ModelStore(store("s3://bucket/models")).manifest()


def test_a_bucket_is_given_up_before_lambda_gives_the_function_up() -> None:
    tries = s3.PATIENCE["retries"]["total_max_attempts"]
    assert tries * (s3.PATIENCE["connect_timeout"] + s3.PATIENCE["read_timeout"]) < 28


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the models, to break, which the functions use."""
    folder = tmp_path / "models"
    names = [
        n for n in model_store().manifest().models if n.startswith(("mtcnn", "dl"))
    ]
    if "dlib_68_trees" not in names:
        pytest.skip("the models are not here; run `make models`")
    model_store().push(names, ModelStore(store(str(folder))))
    monkeypatch.setenv("VISAGE_MODELS", str(folder))
    settings.cache_clear()
    yield folder
    settings.cache_clear()


def aligned() -> Answered:
    return answered(handler(event(GRACE_HOPPER.read_bytes()), None))


def start_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a new instance of the function does."""
    fresh = Loaded(loaded._make)
    fresh.warm()
    monkeypatch.setattr("functions.align.app.finder", fresh)


def test_models_that_are_gone_and_come_back(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models.rename(models.with_name("elsewhere"))
    start_anew(monkeypatch)
    status, told = aligned()
    assert (status, told["code"]) == (503, "model_missing")
    assert "Run `visage models pull" in told["error"]
    models.with_name("elsewhere").rename(models)
    assert aligned()[0] == 200  # by the same instance


def test_a_model_that_is_replaced_under_a_running_function(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has loaded it keeps it; who starts later takes what is recorded, or nothing.

    The file is written before the manifest: between the two it is not what is recorded.
    """
    start_anew(monkeypatch)
    before = aligned()
    assert before[0] == 200
    networks = ModelStore(store(str(models)))
    recorded = networks.manifest().models["dlib_68_trees"]
    old = (models / recorded.file).read_bytes()
    new = networks.read("dlib_5")
    (models / recorded.file).write_bytes(new)
    assert aligned() == before
    start_anew(monkeypatch)
    status, told = aligned()
    assert (status, told["code"]) == (503, "model_corrupt")
    assert recorded.sha256 in told["error"]
    networks.put("dlib_68_trees", recorded.file, old)
    assert aligned() == before  # by the same instance, once it is whole


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """This process may write no larger file: for it, the disk is full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_no_room_for_the_file_that_dlib_reads(
    aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    networks = ModelStore(store(aws))
    networks.put("dlib_68", "many.dat", b"x" * 100_000)
    with files_of_at_most(1000), pytest.raises(StorageFull, match="no room left in"):
        networks.path("dlib_68")
    assert list(tmp_path.iterdir()) == []
    assert networks.path("dlib_68").stat().st_size == 100_000


def test_no_room_for_a_model(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    networks = ModelStore(store(str(folder)))
    networks.put("dlib_5", "five.dat", b"old")
    with files_of_at_most(1000), pytest.raises(StorageFull, match="left half written"):
        networks.put("dlib_5", "five.dat", b"x" * 100_000)
    assert sorted(path.name for path in folder.iterdir()) == ["five.dat", MANIFEST]
    assert networks.read("dlib_5") == b"old"
    networks.put("dlib_5", "five.dat", b"new")
    assert networks.read("dlib_5") == b"new"


def test_a_function_without_room_answers_and_recovers(
    models: Path, aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its models come from a bucket, where dlib's file is all that there is for
    landmarks, and goes to a disk that is full.
    """
    names = set(ModelStore(store(str(models))).manifest().models) - {"dlib_68_trees"}
    ModelStore(store(str(models))).push(sorted(names), ModelStore(store(aws)))
    monkeypatch.setenv("VISAGE_MODELS", aws)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    settings.cache_clear()
    with files_of_at_most(1_000_000):
        start_anew(monkeypatch)
        status, told = aligned()
    assert (status, told["code"]) == (507, "storage_full")
    assert str(tmp_path) not in told["error"]
    assert list(tmp_path.glob("visage-*")) == []
    assert aligned()[0] == 200


@pytest.mark.usefixtures("own_gallery")
def test_no_room_for_the_gallery() -> None:
    consent = {"consent_by": "the person", "consent_purpose": "a test"}

    def enrol(name: str) -> Answered:
        query = {"id": name, "name": name, **consent}
        raw = ASTRONAUT.read_bytes() + name.encode()  # another picture each time
        return ask("POST", "/people", raw, kind="image/png", query=query)

    assert enrol("first")[0] == 200
    file: SqliteStore = gallery()._file  # type: ignore[attr-defined]
    connection = file._connections.of_thread()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (most,) = connection.execute("PRAGMA max_page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    kept, refused = ["first"], None
    while refused is None and len(kept) < 300:
        status, told = enrol(f"more-{len(kept)}")
        if status == 200:
            kept.append(f"more-{len(kept)}")
        else:
            refused = status, told["code"]
    assert refused == (507, "storage_full")

    def there() -> set[str]:
        listed = ask("GET", "/people", query={"limit": "100"})[1]["people"]
        return {each["id"] for each in listed}

    assert there() == set(kept)
    found = ask("POST", "/search", ASTRONAUT.read_bytes(), kind="image/png")
    assert found[0] == 200  # what only reads goes on
    connection.execute(f"PRAGMA max_page_count = {most}")
    assert enrol("after")[0] == 200
    assert there() == {*kept, "after"}


# Takes an upload, and is killed just before the named call of S3.
TAKER = """
import os, signal, sys
from visage.stores.uploads import UploadBucket
bucket = UploadBucket(sys.argv[1])
before = f"before-call.s3.{sys.argv[3]}"
bucket._client.meta.events.register(before, lambda **_: os.kill(os.getpid(), 9))
bucket.take(sys.argv[2])
"""


@pytest.mark.parametrize(
    ("call", "taken"),
    [("GetObject", False), ("PutObject", False), ("DeleteObject", True)],
)
def test_a_process_killed_while_it_takes_an_upload(
    call: str, taken: bool, aws: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until its mark is written the upload is good for another; then it is spent."""
    name = aws.removeprefix("s3://").partition("/")[0]
    address, upload = f"s3://{name}/uploads", "0" * 32
    boto3.client("s3").put_object(Bucket=name, Key=f"uploads/{upload}", Body=b"picture")
    command = [sys.executable, "-c", TAKER, address, upload, call]
    ended = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": "."})
    assert ended.returncode == -signal.SIGKILL
    if taken:
        with pytest.raises(UnknownUpload, match="Upload the picture again"):
            UploadBucket(address).take(upload)
    else:
        assert UploadBucket(address).take(upload) == b"picture"


@pytest.fixture
def api(models: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a demo with a gallery of its own."""
    if not demo.FRAMEWORK.exists():
        pytest.skip("the Serverless Framework is not installed; run `make setup`")
    port = free_port(0)
    command = [sys.executable, "-m", "local.demo", "--no-open", "--port", "0"]
    with subprocess.Popen(
        [*command, "--api-port", str(port), "--live-port", "0"],
        cwd=ROOT,
        env={**os.environ, "VISAGE_GALLERY": str(tmp_path / "gallery.sqlite3")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            for _ in range(900):
                assert process.poll() is None
                if demo.health(port) is not None:
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def enrolling() -> list[psutil.Process]:
    """The instances of the people function that this test has started."""
    handler = "functions/people/handler.handler"

    def of(process: psutil.Process) -> list[psutil.Process]:
        try:
            found = process.children()
            forked = found if handler in process.cmdline() else []
        except psutil.NoSuchProcess:  # or one that has ended, and is still listed
            return []
        return forked + [each for child in found for each in of(child)]

    return of(psutil.Process())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere instances do not fork")
def test_an_instance_killed_while_it_enrols(api: str) -> None:
    """Who was acknowledged is there; who was not is whole or not there at all."""
    answers: dict[str, int] = {}

    def enrol(name: str) -> None:
        query = {"id": name, "name": name, "consent_by": "x", "consent_purpose": "y"}
        response = requests.post(
            f"{api}/people",
            params=query,
            data=ASTRONAUT.read_bytes() + name.encode(),
            headers={"Content-Type": "image/png"},
        )
        answers[name] = response.status_code
        if response.status_code != 200:
            told = response.json()
            assert (response.status_code, told["code"]) == (502, "internal")
            ours = {"error", "code", "request_id"}
            assert set(told) == ours | {"__type", "Message"}

    enrol("warm")
    for number in range(6):
        thread = threading.Thread(target=enrol, args=[f"p{number}"])
        thread.start()
        time.sleep(0.05 * number)  # ever later in its work
        for each in enrolling():
            each.send_signal(signal.SIGKILL)
        thread.join()
    # An instance that was killed when it had nothing to do may get one request more.
    last = ["last0", "last1", "last2"]
    for name in last:
        enrol(name)
    assert 200 in {answers[name] for name in last}
    assert answers["warm"] == 200
    assert 502 in answers.values()
    listed = requests.get(f"{api}/people", params={"limit": 100}).json()["people"]
    there = {each["id"] for each in listed}
    assert {name for name, status in answers.items() if status == 200} <= there
    for person in there:
        faces = requests.get(f"{api}/people/{person}/faces").json()["faces"]
        assert len(faces) == 1
    found = requests.post(f"{api}/search", files={"image": ASTRONAUT.read_bytes()})
    (face,) = found.json()["faces"]
    assert {match["id"] for match in face["matches"]} <= there
