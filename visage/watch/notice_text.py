"""What a notice says: to programs, in a mail, and in a text message.

The format for programs is `visage.alert/1`. Fields may be added to it; one that is
there keeps its name and meaning, or the number changes. It has no picture and no
vector: who may see them, signs in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

FORMAT = "visage.alert/1"
# A text message has 140 bytes; one that is longer costs as several.
LONGEST_TEXT = 139
# https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: fewer than 100 characters
LONGEST_SUBJECT = 99

Alert = Mapping[str, Any]


def for_programs(alert: Alert, page: str | None) -> dict[str, Any]:
    """The notice of an alert for programs."""
    person, decision = alert["person"], alert["decision"]
    return {
        "format": FORMAT,
        "id": alert["id"],
        "kind": alert["kind"],
        "camera": alert["camera"],
        "taken": alert["taken"],
        "person": {"id": person["id"], "name": person["name"]},
        "case": alert["case"],
        "similarity": alert["similarity"],
        "confirmed": None if decision is None else dict(decision),
        "page": page,
    }


def subject(alert: Alert) -> str:
    """The subject of a mail: one line of ASCII."""
    line = f"Visage: {_who(alert)} seen by camera {alert['camera']}"
    return _ascii(line)[:LONGEST_SUBJECT]


def mail(alert: Alert, page: str | None) -> str:
    """The text of a mail."""
    case, decision = alert["case"] or {}, alert["decision"] or {}
    lines = [
        f"{_who(alert)} was seen by camera {alert['camera']} at "
        f"{_moment(alert['taken'])}.",
        "",
        f"Case: {case.get('id', 'none')}, {case.get('note', '')}".rstrip(", "),
        f"Similarity: {alert['similarity']:.2f}",
        f"Confirmed by {decision.get('by', 'nobody')} at "
        f"{_moment(decision['at']) if decision else 'no time'}.",
    ]
    if note := decision.get("note"):
        lines.append(f"Their note: {note}")
    if page:
        lines += ["", f"Pictures, for whoever may see them: {page}"]
    return "\n".join([*lines, ""])


def text_message(alert: Alert) -> str:
    """The text of a text message: ASCII, fewer than 140 characters."""
    case = (alert["case"] or {}).get("id")
    about = f" (case {case})" if case else ""
    line = (
        f"Visage: {_who(alert)}{about}, camera {alert['camera']}, "
        f"{_moment(alert['taken'])}. Confirmed."
    )
    return _ascii(line)[:LONGEST_TEXT]


def structured(alert: Alert, page: str | None) -> str:
    """All of it as SNS takes it, by the kind of subscriber."""
    programs = json.dumps(for_programs(alert, page))
    return json.dumps(
        {
            "default": programs,
            "email": mail(alert, page),
            "sms": text_message(alert),
        }
    )


def _who(alert: Alert) -> str:
    person = alert["person"]
    return str(person["name"] or person["id"])


def _moment(text: Any) -> str:
    moment = text if isinstance(text, datetime) else datetime.fromisoformat(text)
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _ascii(line: str) -> str:
    return " ".join(line.encode("ascii", "replace").decode().split())
