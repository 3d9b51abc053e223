"""Calls the routes of samples and of imports, and leaves behind what was there."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

from local.client import Client, expect, picture

SAMPLE = "smoke-test"
NO_IMPORT = "0" * 32
# A page of another site is refused, so that nothing is cleared.
ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}


def portrait() -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(picture('astronaut')).decode()}"


def sample_added(client: Client) -> str:
    invalid = client.send("POST", "/update-samples", json={}).json()
    expect(invalid == {"error": "Invalid request."}, f"/update-samples said {invalid}")
    sample = {"id": SAMPLE, "name": "Smoke", "image": portrait(), "metadata": {}}
    answer = client.send("POST", "/update-samples", json=[sample]).json()
    client.kept["sampled"] = "error" not in answer
    if not client.kept["sampled"]:
        expect("has agreed" in answer["error"], f"/update-samples said {answer}")
        return "nobody is kept without a policy"
    expect(SAMPLE in answer["success"], f"/update-samples answered {answer}")
    return "a sample is kept"


def sample_recognized(client: Client) -> str:
    sent = {"image": portrait()}
    found = client.ask("POST", "/face-recognition", json=sent).json()
    if client.kept["sampled"]:
        expect(len(found) == 1, f"/face-recognition found {len(found)} faces")
        gone = [{"id": SAMPLE, "action": "delete"}]
        client.ask("POST", "/update-samples", json=gone)
    return f"{len(found)} known face"


def samples_not_cleared(method: str) -> Callable[[Client], str]:
    def call(client: Client) -> str:
        answer = client.send(method, "/clear-samples", headers=ELSEWHERE)
        expect(answer.status_code == 403, f"/clear-samples said {answer.status_code}")
        return "not for a page of another site"

    return call


def import_refused(client: Client) -> str:
    answer = client.send("POST", "/imports", json={"prefix": "smoke-test/nothing"})
    expect(answer.status_code == 404, f"/imports answered {answer.status_code}")
    return str(answer.json()["code"])


def import_not_shown(client: Client) -> str:
    answer = client.send("GET", f"/imports/{NO_IMPORT}")
    expect(answer.status_code == 404, f"/imports answered {answer.status_code}")
    return str(answer.json()["code"])


CALLS: Mapping[tuple[str, str], Callable[[Client], str]] = {
    ("POST", "/update-samples"): sample_added,
    ("POST", "/face-recognition"): sample_recognized,
    ("GET", "/clear-samples"): samples_not_cleared("GET"),
    ("POST", "/clear-samples"): samples_not_cleared("POST"),
    ("POST", "/imports"): import_refused,
    ("GET", "/imports/{id}"): import_not_shown,
}
