"""Deploying: whatever goes wrong ends in a sentence that says what to do."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from local import deploy
from local.advice import STUCK, advice

Aws = Callable[[str], None]


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Aws]:
    """An AWS that refuses every call with an error of a name; nothing else to ask."""
    refusal = [""]

    class Refusing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = (
                f"<ErrorResponse><Error><Code>{refusal[0]}</Code>"
                "<Message>no</Message></Error></ErrorResponse>"
            ).encode()
            self.send_response(403)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    forget_credentials(monkeypatch, tmp_path)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "wrong")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    yield lambda code: refusal.__setitem__(0, code)
    server.shutdown()
    server.server_close()


def forget_credentials(monkeypatch: pytest.MonkeyPatch, models: Path) -> None:
    """No credentials, no region, models that are never read."""
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    # Set, so that what deploy() sets is undone.
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    (models / "manifest.json").write_text('{"models": {}}')
    monkeypatch.setattr(deploy, "LOCAL_MODELS", models)
    monkeypatch.setattr(deploy, "what_is_missing", lambda: None)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("InvalidClientTokenId", "access key is unknown"),
        ("SignatureDoesNotMatch", "does not fit the access key"),
        ("ExpiredToken", "Sign in again"),
        ("AccessDenied", "These credentials may not do that"),
    ],
)
def test_credentials_that_aws_refuses(
    aws: Aws, code: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    aws(code)
    assert deploy.main([]) == 1
    assert sentence in capsys.readouterr().err


def test_no_credentials(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forget_credentials(monkeypatch, tmp_path)
    assert deploy.main([]) == 1
    assert "There are no AWS credentials here" in capsys.readouterr().err


def test_a_region_that_is_none(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forget_credentials(monkeypatch, tmp_path)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    # Where its name leads nowhere; whether there is a network does not matter.
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://sts.eu-nowhere-9.invalid")
    assert deploy.main(["--region", "eu-nowhere-9"]) == 1
    assert "AWS does not answer in this region" in capsys.readouterr().err


def test_models_that_were_never_fetched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deploy, "LOCAL_MODELS", tmp_path)
    monkeypatch.setattr(deploy, "what_is_missing", lambda: None)
    assert deploy.main([]) == 1
    assert "run `make models` first" in capsys.readouterr().err


@pytest.mark.parametrize("status", [*STUCK, "UPDATE_IN_PROGRESS"])
def test_a_half_finished_deployment(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploy, "stack", lambda _: {"StackStatus": status})
    with pytest.raises(deploy.Stopped) as raised:
        deploy.check_stack(deploy.Target("prod", "eu-west-1"))
    sentence = str(raised.value)
    assert sentence.startswith(f"The stack visage-prod is {status}: ")
    assert "run this again" in sentence
    assert "{" not in sentence


@pytest.mark.parametrize(
    "status", ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"]
)
def test_a_stack_that_can_be_updated(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploy, "stack", lambda _: {"StackStatus": status})
    deploy.check_stack(deploy.Target("prod", "eu-west-1"))


# What CloudFormation and the framework write for each.
REFUSALS = [
    ("visage-models already exists (Service: S3, BucketAlreadyExists)", "is taken"),
    ("Domain already associated with another user pool", "sign-in domain is taken"),
    (
        "decreases account's UnreservedConcurrentExecution below its minimum value",
        "VISAGE_CONCURRENCY=none",
    ),
    (
        "Stack:arn:aws:cloudformation:… is in UPDATE_IN_PROGRESS state and can not be "
        "updated.",
        "Another deployment",
    ),
    ("User: arn:aws:iam::1:user/x is not authorized to perform", "may not do that"),
    ("something new", "the lines above say where"),
]


@pytest.mark.parametrize(("said", "sentence"), REFUSALS)
def test_a_deployment_that_fails(
    said: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    framework = tmp_path / "sls.cjs"
    framework.write_text(f"console.log({said!r}); process.exit(1);")
    monkeypatch.setattr(deploy, "FRAMEWORK", framework)
    with pytest.raises(deploy.Stopped, match=sentence):
        deploy.sls(deploy.Target("dev", "eu-west-1", tmp_path), {})


def test_what_is_not_known_has_no_advice() -> None:
    assert advice("the moon is full") is None


def test_a_stage_has_a_name_that_buckets_and_domains_take(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert deploy.parse(["--stage", "prod"]).stack == "visage-prod"
    with pytest.raises(SystemExit):
        deploy.parse(["--stage", "My Stage"])
    assert "small letters" in capsys.readouterr().err
