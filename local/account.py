"""What the AWS account has room for, asked before anything is made.

Lambda takes what functions reserve out of the account's limit on concurrent executions,
and keeps 100 of it, or all of a smaller limit, for functions that reserve nothing:
https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
A new account's limit is 10, so that it has nothing to reserve.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml
from botocore.exceptions import ClientError

LEAST_UNRESERVED = 100
# In serverless.yml, where a setting is not in the environment: ${env:NAME, 'value'}.
DEFAULT = re.compile(r"\$\{env:VISAGE_CONCURRENCY, '(\w+)'\}")


class NoRoom(Exception):
    """The account has less than what was asked for; the message says what to do."""


class Clients(Protocol):
    """Makes a client of a service of AWS."""

    def __call__(self, service: str) -> Any: ...


@dataclass(frozen=True)
class Wanted:
    """The functions of a stack that reserve instances, and how many each at most."""

    functions: tuple[str, ...]
    each: str  # a number, or none
    chosen: bool  # by the one who deploys, not by serverless.yml

    @classmethod
    def of(cls, folder: Path, stage: str) -> Wanted:
        """What serverless.yml and the environment want for a stage."""
        service = yaml.safe_load((folder / "serverless.yml").read_text())
        stages = service["custom"]["stages"]
        written = str(stages.get(stage, stages["dev"])["concurrency"])
        default = DEFAULT.fullmatch(written)
        chosen = os.environ.get("VISAGE_CONCURRENCY")
        return cls(
            # One behind a queue reserves nothing: the queue holds it back.
            functions=tuple(
                f"visage-{stage}-{name}"
                for name, each in service["functions"].items()
                if not any("sqs" in event for event in each["events"])
            ),
            each=chosen or (default.group(1) if default else written),
            chosen=chosen is not None,
        )


def room(clients: Clients, wanted: Wanted) -> int:
    """How many instances each function can reserve."""
    functions = clients("lambda")
    limits: dict[str, int] = functions.get_account_settings()["AccountLimit"]
    kept = min(LEAST_UNRESERVED, limits["ConcurrentExecutions"])
    ours = sum(_reserved(functions, name) for name in wanted.functions)
    free = limits["UnreservedConcurrentExecutions"] + ours - kept
    return max(0, free // len(wanted.functions))


def _reserved(functions: Any, name: str) -> int:
    """What a function of an earlier deployment has reserved."""
    try:
        answer = functions.get_function_concurrency(FunctionName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            return 0
        raise
    return int(answer.get("ReservedConcurrentExecutions", 0))


def concurrency(clients: Clients, wanted: Wanted) -> str:
    """What VISAGE_CONCURRENCY should be. Raises NoRoom; says what it lowers."""
    if wanted.each == "none":
        return "none"
    there = room(clients, wanted)
    if int(wanted.each) <= there:
        return wanted.each
    count = len(wanted.functions)
    if wanted.chosen:
        raise NoRoom(
            f"VISAGE_CONCURRENCY is {wanted.each} for each of {count} functions, and "
            f"this account can reserve {there or 'nothing'} for each. Ask AWS for a "
            "higher limit on concurrent executions of Lambda, or set a lower number, "
            "or none."
        )
    if there:
        print(
            f"This account can reserve {there} instances for each of {count} "
            f"functions, not {wanted.each}: that many it is.",
            flush=True,
        )
        return str(there)
    print(
        "This account's limit on concurrent executions is too low to reserve any: the "
        "functions share it, and it is the brake on what a flood can cost. Ask AWS for "
        "a higher limit before you go into production.",
        flush=True,
    )
    return "none"


def variables(clients: Clients, wanted: Wanted) -> Mapping[str, str]:
    """What the deployment has to know of the account. Raises NoRoom."""
    has_role = "cloudwatchRoleArn" in clients("apigateway").get_account()
    return {
        "VISAGE_CONCURRENCY": concurrency(clients, wanted),
        "VISAGE_API_LOG_ROLE": "there" if has_role else "make",
    }
