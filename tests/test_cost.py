"""The arithmetic of costs, on prices that are easy to follow."""

from __future__ import annotations

import io
import tomllib
from datetime import date

import numpy as np
import pytest
from PIL import Image

from edge.best import cut
from edge.frames import Frame
from functions.align.app import app as align
from functions.classify.app import app as classify
from functions.people.app import app as people
from functions.recognize.app import app as recognize
from functions.swap.app import app as swap
from functions.watch.app import app as watch
from local import cost, gallery_cost, watch_cost
from local.camera import track_of
from local.client import picture
from local.rehearsal import gallery as people_on_aws
from local.rehearsal import watch as watching
from tests.conftest import ROOT
from visage.geometry import Box
from visage.http.app import routes
from visage.watch.events import TrackEvent

PRICE = {
    "lambda_request": 0.0,
    "lambda_gb_second": 0.001,
    "snapstart_gb_second": 0.000001,
    "snapstart_gb_restored": 0.0,
    "api_request": 0.0,
    "rekognition_image": 0.001,
    "dynamodb_write_unit": 0.000001,
    "dynamodb_read_unit": 0.0000001,
    "dynamodb_gb_month": 0.3,
    "dynamodb_recovery_gb_month": 0.2,
    "s3vectors_put_gb": 0.2,
    "s3vectors_gb_month": 0.1,
    "s3vectors_query": 0.000002,
    "iot_connected_minute": 0.0000001,
    "iot_message": 0.000001,
    "iot_rule": 0.0000005,
    "sqs_request": 0.000001,
    "sns_publish": 0.001,
    "websocket_message": 0.000001,
    "websocket_minute": 0.0000005,
}


@pytest.mark.parametrize(
    ("milliseconds", "memory", "dollars"),
    [(1000.0, 1024, 1000.0), (999.2, 1024, 1000.0), (500.0, 2048, 1000.0)],
)
def test_duration_counts_by_memory_and_whole_milliseconds(
    milliseconds: float, memory: int, dollars: float
) -> None:
    assert cost.million(milliseconds, memory, PRICE) == pytest.approx(dollars)


def test_requests_cost_even_where_they_take_no_time() -> None:
    price = {**PRICE, "api_request": 0.0000035, "lambda_request": 0.0000002}
    assert cost.million(0.0, 1024, price) == pytest.approx(3.7)


def test_a_snapshot_costs_by_the_second() -> None:
    assert cost.snapshots([1024, 512], PRICE) == pytest.approx(1.5 * 2.592)


def test_a_verb_of_the_gallery_costs_by_what_it_reads_and_writes() -> None:
    counts = {"write units": 20, "read units": 10, "bytes put": 10**6, "queries": 2}
    assert gallery_cost.million(counts, PRICE) == pytest.approx(20 + 1 + 200 + 4)
    assert gallery_cost.month(2000, PRICE) == pytest.approx(1.0 + 1.2288)


def test_what_is_removed_costs_by_the_size_it_had_in_its_table() -> None:
    """An item of 3 KB in an index, of the table that is not the gallery's."""
    key = {"pk": {"S": "alert"}, "sk": {"S": "1"}}
    item = {
        **key,
        "lane": {"S": "0"},
        "expires": {"N": "1"},
        "body": {"B": b"0" * 3000},
    }
    delete = {"TableName": watching.TABLE, "Key": key}
    with people_on_aws.emulated():
        watching.make_table()
        dynamodb, _ = people_on_aws.clients()
        spent = []
        for name, given in (
            ("transact_write_items", {"TransactItems": [{"Delete": delete}]}),
            ("delete_item", delete),
            (
                "batch_write_item",
                {"RequestItems": {watching.TABLE: [{"DeleteRequest": {"Key": key}}]}},
            ),
        ):
            dynamodb.put_item(TableName=watching.TABLE, Item=item)
            meter = gallery_cost.Meter()
            getattr(meter.using(dynamodb), name)(**given)
            spent.append(meter.counts["write units"])
    assert spent == [2 * 3 + 1, 3 + 1, 3 + 1]


def test_the_calls_of_a_verb_are_those_of_the_page() -> None:
    page = (ROOT / "docs" / "gallery.md").read_text().splitlines()
    measured = dict(gallery_cost.measure())
    del measured["kept"]
    for name, counts in measured.items():
        calls = f"| {name} | {counts['dynamodb']} | {counts['s3vectors']} |"
        assert calls in page


def test_every_price_has_its_source_and_date() -> None:
    found = tomllib.loads(cost.PRICES.read_text())
    assert set(found) == set(PRICE)
    for entry in found.values():
        assert entry["price"] > 0
        assert entry["source"].startswith("https://")
        assert isinstance(entry["read"], date)
        assert entry["unit"]


def test_every_route_that_works_on_pictures_is_counted() -> None:
    paths = {
        route.path
        for app in (align, swap, recognize, people, classify, watch)
        for route in routes(app)
        # What takes a person's id, or a case's, does the work of /people.
        if route.images and not route.path.startswith(("/people/", "/watchlist/"))
    }
    # Messages of cameras have their pictures in them.
    assert {route.path for route in cost.ROUTES} == {*paths, watch_cost.EVENTS}


def test_a_camera_costs_by_what_it_sends() -> None:
    idle = watch_cost.idle(PRICE)
    assert idle == pytest.approx(
        {"IoT Core": 0.00432, "SQS": 0.648, "the sweep's reads": 0.00864}
    )
    counts = {"write units": 10, "read units": 20, "queries": 3}
    taken = watch_cost.Taken(65 * 1024, counts)  # 13 times 5 KB, twice 64 KB
    found = watch_cost.busy(taken, watch_cost.Lambda(999.2, 2048), PRICE)
    assert found == pytest.approx(
        {
            "IoT Core": 60_000 * 13 * 0.000002,
            "SQS": 60_000 * 5 * 0.000001,
            "Lambda": 60_000 * 0.002,
            "DynamoDB": 60_000 * 0.000012,
            "S3 Vectors": 60_000 * 0.000006,
            "WebSocket": 14_400 * 0.0000005 + 0.03,
            "SNS": 0.03,
        }
    )


def test_a_made_up_camera_cuts_as_the_agent_does() -> None:
    face = Box(180.5, 60.25, 300.0, 210.75)
    sent = TrackEvent.model_validate(track_of(vars(face), "door", "astronaut"))
    whole = np.asarray(Image.open(io.BytesIO(picture("astronaut"))).convert("RGB"))
    seen = Frame(whole, 0.0, sent.crops[0].taken)
    assert sent.crops[0].image == cut(seen, face, 0.8).image


def test_a_message_is_counted_with_the_alert_that_it_makes() -> None:
    taken = watch_cost.measure()
    assert taken.size > 10_000
    assert {"dynamodb", "s3vectors", "write units", "read units", "queries"} <= set(
        taken.counts
    )
    lines = list(watch_cost.report(taken, watch_cost.Lambda(100.0, 1769), PRICE))
    assert lines[2].startswith("| IoT Core | 0.00 | ")
    assert lines[-1].endswith("for the same 180,000 looks: $180.")


def test_the_report_compares_with_rekognition() -> None:
    measured = [cost.Measured(route, 100.0, 1769) for route in cost.ROUTES]
    lines = list(cost.report(measured, [1769, 512]))
    assert lines[4].startswith("| `POST /swap` | 100 | 1,769 |")
    assert "| 1,000 | SearchFacesByImage |" in lines[5]
    assert any("864,000 frames" in line for line in lines)
    assert lines[-1].endswith("for the snapshots of 2 functions.")
