"""Calls of the routes of classify, for `local.smoke`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from local.client import Client, expect, picture
from visage.models.ready import HANDLE as READY


def classifiers_listed(client: Client) -> str:
    found = client.ask("GET", "/classify").json()["classifiers"]
    known = {each["handle"]: each for each in found}
    expect(READY in known, f"GET /classify lists {', '.join(known) or 'nothing'}")
    broken = [each["problem"] for each in found if each["problem"]]
    expect(not broken, f"GET /classify says: {broken}")
    return f"{', '.join(known)}; {READY} knows {known[READY]['classes']:,} classes"


def classified(client: Client) -> str:
    form = {"image": picture("astronaut")}
    response = client.ask("POST", f"/classify/{READY}?top=3", files=form)
    shares = [each["confidence"] for each in response.json()]
    expect(
        len(shares) == 3 and shares == sorted(shares, reverse=True),
        f"/classify/{READY} answered {response.text[:300]}",
    )
    about = response.headers.get("X-Visage-About", "")
    expect(READY in about, f"X-Visage-About says {about!r}")
    nobody = client.send("POST", "/classify/smoke-test-nobody", files=form)
    expect(nobody.status_code == 404, "an unknown handle was answered otherwise")
    return f"the best of {READY}: {response.json()[0]['class_name']}"


def report_shown(client: Client) -> str:
    answer = client.send("GET", f"/classify/{READY}/report")
    expect(
        (answer.status_code, answer.json()["code"]) == (404, "no_report"),
        f"/classify/{READY}/report answered {answer.text[:300]}",
    )
    return f"{READY} was not trained here and has none"


CALLS: Mapping[tuple[str, str], Callable[[Client], str]] = {
    ("GET", "/classify"): classifiers_listed,
    ("POST", "/classify/{handle}"): classified,
    ("GET", "/classify/{handle}/report"): report_shown,
}
