"""What functions write down holds no picture, no name and no vector.

Each function runs in a process of its own, as Lambda runs it, so that all it writes is
seen: its log, its metrics, and whatever a library prints.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ASTRONAUT, ROOT
from tests.test_align_event import event
from visage.faces.finder import Finder

FUNCTIONS = (
    *("align", "alerts", "classify", "people", "recognize", "service", "swap"),
    "watch",
)
ROUTES = {
    "align": "/align",
    "alerts": "/cameras",
    "classify": "/classify",
    "people": "/collections",
    "recognize": "/recognize",
    "service": "/health",
    "swap": "/swap",
    "watch": "/watchlist",
}
NAME = "Margaret-Heafield"

# Runs a function's handler on events; `plant` is what a test puts into it first.
RUN = """
import importlib, json, sys
function, events, plant = sys.argv[1:]
handler = importlib.import_module(f"functions.{function}.handler").handler
exec(plant)
for event in json.load(open(events)):
    handler(event, None)
"""
# Endpoints that fail with an exception that quotes what was sent, caused by another.
FAIL = """
from flask import request
app = importlib.import_module(f"functions.{function}.app").app
def view():
    sent = f"{request.args['name']} {request.get_data()!r}"
    try:
        raise KeyError(sent)
    except KeyError as error:
        raise ValueError(sent) from error
for endpoint in app.view_functions:
    app.view_functions[endpoint] = view
"""
LEAK = """
from flask import request
from visage.http import app as edge
write = edge.logger.info
"""
LEAKS = {
    "a field of the record": "edge.logger.info = lambda message, extra: "
    "write(message, extra={**extra, 'name': request.args.get('name')})",
    "a field that is there": "edge.logger.info = lambda message, extra: "
    "write(message, extra={**extra, 'route': request.full_path})",
    "the message": "edge.logger.info = lambda message, extra: "
    "write(message + request.args.get('name', ''), extra=extra)",
    "a line of its own": "edge.logger.info = lambda message, extra: "
    "(write('body', extra={'size': 1}), write(message, extra=extra))",
    "the metrics": "edge.metrics.add_metadata('name', 'x')",
    "standard output": "edge.logger.info = lambda message, extra: "
    "(print(request.get_data()[:9]), write(message, extra=extra))",
    "standard error": "edge.logger.info = lambda message, extra: "
    "(print('x', file=sys.stderr), write(message, extra=extra))",
}


@dataclass(frozen=True)
class Written:
    """What a process wrote."""

    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(autouse=True)
def own_gallery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gallery that no other test sees."""
    monkeypatch.setenv("VISAGE_GALLERY", str(tmp_path / "gallery.sqlite3"))
    monkeypatch.setenv("VISAGE_WATCH", str(tmp_path / "watch.sqlite3"))


def written(
    function: str, events: list[dict[str, Any]], folder: Path, plant: str = ""
) -> Written:
    file = folder / "events.json"
    file.write_text(json.dumps(events))
    run = subprocess.run(
        [sys.executable, "-c", RUN, function, file, plant],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return Written(run.stdout, run.stderr)


@cache
def answered(function: str) -> dict[str, Any]:
    """A request that a function answers with 200, and a name in its query."""
    found: dict[str, Any] = json.loads(
        (ROOT / "tests" / "events" / f"{function}.json").read_text()
    )
    return found


def named(given: dict[str, Any]) -> dict[str, Any]:
    return {
        **given,
        "queryStringParameters": {"name": NAME},
        "multiValueQueryStringParameters": {"name": [NAME]},
    }


def record(
    written: dict[str, Any], given: dict[str, Any], route: str, status: int
) -> None:
    """The whole record of a request; what was measured has the type that it should."""
    measured = ("timestamp", "milliseconds", "bytes", "location")
    assert {key: type(written.pop(key)) for key in measured} == {
        "timestamp": str,
        "milliseconds": float,
        "bytes": int,
        "location": str,
    }
    claims = (given["requestContext"].get("authorizer") or {}).get("claims", {})
    # Who asked: numbers of the user pool, and absent where nobody has signed in.
    asked = {"caller": claims.get("sub"), "client": claims.get("client_id")}
    assert written == {
        **{name: number for name, number in asked.items() if number},
        "level": "INFO",
        "message": "request",
        "service": "visage",
        "method": given["httpMethod"],
        "route": route,
        "status": status,
        "request_id": given["requestContext"]["requestId"],
    }


def measures(written: dict[str, Any], route: str, status: int) -> None:
    """The whole record of the metrics."""
    assert set(written.pop("_aws")) == {"Timestamp", "CloudWatchMetrics"}
    (duration,) = written.pop("Duration")
    assert isinstance(duration, float)
    assert written == {
        "service": "visage",
        "route": route,
        "Refused": [float(400 <= status < 500)],
        "Failed": [float(status >= 500)],
    }


def check(written: Written, *expected: tuple[dict[str, Any], str, int]) -> None:
    """Nothing was written but a record and the metrics of each request."""
    assert written.err == ""
    lines = written.lines
    assert len(lines) == 2 * len(expected)
    for (given, route, status), one, two in zip(
        expected, lines[::2], lines[1::2], strict=True
    ):
        record(one, given, route, status)
        measures(two, route, status)


@pytest.fixture(autouse=True)
def ready(finder: Finder) -> None:
    """The functions need their models; tests skip in words without them."""


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_request_leaves_one_record_and_its_metrics(
    function: str, tmp_path: Path
) -> None:
    good, route = answered(function), ROUTES[function]
    unknown = event(ASTRONAUT.read_bytes(), path=f"/{NAME}", kind="image/png")
    check(
        written(function, [good, named(good), unknown], tmp_path),
        (good, route, 200),
        (named(good), route, 400),
        (unknown, "unknown", 404),
    )


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_fault_of_ours_is_written_down_without_what_was_sent(
    function: str, tmp_path: Path
) -> None:
    given = named(answered(function))
    found = written(function, [given], tmp_path, FAIL)
    assert NAME not in found.out + found.err
    fault, *rest = found.lines
    exceptions = fault.pop("exceptions")
    assert [each["kind"] for each in exceptions] == ["ValueError", "KeyError"]
    # The last line that the second passed is the one that raised it, in `FAIL`.
    assert [each["lines"][-1] for each in exceptions] == [
        "<string>:9 view",
        "<string>:7 view",
    ]
    assert set(fault) == {
        "level",
        "location",
        "message",
        "timestamp",
        "service",
        "request_id",
    }
    assert (fault["level"], fault["message"]) == ("ERROR", "internal error")
    rest_only = Written("\n".join(map(json.dumps, rest)), found.err)
    check(rest_only, (given, ROUTES[function], 500))


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_would_be_seen(leak: str, tmp_path: Path) -> None:
    given = named(answered("service"))
    planted = written("service", [given], tmp_path, LEAK + LEAKS[leak])
    with pytest.raises((AssertionError, json.JSONDecodeError, KeyError)):
        check(planted, (given, "/health", 400))
