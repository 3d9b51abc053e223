"""The local gateway treats requests and answers as API Gateway does on AWS.

The real serverless.yml and plugins run, with a function that echoes in align's place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

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
    ports = ["--lambdaPort", str(free_port(0))]
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
