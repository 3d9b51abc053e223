"""`make demo` as a person meets it: the real service and site on loopback."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import skimage

from local import demo
from local.ports import HOST, free_port
from local.site import serve_site

ROOT = Path(__file__).resolve().parent.parent
ASTRONAUT = Path(skimage.__file__).parent / "data" / "astronaut.png"
START_LIMIT = 90  # seconds
# Several run at once in tests, each with a port of its own for alerts.
DEMO = (sys.executable, "-m", "local.demo", "--no-open", "--live-port", "0")

pytestmark = pytest.mark.skipif(
    not demo.FRAMEWORK.exists() or shutil.which("node") is None,
    reason="the Serverless Framework is not installed; run `make setup`",
)


class Demo:
    """A running `python -m local.demo` and what it printed so far."""

    def __init__(self, log: Path, *arguments: str) -> None:
        self.log = log
        with log.open("w") as file:
            self.process = subprocess.Popen(
                [*DEMO, *arguments],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def address(self, sentence: str) -> str:
        """The address that follows a sentence, as soon as it is printed."""
        for _ in range(START_LIMIT * 10):
            for line in self.log.read_text().splitlines():
                if line.startswith(sentence):
                    return line.removeprefix(sentence).strip()
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        pytest.fail(f"{sentence!r} was not printed:\n{self.log.read_text()}")

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(20)


@contextmanager
def running(log: Path, *arguments: str) -> Iterator[Demo]:
    started = Demo(log, *arguments)
    try:
        yield started
    finally:
        started.end()


SITE = f"http://{HOST}:{free_port(0)}"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo's API."""
    if not (ROOT / ".visage" / "models").is_dir():
        pytest.skip("there are no models here; run `make setup`")
    log = tmp_path_factory.mktemp("demo") / "log"
    port = SITE.rpartition(":")[2]
    with running(log, "--port", port, "--api-port", "0") as started:
        yield started.address("The API answers at")


def found(*arguments: str) -> set[int]:
    """The processes that pgrep finds."""
    answer = subprocess.run(["pgrep", *arguments], capture_output=True, text=True)
    return set(map(int, answer.stdout.split()))


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def all_end(processes: set[int]) -> bool:
    """Whether every process ends within ten seconds."""
    for _ in range(100):
        if not any(map(alive, processes)):
            return True
        time.sleep(0.1)
    return False


def test_the_service_says_what_it_is(api: str) -> None:
    assert requests.get(f"{api}/health").json() == {"status": "ok"}
    assert set(requests.get(f"{api}/version").json()) == {"version"}
    models = requests.get(f"{api}/models").json()["models"]
    assert "dlib_68" in [model["name"] for model in models if model["present"]]
    assert requests.get(f"{api}/openapi.json").json()["openapi"].startswith("3.")


def faces(response: requests.Response) -> int:
    assert response.status_code == 200, response.text
    assert response.headers["Access-Control-Allow-Origin"] == SITE
    assert response.headers["X-Request-Id"]
    answer = response.json()
    assert answer["picture"] == {"width": 512, "height": 512, "turned": 0.0}
    return len(answer["faces"])


def test_a_picture_may_come_in_three_ways(api: str) -> None:
    picture = ASTRONAUT.read_bytes()
    url, kind = f"{api}/align", {"Content-Type": "image/png"}
    assert faces(requests.post(url, data=picture, headers=kind)) == 1
    assert faces(requests.post(url, files={"image": picture})) == 1
    encoded = {"image": base64.b64encode(picture).decode()}
    assert faces(requests.post(url, json=encoded)) == 1


