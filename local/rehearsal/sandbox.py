"""Keeps a rehearsal apart: dummy credentials, and a copy of the service."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3

from local.demo import ROOT

REGION = "eu-west-1"
# What `sls deploy` reads of the project.
SERVICE = ("functions", "layers", "local", "resources", "visage")


@contextmanager
def credentials(endpoint: str) -> Iterator[None]:
    """An environment with the emulator's address and dummy credentials only."""
    before = dict(os.environ)
    for name in list(os.environ):
        if name.startswith(("AWS_", "VISAGE_")):
            del os.environ[name]
    os.environ |= {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "rehearsal",
        "AWS_SECRET_ACCESS_KEY": "rehearsal",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def copied_service() -> Iterator[Path]:
    """A copy of the service, so that a change can be made and deployed."""
    parent = ROOT / ".visage"
    parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent, prefix="rehearsal.") as name:
        folder = Path(name)
        for file in ("serverless.yml", "package.json"):
            shutil.copy(ROOT / file, folder)
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
        for part in SERVICE:
            # The layers are large and are not changed, so links to their files will do.
            copy = os.link if part == "layers" else shutil.copy2
            skip = shutil.ignore_patterns("__pycache__")
            ignore = None if part == "layers" else skip
            shutil.copytree(
                ROOT / part, folder / part, copy_function=copy, ignore=ignore
            )
        yield folder


def what_is_left() -> Iterator[tuple[str, list[str]]]:
    """What the account still has, by kind."""
    functions = boto3.client("lambda")
    found = {
        "stacks": boto3.client("cloudformation").describe_stacks()["Stacks"],
        "functions": functions.list_functions()["Functions"],
        "layers": functions.list_layers()["Layers"],
        "APIs": boto3.client("apigateway").get_rest_apis()["items"],
        "roles": boto3.client("iam").list_roles()["Roles"],
        "policies": boto3.client("iam").list_policies(Scope="Local")["Policies"],
        "log groups": boto3.client("logs").describe_log_groups()["logGroups"],
        "buckets": boto3.client("s3").list_buckets()["Buckets"],
        "tables": boto3.client("dynamodb").list_tables()["TableNames"],
        "vector buckets": boto3.client("s3vectors").list_vector_buckets()[
            "vectorBuckets"
        ],
    }
    for kind, items in found.items():
        if items:
            yield kind, sorted(map(named, items))


def named(item: Any) -> str:
    """The name of something that a list of AWS shows."""
    if isinstance(item, str):
        return item
    names = (item.get(each) for each in ("Name", "RoleName", "vectorBucketName"))
    return next(filter(None, names), str(item))
