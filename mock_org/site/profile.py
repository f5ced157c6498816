"""The user's own profile page, out of the profile menu."""

from flask.typing import ResponseReturnValue

from mock_org.schema import to_18
from mock_org.site.page import Page
from mock_org.site.reading import find
from mock_org.site.rendering import invalid_page, page
from mock_org.site.values import shown
from mock_org.site.visit import Visit

_FIELDS = ("Title", "CompanyName", "Email", "Phone", "MobilePhone", "Username", "TimeZoneSidKey")


def profile(visit: Visit, user_id: str) -> ResponseReturnValue:
    """Who the user is. Other users have no page here."""
    if to_18(user_id) != visit.session.user.id:
        return invalid_page(visit)
    describe = visit.describe("User")
    fields = [field for name in _FIELDS for field in describe["fields"] if field["name"] == name]
    found = find(visit, describe, fields, visit.session.user.id)
    if found is None:
        return invalid_page(visit)
    return page(visit, "profile", current="", fields=[shown(visit, describe, field, found) for field in fields])


PAGES = (Page("/s/profile/<user_id>", profile),)
