"""Password policies: which one a user has, whether a password fits it, whether it is due to be changed.

Salesforce help, "Set Password Policies": the org's, or the profile's own (confidence A).
"""

from datetime import datetime, timedelta
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.org import Org
from mock_org.settings.log_in import PasswordPolicySettings
from mock_org.storage.credentials import has_password, must_change_password, was_used

# The user permission of users whose passwords last for ever.
NEVER_EXPIRES = "PasswordNeverExpires"
_SPECIAL = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def policy_of(org: Org, user_id: str) -> PasswordPolicySettings:
    """The policy of the user's profile, or the org's."""
    own = org.settings.profile_password_policies
    return (
        own.get(org.running_user(user_id).profile_name, org.settings.password_policy)
        if own
        else (org.settings.password_policy)
    )


def check_password(org: Org, user: dict[str, Any], password: object) -> str:
    """The password, if the user may have it.

    Raises INVALID_NEW_PASSWORD; the texts are those seen of setPassword (confidence B), or our own where none was.
    """
    policy = policy_of(org, user["Id"])
    if not isinstance(password, str) or len(password) < policy.minimum_length:
        raise _refused(f"Your password must be at least {policy.minimum_length} characters long.")
    _check_complexity(policy, password)
    if password.lower() == str(user["Username"]).lower():
        raise _refused("Your password cannot be your username.")
    if was_used(org.database, user["Id"], password, policy.history):
        raise _refused("invalid repeated password")
    return password


def is_due(org: Org, user_id: str) -> bool:
    """Whether the user has to choose another password: it was reset, or is too old."""
    if not has_password(org.database, user_id):
        return False
    if must_change_password(org.database, user_id):
        return True
    end = expires(org, user_id)
    return end is not None and end <= org.clock.now()


def expires(org: Org, user_id: str) -> datetime | None:
    """When the user's password ends, or None for never."""
    days = policy_of(org, user_id).expiration_days
    if not days or NEVER_EXPIRES in org.running_user(user_id).permissions:
        return None
    return changed(org, user_id) + timedelta(days=days)


def changed(org: Org, user_id: str) -> datetime:
    """When the user got the present password."""
    user = org.system_session().find("User", Id=user_id)[0]
    return datetime.strptime(user["LastPasswordChangeDate"] or user["CreatedDate"], "%Y-%m-%dT%H:%M:%S.%f%z")


def _check_complexity(policy: PasswordPolicySettings, password: str) -> None:
    """The levels of "Password complexity requirement" (Metadata API, PasswordPolicies.complexity; confidence A)."""
    upper, lower = any(c.isupper() for c in password), any(c.islower() for c in password)
    letter, digit = any(c.isalpha() for c in password), any(c.isdigit() for c in password)
    special = not _SPECIAL.isdisjoint(password)
    fits, wanted = {
        "NoRestriction": (True, ""),
        "AlphaNumeric": (letter and digit, "letters and numbers"),
        "SpecialCharacters": (
            letter and digit and special,
            "letters, numbers and at least one special character",
        ),
        "UpperLowerCaseNumeric": (upper and lower and digit, "numbers, uppercase and lowercase letters"),
        "UpperLowerCaseNumericSpecialCharacters": (
            upper and lower and digit and special,
            "numbers, uppercase and lowercase letters, and special characters",
        ),
        "Any3UpperLowerCaseNumericSpecialCharacters": (
            sum((upper, lower, digit, special)) >= 3,
            "three of these: numbers, uppercase letters, lowercase letters, special characters",
        ),
    }[policy.complexity]
    if not fits:
        raise _refused(f"Your password must include {wanted}")


def _refused(message: str) -> SalesforceError:
    return SalesforceError("INVALID_NEW_PASSWORD", message)
