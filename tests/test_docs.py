"""The documentation says what is so: commands, parameters, errors, links."""

from __future__ import annotations

import inspect
import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest
import yaml

from docs import generate
from tests.conftest import ROOT
from visage import errors
from visage.answers.align import AlignParameters, LandmarksParameters
from visage.answers.classify import ClassifyParameters
from visage.answers.compare import CompareParameters
from visage.answers.fields import Parameters
from visage.answers.recognize import RecognizeParameters
from visage.answers.rekognition.operations import OPERATIONS
from visage.answers.swap import SwapParameters
from visage.cli import main as commands
from visage.commands.files import (
    NoPictures,
    NoSuchFile,
    UnreadableFile,
    UnwritableFile,
)
from visage.commands.report import INTERRUPTED
from visage.faces.finder import SMALLEST, WORKING_SIDE
from visage.models.catalogue import catalogue
from visage.pictures.photo import MAX_PIXELS, MIN_SIDE

TABLES: dict[str, tuple[type[Parameters], ...]] = {
    "align.md": (AlignParameters, LandmarksParameters),
    "classify.md": (ClassifyParameters,),
    "recognize.md": (RecognizeParameters, CompareParameters),
    "swap.md": (SwapParameters,),
}
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md"))]


def error_classes() -> list[type[errors.VisageError]]:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    return [kind for kind in found if issubclass(kind, errors.VisageError)]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def test_the_command_page_is_what_the_commands_say() -> None:
    assert generate.COMMANDS.read_text() == generate.command_page(), (
        "docs/cli.md is out of date: run `make docs`"
    )


def test_the_page_on_rekognition_has_the_figures_that_are_measured() -> None:
    assert generate.REKOGNITION.read_text() == generate.rekognition_page(), (
        "docs/rekognition.md is out of date: run `make docs`"
    )


def test_the_page_on_rekognition_names_every_call() -> None:
    for name, call in OPERATIONS.items():
        [row] = [
            line
            for line in page("rekognition.md").splitlines()
            if line.startswith("| `") and f"`{name}`" in line.split("|")[1]
        ]
        assert row.endswith(f"| `{call.scope}` |"), name


def test_the_page_of_samples_has_the_distances_of_every_embedder() -> None:
    assert generate.SAMPLES.read_text() == generate.sample_page(), (
        "docs/samples.md is out of date: run `make docs`"
    )


def test_the_command_page_has_every_code_and_status_of_the_terminal() -> None:
    text = generate.COMMANDS.read_text()
    kinds = [NoSuchFile, NoPictures, UnreadableFile, UnwritableFile]
    for kind in kinds:
        assert f"`{kind.code}`" in text
    assert f"| {INTERRUPTED} | stopped by Ctrl-C" in text


def test_the_examples_of_the_command_page_are_commands() -> None:
    """Their options exist, and their values are taken."""
    text = generate.COMMANDS.read_text().partition(generate.MADE)[0]
    examples = re.findall(r"^visage (.*?)(?: {2,}#.*| \|.*)?$", text, re.MULTILINE)
    assert len(examples) > 6
    for example in examples:
        name, *arguments = shlex.split(example)
        command = commands.get_command(click.Context(commands), name)
        assert command is not None
        command.make_context(name, arguments).close()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)", path.read_text()):
        if "://" not in link:
            assert (path.parent / link).exists(), f"{path.name} links to {link}"


def test_every_parameter_is_in_the_docs() -> None:
    for file, models in TABLES.items():
        for model in models:
            for name in model.model_fields:
                # A row of a table, whose first cell may name several.
                assert re.search(
                    rf"^\| [^|]*`{name}`[^|]* \|", page(file), re.MULTILINE
                )


@pytest.mark.parametrize("name", ["threat-model.md", "privacy.md"])
def test_claims_name_tests_that_are_there(name: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page(name))
    assert len(named) > 10
    for path, test in named:
        assert f"def {test}(" in (ROOT / path).read_text(), f"{path}::{test}"


def test_every_code_is_in_the_docs() -> None:
    leaves = [kind for kind in error_classes() if not kind.__subclasses__()]
    assert len(leaves) > 20
    for kind in leaves:
        row = next(
            line
            for line in page("api.md").splitlines()
            if line.startswith(f"| {kind.status} |")
        )
        assert f"`{kind.code}`" in row


def test_every_answer_of_the_gateway_itself_is_in_the_docs() -> None:
    own = yaml.safe_load((ROOT / "resources" / "cors.yml").read_text())["Resources"]
    rows = re.findall(r"^\| (\d\w\w) \| (.*) \|$", page("api.md"), re.MULTILINE)
    by_default = {"DEFAULT_4XX": "4xx", "DEFAULT_5XX": "502"}
    assert len(own) >= 8
    for answer in (each["Properties"] for each in own.values()):
        template = answer["ResponseTemplates"]["application/json"]
        (code,) = re.findall(r'"code": "(\w+)"', template)
        status = answer.get("StatusCode") or by_default[answer["ResponseType"]]
        assert any(row == status and f"`{code}`" in text for row, text in rows), code


def test_every_model_is_in_the_docs() -> None:
    for name in catalogue():
        assert f"`{name}`" in page("models.md")


def test_the_limits_in_the_docs_are_those_of_the_code() -> None:
    assert f"{MAX_PIXELS // 1_000_000}\nmegapixels" in page("api.md")
    assert f"at least {MIN_SIDE} pixels" in page("api.md")
    assert f"{WORKING_SIDE} pixels" in page("align.md")
    assert f"{SMALLEST:.0f} pixels" in page("align.md")
    assert f"a {int(WORKING_SIDE / SMALLEST)}th" in page("align.md")


def test_the_readme_is_short_and_its_targets_exist() -> None:
    text = (ROOT / "README.md").read_text()
    assert len(text.splitlines()) < 90
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"^make (\w+)", text, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_errors_are_one_sentence_each_and_in_the_drawn_tree() -> None:
    kinds = error_classes()
    tree = errors.__doc__ or ""
    for kind in kinds:
        assert re.fullmatch(r"[^\n]+\.", kind.__doc__ or "")
        assert kind.__name__ in tree


def test_nothing_tracked_is_large_or_names_a_place() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    present = [path for path in files if path.is_file()]
    assert [path for path in present if path.stat().st_size > 2_000_000] == []
    assert [path for path in present if path.suffix in {".dat", ".onnx", ".pt"}] == []
