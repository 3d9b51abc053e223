"""Where model files lie: a directory or a bucket, behind one protocol."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from visage.errors import SettingsInvalid


class ObjectStore(Protocol):
    """Files by key, which may name folders: `a/b.dat`.

    `address` is what people write to name the store.
    """

    address: str

    def read(self, key: str) -> bytes:
        """The bytes of a file. Raises ModelMissing or StoreUnreachable."""
        ...

    def write(self, key: str, content: bytes) -> None:
        """Put a file in place, whole or not at all. Raises StoreUnreachable."""
        ...

    def update(self, key: str, change: Callable[[bytes | None], bytes]) -> None:
        """Put what `change` makes of a file, None where it is not there, in its place.

        Nobody else's change gets lost between the reading and the writing; `change` is
        called again where somebody was faster. Raises StoreUnreachable.
        """
        ...

    def size(self, key: str) -> int | None:
        """Bytes of a file, or None where it is not there. Raises StoreUnreachable."""
        ...

    def locked(self) -> AbstractContextManager[None]:
        """Keeps out whoever else would write here, where the store can do that."""
        ...

    def path(self, key: str) -> Path | None:
        """Where the file lies on this machine, or None where it does not."""
        ...


def store(address: str) -> ObjectStore:
    """The store of a directory, or of `s3://bucket/prefix`."""
    if address.startswith("s3://"):
        try:
            from visage.stores.s3 import S3Store  # boto3 costs 0.2 s to import
        except ModuleNotFoundError as error:
            raise SettingsInvalid(
                f"The model store {address} cannot be used: a bucket needs "
                f"{error.name}, which Visage's extra `serve` brings: "
                "`pip install 'visage[serve]'`."
            ) from error
        return S3Store(address)
    if "://" in address:
        raise SettingsInvalid(
            f"The model store {address} cannot be used: it is neither a directory nor "
            "s3://bucket/prefix."
        )
    from visage.stores.directory import DirectoryStore

    return DirectoryStore(Path(address))
