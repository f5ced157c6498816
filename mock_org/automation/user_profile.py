"""What follows from a user's profile: licence, user type, seat (Object Reference, User.ProfileId, UserLicense)."""

from typing import Any

from mock_org.automation.delegated_admin import may_manage_users
from mock_org.automation.licenses import check_seat, license_of_profile, recount
from mock_org.automation.profiles import is_standard_external
from mock_org.automation.refusals import insufficient_access
from mock_org.dml import Trigger, TriggerContext
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError
from mock_org.security.delegation import managing_permissions
from mock_org.security.licenses import License

_STANDARD_PROFILE = (
    "To create or update users for this profile, go to Setup > Digital Experiences > Settings and select Allow using "
    "standard external profiles for self-registration, user creation, and login."
)
_NOBODY = License(key="", user_type="Standard")


def license_of(context: TriggerContext) -> License:
    """What the catalogue says of the licence that the new profile brings."""
    profile = context.system.get("Profile", context.new.get("ProfileId"))
    return license_of_profile(context.system, profile)[1] if profile else _NOBODY


def _follow_profile(context: TriggerContext) -> None:
    profile = context.system.get("Profile", context.new.get("ProfileId"))
    if profile is None:
        return  # refused as a required field or as a reference
    if profile["UserType"] == "Guest" and not context.changed("ProfileId"):
        return  # a site's guest user, whom an administrator changes
    if profile["UserType"] == "Guest":
        # Recorded; every site has its guest user already.
        message = "Cannot insert a user of type guest."
        raise SalesforceError("INSUFFICIENT_ACCESS_OR_READONLY", message, [], status=400)
    kind = license_of_profile(context.system, profile)[1]
    _check_features(context, kind)
    _check_manager(context, kind)
    if context.changed("ProfileId"):
        _check_standard_profile(context, profile)
    context.new["UserType"] = kind.user_type


def _take_seat(context: TriggerContext) -> None:
    profile = context.system.get("Profile", context.new.get("ProfileId"))
    if profile is not None and context.new.get("IsActive") and context.changed("ProfileId", "IsActive"):
        _check_seat(context, license_of_profile(context.system, profile)[0])


def _check_features(context: TriggerContext, kind: License) -> None:
    if not kind.external:
        return
    feature = "partner" if kind.portal == "Partner" else "experiences"
    if feature not in context.settings.features():
        raise SalesforceError("PORTAL_NO_ACCESS", "Digital experiences are not enabled for these users", ["ProfileId"])


def _check_manager(context: TriggerContext, kind: License) -> None:
    """Refuse who may not manage such users; everybody may change their own person (field-level security says what)."""
    user, target = context.user, (context.old or {}).get("Id")
    if user.system or (target == user.id and not context.changed("ProfileId", "IsActive", "UserRoleId", "ContactId")):
        return
    types = {kind.user_type, str((context.old or context.new).get("UserType") or kind.user_type)}
    managed = not user.external and all(user.has(*managing_permissions(each)) for each in types)
    if not managed and not (kind.external and may_manage_users(context)):
        raise insufficient_access(context)


def _check_standard_profile(context: TriggerContext, profile: dict[str, Any]) -> None:
    """Standard external profiles are to be cloned (confidence B; release note on standard external profiles)."""
    if not context.settings.standard_external_profiles and is_standard_external(context.system, profile):
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", _STANDARD_PROFILE, ["ProfileId"])


def _check_seat(context: TriggerContext, row: dict[str, Any]) -> None:
    if context.old is not None and context.old["IsActive"]:
        before = context.system.get("Profile", context.old["ProfileId"]) or {}
        if before.get("UserLicenseId") == row["Id"]:
            return  # the seat is the user's already
    check_seat(context.system, row)


def _recount(context: TriggerContext) -> None:
    if context.old is not None and not context.changed("ProfileId", "IsActive"):
        return
    profiles = {row.get("ProfileId") for row in (context.old, context.new) if row}
    found = (context.system.get("Profile", profile_id) for profile_id in profiles)
    licenses = [row["UserLicenseId"] for row in found if row]
    recount(context.system, format_datetime(context.clock.now()), *licenses)


SEAT = (Trigger("User", "before", "insert", _take_seat), Trigger("User", "before", "update", _take_seat))
BEFORE = (Trigger("User", "before", "insert", _follow_profile), Trigger("User", "before", "update", _follow_profile))
AFTER = (Trigger("User", "after", "insert", _recount), Trigger("User", "after", "update", _recount))
