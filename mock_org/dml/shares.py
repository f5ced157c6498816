"""Manual shares: the only rows of a Share object that are written (Object Reference, AccountShare).

Everything else that Share objects show follows from configuration and is never stored.
"""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.access import has_full_access
from mock_org.dml.context import SaveContext
from mock_org.dml.manager_groups import TYPES as MANAGER_TYPES
from mock_org.dml.rows import Rows
from mock_org.dml.validation import not_writable
from mock_org.errors import SalesforceError
from mock_org.schema import SObject

Values = dict[str, Any]
MANUAL = "Manual"
_RANKS = {
    "Private": 0,
    "None": 0,
    "Read": 1,
    "Edit": 2,
    "ReadWrite": 2,
    "ReadWriteTransfer": 2,
    "FullAccess": 3,
    "All": 3,
}
_SHOWN = ("None", "Read", "Edit", "All")
# Levels on an account's children, beside the account's own (Object Reference, AccountShare).
_CHILD_LEVELS = {
    "OpportunityAccessLevel": "Opportunity",
    "CaseAccessLevel": "Case",
    "ContactAccessLevel": "Contact",
}
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
    """Give a new share its cause and the levels that were left out: those of the org-wide defaults."""
    if share.share_of is None or old is not None:
        return
    new["RowCause"] = new.get("RowCause") or MANUAL
    for name, child in _CHILD_LEVELS.items():
        if share.field(name) and new.get(name) is None and share.share_of == "Account":
            new[name] = _SHOWN[min(_default(ctx, child, new.get("UserOrGroupId")), 2)]


def check_share(ctx: SaveContext, share: SObject, new: Values, old: Mapping[str, Any] | None) -> None:
    """Refuse a share that is not manual, of too low or too high a level, or not the running user's to give."""
    if share.share_of is None:
        return
    if new.get("RowCause") != MANUAL or (old is not None and old.get("RowCause") != MANUAL):
        raise not_writable(["RowCause"])
    check_sharer(ctx, share, new)
    _check_grantee(ctx, new)
    _check_levels(ctx, share, new)


def check_sharer(ctx: SaveContext, share: SObject, row: Mapping[str, Any]) -> None:
    """Refuse who has less than full access to the record: owner, those above, administrators share (confidence A)."""
    if share.share_of is None:
        return
    record_id = row[share.shared_id_field]
    if not has_full_access(ctx, ctx.schema[share.share_of], record_id):
        message = f"insufficient access rights on cross-reference id: {record_id[:15]}"
        raise SalesforceError("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", message, [])


def _check_grantee(ctx: SaveContext, new: Values) -> None:
    grantee = str(new.get("UserOrGroupId"))
    user = Rows(ctx.database, ctx.schema["User"]).get(grantee)
    if user is not None and user["UserType"] != "Guest":
        return
    group = Rows(ctx.database, ctx.schema["Group"]).get(grantee) or {}
    managers = MANAGER_TYPES if ctx.settings.manager_groups else ()
    if user is not None or group.get("Type") not in {*_GRANTEE_GROUPS, *managers}:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["UserOrGroupId"])


def _check_levels(ctx: SaveContext, share: SObject, new: Values) -> None:
    own = share.access_level_field
    objects = {own: str(share.share_of)}
    if share.share_of == "Account":
        objects |= {name: child for name, child in _CHILD_LEVELS.items() if share.field(name)}
    above = False
    for name, sobject in objects.items():
        level, default = str(new.get(name)), _default(ctx, sobject, new.get("UserOrGroupId"))
        if level not in _RANKS or _RANKS[level] > 2:
            _refuse_value(share, name, level)
        if _RANKS[level] < default:
            raise _trivial(name, level, default)
        above = above or _RANKS[level] > default
    if not above:
        raise _trivial(own, str(new.get(own)), _default(ctx, str(share.share_of), new.get("UserOrGroupId")))


def _refuse_value(share: SObject, name: str, level: str) -> None:
    field = share.field(name)
    message = f"{field.label if field else name}: bad value for restricted picklist field: {level}"
    raise SalesforceError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, [name])


def _trivial(name: str, level: str, default: int) -> SalesforceError:
    # Code, and that the message names the field: Apex Developer Guide, sample of manual sharing. The rest: C.
    message = f"{name} (trivial share level {level}, for organization with default level {_SHOWN[default]})"
    return SalesforceError("FIELD_FILTER_VALIDATION_EXCEPTION", message, [name])


def _default(ctx: SaveContext, name: str, grantee: Any) -> int:
    """The rank of the org-wide default that the grantee has anyway: of a group, the lower of both."""
    sobject = ctx.schema.get(name)
    if sobject is None:
        return 0
    internal = _RANKS.get(sobject.sharing_model or "", 0)
    external = _RANKS.get(sobject.external_sharing_model or sobject.sharing_model or "", 0)
    user = Rows(ctx.database, ctx.schema["User"]).get(str(grantee))
    if user is None:
        return min(internal, external)
    return internal if user["UserType"] in (None, "Standard") else external


def drop_manual_shares(ctx: SaveContext, sobject: SObject, new: Values, old: Mapping[str, Any]) -> None:
    """Manual shares end when a record gets another owner (Apex Developer Guide, sharing; confidence A)."""
    if new.get("OwnerId") == old.get("OwnerId"):
        return
    for share in ctx.schema:
        if share.share_of == sobject.name and not share.virtual:
            rows = Rows(ctx.database, share)
            found = rows.find(**{share.shared_id_field: old["Id"], "RowCause": MANUAL})
            rows.remove([row["Id"] for row in found])
