"""What merge fields stand for, as the receiver's locale and time zone write it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mock_org.dml import Records
from mock_org.mail.merging import EXTRAS, WORDS
from mock_org.schema import Field, new_field
from mock_org.soql.locales import formatter

Row = Mapping[str, Any]
Word = str | date
_OWNER_FIELDS = {
    "ownerfullname": "Name",
    "ownerfirstname": "FirstName",
    "ownerlastname": "LastName",
    "owneremail": "Email",
}
_FORMATTED = frozenset({"int", "double", "percent", "currency", "date", "datetime", "time"})
_CURRENCY = "USD"
_DAY, _MOMENT = new_field("Day", "date", "Day"), new_field("Moment", "datetime", "Moment")


@dataclass(frozen=True, slots=True)
class Values:
    """Fills the fields of one mail.

    words: values of fields without an object, by lower-case name. rows: the records that a template may name, by the
    lower-case name it has for them ("lead", "receiving_user"), each with its object.
    """

    records: Records
    base_url: str
    receiver: Row
    words: Mapping[str, Word]
    rows: Mapping[str, tuple[str, Row]]

    def of(self, name: str) -> str:
        """The text of a merge field, by its normal name; of a record that this mail is not about: nothing."""
        if name in WORDS:
            return self._word(self.words.get(name, ""))
        owner, _, field = name.partition(".")
        if owner not in self.rows:
            return ""
        sobject, row = self.rows[owner]
        if field in EXTRAS:
            return self._extra(field, row)
        described = self.records.schema[sobject].field(field)
        if described is not None:
            return self._text(described, row.get(described.name))
        lookup = self.records.schema[sobject].field(f"{field}Id")
        return self._name_of(lookup, row.get(lookup.name)) if lookup else ""

    def _word(self, value: Word) -> str:
        if isinstance(value, date):
            return self._text(_MOMENT if isinstance(value, datetime) else _DAY, value.isoformat())
        return value

    def _extra(self, field: str, row: Row) -> str:
        if field == "link":
            return f"{self.base_url}/{row['Id']}"
        owner = self.records.get("User", row.get("OwnerId")) or {}
        return str(owner.get(_OWNER_FIELDS[field]) or "")

    def _name_of(self, lookup: Field, record_id: str | None) -> str:
        for sobject in lookup.reference_to:
            found = self.records.get(sobject, record_id) if sobject in self.records.schema else None
            if found is not None:
                return str(found.get("Name") or "")
        return ""

    def _text(self, field: Field, value: Any) -> str:
        if value is None:
            return ""
        if field.type in _FORMATTED:
            zone = ZoneInfo(str(self.receiver.get("TimeZoneSidKey") or "UTC"))
            write = formatter(field, str(self.receiver.get("LocaleSidKey") or "en_US"), zone, _CURRENCY)
            return str(write(value))
        if isinstance(value, bool):
            return "true" if value else "false"
        labels = {entry.value: entry.label for entry in field.picklist}
        return str(labels.get(value, value))
