"""Inserts that Salesforce answers with the row that is there: the same share, the same group member."""

from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.defaults import stamp
from mock_org.dml.rows import Rows
from mock_org.schema import SObject
from mock_org.schema.ids import computed_id

_SAME_MEMBER = ("GroupId", "UserOrGroupId")
_LEVELS = "AccessLevel"
# Object Reference, OpportunityTeamMember, Usage: "the system updates any modified fields and returns the existing
# record" (confidence A); that account teams do the same was observed (B).
_TEAMS = {"AccountTeamMember": ("AccountId", "UserId"), "OpportunityTeamMember": ("OpportunityId", "UserId")}
_TAKEN_OVER = (_LEVELS, "TeamMemberRole")


def find_twin(ctx: SaveContext, sobject: SObject, new: dict[str, Any]) -> str | None:
    """The id of the row that a new one equals; a share, a team member takes over the new levels. None: insert it.

    Object Reference, GroupMember: "If you attempt to insert a record that matches an existing record, the create() call
    simply returns the existing record"; AccountShare: the same with an update of the levels. Confidence A.
    """
    keys = _keys(sobject)
    if not keys:
        return None
    if sobject.share_of is not None and new.get("RowCause") == "Manual":
        owners = _owners_row(ctx, sobject, new)
        if owners is not None:
            return owners
    rows = Rows(ctx.database, sobject)
    twin = next(iter(rows.find(**{name: new.get(name) for name in keys})), None)
    if twin is None:
        return None
    levels = {name: value for name, value in new.items() if name.endswith(_TAKEN_OVER)}
    if levels:
        stamp(ctx, sobject, levels, created=False)
        rows.update([twin["Id"]], {name: value for name, value in levels.items() if sobject.field(name)})
    return str(twin["Id"])


def _owners_row(ctx: SaveContext, share: SObject, new: dict[str, Any]) -> str | None:
    """A manual share for the owner is one with the owner's row, which is higher (Object Reference, AccountShare and
    OpportunityShare, Usage; confidence A, of other objects C). None: the share is for somebody else.
    """
    record_id, grantee = new[share.shared_id_field], new["UserOrGroupId"]
    record = Rows(ctx.database, ctx.schema[str(share.share_of)]).get(record_id) or {}
    owner = record.get("Id") if share.share_of == "User" else record.get("OwnerId")
    return computed_id(str(share.key_prefix), record_id, owner, "Owner", "") if owner == grantee else None


def _keys(sobject: SObject) -> tuple[str, ...]:
    if sobject.name == "GroupMember":
        return _SAME_MEMBER
    if sobject.share_of is None:
        return _TEAMS.get(sobject.name, ())
    return (sobject.shared_id_field, "UserOrGroupId", "RowCause")
