"""Custom objects: the fields Salesforce adds to them, and their Share objects."""

from collections.abc import Iterable
from typing import Any

from mock_org.schema.fields import new_field, system_field
from mock_org.schema.ids import ALPHABET
from mock_org.schema.types import Field, PicklistEntry, SObject, field_map

SUFFIX = "__c"
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
    feed_enabled: bool = False,
) -> SObject:
    """A custom object with Salesforce's system fields around its own.

    A detail has no owner and is controlled by its parent (Object Reference, "Custom Objects"; confidence A).

    name_field: its Name, by default a text of 80 characters; see auto_number_name().
    activities: its records can have tasks and events, and so have LastActivityDate.
    """
    own = tuple(fields)
    detail = any(field.relationship_order is not None for field in own)
    labelled = {"label": "Record ID"}
    before = [system_field("Id", label, **labelled)]
    if not detail:
        before.append(system_field("OwnerId", label, reference_to=("Group", "User")))
    before += [system_field("IsDeleted", label), name_field or text_name(f"{label} Name")]
    if record_types:
        before.append(system_field("RecordTypeId", label))
    audit = ["CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp"]
    after = ["LastActivityDate"] * activities + ["LastViewedDate", "LastReferencedDate"]
    return SObject(
        name=name,
        label=label,
        label_plural=label_plural,
        key_prefix=key_prefix,
        fields=field_map(*before, *(system_field(f, label) for f in audit + after), *own),
        custom=True,
        undeletable=True,
        searchable=True,
        layoutable=True,
        triggerable=True,
        replicateable=True,
        feed_enabled=feed_enabled,
        mru_enabled=True,
        sharing_model="ControlledByParent" if detail else sharing_model,
        external_sharing_model="ControlledByParent" if detail else external_sharing_model,
    )


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


def custom_share(sobject: SObject, reasons: Iterable[tuple[str, str]] = ()) -> SObject:
    """X__Share, the Share object of a custom object X__c (Object Reference, "Share objects"; confidence A).

    reasons: Apex sharing reasons, as (API name with __c, label).
    """
    assert sobject.key_prefix is not None
    fixed: dict[str, Any] = {"updateable": False, "permissionable": False}
    return SObject(
        name=sobject.name.removesuffix(SUFFIX) + "__Share",
        label=f"Share: {sobject.label}",
        label_plural=f"Share: {sobject.label}",
        key_prefix=_share_prefix(sobject.key_prefix),
        fields=field_map(
            system_field("Id", sobject.label, label="Sharing ID"),
            new_field(
                "ParentId",
                "reference",
                "Record ID",
                nillable=False,
                reference_to=(sobject.name,),
                relationship_name="Parent",
                child_relationship_name="Shares",
                cascade_delete=True,
                **fixed,
            ),
            new_field(
                "AccessLevel",
                "picklist",
                "Access Level",
                length=40,
                nillable=False,
                permissionable=False,
                restricted_picklist=True,
                picklist=_entries(ACCESS_LEVELS),
            ),
            new_field(
                "RowCause",
                "picklist",
                "Reason",
                length=40,
                defaulted_on_create=True,
                restricted_picklist=True,
                picklist=_entries((*ROW_CAUSES, *reasons)),
                **fixed,
            ),
            new_field(
                "UserOrGroupId",
                "reference",
                "User/Group ID",
                nillable=False,
                reference_to=("Group", "User"),
                relationship_name="UserOrGroup",
                **fixed,
            ),
            system_field("LastModifiedDate", sobject.label),
            system_field("LastModifiedById", sobject.label),
            system_field("IsDeleted", sobject.label),
        ),
        custom=True,
        share_of=sobject.name,
    )


def custom_key_prefix(taken: Iterable[str | None]) -> str:
    """The next key prefix for a custom object: a00, a01 … a0z, a10 …, in the order of deployment.

    taken: the key prefixes already given.
    """
    given = set(taken)
    candidates = (f"a{first}{second}" for first in ALPHABET for second in ALPHABET)
    return next(prefix for prefix in candidates if prefix not in given)


def _share_prefix(key_prefix: str) -> str:
    # In Salesforce all custom Share objects are 02c; here each has its own, so that an id tells its object.
    return key_prefix[0].upper() + key_prefix[1:]


def _entries(values: Iterable[tuple[str, str]]) -> tuple[PicklistEntry, ...]:
    return tuple(PicklistEntry(value, label) for value, label in values)
