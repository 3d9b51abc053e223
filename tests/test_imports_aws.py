"""Imports on AWS, on the emulator: from the request through the queue to the report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws
from PIL import Image

from functions.bulk import handler as bulk
from functions.people.app import gallery as loaded
from tests.conftest import PORTRAITS
from tests.people_service import ADMINISTRATOR, ask
from visage import settings as settings_module
from visage.errors import VisageError
from visage.gallery.audit import Caller
from visage.gallery.bulk import orders as orders_module
from visage.gallery.bulk import working
from visage.stores import imports as stores

BUCKET = "visage-test-imports"
SAID = {"consent_by": "each of them", "consent_purpose": "the door"}


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bucket, a queue as in resources/imports.yml, and a gallery in a file."""
    environment = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "VISAGE_GALLERY": str(tmp_path / "gallery.sqlite3"),
        "VISAGE_IMPORTS": f"s3://{BUCKET}",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for each in (loaded, bulk.gallery):
        monkeypatch.setattr(each, "_made", None)
    try:
        bulk.recognizer()
    except VisageError as error:
        pytest.skip(f"{error}")
    with mock_aws():
        monkeypatch.setenv("VISAGE_IMPORT_QUEUE", made_queue())
        region = {"LocationConstraint": "eu-west-1"}
        client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=region)
        settings_module.settings.cache_clear()
        yield
    settings_module.settings.cache_clear()


@cache
def client(service: str) -> Any:
    """A client of the emulator, made once: reading what describes a service is slow."""
    make: Any = boto3.client
    return make(service)


def made_queue() -> str:
    sqs = client("sqs")
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    known = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])
    policy = {
        "deadLetterTargetArn": known["Attributes"]["QueueArn"],
        "maxReceiveCount": 5,
    }
    attributes = {"RedrivePolicy": json.dumps(policy), "VisibilityTimeout": "0"}
    made = sqs.create_queue(QueueName="imports", Attributes=attributes)
    return str(made["QueueUrl"])


def put(key: str, content: bytes | str) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    client("s3").put_object(Bucket=BUCKET, Key=f"imports/{key}", Body=raw)


def portrait(name: str) -> bytes:
    return PORTRAITS[name].read_bytes()


def nobody() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "green").save(out, "PNG")
    return out.getvalue()


def event(*messages: Any) -> dict[str, Any]:
    """What SQS gives to Lambda.

    https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event
    """
    records = [
        {
            "messageId": each["MessageId"],
            "receiptHandle": each["ReceiptHandle"],
            "body": each["Body"],
            "attributes": {
                "ApproximateReceiveCount": "1",
                "SentTimestamp": "1545082649183",
                "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                "ApproximateFirstReceiveTimestamp": "1545082649185",
            },
            "messageAttributes": {},
            "md5OfBody": each["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:imports",
            "awsRegion": "eu-west-1",
        }
        for each in messages
    ]
    return {"Records": records}


def delivered(times: int = 1) -> int:
    """One round of Lambda's poller: the failures, whose messages stay in the queue."""
    sqs = client("sqs")
    queue = settings_module.settings().import_queue
    got = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=2)
    messages = got.get("Messages", [])
    if not messages:
        return -1
    failed = set[str]()
    for _ in range(times):
        answer = bulk.handler(event(*messages), None)
        failed = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
    for each in messages:
        if each["MessageId"] not in failed:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=each["ReceiptHandle"])
    return len(failed)


def worked(times: int = 1) -> None:
    """Deliver messages until there are none."""
    while (failed := delivered(times)) >= 0:
        assert failed == 0


def begun(prefix: str, **said: Any) -> dict[str, Any]:
    status, answer = ask("POST", "/imports", {"prefix": prefix, **SAID, **said})
    assert status == 200, answer
    return dict(answer)


def shown(import_id: str) -> dict[str, Any]:
    status, answer = ask("GET", f"/imports/{import_id}")
    assert status == 200, answer
    return dict(answer)


def report(import_id: str) -> list[list[str]]:
    key = f"reports/{import_id}/report.csv"
    body = client("s3").get_object(Bucket=BUCKET, Key=key)["Body"]
    return list(csv.reader(io.StringIO(body.read().decode())))


