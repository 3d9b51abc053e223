"""An emulator of AWS on loopback: moto, with what our stack needs added to it.

moto would fail on some resources of the stack and silently drop parts of others. The
patches below mend that in this process alone.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import moto.apigateway.models
import moto.awslambda.models
import moto.awslambda.urls
import moto.cloudformation.models
import moto.iam.models
import moto.iot.models
from moto.cloudformation import parsing
from moto.server import ThreadedMotoServer

from local.rehearsal.sandbox import REGION
from local.rehearsal.stack import ACCOUNT, NOT_MADE, Account, Kept, Properties, Stack
from local.rehearsal.vectors import VECTOR_BUCKET, VectorBucket, complete_vectors

# Modules that are patched below, which their types do not allow.
apigateway: Any = moto.apigateway.models
awslambda: Any = moto.awslambda.models
urls: Any = moto.awslambda.urls
stacks: Any = moto.cloudformation.models
iam: Any = moto.iam.models
iot: Any = moto.iot.models
resolver: Any = parsing


# What the emulated account may run at once: more than the 100 that Lambda keeps, but
# less than the stage wants to reserve besides.
CONCURRENT_EXECUTIONS = 115


def complete(account: Account) -> None:
    """Patch moto, so that it keeps every resource of our stack in `account`."""
    Stack.account = account
    stacks.ResourceMap = Stack
    validate = stacks.validate_template_cfn_lint
    # moto refuses a template over warnings too; only errors should count.
    stacks.validate_template_cfn_lint = lambda template: [
        fault for fault in validate(template) if fault.rule.severity == "error"
    ]
    known = resolver.get_model_map() | {VECTOR_BUCKET: VectorBucket}
    resolver.resource_class_from_type = lambda kind: (
        Kept if kind in NOT_MADE else known.get(kind, Kept)
    )
    complete_vectors()
    parsing.NULL_MODELS.clear()
    mend_methods()
    mend_exports()
    add_account_settings()
    awslambda.LambdaVersion.has_cfn_attr = classmethod(lambda cls, name: True)
    awslambda.LambdaVersion.get_cfn_attribute = lambda self, name: str(self.version)
    awslambda.LambdaVersion.delete = lambda self, account, region: None
    awslambda.LayerVersion.physical_resource_id = property(lambda self: self.arn)
    awslambda.LayerVersion.delete = delete_layer
    apigateway.Deployment.physical_resource_id = property(lambda self: self.id)
    apigateway.RestAPI.delete = lambda self, account, region: (
        apigateway.apigateway_backends[account][region].delete_rest_api(self.id)
    )
    iot.FakePolicy.delete = lambda self, account, region: iot.iot_backends[account][
        region
    ].delete_policy(self.name)
    iam.ManagedPolicy.delete = lambda self, account, region: iam.iam_backends[account][
        "aws"
    ].delete_policy(self.arn)


def mend_methods() -> None:
    """Let moto make API methods that the gateway itself answers: preflights.

    They have no function behind them, and moto insists on an address for one.
    """
    make = apigateway.Method.create_from_cloudformation_json.__func__

    def completed(
        cls: Any, name: str, template: Properties, *others: Any, **more: Any
    ) -> Any:
        integration = template["Properties"]["Integration"]
        integration.setdefault("IntegrationHttpMethod", "POST")
        integration.setdefault("Uri", "")
        return make(cls, name, template, *others, **more)

    apigateway.Method.create_from_cloudformation_json = classmethod(completed)


def add_account_settings() -> None:
    """Let moto's Lambda say what the account may run at once, which it cannot."""

    def answer(request: Any, full_url: str, headers: Any) -> tuple[int, Any, str]:
        functions = awslambda.lambda_backends[ACCOUNT][REGION].list_functions()
        reserved = sum(int(each.reserved_concurrency or 0) for each in functions)
        limit = {
            "ConcurrentExecutions": CONCURRENT_EXECUTIONS,
            "UnreservedConcurrentExecutions": CONCURRENT_EXECUTIONS - reserved,
        }
        return 200, {}, json.dumps({"AccountLimit": limit})

    urls.url_paths["{0}/2016-08-19/account-settings/?$"] = answer


def mend_exports() -> None:
    """Let a stack be deleted that got exports when it was updated.

    moto lists the exports of a first deployment only, and then fails to delete others.
    """
    delete = stacks.CloudFormationBackend.delete_stack

    def completed(self: Any, name: str) -> None:
        for stack in self.stacks.values():
            for export in stack.exports:
                self.exports.setdefault(export.name, export)
        delete(self, name)

    stacks.CloudFormationBackend.delete_stack = completed


def delete_layer(self: Any, account: str, region: str) -> None:
    """Delete every version of a layer, as far as there are any left."""
    backend = awslambda.lambda_backends[account][region]
    for version in backend.list_layer_versions(self.name):
        backend.delete_layer_version(self.name, str(version.version))


@contextmanager
def emulator() -> Iterator[tuple[str, Account]]:
    """A running emulator: its address, and what is deployed there."""
    account = Account()
    complete(account)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}", account
    finally:
        server.stop()
