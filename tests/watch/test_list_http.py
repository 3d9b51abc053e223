"""The watch list, unknown faces and accounts over HTTP and S3, with real faces."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from PIL import Image

from functions.alerts.handler import handler as alerts
from functions.people.handler import handler as people
from functions.recognize.handler import handler as recognize
from functions.watch.base import customers as watch_customers
from functions.watch.handler import handler as watch
from tests.conftest import PORTRAITS
from tests.watch.doors import ADA, GRACE, event
from tests.watch.http import Answered, ask, claims
from visage.errors import GalleryUnreachable, SettingsInvalid, StoreUnreachable
from visage.gallery.rules import utc_now
from visage.http.entry import Loaded
from visage.settings import settings
from visage.watch import cases
from visage.watch.address import configured_table, watched_gallery
from visage.watch.customers.account import Account
from visage.watch.customers.address import configured_customers
from visage.watch.customers.rows import KeptCustomers
from visage.watch.untold import untold

CASE = "/watchlist/C-7"
ORDER = {"note": "order 12/3", "expires": f"{utc_now() + timedelta(days=30):%Y-%m-%d}"}
OFFICER = claims("read", "watch", "watchlist", group="officer")
GUARD = claims("read", "watch", group="officer")


@pytest.fixture(autouse=True)
def own(own_gallery: Path) -> Path:
    return own_gallery


def put(**said: str) -> Answered:
    return ask(watch, "PUT", CASE, said, who=OFFICER)


def add(name: str = ADA, **query: str) -> Answered:
    raw = PORTRAITS[name].read_bytes()
    kind = "image/png" if name == ADA else "image/jpeg"
    path = f"{CASE}/pictures"
    return ask(watch, "POST", path, raw, kind=kind, query=query, who=OFFICER)


def sees(name: str, first: int = 0) -> dict[str, Any]:
    """What a camera hears of a message with three looks at somebody."""
    looks = range(first, first + 3)
    body = event(name, utc_now(), looks=looks).encoded()
    status, answer = ask(watch, "POST", "/watch/door/events", body)
    assert status == 200, answer
    found: dict[str, Any] = answer
    return found


def told() -> list[tuple[str, str]]:
    """The audit trail, the oldest first."""
    entries = ask(alerts, "GET", "/watch/audit")[1]["entries"]
    return [(each["action"], each["about"]) for each in reversed(entries)]


def test_a_missing_person_is_found_confirmed_and_forgotten() -> None:
    assert sees(ADA)["alerts"] == []
    status, case = put(**ORDER, name="Ada")
    assert (status, case["state"], case["pictures"]) == (200, "active", [])
    status, added = add()
    assert (status, added["picture"], added["existing"]) == (200, 0, False)
    assert added["looks_like"] == []
    assert add()[1]["existing"]
    [id] = sees(ADA)["alerts"]
    assert sees(GRACE)["alerts"] == []
    alert = ask(alerts, "GET", f"/alerts/{id}")[1]
    assert (alert["kind"], alert["person"]["name"], alert["has_reference"]) == (
        "watchlist",
        "Ada",
        True,
    )
    assert alert["case"]["note"] == "order 12/3"
    shown = ask(alerts, "GET", f"/alerts/{id}/reference")[1]
    assert shown == ask(watch, "GET", f"{CASE}/pictures/0", who=OFFICER)[1]
    assert Image.open(io.BytesIO(shown)).format == "JPEG"
    [listed] = ask(watch, "GET", "/watchlist", who=OFFICER)[1]["cases"]
    assert listed == {**added["case"], "alerts": 1}

    status, ended = ask(watch, "DELETE", CASE, who=OFFICER)
    assert status == 200
    assert (ended["case"]["state"], ended["case"]["name"]) == ("ended", "")
    assert ended["receipt"]["faces_count"] == 1
    verified = ask(people, "POST", "/receipts/verify", ended["receipt"])
    assert verified == (200, {"genuine": True})
    assert ask(alerts, "GET", f"/alerts/{id}")[0] == 404
    assert ask(watch, "GET", f"{CASE}/pictures/0", who=OFFICER)[0] == 404
    assert sees(ADA)["alerts"] == []
    assert [each for each in told() if each[0] != "alert_made"] == [
        ("case_enabled", "C-7"),
        ("picture_added", "C-7"),
        ("case_ended", "C-7"),
    ]
    again = ask(watch, "DELETE", CASE, who=OFFICER)
    assert again == (200, {"case": ended["case"], "receipt": None})


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, "an authorisation note (note), an expiry (expires)."),
        ({"note": "x"}, "an expiry (expires)."),
        ({"expires": ORDER["expires"], "note": " "}, "an authorisation note (note)."),
    ],
)
def test_a_case_is_refused_without_note_and_expiry(
    said: dict[str, str], missing: str
) -> None:
    status, answer = put(**said)
    assert (status, answer["code"]) == (400, "bad_parameter")
    assert f"what is missing: {missing}" in answer["error"]
    assert ask(watch, "GET", "/watchlist", who=OFFICER)[1] == {"cases": []}


@pytest.mark.parametrize("path", ["/watchlist", CASE, f"{CASE}/pictures/0"])
def test_the_watch_list_is_for_officers(path: str) -> None:
    method = "DELETE" if path == CASE else "GET"
    assert ask(watch, method, path, who=GUARD)[0] == 403


@pytest.mark.parametrize(
    ("name", "query", "status", "code"),
    [(ADA, {"face": "3"}, 422, "face_out_of_range"), (ADA, {"face": "x"}, 400, None)],
)
def test_a_picture_that_cannot_be_used(
    name: str, query: dict[str, str], status: int, code: str | None
) -> None:
    put(**ORDER)
    answered, answer = add(name, **query)
    assert answered == status
    assert code in (None, answer["code"])


def test_a_picture_for_a_case_that_nobody_enabled() -> None:
    status, answer = add()
    assert (status, answer["code"]) == (404, "unknown_case")
    put(**ORDER)
    ask(watch, "DELETE", CASE, who=OFFICER)
    status, answer = add()
    assert (status, answer["code"]) == (409, "case_closed")


# Pictures that are put into a bucket.


@pytest.fixture
def bucket(aws: str) -> str:
    return aws.removeprefix("s3://").partition("/")[0]


def uploaded(bucket: str, key: str, content: bytes) -> dict[str, Any]:
    """Put an object, and what the function answers to the event of EventBridge."""
    boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=content)
    return heard(bucket, key, len(content))


def heard(bucket: str, key: str, size: int) -> dict[str, Any]:
    return watch(created(bucket, key, size), None)


def created(bucket: str, key: str, size: int) -> dict[str, Any]:
    """The event, as Amazon S3 sends it to EventBridge."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Object Created",
        "source": "aws.s3",
        "account": "123456789012",
        "time": "2027-03-01T12:00:00Z",
        "region": "eu-west-1",
        "resources": [f"arn:aws:s3:::{bucket}"],
        "detail": {
            "version": "0",
            "bucket": {"name": bucket},
            "object": {
                "key": key,
                "size": size,
                "etag": "b1946ac92492d2347c6235b4d2611184",
                "sequencer": "00617F08299329D189",
            },
            "request-id": "N4N7GDK58NMKJ12R",
            "requester": "123456789012",
            "source-ip-address": "1.2.3.4",
            "reason": "PutObject",
        },
    }


