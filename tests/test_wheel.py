"""The wheel alone: installed into an empty environment, used in an empty folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import ASTRONAUT, GRACE_HOPPER, ROOT
from visage.models.store import MANIFEST, model_store

CARRIED = {
    "edge/greengrass.yaml",
    "edge/visage-edge@.service",
    "visage/http/openapi.json",
    "visage/models/catalogue.toml",
    "visage/py.typed",
    "visage/gallery/tables/dlib_resnet_v1.json",
    "visage/recognition/tables/dlib_resnet_v1.json",
    "visage/training/report.html.j2",
}
# What has to be there for the work below; the other models are fetched by it.
PREFILLED = ("dlib_68_trees", "dlib_resnet_v1")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the files that make it, and from no earlier build."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("visage", "edge"):
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = (source / "dist").iterdir()
    return built


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel and what it asks for, and an empty folder."""

    bin: Path
    folder: Path
    cache: Path

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the folder."""
        ours = ("VISAGE_", "PYTHON", "VIRTUAL_ENV", "AWS_")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        return subprocess.run(
            [self.bin / command[0], *command[1:]],
            cwd=self.folder,
            env={**kept, "XDG_CACHE_HOME": str(self.cache), **variables},
            capture_output=True,
            text=True,
        )

    @property
    def models(self) -> Path:
        return self.cache / "visage" / "models"


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Only what the wheel itself asks for is installed, at the locked versions."""
    home = tmp_path_factory.mktemp("home")
    subprocess.run([sys.executable, "-m", "venv", home / "env"], check=True)
    lock = (ROOT / "requirements" / "dev.txt").read_text()
    pins = re.findall(r"^[a-z][\w.-]*==\S+(?: ; [^\\\n]+)?", lock, re.MULTILINE)
    (home / "pins.txt").write_text("\n".join(pins))
    programs = home / "env" / "bin"
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check"]
    options = ["install", "--quiet", "--constraint", "pins.txt", str(wheel)]
    subprocess.run([*pip, *options], check=True, cwd=home, env=_plain())
    (home / "work").mkdir()
    return Installed(programs, home / "work", home / "cache")


def _plain() -> dict[str, str]:
    """The environment without what leads Python to this checkout."""
    return {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}


@pytest.fixture(scope="module")
def pictured(installed: Installed) -> Installed:
    """The folder with two photos in it, and the larger models in the cache."""
    here = model_store()
    if not set(PREFILLED) <= here.held():
        pytest.skip("the models are not here; run `make models`")
    installed.models.mkdir(parents=True)
    recorded = {name: here.manifest().models[name] for name in PREFILLED}
    for each in recorded.values():
        file = here.objects.path(each.file)
        assert file is not None
        (installed.models / each.file).symlink_to(file.resolve())
    content = {"models": {k: v.model_dump() for k, v in recorded.items()}}
    (installed.models / MANIFEST).write_text(json.dumps(content))
    for name, path in (("a.png", ASTRONAUT), ("b.jpg", GRACE_HOPPER)):
        shutil.copy(path, installed.folder / name)
    return installed


def test_the_wheel_carries_what_it_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if "dist-info" not in name}
    assert {name for name in names if not name.endswith(".py")} == CARRIED
    assert {name.partition("/")[0] for name in names} == {"edge", "visage"}


WORK = """
import visage

print(visage.__file__)
photo = visage.open("a.png")
visage.align(photo, visage.faces(photo)[0]).save("face.png")
visage.swap("a.png", "b.jpg").save("out.jpg")
print(visage.compare("a.png", "b.jpg").same, visage.compare("a.png", photo).same)
"""


def test_it_aligns_swaps_and_compares_with_models_fetched(pictured: Installed) -> None:
    done = pictured.run("python", "-c", WORK)
    assert done.returncode == 0, done.stderr
    file, answers = done.stdout.splitlines()
    assert Path(file).is_relative_to(pictured.bin.parent)
    assert answers == "False True"
    assert done.stderr == (
        "Visage fetches mtcnn_pnet, mtcnn_rnet, mtcnn_onet (2.0 MB), once, into "
        f"{pictured.models}; VISAGE_FETCH=0 keeps it from doing so.\n"
    )
    for name, size in (("face.png", (256, 256)), ("out.jpg", (512, 600))):
        with Image.open(pictured.folder / name) as image:
            assert image.size == size
    again = pictured.run("python", "-c", WORK)
    assert (again.stdout, again.stderr) == (done.stdout, "")


def test_nothing_is_fetched_where_that_is_turned_off(pictured: Installed) -> None:
    code = "import visage; visage.align('a.png')"
    empty = str(pictured.cache / "empty")
    done = pictured.run("python", "-c", code, VISAGE_FETCH="0", VISAGE_MODELS=empty)
    assert re.search(r"ModelMissing: .* Run `visage models pull \w+`\.$", done.stderr)
    assert not Path(empty).exists()


def test_the_command_is_installed(installed: Installed) -> None:
    listed = installed.run("visage", "models", "list")
    assert listed.returncode == 0, listed.stderr
    assert f"Store: {installed.models}" in listed.stdout


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import visage.http.app", "visage.http needs flask, which Visage's extra `s"),
        (
            "from visage.stores.objects import store; store('s3://bucket/x')",
            "a bucket needs boto3, which Visage's extra `serve` brings",
        ),
    ],
)
def test_what_only_the_service_needs_is_named(
    code: str, words: str, installed: Installed
) -> None:
    done = installed.run("python", "-c", code)
    assert words in done.stderr.splitlines()[-1]


def test_the_documents_are_read_from_the_wheel(installed: Installed) -> None:
    code = (
        "from visage.answers.service import read_openapi\n"
        "from visage.recognition.thresholds import table\n"
        "print(sorted(read_openapi().root)[0], table('dlib_resnet_v1').profile)"
    )
    assert installed.run("python", "-c", code).stdout == "components dlib_resnet_v1\n"


USER = """
import visage

photo = visage.open("a.jpg")
found = visage.faces(photo, min_face=30)
box: float = found[0].box.width
reveal_type(visage.align(photo, found[0], size=128))
reveal_type(visage.swap("me.jpg", photo))
reveal_type(visage.compare("a.jpg", found[0]).same)
visage.align(photo, siez=3)
visage.faces(3)

from visage.faces.mtcnn import MTCNN

reveal_type(MTCNN.detect)
"""


def test_users_see_the_types(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(USER)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "user.py"),
            *("--python-executable", installed.bin / "python"),
        ],
        cwd=tmp_path,
        env=_plain(),
        capture_output=True,
        text=True,
    )
    lines = done.stdout.splitlines()
    said = [line.partition(": ")[2] for line in lines if line.startswith("user.py")]
    assert said[:4] == [
        'note: Revealed type is "visage.results.AlignedFace"',
        'note: Revealed type is "visage.results.SwappedPicture"',
        'note: Revealed type is "bool | None"',
        'error: Unexpected keyword argument "siez" for "align"  [call-arg]',
    ]
    assert 'error: Argument 1 to "faces" has incompatible type "int"' in said[-2]
    assert "def (self: visage.faces.mtcnn.MTCNN" in said[-1]
    assert [text for text in said if text.startswith("error")] == [said[3], said[-2]]
