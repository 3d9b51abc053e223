"""Calls every route of watching, in an order that makes sense.

A case is enabled, the wanted person passes a camera, and the alert is confirmed; then a
face of nobody known is named, and another one dismissed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from local.camera import message
from local.client import Client, expect, picture

CAMERA = CASE = "smoke-test"
PERSON = "smoke-test-unknown"
NOTE = "a test of the service"
CONSENT = {"consent_by": "this program", "consent_purpose": NOTE}


def case_enabled(client: Client) -> str:
    client.send("DELETE", f"/watchlist/{CASE}")  # what a run left that broke off
    refused = client.send("PUT", f"/watchlist/{CASE}", json={"name": "Ada"})
    expect(refused.status_code == 400, f"a case without a note: {refused.text}")
    expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    said = {"note": NOTE, "expires": expires, "name": "Ada"}
    found = client.ask("PUT", f"/watchlist/{CASE}", json=said).json()
    expect(found["state"] == "active", f"the case is {found}")
    return "active for an hour; not without a note and an expiry"


def case_pictured(client: Client) -> str:
    sent = {"image": picture("astronaut")}
    found = client.ask("POST", f"/watchlist/{CASE}/pictures", files=sent).json()
    client.kept["picture"] = found["picture"]
    return f"a picture of quality {found['quality']:.2f}"


def jpeg(client: Client, path: str) -> str:
    answer = client.ask("GET", path, headers={"Accept": "image/jpeg"})
    expect(answer.content.startswith(b"\xff\xd8\xff"), f"GET {path} gave no JPEG")
    return f"a JPEG of {len(answer.content):,} bytes"


def case_picture_shown(client: Client) -> str:
    return jpeg(client, f"/watchlist/{CASE}/pictures/{client.kept['picture']}")


def sent(client: Client, name: str) -> Any:
    """What the service answers to a message about somebody."""
    told = message(client, CAMERA, name)
    path = f"/watch/{CAMERA}/events"
    found = client.ask("POST", path, json=told).json()
    expect(found["state"] == "taken", f"POST {path} answered {found}")
    again = client.ask("POST", path, json=told).json()
    expect(again["state"] == "known", f"a message that came twice: {again}")
    return found


def event_taken(client: Client) -> str:
    found = sent(client, "astronaut")
    expect(len(found["alerts"]) == 1, f"the wanted person made {found['alerts']}")
    (client.kept["alert"],) = found["alerts"]
    more = sent(client, "astronaut")
    expect(more["alerts"] == [], f"the same visit made {more['alerts']}")
    return f"{found['faces']} looks, one alert of the visit"


def frame_taken(client: Client) -> str:
    session = secrets.token_hex(16)
    found = client.ask(
        "POST",
        f"/watch/{CAMERA}/frames",
        data={"session": session},
        files={"image": picture("astronaut")},
    ).json()
    expect(len(found["faces"]) == 1, f"the frame shows {found['faces']}")
    return "one face in a frame"


def alerts_listed(client: Client) -> str:
    found = client.ask("GET", f"/alerts?camera={CAMERA}&kind=watchlist").json()
    ids = [each["id"] for each in found["alerts"]]
    expect(client.kept["alert"] in ids, f"/alerts lists {ids}")
    return f"{len(ids)} of the watch list"


def one(client: Client) -> str:
    return f"/alerts/{client.kept['alert']}"


def alert_shown(client: Client) -> str:
    found = client.ask("GET", one(client)).json()
    shown = found["state"], found["case"]["id"], found["has_reference"]
    expect(shown == ("candidate", CASE, True), f"the alert is {found}")
    return f"similarity {found['similarity']:.2f} by {found['votes']} looks"


def crop_shown(client: Client) -> str:
    return jpeg(client, f"{one(client)}/crop")


def reference_shown(client: Client) -> str:
    return jpeg(client, f"{one(client)}/reference")


def confirmed(client: Client) -> str:
    found = client.ask("POST", f"{one(client)}/confirm", json={"note": NOTE}).json()
    expect(found["state"] == "confirmed", f"the alert is {found}")
    return f"the notice is {found['notice']['state']}"


def rejected(client: Client) -> str:
    answer = client.send("POST", f"{one(client)}/reject", json={})
    expect(answer.status_code == 409, f"a confirmed one: {answer.text}")
    return "a confirmed alert is not rejected"


def cases_listed(client: Client) -> str:
    found = client.ask("GET", "/watchlist").json()["cases"]
    (case,) = (each for each in found if each["id"] == CASE)
    expect((len(case["pictures"]), case["alerts"]) == (1, 1), f"the case is {case}")
    return f"{len(found)} cases"


def case_ended(client: Client) -> str:
    client.ask("DELETE", f"/watchlist/{CASE}")
    gone = client.send("GET", one(client))
    expect(gone.status_code == 404, f"its alert is still there: {gone.text}")
    return "ended, with its picture and its alert"


def account_shown(client: Client) -> str:
    answer = client.send("GET", f"/customers/{CASE}")
    expect(answer.status_code == 404, f"/customers answered {answer.text}")
    return str(answer.json()["code"])


def cameras_listed(client: Client) -> str:
    found = client.ask("GET", "/cameras").json()["cameras"]
    names = [each["name"] for each in found]
    expect(CAMERA in names, f"/cameras lists {names}")
    return ", ".join(names)


def camera_changed(client: Client) -> str:
    said = {"visit_minutes": 5}
    found = client.ask("PATCH", f"/cameras/{CAMERA}", json=said).json()
    expect(found["visit_minutes"] == 5, f"the camera is {found}")
    return "a visit lasts five minutes"


def trail_shown(client: Client) -> str:
    found = client.ask("GET", "/watch/audit").json()["entries"]
    mine = [each["action"] for each in found if CASE in each["about"]]
    expect(len(mine) >= 2, f"the audit says of the case only {mine}")
    return f"{len(found)} entries"


def unknown_ids(client: Client) -> list[str]:
    """Ids of the unknown faces that this camera has seen."""
    clusters = client.ask("GET", "/unknown").json()["clusters"]
    faces = [face for each in clusters for face in each["faces"]]
    return [face["id"] for face in faces if face["camera"] == CAMERA]


def unknown_listed(client: Client) -> str:
    sent(client, "grace-hopper")
    client.kept["unknown"] = unknown_ids(client)
    expect(len(client.kept["unknown"]) == 1, f"{client.kept['unknown']} are unknown")
    return "a face of nobody known"


def unknown_shown(client: Client) -> str:
    return jpeg(client, f"/unknown/{client.kept['unknown'][0]}/crop")


def unknown_named(client: Client) -> str:
    said = {"faces": client.kept["unknown"], "id": PERSON, "name": "Grace", **CONSENT}
    found = client.ask("POST", "/unknown/name", json=said).json()
    expect(unknown_ids(client) == [], "a named face is still unknown")
    seen = sent(client, "grace-hopper")
    expect(len(seen["alerts"]) == 1, f"who was named made {seen['alerts']}")
    client.ask("DELETE", f"/people/{PERSON}?suppress=false")
    gone = client.send("GET", f"/alerts/{seen['alerts'][0]}")
    expect(gone.status_code == 404, f"an alert of who was erased: {gone.text}")
    return f"{found['person']['name']}, known at once, and erased with the alert"


def unknown_dismissed(client: Client) -> str:
    sent(client, "grace-hopper")
    faces = unknown_ids(client)
    found = client.ask("POST", "/unknown/dismiss", json={"faces": faces}).json()
    expect(found["dismissed"] == len(faces) == 1, f"of {faces} dismissed: {found}")
    return "one face"


def ticket_given(client: Client) -> str:
    found = client.ask("POST", "/live/tickets").json()
    expect(found["url"].startswith("ws"), f"the ticket is for {found['url']}")
    return f"{found['url'].partition(':')[0]}, for a minute"


CALLS: Mapping[tuple[str, str], Callable[[Client], str]] = {
    ("PUT", "/watchlist/{case}"): case_enabled,
    ("POST", "/watchlist/{case}/pictures"): case_pictured,
    ("GET", "/watchlist/{case}/pictures/{n}"): case_picture_shown,
    ("POST", "/watch/{camera}/events"): event_taken,
    ("POST", "/watch/{camera}/frames"): frame_taken,
    ("GET", "/alerts"): alerts_listed,
    ("GET", "/alerts/{id}"): alert_shown,
    ("GET", "/alerts/{id}/crop"): crop_shown,
    ("GET", "/alerts/{id}/reference"): reference_shown,
    ("POST", "/alerts/{id}/confirm"): confirmed,
    ("POST", "/alerts/{id}/reject"): rejected,
    ("GET", "/watchlist"): cases_listed,
    ("DELETE", "/watchlist/{case}"): case_ended,
    ("GET", "/customers/{account}"): account_shown,
    ("GET", "/cameras"): cameras_listed,
    ("PATCH", "/cameras/{camera}"): camera_changed,
    ("GET", "/unknown"): unknown_listed,
    ("GET", "/unknown/{face}/crop"): unknown_shown,
    ("POST", "/unknown/name"): unknown_named,
    ("POST", "/unknown/dismiss"): unknown_dismissed,
    ("GET", "/watch/audit"): trail_shown,
    ("POST", "/live/tickets"): ticket_given,
}
