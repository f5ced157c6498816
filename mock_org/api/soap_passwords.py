"""SOAP: setPassword, resetPassword, changeOwnPassword."""

from mock_org import auth
from mock_org.api.caller import org, session
from mock_org.api.soap_call import Call, Result
from mock_org.api.soap_envelope import text_of
from mock_org.auth.password_links import tell_of_reset
from mock_org.errors import SalesforceError
from mock_org.schema import to_18


def set_password(call: Call) -> Result:
    """Give a user a password."""
    auth.set_password(org(), session(), _user(call), text_of(call.body, "password"))
    return {}


def reset_password(call: Call) -> Result:
    """Let the org make up a password, and tell it; the user hears of it where EmailHeader says so (confidence A)."""
    user_id = _user(call)
    with org().database.transaction():
        password = auth.generate_password(org(), session(), user_id)
        if call.options.saves.trigger_user_email:
            tell_of_reset(org(), user_id)
    return {"password": password}


def change_own_password(call: Call) -> Result:
    """Give the caller another password, who knows the old one."""
    auth.change_own_password(
        org(), session(), text_of(call.body, "oldPassword") or "", text_of(call.body, "newPassword")
    )
    return {}


def _user(call: Call) -> str:
    """The user's id.

    Raises MALFORMED_ID, or INVALID_CROSS_REFERENCE_KEY for a user that the caller does not see (InvalidIdFault: A).
    """
    sent = text_of(call.body, "userId") or ""
    key = to_18(sent)
    if key is None:
        raise SalesforceError("MALFORMED_ID", f"malformed id {sent}")
    user = session().org.schema["User"]
    if not key.startswith(str(user.key_prefix)) or not session().select(user, ["Id"], key):
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
    return key
