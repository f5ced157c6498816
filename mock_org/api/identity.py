"""/services/oauth2/userinfo and /id/<org>/<user>: who the token stands for."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response

from mock_org import auth
from mock_org.api.caller import base_url, org, session_id
from mock_org.api.errors import json_answer
from mock_org.auth.tokens import organization_id
from mock_org.errors import SalesforceError
from mock_org.org import NEWEST_VERSION
from mock_org.schema import to_18

bp = Blueprint("identity", __name__)

# User.UserType → the form of userinfo (recorded: STANDARD; the others follow the same pattern: confidence D).
USER_TYPES = {"Standard": "STANDARD", "PowerPartner": "POWER_PARTNER", "PowerCustomerSuccess": "POWER_CUSTOMER_SUCCESS"}
REST_URLS = {
    "rest": "/services/data/v{version}/",
    "sobjects": "/services/data/v{version}/sobjects/",
    "query": "/services/data/v{version}/query/",
}


@bp.route("/services/oauth2/userinfo", methods=["GET", "POST"])
def userinfo() -> Response:
    """The running user in OpenID Connect's words (recorded answer)."""
    return json_answer(user_info())


@bp.get("/id/<org_id>/<user_id>")
def identity(org_id: str, user_id: str) -> Response:
    """The identity URL of a token answer."""
    info = user_info()
    if to_18(org_id) != info["organization_id"] or to_18(user_id) != info["user_id"]:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    return json_answer(
        {
            "id": info["sub"],
            "asserted_user": True,
            "user_id": info["user_id"],
            "organization_id": info["organization_id"],
            "username": info["preferred_username"],
            "nick_name": info["nickname"],
            "display_name": info["name"],
            "email": info["email"],
            "email_verified": info["email_verified"],
            "first_name": info["given_name"],
            "last_name": info["family_name"],
            "timezone": info["zoneinfo"],
            "photos": info["photos"],
            "active": info["active"],
            "user_type": info["user_type"],
            "language": info["language"],
            "locale": info["locale"],
            "utcOffset": info["utcOffset"],
            "last_modified_date": info["updated_at"],
            "urls": info["urls"],
        }
    )


def user_info() -> dict[str, Any]:
    """What userinfo answers for the caller."""
    session = auth.session_for(org(), session_id(), NEWEST_VERSION, base_url())
    user = session.system().find("User", Id=session.user.id)[0]
    org_id = organization_id(org())
    offset = org().clock.now().astimezone(ZoneInfo(user["TimeZoneSidKey"])).utcoffset()
    photo = f"{base_url()}/profilephoto/005/"
    return {
        "sub": f"{base_url()}/id/{org_id}/{user['Id']}",
        "user_id": user["Id"],
        "organization_id": org_id,
        "preferred_username": user["Username"],
        "nickname": user["CommunityNickname"],
        "name": user["Name"],
        "email": user["Email"],
        "email_verified": True,
        "given_name": user["FirstName"],
        "family_name": user["LastName"],
        "zoneinfo": user["TimeZoneSidKey"],
        "photos": {"picture": photo + "F", "thumbnail": photo + "T"},
        "profile": f"{base_url()}/{user['Id']}",
        "picture": photo + "F",
        "address": {},
        "is_salesforce_integration_user": False,
        "urls": {name: base_url() + path for name, path in REST_URLS.items()} | {"custom_domain": base_url()},
        "active": user["IsActive"],
        "user_type": USER_TYPES.get(user["UserType"], str(user["UserType"]).upper()),
        "language": user["LanguageLocaleKey"],
        "locale": user["LocaleSidKey"],
        "utcOffset": int(offset.total_seconds() * 1000) if offset is not None else 0,
        "updated_at": str(user["LastModifiedDate"])[:19] + "Z",
    }
