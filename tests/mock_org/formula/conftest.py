"""A bench for formulas: one record with its parents, and every formula computed in both ways."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select

from mock_org.formula import FormulaColumns, Moment, Scope, Sight, check_field, evaluate_field, teach
from mock_org.schema import Schema, SObject, custom_object, load_standard, new_field, to_18
from mock_org.schema.types import Field, PicklistEntry
from mock_org.storage import Database

# A Wednesday: noon in UTC, five in the morning in Los Angeles.
NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)
ACCOUNT, USER, PROFILE = to_18("001000000000001"), to_18("005000000000001"), to_18("00e000000000001")
KINDS = {
    "text": {"type": "string", "length": 1300},
    "number": {"type": "double", "precision": 18, "scale": 6},
    "boolean": {"type": "boolean"},
    "date": {"type": "date"},
    "datetime": {"type": "datetime"},
    "time": {"type": "time"},
}


def deal() -> SObject:
    return custom_object(
        "Deal__c",
        "Deal",
        "Deals",
        "a00",
        fields=[
            new_field("Text__c", "string", "Text"),
            new_field("Note__c", "string", "Note"),
            new_field("Long__c", "textarea", "Long", length=32000),
            new_field("Amount__c", "currency", "Amount"),
            new_field("Ratio__c", "percent", "Ratio", scale=2),
            new_field("Seats__c", "double", "Seats", scale=2),
            new_field("Close__c", "date", "Close"),
            new_field("Start__c", "datetime", "Start"),
            new_field("Call__c", "time", "Call"),
            new_field("Hot__c", "boolean", "Hot"),
            new_field("Stage__c", "picklist", "Stage", picklist=(PicklistEntry("Open", "Open"),)),
            new_field("Regions__c", "multipicklist", "Regions"),
            new_field("Account__c", "reference", "Account", reference_to=("Account",), relationship_name="Account__r"),
        ],
    )


def formula_field(name: str, text: str, kind: str = "text", **attributes: Any) -> Field:
    """A formula field of a type."""
    usual = dict(KINDS[kind]) | {"calculated": True, "formula": text, "createable": False, "updateable": False}
    usual |= attributes
    return new_field(name, usual.pop("type"), name, **usual)


@dataclass
class Bench:
    """A database with one deal at a time."""

    database: Database
    schema: Schema
    moment: Moment

    def add(self, *fields: Field) -> None:
        """Formula fields that others can name."""
        self.schema.add(self.schema["Deal__c"].with_fields(*fields))

    def both(self, text: str, kind: str = "text", row: dict[str, Any] | None = None, **attributes: Any) -> Any:
        """The value of a formula of the deal, by Python and by the database, which must agree."""
        field = formula_field("Result__c", text, kind, **attributes)
        sobject = self.schema["Deal__c"].with_fields(field)
        check_field(Scope(self.schema, sobject), field)
        record = {"Id": to_18("a00000000000001"), "Name": "D1", "OwnerId": USER, "IsDeleted": False} | (row or {})
        computed = evaluate_field(self.sight(sobject, record), field)
        queried = self.queried(sobject, field, record)
        assert (type(computed), computed) == (type(queried), queried), text
        return computed

    def sight(self, sobject: SObject, record: dict[str, Any]) -> Sight:
        return Sight(self.schema, sobject, record, self.fetch, self.moment, USER)

    def queried(self, sobject: SObject, field: Field, record: dict[str, Any]) -> Any:
        table = self.database.tables.get("Deal__c")
        rows = FormulaColumns(self.schema, self.database.tables, self.moment, USER)
        with pytest.raises(_Undo), self.database.transaction():
            self.database.execute(insert(table).values(**record))
            found = self.database.scalar(select(rows.column(sobject, field, table)).select_from(table))
            raise _Undo
        return found

    def fetch(self, sobject: str, record_id: str) -> Any:
        table = self.database.tables.get(sobject)
        wanted = select(table) if not record_id else select(table).where(table.c.Id == record_id)
        return self.database.row(wanted)

    def put(self, sobject: str, **values: Any) -> None:
        self.database.execute(insert(self.database.tables.get(sobject)).values(**values))


class _Undo(Exception):
    """Takes the record away again."""


@pytest.fixture(scope="session")
def _bench() -> Bench:
    schema = Schema(load_standard(), {"partner"})
    account = schema["Account"].with_fields(formula_field("Big__c", "NumberOfEmployees > 100", "boolean"))
    schema.add(account, deal())
    database = Database()
    teach(database)
    database.build(schema)
    bench = Bench(database, schema, Moment(NOW, "America/Los_Angeles"))
    bench.put("Profile", Id=PROFILE, Name="Sales")
    bench.put("User", Id=USER, LastName="Ng", Name="Ann Ng", ProfileId=PROFILE, Username="ann@example.com")
    bench.put("Account", Id=ACCOUNT, Name="Acme", OwnerId=USER, NumberOfEmployees=120, IsDeleted=False)
    return bench


@pytest.fixture
def bench(_bench: Bench) -> Bench:
    """The bench, with no formula fields but the account's."""
    return replace(_bench, schema=_bench.schema.copy())
