"""What keeps an account from being deleted, and what goes with it.

Salesforce help, "Considerations for Deleting Accounts", as copied by simplysfdc.com and biswajeetsamal.com (confidence
C): partner accounts, external users, program memberships, activated contracts, opportunities that are won or that other
users own; cases forbid it wherever they are (dml.deletion). The text is the recorded one for cases (B).
"""

from collections.abc import Iterator
from typing import Any

from mock_org.automation.portal_roles import remove_roles
from mock_org.dml import Trigger, TriggerContext
from mock_org.dml.deletion import delete_failed, record_name

_ACTIVATED = "Activated"


def _before_delete(context: TriggerContext) -> None:
    """Nothing of all this; then the portal roles and groups go, for good."""
    assert context.old is not None
    old, name = context.old, record_name(context.sobject, context.old)
    for plural, names in _in_the_way(context, old):
        if names:
            raise delete_failed(name, plural, names)
    remove_roles(context.system, old["Id"])


def _in_the_way(context: TriggerContext, account: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    account_id, records = account["Id"], context.system
    yield "portal users", _names(records.find("User", AccountId=account_id))
    if account.get("IsPartner"):
        yield "partner accounts", [str(account["Name"])]
    yield "channel program members", _names(records.find("ChannelProgramMember", PartnerId=account_id))
    contracts = records.find("Contract", AccountId=account_id, Status=_ACTIVATED)
    yield "activated contracts", [str(row["ContractNumber"]) for row in contracts]
    if not context.settings.delete_foreign_opportunities and not context.user.system:
        yield "opportunities", _names(_kept(context, records.find("Opportunity", AccountId=account_id)))


def _kept(context: TriggerContext, opportunities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in opportunities if row["IsWon"] or row["OwnerId"] != context.user.id]


def _names(rows: list[dict[str, Any]]) -> list[str]:
    return [str(row["Name"]) for row in rows]


TRIGGERS = (Trigger("Account", "before", "delete", _before_delete),)
