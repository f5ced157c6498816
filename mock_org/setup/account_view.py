"""What the page of an account shows: fields, contacts, portal roles and external users, as far as the user may see."""

from dataclasses import dataclass
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.setup.visit import Visit
from mock_org.web.soql_text import literal

Row = dict[str, Any]
HIGHLIGHTS = ("Type", "Phone", "Website", "OwnerId")
# The standard fields of the page, in the order of Salesforce's layout; custom ones follow.
DETAILS = (
    "Name",
    "OwnerId",
    "ParentId",
    "Type",
    "Industry",
    "Phone",
    "Website",
    "BillingCity",
    "BillingCountry",
    "IsPartner",
    "IsCustomerPortal",
    "ChannelProgramName",
    "ChannelProgramLevelName",
)
MOST = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A field on the page. link: where its value leads to, or None."""

    label: str
    value: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account. flags: IsPartner, IsCustomerPortal, IsPersonAccount, where the org has them."""

    id: str
    name: str
    owner_id: str
    flags: dict[str, bool]
    highlights: list[Shown]
    fields: list[Shown]
    contacts: list[Row]
    roles: list[Row]
    users: list[Row]


def account_view(visit: Visit, record_id: str) -> AccountView:
    """The account as this user sees it.

    Raises SalesforceError NOT_FOUND for what the user does not see.
    """
    describe = {field["name"]: field for field in visit.session.describe("Account")["fields"]}
    custom = [name for name, field in describe.items() if field["custom"]]
    flags = [name for name in ("IsPartner", "IsCustomerPortal", "IsPersonAccount") if name in describe]
    names = [name for name in dict.fromkeys(("Id", "Name", "OwnerId", *DETAILS, *flags, *custom)) if name in describe]
    record = visit.session.retrieve("Account", record_id, names)
    related = _related_names(visit, record["Id"], [name for name in ("OwnerId", "ParentId") if name in describe])
    account_id = str(record["Id"])
    return AccountView(
        id=account_id,
        name=str(record["Name"]),
        owner_id=str(record.get("OwnerId") or ""),
        flags={name: bool(record[name]) for name in flags},
        highlights=[_shown(describe[name], record, related) for name in HIGHLIGHTS if name in describe],
        fields=[_shown(describe[name], record, related) for name in (*DETAILS, *custom) if name in describe],
        contacts=_contacts(visit, account_id),
        roles=_roles(visit, account_id),
        users=_users(visit, account_id),
    )


def asked(visit: Visit, soql: str) -> list[Row]:
    """The rows of a query; none where the user is not offered the object or a field."""
    try:
        return visit.session.query(soql).records
    except SalesforceError as refusal:
        if refusal.code in ("INVALID_TYPE", "INVALID_FIELD"):
            return []
        raise


def _related_names(visit: Visit, account_id: str, lookups: list[str]) -> dict[str, str]:
    paths = {name: f"{name.removesuffix('Id')}.Name" for name in lookups}
    if not paths:
        return {}
    found = asked(visit, f"SELECT {', '.join(paths.values())} FROM Account WHERE Id = {literal(account_id)}")
    row = found[0] if found else {}
    return {name: str((row.get(name.removesuffix("Id")) or {}).get("Name") or "") for name in paths}


def _shown(field: Row, record: Row, related: dict[str, str]) -> Shown:
    value, label = record.get(field["name"]), str(field["label"])
    if field["type"] == "boolean":
        return Shown(label, "Yes" if value else "No")
    if field["name"] in related:
        leads = f"/lightning/r/Account/{value}/view" if field["name"] == "ParentId" and value else None
        return Shown(label.removesuffix(" ID"), related[field["name"]], leads)
    return Shown(label, "" if value is None else str(value))


def _contacts(visit: Visit, account_id: str) -> list[Row]:
    return asked(
        visit,
        "SELECT Id, Name, Title, Email FROM Contact "
        f"WHERE AccountId = {literal(account_id)} ORDER BY LastName, Id LIMIT {MOST}",
    )


def _roles(visit: Visit, account_id: str) -> list[Row]:
    """From the top; the shared person roles belong to no account."""
    order = ("Executive", "Manager", "Worker")
    found = asked(
        visit,
        "SELECT Id, Name, PortalType, PortalRole, ParentRoleId FROM UserRole "
        f"WHERE PortalAccountId = {literal(account_id)} ORDER BY PortalType DESC",
    )
    parents = {row["ParentRoleId"] for row in found if row["ParentRoleId"]}
    listed = ", ".join(literal(str(each)) for each in sorted(parents)) or "null"
    above = {row["Id"]: row["Name"] for row in asked(visit, f"SELECT Id, Name FROM UserRole WHERE Id IN ({listed})")}
    ranked = sorted(found, key=lambda row: (row["PortalType"], order.index(row["PortalRole"])))
    return [row | {"ReportsTo": above.get(row["ParentRoleId"], "")} for row in ranked]


def _users(visit: Visit, account_id: str) -> list[Row]:
    return asked(
        visit,
        "SELECT Id, Name, Username, IsActive, ContactId, toLabel(PortalRole) FROM User "
        f"WHERE AccountId = {literal(account_id)} ORDER BY IsActive DESC, Name, Id LIMIT {MOST}",
    )
