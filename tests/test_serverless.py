"""The packaged service: what would be deployed, asserted on its template."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
import yaml
from PIL import Image

from layers import build, sizes
from local.rehearsal.gallery import KEYS
from local.rehearsal.watch import ATTRIBUTES, INDEX
from tests.conftest import ASTRONAUT, ROOT
from tests.packaged import FRAMEWORK, SERVICE, sls
from visage.gallery.aws.gallery import COPIES

MODELS = ROOT / ".visage" / "models"
FUNCTIONS = sorted(SERVICE["functions"])
# The sweep, which a schedule calls, needs no snapshot.
ANSWERING = [name for name in FUNCTIONS if name != "sweep"]
BEHIND_THE_API = [name for name in ANSWERING if name != "bulk"]
# Who takes messages of a queue, which is its brake.
BEHIND_A_QUEUE = ("bulk", "watch")

pytestmark = pytest.mark.skipif(
    not FRAMEWORK.exists() or shutil.which("node") is None,
    reason="the Serverless Framework is not installed; run `make setup`",
)


@pytest.fixture(scope="module")
def resources(package: Path) -> dict[str, dict[str, Any]]:
    template = package / "cloudformation-template-update-stack.json"
    found: dict[str, dict[str, Any]] = json.loads(template.read_text())["Resources"]
    return found


def of_type(resources: dict[str, dict[str, Any]], kind: str) -> dict[str, Any]:
    """The properties of every resource of a type, by logical name."""
    return {
        name: resource["Properties"]
        for name, resource in resources.items()
        if resource["Type"] == f"AWS::{kind}"
    }


def logical(function: str) -> str:
    return function[0].upper() + function[1:]


def test_print_works_without_credentials(home: Path) -> None:
    printed = yaml.safe_load(sls("print", home=home))
    assert sorted(printed["functions"]) == FUNCTIONS
    assert printed["provider"]["region"] == "eu-west-1"


def test_invoke_local_works_without_credentials(home: Path) -> None:
    event = ROOT / "tests" / "events" / "align.json"
    if not event.exists() or not (ROOT / "functions/align/handler.py").exists():
        pytest.skip("there is no function align yet")
    printed = sls("invoke", "local", "-f", "align", "--path", str(event), home=home)
    start = printed.index('{\n    "statusCode"')
    answer, _ = json.JSONDecoder().raw_decode(printed[start:])
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"])


def test_the_api_takes_and_gives_bytes(resources: dict[str, Any]) -> None:
    (api,) = of_type(resources, "ApiGateway::RestApi").values()
    assert api["BinaryMediaTypes"] == ["*/*"]
    assert api["EndpointConfiguration"] == {"Types": ["REGIONAL"]}


def test_functions_run_python_312_with_snapstart(resources: dict[str, Any]) -> None:
    functions = of_type(resources, "Lambda::Function")
    assert len(functions) == len(FUNCTIONS)
    for properties in functions.values():
        assert properties["Runtime"] == "python3.12"
        assert properties["Architectures"] == ["x86_64"]
        assert properties["TracingConfig"] == {"Mode": "Active"}
    for name in ANSWERING:
        properties = functions[f"{logical(name)}LambdaFunction"]
        assert properties["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    for name in BEHIND_THE_API:
        timeout = functions[f"{logical(name)}LambdaFunction"]["Timeout"]
        assert timeout < 29  # API Gateway waits no longer
    assert "SnapStart" not in functions["SweepLambdaFunction"]


def test_old_versions_go_whose_snapshots_cost(resources: dict[str, Any]) -> None:
    versions = [
        resource
        for resource in resources.values()
        if resource["Type"] == "AWS::Lambda::Version"
    ]
    assert len(versions) == len(ANSWERING)
    assert [version for version in versions if "DeletionPolicy" in version] == []


def test_routes_call_the_version_that_has_a_snapshot(
    resources: dict[str, Any],
) -> None:
    aliases = of_type(resources, "Lambda::Alias")
    assert sorted(aliases) == [
        f"{logical(name)}SnapStartLambdaAlias" for name in ANSWERING
    ]
    for name, method in of_type(resources, "ApiGateway::Method").items():
        if method["HttpMethod"] != "OPTIONS":
            assert "snapstart" in method["Integration"]["Uri"]["Fn::Join"][1], name


def test_every_route_answers_preflights_as_text(resources: dict[str, Any]) -> None:
    methods = of_type(resources, "ApiGateway::Method").values()
    by_path: dict[str, dict[str, Any]] = {}
    for method in methods:
        by_path.setdefault(method["ResourceId"]["Ref"], {})[method["HttpMethod"]] = (
            method
        )
    for path, found in by_path.items():
        integration = found["OPTIONS"]["Integration"]
        # With */* a mock's answer would otherwise be taken for bytes, and fail.
        assert integration["ContentHandling"] == "CONVERT_TO_TEXT"
        (response,) = integration["IntegrationResponses"]
        headers = response["ResponseParameters"]
        prefix = "method.response.header.Access-Control-Allow"
        assert headers[f"{prefix}-Origin"] == "'*'"
        for name in ("Content-Type", "Idempotency-Key"):
            assert name in headers[f"{prefix}-Headers"]
        allowed = set(headers[f"{prefix}-Methods"].strip("'").split(","))
        assert allowed == set(found), path


def test_the_gateways_own_answers_look_like_ours(resources: dict[str, Any]) -> None:
    answers = {
        properties["ResponseType"]: properties
        for properties in of_type(resources, "ApiGateway::GatewayResponse").values()
    }
    assert {kind: answer.get("StatusCode") for kind, answer in answers.items()} == {
        "DEFAULT_4XX": None,
        "DEFAULT_5XX": None,
        "INTEGRATION_TIMEOUT": "504",
        "MISSING_AUTHENTICATION_TOKEN": "404",
        "REQUEST_TOO_LARGE": "413",
        "ACCESS_DENIED": "403",
        "THROTTLED": "429",
        "UNAUTHORIZED": "401",
    }
    for answer in answers.values():
        headers = answer["ResponseParameters"]
        assert headers["gatewayresponse.header.Access-Control-Allow-Origin"] == "'*'"
        template = answer["ResponseTemplates"]["application/json"]
        body = json.loads(template.replace("$context.error.messageString", '""'))
        assert {"error", "code"} <= set(body)


def test_a_deployment_waits_for_the_gateways_answers(
    resources: dict[str, Any],
) -> None:
    (deployment,) = (
        resource
        for resource in resources.values()
        if resource["Type"] == "AWS::ApiGateway::Deployment"
    )
    answers = of_type(resources, "ApiGateway::GatewayResponse")
    assert set(answers) <= set(deployment["DependsOn"])
    # A deployment that names a stage fails where the stage is there already.
    assert set(deployment["Properties"]) == {"RestApiId"}


def test_the_stage_is_throttled_and_traced(resources: dict[str, Any]) -> None:
    (deployment,) = of_type(resources, "ApiGateway::Deployment")
    (stage,) = of_type(resources, "ApiGateway::Stage").values()
    assert stage == {
        "RestApiId": {"Ref": "ApiGatewayRestApi"},
        "DeploymentId": {"Ref": deployment},
        "StageName": "dev",
        "TracingEnabled": True,
        "AccessLogSetting": {
            "DestinationArn": {"Fn::GetAtt": ["AccessLogGroup", "Arn"]},
            "Format": stage["AccessLogSetting"]["Format"],
        },
        "MethodSettings": [
            {
                "HttpMethod": "*",
                "ResourcePath": "/*",
                "ThrottlingRateLimit": 20,
                "ThrottlingBurstLimit": 40,
            }
        ],
    }


def test_every_request_is_logged_with_its_caller_and_nothing_of_its_content(
    resources: dict[str, Any],
) -> None:
    (stage,) = of_type(resources, "ApiGateway::Stage").values()
    line = stage["AccessLogSetting"]["Format"]
    # A number where $context.status stands, as the filter on refusals needs it.
    found = json.loads(line.replace(":$context.status", ":403"))
    assert found == {
        "time": "$context.requestTime",
        "request_id": "$context.requestId",
        "caller": "$context.authorizer.claims.sub",
        "client": "$context.authorizer.claims.client_id",
        "method": "$context.httpMethod",
        "route": "$context.resourcePath",
        "status": 403,
        "refused_by_gateway": "$context.error.responseType",
        "milliseconds": "$context.responseLatency",
        "bytes": "$context.responseLength",
    }
    assert resources["ApiGatewayStage"]["DependsOn"] == ["ApiGatewayAccount"]
    role = resources["ApiGatewayLogsRole"]
    assert resources["ApiGatewayAccount"]["Properties"] == {
        "CloudWatchRoleArn": {"Fn::GetAtt": ["ApiGatewayLogsRole", "Arn"]}
    }
    # Other APIs of the account may write as it.
    assert role["DeletionPolicy"] == "RetainExceptOnCreate"


def test_many_refusals_raise_an_alarm(resources: dict[str, Any]) -> None:
    (refusals,) = of_type(resources, "Logs::MetricFilter").values()
    assert refusals["LogGroupName"] == {"Ref": "AccessLogGroup"}
    assert refusals["FilterPattern"] == (
        "{ ($.status = 401) || ($.status = 403) || ($.status = 429) }"
    )
    (metric,) = refusals["MetricTransformations"]
    alarm = resources["ManyRefusals"]["Properties"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (
        metric["MetricNamespace"],
        metric["MetricName"],
    )
    assert (alarm["Threshold"], alarm["Period"]) == (100, 300)


def routes(resources: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every route's method but the preflights, as `POST /align`."""
    parts = of_type(resources, "ApiGateway::Resource")

    def path(name: str) -> str:
        part = parts[name]
        above = part["ParentId"].get("Ref")
        return f"{path(above) if above in parts else ''}/{part['PathPart']}"

    return {
        f"{method['HttpMethod']} {path(method['ResourceId']['Ref'])}": method
        for method in of_type(resources, "ApiGateway::Method").values()
        if method["HttpMethod"] != "OPTIONS"
    }


