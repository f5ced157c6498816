"""What the page of a contact shows: fields, account, the external user and the sites that it may enter."""

from dataclasses import dataclass
from typing import Any

from mock_org.setup.account_view import asked
from mock_org.setup.visit import Visit
from mock_org.web.soql_text import literal

Row = dict[str, Any]
DETAILS = ("Title", "Department", "Email", "Phone", "MobilePhone", "MailingCity", "MailingCountry", "LeadSource")
_USER = ("Id", "Name", "Username", "IsActive", "UserType", "IsPortalEnabled", "IsPrmSuperUser")


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact. account, user: None where there is none, or none that may be seen. sites: id and name."""

    id: str
    name: str
    fields: list[tuple[str, str]]
    account: Row | None
    user: Row | None
    sites: list[Row]

    @property
    def partner_user(self) -> Row | None:
        """The user, if it is an active partner user."""
        user = self.user
        return user if user is not None and user["IsActive"] and user["UserType"] == "PowerPartner" else None


def contact_view(visit: Visit, record_id: str) -> ContactView:
    """The contact as this user sees it.

    Raises SalesforceError NOT_FOUND for what the user does not see.
    """
    labels = {field["name"]: str(field["label"]) for field in visit.session.describe("Contact")["fields"]}
    names = [name for name in DETAILS if name in labels]
    record = visit.session.retrieve("Contact", record_id, ["Id", "Name", "AccountId", *names])
    contact_id = str(record["Id"])
    user = _user(visit, contact_id)
    return ContactView(
        id=contact_id,
        name=str(record["Name"]),
        fields=[(labels[name], "" if record[name] is None else str(record[name])) for name in names],
        account=_account(visit, record["AccountId"]),
        user=user,
        sites=_sites(visit, user) if user else [],
    )


def _account(visit: Visit, account_id: str | None) -> Row | None:
    known = {field["name"] for field in visit.session.describe("Account")["fields"]} if account_id else set()
    names = [name for name in ("Id", "Name", "IsPartner") if name in known]
    found = (
        asked(visit, f"SELECT {', '.join(names)} FROM Account WHERE Id = {literal(str(account_id))}") if names else []
    )
    return dict(found[0]) if found else None


def _user(visit: Visit, contact_id: str) -> Row | None:
    known = {field["name"] for field in visit.session.describe("User")["fields"]}
    names = [name for name in _USER if name in known]
    where = f"ContactId = {literal(contact_id)} ORDER BY IsActive DESC, CreatedDate DESC LIMIT 1"
    found = asked(visit, f"SELECT {', '.join(names)} FROM User WHERE {where}")
    return dict(found[0]) if found else None


def _sites(visit: Visit, user: Row) -> list[Row]:
    """The sites of which the user is a member; without any, all: the log-in then tells what is wrong."""
    member = asked(visit, f"SELECT NetworkId FROM NetworkMember WHERE MemberId = {literal(user['Id'])}")
    sites = asked(visit, "SELECT Id, Name, UrlPathPrefix FROM Network ORDER BY Name")
    ids = {row["NetworkId"] for row in member}
    return [dict(row) for row in sites if row["Id"] in ids] or [dict(row) for row in sites]
