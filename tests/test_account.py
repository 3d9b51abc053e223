"""What a deployment asks the account, before anything is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local import account, deploy
from local.account import NoRoom, Wanted
from tests.conftest import ROOT

FOUR = ("visage-dev-a", "visage-dev-b", "visage-dev-c", "visage-dev-d")


class Account:
    """Lambda and API Gateway of an account, as far as they are asked."""

    def __init__(
        self,
        limit: int,
        others: int = 0,
        ours: Mapping[str, int] | None = None,
        role: str | None = None,
    ) -> None:
        self.limit = limit
        self.others = others  # what functions of other stacks have reserved
        self.ours = dict(ours or {})
        self.role = role
        self.asked: list[str] = []

    def __call__(self, service: str) -> Any:
        self.asked.append(service)
        return self

    def get_account_settings(self) -> dict[str, Any]:
        reserved = self.others + sum(self.ours.values())
        return {
            "AccountLimit": {
                "ConcurrentExecutions": self.limit,
                "UnreservedConcurrentExecutions": self.limit - reserved,
            }
        }

    def get_function_concurrency(self, FunctionName: str) -> dict[str, int]:  # noqa: N803
        if not self.ours:
            error = {"Error": {"Code": "ResourceNotFoundException", "Message": ""}}
            raise ClientError(error, "GetFunctionConcurrency")  # type: ignore[arg-type]
        given = self.ours.get(FunctionName)
        return {} if given is None else {"ReservedConcurrentExecutions": given}

    def get_account(self) -> dict[str, str]:
        return {"cloudwatchRoleArn": self.role} if self.role else {}


@pytest.mark.parametrize(
    ("known", "wanted", "given"),
    [
        (Account(10), "5", "none"),  # a new account
        (Account(100), "5", "none"),
        (Account(103), "5", "none"),
        (Account(104), "5", "1"),
        (Account(115), "5", "3"),
        (Account(120), "5", "5"),
        (Account(1_000), "20", "20"),
        (Account(1_000, others=890), "5", "2"),
        # What an earlier deployment took is there to be taken again.
        (Account(120, ours=dict.fromkeys(FOUR, 5)), "5", "5"),
        (Account(120, ours={FOUR[0]: 5}), "5", "5"),
        (Account(1_000), "none", "none"),
    ],
)
def test_the_stage_reserves_what_there_is(
    known: Account, wanted: str, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account.concurrency(known, Wanted(FOUR, wanted, False)) == given
    said = capsys.readouterr().out
    assert bool(said) == (given != wanted)
    if said:
        assert said.startswith("This account")


def test_a_chosen_number_that_is_too_large_ends_the_deployment() -> None:
    with pytest.raises(NoRoom) as raised:
        account.concurrency(Account(10), Wanted(FOUR, "5", True))
    assert str(raised.value) == (
        "VISAGE_CONCURRENCY is 5 for each of 4 functions, and this account can reserve "
        "nothing for each. Ask AWS for a higher limit on concurrent executions of "
        "Lambda, or set a lower number, or none."
    )


@pytest.mark.parametrize(("role", "setting"), [(None, "make"), ("arn:role", "there")])
def test_the_role_that_the_account_has_is_left_alone(
    role: str | None, setting: str
) -> None:
    found = account.variables(Account(1_000, role=role), Wanted(FOUR, "5", False))
    assert found == {"VISAGE_CONCURRENCY": "5", "VISAGE_API_LOG_ROLE": setting}


@pytest.mark.parametrize(
    ("stage", "each"), [("dev", "5"), ("prod", "20"), ("mine", "5")]
)
def test_what_a_stage_wants_is_in_serverless_yml(
    stage: str, each: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISAGE_CONCURRENCY", raising=False)
    wanted = Wanted.of(ROOT, stage)
    assert (wanted.each, wanted.chosen) == (each, False)
    assert f"visage-{stage}-align" in wanted.functions
    monkeypatch.setenv("VISAGE_CONCURRENCY", "7")
    assert (Wanted.of(ROOT, stage).each, Wanted.of(ROOT, stage).chosen) == ("7", True)


def test_nothing_is_made_before_the_account_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = Account(10)
    monkeypatch.setenv("VISAGE_CONCURRENCY", "5")
    monkeypatch.setattr(deploy, "client", known)
    with pytest.raises(deploy.Stopped, match="can reserve nothing for each"):
        deploy.ask_account(deploy.Target("dev", "eu-west-1"))
    assert known.asked == ["apigateway", "lambda"]
