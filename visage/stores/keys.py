"""Access keys of programs that sign their requests: where they are, and what each may.

A key is an id, a secret, and scopes. On AWS they are the machines of the user pool:
the id and the secret of a machine's client, and its scopes. Elsewhere they are in a
file, which only its owner should be able to read:

    {"door": {"secret": "…", "scopes": ["read", "enrol"]}}
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from visage.errors import SettingsInvalid
from visage.stores.key import Key, Keys

COGNITO = "cognito://"


_FILE = TypeAdapter(dict[str, Key])


class FileKeys:
    """Keys in a JSON file, which is read anew for each request."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, key: str) -> Key | None:
        try:
            return _FILE.validate_json(self._path.read_bytes()).get(key)
        except OSError as error:
            raise SettingsInvalid(
                f"The keys in {self._path} cannot be read: {error.strerror}."
            ) from error
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "the file"
            raise SettingsInvalid(
                f"The keys in {self._path} cannot be used: {where}: {first['msg']}."
            ) from error


@cache
def keys_at(address: str) -> Keys:
    """The keys of a file, or of the user pool of `cognito://POOL`."""
    if address.startswith(COGNITO):
        from visage.stores.cognito import CognitoKeys  # boto3 costs 0.2 s to import

        return CognitoKeys.of(address.removeprefix(COGNITO))
    return FileKeys(Path(address))
