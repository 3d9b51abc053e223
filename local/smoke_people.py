"""Calls every route about people, in an order that makes sense.

A collection is made, two people are enrolled, searched for, told apart, merged and
erased, and the receipts are verified.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from local.client import Client, expect, picture

COLLECTION = "smoke-test"
IN = f"collection={COLLECTION}"
ADA, OTHER = "ada", "other"


def collection_made(client: Client) -> str:
    # What a run that broke off may have left.
    client.send("DELETE", f"/collections/{COLLECTION}")
    kept = client.ask("GET", f"/collections/{COLLECTION}/suppressions").json()
    for receipt in {each["receipt"] for each in kept["suppressions"]}:
        client.ask("DELETE", f"/collections/{COLLECTION}/suppressions/{receipt}")
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


def enrol(client: Client, person: str, name: str) -> Any:
    """Enrol someone with a sample picture, twice with one key."""
    fields = {"id": person, "name": person.title(), "collection": COLLECTION}
    key = {"Idempotency-Key": f"{person}-{client.kept['run']}"}

    def once() -> Any:
        sent = {"image": picture(name)}
        return client.ask("POST", "/people", data=fields, files=sent, headers=key)

    first, again = once().json(), once().json()
    for answer in (first, again):
        del answer["near_duplicates"], answer["looks_like"]
    expect(first == again, "POST /people with the same key answered something else")
    return first


def person_enrolled(client: Client) -> str:
    client.kept["run"] = (
        client.ask("GET", f"/collections/{COLLECTION}")
        .json()["created"]
        .translate(str.maketrans("", "", ":.+"))
    )
    enrolled = enrol(client, ADA, "astronaut")
    enrol(client, OTHER, "grace-hopper")
    consent = enrolled["person"]["consent"]
    expect(consent["source"] == "policy", f"the consent is {consent}")
    return f"a face of quality {enrolled['face']['quality']:.2f}, enrolled once"


def people_listed(client: Client) -> str:
    found = client.ask("GET", f"/people?{IN}").json()["people"]
    expect([each["id"] for each in found] == [ADA, OTHER], f"/people lists {found}")
    return ", ".join(each["name"] for each in found)


def person_shown(client: Client) -> str:
    found = client.ask("GET", f"/people/{ADA}?{IN}").json()
    expect(found["faces"] == 1, f"the person is {found}")
    return str(found["name"])


def person_changed(client: Client) -> str:
    said = {"name": "Eileen Collins", "collection": COLLECTION}
    found = client.ask("PATCH", f"/people/{ADA}", json=said).json()
    expect(found["name"] == "Eileen Collins", f"the person is {found}")
    return str(found["name"])


def face_added(client: Client) -> str:
    sent = {"image": picture("astronaut-again")}
    found = client.ask("POST", f"/people/{ADA}/faces?{IN}", files=sent).json()
    expect(found["person"]["faces"] == 2, f"the person is {found['person']}")
    client.kept["face"] = found["face"]["id"]
    return f"{len(found['near_duplicates'])} near-duplicate"


def faces_listed(client: Client) -> str:
    found = client.ask("GET", f"/people/{ADA}/faces?{IN}").json()["faces"]
    ids = [each["id"] for each in found]
    expect(len(ids) == 2 and client.kept["face"] in ids, f"the faces are {found}")
    return f"{len(ids)} faces"


def found_in(client: Client, name: str) -> Any:
    """Who is named in a sample picture with one face."""
    sent = {"image": picture(name)}
    (face,) = client.ask("POST", f"/search?{IN}", files=sent).json()["faces"]
    return face


def searched(client: Client) -> str:
    face = found_in(client, "astronaut-again")
    expect(face["person"] == ADA, f"/search found {face['matches']}")
    sent = {"image": picture("astronaut-again")}
    (same,) = client.ask("POST", f"/recognize?{IN}", files=sent).json()["faces"]
    expect(same["person"] == ADA, f"/recognize named {same['label']}")
    return f"{face['label']}, similarity {face['similarity']:.2f}"


def rejected(client: Client) -> str:
    sent = {"image": picture("astronaut")}
    client.ask("POST", f"/people/{ADA}/rejections?{IN}", files=sent)
    face = found_in(client, "astronaut")
    expect(face["person"] != ADA, "/search found whom the picture was said not to show")
    return "that picture does not show her any more"


def rejections_listed(client: Client) -> str:
    found = client.ask("GET", f"/people/{ADA}/rejections?{IN}").json()["rejections"]
    (client.kept["rejection"],) = (each["id"] for each in found)
    return f"{len(found)} rejection"


def rejection_withdrawn(client: Client) -> str:
    rejection = client.kept["rejection"]
    client.ask("DELETE", f"/people/{ADA}/rejections/{rejection}?{IN}")
    expect(found_in(client, "astronaut")["person"] == ADA, "/search did not find her")
    return "it shows her again"


def face_erased(client: Client) -> str:
    face = client.kept["face"]
    path = f"/people/{ADA}/faces/{face}?{IN}&suppress=false"
    receipt = client.ask("DELETE", path).json()
    expect(receipt["faces"] == [face], f"the receipt is {receipt}")
    return "a receipt for one face"


def merged(client: Client) -> str:
    said = {"into": ADA, "collection": COLLECTION}
    found = client.ask("POST", f"/people/{OTHER}/merge", json=said).json()
    gone = client.send("GET", f"/people/{OTHER}?{IN}")
    expect(gone.status_code == 404 and found["faces"] == 2, f"the person is {found}")
    return f"{found['faces']} faces of one person"


def person_erased(client: Client) -> str:
    receipt = client.ask("DELETE", f"/people/{ADA}?{IN}").json()
    client.kept["receipt"] = receipt
    face = found_in(client, "astronaut")
    expect(face["person"] is None, f"/search found {face['label']}, who was erased")
    sent = {"image": picture("astronaut")}
    again = client.send("POST", f"/people?{IN}&name=Again", files=sent)
    refused = again.status_code, again.json()["code"]
    expect(refused == (409, "suppressed"), f"a re-import answered {refused}")
    return f"nobody is found, {len(receipt['copies'])} places where copies may be"


def receipts_listed(client: Client) -> str:
    found = client.ask("GET", "/receipts?limit=1").json()
    expect(len(found["receipts"]) == 1, f"/receipts answered {found}")
    return "the first of them"


def receipt_shown(client: Client) -> str:
    receipt = client.kept["receipt"]
    found = client.ask("GET", f"/receipts/{receipt['id']}").json()
    expect(found == receipt, f"the receipt is {found}")
    return f"{found['faces_count']} faces of {found['people_count']} person"


def receipt_verified(client: Client) -> str:
    receipt = client.kept["receipt"]
    forged = {**receipt, "faces_count": receipt["faces_count"] + 1}
    found = [
        client.ask("POST", "/receipts/verify", json=each).json()["genuine"]
        for each in (receipt, forged)
    ]
    expect(found == [True, False], f"the receipt and a forged one: {found}")
    return "the receipt is genuine, a forged one is not"


def suppressions_listed(client: Client) -> str:
    path = f"/collections/{COLLECTION}/suppressions"
    found = client.ask("GET", path).json()["suppressions"]
    receipt = client.kept["receipt"]["id"]
    theirs = [each for each in found if each["receipt"] == receipt]
    expect(len(theirs) == 3, f"{len(theirs)} suppressions of two faces and one id")
    return f"{len(theirs)} suppressions"


def suppressions_lifted(client: Client) -> str:
    path = f"/collections/{COLLECTION}/suppressions/{client.kept['receipt']['id']}"
    found = client.ask("DELETE", path).json()
    expect(found == {"lifted": 3}, f"{found} suppressions of two faces and one id")
    return "all of them"


def collection_erased(client: Client) -> str:
    receipt = client.ask("DELETE", f"/collections/{COLLECTION}").json()
    gone = client.send("GET", f"/collections/{COLLECTION}")
    expect(gone.status_code == 404, "an erased collection is still there")
    return f"a receipt for {receipt['people_count']} people"


def audited(client: Client) -> str:
    found = client.ask("GET", "/audit?limit=1").json()["entries"]
    expect(len(found) == 1, f"/audit answered {found}")
    return str(found[0]["operation"])


# In this order: what is made is used, and erased at last.
CALLS: Mapping[tuple[str, str], Callable[[Client], str]] = {
    ("POST", "/collections"): collection_made,
    ("GET", "/collections"): collections_listed,
    ("GET", "/collections/{collection}"): collection_shown,
    ("PATCH", "/collections/{collection}"): collection_changed,
    ("POST", "/people"): person_enrolled,
    ("GET", "/people"): people_listed,
    ("GET", "/people/{id}"): person_shown,
    ("PATCH", "/people/{id}"): person_changed,
    ("POST", "/people/{id}/faces"): face_added,
    ("GET", "/people/{id}/faces"): faces_listed,
    ("POST", "/search"): searched,
    ("POST", "/people/{id}/rejections"): rejected,
    ("GET", "/people/{id}/rejections"): rejections_listed,
    ("DELETE", "/people/{id}/rejections/{rejection}"): rejection_withdrawn,
    ("DELETE", "/people/{id}/faces/{face}"): face_erased,
    ("POST", "/people/{id}/merge"): merged,
    ("DELETE", "/people/{id}"): person_erased,
    ("GET", "/receipts"): receipts_listed,
    ("GET", "/receipts/{receipt}"): receipt_shown,
    ("POST", "/receipts/verify"): receipt_verified,
    ("GET", "/collections/{collection}/suppressions"): suppressions_listed,
    ("DELETE", "/collections/{collection}/suppressions/{receipt}"): suppressions_lifted,
    ("DELETE", "/collections/{collection}"): collection_erased,
    ("GET", "/audit"): audited,
}