def objects(bucket: str) -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket=bucket).get("Contents", [])
    return [each["Key"] for each in found]


def test_a_picture_in_the_bucket_is_looked_for(bucket: str) -> None:
    put(**ORDER)
    raw, key = PORTRAITS[ADA].read_bytes(), "watchlist/C-7/last seen, ünder way.png"
    assert uploaded(bucket, key, raw) == {"state": "added", "case": "C-7", "why": None}
    assert objects(bucket) == []
    assert len(sees(ADA)["alerts"]) == 1
    # The event comes twice, and so does the same picture.
    assert heard(bucket, key, len(raw))["state"] == "gone"
    assert uploaded(bucket, "watchlist/C-7/copy.png", raw)["state"] == "known"
    assert objects(bucket) == []
    assert [each for each in told() if each[0] != "alert_made"] == [
        ("case_enabled", "C-7"),
        ("picture_added", "C-7"),
    ]


@pytest.mark.parametrize(
    ("key", "content", "case", "why"),
    [
        ("watchlist/C-8/a.png", None, "C-8", "There is no case C-8 on the watch list"),
        ("watchlist/C-7/a.txt", b"a text", "C-7", "is not a picture"),
        ("watchlist/C-7/a.png", b"", "C-7", "is empty"),
        ("watchlist/a.png", None, None, "lies at watchlist/CASE/NAME"),
        ("watchlist/C-7/more/a.png", None, None, "CASE and NAME without a slash"),
        ("elsewhere/C-7/a.png", None, None, "lies at watchlist/CASE/NAME"),
    ],
)
def test_an_object_that_is_refused_is_removed_and_told_of(
    bucket: str, key: str, content: bytes | None, case: str | None, why: str
) -> None:
    put(**ORDER)
    raw = PORTRAITS[ADA].read_bytes() if content is None else content
    answer = uploaded(bucket, key, raw)
    assert (answer["state"], answer["case"]) == ("refused", case)
    assert objects(bucket) == []
    [entry] = ask(alerts, "GET", "/watch/audit", query={"limit": "1"})[1]["entries"]
    assert (entry["action"], entry["about"]) == (
        "picture_refused",
        case or "watchlist",
    )
    assert entry["by"] == f"an upload to {bucket}"
    assert entry["note"] == answer["why"]
    assert sees(ADA)["alerts"] == []