# What needs no sign-in: the service about itself, and pictures without names.
PUBLIC = {
    "GET /health",
    "GET /version",
    "GET /models",
    "GET /openapi.json",
    "POST /align",
    "POST /landmarks",
    "POST /swap",
}
SCOPES = {
    "POST /recognize": "read",
    "POST /compare": "read",
    "POST /uploads": "read",
    "GET /classify": "read",
    "POST /classify/{handle}": "read",
    "GET /classify/{handle}/report": "read",
    "GET /collections": "read",
    "POST /collections": "enrol",
    "GET /collections/{collection}": "read",
    "PATCH /collections/{collection}": "enrol",
    "DELETE /collections/{collection}": "erase",
    "GET /audit": "admin",
    "GET /collections/{collection}/suppressions": "erase",
    "DELETE /collections/{collection}/suppressions/{receipt}": "erase",
    "GET /people": "read",
    "POST /people": "enrol",
    "GET /people/{id}": "read",
    "PATCH /people/{id}": "enrol",
    "DELETE /people/{id}": "erase",
    "POST /people/{id}/merge": "enrol",
    "GET /people/{id}/faces": "read",
    "POST /people/{id}/faces": "enrol",
    "DELETE /people/{id}/faces/{face}": "erase",
    "GET /people/{id}/rejections": "read",
    "POST /people/{id}/rejections": "enrol",
    "DELETE /people/{id}/rejections/{rejection}": "enrol",
    "GET /receipts": "erase",
    "GET /receipts/{receipt}": "read",
    "POST /receipts/verify": "read",
    "POST /search": "read",
    "POST /imports": "enrol",
    "GET /imports/{id}": "enrol",
    "POST /update-samples": "enrol",
    "POST /face-recognition": "read",
    "GET /clear-samples": "erase",
    "POST /clear-samples": "erase",
    "POST /watch/{camera}/events": "watch",
    "POST /watch/{camera}/frames": "watch",
    "GET /watchlist": "watchlist",
    "PUT /watchlist/{case}": "watchlist",
    "DELETE /watchlist/{case}": "watchlist",
    "POST /watchlist/{case}/pictures": "watchlist",
    "GET /watchlist/{case}/pictures/{n}": "watchlist",
    "POST /live/tickets": "watch",
    "GET /alerts": "watch",
    "GET /alerts/{id}": "watch",
    "GET /alerts/{id}/crop": "watch",
    "GET /alerts/{id}/reference": "watch",
    "POST /alerts/{id}/confirm": "watch",
    "POST /alerts/{id}/reject": "watch",
    "GET /cameras": "watch",
    "PATCH /cameras/{camera}": "admin",
    "GET /watch/audit": "admin",
    "GET /unknown": "watch",
    "GET /unknown/{face}/crop": "watch",
    "POST /unknown/name": "enrol",
    "POST /unknown/dismiss": "watch",
    "GET /customers/{account}": "watch",
}


