"""What a save of an ExternalAccountHierarchy checks and moves."""

from typing import Any

from mock_org.automation.account_hierarchy import OBJECT, accounts_below, nodes_above
from mock_org.automation.portal_roles import move_roles
from mock_org.dml import Records, Trigger, TriggerContext
from mock_org.errors import SalesforceError

# "You can add up to five hierarchical levels"; only business accounts; an account is in one active hierarchy of a kind;
# partner and customer accounts do not mix (Salesforce help, "External Account Hierarchies Considerations"; confidence
# A, codes and texts D).
MOST_LEVELS = 5


def hang_all(records: Records) -> None:
    """Hang the portal roles of every account in a hierarchy anew: hierarchies were switched on or off."""
    account_of = {row["Id"]: row["PortalAccountId"] for row in records.find("UserRole")}
    moved = [
        str(row["PortalAccountId"])
        for row in records.find("UserRole", PortalType=("Partner", "CustomerPortal"))
        if account_of.get(row["ParentRoleId"]) not in (None, row["PortalAccountId"])
    ]
    _hang(records, [*moved, *(str(node["AccountId"]) for node in records.find(OBJECT))])


def _check(context: TriggerContext) -> None:
    new, records = context.new, context.system
    account = records.get("Account", new.get("AccountId")) or {}
    if account.get("IsPersonAccount"):
        raise _refused("Person accounts can't be in an external account hierarchy", "AccountId")
    _check_line(records, new)
    same = records.find(OBJECT, AccountId=new["AccountId"], HierarchyType=new["HierarchyType"], IsActive=True)
    if new.get("IsActive") and any(node["Id"] != new.get("Id") for node in same):
        raise _refused("The account is already in an active external account hierarchy of this type", "AccountId")


def _check_line(records: Records, new: dict[str, Any]) -> None:
    above = list(nodes_above(records, new))
    below = _depth_below(records, new.get("Id"))
    if any(new.get("Id") in (node["Id"], node["ParentId"]) for node in above) and new.get("Id"):
        raise _refused("An external account hierarchy can't be its own parent", "ParentId")
    if above and above[0]["HierarchyType"] != new["HierarchyType"]:
        raise _refused("Partner and customer accounts can't be in one external account hierarchy", "ParentId")
    if len(above) + 1 + below > MOST_LEVELS:
        raise _refused(f"An external account hierarchy has at most {MOST_LEVELS} levels", "ParentId")


def _depth_below(records: Records, node_id: str | None) -> int:
    depth, parents = 0, [node_id] if node_id else []
    while parents and depth <= MOST_LEVELS:
        parents = [str(node["Id"]) for node in records.find(OBJECT, ParentId=parents)]
        depth += bool(parents)
    return depth


def _refused(message: str, field: str) -> SalesforceError:
    return SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [field])


def _moved(context: TriggerContext) -> None:
    account_id = str((context.new or context.old or {})["AccountId"])
    _hang(context.system, [account_id, *accounts_below(context.system, account_id)])


def _left(context: TriggerContext) -> None:
    """Below a node that is deleted nobody stands any more (confidence D)."""
    assert context.old is not None
    children = context.system.find(OBJECT, ParentId=context.old["Id"])
    for child in children:
        context.system.write(OBJECT, [child["Id"]], {"ParentId": None})
    _hang(context.system, [str(context.old["AccountId"]), *(str(child["AccountId"]) for child in children)])


def _hang(records: Records, account_ids: list[str]) -> None:
    for account_id in dict.fromkeys(account_ids):
        account = records.get("Account", account_id)
        if account is not None:
            move_roles(records, account)


TRIGGERS = (
    Trigger(OBJECT, "before", "insert", _check),
    Trigger(OBJECT, "before", "update", _check),
    Trigger(OBJECT, "after", "insert", _moved),
    Trigger(OBJECT, "after", "update", _moved),
    Trigger(OBJECT, "after", "undelete", _moved),
    Trigger(OBJECT, "after", "delete", _left),
)
