"""What a schedule asks for is done, whatever else fails."""

from __future__ import annotations

import logging

import pytest

from visage.errors import SettingsInvalid
from visage.http.schedule import all_done


def test_every_part_is_done_though_one_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    did: list[str] = []

    def part(name: str, error: Exception | None = None) -> int:
        did.append(name)
        if error:
            raise error
        return 1

    parts = {
        "first": lambda: part("first", ValueError("quotes what was said")),
        "second": lambda: part("second"),
        "third": lambda: part("third", SettingsInvalid("no such thing")),
        "fourth": lambda: part("fourth"),
    }
    with caplog.at_level(logging.INFO), pytest.raises(ValueError, match="quotes"):
        all_done(parts)
    assert did == ["first", "second", "third", "fourth"]
    assert "quotes" not in caplog.text
    assert all_done({name: parts[name] for name in ("second", "fourth")}) == {
        "second": 1,
        "fourth": 1,
    }