# Whose callers sign as the AWS SDKs do: no authorizer can check that, so the function
# does, with the keys that it is told of.
SIGNED = {"POST /rekognition"}


def test_every_route_that_is_not_public_wants_a_scope(
    resources: dict[str, Any],
) -> None:
    found = routes(resources)
    assert set(found) == PUBLIC | SIGNED | set(SCOPES)
    for name, scope in SCOPES.items():
        assert found[name]["AuthorizationType"] == "COGNITO_USER_POOLS", name
        assert found[name]["AuthorizerId"] == {"Ref": "Authorizer"}
        assert found[name]["AuthorizationScopes"] == [f"visage/{scope}"]
    for name in PUBLIC | SIGNED:
        assert found[name]["AuthorizationType"] == "NONE", name


def test_the_function_checks_signatures_by_the_machines_of_the_user_pool(
    resources: dict[str, Any],
) -> None:
    people = resources["PeopleLambdaFunction"]["Properties"]
    keys = people["Environment"]["Variables"]["VISAGE_KEYS"]
    assert keys == {"Fn::Sub": "cognito://${UserPool}"}
    role = resources["PeopleRole"]["Properties"]["ManagedPolicyArns"]
    assert {"Ref": "ReadMachinesPolicy"} in role
    others = [
        name
        for name, each in of_type(resources, "IAM::Role").items()
        if {"Ref": "ReadMachinesPolicy"} in each.get("ManagedPolicyArns", [])
    ]
    assert others == ["PeopleRole"]


OF_PROGRAMS = {
    "VISAGE_POLICY_BY": "the works council",
    "VISAGE_POLICY_PURPOSE": "the canteen",
    "VISAGE_BUCKETS": "pictures,more.pictures",
}
OF_WATCHING = {
    "VISAGE_KEEP_ALERTS": "2.5",
    "VISAGE_KEEP_UNKNOWN": "1",
    "VISAGE_CUSTOMERS": "https://desk.example.org/accounts/{account}",
    "VISAGE_CUSTOMERS_TOKEN": "secret",
}