def test_every_function_answers(api: str) -> None:
    picture = ASTRONAUT.read_bytes()
    found = requests.post(f"{api}/recognize", files={"image": picture})
    assert (found.status_code, len(found.json()["faces"])) == (200, 1)
    same = requests.post(f"{api}/compare", files={"a": picture, "b": picture})
    assert (same.status_code, same.json()["similarity"]) == (200, 1.0)
    both = {"source": picture, "target": picture}
    swapped = requests.post(f"{api}/swap", files=both, headers={"Accept": "image/png"})
    assert (swapped.status_code, swapped.headers["Content-Type"]) == (200, "image/png")


@pytest.mark.parametrize(
    ("kind", "start"),
    [("image/png", b"\x89PNG\r\n\x1a\n"), ("image/jpeg", b"\xff\xd8\xff")],
    ids=["png", "jpeg"],
)
def test_the_aligned_face_comes_as_bytes(api: str, kind: str, start: bytes) -> None:
    headers = {"Content-Type": "image/png", "Accept": kind}
    answer = requests.post(f"{api}/align", data=ASTRONAUT.read_bytes(), headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert answer.content.startswith(start)


def test_only_the_pages_of_the_site_may_read_answers(api: str) -> None:
    for answer in (
        requests.options(f"{api}/align", headers={"Origin": "https://example.org"}),
        requests.get(f"{api}/health", headers={"Origin": "https://example.org"}),
        requests.get(f"{api}/nowhere", headers={"Origin": "https://example.org"}),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == SITE


def test_what_is_too_large_is_refused_by_the_function(api: str) -> None:
    kind = {"Content-Type": "image/jpeg"}
    answer = requests.post(f"{api}/align", data=bytes(4_600_000), headers=kind)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_however_it_ends(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    port = free_port(0)
    with running(tmp_path / "log", "--port", "0", "--api-port", str(port)) as started:
        started.address("The API answers at")
        (framework,) = found("-f", f"sls offline --httpPort {port}")
        functions = found("-P", str(framework))
        instances = {each for one in functions for each in found("-P", str(one))}
        assert instances or sys.platform != "linux"
        workers = functions | instances
        assert workers
        os.kill(started.process.pid, number)
        status = started.process.wait(20)
        assert status == (-number if number == signal.SIGKILL else 0)
        assert all_end({framework, *workers})
        assert not list(tmp_path.glob("visage-function-*"))


def test_the_apis_end_ends_the_demo_with_a_sentence(tmp_path: Path) -> None:
    port = free_port(0)
    with running(tmp_path / "log", "--port", "0", "--api-port", str(port)) as started:
        started.address("The API answers at")
        (framework,) = found("-f", f"sls offline --httpPort {port}")
        os.kill(framework, signal.SIGKILL)
        assert started.process.wait(20) == 1
        assert "The API ended with status -9" in started.log.read_text()


def test_another_port_is_taken_where_one_is_taken(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    server = serve_site(tmp_path, free_port(0), "")
    try:
        taken = server.server_port
        port = demo.choose_port("API", taken)
        assert port != taken
        assert (
            capsys.readouterr().out == f"Port {taken} is taken: the API uses {port}.\n"
        )
        assert demo.choose_port("API", 0) > 0
    finally:
        server.shutdown()
        server.server_close()


def test_the_site_is_served_as_static_hosting_does(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>start</p>")
    (tmp_path / "main.js").write_text("start()")
    server = serve_site(tmp_path, free_port(0), "http://127.0.0.1:3000")
    address = f"http://{HOST}:{server.server_port}"
    try:
        config = requests.get(f"{address}/config.json").json()
        assert config == {"api": "http://127.0.0.1:3000"}
        for page in ("", "models", "people/one?tab=faces"):
            assert requests.get(f"{address}/{page}").text == "<p>start</p>"
        assert requests.get(f"{address}/main.js").text == "start()"
        assert requests.get(f"{address}/missing.js").status_code == 404
        assert requests.head(f"{address}/models").status_code == 200
        other = requests.get(address.replace(HOST, "localhost") + "/models")
        assert other.url == f"{address}/models"
    finally:
        server.shutdown()
        server.server_close()
