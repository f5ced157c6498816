"""One table per sObject, one column per stored field, an index wherever Salesforce has one and sharing needs one."""

from typing import Any

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeEngine

from mock_org.schema import Field, Schema, SObject
from mock_org.schema.types import ID_TYPES
from mock_org.storage.dialect import COLLATION

# Date, datetime and time are kept as the text the API answers, always UTC: they sort as they should.
EXACT_TEXT = frozenset({"date", "datetime", "time", "base64"}) | ID_TYPES
INDEXED_TYPES = frozenset({"reference"})
INDEXED_NAMES = frozenset({"name", "username", "casenumber", "createddate", "systemmodstamp", "email"})
# What the access engine looks groups and roles up by.
INDEXED_TOGETHER = {"Group": (("Type", "RelatedId"), ("DeveloperName",)), "UserRole": (("DeveloperName",),)}


def column_type(field: Field) -> TypeEngine[Any]:
    """How a field's value is stored."""
    if field.type == "boolean":
        return Boolean(create_constraint=False)
    if field.type == "int":
        return Integer()
    if field.type in ("double", "currency", "percent"):
        return Float()
    if field.type in EXACT_TEXT or field.case_sensitive:
        return String()
    return Text(collation=COLLATION)


def is_indexed(field: Field) -> bool:
    """Lookups, names, external ids and the audit dates that lists sort by."""
    return field.type in INDEXED_TYPES or field.external_id or field.unique or field.name.lower() in INDEXED_NAMES


class Tables:
    """The tables of one org, looked up by sObject name in any case."""

    def __init__(self) -> None:
        self.metadata = MetaData()
        self._tables: dict[str, Table] = {}
        self._compared: set[tuple[str, str]] = set()

    def define(self, sobject: SObject) -> Table:
        """The table of an sObject; defined anew if the describe has changed."""
        key = sobject.name.lower()
        if key in self._tables:
            self.metadata.remove(self._tables[key])
        columns = [_column(field) for field in sobject.fields.values() if field.has_column]
        table = Table(sobject.name, self.metadata, *columns)
        for field in sobject.fields.values():
            if field.has_column and field.type != "id" and (is_indexed(field) or (key, field.name) in self._compared):
                Index(f"ix_{sobject.name}_{field.name}", table.c[field.name])
        for names in INDEXED_TOGETHER.get(sobject.name, ()):
            Index(f"ix_{sobject.name}_{'_'.join(names)}", *(table.c[name] for name in names))
        self._tables[key] = table
        return table

    def define_all(self, schema: Schema) -> None:
        """The tables of every sObject that is stored."""
        for sobject in schema.complete():
            if not sobject.virtual:
                self.define(sobject)

    def index(self, sobject: str, field: str) -> Index:
        """The index on a field that rules compare, defined if there is none. It outlives a change of the describe."""
        table = self.get(sobject)
        self._compared.add((table.name.lower(), field))
        found = (index for index in table.indexes if list(index.columns) == [table.c[field]])
        return next(found, None) or Index(f"ix_{table.name}_{field}", table.c[field])

    def get(self, name: str) -> Table:
        """The table of that sObject."""
        return self._tables[name.lower()]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._tables


def _column(field: Field) -> Column[Any]:
    return Column(field.name, column_type(field), primary_key=field.type == "id")
