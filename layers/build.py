"""Build every Lambda layer from its lock: layers/NAME/python, ready to be zipped.

The wheels are those for Lambda's python3.12 on x86_64 with glibc 2.34, whatever
machine this runs on. Files that functions never read are left out. Where this machine
has a Python 3.12, it makes bytecode, with which imports are two to three times as fast.
The same lock gives the same bytes; a layer that is up to date is not built again.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

LAYERS = Path(__file__).resolve().parent
RUNTIME = "3.12"
# Lambda's python3.12 runs on Amazon Linux 2023, whose glibc is 2.34.
GLIBC_MINORS = (34, 31, 28, 27, 26, 24, 17)
PLATFORMS = [f"manylinux_2_{minor}_x86_64" for minor in GLIBC_MINORS] + [
    "manylinux2014_x86_64"
]

# Files that no running function reads, by layer; "*" is for all of them. Licences and
# the metadata of packages stay.
USELESS = {
    "*": [
        "bin",
        "**/tests",
        "**/*.pyi",
        "**/*.pxd",
        "**/*.h",
        "**/*.a",
        "*.dist-info/RECORD",
        "*.dist-info/INSTALLER",
        "*.dist-info/REQUESTED",
        "*.dist-info/direct_url.json",
    ],
    "imaging": [
        "numpy/f2py",
        "numpy/_core/include",
        "numpy/random/_examples",
    ],
    # The Python module contains the whole engine, and the shared library is a second
    # copy of it; the rest are tools for making models.
    "onnx": [
        "onnxruntime/capi/libonnxruntime.so*",
        "onnxruntime/tools",
        "onnxruntime/transformers",
        "onnxruntime/quantization",
        "onnxruntime/datasets",
        "onnxruntime/backend",
    ],
    # What describes S3's own calls stays; see KEPT_SERVICES.
    "aws": ["botocore/data/*/*/examples-1.json", "boto3/examples"],
    "web": [
        "aws_lambda_powertools/event_handler/openapi/swagger_ui",
    ],
}
# The services of AWS that functions call; boto3 describes 400 others, in 25 MB.
KEPT_SERVICES = {
    *("s3", "s3vectors", "dynamodb", "sns", "sqs", "sts", "apigatewaymanagementapi"),
    "cognito-idp",
}


def runtime_python() -> Path | None:
    """The path of a working CPython 3.12 on this machine, None where there is none."""
    return next((path for path in candidates() if is_runtime(path)), None)


def candidates() -> Iterator[Path]:
    """Where a Python 3.12 may be: this one, then on the path, from pyenv, from uv."""
    yield Path(sys.executable)
    if found := shutil.which(f"python{RUNTIME}"):
        yield Path(found)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{RUNTIME}*/bin/python{RUNTIME}"))
    if uv := shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.defpath}"):
        command = [uv, "python", "find", "--no-python-downloads", RUNTIME]
        answer = subprocess.run(command, capture_output=True, text=True)
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())


def is_runtime(python: Path) -> bool:
    """Whether this interpreter starts and is a CPython 3.12 (a pyenv shim may not)."""
    code = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-c", code], capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout.split() == ["cpython", RUNTIME]


def fingerprint(layer: Path, compiler: Path | None) -> str:
    """A digest of what decides a layer's bytes: its lock, this file, the bytecode."""
    digest = hashlib.sha256()
    digest.update((layer / "requirements.txt").read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(b"compiled" if compiler else b"sources only")
    return digest.hexdigest()


def install(layer: Path, target: Path) -> None:
    """Unpack the locked wheels for Lambda into target."""
    platforms = [flag for name in PLATFORMS for flag in ("--platform", name)]
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--target", target),
            *("--python-version", RUNTIME, "--implementation", "cp", *platforms),
            *("--only-binary=:all:", "--no-deps", "--no-compile", "--require-hashes"),
            *("--disable-pip-version-check", "--root-user-action=ignore"),
            *("-r", layer / "requirements.txt"),
        ],
        check=True,
    )


def prune(name: str, target: Path) -> None:
    """Remove what no running function reads."""
    for pattern in USELESS["*"] + USELESS.get(name, []):
        for path in sorted(target.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    for path in target.glob("botocore/data/*/"):
        if path.name not in KEPT_SERVICES:
            shutil.rmtree(path)


def compile_sources(target: Path, compiler: Path) -> None:
    """Make bytecode for /opt/python, where Lambda unpacks a layer.

    It is never checked against its source, which cannot change there.
    """
    subprocess.run(
        [
            *(compiler, "-m", "compileall", "-q"),
            *("--invalidation-mode", "unchecked-hash"),
            *("-s", target, "-p", "/opt/python", target),
        ],
        check=True,
        # Bytecode lists sets in the order of their hashes, which are random unless this
        # is set; the same sources would give other bytes each time.
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )


def normalise_modes(target: Path) -> None:
    """Give files and folders one mode each, so that no umask shows in the archive."""
    for path in target.rglob("*"):
        path.chmod(0o755 if path.is_dir() or ".so" in path.suffixes else 0o644)


def build(layer: Path, compiler: Path | None) -> bool:
    """Build one layer unless it is up to date; whether it was built."""
    mark, wanted = layer / ".built", fingerprint(layer, compiler)
    done = layer / "python"
    if done.is_dir() and mark.is_file() and mark.read_text() == wanted:
        return False
    mark.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=layer, prefix="python.") as scratch:
        target = Path(scratch) / "python"
        install(layer, target)
        prune(layer.name, target)
        if compiler:
            compile_sources(target, compiler)
        normalise_modes(target)
        shutil.rmtree(done, ignore_errors=True)
        target.rename(done)
    mark.write_text(wanted)
    return True


def main() -> None:
    """Build the layers named on the command line, or all."""
    layers = {path.parent.name: path.parent for path in LAYERS.glob("*/*.txt")}
    parser = argparse.ArgumentParser(description="Build the Lambda layers.")
    parser.add_argument("names", nargs="*", metavar="NAME", default=sorted(layers))
    names = parser.parse_args().names
    if unknown := set(names) - set(layers):
        parser.error(f"no such layer: {', '.join(sorted(unknown))}")
    compiler = runtime_python()
    if compiler is None:
        print(f"No Python {RUNTIME} here: layers get no bytecode, and start slower.")
    for name in names:
        built = build(layers[name], compiler)
        print(f"layer {name}: {'built' if built else 'up to date'}")


if __name__ == "__main__":
    main()
