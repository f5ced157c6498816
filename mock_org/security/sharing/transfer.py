"""Who may give a record to another owner."""

from collections.abc import Mapping

from sqlalchemy import select

from mock_org.schema import SObject
from mock_org.security.groups import Viewer
from mock_org.security.sharing.grant import Level

PERMISSIONS = {"Lead": "TransferAnyLead", "Case": "TransferAnyCase"}
EVERYWHERE = "TransferAnyEntity"


def transferable(viewer: Viewer, sobject: SObject, levels: Mapping[str, Level]) -> set[str]:
    """The records that may be given away.

    With full access; with Read and a transfer permission; by a default of Public Read/Write/Transfer; and what a queue
    owns by whoever may edit it (Salesforce help, "Transfer Records"; confidence A, of queues C).
    """
    user = viewer.user
    seen = {record_id for record_id, level in levels.items() if level != "none"}
    default = sobject.external_sharing_model if user.external else sobject.sharing_model
    permitted = user.has(EVERYWHERE, PERMISSIONS.get(sobject.name, EVERYWHERE))
    if permitted or default in ("ReadWriteTransfer", "FullAccess"):
        return seen
    full = {record_id for record_id, level in levels.items() if level == "all"}
    editable = {record_id for record_id, level in levels.items() if level == "edit"}
    return full | _owned_by_queues(viewer, sobject, editable)


def _owned_by_queues(viewer: Viewer, sobject: SObject, ids: set[str]) -> set[str]:
    table, group = viewer.table(sobject.name), viewer.table("Group")
    if "OwnerId" not in table.c or not ids:
        return set()
    joined = select(table.c.Id).join_from(table, group, group.c.Id == table.c.OwnerId)
    rows = viewer.context.database.rows(joined.where(table.c.Id.in_(ids), group.c.Type == "Queue"))
    return {row["Id"] for row in rows}
