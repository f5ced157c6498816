"""What a describe is made of: sObjects, fields, picklist entries, child relationships.

All immutable: a deploy makes new ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

# Field types as describe names them (SOAP API Developer Guide, "Field Types").
TEXT_TYPES = frozenset(
    {"string", "textarea", "email", "phone", "url", "picklist", "multipicklist", "combobox", "encryptedstring"}
)
NUMBER_TYPES = frozenset({"int", "double", "currency", "percent"})
ID_TYPES = frozenset({"id", "reference"})
COMPOUND_TYPES = frozenset({"address", "location"})  # assembled from component fields; no column of their own


@dataclass(frozen=True, slots=True)
class PicklistEntry:
    """One value of a picklist."""

    value: str
    label: str
    active: bool = True
    default: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an sObject, as describe tells it."""

    name: str
    type: str
    label: str
    length: int = 0
    digits: int = 8  # of whole numbers (recorded describes; a few have 9)
    precision: int = 0
    scale: int = 0
    nillable: bool = True
    createable: bool = True
    updateable: bool = True
    defaulted_on_create: bool = False
    filterable: bool = True
    groupable: bool = True
    sortable: bool = True
    aggregatable: bool = True
    permissionable: bool = True
    custom: bool = False
    calculated: bool = False
    auto_number: bool = False
    display_format: str | None = None  # of an auto-number field: "DR-{00000}"
    case_sensitive: bool = False
    unique: bool = False
    external_id: bool = False
    id_lookup: bool = False
    name_field: bool = False
    restricted_picklist: bool = False
    picklist: tuple[PicklistEntry, ...] = ()
    controller: str | None = None  # of a dependent picklist: the field that decides which values are offered
    valid_for: tuple[tuple[str, tuple[str, ...]], ...] = ()  # and for each value the controlling ones it goes with
    reference_to: tuple[str, ...] = ()
    also_takes: tuple[str, ...] = ()  # ids of these, too, of which the describe says nothing
    relationship_name: str | None = None
    child_relationship_name: str | None = None  # the same lookup seen from the parent ("Contacts")
    relationship_order: int | None = None  # 0 or 1: master-detail
    write_requires_master_read: bool = False  # whether Read on the master is enough to write the detail
    cascade_delete: bool = False
    restricted_delete: bool = False
    default_value: str | bool | int | float | None = None
    compound_field_name: str | None = None
    extra_type_info: str | None = None
    inline_help_text: str | None = None
    formula: str | None = None  # computed whenever it is read, never stored
    formula_treat_blank_as_zero: bool = False
    default_formula: str | None = None  # of a default value that is no plain one
    starting_number: int | None = None  # of an auto-number field
    updateable_since: float = 0.0  # the first API version in which updates take the field
    unfilterable_since: float | None = None  # the first API version whose queries do not compare the field in WHERE
    feature: str | None = None  # the field exists only while the org has this feature ("partner", "person_accounts")

    def at(self, version: float) -> "Field":
        """The field as an API version has it."""
        return self if self.updateable_since <= version else replace(self, updateable=False)

    @property
    def has_column(self) -> bool:
        """Whether the value is stored: compound fields are assembled from components, formulas are computed."""
        return self.type not in COMPOUND_TYPES and self.formula is None

    @property
    def polymorphic(self) -> bool:
        """Whether a lookup can point to several types."""
        return len(self.reference_to) > 1

    @property
    def required(self) -> bool:
        """Whether a create without a value is refused."""
        return not self.nillable and not self.defaulted_on_create and self.createable and self.type != "boolean"

    @property
    def mandatory(self) -> bool:
        """Whether a record must have a value there that a client gives or clears."""
        stored = self.type not in COMPOUND_TYPES and self.type != "boolean"
        return (self.createable or self.updateable) and stored and not self.nillable and not self.auto_number

    @property
    def defaulted(self) -> bool:
        """Whether a new record may get a value that nobody sent."""
        chosen = self.default_value is not None or self.default_formula is not None
        return chosen or self.type == "boolean" or self.name == "OwnerId" or any(e.default for e in self.picklist)


@dataclass(frozen=True, slots=True)
class ChildRelationship:
    """A lookup seen from the parent."""

    child_sobject: str
    field: str
    relationship_name: str | None
    cascade_delete: bool = False
    restricted_delete: bool = False


