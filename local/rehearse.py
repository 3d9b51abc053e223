"""`make rehearse`: runs the real `npx sls deploy` against an emulator of AWS.

Deploys to the emulator on loopback, pushes the models, and calls every route, with the
deployed archives and layers running under Lambda's runtime client. Then it deploys a
change and removes everything. It prints what it asserted, and on what: the emulator,
the template, the gateway or a function. Nothing reaches AWS.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from layers import build
from local import deploy, smoke
from local.account import LEAST_UNRESERVED
from local.demo import FRAMEWORK, ROOT, what_is_missing
from local.rehearsal import classifier
from local.rehearsal.browser import Browsers, browsers
from local.rehearsal.emulator import CONCURRENT_EXECUTIONS, emulator
from local.rehearsal.functions import Functions
from local.rehearsal.gateway import Gateway, Tokens, serving
from local.rehearsal.imports import imported
from local.rehearsal.runtime import NoRuntime, interpreter
from local.rehearsal.sandbox import (
    REGION,
    copied_service,
    credentials,
    what_is_left,
)
from local.rehearsal.stack import Account
from local.rehearsal.watch_template import promises
from local.rehearsal.watching import Watching
from visage import __version__
from visage.errors import VisageError
from visage.gallery.aws.gallery import COPIES

MODELS = ROOT / ".visage" / "models"
SWEEP = "SweepLambdaFunction"
RETAINED = ("ModelBucketName", "UploadBucketName", "WatchlistBucketName")
CHANGED = "999.0.0"
SCOPES = " ".join(
    f"visage/{name}"
    for name in ("read", "enrol", "erase", "watch", "watchlist", "admin")
)
# There is no Cognito here: the gateway takes these tokens for valid, with these scopes.
TOKENS = Tokens(
    {
        "administrator": {
            "sub": "a-user",
            "scope": SCOPES,
            "cognito:groups": "administrator",
        },
        "nobody": {
            "sub": "another-user",
            "scope": SCOPES,
        },
        "camera": {"sub": "camera", "client_id": "camera", "scope": "visage/watch"},
    }
)


class Failed(Exception):
    """An assertion does not hold; the message says which."""


def check(truth: bool, where: str, what: str) -> None:
    """Print an assertion that holds. Raises Failed where it does not."""
    if not truth:
        raise Failed(f"{where}: not so: {what}")
    print(f"  {where:12} {what}", flush=True)


def main() -> int:
    """Rehearse; the exit status."""
    try:
        if missing := what_is_missing() or what_is_not_made():
            print(f"Not rehearsed: {missing}", file=sys.stderr)
            return 2
        started = time.monotonic()
        rehearse()
    except (Failed, deploy.Stopped, smoke.Wrong, VisageError) as fault:
        print(f"The rehearsal failed. {fault}", file=sys.stderr)
        return 1
    print(f"\nThe rehearsal passed in {time.monotonic() - started:.0f} seconds.")
    return 0


def what_is_not_made() -> str | None:
    """A sentence about what the rehearsal needs, None where all is here."""
    try:
        interpreter()
    except NoRuntime as fault:
        return str(fault)
    if not (MODELS / "manifest.json").is_file():
        return "There are no models here; run `make setup`."
    return None


def rehearse() -> None:
    """The whole life of a stack."""
    for layer in sorted(build.LAYERS.glob("*/requirements.txt")):
        build.build(layer.parent, interpreter())
    with ExitStack() as stack:
        endpoint, account = stack.enter_context(emulator())
        stack.enter_context(credentials(endpoint))
        service = stack.enter_context(copied_service())
        Rehearsal(endpoint, account, service).run()


class Rehearsal:
    """One run: deploy, push, call, change, remove."""

    def __init__(self, endpoint: str, account: Account, service: Path) -> None:
        self.endpoint = endpoint
        self.account = account
        self.service = service

    def run(self) -> None:
        functions = Functions(self.account, self.endpoint, self.service / "lambda")
        gateway = Gateway(self.account, functions, TOKENS)
        try:
            self.deploy()
            with serving(gateway) as address, browsers() as heard:
                functions.stand_ins[self.live()] = heard.address
                self.before_models(smoke.Client(address))
                self.change(address)
                self.after_the_change(smoke.Client(address))
                key = self.machine("Program", functions)
                self.call_every_route(smoke.Client(address, "administrator", key))
                self.import_people(smoke.Client(address, "administrator"), functions)
                self.sweep(functions)
                self.watch(smoke.Client(address, "administrator"), functions, heard)
                self.versions(smoke.Client(address, "administrator"))
                self.refusals(smoke.Client(address))
                self.sign_in(address)
                self.signatures(address, key)
        finally:
            functions.stop()
        self.remove()

    def sls(self, *arguments: str, **variables: str) -> str:
        """What the framework prints. Raises Failed with it."""
        print(f"\nnpx sls {' '.join(arguments)}", flush=True)
        answer = subprocess.run(
            ["node", FRAMEWORK, *arguments],
            cwd=self.service,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if answer.returncode != 0:
            raise Failed(f"sls {arguments[0]}:\n{answer.stdout}{answer.stderr}")
        return answer.stdout

    def deploy(self) -> None:
        self.sls("deploy")
        stack = boto3.client("cloudformation").describe_stacks()["Stacks"][0]
        status = stack["StackStatus"]
        check(status == "UPDATE_COMPLETE", "emulator", f"the stack is {status}")
        count = len(self.account.resources)
        kinds = len({one.kind for one in self.account.resources.values()})
        check(count > 50, "emulator", f"{count} resources of {kinds} types were made")
        self.what_the_emulator_drops()

    def what_the_emulator_drops(self) -> None:
        """Assert what moto drops, on the properties that CloudFormation was given."""
        functions = self.account.of_type("Lambda::Function")
        check(
            all(
                one.properties.get("SnapStart") == {"ApplyOn": "PublishedVersions"}
                for name, one in functions.items()
                if name != SWEEP
            ),
            "template",
            "every function that answers requests starts from a snapshot",
        )
        check(
            all(
                arn in self.account.layers
                for one in functions.values()
                for arn in one.properties["Layers"]
            ),
            "template",
            "every function names layer versions that were made",
        )
        (api,) = self.account.of_type("ApiGateway::RestApi").values()
        check(
            api.properties["BinaryMediaTypes"] == ["*/*"],
            "template",
            "the API carries bytes of every media type",
        )
        (stage,) = self.account.of_type("ApiGateway::Stage").values()
        (limits,) = stage.properties["MethodSettings"]
        check(
            limits["ThrottlingRateLimit"] > 0,
            "template",
            f"the stage lets {limits['ThrottlingRateLimit']} requests a second in",
        )
        self.audit(stage.properties)
        self.identity()
        self.gallery()
        for truth, what in promises(self.account):
            check(truth, "template", what)

    def audit(self, stage: Mapping[str, Any]) -> None:
        """Where requests are logged, and what happens where many are refused."""
        (group,) = (
            one
            for name, one in self.account.of_type("Logs::LogGroup").items()
            if name == "AccessLogGroup"
        )
        named = group.properties["LogGroupName"]
        check(
            str(stage["AccessLogSetting"]["DestinationArn"]).find(named) > 0,
            "template",
            f"the stage logs every request to {named}",
        )
        (account,) = self.account.of_type("ApiGateway::Account").values()
        check(
            ":role/" in account.properties["CloudWatchRoleArn"],
            "template",
            "API Gateway has a role that it may write logs as",
        )
        (refusals,) = self.account.of_type("Logs::MetricFilter").values()
        check(
            refusals.properties["LogGroupName"] == named
            and "ManyRefusals" in self.account.of_type("CloudWatch::Alarm"),
            "template",
            "refusals are counted in it, and many raise an alarm",
        )

    def gallery(self) -> None:
        """The table, the vector bucket and the schedule of the sweep."""
        table = self.account.resources["GalleryTable"]
        recovery = table.properties["PointInTimeRecoverySpecification"]
        check(
            recovery["PointInTimeRecoveryEnabled"]
            and f"{recovery['RecoveryPeriodInDays']} days" in COPIES[0].until,
            "template",
            "the gallery's table can be recovered for as many days as receipts name",
        )
        rule = self.account.resources["SweepEventsRuleSchedule1"]
        check(
            rule.properties["ScheduleExpression"] == "rate(1 hour)",
            "template",
            "the sweep runs every hour",
        )

    def sweep(self, functions: Functions) -> None:
        """The packaged function that erases what has expired, as its schedule calls."""
        function = self.account.of_type("Lambda::Function")[SWEEP].physical_id
        answer = functions.invoke(function, {"source": "aws.events"})
        check(
            answer == {"receipts": 0},
            "awslambdaric",
            "the sweep runs, and finds that nobody's consent has ended",
        )

    def identity(self) -> None:
        """The groups and the clients of machines."""
        groups = self.account.of_type("Cognito::UserPoolGroup").values()
        names = [one.properties["GroupName"] for one in groups]
        check(len(names) == 4, "template", f"the user pool has {', '.join(names)}")
        clients = self.account.of_type("Cognito::UserPoolClient")
        check(
            clients["ProgramMachineClient"].properties["AllowedOAuthScopes"]
            == ["visage/read"],
            "template",
            "a machine's client has its own scopes and no others",
        )

    def output(self, name: str) -> str:
        """An output of the stack."""
        (stack,) = boto3.client("cloudformation").describe_stacks()["Stacks"]
        outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
        return str(outputs[name])

    def machine(self, name: str, functions: Functions) -> tuple[str, str]:
        """The id and the secret of a machine's client, which it signs with.

        The emulator's CloudFormation makes no user pools: one is made by its Cognito,
        with a client that may do what the deployed one may.
        """
        (pool,) = self.account.of_type("Cognito::UserPool").values()
        deployed = self.account.of_type("Cognito::UserPoolClient")
        cognito = boto3.client("cognito-idp")
        made = cognito.create_user_pool(PoolName="rehearsal")["UserPool"]["Id"]
        client = cognito.create_user_pool_client(
            UserPoolId=made,
            ClientName=name,
            GenerateSecret=True,
            AllowedOAuthScopes=deployed[f"{name}MachineClient"].properties[
                "AllowedOAuthScopes"
            ],
        )["UserPoolClient"]
        functions.stand_ins[pool.physical_id] = made
        return client["ClientId"], client["ClientSecret"]

    def before_models(self, client: smoke.Client) -> None:
        answer = client.send("GET", "/health")
        problem = answer.json()
        check(
            (answer.status_code, problem["code"]) == (503, "model_missing")
            and "visage models push s3://" in problem["error"],
            "awslambdaric",
            "without models GET /health answers 503 and names the command that helps",
        )

    def call_every_route(self, client: smoke.Client) -> None:
        deployed = set(self.routes())
        if deployed != set(smoke.CALLS):
            odd = ", ".join(map(" ".join, sorted(deployed ^ set(smoke.CALLS))))
            raise Failed(f"local/smoke.py and the deployed routes differ in {odd}")
        print(f"\nEvery route, {len(deployed)} of them", flush=True)
        for (method, path), call in smoke.CALLS.items():
            check(True, "awslambdaric", f"{method} {path}: {call(client)}")

    def import_people(self, client: smoke.Client, functions: Functions) -> None:
        """A folder of the bucket goes through the queue into the gallery."""
        bucket = self.output("UploadBucketName")
        said = imported(client, self.account, functions, bucket)
        check(True, "awslambdaric", f"a folder of the bucket: {said}")

    def live(self) -> str:
        """Where the deployed functions reach connected browsers."""
        alerts = self.account.resources["AlertsLambdaFunction"].properties
        return str(alerts["Environment"]["Variables"]["VISAGE_LIVE"])

    def watch(
        self, client: smoke.Client, functions: Functions, heard: Browsers
    ) -> None:
        """The sources of watching: a WebSocket, a bucket, a queue, a schedule."""
        print("\nWatching, by events of each source", flush=True)
        for said in Watching(client, self.account, functions, heard).said():
            check(True, "awslambdaric", said)

    def routes(self, scope: str | None = None) -> Iterator[smoke.Route]:
        """The routes of the deployed API, or those that want a scope."""
        gateway = Gateway(self.account, None, TOKENS)  # type: ignore[arg-type]
        for one in self.account.of_type("ApiGateway::Method").values():
            method = one.properties["HttpMethod"]
            wanted = one.properties.get("AuthorizationScopes", [])
            if method != "OPTIONS" and (scope is None or scope in wanted):
                yield method, gateway.path(one.properties["ResourceId"])

    def versions(self, client: smoke.Client) -> None:
        """A trained run is pushed, another one after it, and the first comes back."""
        address = f"s3://{self.output('ModelBucketName')}/models"
        print(f"\nvisage models push RUN --as {classifier.HANDLE}", flush=True)
        for number, named in classifier.VERSIONS.items():
            run = classifier.make_run(self.service / f"run-{number}", named, MODELS)
            said = classifier.visage(
                address, "push", str(run), "--as", classifier.HANDLE
            )
            passed = classifier.wait_for(client, number)
            check(
                True, "awslambdaric", f"{said}; {named} is named {passed:.0f} s later"
            )
        said = classifier.visage(address, "rollback", classifier.HANDLE)
        passed = classifier.wait_for(client, 1)
        check(True, "awslambdaric", f"{said}; it answers {passed:.0f} s later")

    def refusals(self, client: smoke.Client) -> None:
        expected: Mapping[tuple[str, str], Any] = {
            ("GET", "/nowhere"): (404, "unknown_route"),
            ("DELETE", "/health"): (404, "unknown_route"),
        }
        for (method, path), wanted in expected.items():
            answer = client.send(method, path)
            got = answer.status_code, answer.json()["code"]
            check(
                got == wanted and "Access-Control-Allow-Origin" in answer.headers,
                "gateway",
                f"{method} {path} answers {wanted[0]} with CORS headers",
            )
        answer = client.send("OPTIONS", "/align")
        allowed = answer.headers["Access-Control-Allow-Methods"]
        check("POST" in allowed, "gateway", f"OPTIONS /align allows {allowed}")

    def sign_in(self, address: str) -> None:
        closed = [
            (method, path)
            for method, path in self.routes()
            if smoke.Client(address).send(method, path).status_code == 401
        ]
        check(
            ("POST", "/recognize") in closed,
            "gateway",
            f"without a token: 401 from {', '.join(map(' '.join, closed))}",
        )
        cameras = set(self.routes("visage/watch"))
        for method, path in closed:
            if (method, path) not in cameras:
                self.forbidden(address, method, path, "camera", "gateway")
            self.forbidden(address, method, path, "nobody", "awslambdaric")

    def forbidden(
        self, address: str, method: str, path: str, token: str, where: str
    ) -> None:
        """Who has a token without the right to a route is told so."""
        who = {"camera": "a token for cameras", "nobody": "a user who is in no group"}
        answer = smoke.Client(address, token).send(method, path)
        check(
            answer.status_code == 403
            # Routes of another service's contract have no code.
            and answer.json().get("code", "forbidden") == "forbidden",
            where,
            f"{method} {path} with {who[token]}: 403",
        )

    def signatures(self, address: str, key: tuple[str, str]) -> None:
        """Who signs wrongly, or may not do what is asked, is refused."""
        who, secret = key
        for signed_by, operation, wanted in (
            ((who, "another secret"), "list_collections", "InvalidSignatureException"),
            (("nobody", secret), "list_collections", "UnrecognizedClientException"),
            (key, "create_collection", "AccessDeniedException"),
        ):
            client = boto3.Session(*signed_by, region_name=REGION).client(
                "rekognition", endpoint_url=f"{address}/rekognition"
            )
            body = {"CollectionId": "x"} if operation == "create_collection" else {}
            try:
                getattr(client, operation)(**body)
                code = "nothing"
            except ClientError as error:
                code = error.response["Error"]["Code"]
            check(code == wanted, "awslambdaric", f"POST /rekognition: {code}")

    def change(self, address: str) -> None:
        """New code and the models, by what `make deploy` does."""
        path = self.service / "visage" / "__init__.py"
        path.write_text(path.read_text().replace(__version__, CHANGED))
        self.before = set(self.account.of_type("Lambda::Version"))
        print("\nmake deploy, after a change", flush=True)
        deploy.deploy(deploy.Target("dev", REGION, self.service, address))
        listed = boto3.client("s3").list_objects_v2(
            Bucket=self.output("ModelBucketName")
        )
        size = sum(each["Size"] for each in listed["Contents"])
        check(size > 1e8, "S3", f"{listed['KeyCount']} objects, {size / 1e6:.0f} MB")

    def after_the_change(self, client: smoke.Client) -> None:
        version = smoke.version(client)
        check(version == CHANGED, "awslambdaric", f"GET /version says {version}")
        variables = self.account.of_type("Lambda::Function")["AlignLambdaFunction"]
        known = variables.properties["Environment"]["Variables"]["VISAGE_MODELS_SHA256"]
        check(
            known == deploy.digest(),
            "template",
            "functions name the models' digest, so their snapshots have the models",
        )
        # One behind a queue reserves nothing.
        reserved = [
            one.properties["ReservedConcurrentExecutions"]
            for name, one in self.account.of_type("Lambda::Function").items()
            if name not in ("BulkLambdaFunction", "WatchLambdaFunction")
        ]
        each = (CONCURRENT_EXECUTIONS - LEAST_UNRESERVED) // len(reserved)
        check(
            set(reserved) == {each},
            "template",
            f"functions reserve {each} instances each, all that the account has",
        )
        self.deploy_without_a_word()
        now = set(self.account.of_type("Lambda::Version"))
        check(
            len(now) == len(self.before) and not now & self.before,
            "emulator",
            "every function has one version, the new one; the old are deleted",
        )

    def deploy_without_a_word(self) -> None:
        """A plain `sls deploy` keeps the models' digest and the instances."""
        before = {
            name: one.properties
            for name, one in self.account.of_type("Lambda::Function").items()
        }
        self.sls("deploy", "--force")
        after = self.account.of_type("Lambda::Function")
        for setting in ("Environment", "ReservedConcurrentExecutions"):
            check(
                all(
                    after[name].properties.get(setting) == properties.get(setting)
                    for name, properties in before.items()
                ),
                "emulator",
                f"a plain `sls deploy` leaves the functions' {setting} as it was",
            )

    def remove(self) -> None:
        kept = sorted(self.output(name) for name in RETAINED)
        tables = self.account.of_type("DynamoDB::Table").values()
        vectors = [
            each["vectorBucketName"]
            for each in boto3.client("s3vectors").list_vector_buckets()["vectorBuckets"]
        ]
        people = {
            "tables": sorted(each.physical_id for each in tables),
            "vector buckets": vectors,
        }
        role = self.account.resources["ApiGatewayLogsRole"].physical_id
        self.sls("remove")
        left = dict(what_is_left())
        check(
            left == {"buckets": kept, "roles": [role], **people} and len(vectors) == 1,
            "emulator",
            "nothing is left but what is kept on purpose: the models' bucket, those "
            "of uploads and of the watch list, which empty themselves in two days, the "
            "gallery's table and vectors, the tables of alerts and of customers, and "
            "the role that API Gateway writes the account's logs as",
        )


if __name__ == "__main__":
    sys.exit(main())
