"""`make deploy`: the whole service on AWS, from an empty account to its addresses.

    python -m local.deploy [--stage dev] [--region eu-west-1]

Deploys with the real `npx sls deploy`; pushes the models; deploys again with their
digest, so that every function takes its snapshot with the models loaded; calls the
public routes; prints the addresses. What is up to date is left alone, and a run that
was cut off can be repeated. Every fault ends in a sentence that says what to do.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import requests
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from local import account, smoke
from local.advice import STUCK, advice
from local.client import expect
from local.demo import FRAMEWORK, ROOT, what_is_missing
from visage.errors import VisageError
from visage.models import ready
from visage.models.store import MANIFEST, ModelStore
from visage.stores.objects import store

LOCAL_MODELS = ROOT / ".visage" / "models"
# Public whatever VISAGE_PICTURES says, and enough to know that models are loaded.
SMOKE = (("GET", "/health"), ("GET", "/version"), ("GET", "/models"))
# How the outputs with the clients of machines end: resources/identity.mjs.
MACHINE = "MachineClientId"
PICTURES = (("POST", "/align"), ("POST", "/landmarks"), ("POST", "/swap"))


class Stopped(Exception):
    """The deployment ends here; the message says why, and what to do."""


@dataclass(frozen=True)
class Target:
    """Where to deploy to."""

    stage: str
    region: str
    folder: Path = ROOT  # of the service
    address: str | None = None  # of the API, where it is not the stack's

    @property
    def stack(self) -> str:
        return f"visage-{self.stage}"

    @property
    def options(self) -> list[str]:
        return ["--stage", self.stage, "--region", self.region]


def main(arguments: Sequence[str] | None = None) -> int:
    """Deploy; the exit status."""
    target = parse(arguments)
    try:
        deploy(target)
    except Stopped as end:
        print(f"\n{end}", file=sys.stderr)
        return 1
    except (ClientError, BotoCoreError, VisageError, smoke.Wrong) as error:
        said = advice(f"{type(error).__name__} {error}")
        print(f"\n{said or error}", file=sys.stderr)
        if said:
            print(f"(AWS: {error})", file=sys.stderr)
        return 1
    except requests.RequestException as error:
        print(
            f"\nThe API does not answer: {error}. It may take a minute after the first "
            "deployment; run this again.",
            file=sys.stderr,
        )
        return 1
    return 0


def parse(arguments: Sequence[str] | None) -> Target:
    """Where the command line wants to deploy to."""
    parser = argparse.ArgumentParser(
        prog="python -m local.deploy", description="Deploy the service to AWS."
    )
    parser.add_argument("--stage", default="dev", help="dev, prod, or any name")
    region = os.environ.get("AWS_REGION", "eu-west-1")
    parser.add_argument("--region", default=region)
    options = parser.parse_args(arguments)
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,19}", options.stage):
        parser.error("a stage is up to 20 small letters, digits and hyphens")
    return Target(options.stage, options.region)


def deploy(target: Target) -> None:
    """Every step, each left out where it has been done."""
    if missing := what_is_missing():
        raise Stopped(missing)
    if not (LOCAL_MODELS / MANIFEST).is_file():
        raise Stopped("There are no models here to push; run `make models` first.")
    os.environ["AWS_REGION"] = os.environ["AWS_DEFAULT_REGION"] = target.region
    say_who(target)
    check_stack(target)
    known = ask_account(target)
    if "ModelBucketName" not in outputs(target):
        sls(target, known)
    push_models(outputs(target))
    # With the digest in their environment functions get new versions, whose snapshots
    # are taken with the models loaded.
    sls(target, {**known, "VISAGE_MODELS_SHA256": digest()})
    found = outputs(target)
    test(target.address or found["ServiceEndpoint"])
    print_addresses(found)


def client(service: str) -> Any:
    """A client that gives up soon where a region does not exist."""
    config = Config(connect_timeout=5, retries={"max_attempts": 2, "mode": "standard"})
    return boto3.Session().client(service, config=config)  # type: ignore[call-overload]


def say_who(target: Target) -> None:
    """Ask AWS who we are, before anything is made."""
    number = client("sts").get_caller_identity()["Account"]
    print(f"Deploying {target.stack} to {target.region}, account {number}", flush=True)


def ask_account(target: Target) -> Mapping[str, str]:
    """What the account has room for, as settings. Raises Stopped."""
    try:
        return account.variables(client, account.Wanted.of(target.folder, target.stage))
    except account.NoRoom as fault:
        raise Stopped(str(fault)) from fault


def stack(target: Target) -> dict[str, Any] | None:
    """The stack as CloudFormation has it, None where there is none."""
    try:
        answer = client("cloudformation").describe_stacks(StackName=target.stack)
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    found: dict[str, Any] = answer["Stacks"][0]
    return found


def check_stack(target: Target) -> None:
    """Stop where an earlier deployment left the stack so that none can follow."""
    status = str((stack(target) or {}).get("StackStatus", ""))
    if status in STUCK:
        of = " ".join(target.options)
        why = STUCK[status].format(of=of, stack=target.stack, region=target.region)
        raise Stopped(
            f"The stack {target.stack} is {status}: {why}, then run this again."
        )
    if status.endswith("_IN_PROGRESS"):
        raise Stopped(
            f"The stack {target.stack} is {status}: another deployment is under way. "
            "Wait until it has ended and run this again."
        )


def outputs(target: Target) -> dict[str, str]:
    """The outputs of the stack; none where it is not deployed."""
    listed = (stack(target) or {}).get("Outputs", [])
    return {each["OutputKey"]: each["OutputValue"] for each in listed}


def digest() -> str:
    """What the models here are, in one line: the digest of their manifest."""
    return hashlib.sha256((LOCAL_MODELS / MANIFEST).read_bytes()).hexdigest()


def sls(target: Target, variables: Mapping[str, str]) -> None:
    """Run `sls deploy`, its lines as they come. Raises Stopped with advice."""
    command = ["node", str(FRAMEWORK), "deploy", *target.options]
    print(f"\nnpx sls {' '.join(command[2:])}", flush=True)
    environment = {**os.environ, "NODE_NO_WARNINGS": "1", **variables}
    lines = []
    with subprocess.Popen(
        command,
        cwd=target.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            print(f"  {line.rstrip()}", flush=True)
    if process.returncode != 0:
        known = advice("".join(lines))
        raise Stopped(
            known
            or f"The deployment of {target.stack} failed; the lines above say where. "
            "CloudFormation has undone what it made (the stack is then "
            "UPDATE_ROLLBACK_COMPLETE, from which it can go on): mend it and run this "
            "again."
        )


def push_models(found: Mapping[str, str]) -> None:
    """Copy to the bucket what it does not have yet; raises a VisageError."""
    address = f"s3://{found['ModelBucketName']}/models"
    here, there = ModelStore(store(str(LOCAL_MODELS))), ModelStore(store(address))
    print(f"\nvisage models push {address}", flush=True)
    known = there.manifest().models
    for name, recorded in here.manifest().models.items():
        if known.get(name) == recorded and there.present(name):
            print(f"  {name}: is there", flush=True)
        else:
            here.push([name], there)
            print(f"  {name}: pushed, {recorded.size / 1e6:.1f} MB", flush=True)
    if ready.publish(there):
        print(f"  classify/{ready.HANDLE}: the ready classifier", flush=True)


def test(address: str) -> None:
    """Call the routes that need no sign-in. Raises smoke.Wrong."""
    print(f"\nSmoke test of {address}", flush=True)
    client = smoke.Client(address)
    for route in (*SMOKE, *PICTURES):
        open_to_all = route in SMOKE or client.send(*route).status_code != 401
        said = smoke.CALLS[route](client) if open_to_all else "wants a sign-in"
        print(f"  {' '.join(route)}: {said}", flush=True)
    closed = client.send("POST", "/recognize").status_code
    expect(closed == 401, f"POST /recognize without a token answered {closed}")
    print("  POST /recognize without a token: 401", flush=True)


def idle(found: Mapping[str, str]) -> str:
    """What it costs while nobody calls, and how that is avoided."""
    if found.get("SnapStart") != "on":
        return ""
    return (
        "\nSnapshots of the functions cost while nobody calls (docs/cost.md says how "
        "much);\nVISAGE_SNAPSTART=off does without them, and functions start slower.\n"
    )


def print_addresses(found: Mapping[str, str]) -> None:
    """What to write down, and where it goes."""
    machines = "\n".join(
        f"  client {name.removesuffix(MACHINE).lower():13} {value}"
        for name, value in sorted(found.items())
        if name.endswith(MACHINE)
    )
    print(
        f"""
The service is up.

  API                  {found["ServiceEndpoint"]}
  alerts               {found["ServiceEndpointWebsocket"]}
  sign-in              {found["SignInAddress"]}
  user pool            {found["UserPoolId"]}
  client of the site   {found["SiteClientId"]}
{machines}
  alarms               {found["AlarmTopic"]}
{idle(found)}
For the site, on Amplify's page of environment variables:

  AMPLIFY_MONOREPO_APP_ROOT=web
  VISAGE_API_URL={found["ServiceEndpoint"]}
  VISAGE_LIVE_URL={found["ServiceEndpointWebsocket"]}
  VISAGE_SIGN_IN_URL={found["SignInAddress"]}
  VISAGE_CLIENT_ID={found["SiteClientId"]}
"""
    )


if __name__ == "__main__":
    sys.exit(main())
