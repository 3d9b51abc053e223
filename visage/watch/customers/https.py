"""Accounts that a web server of the business knows: one GET each, and JSON back.

`https://host/path/{account}` is asked with the account's id in the place of `{account}`
and answers 200 with a JSON object, whose fields are shown in its order, or 404. Who
stands at the desk does not wait longer than about a second: what breaks sooner is tried
again within that time, and a server that has failed several times in a row is left
alone for a while.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from functools import cached_property
from urllib.parse import quote, urlsplit

from pybreaker import CircuitBreaker, CircuitBreakerError
from tenacity import (
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError

from visage.errors import CustomersUnreachable, SettingsInvalid
from visage.watch.customers.account import MOST, Account, size

PLACE = "{account}"
# Seconds for a lookup and all its tries, and those of them for a connection.
PATIENCE = 1.0
_CONNECT = 0.5
_TRIES = 3
# Seconds between two tries: up to the first at random, then up to twice as much.
_PAUSE = 0.05
# A server that failed so often in a row is asked nothing for so many seconds; then one
# lookup tries it.
FAILURES, REST = 5, 30.0
_BUSY = frozenset({429, 500, 502, 503, 504})


class _Again(Exception):
    """It went wrong in a way that may pass."""


class _Broken(Exception):
    """It went wrong in a way that will not pass within a second."""


class HttpsCustomers:
    """Accounts at `https://host/path/{account}`; the token, if any, is a bearer's."""

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        patience: float = PATIENCE,
        rest: float = REST,
    ) -> None:
        parts = urlsplit(address)
        where = address.partition(parts.netloc)[2]
        if parts.scheme != "https" or not parts.hostname or PLACE not in where:
            raise SettingsInvalid(
                f"VISAGE_CUSTOMERS is {address[:80]!r}; a web server is given as "
                "https://host/path/{account}, with {account} where the id goes."
            )
        self.address = address
        self._patience = patience
        self._headers = {"Accept": "application/json", "User-Agent": "visage"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._breaker = CircuitBreaker(fail_max=FAILURES, reset_timeout=rest)

    def find(self, account: str) -> Account | None:
        if not is_plain(account):
            return None
        ends = time.monotonic() + self._patience
        asked = self._worker.submit(self._breaker.call, self._tried, account, ends)
        try:
            return self._answer(asked)
        except CircuitBreakerError as error:
            raise self._unreachable(
                "it has failed several times in a row and is left alone for a while"
            ) from error
        except TooSlow as error:
            asked.cancel()
            raise self._unreachable(
                f"no whole answer came within {self._patience:g} s"
            ) from error
        except (_Again, _Broken) as error:
            raise self._unreachable(f"{error}") from error

    def _answer(self, asked: Future[Account | None]) -> Account | None:
        # Its own deadline ends a lookup; this is for what has none: finding the
        # server's address, or headers that come one by one.
        return asked.result(timeout=self._patience * 1.2)

    @cached_property
    def _worker(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(4, thread_name_prefix="customers")

    @cached_property
    def _pool(self) -> PoolManager:
        return PoolManager(maxsize=4, retries=False)

    def _tried(self, account: str, ends: float) -> Account | None:
        tries = Retrying(
            stop=stop_after_attempt(_TRIES),
            wait=wait_random_exponential(multiplier=_PAUSE),
            retry=retry_if_exception_type(_Again),
            reraise=True,
        )
        return tries(self._once, account, ends)

    def _once(self, account: str, ends: float) -> Account | None:
        left = ends - time.monotonic()
        if left <= 0:
            raise _Broken(f"no whole answer came within {self._patience:g} s")
        url = self.address.replace(PLACE, quote(account, safe=""))
        try:
            with self._pool.request(
                "GET",
                url,
                headers=self._headers,
                timeout=Timeout(connect=min(left, _CONNECT), read=left),
                redirect=False,
                preload_content=False,
            ) as answer:
                return self._read(account, answer, ends)
        except HTTPError as error:
            raise _Again(f"the connection failed ({type(error).__name__})") from error

    def _read(
        self, account: str, answer: BaseHTTPResponse, ends: float
    ) -> Account | None:
        if answer.status == 404:
            return None
        if answer.status != 200:
            wrong = _Again if answer.status in _BUSY else _Broken
            raise wrong(f"it answers {answer.status}")
        body = b""
        while part := answer.read1(4096):  # what has come, be it a byte
            body += part
            if len(body) > MOST:
                raise _Broken(f"its answer has more than {MOST:,} bytes")
            if time.monotonic() > ends:
                raise _Broken(f"no whole answer came within {self._patience:g} s")
        return _account(account, body)

    def _unreachable(self, why: str) -> CustomersUnreachable:
        host = urlsplit(self.address).hostname
        return CustomersUnreachable(
            f"The accounts at {host} cannot be read: {why}. Check VISAGE_CUSTOMERS and "
            "the server that it names."
        )


def _account(account: str, body: bytes) -> Account:
    try:
        fields = json.loads(body)
        size(fields)  # NaN and Infinity, which Python reads, are no JSON
    except (ValueError, RecursionError) as error:
        raise _Broken("its answer is not JSON") from error
    if not isinstance(fields, dict):
        raise _Broken("its answer is not a JSON object")
    return Account(account, fields)


def is_plain(account: str) -> bool:
    """Whether an id can be a part of an address and mean what it says."""
    return 0 < len(account) <= 255 and account not in (".", "..")