def test_an_object_stays_where_the_service_does_not_work(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(**ORDER)

    def broken(*_: object, **__: object) -> None:
        raise GalleryUnreachable("The gallery is gone.")

    with monkeypatch.context() as broke:
        broke.setattr("visage.watch.watchlist.enrol", broken)
        raw = PORTRAITS[ADA].read_bytes()
        with pytest.raises(GalleryUnreachable):
            uploaded(bucket, "watchlist/C-7/a.png", raw)
    assert objects(bucket) == ["watchlist/C-7/a.png"]
    assert heard(bucket, "watchlist/C-7/a.png", len(raw))["state"] == "added"


@pytest.mark.parametrize(
    ("code", "state"), [("AccessDenied", None), ("NoSuchKey", "gone")]
)
def test_an_object_that_may_not_be_read_stays_and_is_not_refused(
    bucket: str, monkeypatch: pytest.MonkeyPatch, code: str, state: str | None
) -> None:
    put(**ORDER)
    raw, key = PORTRAITS[ADA].read_bytes(), "watchlist/C-7/a.png"

    class Denying:
        def get_object(self, **_: object) -> None:
            raise ClientError({"Error": {"Code": code}}, "GetObject")

    with monkeypatch.context() as denied:
        denied.setattr("visage.stores.buckets._client", Denying)
        if state is None:
            with pytest.raises(StoreUnreachable, match="may not read it"):
                uploaded(bucket, key, raw)
        else:
            assert uploaded(bucket, key, raw)["state"] == state
    assert objects(bucket) == [key]
    assert told() == [("case_enabled", "C-7")]
    assert heard(bucket, key, len(raw))["state"] == "added"


# Unknown faces.


def test_an_unknown_face_is_named_and_then_known() -> None:
    sees(ADA)
    sees(ADA, 3)
    sees(GRACE)
    found = ask(alerts, "GET", "/unknown", who=GUARD)[1]
    assert not found["more"]
    counts = [(each["count"], each["cameras"]) for each in found["clusters"]]
    assert counts == [(1, ["door"]), (2, ["door"])]
    faces = [each["id"] for each in found["clusters"][1]["faces"]]
    status, crop = ask(alerts, "GET", f"/unknown/{faces[0]}/crop", who=GUARD)
    assert status == 200
    assert Image.open(io.BytesIO(crop)).format == "JPEG"

    named = {"faces": faces, "id": "ada", "name": "Ada"}
    assert ask(alerts, "POST", "/unknown/name", named, who=GUARD)[0] == 403
    status, refused = ask(alerts, "POST", "/unknown/name", named)
    assert (status, refused["code"]) == (422, "consent_missing")
    consent = {"consent_by": "Ada", "consent_purpose": "the door"}
    said = {**named, **consent}
    status, answer = ask(alerts, "POST", "/unknown/name", said, key="key-1")
    assert status == 200, answer
    again = ask(alerts, "POST", "/unknown/name", said, key="key-1")
    assert again == (200, answer)
    assert ask(alerts, "POST", "/unknown/name", said)[0] == 404
    assert (answer["person"]["name"], answer["person"]["faces"]) == ("Ada", 2)
    assert (len(answer["faces"]), answer["looks_like"]) == (2, [])
    [alert] = sees(ADA)["alerts"]
    person = ask(alerts, "GET", f"/alerts/{alert}")[1]["person"]
    assert (person["id"], person["name"]) == ("ada", "Ada")
    [left] = ask(alerts, "GET", "/unknown", who=GUARD)[1]["clusters"]
    ids = {"faces": [each["id"] for each in left["faces"]]}
    dismissed = ask(alerts, "POST", "/unknown/dismiss", ids, who=GUARD)
    assert dismissed == (200, {"dismissed": 1})
    assert ask(alerts, "POST", "/unknown/dismiss", ids)[1] == {"dismissed": 0}
    assert ask(alerts, "GET", "/unknown")[1] == {"clusters": [], "more": False}
    status, gone = ask(alerts, "GET", f"/unknown/{faces[0]}/crop")
    assert (status, gone["code"]) == (404, "unknown_sighting")


@pytest.mark.parametrize(
    "body",
    [{}, {"faces": []}, {"faces": "x"}, {"faces": ["../x"]}, {"faces": ["a"] * 1001}],
)
def test_faces_are_named_by_ids(body: dict[str, object]) -> None:
    status, answer = ask(alerts, "POST", "/unknown/dismiss", body)
    assert (status, answer["code"]) == (400, "bad_parameter")


# Accounts.


@pytest.fixture
def accounts(own: Path) -> Iterator[KeptCustomers]:
    yield KeptCustomers(configured_table())
    settings.cache_clear()


def test_an_alert_shows_the_account(accounts: KeptCustomers) -> None:
    fields = {"type": "gold", "name": "Ada", "zone": "7", "balance": "12.50"}
    accounts.keep([Account("a 1", fields)])
    said = {"id": "ada", "name": "Ada", "metadata": json.dumps({"account": "a 1"})}
    consent = {"consent_by": "Ada", "consent_purpose": "the door"}
    raw = PORTRAITS[ADA].read_bytes()
    about = {**said, **consent}
    assert ask(people, "POST", "/people", raw, kind="image/png", query=about)[0] == 200
    [id] = sees(ADA)["alerts"]
    account = ask(alerts, "GET", f"/alerts/{id}")[1]["account"]
    assert account == {"state": "found", "id": "a 1", "fields": fields}
    assert list(account["fields"]) == list(fields)
    shown = ask(alerts, "GET", "/customers/a%201", who=GUARD)
    assert shown == (200, {"id": "a 1", "fields": fields})
    status, none = ask(alerts, "GET", "/customers/a-2")
    assert (status, none["code"]) == (404, "unknown_account")
    assert watch_customers().find("a-2") is None


def test_the_minute_erases_what_expired_cases_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(**ORDER)
    add()
    [id] = sees(ADA)["alerts"]
    table = configured_table()
    case, kept = cases.found_case(table, "C-7")
    over = case.__class__(**{**vars(case), "expires": utc_now()})
    assert table.write([over.put(kept)])
    assert sees(ADA)["alerts"] == []
    done = alerts({"source": "aws.events"}, None)
    assert done["cases"] == 1
    assert ask(alerts, "GET", f"/alerts/{id}")[0] == 404
    assert watched_gallery().people("watchlist").items == ()
    assert told()[-1] == ("case_expired", "C-7")


def test_the_minute_erases_though_the_source_of_accounts_is_no_such_thing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(**ORDER)
    add()
    table = configured_table()
    case, kept = cases.found_case(table, "C-7")
    assert table.write([replace(case, expires=utc_now()).put(kept)])
    long_ago = utc_now() - timedelta(minutes=1)
    table.write([untold("unknown", "face", long_ago)])
    monkeypatch.setenv("VISAGE_CUSTOMERS", "http://host/{account}")
    settings.cache_clear()
    monkeypatch.setattr(
        "functions.alerts.handler.customers",
        Loaded(lambda: configured_customers(lambda: table)),
    )
    with pytest.raises(SettingsInvalid, match="VISAGE_CUSTOMERS"):
        alerts({"source": "aws.events"}, None)
    assert watched_gallery().people("watchlist").items == ()
    assert table.rows("untold") == []


# Who may enrol and search, and is no officer.
OPERATOR = claims("read", "enrol", "watch", group="operator")
SOMEBODY = {"name": "X", "consent_by": "X", "consent_purpose": "x"}


@pytest.mark.parametrize(
    ("function", "method", "path", "pictured", "said"),
    [
        (people, "GET", "/people", False, {}),
        (people, "GET", "/people/C-7", False, {}),
        (people, "GET", "/people/C-7/faces", False, {}),
        (people, "PATCH", "/people/C-7", False, {"name": "X"}),
        (people, "POST", "/people", False, SOMEBODY),
        (people, "POST", "/people/C-7/faces", True, {}),
        (people, "POST", "/people/C-7/merge", False, {"into": "x"}),
        (people, "POST", "/search", True, {}),
        (recognize, "POST", "/recognize", True, {}),
        (alerts, "POST", "/unknown/name", False, {**SOMEBODY, "faces": []}),
    ],
)
def test_other_routes_neither_show_nor_change_wanted_people(
    function: Any, method: str, path: str, pictured: bool, said: dict[str, Any]
) -> None:
    put(**ORDER)
    add()
    if "faces" in said:
        sees(GRACE)
        [cluster] = ask(alerts, "GET", "/unknown")[1]["clusters"]
        said = {**said, "faces": [each["id"] for each in cluster["faces"]]}
    about = {"collection": "watchlist"}
    if pictured:
        raw = PORTRAITS[ADA].read_bytes()
        status, answer = ask(
            function, method, path, raw, kind="image/png", query=about, who=OPERATOR
        )
    elif method == "GET":
        status, answer = ask(function, method, path, query=about, who=OPERATOR)
    else:
        status, answer = ask(function, method, path, {**about, **said}, who=OPERATOR)
    assert (status, answer["code"]) == (403, "forbidden"), answer
    assert "The collection watchlist holds the people of the watch list" in str(answer)
    [kept] = watched_gallery().people("watchlist").items
    assert (kept.id, kept.name, kept.faces) == ("C-7", "C-7", 1)


ERASED = {
    "/people/C-7": {"collection": "watchlist", "suppress": "false"},
    "/collections/watchlist": {"suppress": "false"},
}


@pytest.mark.parametrize("path", ERASED)
def test_who_may_erase_erases_wanted_people_too(path: str) -> None:
    """That ends the case, so that nobody believes that they are looked for."""
    put(**ORDER)
    add()
    ask(watch, "PUT", "/watchlist/C-8", ORDER, who=OFFICER)
    status, receipt = ask(people, "DELETE", path, query=ERASED[path])
    assert (status, receipt["faces_count"]) == (200, 1)
    assert sees(ADA)["alerts"] == []
    ended, other = ask(watch, "GET", "/watchlist", who=OFFICER)[1]["cases"]
    assert (ended["state"], ended["pictures"]) == ("ended", [])
    assert other["state"] == "active"  # it has no picture yet
    status, refused = add()
    assert (status, refused["code"]) == (409, "case_closed")
    entries = ask(alerts, "GET", "/watch/audit")[1]["entries"]
    assert [each["by"] for each in entries if each["action"] == "case_ended"] == [
        "an erasure in the gallery"
    ]
    assert put(**ORDER)[1]["state"] == "active"
    assert add()[0] == 200
    assert len(sees(ADA, 3)["alerts"]) == 1


def test_who_was_erased_and_stays_away_is_not_looked_for_anew() -> None:
    put(**ORDER)
    add()
    query = {"collection": "watchlist"}
    receipt = ask(people, "DELETE", "/people/C-7", query=query)[1]["id"]
    put(**ORDER)
    status, refused = add()
    assert (status, refused) == (
        409,
        {
            "error": "The case C-7 does not take this picture. The person of this id "
            f"was erased and is kept from coming back (receipt {receipt}). Lift the "
            "suppressions of that receipt if it shall be enrolled again. Who may erase "
            "people lifts them, for the collection watchlist.",
            "code": "suppressed",
        },
    )
    lifted = ask(people, "DELETE", f"/collections/watchlist/suppressions/{receipt}")
    assert lifted == (200, {"lifted": 2})
    assert add()[0] == 200
