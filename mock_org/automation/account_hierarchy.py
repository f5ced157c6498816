"""External account hierarchies: which account stands above which.

Salesforce help, "External Account Hierarchies Considerations" (confidence A): the highest portal role of a child
account hangs under the highest one of its parent account, so the owner of the child account loses what its users have.
A node counts while it and all nodes above it are active; IsAccessibleToParent breaks the chain at a node (C).
"""

from collections.abc import Iterator
from typing import Any

from mock_org.dml import Records

OBJECT = "ExternalAccountHierarchy"
Node = dict[str, Any]


def account_above(records: Records, account_id: str, kind: str) -> str | None:
    """The account whose users have what this one's users have; kind: "Partner" or "CustomerPortal"."""
    node = records.one(OBJECT, AccountId=account_id, HierarchyType=kind, IsActive=True)
    line = list(nodes_above(records, node)) if node else []
    if node is None or not node["IsAccessibleToParent"] or not line or not all(n["IsActive"] for n in line):
        return None
    return str(line[0]["AccountId"])


def nodes_above(records: Records, node: Node) -> Iterator[Node]:
    """The nodes above, the next one first; ends where it would come back."""
    seen = {node.get("Id")}
    above = records.get(OBJECT, node.get("ParentId"))
    while above is not None and above["Id"] not in seen:
        seen.add(above["Id"])
        yield above
        above = records.get(OBJECT, above["ParentId"])


def accounts_below(records: Records, *account_ids: str) -> Iterator[str]:
    """The accounts of all nodes below the nodes of these accounts."""
    seen = set[str]()
    parents = [str(n["Id"]) for n in records.find(OBJECT, AccountId=account_ids)] if account_ids else []
    while parents:
        children = [n for n in records.find(OBJECT, ParentId=parents) if n["Id"] not in seen]
        seen |= {str(n["Id"]) for n in children}
        yield from (str(n["AccountId"]) for n in children)
        parents = [str(n["Id"]) for n in children]
