"""Rows of a Share object that people write: manual shares, and Apex sharing reasons of custom objects.

Everything else that Share objects show follows from configuration and is never stored (Object Reference, AccountShare).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_org.dml.access import has_full_access, insufficient_access, unsupported
from mock_org.dml.context import SaveContext
from mock_org.dml.manager_groups import TYPES as MANAGER_TYPES
from mock_org.dml.rows import Rows
from mock_org.dml.share_levels import check_levels, fill_children, gives_nothing
from mock_org.dml.validation import not_writable
from mock_org.errors import SalesforceError
from mock_org.schema import SObject, is_computed
from mock_org.security import shows_share

Values = dict[str, Any]
MANUAL = "Manual"
_GRANTEE_GROUPS = frozenset(
    {
        "Regular",
        "Role",
        "RoleAndSubordinates",
        "RoleAndSubordinatesInternal",
        "Organization",
        "PRMOrganization",
        "AllCustomerPortal",
        "Queue",
        "ChannelProgramGroup",
    }
)


def prepare_share(ctx: SaveContext, share: SObject, new: Values, old: Mapping[str, Any] | None) -> None:
    """Give a new share its cause and the levels that were left out."""
    if share.share_of is None or old is not None:
        return
    new["RowCause"] = new.get("RowCause") or MANUAL
    if share.share_of == "Account":
        fill_children(ctx, share, new, new.get("UserOrGroupId"))


def check_share(ctx: SaveContext, share: SObject, new: Values, old: Mapping[str, Any] | None) -> None:
    """Refuse a share of another cause, of too low or too high a level, or not the running user's to give."""
    if share.share_of is None:
        return
    if not _is_written(share, new.get("RowCause")):
        raise not_writable(["RowCause"])
    if ctx.schema[share.share_of].sharing_model == "ControlledByParent":
        raise unsupported(share, "inserted" if old is None else "updated")
    check_sharer(ctx, share, new)
    _check_private(ctx, share, new)
    _check_grantee(ctx, new)
    check_levels(ctx, share, new)


def check_sharer(ctx: SaveContext, share: SObject, row: Mapping[str, Any]) -> None:
    """Refuse who may not share the record: owner, those above and administrators may (confidence A).

    Apex sharing reasons take Modify All Data (Apex Developer Guide, "Creating Apex Managed Sharing"; A, its code D).
    """
    if share.share_of is None:
        return
    record_id = row[share.shared_id_field]
    if not has_full_access(ctx, ctx.schema[share.share_of], record_id):
        message = f"insufficient access rights on cross-reference id: {record_id[:15]}"
        raise SalesforceError("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", message, [])
    if row.get("RowCause") != MANUAL and not ctx.user.has("ModifyAllData"):
        raise insufficient_access(ctx)


def refuse_computed(ctx: SaveContext, share: SObject, record_id: str) -> None:
    """Refuse to write a row that is not stored but follows from an owner, a rule, a team.

    Raises SalesforceError INSUFFICIENT_ACCESS_OR_READONLY (Salesforce help, 000380273; confidence A) to who sees it.
    """
    if share.share_of and is_computed(record_id) and shows_share(ctx.security, ctx.user, share, record_id):
        raise insufficient_access(ctx)


def _is_written(share: SObject, cause: Any) -> bool:
    return cause == MANUAL or (share.custom and str(cause).endswith("__c"))


def _check_private(ctx: SaveContext, share: SObject, new: Values) -> None:
    """A private opportunity is shared with nobody (Object Reference, Opportunity.IsPrivate; the code: confidence D)."""
    if share.share_of == "Opportunity":
        record = Rows(ctx.database, ctx.schema["Opportunity"]).get(new[share.shared_id_field]) or {}
        if record.get("IsPrivate"):
            message = "a private opportunity cannot be shared"
            raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [share.shared_id_field])


def _check_grantee(ctx: SaveContext, new: Values) -> None:
    """Users, but no guest (Apex Developer Guide, "Understanding Sharing"; A), and groups that share rows can name."""
    grantee = str(new.get("UserOrGroupId"))
    user = Rows(ctx.database, ctx.schema["User"]).get(grantee)
    if user is not None and user["UserType"] != "Guest":
        return
    group = Rows(ctx.database, ctx.schema["Group"]).get(grantee) or {}
    managers = MANAGER_TYPES if ctx.settings.manager_groups else ()
    if user is not None or group.get("Type") not in {*_GRANTEE_GROUPS, *managers}:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["UserOrGroupId"])


def drop_manual_shares(ctx: SaveContext, sobject: SObject, new: Values, old: Mapping[str, Any]) -> None:
    """Manual shares end when a record gets another owner; those with an Apex sharing reason stay (Apex Developer
    Guide, "Understanding Apex Managed Sharing"; confidence A).
    """
    if new.get("OwnerId") == old.get("OwnerId"):
        return
    for share in _shares_of(ctx, sobject.name):
        rows = Rows(ctx.database, share)
        found = rows.find(**{share.shared_id_field: old["Id"], "RowCause": MANUAL})
        rows.remove([row["Id"] for row in found])


def drop_trivial_shares(ctx: SaveContext, sobject: str) -> None:
    """Manual shares that give no more than everybody has end when a default gets wider (Salesforce, "Record Access:
    Under the Hood"; confidence A).
    """
    for share in _shares_of(ctx, sobject):
        rows = Rows(ctx.database, share)
        trivial = [row["Id"] for row in rows.find(RowCause=MANUAL) if gives_nothing(ctx, share, row)]
        rows.remove(trivial)


def _shares_of(ctx: SaveContext, sobject: str) -> Iterator[SObject]:
    for share in ctx.schema:
        if share.share_of == sobject and not share.virtual:
            yield share
