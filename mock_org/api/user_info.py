"""What userinfo tells of a user: the claims, and the addresses of the org's APIs (recorded answer)."""

from typing import Any
from zoneinfo import ZoneInfo

from mock_org.api.caller import base_url, org
from mock_org.auth.tokens import organization_id
from mock_org.org import Token

# User.UserType → the form of userinfo (recorded: STANDARD; the others follow the same pattern: confidence D).
USER_TYPES = {"Standard": "STANDARD", "PowerPartner": "POWER_PARTNER", "PowerCustomerSuccess": "POWER_CUSTOMER_SUCCESS"}
DATA = "/services/data/v{version}"
URLS = {
    "enterprise": "/services/Soap/c/{version}/{org}",
    "metadata": "/services/Soap/m/{version}/{org}",
    "partner": "/services/Soap/u/{version}/{org}",
    "rest": DATA + "/",
    "sobjects": DATA + "/sobjects/",
    "search": DATA + "/search/",
    "query": DATA + "/query/",
    "recent": DATA + "/recent/",
    "tooling_soap": "/services/Soap/T/{version}/{org}",
    "tooling_rest": DATA + "/tooling/",
    "profile": "/{user}",
    "feeds": DATA + "/chatter/feeds",
    "groups": DATA + "/chatter/groups",
    "users": DATA + "/chatter/users",
    "feed_items": DATA + "/chatter/feed-items",
    "feed_elements": DATA + "/chatter/feed-elements",
    "custom_domain": "",
}
# Claim of an address ← field of User (OpenID Connect Core, 5.1.1).
ADDRESS = {
    "street_address": "Street",
    "locality": "City",
    "region": "State",
    "postal_code": "PostalCode",
    "country": "Country",
}


def user_info(token: Token, where: str, user_id: str | None = None) -> dict[str, Any]:
    """The answer of userinfo.

    where: the URL of the org or the site that was asked. user_id: another than the token's.
    """
    user = org().system_session().find("User", Id=user_id or token.user_id)[0]
    org_id = organization_id(org())
    photo = f"{where}/profilephoto/005/"
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
        "profile": f"{where}/{user['Id']}",
        "picture": photo + "F",
        **_phone(user),
        "address": {claim: user[name] for claim, name in ADDRESS.items() if user.get(name)},
        "is_salesforce_integration_user": False,
        "urls": _urls(where, org_id[:15], str(user["Id"])),
        "active": user["IsActive"],
        "user_type": USER_TYPES.get(user["UserType"], str(user["UserType"]).upper()),
        "language": user["LanguageLocaleKey"],
        "locale": user["LocaleSidKey"],
        "utcOffset": _offset(str(user["TimeZoneSidKey"])),
        "updated_at": str(user["LastModifiedDate"])[:19] + "Z",
    }


def _urls(where: str, org_id: str, user_id: str) -> dict[str, str]:
    """`{version}` stays as it is: whoever uses the URL writes it."""
    return {name: where + path.replace("{org}", org_id).replace("{user}", user_id) for name, path in URLS.items()}


def _phone(user: dict[str, Any]) -> dict[str, Any]:
    number = user.get("MobilePhone")
    return {"phone_number": number, "phone_number_verified": False} if number else {}


def _offset(time_zone: str) -> int:
    offset = org().clock.now().astimezone(ZoneInfo(time_zone)).utcoffset()
    return int(offset.total_seconds() * 1000) if offset is not None else 0
