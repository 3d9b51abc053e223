"""The local gateway treats requests and answers as API Gateway does on AWS.

The real serverless.yml and plugins run, with a function that echoes in align's place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests
import yaml

from local.child import Child
from local.ports import HOST, free_port
from visage.errors import UnknownRoute
from visage.http.app import NO_ROUTE

ROOT = Path(__file__).resolve().parent.parent
FRAMEWORK = Path("node_modules", ".bin", "sls")
ORIGIN = {"Origin": "https://example.org"}

pytestmark = pytest.mark.skipif(
    not (ROOT / FRAMEWORK).exists() or shutil.which("node") is None,
    reason="the Serverless Framework is not installed; run `make setup`",
)


@pytest.fixture(scope="module")
def echo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service whose every function echoes."""
    folder = tmp_path_factory.mktemp("echo")
    shutil.copy(ROOT / "serverless.yml", folder)
    for name in ("local", "resources", "node_modules", "package.json"):
        (folder / name).symlink_to(ROOT / name)
    service = yaml.safe_load((ROOT / "serverless.yml").read_text())
    for name in service["functions"]:
        shutil.copytree(ROOT / "tests" / "echo", folder / "functions" / name)
    port = free_port(0)
    command = ["node", str(FRAMEWORK), "offline", "--httpPort", str(port)]
    ports = ["--lambdaPort", str(free_port(0)), "--websocketPort", str(free_port(0))]
    env = {"VISAGE_SUPERVISED": "1", "VIRTUAL_ENV": sys.prefix}
    child = Child("echo", [*command, *ports], folder, env)
    address = f"http://{HOST}:{port}"
    try:
        wait(child, address)
        yield address
    finally:
        child.stop()


def wait(child: Child, address: str) -> None:
    for _ in range(300):
        assert not child.ended()
        try:
            requests.get(f"{address}/health", timeout=10)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the service did not start in 30 seconds")


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def describe(response: requests.Response) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


ANY_BYTES = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("image/jpeg", b"\xff\xd8\xff" + ANY_BYTES),
        ("image/png", ANY_BYTES),
        ("application/octet-stream", ANY_BYTES),
        ("application/json", '{"name": "é"}'.encode()),
        ("application/json", b"null"),
        ("application/json", b"\xff not JSON"),
        ("text/plain", b"plain"),
        ("image/jpeg", os.urandom(4_500_000)),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_every_body_arrives_as_base64(echo: str, kind: str, body: bytes) -> None:
    response = requests.post(f"{echo}/align", data=body, headers={"Content-Type": kind})
    found = describe(response)
    assert (found["encoded"], found["sha256"], found["type"]) == (
        True,
        sha256(body),
        kind,
    )


def test_multipart_arrives_whole(echo: str) -> None:
    request = requests.Request("POST", f"{echo}/align", files={"image": ANY_BYTES})
    prepared = request.prepare()
    assert isinstance(prepared.body, bytes)
    found = describe(requests.Session().send(prepared))
    assert (found["encoded"], found["sha256"]) == (True, sha256(prepared.body))
    assert found["type"] == prepared.headers["Content-Type"]


def test_an_empty_body_is_none(echo: str) -> None:
    found = describe(requests.post(f"{echo}/align"))
    assert (found["encoded"], found["sha256"]) == (False, None)


def test_a_function_sees_what_lambda_shows(echo: str) -> None:
    found = describe(requests.get(f"{echo}/health"))
    assert found["function"] == "visage-dev-service"
    assert found["path"] == "/health"
    assert found["in_time"] is True
    # It refers to a bucket that is not deployed, so functions take their default.
    assert found["models"] == os.environ.get("VISAGE_MODELS")


@pytest.mark.parametrize(
    "accept", ["*/*", "image/png", "application/json", "text/html"]
)
def test_bytes_leave_as_bytes(echo: str, accept: str) -> None:
    headers = ORIGIN | {"Accept": accept}
    response = requests.get(f"{echo}/health?do=picture", headers=headers)
    assert response.content == bytes(range(256)) * 16
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("align", {"OPTIONS", "POST"}),
        ("health", {"OPTIONS", "GET"}),
        ("collections", {"OPTIONS", "GET", "POST"}),
        ("collections/staff", {"OPTIONS", "GET", "PATCH", "DELETE"}),
    ],
)
def test_preflights_say_what_aws_will(echo: str, path: str, methods: set[str]) -> None:
    asked = ORIGIN | {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-other",
    }
    response = requests.options(f"{echo}/{path}", headers=asked)
    assert response.ok
    allowed = {
        name.removeprefix("access-control-"): text
        for name, text in response.headers.lower_items()
        if name.startswith("access-control-")
    }
    assert set(allowed.pop("allow-methods").split(",")) == methods
    assert allowed == {
        "allow-origin": "*",
        "allow-headers": "Accept,Authorization,Content-Type,Idempotency-Key",
        "max-age": "86400",
    }


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "health?do=raise", 502, "internal"),
        ("GET", "health?do=exit", 502, "internal"),
        ("GET", "health?do=much", 502, "internal"),
        ("GET", "health?do=nothing", 502, "internal"),
    ],
)
def test_the_gateway_answers_in_our_format(
    echo: str, method: str, path: str, status: int, code: str
) -> None:
    response = requests.request(method, f"{echo}/{path}", headers=ORIGIN)
    answer = response.json()
    assert (response.status_code, answer["code"]) == (status, code)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    request_id = response.headers["X-Amzn-RequestId"]
    if code == "internal":
        assert answer["request_id"] == request_id
    assert describe(requests.get(f"{echo}/health"))["path"] == "/health"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "nowhere"),
        ("DELETE", "health"),
        ("GET", "align"),
        ("OPTIONS", "nowhere"),
        ("GET", "collections/a/b"),
        ("OPTIONS", "collections/a/b"),
    ],
)
def test_an_unknown_route_is_refused_as_a_function_would(
    echo: str, method: str, path: str
) -> None:
    response = requests.request(method, f"{echo}/{path}", headers=ORIGIN)
    assert (response.status_code, response.json()) == (
        404,
        {"error": NO_ROUTE, "code": UnknownRoute.code},
    )
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("size", [4_720_000, 20_000_000])
def test_what_lambda_cannot_take_is_refused(echo: str, size: int) -> None:
    response = requests.post(f"{echo}/align", data=bytes(size), headers=ORIGIN)
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_requests_run_side_by_side_and_none_is_lost(echo: str) -> None:
    def ask(_: int) -> dict[str, Any]:
        query = {"do": "sleep", "seconds": "0.3"}
        return describe(requests.get(f"{echo}/health", params=query))

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    processes = {one["process"] for one in found}
    assert 2 <= len(processes) <= 4 or os.cpu_count() == 1


