"""The levels that a share may give: more than everybody has by the org-wide default, less than the owner."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.errors import SalesforceError
from mock_org.schema import SObject

Values = dict[str, Any]
RANKS = {
    "Private": 0,
    "None": 0,
    "Read": 1,
    "Edit": 2,
    "ReadWrite": 2,
    "ReadWriteTransfer": 2,
    "FullAccess": 3,
    "All": 3,
}
SHOWN = ("None", "Read", "Edit", "All")
# Levels on an account's children, beside the account's own (Object Reference, AccountShare), in the order of refusals.
CHILD_LEVELS = {
    "OpportunityAccessLevel": "Opportunity",
    "CaseAccessLevel": "Case",
    "ContactAccessLevel": "Contact",
}
BELOW = "INVALID_ACCESS_LEVEL"


def default_rank(ctx: SaveContext, name: str, grantee: Any) -> int:
    """The rank of the org-wide default that the grantee has anyway: of a group, the lower of both."""
    sobject = ctx.schema.get(name)
    if sobject is None:
        return 0
    internal = RANKS.get(sobject.sharing_model or "", 0)
    external = RANKS.get(sobject.external_sharing_model or sobject.sharing_model or "", 0)
    user = Rows(ctx.database, ctx.schema["User"]).get(str(grantee))
    if user is None:
        return min(internal, external)
    return internal if user["UserType"] in (None, "Standard") else external


def level_of(share: SObject, name: str, value: Any, *, none: bool = False) -> int:
    """The rank of a level that is given. All is the owner's and never written (Object Reference; confidence A).

    none: whether it may be None. Raises SalesforceError INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST.
    """
    level = str(value)
    if level in ("Read", "Edit") or (none and level == "None"):
        return RANKS[level]
    field = share.field(name)
    message = f"{field.label if field else name}: bad value for restricted picklist field: {level}"
    raise SalesforceError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, [name])


def fill_children(ctx: SaveContext, row: SObject, new: Values, grantee: Any) -> None:
    """Give the levels on an account's children that were left out: those of the org-wide defaults."""
    for name, child in CHILD_LEVELS.items():
        if row.field(name) and new.get(name) is None:
            new[name] = SHOWN[min(default_rank(ctx, child, grantee), RANKS["Edit"])]


def gives_nothing(ctx: SaveContext, share: SObject, row: Mapping[str, Any]) -> bool:
    """Whether no level of a share is above the org-wide default."""
    names = {share.access_level_field: str(share.share_of)} | (CHILD_LEVELS if share.share_of == "Account" else {})
    grantee = row["UserOrGroupId"]
    return all(RANKS.get(str(row.get(n)), 0) <= default_rank(ctx, sobject, grantee) for n, sobject in names.items())


def check_levels(ctx: SaveContext, share: SObject, new: Values) -> None:
    """Refuse a share that gives nothing.

    Raises SalesforceError of the setting trivial_share_code; of accounts INVALID_ACCESS_LEVEL.
    """
    if share.share_of == "Account":
        check_account_levels(ctx, share, new, new.get("UserOrGroupId"))
        return
    name = share.access_level_field
    level, default = level_of(share, name, new.get(name)), default_rank(ctx, str(share.share_of), new["UserOrGroupId"])
    if level <= default:
        # That the message names the field: Apex Developer Guide, sample of manual sharing (A); the text: observed (B).
        message = f"{name} (trivial share level {SHOWN[level]}, for organization with default level {SHOWN[default]})"
        raise SalesforceError(ctx.settings.trivial_share_code, message, [name])


def check_account_levels(
    ctx: SaveContext, row: SObject, new: Mapping[str, Any], grantee: Any, *, above: bool = True
) -> None:
    """Of the levels on an account and its children none may be below its default, and one must be above (Object
    Reference, AccountShare.AccountAccessLevel; A). Contacts that their account controls have no level of their own.

    above: whether one must be. Raises SalesforceError INVALID_ACCESS_LEVEL (code and text: observed, B).
    """
    names = {"AccountAccessLevel": "Account"} | {name: child for name, child in CHILD_LEVELS.items() if row.field(name)}
    if ctx.schema["Contact"].sharing_model == "ControlledByParent":
        names.pop("ContactAccessLevel", None)
    given = {name: level_of(row, name, new.get(name) or SHOWN[0], none=name in CHILD_LEVELS) for name in names}
    defaults = {name: default_rank(ctx, names[name], grantee) for name in given}
    below = any(given[name] < defaults[name] for name in given)
    if below or (above and not any(given[name] > defaults[name] for name in given)):
        told, least = (", ".join(SHOWN[rank] for rank in ranks.values()) for ranks in (given, defaults))
        message = f"(Account, Opportunity, Case Levels, Con Levels ({told}) are below organization levels ({least}))"
        raise SalesforceError(BELOW, message, list(given))
