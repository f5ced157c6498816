"""A large partner programme, written straight into the tables: 1,000 accounts, 5,000 users, and their leads.

Everything is Private, inside and outside; 30 sharing rules on leads, 20 sharing sets. Account 0 is what is measured:
its users own 200 leads each and are shared the same leads in an org of any size.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.schema import CreateIndex, DropIndex

from mock_org.app import create_org
from mock_org.org import Org
from mock_org.security.model import Principal, SetMapping, SharingRule, SharingSet
from mock_org.soql.ast import Comparison, Literal
from mock_org.soql.ast import Path as FieldPath

ACCOUNTS, LEADS_OF_ONE = 1000, 200
PORTAL_ROLES = ("Executive", "Manager", "Worker", "Worker", "Worker")
CHANNEL_MANAGERS = 20
OPEN_LEADS = 20  # of each rule for all partners
INDUSTRIES = [f"Industry {n}" for n in range(40)]
PRIVATE = ("Account", "Contact", "Lead", "Opportunity", "Case")
Values = dict[str, Any]


def open_org(file: Path) -> Org:
    """The org in that file, new or kept, with its defaults, rules and sets."""
    org = create_org(database=f"sqlite:///{file}", resettable=False).org
    schemas = [org.schema[name] for name in PRIVATE]
    org.change_schema([replace(each, sharing_model="Private", external_sharing_model="Private") for each in schemas])
    org.set_sharing(replace(org.sharing, rules=tuple(rules()), sets=tuple(sets())))
    return org


def rules() -> Iterator[SharingRule]:
    """30 rules on leads: 10 to all partners, 10 to groups of partner users, 10 to the vendor's own people."""
    for n in range(10):
        yield _rule(f"Open_{n}", "LeadSource", f"Programme {n}", Principal("allPartnerUsers"))
        yield _rule(f"Friends_{n}", "Industry", INDUSTRIES[n], Principal("group", f"Friends_{n}"))
        yield _rule(f"Inside_{n}", "Industry", INDUSTRIES[10 + n], Principal("role", f"Channel_Manager_{n}"), "Edit")


def _rule(name: str, field: str, value: str, to: Principal, access: Any = "Read") -> SharingRule:
    condition = Comparison(FieldPath((field,)), "=", Literal(value, "string"))
    return SharingRule(name, name.replace("_", " "), "Lead", "criteria", access, to, condition=condition)


def sets() -> Iterator[SharingSet]:
    """20 sharing sets of the partners' profile."""
    for n in range(20):
        name = ("Case", "Contact", "Opportunity", "Account")[n % 4]
        mapping = SetMapping(name, "Id" if name == "Account" else "Account", "Account", "Read")
        yield SharingSet(f"Set_{n}", ("Channel Partner",), (mapping,))


def build(file: Path, leads: int) -> None:
    """Write the org: its people, and that many leads."""
    org = open_org(file)
    org.database.raw.execute("PRAGMA cache_size = -200000")
    with org.database.transaction():
        users = people(org)
    fill = Filler(org)
    table = org.database.tables.get("Lead")
    indexes = list(table.indexes)
    with org.database.transaction():
        for index in indexes:
            org.database.execute(DropIndex(index))
        fill.many("Lead", _leads(users, leads))
        for index in indexes:
            org.database.execute(CreateIndex(index))
    org.database.close()


class Filler:
    """Writes rows with an id, false flags and the same audit fields."""

    def __init__(self, org: Org) -> None:
        self.org = org

    def many(self, name: str, rows: Iterator[Values]) -> list[str]:
        """All rows; their ids."""
        sobject, table = self.org.schema[name], self.org.database.tables.get(name)
        stored = [field.name for field in sobject.fields.values() if field.has_column]
        flags: Values = {f.name: False for f in sobject.fields.values() if f.type == "boolean" and f.has_column}
        audit: Values = dict.fromkeys(("CreatedById", "LastModifiedById"), self.org.admin_id)
        audit |= dict.fromkeys(("CreatedDate", "LastModifiedDate", "SystemModstamp"), "2026-01-01T09:00:00.000+0000")
        start = flags | {key: value for key, value in audit.items() if key in stored}
        made: list[str] = []
        while batch := list(islice(rows, 20000)):
            ids = self.org.database.next_ids(sobject, len(batch))
            values = [start | row | {"Id": each} for row, each in zip(batch, ids, strict=True)]
            self.org.database.execute(insert(table), values)
            made += ids
        return made


