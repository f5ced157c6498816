"""Users as Connect REST API tells them (resource "User Detail"; a real org's answer of chatter/users/me)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mock_org.org.view import View, not_found
from mock_org.schema import to_18

_FIELDS = (
    "Id", "Name", "FirstName", "LastName", "CommunityNickname", "CompanyName", "Email", "IsActive", "ManagerId",
    "Phone", "MobilePhone", "Fax", "Title", "AboutMe", "UserType", "Username", "Street", "City",
    "State", "PostalCode", "Country",
)  # fmt: skip
_PHONES = {"Phone": "Work", "MobilePhone": "Mobile", "Fax": "Fax"}

# The same of everybody: nobody follows, posts or is thanked here.
_NO_CHATTER: Mapping[str, Any] = MappingProxyType(
    {
        "additionalLabel": None,
        "bannerPhoto": None,
        "chatterActivity": {"commentCount": 0, "commentReceivedCount": 0, "likeReceivedCount": 0, "postCount": 0},
        "chatterInfluence": {"percentile": "0.0", "rank": 1},
        "followersCount": 0,
        "followingCounts": {"people": 0, "records": 0, "total": 0},
        "groupCount": 0,
        "hasChatter": True,
        "motif": {
            "color": "65CAE4",
            "largeIconUrl": "/img/icon/profile64.png",
            "mediumIconUrl": "/img/icon/profile32.png",
            "smallIconUrl": "/img/icon/profile16.png",
            "svgIconUrl": None,
        },
        "mySubscription": None,
        "outOfOffice": {"message": ""},
        "reputation": None,
        "thanksReceived": None,
    }
)


class People(View):
    """One user, as the running user may see him."""

    def person(self, user_id: str) -> dict[str, Any]:
        """The user of that id, or the running one for "me"; nobody follows anybody here.

        Raises NOT_FOUND for one that the running user does not see.
        """
        wanted = self.user.id if user_id.lower() == "me" else to_18(user_id)
        user_object = self.sobject("User")
        readable = {name.lower() for name in self.readable_names(user_object)}
        names = [name for name in _FIELDS if name.lower() in readable]
        found = self.select(user_object, names, wanted) if wanted else []
        if not found:
            raise not_found()
        return self._told_person(found[0])

    def _told_person(self, user: dict[str, Any]) -> dict[str, Any]:
        url = f"/services/data/v{self.version}/chatter/users/{user['Id']}"
        told = {
            "aboutMe": user.get("AboutMe"),
            "address": _address(user),
            **_NO_CHATTER,
            "communityNickname": user.get("CommunityNickname"),
            "companyName": user.get("CompanyName"),
            "displayName": user.get("Name"),
            "email": user.get("Email"),
            "firstName": user.get("FirstName"),
            "id": user["Id"],
            "isActive": user.get("IsActive"),
            "isInThisCommunity": True,
            "lastName": user.get("LastName"),
            "managerId": user.get("ManagerId"),
            "managerName": None,
            "name": user.get("Name"),
            "phoneNumbers": [
                {"label": label, "phoneNumber": user[name], "phoneType": label, "type": label}
                for name, label in _PHONES.items()
                if user.get(name)
            ],
            "photo": self._photo(user["Id"]),
            "title": user.get("Title"),
            "type": "User",
            "url": url,
            "userType": "Internal" if user.get("UserType") == "Standard" else "External",
            "username": user.get("Username"),
        }
        return dict(sorted(told.items()))

    def _photo(self, user_id: str) -> dict[str, Any]:
        photo, default = f"{self.base_url}/profilephoto/005", f"{self.base_url}/img/userprofile/default_profile"
        return {
            "fullEmailPhotoUrl": f"{default}_200_v2.png?fromEmail=1",
            "largePhotoUrl": f"{photo}/F",
            "mediumPhotoUrl": f"{photo}/M",
            "photoVersionId": None,
            "smallPhotoUrl": f"{photo}/T",
            "standardEmailPhotoUrl": f"{default}_45_v2.png?fromEmail=1",
            "url": f"/services/data/v{self.version}/connect/user-profiles/{user_id}/photo",
        }


def _address(user: dict[str, Any]) -> dict[str, Any]:
    city = ", ".join(user[name] for name in ("City", "State") if user.get(name))
    place = " ".join(part for part in (city, user.get("PostalCode")) if part)
    lines = [line for line in (user.get("Street"), place, user.get("Country")) if line]
    return {
        "city": user.get("City"),
        "country": user.get("Country"),
        "formattedAddress": "\n".join(lines),
        "state": user.get("State"),
        "street": user.get("Street"),
        "zip": user.get("PostalCode"),
    }
