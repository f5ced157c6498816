"""Account relationships: what a rule that shares by them may say, and between whom they are."""

from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.security.sharing.account_relationships import RELATIONSHIP, RULE, fault_of_rule


def _check_rule(context: TriggerContext) -> None:
    """Object Reference, AccountRelationshipShareRule: which fields (confidence A; code and texts D)."""
    fault = fault_of_rule(context.schema, context.new)
    if fault:
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", fault[1], [fault[0]])


def _check_accounts(context: TriggerContext) -> None:
    if context.new.get("AccountFromId") == context.new.get("AccountToId"):
        message = "An account can't be related to itself"  # confidence D
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["AccountToId"])


TRIGGERS = (
    Trigger(RULE, "before", "insert", _check_rule),
    Trigger(RULE, "before", "update", _check_rule),
    Trigger(RELATIONSHIP, "before", "insert", _check_accounts),
)
