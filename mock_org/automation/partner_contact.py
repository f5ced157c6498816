"""Contacts of partner accounts: who may own them, and what happens when one with a user moves to another account."""

from mock_org.automation.partner_account import owned_by_portal_user, portal_users_cannot_own
from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError


def _check_owner(context: TriggerContext) -> None:
    """A portal user owns no contact under a partner account (confidence B)."""
    if context.old is not None and not context.changed("OwnerId", "AccountId"):
        return
    account = context.system.get("Account", context.new.get("AccountId")) or {}
    if account.get("IsPartner") and owned_by_portal_user(context, context.new.get("OwnerId")):
        raise portal_users_cannot_own()


def _keep_account(context: TriggerContext) -> None:
    """A contact with a portal user keeps an account (Object Reference, User.ContactId; code D)."""
    leaves = context.changed("AccountId") and not context.new.get("AccountId")
    if leaves and context.system.count("User", ContactId=context.new["Id"]):
        message = "A contact with an external user must have an account"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["AccountId"])


def _moved(context: TriggerContext) -> None:
    """The user of a moved contact moves along (Object Reference, Contact.AccountId: allowed; confidence A)."""
    if context.changed("AccountId"):
        for user in context.system.find("User", ContactId=context.new["Id"]):
            context.system.update("User", user["Id"], {"AccountId": context.new["AccountId"]})


TRIGGERS = (
    Trigger("Contact", "before", "insert", _check_owner),
    Trigger("Contact", "before", "update", _check_owner),
    Trigger("Contact", "before", "update", _keep_account),
    Trigger("Contact", "after", "update", _moved),
)