def staff() -> None:
    """Two people, a picture without a face, and what lies about."""
    put("staff/Eileen_Collins/one.png", portrait("astronaut"))
    put("staff/Eileen_Collins/green.png", nobody())
    put("staff/Grace_Hopper/deep/er/one.jpg", portrait("grace_hopper"))
    put("staff/stray.jpg", portrait("astronaut"))
    put("staff/Grace_Hopper/notes.txt", "no picture")
    put("staff/.hidden/one.jpg", portrait("astronaut"))
    put("other/Someone/one.jpg", portrait("astronaut"))


def test_a_folder_of_the_bucket_is_enrolled_and_reported() -> None:
    staff()
    answer = begun("/staff")
    waiting = {"state": "waiting", "prefix": "staff/", "collection": "people"}
    assert waiting.items() <= answer.items()
    assert delivered() == 0
    known = shown(answer["id"])
    assert (known["state"], known["pictures"], known["done"]) == ("working", 4, 0)
    worked()
    done = shown(answer["id"])
    stray = "The picture lies beside the people's folders; put it into a folder that "
    assert done == {
        **answer,
        "state": "done",
        "pictures": 4,
        "done": 4,
        "enrolled": 2,
        "there": 0,
        "refused": {"bad_parameter": 1, "no_face": 1},
        "to_look_at": {},
        "outcomes": done["outcomes"],
        "report": f"s3://{BUCKET}/reports/{answer['id']}/report.csv",
    }
    assert [(each["file"], each["code"]) for each in done["outcomes"]] == [
        ("stray.jpg", "bad_parameter"),
        ("Eileen_Collins/green.png", "no_face"),
    ]
    assert done["outcomes"][0]["reason"] == stray + "is named for its person."
    columns, *lines = report(answer["id"])
    assert columns == ["file", "result", "code", "reason", "person", "name"]
    assert [line[0] for line in lines] == ["stray.jpg", "Eileen_Collins/green.png"]


def test_people_are_kept_as_if_they_had_been_enrolled_one_by_one() -> None:
    staff()
    begun("staff")
    worked()
    people = loaded().people("people").items
    assert [(each.id, each.name, each.faces) for each in people] == [
        ("Eileen_Collins", "Eileen Collins", 1),
        ("Grace_Hopper", "Grace Hopper", 1),
    ]
    for each in people:
        assert (each.consent.by, each.consent.purpose, each.consent.source) == (
            *SAID.values(),
            "request",
        )
    entries = [each for each in loaded().audit().items if each.operation == "enrol"]
    assert {(each.by, each.token) for each in entries} == {
        (ADMINISTRATOR["sub"], ADMINISTRATOR["jti"])
    }


def test_a_second_import_passes_over_what_is_there() -> None:
    staff()
    begun("staff")
    worked()
    again = begun("staff")
    worked()
    done = shown(again["id"])
    assert (done["enrolled"], done["there"]) == (0, 2)
    assert loaded().collection("people").faces == 2


def test_every_message_may_come_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "PART", 1)
    staff()
    answer = begun("staff")
    read = list[str]()
    picture = stores.ImportBucket.picture

    def counted(self: stores.ImportBucket, key: str, most: int) -> bytes:
        read.append(key)
        return picture(self, key, most)

    monkeypatch.setattr(stores.ImportBucket, "picture", counted)
    worked(times=2)
    done = shown(answer["id"])
    # A part that is done is not worked on again.
    assert len([key for key in read if not key.endswith("people.csv")]) == 3
    assert (done["enrolled"], done["there"], done["pictures"]) == (2, 0, 4)
    assert loaded().collection("people").faces == 2


