"""What the template says of watching where the emulator has nothing to run it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from local.rehearsal.stack import Account, Properties
from visage.watch.dynamodb import EXPIRING


def promises(account: Account) -> Iterator[tuple[bool, str]]:
    """Statements about the resources of watching, and whether they hold."""
    yield from _table(account)
    yield from _cameras(account)
    yield from _wanted(account)
    yield from _telling(account)


def _table(account: Account) -> Iterator[tuple[bool, str]]:
    table = _of(account, "WatchTable")
    recovery = table["PointInTimeRecoverySpecification"]
    (index,) = table["GlobalSecondaryIndexes"]
    yield (
        table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
        and not recovery["PointInTimeRecoveryEnabled"]
        and index["IndexName"] == EXPIRING,
        "the table of alerts forgets what has expired, and keeps no copies",
    )


def _cameras(account: Account) -> Iterator[tuple[bool, str]]:
    rule = _of(account, "WatchTopicRule")["TopicRulePayload"]
    (action,) = rule["Actions"]
    queue, dead = _of(account, "WatchQueue"), _of(account, "WatchDeadLetters")
    yield (
        "'visage/cameras/+/events' WHERE camera = topic(3)" in rule["Sql"]
        and "WatchQueue" in action["Sqs"]["QueueUrl"]
        and "WatchDeadLetters" in rule["ErrorAction"]["Sqs"]["QueueUrl"],
        "what a camera sends over its topic goes into the queue, or to dead letters",
    )
    source = _of(account, "WatchEventSourceMappingSQSWatchQueue")
    timeout = _of(account, "WatchLambdaFunction")["Timeout"]
    yield (
        source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        and "snapstart" in source["FunctionName"]
        and queue["VisibilityTimeout"] >= 6 * timeout
        and queue["MessageRetentionPeriod"] < dead["MessageRetentionPeriod"],
        "the queue gives messages to the function, and those again that it gives back",
    )
    policy = json.dumps(_of(account, "CameraPolicy")["PolicyDocument"])
    thing = "${iot:Connection.Thing.ThingName}"
    yield (
        f":client/visage-edge-{thing}" in policy
        and f":topic/visage/cameras/{thing}/events" in policy
        and "*" not in policy,
        "a camera's certificate connects as its agent, and publishes to its topic",
    )


def _wanted(account: Account) -> Iterator[tuple[bool, str]]:
    bucket = account.resources["WatchlistBucket"]
    told = bucket.properties["NotificationConfiguration"]["EventBridgeConfiguration"]
    rules = account.of_type("Events::Rule").values()
    (rule,) = (one.properties for one in rules if "EventPattern" in one.properties)
    pattern = rule["EventPattern"]
    yield (
        told["EventBridgeEnabled"] is True
        and pattern["detail-type"] == ["Object Created"]
        and pattern["detail"]["bucket"]["name"] == [bucket.physical_id]
        and "watch:snapstart" in rule["Targets"][0]["Arn"],
        "EventBridge tells the watch function of pictures in the watch list's bucket",
    )
    failed = _of(account, "WatchLambdaEvConf")
    yield (
        failed["Qualifier"] == "snapstart"
        and "WatchDeadLetters"
        in str(failed["DestinationConfig"]["OnFailure"]["Destination"]),
        "what it fails at each time goes to dead letters",
    )


def _telling(account: Account) -> Iterator[tuple[bool, str]]:
    topic = _of(account, "NoticeTopic")
    alerts = _of(account, "AlertsLambdaFunction")["Environment"]["Variables"]
    yield (
        topic["KmsMasterKeyId"] == "alias/aws/sns"
        and alerts["VISAGE_TOPIC"] == account.resources["NoticeTopic"].physical_id,
        "confirmed matches go to an encrypted topic",
    )
    routes = account.of_type("ApiGatewayV2::Route").values()
    (stage,) = account.of_type("ApiGatewayV2::Stage").values()
    (integration,) = account.of_type("ApiGatewayV2::Integration").values()
    yield (
        {one.properties["RouteKey"] for one in routes}
        == {"$connect", "$disconnect", "$default"}
        and "alerts:snapstart" in integration.properties["IntegrationUri"]
        and stage.properties["DefaultRouteSettings"]["ThrottlingRateLimit"] > 0
        and alerts["VISAGE_LIVE"].endswith(stage.properties["StageName"]),
        "a WebSocket leads to the alerts function, which knows where to answer",
    )
    rules = account.of_type("Events::Rule").values()
    yield (
        any(
            one.properties.get("ScheduleExpression") == "rate(1 minute)"
            and "alerts:snapstart" in one.properties["Targets"][0]["Arn"]
            for one in rules
        ),
        "what has failed is tried again every minute",
    )


def _of(account: Account, name: str) -> Properties:
    return account.resources[name].properties
