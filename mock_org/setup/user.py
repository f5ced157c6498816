"""The page of a user in Manage Users, and what an administrator does there: freeze, unlock, reset the password."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.auth.password_links import reset_by_mail
from mock_org.auth.passwords import may_manage
from mock_org.errors import SalesforceError
from mock_org.setup.account_view import asked
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page
from mock_org.setup.user_frame import title
from mock_org.setup.visit import Visit
from mock_org.web.soql_text import literal

Row = dict[str, Any]
_FIELDS = (
    "Id",
    "Name",
    "Username",
    "Email",
    "Alias",
    "CommunityNickname",
    "UserType",
    "IsActive",
    "ContactId",
    "AccountId",
    "LastLoginDate",
    "IsPrmSuperUser",
)


def user(visit: Visit, rest: str) -> ResponseReturnValue:
    """The page; its buttons post to it."""
    found = _found(visit, f"005{rest}")
    if request.method == "GET":
        return _shown(visit, found)
    chosen = request.form.get("action", "")
    try:
        if chosen not in _offered(visit, found):
            raise SalesforceError("INVALID_OPERATION", f"The user does not offer {chosen or 'nothing'}.")
        sentence = _ACTIONS[chosen](visit, found)
    except SalesforceError as refusal:
        return _shown(visit, found, refusal.status, error=refusal.message)
    return done(sentence, f"/{found['Id']}")


def _found(visit: Visit, user_id: str) -> Row:
    known = {field["name"] for field in visit.session.describe("User")["fields"]}
    record = dict(visit.session.retrieve("User", user_id, [name for name in _FIELDS if name in known]))
    where = f"WHERE Id = {literal(str(record['Id']))}"
    names = asked(
        visit, f"SELECT Profile.Name, Profile.UserLicense.Name, UserRole.Name, Account.Name FROM User {where}"
    )
    log_in = asked(
        visit, f"SELECT Id, IsFrozen, IsPasswordLocked FROM UserLogin WHERE UserId = {literal(str(record['Id']))}"
    )
    return record | {"names": names[0] if names else {}, "log_in": log_in[0] if log_in else None}


def _freeze(visit: Visit, found: Row) -> str:
    visit.session.update("UserLogin", found["log_in"]["Id"], {"IsFrozen": True})
    return f"{found['Name']} is frozen: active, but out."


def _unfreeze(visit: Visit, found: Row) -> str:
    visit.session.update("UserLogin", found["log_in"]["Id"], {"IsFrozen": False})
    return f"{found['Name']} can log in again."


def _unlock(visit: Visit, found: Row) -> str:
    visit.session.update("UserLogin", found["log_in"]["Id"], {"IsPasswordLocked": False})
    return f"{found['Name']} can try the password again."


def _reset(visit: Visit, found: Row) -> str:
    reset_by_mail(visit.org, visit.session.user.id, found["Id"])
    return f"{found['Name']} gets a mail with a link to a new password."


_ACTIONS = {"Freeze": _freeze, "Unfreeze": _unfreeze, "Unlock": _unlock, "Reset Password": _reset}


def _offered(visit: Visit, found: Row) -> list[str]:
    """The buttons that fit the user and who looks at it."""
    offered = []
    if found["IsActive"] and may_manage(visit.session, visit.org.system_session().find("User", Id=found["Id"])[0]):
        offered.append("Reset Password")
    if found["log_in"] and found["IsActive"]:
        offered.append("Unfreeze" if found["log_in"]["IsFrozen"] else "Freeze")
        offered += ["Unlock"] if found["log_in"]["IsPasswordLocked"] else []
    return offered


def _shown(visit: Visit, found: Row, status: int = 200, **values: Any) -> ResponseReturnValue:
    sets = asked(
        visit,
        "SELECT PermissionSet.Label FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false "
        f"AND AssigneeId = {literal(found['Id'])} ORDER BY PermissionSet.Label",
    )
    return page(
        visit,
        "user",
        status,
        title=title(found, edit=False),
        user=found,
        offered=_offered(visit, found),
        sets=[row["PermissionSet"]["Label"] for row in sets],
        **values,
    )


PAGES = (Page("/005<rest>", "User", "A user.", user, (), methods=("GET", "POST"), in_menu=False, framed=True),)
