"""Notices through a topic of Amazon SNS: to mails, text messages and web servers.

https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from visage.watch.notice_text import FORMAT, structured, subject
from visage.watch.notices import NotSent

# Someone waits for the answer of a confirmation; the schedule tries again.
_CONFIG = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 2},
)


class SnsTopic:
    """A topic by its ARN."""

    def __init__(self, arn: str, page: str | None) -> None:
        self._arn = arn
        self._page = page
        self._client = boto3.Session().client(
            "sns", region_name=arn.split(":")[3], config=_CONFIG
        )

    def publish(self, alert: Mapping[str, Any]) -> None:
        # Subscribers may filter by these.
        about = {"format": FORMAT, "kind": alert["kind"], "camera": alert["camera"]}
        if alert["case"]:
            about["case"] = alert["case"]["id"]
        try:
            self._client.publish(
                TopicArn=self._arn,
                Subject=subject(alert),
                Message=structured(alert, self._page),
                MessageStructure="json",
                MessageAttributes={
                    name: {"DataType": "String", "StringValue": value}
                    for name, value in about.items()
                },
            )
        except (ClientError, BotoCoreError) as error:
            raise NotSent(f"{type(error).__name__}: {error}") from error
