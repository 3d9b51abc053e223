"""Calls every route of a running service and checks what it answers.

The rehearsal fails where a route of the service has no call here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import requests

SAMPLES = Path(__file__).resolve().parent.parent / "web" / "public" / "samples"
PATIENCE = 60.0  # seconds: a first call loads models where there is no snapshot yet

Route = tuple[str, str]
Call = Callable[["Client"], str]


class Wrong(Exception):
    """A route did not answer as it should; the message says what it answered."""


class Client:
    """A service at an address, called with or without a token."""

    def __init__(self, address: str, token: str | None = None) -> None:
        self.address = address.rstrip("/")
        self.session = requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def send(self, method: str, path: str, **more: Any) -> requests.Response:
        """The response to one request, whatever its status."""
        url = f"{self.address}{path}"
        return self.session.request(method, url, timeout=PATIENCE, **more)

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """The response to one request. Raises Wrong unless its status is 200."""
        response = self.send(method, path, **more)
        if response.status_code != 200:
            raise Wrong(
                f"{method} {path} answered {response.status_code}: "
                f"{response.text[:300]}"
            )
        if not response.headers.get("X-Request-Id"):
            raise Wrong(f"{method} {path} answered without X-Request-Id")
        return response


def picture(name: str) -> bytes:
    """A portrait that the site offers as a sample."""
    return (SAMPLES / f"{name}.jpg").read_bytes()


def expect(truth: bool, what: str) -> None:
    """Raise Wrong unless something holds."""
    if not truth:
        raise Wrong(what)


def aligned(client: Client) -> str:
    headers = {"Content-Type": "image/jpeg", "Accept": "image/png"}
    response = client.ask(
        "POST", "/align?size=128", data=picture("astronaut"), headers=headers
    )
    expect(response.content.startswith(b"\x89PNG"), "/align gave no PNG")
    return f"a PNG of {len(response.content):,} bytes"


def landmarks(client: Client) -> str:
    found = client.ask("POST", "/landmarks", files={"image": picture("astronaut")})
    (face,) = found.json()["faces"]
    expect(len(face["landmarks"]) == 68, "/landmarks gave other than 68 points")
    return "one face, 68 points"


def swapped(client: Client) -> str:
    both = {"source": picture("grace-hopper"), "target": picture("astronaut")}
    headers = {"Accept": "image/jpeg"}
    response = client.ask("POST", "/swap", files=both, headers=headers)
    expect(response.content.startswith(b"\xff\xd8\xff"), "/swap gave no JPEG")
    return f"a JPEG of {len(response.content):,} bytes"


def recognized(client: Client) -> str:
    found = client.ask("POST", "/recognize", files={"image": picture("astronaut")})
    faces = found.json()["faces"]
    expect(len(faces) == 1, f"/recognize found {len(faces)} faces")
    return "one face"


def compared(client: Client) -> str:
    pair = {"a": picture("astronaut"), "b": picture("grace-hopper")}
    found = client.ask("POST", "/compare", files=pair).json()
    expect(found["same"] is False, "/compare took two people for one")
    return f"two people, similarity {found['similarity']:.2f}"


def uploaded(client: Client) -> str:
    form = client.ask("POST", "/uploads").json()
    fields = {**form["fields"], "Content-Type": "image/jpeg"}
    put = requests.post(
        form["url"],
        data=fields,
        files={"file": picture("astronaut")},
        timeout=PATIENCE,
    )
    expect(put.status_code == 204, f"the upload answered {put.status_code}")
    named = {"image": {"upload": form["upload"]}, "size": 64}
    faces = client.ask("POST", "/align", json=named).json()["faces"]
    again = client.send("POST", "/align", json=named)
    expect(again.status_code == 404, "/align took an upload twice")
    return f"{len(faces)} face in the uploaded picture, which is used once"


def healthy(client: Client) -> str:
    answer = client.ask("GET", "/health").json()
    expect(answer == {"status": "ok"}, f"/health answered {answer}")
    return "ok"


def version(client: Client) -> str:
    return str(client.ask("GET", "/version").json()["version"])


def models(client: Client) -> str:
    found = client.ask("GET", "/models").json()["models"]
    here = [model["name"] for model in found if model["present"]]
    expect("dlib_68" in here, "/models lacks dlib_68")
    return f"{len(here)} of {len(found)} present"


def openapi(client: Client) -> str:
    paths = client.ask("GET", "/openapi.json").json()["paths"]
    expect("/align" in paths, "/openapi.json lacks /align")
    return f"{len(paths)} paths"


COLLECTION = "smoke-test"


def collection_made(client: Client) -> str:
    # What a run that broke off may have left.
    client.send("DELETE", f"/collections/{COLLECTION}")
    policy = {"policy_by": "this program", "policy_purpose": "a test of the service"}
    made = client.ask("POST", "/collections", json={"name": COLLECTION, **policy})
    expect(made.json()["people"] == 0, "POST /collections made one with people in it")
    return f"a collection for vectors by {made.json()['embedder']}"


def collections_listed(client: Client) -> str:
    found = client.ask("GET", "/collections").json()["collections"]
    names = [each["name"] for each in found]
    expect(COLLECTION in names, f"GET /collections lists {names}")
    return f"{len(names)} collections"


def collection_shown(client: Client) -> str:
    found = client.ask("GET", f"/collections/{COLLECTION}").json()
    expect(found["policy"]["by"] == "this program", f"the collection is {found}")
    return f"{found['people']} people"


def collection_changed(client: Client) -> str:
    changes = {"retention_days": 1}
    found = client.ask("PATCH", f"/collections/{COLLECTION}", json=changes).json()
    expect(found["retention_days"] == 1, f"the collection is {found}")
    return "kept for a day"


def collection_erased(client: Client) -> str:
    receipt = client.ask("DELETE", f"/collections/{COLLECTION}").json()
    gone = client.send("GET", f"/collections/{COLLECTION}")
    expect(gone.status_code == 404, "an erased collection is still there")
    return f"a receipt, {len(receipt['copies'])} places where copies may be"


# In this order: what is made is used, and erased at last.
CALLS: Mapping[Route, Call] = {
    ("GET", "/health"): healthy,
    ("GET", "/version"): version,
    ("GET", "/models"): models,
    ("GET", "/openapi.json"): openapi,
    ("POST", "/align"): aligned,
    ("POST", "/uploads"): uploaded,
    ("POST", "/landmarks"): landmarks,
    ("POST", "/swap"): swapped,
    ("POST", "/recognize"): recognized,
    ("POST", "/compare"): compared,
    ("POST", "/collections"): collection_made,
    ("GET", "/collections"): collections_listed,
    ("GET", "/collections/{collection}"): collection_shown,
    ("PATCH", "/collections/{collection}"): collection_changed,
    ("DELETE", "/collections/{collection}"): collection_erased,
}
