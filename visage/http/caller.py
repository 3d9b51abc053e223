"""Who asks, as API Gateway found out before it called the function.

An authorizer of API Gateway checks the signature and the age of a token and puts its
claims into the event. A route without one is for strangers, whatever token they send.
https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from visage.errors import Forbidden, TooManyPixels, Unauthorized, VisageError

# What a stranger's picture may have: half of what is read of others.
STRANGERS_PIXELS = 25_000_000

Scope = Literal["read", "enrol", "erase", "watch", "watchlist", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
# What the groups of the user pool may do, by the scopes of resources/identity.yml.
ROLES: Mapping[str, frozenset[Scope]] = {
    "reader": frozenset({"read"}),
    "operator": frozenset({"read", "enrol", "watch"}),
    "officer": frozenset({"read", "watch", "watchlist"}),
    "administrator": frozenset(SCOPES),
}


@dataclass(frozen=True)
class Caller:
    """A user, a machine, or a stranger, who has neither `subject` nor `client`.

    `subject` is a user's id in the user pool, or a machine's client id once more;
    `token` is the id of the access token.
    """

    subject: str | None = None
    client: str | None = None
    token: str | None = None
    scopes: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Self:
        """The caller of a proxy event of API Gateway."""
        context = event.get("requestContext") or {}
        claims = (context.get("authorizer") or {}).get("claims")
        if not isinstance(claims, Mapping):
            return cls()
        return cls(
            subject=_text(claims, "sub"),
            client=_text(claims, "client_id"),
            token=_text(claims, "jti"),
            scopes=frozenset((_text(claims, "scope") or "").split()),
            groups=frozenset(_listed(claims.get("cognito:groups"))),
        )

    @property
    def is_stranger(self) -> bool:
        return self.subject is None

    @property
    def is_machine(self) -> bool:
        return self.subject is not None and self.subject == self.client

    def may(self, scope: Scope) -> bool:
        """Whether the token is good for a scope, and a user's groups allow it.

        Any user may ask the user pool for any scope of the site; what he may do is
        for his groups to say. A machine's scopes are its client's own.
        """
        if f"visage/{scope}" not in self.scopes:
            return False
        return self.is_machine or any(
            scope in ROLES.get(group, ()) for group in self.groups
        )


def check_may(caller: Caller, scope: Scope) -> None:
    """Raises Unauthorized or Forbidden unless a caller may use what a scope is for."""
    if caller.is_stranger:
        raise Unauthorized("Sign in first: this route is not for strangers.")
    if f"visage/{scope}" not in caller.scopes:
        raise Forbidden(
            f"The access token is not good for this route; ask for visage/{scope}."
        )
    if not caller.may(scope):
        allowed = ", ".join(name for name, scopes in ROLES.items() if scope in scopes)
        raise Forbidden(
            f"This takes a user of one of these groups: {allowed}. An administrator "
            "of the user pool can put you into one."
        )


def check_pictures(caller: Caller, pictures: Sequence[bytes]) -> None:
    """Raises TooManyPixels where a stranger's picture has more than his may have.

    What cannot be read is left to those who read it, and know the picture's name.
    """
    if not caller.is_stranger or not pictures:
        return
    # Only now, because it needs numpy, which the function `service` does not have.
    from visage.pictures.photo import Photo

    for raw in pictures:
        with suppress(VisageError):
            photo = Photo(raw)
            pixels = photo.width * photo.height
            if pixels > STRANGERS_PIXELS:
                break
    else:
        return
    raise TooManyPixels(
        f"The picture is {photo.width} x {photo.height} = {pixels:,} pixels; at most "
        f"{STRANGERS_PIXELS:,} are read of callers who have not signed in. Scale it "
        "down first."
    )


# Who calls an app of this process without a gateway: the one whose process it is.
OWNER = Caller(
    subject="owner",
    scopes=frozenset(f"visage/{scope}" for scope in SCOPES),
    groups=frozenset({"administrator"}),
)


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    return value if isinstance(value, str) and value else None


def _listed(groups: object) -> list[str]:
    """The groups of a token, which API Gateway writes as a list or as its text."""
    if isinstance(groups, list):
        return [str(group) for group in groups]
    return str(groups or "").strip("[]").replace(",", " ").split()
