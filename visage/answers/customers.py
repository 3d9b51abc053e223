"""What is asked and answered about the accounts of customers."""

from __future__ import annotations

from pydantic import BaseModel, Field, JsonValue

from visage.answers.fields import Parameters
from visage.errors import UnknownAccount
from visage.watch.customers.account import Account, Customers


class AccountParameters(Parameters):
    """Which account is meant."""

    account: str = Field(min_length=1, max_length=255, description="the account's id")


class AccountFacts(BaseModel):
    """What the business says of an account, in the order of its source."""

    id: str
    fields: dict[str, JsonValue]


def show_account(customers: Customers, asked: AccountParameters) -> AccountFacts:
    """One account. Raises UnknownAccount or CustomersUnreachable."""
    found = customers.find(asked.account)
    if found is None:
        raise UnknownAccount(f"There is no account {asked.account[:60]}.")
    return account_facts(found)


def account_facts(account: Account) -> AccountFacts:
    """What an answer says of an account."""
    return AccountFacts(id=account.id, fields=dict(account.fields))
