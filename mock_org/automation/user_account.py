"""What comes with every user: a UserLogin row, a first password; users are never deleted (Object Reference)."""

from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.storage.credentials import set_password_hash


def _open_account(context: TriggerContext) -> None:
    context.system.load("UserLogin", [{"UserId": context.new["Id"]}])
    if context.settings.user_password:
        set_password_hash(context.database, context.new["Id"], context.settings.user_password)


def _never_delete(_context: TriggerContext) -> None:
    """Users are deactivated, never deleted (confidence A; code and text D)."""
    raise SalesforceError("INVALID_TYPE_FOR_OPERATION", "entity type cannot be deleted: User", [])


def _unlock_only(context: TriggerContext) -> None:
    """IsPasswordLocked can only be set to false (Object Reference, UserLogin; confidence A; code and text D)."""
    if context.became("IsPasswordLocked", True) and not context.user.system:
        message = "IsPasswordLocked can only be set to false"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["IsPasswordLocked"])


TRIGGERS = (
    Trigger("UserLogin", "before", "update", _unlock_only),
    Trigger("User", "after", "insert", _open_account),
    Trigger("User", "before", "delete", _never_delete),
)