def people(org: Org) -> list[str]:
    """The vendor's channel managers, the partner accounts, their roles, users and groups; the ids of partner users."""
    fill, find = Filler(org), org.system_session().find
    director = find("UserRole", DeveloperName="Channel_Director")[0]["Id"]
    roles = _roles(fill, [{"Name": f"Channel_Manager_{n}", "ParentRoleId": director} for n in range(CHANNEL_MANAGERS)])
    profile = find("Profile", Name="Channel Manager")[0]["Id"]
    managers = fill.many("User", (_user(f"manager{n}", profile, role) for n, role in enumerate(roles)))
    owners = [managers[n % CHANNEL_MANAGERS] for n in range(ACCOUNTS)]
    accounts = fill.many(
        "Account", ({"Name": f"Partner {n:04}", "OwnerId": o, "IsPartner": True} for n, o in enumerate(owners))
    )
    above = {account: roles[n % CHANNEL_MANAGERS] for n, account in enumerate(accounts)}
    portal: dict[str, list[str]] = {account: [] for account in accounts}
    for kind in ("Executive", "Manager", "Worker"):
        made = _roles(fill, [_portal_role(n, kind, a, above[a]) for n, a in enumerate(accounts)])
        for account, role in zip(accounts, made, strict=True):
            above[account] = role
            portal[account].append(role)
    each = [(account, number) for account in accounts for number in range(len(PORTAL_ROLES))]
    contacts = fill.many(
        "Contact", ({"LastName": f"C{n}", "Name": f"C{n}", "AccountId": a} for n, (a, _) in enumerate(each))
    )
    profile = find("Profile", Name="Channel Partner")[0]["Id"]
    rows = (
        _user(f"partner{n}", profile, portal[a][min(k, 2)])
        | {"UserType": "PowerPartner", "AccountId": a, "ContactId": contacts[n]}
        for n, (a, k) in enumerate(each)
    )
    users = fill.many("User", rows)
    _friends(fill, users)
    return users


def _friends(fill: Filler, users: list[str]) -> None:
    """Ten groups of 25 partner users each, none of them the measured partner's."""
    names = [f"Friends_{n}" for n in range(10)]
    groups = fill.many(
        "Group", ({"Name": n, "DeveloperName": n, "Type": "Regular", "DoesIncludeBosses": True} for n in names)
    )
    members = ((group, users[100 + 25 * n + k]) for n, group in enumerate(groups) for k in range(25))
    fill.many("GroupMember", ({"GroupId": group, "UserOrGroupId": user} for group, user in members))


def _user(name: str, profile: str, role: str) -> Values:
    words = {"Name": name, "LastName": name, "Alias": name[:8], "Username": f"{name}@scale.example"}
    return words | {"UserType": "Standard", "ProfileId": profile, "UserRoleId": role, "IsActive": True}


def _portal_role(number: int, kind: str, account: str, above: str) -> Values:
    words = {"Name": f"Partner_{number:04}_{kind}", "ParentRoleId": above, "PortalAccountId": account}
    return words | {"PortalRole": kind, "PortalType": "Partner"}


def _roles(fill: Filler, rows: list[Values]) -> list[str]:
    """Roles with their system groups."""
    levels = {f"{name}AccessForAccountOwner": "None" for name in ("Case", "Contact", "Opportunity")}
    ids = fill.many("UserRole", (levels | {"DeveloperName": row["Name"], "PortalType": "None"} | row for row in rows))
    for kind in ("Role", "RoleAndSubordinates"):
        names = (row["Name"] for row in rows)
        fill.many(
            "Group", ({"Type": kind, "RelatedId": i, "DeveloperName": n} for i, n in zip(ids, names, strict=True))
        )
    return ids


def _leads(users: list[str], count: int) -> Iterator[Values]:
    """200 leads for each user of account 0, the open ones, and the rest for everybody else, in an order by chance."""
    step = 7919  # a prime: neighbours in the table have nothing in common
    first, open_leads = len(PORTAL_ROLES) * LEADS_OF_ONE, 10 * OPEN_LEADS
    for n in range(count):
        mine, is_open = n < first, n < first + open_leads
        owner = users[n % 5] if mine else users[5 + (n * step) % (len(users) - 5)]
        day = f"{2020 + n * step % 6}-{1 + n * step % 12:02}-{1 + n * step % 28:02}T{n % 24:02}:{n % 60:02}:00.000+0000"
        yield {
            "LastName": f"L{n:07}",
            "Name": f"L{n:07}",
            "Company": f"Company {n % 50000}",
            "Status": ("New", "Contacted", "Qualified", "Nurturing")[n % 4],
            "Industry": INDUSTRIES[-1] if mine or is_open else INDUSTRIES[(n * step) % 39],
            "LeadSource": f"Programme {n % 10}" if is_open and not mine else "Web",
            "OwnerId": owner,
            "CreatedDate": day,
        }
