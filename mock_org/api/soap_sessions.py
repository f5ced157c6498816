"""SOAP: login, logout, invalidateSessions, getUserInfo."""

from typing import Any

from flask import request

from mock_org import auth
from mock_org.api.caller import base_url, org, remote_address, session
from mock_org.api.soap_call import Call, Result, errors_of
from mock_org.api.soap_envelope import text_of, texts_of
from mock_org.auth.tokens import organization_id
from mock_org.errors import SalesforceError
from mock_org.org import Token

# login() left the API with version 65.0 (Salesforce release notes, Winter '26).
LAST_WITH_LOGIN = 64.0
# The org's one currency is the dollar.
_CURRENCY_SYMBOL = "$"


def login(call: Call) -> Result:
    """A session id for a username and a password."""
    if call.version > LAST_WITH_LOGIN:
        raise SalesforceError("UNSUPPORTED_API_VERSION", "login() is not available in API version 65.0 and later")
    if not org().settings.soap_login:  # seen of new orgs (confidence A)
        message = "SOAP API login() is disabled by default in this org. Contact the org administrator to enable"
        raise SalesforceError("INVALID_OPERATION", f"{message} SOAP API login().")
    scope = call.options.organization_id
    if scope and scope[:15] != organization_id(org())[:15]:
        raise auth.LoginRefused("invalid_username")
    attempt = auth.Attempt(
        "SOAP",
        source_ip=remote_address(),
        browser=request.user_agent.string[:64] or "Unknown",
        url=request.host,
        api_version=f"{call.version:.1f}",
    )
    name, password = text_of(call.body, "username") or "", text_of(call.body, "password") or ""
    entered = auth.log_in(org(), name, password, attempt)
    token = auth.issue(org(), entered.user_id, "SOAP", entered=entered)
    return _logged_in(token, f"{call.version:.1f}")


def logout(call: Call) -> Result:
    """End the session of SessionHeader."""
    auth.end(org(), call.options.session_id)
    return None


def invalidate_sessions(call: Call) -> Result:
    """End sessions: the caller's own, and others' with the permission to manage users."""
    return [_ended(each) for each in texts_of(call.body, "sessionIds")]


def get_user_info(_call: Call) -> Result:
    """Who the caller is, and where."""
    return _user_info(session().user.id)


def _logged_in(token: Token, version: str) -> dict[str, Any]:
    org_id = organization_id(org())[:15]
    return {
        "metadataServerUrl": f"{base_url()}/services/Soap/m/{version}/{org_id}",
        "passwordExpired": token.must_change,
        "sandbox": True,
        "serverUrl": f"{base_url()}/services/Soap/u/{version}/{org_id}",
        "sessionId": token.session_id,
        "userId": token.user_id,
        "userInfo": _user_info(token.user_id),
    }


def _ended(session_id: str) -> dict[str, Any]:
    token = auth.live_token(org(), session_id)
    mine = token is not None and (token.user_id == session().user.id or "ManageUsers" in session().user.permissions)
    if not mine or not auth.end(org(), session_id):
        refused = SalesforceError("INVALID_SESSION_ID", "Invalid session id", [])
        return {"errors": errors_of([refused]), "success": False}
    return {"success": True}


def _user_info(user_id: str) -> dict[str, Any]:
    """GetUserInfoResult, children in the order of the WSDL."""
    system = org().system_session()
    user, about = system.find("User", Id=user_id)[0], system.find("Organization")[0]
    settings = org().settings
    return {
        "accessibilityMode": False,
        "currencySymbol": _CURRENCY_SYMBOL,
        "orgAttachmentFileSizeLimit": 5242880,
        "organizationId": about["Id"],
        "organizationMultiCurrency": False,
        "organizationName": about["Name"],
        "profileId": user["ProfileId"],
        "roleId": user["UserRoleId"],
        "sessionSecondsValid": settings.session_seconds,
        "userDefaultCurrencyIsoCode": None,
        "userEmail": user["Email"],
        "userFullName": user["Name"],
        "userId": user["Id"],
        "userLanguage": user["LanguageLocaleKey"],
        "userLocale": user["LocaleSidKey"],
        "userName": user["Username"],
        "userTimeZone": user["TimeZoneSidKey"],
        "userType": user["UserType"],
        "userUiSkin": "Theme3",
    }
