"""The house: imports point one way, and nothing circles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

# What each part of the library may import besides itself, from the ground up.
ALLOWED = {
    "geometry": set[str](),
    "errors": set[str](),
    "once": set[str](),
    "settings": {"errors"},
    "pictures": {"errors", "geometry", "settings"},
    "stores": {"errors", "settings"},
    "models": {"errors", "geometry", "settings", "stores"},
    "classification": {"errors", "pictures", "models"},
    "faces": {"errors", "geometry", "once", "settings", "pictures", "models"},
    "swap": {"errors", "geometry", "settings", "pictures", "faces"},
    "recognition": {
        *("errors", "geometry", "settings", "pictures", "models", "stores", "faces")
    },
    "gallery": {
        *("errors", "geometry", "settings", "pictures", "models", "stores", "faces"),
        *("recognition",),
    },
    "training": {
        *("errors", "geometry", "settings", "pictures", "models", "stores", "faces"),
        *("recognition", "gallery"),
    },
    "watch": {
        *("errors", "geometry", "settings", "pictures", "models", "stores", "faces"),
        *("once", "recognition", "gallery"),
    },
    "answers": {
        *("errors", "geometry", "settings", "pictures", "models", "stores", "faces"),
        *("once", "swap", "recognition", "classification", "gallery", "watch"),
    },
    "http": {"errors", "once", "settings", "pictures", "stores", "gallery", "answers"},
    "commands": {
        *("errors", "geometry", "settings", "pictures", "models", "stores", "faces"),
        *("swap", "recognition", "gallery", "training", "watch", "answers"),
    },
    "cli": {"errors", "commands"},
    # What `import visage` gives.
    "engines": {"once", "faces", "recognition"},
    "results": {
        *("errors", "geometry", "pictures", "faces", "recognition", "answers"),
        "engines",
    },
    "people": {
        *("errors", "pictures", "settings", "gallery", "watch", "answers"),
        *("engines", "results"),
    },
    "library": {
        *("errors", "pictures", "faces", "swap", "recognition", "answers"),
        *("engines", "results"),
    },
}
# Who may use what outside of the library.
TOPS = {
    "visage": {"visage"},
    "functions": {"visage", "functions"},
    "layers": {"layers"},
    "edge": {"visage", "edge"},
}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(path: Path) -> str:
    """The part of the library that a file belongs to: its folder or its own name."""
    inside = path.relative_to(ROOT / "visage")
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


FILES = sorted((ROOT / "visage").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_one_way(path: Path) -> None:
    here = part(path)
    if here == "__init__":
        return  # what Python users import: it may reach everything, lazily
    used = {
        name.split(".")[1] for name in imports(path) if name.startswith("visage.")
    } & set(ALLOWED)
    assert used - {here} <= ALLOWED[here], f"{path.name} may not import {used}"


def test_every_part_has_its_row() -> None:
    assert {part(path) for path in FILES} - {"__init__"} == set(ALLOWED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_flask_lives_at_the_edge(path: Path) -> None:
    edge = {"flask", "werkzeug", "serverless_wsgi", "aws_lambda_powertools"}
    used = {name.split(".")[0] for name in imports(path)} & edge
    assert not used or part(path) == "http", f"{path.name} imports {used}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_settings_read_the_environment(path: Path) -> None:
    text = path.read_text()
    assert path.name == "settings.py" or "os.environ" not in text


@pytest.mark.parametrize("top", sorted(TOPS))
def test_nothing_below_uses_what_is_above(top: str) -> None:
    ours = {"visage", "functions", "layers", "local", "train", "bench", "docs", "tests"}
    ours |= {"edge"}
    for path in sorted((ROOT / top).rglob("*.py")):
        if "python" in path.relative_to(ROOT).parts:
            continue  # third-party code of a built layer
        used = {name.split(".")[0] for name in imports(path)} & ours
        assert used <= TOPS[top], f"{path.relative_to(ROOT)} imports {used}"


def test_no_module_imports_itself_in_a_circle() -> None:
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in FILES
    }
    arrows = {
        name: {found for found in imports(path) if found in names and found != name}
        for name, path in names.items()
    }
    waiting = dict(arrows)
    while free := [
        name for name, targets in waiting.items() if not targets & {*waiting}
    ]:
        for name in free:
            del waiting[name]
    assert sorted(waiting) == []


def test_tests_that_share_something_run_in_one_process(
    request: pytest.FixtureRequest,
) -> None:
    """pytest-xdist reads groups out of ids; pytest 9.2 no longer lets it write them."""
    if getattr(request.config.option, "loadgroup", False):
        assert request.node.nodeid.endswith(f"@{request.path}")
