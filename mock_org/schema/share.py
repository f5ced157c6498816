"""The Share objects of custom objects: who a record is shared with, and why."""

from collections.abc import Iterable
from typing import Any

from mock_org.schema.fields import new_field, system_field
from mock_org.schema.types import Field, PicklistEntry, SObject, field_map

# RowCause of a custom object's Share rows; an Apex sharing reason adds its own (Object Reference, "Share objects").
ROW_CAUSES = (
    ("Owner", "Owner"),
    ("Manual", "Manual Sharing"),
    ("Rule", "Sharing Rule"),
    ("GuestRule", "Guest User Sharing Rule"),
    ("ImplicitChild", "Account Sharing"),
    ("ImplicitParent", "Associated record owner or sharing"),
    ("Team", "Team"),
)
ACCESS_LEVELS = (("Read", "Read Only"), ("Edit", "Read/Write"), ("All", "Owner"))


def custom_share(sobject: SObject, reasons: Iterable[tuple[str, str]] = ()) -> SObject:
    """X__Share, the Share object of a custom object X__c (Object Reference, "Share objects"; confidence A).

    reasons: Apex sharing reasons, as (API name with __c, label).
    """
    assert sobject.key_prefix is not None
    parent = _lookup("ParentId", "Record ID", sobject.name, child_relationship_name="Shares", cascade_delete=True)
    level = _picklist("AccessLevel", "Access Level", ACCESS_LEVELS, nillable=False)
    causes = (*ROW_CAUSES, *reasons)
    return SObject(
        name=sobject.name.removesuffix("__c") + "__Share",
        label=f"Share: {sobject.label}",
        label_plural=f"Share: {sobject.label}",
        key_prefix=_key_prefix(sobject.key_prefix),
        fields=field_map(
            system_field("Id", sobject.label, label="Sharing ID"),
            parent,
            level,
            _picklist("RowCause", "Reason", causes, updateable=False, defaulted_on_create=True),
            _lookup("UserOrGroupId", "User/Group ID", "Group", "User"),
            system_field("LastModifiedDate", sobject.label),
            system_field("LastModifiedById", sobject.label),
            system_field("IsDeleted", sobject.label),
        ),
        custom=True,
        share_of=sobject.name,
    )


def _lookup(name: str, label: str, *targets: str, **attributes: Any) -> Field:
    """A lookup that is given once, when the row is made."""
    return new_field(
        name,
        "reference",
        label,
        nillable=False,
        updateable=False,
        permissionable=False,
        reference_to=targets,
        relationship_name=name.removesuffix("Id"),
        **attributes,
    )


def _picklist(name: str, label: str, values: Iterable[tuple[str, str]], **attributes: Any) -> Field:
    return new_field(
        name,
        "picklist",
        label,
        length=40,
        permissionable=False,
        restricted_picklist=True,
        picklist=tuple(PicklistEntry(value, text) for value, text in values),
        **attributes,
    )


def _key_prefix(of_object: str) -> str:
    # In Salesforce all custom Share objects are 02c; here each has its own, so that an id tells its object.
    return of_object[0].upper() + of_object[1:]
