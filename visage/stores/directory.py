"""Model files in a directory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from visage.errors import ModelMissing, StoreUnreachable


class DirectoryStore:
    """An ObjectStore in a directory, which is made when first written to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.address = str(root)

    def read(self, key: str) -> bytes:
        try:
            return (self.root / key).read_bytes()
        except FileNotFoundError as error:
            raise ModelMissing(f"{key} is not in {self.address}.") from error
        except OSError as error:
            raise self._unreachable(error) from error

    def write(self, key: str, content: bytes) -> None:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                dir=self.root, prefix=f".{key}.", delete=False
            ) as part:
                part.write(content)
            Path(part.name).chmod(0o644)
            Path(part.name).replace(self.root / key)
        except OSError as error:
            raise self._unreachable(error) from error

    def size(self, key: str) -> int | None:
        try:
            return (self.root / key).stat().st_size
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreachable(error) from error

    def path(self, key: str) -> Path | None:
        return self.root / key

    def _unreachable(self, error: OSError) -> StoreUnreachable:
        return StoreUnreachable(
            f"The model store {self.address} cannot be used: {error.strerror}. Set "
            "VISAGE_MODELS to a directory that can be read and written, or to "
            "s3://bucket/prefix."
        )
