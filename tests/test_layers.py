"""The layers: locked, for Lambda's machine, light, and enough for every function."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

from layers import build

ROOT = Path(__file__).resolve().parent.parent
LAYERS = sorted(path.parent.name for path in ROOT.glob("layers/*/requirements.txt"))
# Amazon Linux 2023, which python3.12 runs on.
LAMBDA_GLIBC = (2, 34)


@pytest.fixture(scope="module")
def built() -> dict[str, Path]:
    """Every layer, built from its lock; pip is not called where one is up to date."""
    compiler = build.runtime_python()
    for name in LAYERS:
        build.build(build.LAYERS / name, compiler)
    return {name: build.LAYERS / name / "python" for name in LAYERS}


def pins(lock: Path) -> dict[str, str]:
    lines = [line for line in lock.read_text().splitlines() if "==" in line]
    return dict(line.split()[0].split(";")[0].split("==") for line in lines)


def test_layers_are_those_of_the_service() -> None:
    service = yaml.safe_load((ROOT / "serverless.yml").read_text())
    assert sorted(service["layers"]) == LAYERS


@pytest.mark.parametrize("name", LAYERS)
def test_locks_agree_with_what_is_tested(name: str) -> None:
    development = pins(ROOT / "requirements" / "dev.txt")
    locked = pins(ROOT / "layers" / name / "requirements.txt")
    assert locked
    assert locked == {package: development[package] for package in locked}


@pytest.mark.parametrize("name", LAYERS)
def test_locks_have_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / "layers" / name / "requirements.txt").read_text()
    assert "://" not in text
    entries = text.replace("\\\n", "").splitlines()
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def needed_glibc(library: Path) -> tuple[int, ...]:
    """The newest glibc version that a native library's symbols ask for."""
    newest: tuple[int, ...] = (0,)
    with library.open("rb") as file:
        for section in ELFFile(file).iter_sections():
            if not isinstance(section, GNUVerNeedSection):
                continue
            for _, versions in section.iter_versions():
                for version in versions:
                    if version.name.startswith("GLIBC_2."):
                        numbers = version.name.removeprefix("GLIBC_").split(".")
                        newest = max(newest, tuple(map(int, numbers)))
    return newest


@pytest.mark.parametrize("name", ["imaging", "dlib", "onnx", "web"])
def test_native_code_runs_on_lambda(name: str, built: dict[str, Path]) -> None:
    libraries = [path for path in built[name].rglob("*.so*") if path.is_file()]
    assert libraries
    for library in libraries:
        with library.open("rb") as file:
            assert ELFFile(file).get_machine_arch() == "x64", library
        assert needed_glibc(library)[:2] <= LAMBDA_GLIBC, library


def test_an_up_to_date_layer_is_not_built_again(built: dict[str, Path]) -> None:
    layer = built["dlib"].parent
    assert build.build(layer, build.runtime_python()) is False
    assert build.fingerprint(layer, None) != build.fingerprint(layer, Path("python"))


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_build_is_reproducible(built: dict[str, Path], tmp_path: Path) -> None:
    copy = tmp_path / "web"
    copy.mkdir()
    lock = built["web"].parent / "requirements.txt"
    (copy / "requirements.txt").write_bytes(lock.read_bytes())
    assert build.build(copy, build.runtime_python()) is True
    assert snapshot(copy / "python") == snapshot(built["web"])


def test_useless_files_are_gone(built: dict[str, Path]) -> None:
    for name, folder in built.items():
        for pattern in build.USELESS["*"] + build.USELESS.get(name, []):
            assert not list(folder.glob(pattern)), (name, pattern)
        assert list(folder.glob("*.dist-info/METADATA")), name


def test_the_interpreter_of_these_tests_is_not_taken_for_lambdas() -> None:
    expected = sys.version_info[:2] == (3, 12)
    assert build.is_runtime(Path(sys.executable)) is expected
    assert build.is_runtime(ROOT / "no-such-python") is False