@dataclass(frozen=True)
class SObject:
    """One type of record. `fields` is keyed by lower-case API name and keeps describe's order."""

    name: str
    label: str
    label_plural: str
    key_prefix: str | None
    fields: Mapping[str, Field]
    child_relationships: tuple[ChildRelationship, ...] = ()
    custom: bool = False
    queryable: bool = True
    retrieveable: bool = True
    createable: bool = True
    updateable: bool = True
    deletable: bool = True
    undeletable: bool = False
    searchable: bool = False
    layoutable: bool = False
    triggerable: bool = False
    mergeable: bool = False
    replicateable: bool = False
    feed_enabled: bool = False
    mru_enabled: bool = False
    # Organization-wide defaults: Private, Read, ReadWrite, ReadWriteTransfer, FullAccess, ControlledByParent,
    # ControlledByLeadOrContact; None: the object knows no record sharing (setup objects, Share objects).
    sharing_model: str | None = None
    external_sharing_model: str | None = None
    # Of a Share object (AccountShare, X__Share): the object shared, its id field and its level field.
    share_of: str | None = None
    virtual: bool = False  # answered without a table (UserRecordAccess)
    since: float = 0.0  # the first API version that has it
    feature: str | None = None

    def field(self, name: str) -> Field | None:
        """The field of that API name, in any case."""
        return self.fields.get(name.lower())

    # What every save asks; an sObject never changes, so the answers hold as long as it lives.

    @cached_property
    def lookups(self) -> Mapping[str, Field]:
        """The fields that point to records, by name."""
        return MappingProxyType({f.name: f for f in self.fields.values() if f.type == "reference"})

    @cached_property
    def unique_fields(self) -> tuple[Field, ...]:
        """The fields whose values no two records share."""
        return tuple(f for f in self.fields.values() if f.unique)

    @cached_property
    def mandatory(self) -> tuple[Field, ...]:
        """The fields in which every record has a value."""
        return tuple(f for f in self.fields.values() if f.mandatory)

    @cached_property
    def limited(self) -> tuple[Field, ...]:
        """The stored fields that do not take every value of their type: texts and restricted picklists."""
        return tuple(f for f in self.fields.values() if f.type in TEXT_TYPES or f.restricted_picklist)

    @cached_property
    def defaulted(self) -> tuple[Field, ...]:
        """The stored fields that a new record may find a value in: booleans, owners, those with a default."""
        return tuple(f for f in self.fields.values() if f.has_column and f.defaulted)

    @cached_property
    def auto_numbers(self) -> tuple[Field, ...]:
        """The fields that count the records."""
        return tuple(f for f in self.fields.values() if f.auto_number)

    @property
    def name_field(self) -> Field | None:
        """The field that names a record (Name, CaseNumber, Subject)."""
        return next((f for f in self.fields.values() if f.name_field), None)

    @property
    def master(self) -> Field | None:
        """The master-detail field that decides access, if there is one."""
        details = [f for f in self.fields.values() if f.relationship_order is not None]
        return min(details, key=lambda f: f.relationship_order or 0) if details else None

    @property
    def shared_id_field(self) -> str:
        """Of a Share object: the field that holds the shared record's id."""
        return "ParentId" if self.custom else f"{self.share_of}Id"

    @property
    def access_level_field(self) -> str:
        """Of a Share object: the field that holds the level granted."""
        return "AccessLevel" if self.custom else f"{self.share_of}AccessLevel"

    def relationship(self, name: str) -> Field | None:
        """The lookup field whose parent relationship has that name, in any case (Owner, Account, Partner__r)."""
        wanted = name.lower()
        return next(
            (f for f in self.fields.values() if f.relationship_name and f.relationship_name.lower() == wanted), None
        )

    def with_fields(self, *fields: Field) -> "SObject":
        """A copy with these fields added or replaced."""
        merged = dict(self.fields) | {f.name.lower(): f for f in fields}
        return replace(self, fields=MappingProxyType(merged))


def field_map(*fields: Field) -> Mapping[str, Field]:
    """Fields keyed as SObject.fields wants them."""
    return MappingProxyType({f.name.lower(): f for f in fields})


__all__ = [
    "COMPOUND_TYPES",
    "ID_TYPES",
    "NUMBER_TYPES",
    "TEXT_TYPES",
    "ChildRelationship",
    "Field",
    "PicklistEntry",
    "SObject",
    "field_map",
]