def test_a_part_that_was_stopped_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The function is stopped after a picture: the next one finds that it is there."""
    staff()
    answer = begun("staff")
    assert delivered() == 0
    read = stores.ImportBucket.picture

    def stopped(self: stores.ImportBucket, key: str, most: int) -> bytes:
        if "Grace" in key:
            raise MemoryError
        return read(self, key, most)

    with monkeypatch.context() as patched:
        patched.setattr(stores.ImportBucket, "picture", stopped)
        assert delivered() == 1
    assert shown(answer["id"])["state"] == "working"
    worked()
    done = shown(answer["id"])
    assert (done["enrolled"], done["there"]) == (1, 1)


def test_messages_that_fail_are_given_back_alone_and_at_last_put_aside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    staff()
    sqs = client("sqs")
    queue = settings_module.settings().import_queue
    sqs.send_message(QueueUrl=queue, MessageBody='{"import": "0000"}')
    begun("staff")
    assert delivered() == 1  # of the two, the one about an import that isn't there
    (failure,) = (each for each in caplog.records if each.levelname == "ERROR")
    assert failure.message == "part of an import failed"
    said = vars(failure)["exceptions"]
    assert [each["kind"] for each in said] == ["NoObject", "NoSuchKey"]
    for _ in range(12):
        delivered()
    dead = sqs.get_queue_url(QueueName="dead")["QueueUrl"]
    (message,) = sqs.receive_message(QueueUrl=dead)["Messages"]
    assert message["Body"] == '{"import": "0000"}'
    assert loaded().collection("people").faces == 2


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"import": 7}', "no JSON"])
def test_a_message_that_means_nothing_fails_alone(body: str) -> None:
    message = {"MessageId": "m", "ReceiptHandle": "r", "Body": body, "MD5OfBody": "x"}
    answer = bulk.handler(event(message), None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m"}]}


def test_a_gallery_that_does_not_answer_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff()
    answer = begun("staff")
    with monkeypatch.context() as patched:
        patched.setenv("VISAGE_GALLERY", str(tmp_path))  # a folder
        patched.setattr(bulk.gallery, "_made", None)
        settings_module.settings.cache_clear()
        assert delivered() == 1
    settings_module.settings.cache_clear()
    assert shown(answer["id"])["state"] == "waiting"
    worked()
    assert shown(answer["id"])["enrolled"] == 2


TABLE = """path,name,id,metadata.team,consent_by,consent_purpose,consent_expires
a.png,Eileen Collins,7,STS,herself,the door,2999-12-31
nowhere.jpg,Nobody,8,,,,
"../other/Someone/one.jpg",Someone,9,,,,
b.jpg,Grace Hopper,7,,,,
"""


def test_a_table_says_whose_the_pictures_are() -> None:
    put("t/people.csv", TABLE)
    put("t/a.png", portrait("astronaut"))
    put("t/b.jpg", portrait("grace_hopper"))
    put("other/Someone/one.jpg", portrait("astronaut"))
    answer = begun("t")
    worked()
    done = shown(answer["id"])
    assert (done["enrolled"], done["refused"]) == (1, {"bad_parameter": 3})
    (person,) = loaded().people("people").items
    assert (person.id, person.name, person.metadata) == (
        "7",
        "Eileen Collins",
        {"team": "STS"},
    )
    assert person.consent.by == "herself"
    # Nothing outside of the prefix is read, whatever a table names.
    said = {each["file"]: each["reason"] for each in done["outcomes"]}
    assert "no such picture" in said["../other/Someone/one.jpg"]
    assert "The name of the person 7 is another one here" in said["b.jpg"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name\nx\n", "The table has no column path"),
        ("path,name,shoe\n", "a column 'shoe' that means nothing here"),
        (b"\xff\xfe\x00", "The table is not UTF-8"),
        ("path,name\n", "There are no pictures below t/."),
    ],
)
def test_a_table_that_cannot_be_read_ends_the_import(
    content: bytes | str, words: str
) -> None:
    put("t/people.csv", content)
    answer = begun("t")
    worked()
    failed = shown(answer["id"])
    assert (failed["state"], failed["code"]) == ("failed", "bad_parameter")
    assert words in failed["error"]


def test_a_collection_that_is_erased_meanwhile_is_said() -> None:
    staff()
    ask("POST", "/collections", {"name": "staff"})
    answer = begun("staff", collection="staff")
    assert delivered() == 0
    loaded().erase_collection("staff", Caller("test"))
    worked()
    done = shown(answer["id"])
    assert done["enrolled"] == 0
    assert done["refused"] == {"unknown_collection": 3, "bad_parameter": 1}
    late = begun("staff")
    worked()
    assert shown(late["id"])["enrolled"] == 2


def test_nobody_is_kept_without_a_consent() -> None:
    staff()
    status, answer = ask("POST", "/imports", {"prefix": "staff"})
    assert status == 200
    worked()
    done = shown(answer["id"])
    assert (done["enrolled"], done["refused"]) == (
        0,
        {"consent_missing": 3, "bad_parameter": 1},
    )
    assert loaded().collections().items == ()


def test_more_pictures_than_can_be_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "MOST_PICTURES", 2)
    staff()
    answer = begun("staff")
    worked()
    assert "more than 2 pictures" in shown(answer["id"])["error"]


def test_a_picture_that_is_too_large_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working, "MOST_BYTES", 100_000)
    staff()  # the first portrait has 791,555 bytes, the second 61,306
    answer = begun("staff")
    worked()
    assert shown(answer["id"])["refused"]["too_costly"] == 1


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"prefix": "nowhere"}, 404, "no_pictures_there"),
        ({"prefix": ""}, 400, "bad_parameter"),
        ({"prefix": "/"}, 400, "bad_parameter"),
        ({"prefix": "a\nb"}, 400, "bad_parameter"),
        ({"prefix": "x" * 501}, 400, "bad_parameter"),
        ({}, 400, "bad_parameter"),
        ({"prefix": "staff", "collection": "nowhere"}, 404, "unknown_collection"),
        ({"prefix": "staff", "consent_by": "x"}, 400, "bad_parameter"),
        ({"prefix": "staff", "several": "all"}, 400, "bad_parameter"),
        (
            {
                "prefix": "staff",
                "consent_by": "x",
                "consent_purpose": "y",
                "consent_expires": "soon",
            },
            400,
            "bad_parameter",
        ),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_done(
    said: dict[str, Any], status: int, code: str
) -> None:
    staff()
    answered, answer = ask("POST", "/imports", said)
    assert (answered, answer["code"]) == (status, code)
    assert delivered() == -1


@pytest.mark.parametrize("import_id", ["0" * 32, "x", "../x", "Z" * 32])
def test_an_unknown_import_is_not_there(import_id: str) -> None:
    status, answer = ask("GET", f"/imports/{import_id}")
    assert status in (400, 404)
    assert answer["code"] in ("bad_parameter", "unknown_import", "unknown_route")


def test_without_a_queue_there_are_no_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISAGE_IMPORT_QUEUE")
    settings_module.settings.cache_clear()
    status, answer = ask("POST", "/imports", {"prefix": "staff"})
    assert (status, answer["code"]) == (404, "no_imports")
    assert "visage people import" in answer["error"]


def test_the_same_key_is_the_same_import() -> None:
    staff()
    sent = {"prefix": "staff", **SAID}
    headers = {"Idempotency-Key": "monday"}
    first = ask("POST", "/imports", sent, headers=headers)
    worked()
    assert first[0] == 200
    again = ask("POST", "/imports", sent, headers=headers)
    assert (again[1]["id"], again[1]["state"]) == (first[1]["id"], "done")
    assert delivered() == -1
    other = ask("POST", "/imports", {**sent, "several": "largest"}, headers=headers)
    assert (other[0], other[1]["code"]) == (409, "idempotency_conflict")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_imports_want_the_scope_to_enrol(method: str) -> None:
    claims = {**ADMINISTRATOR, "scope": "visage/read visage/erase"}
    path = "/imports" if method == "POST" else f"/imports/{'0' * 32}"
    body = {"prefix": "staff"} if method == "POST" else None
    assert ask(method, path, body, claims=claims)[0] == 403


def test_messages_and_parts_are_as_many_as_the_pictures_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working, "PART", 2)
    monkeypatch.setattr(orders_module, "PART", 2)
    for number in range(25):
        put(f"many/Person_{number}/green.png", nobody())
    answer = begun("many")
    assert delivered() == 0
    assert delivered() == 0  # two parts of two
    known = shown(answer["id"])
    assert (known["state"], known["pictures"], known["done"]) == ("working", 25, 4)
    worked()
    done = shown(answer["id"])
    assert done["refused"] == {"no_face": 25}
    assert len(report(answer["id"])) == 26
