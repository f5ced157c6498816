"""An org for random statements: the same rows in the database and as plain dicts, and who may read which."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from mock_org.schema import Schema, custom_object, load_standard, new_field
from mock_org.schema.types import PicklistEntry
from mock_org.soql import CompileContext
from mock_org.storage import Database

NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)  # a Wednesday noon in UTC, five in the morning in Los Angeles
ZONE = ZoneInfo("America/Los_Angeles")
STAGES = ("Won", "Open", "Lost")
CITIES = ("Ulm", "Bern", "Graz", "Köln", "Linz")

# The fields that the evaluator knows; deleted and created are set on every row.
COMMON = {"Id": "id", "OwnerId": "reference", "CreatedDate": "datetime", "IsDeleted": "boolean"}
FIELDS = {
    "Account": COMMON
    | {
        "Name": "string", "BillingCity": "string", "AnnualRevenue": "currency", "NumberOfEmployees": "int",
        "ParentId": "reference",
    },
    "Contact": COMMON | {"LastName": "string", "Email": "email", "AccountId": "reference", "Birthdate": "date"},
    "Deal__c": COMMON
    | {
        "Name": "string", "Amount__c": "currency", "Seats__c": "int", "Close__c": "date", "Hot__c": "boolean",
        "Stage__c": "picklist", "Regions__c": "multipicklist", "Account__c": "reference",
    },
    "User": {"Id": "id", "Name": "string", "Username": "string"},
    "Group": {"Id": "id", "Name": "string"},
}  # fmt: skip
# (sObject, relationship) -> lookup field, the types it points to.
PARENTS = {
    ("Account", "Parent"): ("ParentId", ("Account",)),
    ("Account", "Owner"): ("OwnerId", ("User",)),
    ("Contact", "Account"): ("AccountId", ("Account",)),
    ("Contact", "Owner"): ("OwnerId", ("User",)),
    ("Deal__c", "Account__r"): ("Account__c", ("Account",)),
    ("Deal__c", "Owner"): ("OwnerId", ("Group", "User")),
}
# (sObject, child relationship) -> child, its lookup field.
CHILDREN = {
    ("Account", "ChildAccounts"): ("Account", "ParentId"),
    ("Account", "Contacts"): ("Contact", "AccountId"),
    ("Account", "Deals__r"): ("Deal__c", "Account__c"),
}


@dataclass(frozen=True)
class Reader:
    """Who asks: a Scope for the compiler, plain sets for the evaluator. shown: the ids of an sObject that he sees."""

    hidden_objects: frozenset[str] = frozenset()
    hidden_fields: frozenset[tuple[str, str]] = frozenset()
    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def queryable(self, sobject):
        return sobject.name not in self.hidden_objects

    def readable(self, sobject, field):
        return (sobject.name, field.name) not in self.hidden_fields

    def visible(self, sobject, table):
        ids = self.shown.get(sobject.name)
        return None if ids is None else table.c.Id.in_(sorted(ids))

    def computed(self, sobject):
        return None

    def reachable(self, via, target, table):
        return self.visible(target, table)

    def masked(self, via, target, field):
        return False

    def hidden(self, sobject, field, table):
        return None


@dataclass
class World:
    """The database, how a statement is compiled against it, and its rows by sObject."""

    database: Database
    context: CompileContext
    rows: dict[str, list[dict[str, Any]]]
    readers: tuple[Reader, ...]


def build() -> World:
    """Some sixty rows, with nulls, deleted ones, and rows that one of the readers does not see."""
    schema = Schema((*(each for each in load_standard() if each.name in FIELDS), _deal()), {"partner"})
    database = Database()
    database.build(schema)
    rows = _rows(database, schema, random.Random(4))
    for name, listed in rows.items():
        table = database.tables.get(name)
        for row in listed:
            database.execute(insert(table).values(**row))
    some = random.Random(5)
    shown = {
        name: frozenset(row["Id"] for row in rows[name] if some.random() < 0.6)
        for name in ("Account", "Contact", "Deal__c")
    }
    hidden = frozenset({("Account", "AnnualRevenue"), ("Contact", "Email"), ("Deal__c", "Hot__c")})
    readers = (Reader(), Reader(frozenset({"Group"}), hidden, shown))
    context = CompileContext(schema, database.tables, readers[0], NOW, ZONE, rows["User"][0]["Id"])
    return World(database, context, rows, readers)


def _rows(database, schema, pick):
    def ids(name, count):
        return [database.next_id(schema[name]) for _ in range(count)]

    def often(value):
        return value if pick.random() < 0.8 else None

    def common(record_id, owners):
        day = pick.choice(["2026-05-05", "2026-05-06", "2026-04-30", "2025-12-31"])
        at = f"{day}T{pick.choice(['00:00', '06:59', '07:00', '23:59'])}:00.000+0000"
        deleted = pick.random() < 0.1
        return {"Id": record_id, "OwnerId": pick.choice(owners), "CreatedDate": at, "IsDeleted": deleted}

    users, groups = ids("User", 3), ids("Group", 2)
    accounts, contacts, deals = ids("Account", 16), ids("Contact", 20), ids("Deal__c", 24)
    return {
        "User": [{"Id": each, "Name": f"User {n}", "Username": f"u{n}@x.example"} for n, each in enumerate(users)],
        "Group": [{"Id": each, "Name": f"Queue {n}", "Type": "Queue"} for n, each in enumerate(groups)],
        "Account": [
            common(each, users)
            | {
                "Name": f"{'A' if n % 2 else 'a'}cme {n}",
                "BillingCity": often(pick.choice(CITIES)),
                "AnnualRevenue": often(pick.choice([0.0, 1.5, 100.0, 250.0])),
                "NumberOfEmployees": often(pick.choice([0, 5, 20])),
                "ParentId": often(pick.choice(accounts[:n] or [None])),
            }
            for n, each in enumerate(accounts)
        ],
        "Contact": [
            common(each, users)
            | {
                "LastName": f"{'B' if n % 3 else 'b'}irk_{n}",
                "Email": often(f"{pick.choice('xyz')}{n}@mail.example"),
                "AccountId": often(pick.choice(accounts)),
                "Birthdate": often(f"19{pick.randint(60, 99)}-0{pick.randint(1, 9)}-15"),
            }
            for n, each in enumerate(contacts)
        ],
        "Deal__c": [
            common(each, users + groups)
            | {
                "Name": f"Deal {n}%" if n % 5 == 0 else f"Deal {n}",
                "Amount__c": often(pick.choice([10.0, 20.5, 30.0, 1000.0])),
                "Seats__c": often(pick.randint(0, 4)),
                "Close__c": often(pick.choice(["2026-05-05", "2026-05-06", "2026-06-01", "2027-01-01"])),
                "Hot__c": often(pick.random() < 0.5),
                "Stage__c": often(pick.choice([*STAGES, "Odd"])),
                "Regions__c": often(pick.choice(["EMEA", "EMEA;APAC", "APAC", "LATAM;EMEA"])),
                "Account__c": often(pick.choice(accounts)),
            }
            for n, each in enumerate(deals)
        ],
    }


def _deal():
    return custom_object(
        "Deal__c",
        "Deal",
        "Deals",
        "a00",
        fields=[
            new_field("Amount__c", "currency", "Amount"),
            new_field("Seats__c", "int", "Seats"),
            new_field("Close__c", "date", "Close"),
            new_field("Hot__c", "boolean", "Hot"),
            new_field("Stage__c", "picklist", "Stage", picklist=tuple(PicklistEntry(v, v) for v in STAGES)),
            new_field("Regions__c", "multipicklist", "Regions"),
            new_field(
                "Account__c",
                "reference",
                "Account",
                reference_to=("Account",),
                relationship_name="Account__r",
                child_relationship_name="Deals__r",
            ),
        ],
    )
