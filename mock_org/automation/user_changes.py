"""What of a user cannot change: the sort of licence, the contact; and who may make super users."""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.automation.refusals import insufficient_access
from mock_org.automation.user_profile import license_of
from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError

# From the type of the user to that of the new licence. Salesforce help, "Migrate Community Users Between Licenses" and
# "Experience Cloud Licenses Eligible for Upgrades": customers are moved up, never partners down (confidence A for what
# is listed, B for the refusal of the rest).
_MOVES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Standard": frozenset({"Standard"}),
        "PowerPartner": frozenset({"PowerPartner"}),
        "PowerCustomerSuccess": frozenset({"PowerCustomerSuccess", "CspLitePortal"}),
        "CspLitePortal": frozenset({"CspLitePortal", "PowerCustomerSuccess", "PowerPartner"}),
        "CustomerSuccess": frozenset({"CustomerSuccess"}),
    }
)
_INCOMPATIBLE = (
    "You can only assign profiles that are compatible with the user's license. "
    "For a list of compatible licenses and profiles, see the Salesforce Help."
)


def compatible_types(user_type: str) -> frozenset[str]:
    """The types of the licences that a user of a type can move to."""
    return _MOVES.get(user_type, frozenset({user_type}))


def _keep_kind(context: TriggerContext) -> None:
    """Refuse a profile of a licence that the user cannot move to (code, text and field: confidence B)."""
    old = context.old or {}
    if not context.changed("ProfileId") or old.get("UserType") not in _MOVES:
        return
    before, after = str(old["UserType"]), license_of(context).user_type
    external = "Standard" not in (before, after)
    if after not in _MOVES[before] and not (external and context.settings.any_external_license):
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", _INCOMPATIBLE, ["ProfileId"])


def _keep_contact(context: TriggerContext) -> None:
    """A user stays with the contact until it is disabled (seen so by developers, B; code and text confidence D)."""
    old = context.old or {}
    if old.get("ContactId") and context.changed("ContactId") and not context.user.system:
        message = "The contact of a portal user cannot be changed: disable the user and enable the other contact"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["ContactId"])


def _check_super_user(context: TriggerContext) -> None:
    """Super users are partner users, and none makes another (Salesforce help, "Grant Portal Super User Access";
    confidence A; codes and texts D).
    """
    new = context.new
    if not (context.changed("IsPrmSuperUser") and "IsPrmSuperUser" in new):
        return
    if context.user.external:
        raise insufficient_access(context)
    if new.get("IsPrmSuperUser") and new.get("UserType") != "PowerPartner":
        message = "only partner users can have partner super user access"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["IsPrmSuperUser"])


TRIGGERS = (
    Trigger("User", "before", "update", _keep_kind),
    Trigger("User", "before", "update", _keep_contact),
    Trigger("User", "before", "insert", _check_super_user),
    Trigger("User", "before", "update", _check_super_user),
)
