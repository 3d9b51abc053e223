"""The table of watching on DynamoDB: what a file cannot show."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from local.rehearsal.watch import TABLE, emulated, opened
from visage.errors import SettingsInvalid, WatchUnreachable
from visage.watch.address import table_at
from visage.watch.dynamodb import DynamoTable
from visage.watch.sqlite import SqliteTable
from visage.watch.table import Drop, Put, Row

NOW = datetime(2030, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def aws() -> Iterator[None]:
    with emulated():
        yield


def clock() -> datetime:
    return NOW


def row(key: str, value: object = None, **about: object) -> Row:
    return Row("kind", key, {"value": value}, **about)  # type: ignore[arg-type]


def held(table: DynamoTable) -> dict[str, object]:
    return {each.row.key: each.value["value"] for each in table.rows("kind")}


class Fault(NamedTuple):
    """What happens at a call: it is "refused", or done and its answer "lost"."""

    kind: str
    code: str = "InternalServerError"


class Faulty:
    """A client whose calls fail in turn, as it is told, and then no more.

    What the network loses, the client of AWS sends again by itself, so that `again` is
    done as often as it says before an answer comes.
    """

    def __init__(self, *faults: Fault, again: int = 0) -> None:
        self.faults = list(faults)
        self.again = again
        self.names: list[str] = []

    def using(self, client: Any) -> Any:
        faulty = self

        class Between:
            def __getattr__(self, name: str) -> Any:
                return lambda **given: faulty.made(name, getattr(client, name), given)

        return Between()

    def made(self, name: str, call: Any, given: Any) -> Any:
        self.names.append(name)
        fault = self.faults.pop(0) if self.faults else None
        if fault and fault.kind == "refused":
            said: Any = {"Error": {"Code": fault.code, "Message": "no"}}
            raise ClientError(said, name)
        for _ in range(self.again):
            call(**given)
        answer = call(**given)
        if fault:
            raise ReadTimeoutError(endpoint_url="https://dynamodb")
        return answer


@pytest.mark.parametrize("fault", [Fault("refused"), Fault("lost")])
@pytest.mark.parametrize("many", [1, 3])
def test_a_change_that_failed_is_done_whole_or_not_at_all(
    fault: Fault, many: int
) -> None:
    plain = opened(clock)
    plain.write([Put(row(str(at), 0)) for at in range(many)])
    read = plain.rows("kind")
    changes = [Put(row(each.row.key, 1), over=each) for each in read]
    with pytest.raises(WatchUnreachable, match="The table of alerts cannot be used"):
        opened(clock, Faulty(fault).using).write(changes)
    done = fault.kind == "lost"
    assert held(plain) == {str(at): int(done) for at in range(many)}
    assert plain.write(changes) is not done


def test_a_put_whose_answer_got_lost_counts_as_done() -> None:
    table = opened(clock, Faulty(again=1).using)
    assert table.write([Put(row("a", 1))])
    read = table.get("kind", "a")
    assert table.write([Put(row("a", 2), over=read)])
    assert not table.write([Put(row("a", 3), over=read)])
    assert held(table) == {"a": 2}


def test_a_transaction_has_one_token_however_often_it_is_sent() -> None:
    tokens: list[str] = []

    class Listening:
        def __init__(self, client: Any) -> None:
            self._client = client

        def transact_write_items(self, **given: Any) -> Any:
            tokens.append(given["ClientRequestToken"])
            if len(tokens) < 3:
                answer: Any = {
                    "Error": {"Code": "TransactionCanceledException"},
                    "CancellationReasons": [{"Code": "TransactionConflict"}],
                }
                raise ClientError(answer, "TransactWriteItems")
            return self._client.transact_write_items(**given)

    table = opened(clock, Listening)
    assert table.write([Put(row("a", 1)), Put(row("b", 1))])
    assert table.write([Drop("kind", "a", as_read=opened(clock).get("kind", "a"))])
    assert (len(set(tokens[:3])), len(set(tokens))) == (1, 2)
    assert held(opened(clock)) == {"b": 1}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AccessDeniedException", "access is denied; check the rights"),
        ("ResourceNotFoundException", "deploy first, or mend VISAGE_WATCH"),
        ("ThrottlingException", "AWS does not answer just now"),
    ],
)
def test_what_aws_refuses_is_said_without_names(code: str, said: str) -> None:
    verbs: list[Callable[[DynamoTable], object]] = [
        lambda table: table.get("kind", "a"),
        lambda table: table.rows("kind"),
        lambda table: table.write([Put(row("a"))]),
        lambda table: table.sweep(),
    ]
    for verb in verbs:
        table = opened(clock, Faulty(Fault("refused", code)).using)
        with pytest.raises(WatchUnreachable, match=said) as caught:
            verb(table)
        assert TABLE not in str(caught.value)


def test_no_network_is_said() -> None:
    class Nowhere:
        def __init__(self, client: Any) -> None: ...

        def get_item(self, **_: Any) -> Any:
            raise EndpointConnectionError(endpoint_url="https://dynamodb")

    with pytest.raises(WatchUnreachable, match="check the network"):
        opened(clock, Nowhere).get("kind", "a")


def test_patience_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visage.gallery.aws.calls.PATIENCE", 0)
    busy = Fault("refused", "TransactionConflictException")
    with pytest.raises(WatchUnreachable, match="too many changes come at once"):
        opened(clock, Faulty(busy).using).write([Put(row("a"))])


def test_a_sweep_spares_what_is_written_anew() -> None:
    old, ends = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    opened(lambda: old).write([Put(row(each, 0, expires=ends)) for each in "ab"])

    class Meanwhile(Faulty):
        def made(self, name: str, call: Any, given: Any) -> Any:
            if name == "delete_item" and name not in self.names:
                opened(clock).write([Put(row("a", 1)), Put(row("b", 1))])
            return super().made(name, call, given)

    assert opened(clock, Meanwhile().using).sweep() == 0
    assert held(opened(clock)) == {"a": 1, "b": 1}


def test_a_sweep_leaves_the_rest_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visage.watch.dynamodb.LONGEST_SWEEP", 0)
    ends = NOW - timedelta(hours=1)
    opened(lambda: ends - timedelta(hours=1)).write(
        [Put(row(str(at), expires=ends)) for at in range(3)]
    )
    table = opened(clock)
    assert [table.sweep() for _ in range(4)] == [1, 1, 1, 0]


def test_dynamodb_is_told_when_to_remove_a_row() -> None:
    ends = NOW + timedelta(seconds=0.25)
    opened(clock).write([Put(row("a", expires=ends)), Put(row("b"))])
    items = boto3.client("dynamodb").scan(TableName=TABLE)["Items"]
    seconds = str(int(NOW.timestamp()) + 1)
    assert [each.get("ttl") for each in items] == [{"N": seconds}, None]


def test_one_ticket_is_taken_by_one_of_ten() -> None:
    opened(clock).write([Put(row("ticket"))])
    taken: list[bool] = []

    def take() -> None:
        table = opened(clock)
        read = table.get("kind", "ticket")
        barrier.wait()
        if read is not None:
            taken.append(table.write([Drop("kind", "ticket", as_read=read)]))

    barrier = threading.Barrier(10)
    threads = [threading.Thread(target=take) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [False] * 9 + [True]


def test_an_address_is_a_file_or_a_table(tmp_path: Any) -> None:
    assert isinstance(table_at(str(tmp_path / "watch.sqlite3")), SqliteTable)
    table = table_at(f"dynamodb://{TABLE}")
    assert isinstance(table, DynamoTable)
    assert table.address == f"dynamodb://{TABLE}"
    assert table.write([Put(row("a", 1))])
    assert held(opened()) == {"a": 1}


@pytest.mark.parametrize(
    "address",
    [
        "redis://x",
        "dynamodb://",
        "dynamodb://table/more",
        "dynamodb://table?vectors=b",
        "s3://bucket/watch",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(SettingsInvalid, match="name a file, such as") as caught:
        table_at(address)
    assert address in str(caught.value)
