"""Checks AWS's signature, version 4, with which the AWS SDKs sign what they send.

A signature is an HMAC-SHA256 over method, path, query, some headers and the body, by a
key that is derived from the caller's secret, the day, the region and the service. Who
has the secret makes it anew and compares.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"
# As far as AWS lets clocks be apart.
TOLERANCE = timedelta(minutes=5)
# What has to be signed, so that neither the call nor its moment can be exchanged.
SIGNED = frozenset({"host", "x-amz-date", "x-amz-target"})

_CREDENTIAL = re.compile(
    r"([^/\s]{1,128})/(\d{8})/([a-z0-9-]{1,64})/([a-z0-9-]+)/aws4_request"
)
_MOMENT = "%Y%m%dT%H%M%SZ"


class SignatureRefused(Exception):
    """A request is not signed as it should be; `kind` is how AWS calls the fault."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


@dataclass(frozen=True)
class Credential:
    """Who says to have signed, and for when, where and what."""

    key: str
    day: str
    region: str
    service: str

    @property
    def scope(self) -> str:
        return f"{self.day}/{self.region}/{self.service}/aws4_request"


@dataclass(frozen=True)
class Signed:
    """A request as it came. `paths` are those that its address may have had.

    Header names are in lower case.
    """

    method: str
    paths: Sequence[str]
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes


def credential(authorization: str | None) -> Credential | None:
    """Who says to have signed by this header, None where it is no signature."""
    found = _fields(authorization).get("Credential", "")
    matched = _CREDENTIAL.fullmatch(found)
    return Credential(*matched.groups()) if matched else None


def verify(
    request: Signed, service: str, secret_of: Callable[[str], str | None], now: datetime
) -> Credential:
    """Who signed the request. Raises SignatureRefused."""
    fields = _fields(request.headers.get("authorization"))
    named = credential(request.headers.get("authorization"))
    if named is None:
        raise SignatureRefused(
            "MissingAuthenticationTokenException",
            f"Sign the request: the Authorization header needs {ALGORITHM} with "
            "Credential, SignedHeaders and Signature, as the AWS SDKs send them.",
        )
    signed = fields.get("SignedHeaders", "").split(";")
    _check_scope(request, named, service, signed, now)
    secret = secret_of(named.key)
    if secret is None:
        raise SignatureRefused(
            "UnrecognizedClientException",
            "The access key is unknown here; it is one of this service, not of an AWS "
            "account.",
        )
    given = fields.get("Signature", "")
    made = [_signature(request, path, signed, named, secret) for path in request.paths]
    if not any(hmac.compare_digest(given.encode(), each.encode()) for each in made):
        raise SignatureRefused(
            "InvalidSignatureException",
            "The signature is not that of this request; check the secret access key.",
        )
    return named


def _fields(authorization: str | None) -> dict[str, str]:
    """The parts of the header, none where it is of another kind."""
    kind, _, rest = (authorization or "").partition(" ")
    if kind != ALGORITHM:
        return {}
    parts = (part.strip().partition("=") for part in rest.split(","))
    return {name: value for name, _, value in parts}


def _check_scope(
    request: Signed,
    named: Credential,
    service: str,
    signed: Sequence[str],
    now: datetime,
) -> None:
    if not set(signed) >= SIGNED:
        raise SignatureRefused(
            "InvalidSignatureException",
            f"These headers have to be signed: {', '.join(sorted(SIGNED))}.",
        )
    if named.service != service:
        raise SignatureRefused(
            "InvalidSignatureException",
            f"The credential is for the service {named.service[:40]}, not {service}.",
        )
    moment = _moment(request.headers.get("x-amz-date", ""))
    if moment is None or abs(moment - now) > TOLERANCE:
        raise SignatureRefused(
            "InvalidSignatureException",
            "Signature expired or not yet valid: X-Amz-Date is more than "
            f"{TOLERANCE.seconds // 60} minutes from {now:{_MOMENT}}; set the clock.",
        )
    if moment.strftime("%Y%m%d") != named.day:
        raise SignatureRefused(
            "InvalidSignatureException",
            "The credential is for another day than X-Amz-Date.",
        )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None


def _signature(
    request: Signed, path: str, signed: Sequence[str], named: Credential, secret: str
) -> str:
    canonical = "\n".join(
        [
            request.method,
            quote(path, safe="/-_.~"),
            _query(request.query),
            *(f"{name}:{_trimmed(request.headers.get(name, ''))}" for name in signed),
            "",
            ";".join(signed),
            hashlib.sha256(request.body).hexdigest(),
        ]
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    moment = request.headers.get("x-amz-date", "")
    text = "\n".join([ALGORITHM, moment, named.scope, digest])
    key = f"AWS4{secret}".encode()
    for part in (named.day, named.region, named.service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


def _query(pairs: Sequence[tuple[str, str]]) -> str:
    encoded = sorted(
        (quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in pairs
    )
    return "&".join(f"{name}={value}" for name, value in encoded)


def _trimmed(value: str) -> str:
    return " ".join(value.split())
