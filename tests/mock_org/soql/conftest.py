"""A small org for SOQL: three accounts P1 to P3, contacts, leads, tasks, deals; read as anybody the test says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from mock_org.schema import Schema, custom_object, load_standard, new_field
from mock_org.schema.types import PicklistEntry
from mock_org.soql import CompileContext, Everything, QueryResult, run
from mock_org.storage import Database
from mock_org.storage.snapshot import Image, restore, take

# A Wednesday noon in UTC, five in the morning in Los Angeles.
NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)


@dataclass
class SmallOrg:
    """Records put in by hand, statements answered in system mode unless the context is changed."""

    database: Database
    context: CompileContext
    ids: dict[str, str]

    def put(self, sobject_name: str, **values: Any) -> str:
        sobject = self.context.schema[sobject_name]
        record_id = self.database.next_id(sobject)
        usual = {"Id": record_id, "IsDeleted": False, "CreatedDate": "2026-05-05T10:00:00.000+0000"}
        row = {name: value for name, value in usual.items() if sobject.field(name)} | values
        self.database.execute(insert(self.database.tables.get(sobject_name)).values(**row))
        self.ids[values.get("Name", record_id)] = record_id
        return record_id

    def query(self, text: str, **changes: Any) -> QueryResult:
        return run(text, replace(self.context, **changes), self.database, "62.0")

    def names(self, text: str, **changes: Any) -> list[Any]:
        """The first selected value of each record."""
        return [bare(record)[next(iter(bare(record)))] for record in self.query(text, **changes).records]


def bare(value: Any) -> Any:
    """A record without its attributes, at every depth."""
    if isinstance(value, Mapping):
        return {key: bare(part) for key, part in value.items() if key not in ("attributes", "done")}
    return [bare(part) for part in value] if isinstance(value, list) else value


RANKS = (PicklistEntry("1", "Gold"), PicklistEntry("2", "Silver"))


def deal() -> Any:
    stages = tuple(PicklistEntry(value, value) for value in ("Won", "Open", "Lost"))
    return custom_object(
        "Deal__c",
        "Deal",
        "Deals",
        "a00",
        fields=[
            new_field("Amount__c", "currency", "Amount"),
            new_field("Probability__c", "percent", "Probability"),
            new_field("Seats__c", "int", "Seats"),
            new_field("Close__c", "date", "Close"),
            new_field("Call__c", "time", "Call"),
            new_field("Hot__c", "boolean", "Hot"),
            new_field("Stage__c", "picklist", "Stage", picklist=stages),
            new_field("Rank__c", "picklist", "Rank", picklist=RANKS),
            new_field("Tags__c", "multipicklist", "Tags", picklist=RANKS),
            new_field("Regions__c", "multipicklist", "Regions"),
            new_field("Notes__c", "textarea", "Notes", length=32000),
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


@pytest.fixture(scope="session")
def filled_org() -> Iterator[tuple[SmallOrg, Image]]:
    schema = Schema((*load_standard(), deal()), {"partner"})
    database = Database()
    database.build(schema)
    context = CompileContext(
        schema, database.tables, Everything(), NOW, ZoneInfo("America/Los_Angeles"), "005Mo0000000001IAA"
    )
    small = SmallOrg(database, context, {})
    _fill(small.put)
    yield small, take(database)
    database.close()


@pytest.fixture
def org(filled_org: tuple[SmallOrg, Image]) -> SmallOrg:
    small, image = filled_org
    restore(small.database, image)
    return SmallOrg(small.database, small.context, dict(small.ids))


def _fill(put: Callable[..., str]) -> None:
    channel = put("UserRole", Name="Channel")
    pat = put("User", Name="Pat Partner", LastName="Partner", Username="pat@example.com", UserRoleId=channel)
    queue = put("Group", Name="Leads Queue", Type="Queue")
    p1 = put("Account", Name="P1", OwnerId=pat, AnnualRevenue=5.0, NumberOfEmployees=10, BillingCity="Ulm",
             ShippingLatitude=48.4, ShippingLongitude=9.99)  # fmt: skip
    p2 = put("Account", Name="P2", OwnerId=pat, ParentId=p1)
    put("Account", Name="P3", OwnerId=pat, AnnualRevenue=7.5, CreatedDate="2026-05-06T11:59:59.000+0000",
        ShippingLatitude=52.52, ShippingLongitude=13.405)  # fmt: skip
    put("Account", Name="Gone", OwnerId=pat, IsDeleted=True)
    ann = put("Contact", Name="Ann", LastName="Ann", AccountId=p1, OwnerId=pat)
    put("Contact", Name="Cy", LastName="Cy", AccountId=p1, OwnerId=pat, Email="cy@example.com")
    put("Contact", Name="Bo", LastName="Bo", OwnerId=pat)
    put("Lead", Name="Lee", LastName="Lee", Company="Initech", OwnerId=queue, Status="New")
    put("Lead", Name="Lou", LastName="Lou", Company="100% Pure_Co", OwnerId=pat)
    put("Task", Subject="Call", WhatId=p2, WhoId=ann, OwnerId=pat)
    put("Task", Subject="Idle", OwnerId=pat)
    put("Deal__c", Name="D1", Account__c=p1, Amount__c=100.0, Seats__c=1, Hot__c=True, Stage__c="Open", OwnerId=pat,
        Rank__c="1", Tags__c="1;2", Regions__c="EMEA;APAC",
        Close__c="2026-05-05", Call__c="09:00:00.000Z", Probability__c=10.0)  # fmt: skip
    put("Deal__c", Name="D2", Account__c=p1, Amount__c=50.0, Seats__c=2, Hot__c=False, Stage__c="Won", OwnerId=queue,
        Regions__c="EMEA", Close__c="2026-05-06")  # fmt: skip
    put("Deal__c", Name="D3", Account__c=p2, Stage__c="Lost", OwnerId=pat, Close__c="2027-01-01")
    put("Deal__c", Name="d4", OwnerId=pat)


@pytest.fixture
def without_attributes() -> Callable[[Any], Any]:
    return bare
