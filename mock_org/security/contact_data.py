"""Contact data of users: what each of them shows to external users and to guests."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import ColumnElement, FromClause, and_

from mock_org.schema import Field, SObject
from mock_org.security.user import RunningUser

# Fields of User, and the words of the preference that opens them: UserPreferencesShowEmailToExternalUsers (Object
# Reference, User; confidence A). A name cannot be hidden.
PREFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "city": "City",
        "country": "Country",
        "countrycode": "Country",
        "email": "Email",
        "fax": "Fax",
        "managerid": "Manager",
        "mobilephone": "MobilePhone",
        "phone": "WorkPhone",
        "postalcode": "PostalCode",
        "state": "State",
        "statecode": "State",
        "street": "StreetAddress",
        "title": "Title",
    }
)
# Who administers users of the own account sees what they have to keep right (confidence D).
_ADMINISTRATOR = "DelegatedPortalUserAdmin"


def hidden(user: RunningUser, sobject: SObject, field: Field, table: FromClause) -> ColumnElement[bool] | None:
    """The rows that do not show a field to this user, among them never the own one. None: every row shows it.

    Object Reference, User, "Special Access Rules": hidden values are neither found nor returned for external users;
    internal users see them (confidence A).
    """
    if sobject.name != "User" or not user.external or user.system:
        return None
    words = PREFERENCES.get(field.name.lower())
    if words is None or user.has(_ADMINISTRATOR):
        return None
    readers = "Guest" if user.user_type == "Guest" else "External"
    shows = table.c[f"UserPreferencesShow{words}To{readers}Users"]
    return and_(shows.is_not(True), table.c.Id != user.id)
