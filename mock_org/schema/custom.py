"""Custom objects: the fields Salesforce adds to them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from mock_org.schema.fields import new_field, system_field
from mock_org.schema.ids import ALPHABET
from mock_org.schema.types import Field, SObject, field_map

# The audit fields of every record (Object Reference, "System Fields").
AUDIT_FIELDS = ("CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp")
# What describes of custom objects say besides the usual (recorded global describe; confidence B).
FLAGS: Mapping[str, Any] = MappingProxyType(
    dict.fromkeys(("undeletable", "searchable", "layoutable", "triggerable", "replicateable", "mru_enabled"), True)
)
VIEW_FIELDS = ("LastViewedDate", "LastReferencedDate")


def custom_object(
    name: str,
    label: str,
    label_plural: str,
    key_prefix: str,
    *,
    name_field: Field | None = None,
    fields: Iterable[Field] = (),
    record_types: bool = False,
    activities: bool = False,
    sharing_model: str = "ReadWrite",
    external_sharing_model: str = "Private",
) -> SObject:
    """A custom object with Salesforce's system fields around its own.

    A detail has no owner and is controlled by its parent (Object Reference, "Custom Objects"; confidence A).

    name_field: its Name, by default a text of 80 characters; see auto_number_name().
    activities: its records can have tasks and events, and so have LastActivityDate.
    """
    own = tuple(fields)
    detail = any(field.relationship_order is not None for field in own)
    activity = ("LastActivityDate",) if activities else ()
    system = [system_field(name, label) for name in (*AUDIT_FIELDS, *activity, *VIEW_FIELDS)]
    return SObject(
        name=name,
        label=label,
        label_plural=label_plural,
        key_prefix=key_prefix,
        fields=field_map(*_first_fields(label, detail, name_field, record_types), *system, *own),
        custom=True,
        **FLAGS,
        sharing_model="ControlledByParent" if detail else sharing_model,
        external_sharing_model="ControlledByParent" if detail else external_sharing_model,
    )


def _first_fields(label: str, detail: bool, name_field: Field | None, record_types: bool) -> Iterable[Field]:
    yield system_field("Id", label, label="Record ID")
    if not detail:
        yield system_field("OwnerId", label, reference_to=("Group", "User"))
    yield system_field("IsDeleted", label)
    yield name_field or text_name(f"{label} Name")
    if record_types:
        yield system_field("RecordTypeId", label)


def text_name(label: str) -> Field:
    """A custom object's name that users type. Salesforce fills it with the id when left out (confidence B)."""
    return new_field(
        "Name",
        "string",
        label,
        length=80,
        defaulted_on_create=True,
        permissionable=False,
        id_lookup=True,
        name_field=True,
    )


def auto_number_name(label: str, display_format: str) -> Field:
    """A custom object's name that Salesforce counts up.

    display_format: like "DR-{00000}".
    """
    return new_field(
        "Name",
        "string",
        label,
        length=80,
        nillable=False,
        createable=False,
        updateable=False,
        defaulted_on_create=True,
        permissionable=False,
        id_lookup=True,
        name_field=True,
        auto_number=True,
        display_format=display_format,
    )


def custom_key_prefix(taken: Iterable[str | None]) -> str:
    """The next key prefix for a custom object: a00, a01 … a0z, a10 …, in the order of deployment.

    taken: the key prefixes already given.
    """
    given = set(taken)
    candidates = (f"a{first}{second}" for first in ALPHABET for second in ALPHABET)
    return next(prefix for prefix in candidates if prefix not in given)