@pytest.fixture(scope="module")
def adjusted(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The template of a service for which an operator has set much."""
    folder = tmp_path_factory.mktemp("adjusted")
    sls(
        *("package", "--package", str(folder)),
        home=home,
        **OF_PROGRAMS,
        **OF_WATCHING,
        VISAGE_PICTURES="signed-in",
        VISAGE_MACHINES="camera=watch kiosk=read+enrol",
        VISAGE_FIREWALL="2000",
        VISAGE_SNAPSTART="off",
        VISAGE_API_LOG_ROLE="there",
    )
    template = folder / "cloudformation-template-update-stack.json"
    found: dict[str, Any] = json.loads(template.read_text())
    return found


def test_what_the_operator_says_of_programs_reaches_the_function(
    adjusted: dict[str, Any],
) -> None:
    resources = adjusted["Resources"]
    variables = resources["PeopleLambdaFunction"]["Properties"]["Environment"]
    assert variables["Variables"].items() >= OF_PROGRAMS.items()
    for name in ("Watch", "Alerts"):
        variables = resources[f"{name}LambdaFunction"]["Properties"]["Environment"]
        assert variables["Variables"].items() >= OF_WATCHING.items()
    assert {"Ref": "ReadBucketsPolicy"} in resources["PeopleRole"]["Properties"][
        "ManagedPolicyArns"
    ]
    policy = resources["ReadBucketsPolicy"]["Properties"]["PolicyDocument"]
    [statement] = policy["Statement"]
    assert statement["Resource"] == [
        {"Fn::Sub": "arn:${AWS::Partition}:s3:::pictures/*"},
        {"Fn::Sub": "arn:${AWS::Partition}:s3:::more.pictures/*"},
    ]


def test_a_stage_may_keep_every_picture_behind_the_sign_in(
    adjusted: dict[str, Any],
) -> None:
    found = routes(adjusted["Resources"])
    signed_in = {
        name
        for name, method in found.items()
        if method["AuthorizationType"] == "COGNITO_USER_POOLS"
    }
    posted = {name for name in found if name.startswith("POST")} - SIGNED
    assert signed_in == posted | set(SCOPES)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VISAGE_CONCURRENCY", "0"),
        ("VISAGE_PICTURES", "yes"),
        ("VISAGE_BUCKETS", "my bucket"),
        ("VISAGE_MFA", "off"),
        ("VISAGE_ORIGIN", "https://faces.example.org/"),
        ("VISAGE_SITE", "https://faces.example.org/"),
        ("VISAGE_SITE", "http://faces.example.org"),
        ("VISAGE_ALARM_EMAIL", "alarms"),
        ("VISAGE_FIREWALL", "9"),
        ("VISAGE_SNAPSTART", "none"),
        ("VISAGE_KEEP_ALERTS", "0"),
        ("VISAGE_KEEP_UNKNOWN", "721"),
        ("VISAGE_CUSTOMERS", "dynamodb://another-table"),
        ("VISAGE_API_LOG_ROLE", "yes"),
        ("VISAGE_MODELS_SHA256", "abc"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_a_sentence(
    name: str, value: str, home: Path, tmp_path: Path
) -> None:
    with pytest.raises(AssertionError, match=f"{name} is {value}; it takes"):
        sls("package", "--package", str(tmp_path), home=home, **{name: value})
    assert not any(tmp_path.iterdir())  # nothing was packed


@pytest.mark.parametrize(
    "machines", ["camera", "camera=fly", "camera=admin", "a=read a=watch", "A=read"]
)
def test_machines_that_cannot_be_are_refused_with_a_sentence(
    machines: str, home: Path, tmp_path: Path
) -> None:
    with pytest.raises(AssertionError, match="it takes names and scopes, such as"):
        sls("package", "--package", str(tmp_path), home=home, VISAGE_MACHINES=machines)


def test_functions_may_do_without_snapshots(adjusted: dict[str, Any]) -> None:
    """Routes and events call the functions themselves then."""
    resources = adjusted["Resources"]
    functions = of_type(resources, "Lambda::Function")
    assert [name for name, each in functions.items() if "SnapStart" in each] == []
    assert of_type(resources, "Lambda::Alias") == {}
    assert of_type(resources, "Lambda::Version") == {}
    assert "snapstart" not in json.dumps(resources)
    assert adjusted["Outputs"]["SnapStart"]["Value"] == "off"


def test_a_machine_has_a_client_of_its_own_with_its_scopes(
    adjusted: dict[str, Any],
) -> None:
    resources = adjusted["Resources"]
    clients = of_type(resources, "Cognito::UserPoolClient")
    assert {name: each["AllowedOAuthScopes"] for name, each in clients.items()} == {
        "SiteClient": SITE_SCOPES,
        "CameraMachineClient": ["visage/watch"],
        "KioskMachineClient": ["visage/read", "visage/enrol"],
    }
    assert adjusted["Outputs"]["CameraMachineClientId"]["Value"] == {
        "Ref": "CameraMachineClient"
    }


def test_an_account_may_have_the_role_of_logs_already(adjusted: dict[str, Any]) -> None:
    """It is no part of the stack then."""
    resources = adjusted["Resources"]
    assert "ApiGatewayAccount" not in resources
    assert "DependsOn" not in resources["ApiGatewayStage"]


SITE_SCOPES = [
    *("openid", "visage/read", "visage/enrol", "visage/erase", "visage/watch"),
    *("visage/watchlist", "visage/admin"),
]


def test_a_firewall_counts_requests_by_address_and_by_token(
    adjusted: dict[str, Any],
) -> None:
    """And blocks them with 429."""
    resources = adjusted["Resources"]
    (firewall,) = of_type(resources, "WAFv2::WebACL").values()
    rules = [rule["Statement"]["RateBasedStatement"] for rule in firewall["Rules"]]
    assert [(each["Limit"], each["AggregateKeyType"]) for each in rules] == [
        (2000, "IP"),
        (2000, "CUSTOM_KEYS"),
    ]
    assert rules[1]["CustomKeys"][0]["Header"]["Name"] == "authorization"
    for rule in firewall["Rules"]:
        refusal = rule["Action"]["Block"]["CustomResponse"]
        assert refusal["ResponseCode"] == 429
        body = firewall["CustomResponseBodies"][refusal["CustomResponseBodyKey"]]
        assert body["ContentType"] == "APPLICATION_JSON"
        assert json.loads(body["Content"]) == {
            "error": "Too many requests; try again in a minute.",
            "code": "too_many_requests",
        }
        said = {each["Name"]: each["Value"] for each in refusal["ResponseHeaders"]}
        assert (said["Retry-After"], said["Access-Control-Allow-Origin"]) == ("60", "*")
    # Samples of requests would show tokens.
    assert firewall["VisibilityConfig"]["SampledRequestsEnabled"] is False
    (place,) = of_type(resources, "WAFv2::WebACLAssociation").values()
    assert place["ResourceArn"]["Fn::Sub"].endswith(
        "::/restapis/${ApiGatewayRestApi}/stages/${ApiGatewayStage}"
    )


def test_nobody_registers_himself(resources: dict[str, Any]) -> None:
    (pool,) = of_type(resources, "Cognito::UserPool").values()
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    (authorizer,) = of_type(resources, "ApiGateway::Authorizer").values()
    assert authorizer["ProviderARNs"] == [{"Fn::GetAtt": ["UserPool", "Arn"]}]
    (server,) = of_type(resources, "Cognito::UserPoolResourceServer").values()
    assert [scope["ScopeName"] for scope in server["Scopes"]] == [
        *("read", "enrol", "erase", "watch", "watchlist", "admin")
    ]


def test_the_site_has_no_secret_and_machines_have_one(
    resources: dict[str, Any],
) -> None:
    clients = of_type(resources, "Cognito::UserPoolClient")
    site, machine = clients["SiteClient"], clients["ProgramMachineClient"]
    assert site["AllowedOAuthScopes"] == SITE_SCOPES
    assert machine["AllowedOAuthScopes"] == ["visage/read"]
    assert (site["GenerateSecret"], site["AllowedOAuthFlows"]) == (False, ["code"])
    assert machine["GenerateSecret"] is True
    assert machine["AllowedOAuthFlows"] == ["client_credentials"]
    # A user's groups say who is an administrator; no machine is one.
    for name, client in clients.items():
        admin = "visage/admin" in client["AllowedOAuthScopes"]
        assert admin == (name == "SiteClient")


def test_functions_have_a_brake(resources: dict[str, Any]) -> None:
    functions = of_type(resources, "Lambda::Function")
    for name in FUNCTIONS:
        properties = functions[f"{logical(name)}LambdaFunction"]
        reserved = None if name in BEHIND_A_QUEUE else 5
        assert properties.get("ReservedConcurrentExecutions") == reserved
    # A queue's own brake: messages that a function refuses would count as failed.
    queues = of_type(resources, "Lambda::EventSourceMapping").values()
    assert [each["ScalingConfig"] for each in queues] == [
        {"MaximumConcurrency": 5} for _ in BEHIND_A_QUEUE
    ]


@pytest.mark.parametrize(
    ("function", "kind", "stuck"),
    [("Bulk", "Import", "ImportsStuck"), ("Watch", "Watch", "WatchStuck")],
)
def test_messages_go_through_a_queue_that_loses_nothing(
    function: str, kind: str, stuck: str, resources: dict[str, Any]
) -> None:
    name, dead_name = f"{kind}Queue", f"{kind}DeadLetters"
    mappings = of_type(resources, "Lambda::EventSourceMapping")
    mapping = mappings[f"{function}EventSourceMappingSQS{name}"]
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["EventSourceArn"] == {"Fn::GetAtt": [name, "Arn"]}
    arn = {"Fn::GetAtt": [f"{function}LambdaFunction", "Arn"]}
    assert mapping["FunctionName"] == {"Fn::Join": [":", [arn, "snapstart"]]}
    timeout = resources[f"{function}LambdaFunction"]["Properties"]["Timeout"]
    queue = resources[name]["Properties"]
    # https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    assert queue["VisibilityTimeout"] >= 6 * timeout
    assert queue["RedrivePolicy"] == {
        "deadLetterTargetArn": {"Fn::GetAtt": [dead_name, "Arn"]},
        "maxReceiveCount": 5,
    }
    dead = resources[dead_name]["Properties"]
    assert dead["MessageRetentionPeriod"] > queue["MessageRetentionPeriod"]
    for each in (queue, dead):
        assert each["SqsManagedSseEnabled"] is True
    policy = resources[f"{kind}QueuesPolicy"]["Properties"]
    assert policy["Queues"] == [{"Ref": name}, {"Ref": dead_name}]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    alarm = resources[stuck]["Properties"]
    assert (alarm["MetricName"], alarm["Threshold"], alarm["AlarmActions"]) == (
        "ApproximateNumberOfMessagesVisible",
        1,
        [{"Ref": "Alarms"}],
    )


def test_imports_are_known_to_who_begins_and_who_works_on_them(
    resources: dict[str, Any],
) -> None:
    for name in ("PeopleLambdaFunction", "BulkLambdaFunction"):
        variables = resources[name]["Properties"]["Environment"]["Variables"]
        assert variables["VISAGE_IMPORTS"] == {"Fn::Sub": "s3://${UploadBucket}"}
        assert variables["VISAGE_IMPORT_QUEUE"] == {"Ref": "ImportQueue"}
        assert "VISAGE_GALLERY" in variables


def test_who_begins_an_import_reads_no_picture_of_it(
    resources: dict[str, Any],
) -> None:
    def allowed(role: str) -> set[str]:
        arns = resources[role]["Properties"]["ManagedPolicyArns"]
        policies = [resources[each["Ref"]]["Properties"] for each in arns]
        return {
            f"{action} {json.dumps(statement['Resource'])}"
            for policy in policies
            for statement in policy["PolicyDocument"]["Statement"]
            for action in [statement["Action"]]
            if "imports/" in json.dumps(statement["Resource"])
            or "Queue" in json.dumps(statement["Resource"])
        }

    queue = '{"Fn::GetAtt": ["ImportQueue", "Arn"]}'
    assert allowed("PeopleRole") == {f"sqs:SendMessage {queue}"}
    taking = (
        "['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', "
        "'sqs:GetQueueAttributes']"
    )
    assert allowed("BulkRole") == {
        f"sqs:SendMessage {queue}",
        f"{taking} {queue}",
        's3:GetObject {"Fn::Sub": "${UploadBucket.Arn}/imports/*"}',
    }


def test_every_function_has_its_alarms(resources: dict[str, Any]) -> None:
    alarms = of_type(resources, "CloudWatch::Alarm")
    functions = of_type(resources, "Lambda::Function")
    wanted = {
        (function["FunctionName"], metric)
        for function in functions.values()
        for metric in ("Errors", "Throttles", "Duration")
    }
    found = {
        (alarm["Dimensions"][0]["Value"], alarm["MetricName"])
        for alarm in alarms.values()
        if alarm["Namespace"] == "AWS/Lambda"
    }
    assert found == wanted
    timeouts = {each["FunctionName"]: each["Timeout"] for each in functions.values()}
    for alarm in alarms.values():
        assert alarm["AlarmActions"] == [{"Ref": "Alarms"}]
        if alarm["MetricName"] == "Duration":
            timeout = timeouts[alarm["Dimensions"][0]["Value"]]
            assert alarm["ExtendedStatistic"] == "p99"
            assert alarm["Threshold"] == round(timeout * 1000 * 0.8)
    assert {"ApiFailures", "ManyRefusals"} <= set(alarms)


def test_production_has_settings_of_its_own(home: Path, tmp_path: Path) -> None:
    email = "alarms@example.org"
    command = ("package", "--stage", "prod", "--package", str(tmp_path))
    sls(*command, home=home, VISAGE_ALARM_EMAIL=email, VISAGE_CONCURRENCY="none")
    template = tmp_path / "cloudformation-template-update-stack.json"
    resources = json.loads(template.read_text())["Resources"]
    pool = resources["UserPool"]["Properties"]
    assert pool["DeletionProtection"] == "ACTIVE"
    for table in of_type(resources, "DynamoDB::Table").values():
        assert table["DeletionProtectionEnabled"] is True
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == (
        "ON",
        ["SOFTWARE_TOKEN_MFA"],
    )
    assert resources["AlignLogGroup"]["Properties"]["RetentionInDays"] == 90
    assert resources["AlarmEmail"]["Properties"]["Endpoint"] == email
    (stage,) = of_type(resources, "ApiGateway::Stage").values()
    assert stage["MethodSettings"][0]["ThrottlingRateLimit"] == 50
    for properties in of_type(resources, "Lambda::Function").values():
        assert "ReservedConcurrentExecutions" not in properties


def statements(resources: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every statement of every policy that a role has."""
    for role in of_type(resources, "IAM::Role").values():
        for policy in role.get("Policies", []):
            yield from policy["PolicyDocument"]["Statement"]
    for policy in of_type(resources, "IAM::ManagedPolicy").values():
        yield from policy["PolicyDocument"]["Statement"]


def test_each_function_has_a_role_of_its_own(resources: dict[str, Any]) -> None:
    functions = of_type(resources, "Lambda::Function")
    for name in FUNCTIONS:
        properties = functions[f"{logical(name)}LambdaFunction"]
        assert properties["Role"] == {"Fn::GetAtt": [f"{logical(name)}Role", "Arn"]}
        role = resources[f"{logical(name)}Role"]["Properties"]
        (policy,) = role["Policies"]
        (statement,) = policy["PolicyDocument"]["Statement"]
        assert statement["Resource"] == {
            "Fn::GetAtt": [f"{logical(name)}LogGroup", "Arn"]
        }
    others = set(of_type(resources, "IAM::Role")) - {
        f"{logical(name)}Role" for name in FUNCTIONS
    }
    assert others == {"ApiGatewayLogsRole", "WatchTopicRole"}


def test_roles_allow_no_more_than_is_named(resources: dict[str, Any]) -> None:
    for statement in statements(resources):
        assert statement["Effect"] == "Allow"
        actions = statement["Action"]
        actions = [actions] if isinstance(actions, str) else actions
        assert not any("*" in action for action in actions)
        # X-Ray has no resources to name.
        if not all(action.startswith("xray:") for action in actions):
            assert statement["Resource"] != "*"
            named = json.dumps(statement["Resource"])
            for folder in (
                "ModelBucket.Arn}/models/*",
                "UploadBucket.Arn}/uploads/*",
                "UploadBucket.Arn}/taken/*",
                "UploadBucket.Arn}/imports/*",
                "UploadBucket.Arn}/reports/*",
                "VectorBucket.VectorBucketArn}/index/*",
                "WatchlistBucket.Arn}/watchlist/*",
                "${WebsocketsApi}/dev/*/@connections/*",
            ):
                named = named.replace(folder, "")
            assert "*" not in named


def test_every_bucket_is_private_encrypted_and_tidy(
    resources: dict[str, Any],
) -> None:
    buckets = of_type(resources, "S3::Bucket")
    assert set(buckets) == {
        *("ModelBucket", "UploadBucket", "ServerlessDeploymentBucket"),
        "WatchlistBucket",
    }
    for name, properties in buckets.items():
        access = properties["PublicAccessBlockConfiguration"]
        assert len(access) == 4, name
        assert set(access.values()) == {True}, name
        (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        algorithm = rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"]
        assert algorithm == "AES256", name
        if name != "ServerlessDeploymentBucket":
            rules = properties["LifecycleConfiguration"]["Rules"]
            assert [rule["Status"] for rule in rules] == ["Enabled"] * len(rules)
            assert any("AbortIncompleteMultipartUpload" in rule for rule in rules)
    for name in ("ModelBucket", "UploadBucket", "WatchlistBucket"):
        # Kept when the stack goes, but not where it never came to be.
        assert resources[name]["DeletionPolicy"] == "RetainExceptOnCreate"


def test_pictures_are_gone_after_two_days_and_reports_after_two_weeks(
    resources: dict[str, Any],
) -> None:
    rules = resources["UploadBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    # S3 rounds the end of the day up to midnight UTC.
    assert {rule.get("Prefix"): rule.get("ExpirationInDays") for rule in rules} == {
        "uploads/": 1,
        "taken/": 1,
        "imports/": 1,
        "reports/": 14,
        None: None,  # unfinished uploads
    }
    grants = {
        name
        for name, role in of_type(resources, "IAM::Role").items()
        if {"Ref": "GrantUploadsPolicy"} in role.get("ManagedPolicyArns", [])
    }
    assert grants == {"ServiceRole"}


def test_the_gallery_s_table_can_be_recovered_and_stays(
    resources: dict[str, Any],
) -> None:
    table, vectors = resources["GalleryTable"], resources["VectorBucket"]
    for kept in (table, vectors):
        assert kept["DeletionPolicy"] == "RetainExceptOnCreate"
        assert kept["UpdateReplacePolicy"] == "Retain"
    properties = table["Properties"]
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert properties["KeySchema"] == KEYS["KeySchema"]
    assert properties["AttributeDefinitions"] == KEYS["AttributeDefinitions"]
    recovery = properties["PointInTimeRecoverySpecification"]
    days = recovery["RecoveryPeriodInDays"]
    assert recovery["PointInTimeRecoveryEnabled"] is True
    assert COPIES[0].until.startswith(f"{days} days")


def holders(resources: dict[str, Any], policy: str) -> set[str]:
    """The roles that have a policy."""
    return {
        name
        for name, role in of_type(resources, "IAM::Role").items()
        if {"Ref": policy} in role.get("ManagedPolicyArns", [])
    }


def test_who_only_recognises_cannot_change_the_gallery(
    resources: dict[str, Any],
) -> None:
    changing = {"AlertsRole", "BulkRole", "PeopleRole", "SweepRole", "WatchRole"}
    assert holders(resources, "WriteGalleryPolicy") == changing
    assert holders(resources, "ReadGalleryPolicy") == {*changing, "RecognizeRole"}
    reading = resources["ReadGalleryPolicy"]["Properties"]["PolicyDocument"]
    actions = [each for one in reading["Statement"] for each in one["Action"]]
    assert actions == [
        *("dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"),
        *("s3vectors:GetVectors", "s3vectors:QueryVectors"),
    ]


def test_functions_of_people_know_the_gallery(resources: dict[str, Any]) -> None:
    functions = of_type(resources, "Lambda::Function")
    knowing = {
        name
        for name, properties in functions.items()
        if "VISAGE_GALLERY" in properties["Environment"]["Variables"]
    }
    assert knowing == {
        f"{name}LambdaFunction"
        for name in ("Alerts", "Bulk", "People", "Recognize", "Sweep", "Watch")
    }
    rules = of_type(resources, "Events::Rule")
    schedules = {name: each.get("ScheduleExpression") for name, each in rules.items()}
    assert schedules["SweepEventsRuleSchedule1"] == "rate(1 hour)"
    assert schedules["AlertsEventsRuleSchedule1"] == "rate(1 minute)"


def test_the_table_of_alerts_forgets_and_keeps_no_copies(
    resources: dict[str, Any],
) -> None:
    for name in ("WatchTable", "CustomerTable"):
        table = resources[name]
        assert table["DeletionPolicy"] == "RetainExceptOnCreate"
        assert table["UpdateReplacePolicy"] == "Retain"
        recovery = table["Properties"]["PointInTimeRecoverySpecification"]
        assert recovery == {"PointInTimeRecoveryEnabled": False}
        assert table["Properties"]["BillingMode"] == "PAY_PER_REQUEST"
    properties = resources["WatchTable"]["Properties"]
    assert properties["KeySchema"] == KEYS["KeySchema"]
    assert properties["AttributeDefinitions"] == ATTRIBUTES
    assert properties["GlobalSecondaryIndexes"] == [INDEX]
    assert properties["TimeToLiveSpecification"] == {
        "AttributeName": "ttl",
        "Enabled": True,
    }


def test_who_erases_people_erases_what_watching_keeps_of_them(
    resources: dict[str, Any],
) -> None:
    wanted = {"Alerts", "People", "Sweep", "Watch"}
    found = holders(resources, "UseWatchPolicy")
    assert found == {f"{name}Role" for name in wanted}
    functions = of_type(resources, "Lambda::Function")
    knowing = {
        name
        for name, each in functions.items()
        if "VISAGE_WATCH" in each["Environment"]["Variables"]
    }
    assert knowing == {f"{name}LambdaFunction" for name in wanted}
    assert holders(resources, "TellPolicy") == {"AlertsRole", "WatchRole"}
    assert holders(resources, "WorkOnWatchPolicy") == {"WatchRole"}
    assert holders(resources, "NoticePolicy") == {"AlertsRole"}
    # Both remove what has expired, which is found by an index.
    assert holders(resources, "ExpireWatchPolicy") == {"AlertsRole", "SweepRole"}


def test_a_camera_sends_over_its_own_topic_alone(resources: dict[str, Any]) -> None:
    policy = resources["CameraPolicy"]["Properties"]["PolicyDocument"]
    connect, publish = policy["Statement"]
    here = "arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}"
    # `${!` is CloudFormation's way to write `${`.
    thing = "${!iot:Connection.Thing.ThingName}"
    assert (connect["Action"], publish["Action"]) == ("iot:Connect", "iot:Publish")
    assert connect["Resource"] == {"Fn::Sub": f"{here}:client/visage-edge-{thing}"}
    assert connect["Condition"] == {"Bool": {"iot:Connection.Thing.IsAttached": "true"}}
    assert publish["Resource"] == {
        "Fn::Sub": f"{here}:topic/visage/cameras/{thing}/events"
    }
    rule = resources["WatchTopicRule"]["Properties"]["TopicRulePayload"]
    assert rule["Sql"] == (
        "SELECT * FROM 'visage/cameras/+/events' WHERE camera = topic(3)"
    )
    role = {"Fn::GetAtt": ["WatchTopicRole", "Arn"]}
    assert [*rule["Actions"], rule["ErrorAction"]] == [
        {"Sqs": {"QueueUrl": {"Ref": queue}, "RoleArn": role, "UseBase64": False}}
        for queue in ("WatchQueue", "WatchDeadLetters")
    ]


def test_the_watch_list_s_bucket_tells_of_pictures_and_keeps_none(
    resources: dict[str, Any],
) -> None:
    bucket = resources["WatchlistBucket"]["Properties"]
    assert bucket["NotificationConfiguration"] == {
        "EventBridgeConfiguration": {"EventBridgeEnabled": True}
    }
    days = [
        each.get("ExpirationInDays")
        for each in bucket["LifecycleConfiguration"]["Rules"]
    ]
    assert days == [1, None]
    (rule,) = (
        each
        for each in of_type(resources, "Events::Rule").values()
        if "EventPattern" in each
    )
    assert rule["EventPattern"] == {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {
            "bucket": {"name": [{"Ref": "WatchlistBucket"}]},
            "object": {"key": [{"prefix": "watchlist/"}]},
        },
    }
    failed = resources["WatchLambdaEvConf"]["Properties"]
    assert failed["Qualifier"] == "snapstart"
    assert failed["DestinationConfig"]["OnFailure"]["Destination"] == {
        "Fn::GetAtt": ["WatchDeadLetters", "Arn"]
    }


def test_the_websocket_is_limited_logged_and_calls_nobody_else_s_function(
    resources: dict[str, Any],
) -> None:
    (stage,) = of_type(resources, "ApiGatewayV2::Stage").values()
    assert stage["DefaultRouteSettings"] == {
        "ThrottlingRateLimit": 20,
        "ThrottlingBurstLimit": 40,
    }
    line = stage["AccessLogSettings"]["Format"]
    found = json.loads(line.replace(":$context.status", ":403"))
    assert found["status"] == 403
    assert "query" not in line.lower()
    permission = resources["AlertsLambdaPermissionWebsockets"]["Properties"]
    assert permission["SourceArn"]["Fn::Sub"].endswith(":${WebsocketsApi}/*")
    variables = resources["AlertsLambdaFunction"]["Properties"]["Environment"]
    assert variables["Variables"]["VISAGE_LIVE"] == {
        "Fn::Sub": (
            "https://${WebsocketsApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/dev"
        )
    }
    assert variables["Variables"]["VISAGE_CUSTOMERS"] == {
        "Fn::Sub": "dynamodb://${CustomerTable}"
    }


def test_notices_go_to_an_encrypted_topic(resources: dict[str, Any]) -> None:
    topic = resources["NoticeTopic"]["Properties"]
    assert topic["KmsMasterKeyId"] == "alias/aws/sns"
    knowing = {
        name
        for name, each in of_type(resources, "Lambda::Function").items()
        if "VISAGE_TOPIC" in each["Environment"]["Variables"]
    }
    assert knowing == {"AlertsLambdaFunction"}


def test_who_takes_an_upload_may_mark_it_and_no_other_key(
    resources: dict[str, Any],
) -> None:
    policy = resources["TakeUploadsPolicy"]["Properties"]["PolicyDocument"]
    assert [
        (statement["Action"], statement["Resource"])
        for statement in policy["Statement"]
    ] == [
        (
            ["s3:GetObject", "s3:DeleteObject"],
            {"Fn::Sub": "${UploadBucket.Arn}/uploads/*"},
        ),
        ("s3:PutObject", {"Fn::Sub": "${UploadBucket.Arn}/taken/*"}),
        ("s3:ListBucket", {"Fn::GetAtt": ["UploadBucket", "Arn"]}),
    ]


@pytest.mark.parametrize("topic", ["Alarms", "NoticeTopic"])
def test_topics_are_written_over_tls_only(
    topic: str, resources: dict[str, Any]
) -> None:
    policy = resources[f"{topic}Policy"]["Properties"]["PolicyDocument"]
    assert {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sns:Publish",
        "Resource": {"Ref": topic},
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    } in policy["Statement"]


def test_every_bucket_wants_tls(resources: dict[str, Any]) -> None:
    policies = {
        policy["Bucket"]["Ref"]: policy["PolicyDocument"]["Statement"]
        for policy in of_type(resources, "S3::BucketPolicy").values()
    }
    assert set(policies) == set(of_type(resources, "S3::Bucket"))
    for name, (statement,) in policies.items():
        assert statement["Effect"] == "Deny", name
        secure = statement["Condition"]["Bool"]["aws:SecureTransport"]
        assert str(secure).lower() == "false", name


def test_logs_are_kept_for_two_weeks(resources: dict[str, Any]) -> None:
    groups = of_type(resources, "Logs::LogGroup")
    functions = [f"{logical(name)}LogGroup" for name in FUNCTIONS]
    assert sorted(groups) == sorted(["AccessLogGroup", *functions])
    assert {group["RetentionInDays"] for group in groups.values()} == {14}


def test_functions_read_models_from_the_bucket(resources: dict[str, Any]) -> None:
    for properties in of_type(resources, "Lambda::Function").values():
        variables = properties["Environment"]["Variables"]
        assert variables["VISAGE_MODELS"] == {"Fn::Sub": "s3://${ModelBucket}/models"}
        assert variables["VISAGE_ORIGIN"] == "*"
        assert variables["VISAGE_COLLECTION"] == "people"
        assert (variables["VISAGE_POLICY_BY"], variables["VISAGE_POLICY_PURPOSE"]) == (
            *("", ""),
        )


@pytest.mark.parametrize("name", FUNCTIONS)
def test_archives_hold_the_function_and_the_library(name: str, package: Path) -> None:
    with zipfile.ZipFile(package / f"{name}.zip") as archive:
        names = archive.namelist()
    allowed = (f"functions/{name}/", "visage/", "functions/__init__.py")
    assert [item for item in names if not item.startswith(allowed)] == []
    assert [
        item for item in names if "__pycache__" in item or item.endswith(".onnx")
    ] == []


def test_functions_stay_below_their_gates(package: Path) -> None:
    found = list(sizes.weights(package))
    assert sorted(weight.function for weight in found) == FUNCTIONS
    assert set(sizes.GATES) >= set(FUNCTIONS)
    assert {
        weight.function: weight.total <= weight.gate for weight in found
    } == dict.fromkeys(FUNCTIONS, True)


def test_cfn_lint_finds_nothing(package: Path) -> None:
    template = package / "cloudformation-template-update-stack.json"
    command = Path(sys.executable).parent / "cfn-lint"
    # W3005: the framework names some dependencies twice.
    answer = subprocess.run(
        [command, "--ignore-checks", "W3005", "--", str(template)],
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stdout


def test_the_layer_has_the_services_of_aws_that_functions_call(package: Path) -> None:
    with zipfile.ZipFile(package / "aws.zip") as archive:
        names = archive.namelist()
    data = "python/botocore/data/"
    described = {
        name.removeprefix(data).split("/")[0]
        for name in names
        if name.startswith(data) and name.count("/") > data.count("/")
    }
    assert described == build.KEPT_SERVICES


# Calls a packaged function with an event, as Lambda would.
CALL = """
import importlib, json, sys
handler, event = sys.argv[1:]
module, _, name = handler.replace("/", ".").rpartition(".")
function = getattr(importlib.import_module(module), name)
print(json.dumps(function(json.load(open(event)), None)))
"""


def run_packaged(
    program: str, name: str, argument: Path, package: Path, folder: Path
) -> list[str]:
    """What a program prints that gets a packaged function's handler and an argument.

    It has the function and its layers, unpacked in `folder`, and nothing else: Lambda's
    runtime brings a boto3, but of a version that changes by itself.
    """
    python = build.runtime_python()
    if python is None:
        pytest.skip("there is no CPython 3.12 here to run the function with")
    if not MODELS.is_dir():
        pytest.skip("there are no models here; run `make setup`")
    with zipfile.ZipFile(package / f"{name}.zip") as archive:
        archive.extractall(folder)
    function = SERVICE["functions"][name]
    layers = [
        one["Ref"].removesuffix("LambdaLayer").lower() for one in function["layers"]
    ]
    path = [folder, *(build.LAYERS / layer / "python" for layer in layers)]
    answer = subprocess.run(
        [python, "-S", "-B", "-c", program, function["handler"], argument],
        cwd=folder,
        env={
            "PYTHONPATH": os.pathsep.join(map(str, path)),
            "PATH": os.defpath,
            "AWS_REGION": "eu-west-1",
            "AWS_LAMBDA_FUNCTION_NAME": name,
            "VISAGE_MODELS": str(MODELS),
            # A gallery in a file is searched with ONNX Runtime.
            "VISAGE_GALLERY": str(folder / "gallery.sqlite3")
            if "onnx" in layers
            else "dynamodb://unused?vectors=unused",
            "VISAGE_WATCH": str(folder / "watch.sqlite3"),
        },
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.splitlines()


def called(name: str, event: Path, package: Path, folder: Path) -> dict[str, Any]:
    """What a packaged function answers to an event."""
    printed = run_packaged(CALL, name, event, package, folder)
    answer: dict[str, Any] = json.loads(printed[-1])
    return answer


@pytest.mark.parametrize("name", ANSWERING)
def test_a_packaged_function_needs_no_more_than_its_layers(
    name: str, package: Path, tmp_path: Path
) -> None:
    event = ROOT / "tests" / "events" / f"{name}.json"
    answer = called(name, event, package, tmp_path)
    if name == "bulk":  # there is no bucket here: the message goes back to the queue
        (failed,) = json.loads(event.read_text())["Records"]
        failure = {"itemIdentifier": failed["messageId"]}
        assert answer == {"batchItemFailures": [failure]}
    else:
        assert answer["statusCode"] == 200


@pytest.mark.parametrize("form", ["HEIF", "AVIF"])
def test_a_packaged_function_reads_what_phones_make(
    form: str, package: Path, tmp_path: Path
) -> None:
    out = io.BytesIO()
    image = Image.open(ASTRONAUT)
    if form == "HEIF":
        pillow_heif.from_pillow(image).save(out)
    else:
        image.save(out, form)
    event = json.loads((ROOT / "tests" / "events" / "align.json").read_text())
    event["body"] = base64.b64encode(out.getvalue()).decode()
    file = tmp_path / "event.json"
    file.write_text(json.dumps(event))
    answer = called("align", file, package, tmp_path / "task")
    assert answer["statusCode"] == 200
    body = json.loads(answer["body"])
    assert (body["picture"]["width"], body["picture"]["height"]) == (512, 512)
    assert len(body["faces"]) == 1
