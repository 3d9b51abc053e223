"""The access token of a machine client (RFC 6749, section 4.4)."""

from __future__ import annotations

import time

import requests
from pydantic import BaseModel, Field, ValidationError

from edge.address import without_password
from edge.answers import sentence, worked
from edge.errors import LinkDown

# A token is asked for anew so many seconds before it ends, and after so many where its
# endpoint does not say when it ends (section 5.1 only recommends that).
EARLY = 60.0
LASTS = 3600.0


class Granted(BaseModel):
    """What a token's endpoint answers, as far as we read it."""

    access_token: str = Field(min_length=1)
    expires_in: float | None = Field(None, ge=0, allow_inf_nan=False)


class Tokens:
    """The token of one client, asked for when it is needed."""

    def __init__(
        self, session: requests.Session, url: str, client: tuple[str, str]
    ) -> None:
        self._session, self._url, self._client = session, url, client
        self._name = without_password(url)
        self._token: str | None = None
        self._until = 0.0

    def current(self, timeout: float) -> str:
        """A token that is still good; it may take so long. Raises LinkDown."""
        if self._token is None or time.monotonic() >= self._until:
            granted = self._ask(timeout)
            lasts = LASTS if granted.expires_in is None else granted.expires_in
            self._token = granted.access_token
            self._until = time.monotonic() + lasts - EARLY
        return self._token

    def forget(self) -> None:
        """Ask for another one: this one was withdrawn before its time."""
        self._token = None

    def _ask(self, timeout: float) -> Granted:
        try:
            answer = self._session.post(
                self._url,
                data={"grant_type": "client_credentials"},
                auth=self._client,
                timeout=timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            kind = type(error).__name__
            raise LinkDown(f"{self._name}: no token: no answer ({kind}).") from error
        if not worked(answer):
            raise LinkDown(f"{self._name}: no token: {sentence(answer)}")
        try:
            return Granted.model_validate_json(answer.content)
        except ValidationError as error:
            raise LinkDown(
                f"{self._name}: no token: the answer is none of a token's endpoint, "
                'which is a JSON object with an "access_token".'
            ) from error
