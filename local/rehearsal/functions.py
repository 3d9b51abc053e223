"""Deployed functions: from an alias to its version's archive, layers and settings."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import boto3

from local.rehearsal.runtime import Instance, Packaged, unpack
from local.rehearsal.sandbox import REGION
from local.rehearsal.stack import Account, Deployed, Properties


class Functions:
    """Instances of deployed functions, started when first called."""

    def __init__(self, account: Account, endpoint: str, folder: Path) -> None:
        self.account = account
        self.endpoint = endpoint
        self.folder = folder
        self.s3 = boto3.client("s3", endpoint_url=endpoint)
        self.instances: dict[str, Instance] = {}
        self.lock = threading.Lock()
        # What the emulator made only by name, and what stands for it.
        self.stand_ins: dict[str, str] = {}

    def instance(self, alias_arn: str) -> Instance:
        """The instance behind an alias: of the version that it points to now."""
        alias = self.account.by_id(alias_arn)
        version = self.version(alias)
        with self.lock:
            if version not in self.instances:
                packaged = self.packaged(self.account.versions[version], version)
                log = self.folder / f"{version}.log"
                self.instances[version] = Instance(packaged, log)
        return self.instances[version]

    def invoke(self, function: str, event: Properties) -> Properties:
        """The answer of a function that has no versions, as a schedule gets it."""
        packaged = self.packaged(self.account.by_id(function).properties, function)
        instance = Instance(packaged, self.folder / f"{function}.log")
        try:
            answer: Properties = instance.invoke(event)
            return answer
        finally:
            instance.stop()

    def version(self, alias: Deployed) -> str:
        """The logical name of the version that an alias points to."""
        wanted = alias.properties["FunctionName"], alias.properties["FunctionVersion"]
        for name, properties in self.account.versions.items():
            if (properties["FunctionName"], properties["Version"]) == wanted:
                return name
        raise KeyError(wanted)

    def packaged(self, properties: Properties, name: str) -> Packaged:
        """A version's archive and layers, laid out; its settings."""
        layers = [self.account.layers[arn]["Content"] for arn in properties["Layers"]]
        folder = self.folder / name
        return Packaged(
            name=properties["FunctionName"],
            handler=properties["Handler"],
            task=unpack([self.fetch(properties["Code"])], folder / "task"),
            opt=unpack([self.fetch(layer) for layer in layers], folder / "opt"),
            memory=int(properties["MemorySize"]),
            timeout=float(properties["Timeout"]),
            variables={
                **self.settings(properties["Environment"]["Variables"]),
                "AWS_REGION": REGION,
                "AWS_DEFAULT_REGION": REGION,
                "AWS_ACCESS_KEY_ID": "rehearsal",
                "AWS_SECRET_ACCESS_KEY": "rehearsal",
                "AWS_ENDPOINT_URL": self.endpoint,
            },
        )

    def settings(self, variables: Mapping[str, str]) -> dict[str, str]:
        """The settings of a version, with what stands for what the emulator lacks."""
        found = dict(variables)
        for made, instead in self.stand_ins.items():
            found = {name: text.replace(made, instead) for name, text in found.items()}
        return found

    def fetch(self, content: Properties) -> Path:
        """An archive out of the deployment bucket."""
        key = str(content["S3Key"])
        path = self.folder / "archives" / key.replace("/", "_")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            self.s3.download_file(content["S3Bucket"], key, str(path))
        return path

    def stop(self) -> None:
        for instance in self.instances.values():
            instance.stop()
