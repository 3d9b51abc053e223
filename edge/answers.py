"""What an answer over HTTP says: whether it worked, and in a line what is wrong."""

from __future__ import annotations

import requests

from edge.address import without_password

LONGEST = 200  # characters that are shown of what an answer says


def worked(answer: requests.Response) -> bool:
    """Whether whoever was asked did it; where it leads elsewhere, nobody did."""
    return 200 <= answer.status_code < 300


def elsewhere(answer: requests.Response) -> bool:
    """Whether the answer leads to another address."""
    return 300 <= answer.status_code < 400


def sentence(answer: requests.Response) -> str:
    """The status, and what an answer says is wrong."""
    return f"{answer.status_code}: {_said(answer)[:LONGEST]}"


def _said(answer: requests.Response) -> str:
    if elsewhere(answer):
        where = without_password(answer.headers.get("Location", "another address"))
        return (
            f"the answer leads to {where[: LONGEST // 2]}; the address has changed, or "
            "the network asks for a sign-in first"
        )
    try:
        told = answer.json()
    except ValueError:
        told = {}
    said = told.get("error") or told.get("message") if isinstance(told, dict) else None
    return str(said or answer.reason or "no reason given")
