"""The OpenAPI document is that of the routes, and valid."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

from functions import openapi
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(openapi.TARGET.read_text())
    return found


def test_the_file_is_what_the_routes_say() -> None:
    assert openapi.TARGET.read_text() == openapi.text(), (
        "visage/openapi.json is out of date: run `make docs`"
    )


def test_it_is_valid(document: dict[str, Any]) -> None:
    validate(document)


def test_each_name_means_one_thing(document: dict[str, Any]) -> None:
    """Two models of one name get long names, and those who use the client break."""
    assert [name for name in document["components"]["schemas"] if "__" in name] == []


def test_the_gateway_has_the_same_routes(document: dict[str, Any]) -> None:
    service = yaml.safe_load((ROOT / "serverless.yml").read_text())
    events = [
        event["http"]
        for function in service["functions"].values()
        for event in function["events"]
        if "http" in event
    ]
    deployed = {(f"/{event['path']}", event["method"]) for event in events}
    described = {
        (path, method)
        for path, operations in document["paths"].items()
        for method in operations
    }
    assert described == deployed


def test_every_route_is_in_the_docs(document: dict[str, Any]) -> None:
    pages = [*ROOT.glob("docs/*.md"), ROOT / "README.md"]
    text = "\n".join(page.read_text() for page in pages)
    for path, operations in document["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}" in text
