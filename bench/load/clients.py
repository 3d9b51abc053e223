"""Clients that call every route of a service, one after the other, without a pause.

    python -m bench.load.clients ADDRESS CLIENTS SECONDS [alone]

The calls are those of local/smoke.py, so that a new route joins with its first call
there, but for watching (bench/load/watching.py); `alone` is one route, which the peers'
servers have too. A client that is told 429 waits as long as Retry-After says and asks
again. What was measured is printed as JSON. `bench.load` runs this as a process of its
own, because Locust replaces Python's sockets and threads.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

# Locust comes before whatever else opens connections, as it replaces what they use.
from botocore.exceptions import ClientError
from gevent import sleep
from locust import User, task
from locust.env import Environment
from requests import Response

from bench.load import watching
from bench.load.rows import ALONE, ANSWER, PATIENCE, REFUSAL
from local import smoke, smoke_people, smoke_watch
from local.client import Client, Wrong, expect, picture

SPAWN = 32.0  # clients that begin in a second
REFUSED = 429
THROTTLED = "ThrottlingException"  # the same in the words of Amazon Rekognition
# How a call of local/smoke.py ends where a service has no bucket for uploads: rightly.
NO_UPLOADS = "no_uploads"
MAKES: smoke.Route = ("POST", "/collections")  # what the calls after it use


class Absent(Exception):
    """The service does not have what a route is for, and says so."""


class LoadClient(Client):
    """One of many clients, which has names of its own for what it makes.

    The calls of local/smoke.py all make things of one name; on the way to the service
    that becomes this client's, and on the way back what it was.
    """

    def __init__(self, environment: Environment, number: int) -> None:
        super().__init__(environment.host or "")
        self._fire: Callable[..., None] = environment.events.request.fire
        self._own = f"{smoke_people.COLLECTION}-{number}"
        self.sent = 0

    def send(self, method: str, path: str, **more: Any) -> Response:
        name = f"{method} {pattern(method, path)}"
        for part in {"json", "data", "headers"} & more.keys():
            if isinstance(more[part], dict | list):
                more[part] = json.loads(self._mine(json.dumps(more[part])))
        began = time.perf_counter()
        while (response := self._once(name, method, path, more)) is None:
            pass
        self.record(name, PATIENCE, began)
        theirs = response.content.replace(
            self._own.encode(), smoke_people.COLLECTION.encode()
        )
        response._content = theirs
        if response.status_code == 404 and NO_UPLOADS in response.text:
            raise Absent
        return response

    def _once(
        self, name: str, method: str, path: str, more: Mapping[str, Any]
    ) -> Response | None:
        """One response; None, after the wait that was asked for, where it is 429."""
        self.sent += 1
        began = time.perf_counter()
        response = super().send(method, self._mine(path), **more)
        if response.status_code == REFUSED:
            self.record(name, REFUSAL, began)
            sleep(float(response.headers["Retry-After"]))
            return None
        failed = response.status_code >= 500
        why = Wrong(f"{response.status_code}: {response.text[:200]}")
        self.record(name, ANSWER, began, why if failed else None)
        return response

    def record(
        self, name: str, kind: str, began: float, why: Exception | None = None
    ) -> None:
        """Count one row of a kind, which began then and ends now."""
        self._fire(
            request_type=kind,
            name=name,
            response_time=(time.perf_counter() - began) * 1e3,
            response_length=0,
            exception=why,
        )

    def _mine(self, text: str) -> str:
        return text.replace(smoke_people.COLLECTION, self._own)


def pattern(method: str, path: str) -> str:
    """The path of the route that a path belongs to, `{id}` for what changes."""
    segments = path.partition("?")[0].split("/")

    def fits(route: smoke.Route) -> bool:
        wanted = route[1].split("/")
        return (route[0], len(wanted)) == (method, len(segments)) and all(
            one == given or one.startswith("{")
            for one, given in zip(wanted, segments, strict=True)
        )

    found = sorted((each[1] for each in smoke.CALLS if fits(each)), key=braces)
    return found[0] if found else path


def independent(routes: Sequence[smoke.Route]) -> int:
    """How many of the first calls need nothing that another one has made."""
    return routes.index(MAKES) if MAKES in routes else len(routes)


def some_face(client: Client) -> str:
    """What the peers are asked too, one of which finds a second face there."""
    form = {"image": picture("astronaut")}
    faces = client.ask(*ALONE, files=form).json()["faces"]
    expect(len(faces) > 0, "no face was found")
    return f"{len(faces)} faces"


def braces(path: str) -> int:
    return path.count("{")


class Visitor(User):
    """Calls the routes in the order of local/smoke.py, for ever.

    Each begins somewhere else, so that they do not all call one route at a time.
    """

    numbers = itertools.count()
    calls: Mapping[smoke.Route, smoke.Call] = {
        route: watching.CALLS.get(route, call)
        for route, call in smoke.CALLS.items()
        if route not in smoke_watch.CALLS or route in watching.CALLS
    }

    def on_start(self) -> None:
        number = next(self.numbers)
        self.caller = LoadClient(self.environment, number)
        routes = list(self.calls)
        for route in routes[number % independent(routes) :]:
            self.call(route)

    @task
    def tour(self) -> None:
        for route in self.calls:
            self.call(route)

    def call(self, route: smoke.Route) -> None:
        """One call; its failure is a failure of its route."""
        name, began, before = " ".join(route), time.perf_counter(), self.caller.sent
        try:
            self.calls[route](self.caller)
        except Absent:
            pass
        except ClientError as error:  # of boto3, which has tried again by itself
            throttled = error.response["Error"]["Code"] == THROTTLED
            kind = REFUSAL if throttled else ANSWER
            self.caller.record(name, kind, began, None if throttled else error)
        # Whatever a wrong answer does to the call that reads it is worth a line.
        except Exception as error:  # noqa: BLE001
            self.caller.record(name, ANSWER, began, error)
        else:
            if self.caller.sent == before:  # it has a client of its own, as boto3
                self.caller.record(name, ANSWER, began)


def main() -> None:
    """Load a service for some seconds, then print what came of it."""
    address, clients, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    if sys.argv[4:] == ["alone"]:
        Visitor.calls = {ALONE: some_face}
    environment = Environment(user_classes=[Visitor], host=address)
    first = Visitor(environment)
    first.on_start()
    first.tour()  # until every function has loaded
    environment.stats.reset_all()
    runner = environment.create_local_runner()
    runner.start(clients, spawn_rate=SPAWN)
    sleep(seconds)
    measured = measurements(environment)
    runner.quit()
    print(json.dumps({**measured, "seconds": seconds}))


def measurements(environment: Environment) -> dict[str, Any]:
    """Rows of times by kind and route, and what went wrong with its number."""
    rows = [
        {
            "name": entry.name,
            "kind": entry.method,
            "count": entry.num_requests - entry.num_failures,
            "median": entry.get_response_time_percentile(0.5),
            "p95": entry.get_response_time_percentile(0.95),
            "p99": entry.get_response_time_percentile(0.99),
        }
        for entry in environment.stats.entries.values()
    ]
    failures = [
        {"name": each.name, "count": each.occurrences, "why": str(each.error)}
        for each in environment.stats.errors.values()
    ]
    return {"rows": rows, "failures": failures}


if __name__ == "__main__":
    main()
