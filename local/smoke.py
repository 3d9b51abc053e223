"""Calls every route of a running service and checks what it answers.

The rehearsal fails where a route of the service has no call here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import requests

from local import smoke_bulk, smoke_classify, smoke_people, smoke_watch
from local.client import PATIENCE, Client, Wrong, expect, picture

__all__ = ["CALLS", "Client", "Route", "Wrong"]

Route = tuple[str, str]
Call = Callable[[Client], str]


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


def asked_as_rekognition(client: Client) -> str:
    import boto3  # the checks of a deployed service need no more of it

    rekognition = boto3.Session(*client.key, region_name="eu-west-1").client(
        "rekognition", endpoint_url=f"{client.address}/rekognition"
    )
    image = {"Bytes": picture("astronaut")}
    faces = rekognition.detect_faces(Image=image, Attributes=["ALL"])["FaceDetails"]
    (face,) = faces
    expect(len(face["Landmarks"]) == 30, f"DetectFaces gave {face['Landmarks']}")
    return "one face by boto3, 30 landmarks"


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
    **smoke_classify.CALLS,
    **smoke_people.CALLS,
    **smoke_bulk.CALLS,
    **smoke_watch.CALLS,
    ("POST", "/rekognition"): asked_as_rekognition,
}
