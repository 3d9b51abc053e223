"""Calls of the routes of watching that many clients can make at once.

Those of local/smoke_watch.py expect what one camera and one case do: all clients have
the same two faces, and would find each other's cases. Here each has a camera of its
own, which sees somebody unknown; what the others do is no fault.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from local import smoke, smoke_watch
from local.camera import message
from local.client import Client, expect


def told(client: Client) -> str:
    event = message(client, smoke_watch.CAMERA, "grace-hopper")
    path = f"/watch/{smoke_watch.CAMERA}/events"
    found = client.ask("POST", path, json=event).json()
    expect(found["state"] in ("taken", "known"), f"POST {path} answered {found}")
    return "a message"


def listed(path: str, what: str) -> smoke.Call:
    def call(client: Client) -> str:
        return f"{len(client.ask('GET', path).json()[what])} of them"

    return call


def looked_for(client: Client) -> str:
    case = secrets.token_hex(8)
    answer = client.send("PUT", f"/watchlist/{case}", json={"name": "Ada"})
    expect(answer.status_code == 400, f"a case without a note: {answer.text}")
    return "a case that is refused"


CALLS: Mapping[smoke.Route, smoke.Call] = {
    ("POST", "/watch/{camera}/events"): told,
    ("POST", "/watch/{camera}/frames"): smoke_watch.frame_taken,
    ("GET", "/cameras"): smoke_watch.cameras_listed,
    ("PATCH", "/cameras/{camera}"): smoke_watch.camera_changed,
    ("GET", "/unknown"): listed("/unknown", "clusters"),
    ("GET", "/alerts"): listed("/alerts", "alerts"),
    ("GET", "/watchlist"): listed("/watchlist", "cases"),
    ("PUT", "/watchlist/{case}"): looked_for,
    ("GET", "/customers/{account}"): smoke_watch.account_shown,
    ("GET", "/watch/audit"): listed("/watch/audit", "entries"),
    ("POST", "/live/tickets"): smoke_watch.ticket_given,
}
