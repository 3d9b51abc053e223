"""The unit of systemd and the recipe of Greengrass: they fit the program."""

from __future__ import annotations

import configparser
import re

import click
import yaml

from edge.cli import main
from edge.start import PREFIX
from tests.conftest import ROOT
from visage.settings import Settings

UNIT = ROOT / "edge" / "visage-edge@.service"
RECIPE = ROOT / "edge" / "greengrass.yaml"


def known() -> set[str]:
    """Every variable that the program reads."""
    options = {p.name or "" for p in main.params if isinstance(p, click.Option)}
    named = {p.opts[0].lstrip("-").replace("-", "_") for p in main.params}
    agents = {f"{PREFIX}_{name.upper()}" for name in options | named}
    return agents | {f"VISAGE_{name.upper()}" for name in Settings.model_fields}


def test_the_unit_starts_the_program_with_variables_that_it_knows() -> None:
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(UNIT.read_text())
    service = unit["Service"]
    assert service["ExecStart"] == "/usr/local/bin/visage-edge"
    assert service["Restart"] == "always"
    assert service["DynamicUser"] == "yes"
    assert service["EnvironmentFile"] == "/etc/visage-edge/%i.env"
    said = set(re.findall(r"\b(VISAGE_[A-Z_]+)=", UNIT.read_text()))
    assert said == {
        "VISAGE_EDGE_CAMERA",
        "VISAGE_EDGE_BUFFER",
        "VISAGE_EDGE_SOURCE",
        "VISAGE_EDGE_TO",
        "VISAGE_MODELS",
    }
    assert said <= known()


def test_the_recipe_is_one_of_greengrass_and_its_variables_are_known() -> None:
    recipe = yaml.safe_load(RECIPE.read_text())
    assert recipe["RecipeFormatVersion"] == "2020-01-25"
    assert recipe["ComponentType"] == "aws.greengrass.generic"
    assert re.fullmatch(r"[A-Za-z0-9-_.]+", recipe["ComponentName"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", recipe["ComponentVersion"])
    (manifest,) = recipe["Manifests"]
    assert manifest["Platform"] == {"os": "linux"}
    lifecycle = manifest["Lifecycle"]
    assert set(lifecycle) == {"Install", "Run"}
    assert set(lifecycle["Run"]["Setenv"]) <= known()
    # Whatever the recipe inserts, it has a default for.
    inserted = set(re.findall(r"\{configuration:/(\w+)\}", RECIPE.read_text()))
    assert inserted == set(recipe["ComponentConfiguration"]["DefaultConfiguration"])