def test_a_killed_instance_is_replaced(echo: str) -> None:
    process = describe(requests.get(f"{echo}/health"))["process"]
    os.kill(process, signal.SIGKILL)
    time.sleep(0.2)
    assert describe(requests.get(f"{echo}/health"))["process"] != process


def test_only_loopback_names_are_served(echo: str) -> None:
    answer = requests.get(f"{echo}/health", headers={"Host": "example.org"})
    assert (answer.status_code, answer.json()["code"]) == (403, "refused")
    assert requests.get(f"{echo.replace('127.0.0.1', 'localhost')}/health").ok


def test_a_killed_instance_ends_its_request_in_our_format(echo: str) -> None:
    def ask() -> requests.Response:
        query = {"do": "sleep", "seconds": "20"}
        return requests.get(f"{echo}/version", params=query, headers=ORIGIN)

    process = describe(requests.get(f"{echo}/version"))["process"]
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask)
        time.sleep(0.5)  # until the instance has the request
        os.kill(process, signal.SIGKILL)
        response = asked.result()
    assert (response.status_code, response.json()["code"]) == (502, "internal")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert describe(requests.get(f"{echo}/version"))["process"] != process


def test_an_instance_killed_while_it_is_given_a_body(echo: str) -> None:
    """It has stopped reading, so that the body is still on its way when it ends."""
    process = describe(requests.post(f"{echo}/compare"))["process"]
    os.kill(process, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(requests.post, f"{echo}/compare", data=bytes(4_000_000))
        time.sleep(0.5)
        os.kill(process, signal.SIGKILL)
        response = asked.result()
    assert (response.status_code, response.json()["code"]) == (502, "internal")
    assert describe(requests.post(f"{echo}/compare"))["process"] != process


def parent(process: int) -> int:
    return psutil.Process(process).ppid()


def test_a_killed_function_is_loaded_again(echo: str) -> None:
    """The process that instances come from, which has loaded the function."""
    process = describe(requests.post(f"{echo}/swap"))["process"]
    origin = parent(process)
    for each in (origin, process):
        os.kill(each, signal.SIGKILL)
    time.sleep(0.2)
    again = describe(requests.post(f"{echo}/swap"))["process"]
    assert parent(again) != origin


def test_more_than_may_wait_are_refused_and_nothing_else_waits(echo: str) -> None:
    """A function that is flooded refuses; the others answer meanwhile."""
    query = {"do": "sleep", "seconds": "1"}

    def flood(_: int) -> requests.Response:
        return requests.post(f"{echo}/recognize", params=query, headers=ORIGIN)

    with ThreadPoolExecutor(64) as pool:
        asked = [pool.submit(flood, each) for each in range(64)]
        while not any(each.done() for each in asked):
            time.sleep(0.05)
        describe(requests.get(f"{echo}/health"))
        waiting = sum(not each.done() for each in asked)
        answers = [each.result() for each in asked]
    served = [describe(each) for each in answers if each.status_code == 200]
    # Each instance has one request, and eight wait for it; more are taken only as
    # these are answered.
    assert 9 * len({each["process"] for each in served}) <= len(served) < 64
    # When /health had its answer, most of those still waited.
    assert waiting > len(served) // 2
    for each in (each for each in answers if each.status_code != 200):
        assert (each.status_code, each.json()["code"]) == (429, "too_many_requests")
        assert each.headers["Retry-After"] == "1"
        assert each.headers["Access-Control-Allow-Origin"] == "*"
    assert describe(requests.post(f"{echo}/recognize"))["function"]


# An instance is busy, one request waits for it, and the clock goes on by 29 seconds.
WAIT_IN_VAIN = """
import { mock } from 'node:test';
const { Workers } = await import(process.argv[1]);
mock.timers.enable({ apis: ['setTimeout'] });
const workers = new Workers({}, {});
workers.most = 1;
workers.all.add('busy');
const waiting = workers.acquire().catch(({ type }) => console.log(type));
mock.timers.tick(29_000);
await waiting;
console.log(workers.waiting.length);
"""


def test_nobody_waits_longer_than_api_gateway_does() -> None:
    answer = subprocess.run(
        [
            *("node", "--input-type=module", "-e", WAIT_IN_VAIN),
            (ROOT / "local" / "plugins" / "workers.mjs").as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.split() == ["INTEGRATION_TIMEOUT", "0"]
