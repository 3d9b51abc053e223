"""The site as Amplify Hosting builds and serves it: amplify.yml and customHttp.yml."""

from __future__ import annotations

import fnmatch
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from local import demo
from local.ports import HOST, free_port
from tests.browsing import browse, heic_file

ROOT = Path(__file__).resolve().parent.parent
(APP,) = yaml.safe_load((ROOT / "amplify.yml").read_text())["applications"]
(HEADERS,) = yaml.safe_load((ROOT / "customHttp.yml").read_text())["applications"]
API_PORT, SITE_PORT, STRANGER_PORT = (free_port(0) for _ in range(3))
API, SITE = f"http://{HOST}:{API_PORT}", f"http://{HOST}:{SITE_PORT}"

pytestmark = pytest.mark.skipif(
    shutil.which("npm") is None, reason="npm is not on the path; install Node 20.19"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is built from what git would have, by the commands of amplify.yml."""
    clone = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "web", "package*.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode != 0:
        pytest.skip("this is no clone of a repository")
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    frontend = APP["frontend"]
    for phase in ("preBuild", "build"):
        for command in frontend["phases"][phase]["commands"]:
            answer = subprocess.run(
                command,
                shell=True,
                cwd=clone / frontend["buildPath"].strip("/"),
                env={**os.environ, "VISAGE_API_URL": API},
                capture_output=True,
                text=True,
            )
            assert answer.returncode == 0, answer.stdout + answer.stderr
    return clone / str(frontend["artifacts"]["baseDirectory"])


def headers(path: str) -> dict[str, str]:
    """What customHttp.yml says for a path; loopback has no TLS."""
    found: dict[str, str] = {}
    for rule in HEADERS["customHeaders"]:
        if rule["pattern"] == "**/*" or fnmatch.fnmatch(path, rule["pattern"]):
            found |= {each["key"]: each["value"] for each in rule["headers"]}
    policy = found["Content-Security-Policy"]
    assert policy.count(" https: wss:;") == 1
    found["Content-Security-Policy"] = policy.replace(" https: wss:;", " http: ws:;")
    return found


class Host(SimpleHTTPRequestHandler):
    """A host of files that sends the headers."""

    def end_headers(self) -> None:
        for name, value in headers(self.path).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def start(port: int, folder: Path) -> ThreadingHTTPServer:
    handler = partial(Host, directory=str(folder))
    server = ThreadingHTTPServer((HOST, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def hosted(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served build; a stranger answers beside it."""
    stranger = start(STRANGER_PORT, tmp_path_factory.mktemp("stranger"))
    server = start(SITE_PORT, built)
    yield SITE
    for each in (server, stranger):
        each.shutdown()
        each.server_close()


def test_the_build_knows_its_service(hosted: str) -> None:
    assert requests.get(f"{hosted}/config.json").json() == {"api": API}
    page = requests.get(hosted).text
    assert f"connect-src &#39;self&#39; {API}" in page or f"'self' {API}" in page


def test_the_headers_are_those_of_a_careful_site(hosted: str) -> None:
    sent = requests.get(hosted).headers
    policy = dict(
        part.strip().split(" ", 1)
        for part in sent["Content-Security-Policy"].split(";")
    )
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert sent["Strict-Transport-Security"].startswith("max-age=31536000")
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "no-referrer"
    assert headers("/assets/index.js")["Cache-Control"].endswith("immutable")
    assert "Cache-Control" not in headers("/index.html")


def test_the_page_starts_behind_its_headers_and_asks_no_stranger(hosted: str) -> None:
    browse(hosted, "hosted", STRANGER=f"http://{HOST}:{STRANGER_PORT}/")


def test_the_hosted_pages_work_behind_their_headers(
    hosted: str, tmp_path: Path
) -> None:
    if missing := demo.what_is_missing():
        pytest.skip(missing)
    api = demo.start_api(demo.Ports(API_PORT), hosted)
    try:
        assert demo.wait_until_healthy(api, API_PORT, threading.Event())
        pages = ("home", "swap.spec", "align.spec")
        browse(hosted, "--project=desktop", *pages, HEIC=str(heic_file(tmp_path)))
    finally:
        api.stop()


def test_every_variable_of_the_build_is_explained() -> None:
    text = (ROOT / "amplify.yml").read_text()
    build = (ROOT / "web" / "build" / "site-config.ts").read_text()
    names = ("VISAGE_API_URL", "VISAGE_SIGN_IN_URL", "VISAGE_CLIENT_ID")
    for name in (*names, "VISAGE_LIVE_URL"):
        assert name in text
        assert json.dumps(name).replace('"', "'") in build
