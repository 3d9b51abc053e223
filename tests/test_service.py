"""One picture, one answer: on the terminal, in a function, through the gateway."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from functions.align.handler import handler
from tests.bad_input import REFUSED, Refused
from tests.conftest import ASTRONAUT, PORTRAITS, ROOT, Service
from tests.test_align_event import content, event
from visage.cli import main
from visage.faces.finder import Finder

QUERY = {"face": "all", "size": "64"}


@pytest.mark.parametrize("refused", REFUSED, ids=str)
def test_bad_input_is_refused_over_http(refused: Refused, service: Service) -> None:
    headers = {"Accept": refused.accept, "Origin": service.site}
    if refused.kind is not None:
        headers["Content-Type"] = refused.kind
    answer = requests.post(
        f"{service.api}/align", data=refused.body, headers=headers, params=refused.query
    )
    sentence = refused.at_the_gateway or refused.sentence
    expected = {"error": sentence, "code": refused.code}
    if refused.at_the_gateway:  # it cannot know which client reads it
        expected["__type"], expected["Message"] = "ImageTooLargeException", sentence
    assert (answer.status_code, answer.json()) == (refused.status, expected)
    assert answer.headers["Access-Control-Allow-Origin"] == service.site
    number = "x-amzn-RequestId" if refused.at_the_gateway else "X-Request-Id"
    assert answer.headers[number]


def by_command_line(picture: Path) -> Any:
    options = [f"--{name}={value}" for name, value in QUERY.items()]
    result = CliRunner().invoke(main, ["align", str(picture), "--json", *options])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.output)
    assert answer.pop("file") == str(picture)
    return answer


def by_invoke_local(picture: Path, folder: Path) -> Any:
    if shutil.which("npx") is None:
        pytest.skip("npx is not installed")
    given = folder / "event.json"
    given.write_text(json.dumps(event(picture.read_bytes(), query=QUERY)))
    command = ["npx", "sls", "invoke", "local", "-f", "align", "--path", str(given)]
    finished = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "SLS_OFFLINE": "1"},
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    printed = finished.stdout
    answer = json.loads(printed[printed.rindex("\n{\n") :])
    return json.loads(content(answer))


def by_http(picture: Path, service: Service) -> Any:
    kind = {"Content-Type": "image/png"}
    answer = requests.post(
        f"{service.api}/align", picture.read_bytes(), headers=kind, params=QUERY
    )
    return answer.json()


def test_every_way_gives_the_same_answer(
    each_portrait: str, finder: Finder, service: Service, tmp_path: Path
) -> None:
    picture = PORTRAITS[each_portrait]
    expected = json.loads(
        content(handler(event(picture.read_bytes(), query=QUERY), None))
    )
    assert len(expected["faces"]) == 1
    assert by_command_line(picture) == expected
    assert by_http(picture, service) == expected
    assert by_invoke_local(picture, tmp_path) == expected


def test_raw_form_and_json_give_the_same_bytes_over_http(service: Service) -> None:
    picture, url = ASTRONAUT.read_bytes(), f"{service.api}/align"
    fields = {"image": base64.b64encode(picture).decode(), **QUERY}
    for accept in ("application/json", "image/png"):
        query = QUERY if accept == "application/json" else {"size": "64"}
        fields = {"image": base64.b64encode(picture).decode(), **query}
        headers = {"Accept": accept}
        answers = [
            requests.post(
                url,
                picture,
                params=query,
                headers={**headers, "Content-Type": "image/png"},
            ),
            requests.post(url, query, files={"image": picture}, headers=headers),
            requests.post(url, json=fields, headers=headers),
        ]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert len({answer.content for answer in answers}) == 1
