"""Lookups of a record: ids of either length, external ids of a parent, types, existence, access, and who may own it."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.access import may_read_record, may_write_master
from mock_org.dml.context import SaveContext
from mock_org.dml.record_types import FIELD as RECORD_TYPE
from mock_org.dml.record_types import check_record_type, check_values
from mock_org.dml.rows import Rows
from mock_org.dml.values import coerce
from mock_org.errors import SalesforceError
from mock_org.schema import Field, SObject, to_18
from mock_org.security import load_user, may
from mock_org.security.setup_objects import setup_object

Values = dict[str, Any]
# New versions and new links take Edit on the document, so that a viewer makes nobody more than a viewer (confidence C).
_OF_A_FILE = frozenset({("ContentVersion", "ContentDocumentId"), ("ContentDocumentLink", "ContentDocumentId")})


def resolve_external_ids(ctx: SaveContext, sobject: SObject, given: Mapping[str, Any]) -> Values:
    """Turn `Parent__r: {"Ext__c": "v"}` into the parent's id (REST API Developer Guide, upsert by external ID).

    Raises SalesforceError INVALID_FIELD where no parent, or none that the running user sees, has the value.
    """
    resolved: Values = {}
    for name, value in given.items():
        lookup = sobject.relationship(name) if isinstance(value, Mapping) and name.lower() != "attributes" else None
        if lookup is None:
            resolved[name] = value
        else:
            resolved[lookup.name] = _parent_id(ctx, lookup, value)
    return resolved


def _parent_id(ctx: SaveContext, lookup: Field, value: Mapping[str, Any]) -> str:
    keys = {name: v for name, v in value.items() if name.lower() != "attributes"}
    attributes = next((v for name, v in value.items() if name.lower() == "attributes"), None) or {}
    type_name = attributes.get("type") if isinstance(attributes, Mapping) else None
    type_name = type_name or (lookup.reference_to[0] if len(lookup.reference_to) == 1 else None)
    parent = ctx.schema.get(str(type_name)) if type_name else None
    if parent is None or len(keys) != 1 or parent.name not in lookup.reference_to:
        message = f"The relationship {lookup.relationship_name} needs one external ID field and the type of its record"
        raise SalesforceError("INVALID_FIELD", message, [lookup.name])
    name, sent = next(iter(keys.items()))
    return _by_external_id(ctx, parent, name, sent)


def _by_external_id(ctx: SaveContext, parent: SObject, name: str, sent: Any) -> str:
    field = parent.field(name)
    if field is None or not (field.external_id or field.id_lookup or field.type == "id"):
        message = f"Provided external ID field does not exist or is not accessible: {name}"
        raise SalesforceError("INVALID_FIELD", message, [])
    value = to_18(str(sent)) if field.type == "id" else coerce(field, sent)
    rows = [] if value is None else Rows(ctx.database, parent).find(**{field.name: value})
    seen = [row["Id"] for row in rows if may_read_record(ctx, parent, row["Id"])]
    if len(seen) > 1:
        message = f"Duplicate external id specified: {sent}"
        raise SalesforceError("DUPLICATE_EXTERNAL_ID", message, [field.name])
    if not seen:
        message = f"Foreign key external ID: {sent} not found for field {field.name} in entity {parent.name}"
        raise SalesforceError("INVALID_FIELD", message, [])
    return str(seen[0])


def normalise_ids(ctx: SaveContext, sobject: SObject, values: Values) -> None:
    """Bring every id to its 18 characters.

    Raises SalesforceError MALFORMED_ID for what is no id, or the id of a type that the lookup does not take.
    """
    lookups = sobject.lookups
    for name, value in values.items():
        if name in lookups and value is not None:
            field, found = lookups[name], to_18(value)
            if found is None or not _fits(ctx, field, found):
                # Recorded for Id ("Account ID: id value of incorrect type: ..."); lookups take the same form.
                message = f"{field.label}: id value of incorrect type: {value}"
                raise SalesforceError("MALFORMED_ID", message, [field.name])
            values[name] = found


def target_of(ctx: SaveContext, field: Field, record_id: str) -> SObject | None:
    """The sObject that an id in this lookup points to."""
    taken = (*field.reference_to, *field.also_takes)
    return next((t for name in taken if (t := ctx.schema.get(name)) and t.key_prefix == record_id[:3]), None)


def _fits(ctx: SaveContext, field: Field, record_id: str) -> bool:
    known = [name for name in field.reference_to if name in ctx.schema]
    return target_of(ctx, field, record_id) is not None or not known


def check_references(ctx: SaveContext, sobject: SObject, new: Values, old: Mapping[str, Any] | None) -> None:
    """Refuse a changed lookup whose target is missing, deleted, or not accessible to the running user.

    Raises SalesforceError INVALID_CROSS_REFERENCE_KEY, ENTITY_IS_DELETED or
    INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY; of record types also INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST.
    """
    if sobject.field(RECORD_TYPE):
        check_record_type(ctx, sobject, new, old)
        check_values(ctx, sobject, new, old)
    for field in sobject.lookups.values():
        value = new.get(field.name)
        if value is None or (old is not None and old.get(field.name) == value):
            continue
        target = target_of(ctx, field, value)
        if target is not None and not target.virtual and value != ctx.user.id:
            _check_target(ctx, target, value, decides=_decides(sobject, field))


def _decides(sobject: SObject, field: Field) -> bool:
    """Whether a lookup names the record whose access decides about this one: a master, or the parent of a part."""
    setup = setup_object(sobject.name)
    parent = setup.parent.field if setup and setup.parent else None
    master = field.relationship_order is not None and not field.write_requires_master_read
    return master or field.name == parent or (sobject.name, field.name) in _OF_A_FILE


def _check_target(ctx: SaveContext, target: SObject, record_id: str, *, decides: bool) -> None:
    is_deleted = Rows(ctx.database, target).is_deleted(record_id)
    if is_deleted is None:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [])
    allowed = may_write_master(ctx, target, record_id) if decides else may_read_record(ctx, target, record_id)
    if not allowed:
        # Recorded with the 15-character id.
        message = f"insufficient access rights on cross-reference id: {record_id[:15]}"
        raise SalesforceError("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", message, [])
    if is_deleted:
        raise SalesforceError("ENTITY_IS_DELETED", "entity is deleted", [], status=400)


def check_owner(ctx: SaveContext, sobject: SObject, new: Values, old: Mapping[str, Any] | None) -> None:
    """Refuse a new owner who is inactive, a queue of other objects, or who may not read the object.

    Raises SalesforceError FIELD_INTEGRITY_EXCEPTION, INACTIVE_OWNER_OR_USER, INVALID_OPERATION, TRANSFER_REQUIRES_READ.
    """
    owner = new.get("OwnerId")
    if owner is None or sobject.sharing_model is None or (old is not None and old.get("OwnerId") == owner):
        return
    if owner.startswith("00G"):
        _check_queue(ctx, sobject, owner)
        return
    active, user_type = _known(ctx, owner)
    if user_type == "Guest":
        # forcetrails.com, "Guest users cannot be record owners" (text confidence B, code C).
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", "Guest users cannot be record owners.", ["OwnerId"])
    if not active and "UpdateWithInactiveOwner" not in ctx.user.permissions:
        message = f"operation performed with inactive user [{owner[:15]}] as owner of {sobject.label.lower()}"
        raise SalesforceError("INACTIVE_OWNER_OR_USER", message, [])
    if owner == ctx.user.id or ctx.system:
        return
    # "The new owner must have read permission" (SOAP API Developer Guide, TRANSFER_REQUIRES_READ; text confidence B).
    if not may(load_user(ctx.security, owner), "read", sobject, ctx.security):
        raise SalesforceError("TRANSFER_REQUIRES_READ", "The new owner must have read permission", [])


def _known(ctx: SaveContext, user_id: str) -> tuple[bool, str]:
    """Whether a user is active, and its type; the running user is known already."""
    if user_id == ctx.user.id and not ctx.system:
        return ctx.user.is_active, ctx.user.user_type
    user = Rows(ctx.database, ctx.schema["User"]).get(user_id)
    return user is None or bool(user["IsActive"]), str(user["UserType"] if user else "")


def _check_queue(ctx: SaveContext, sobject: SObject, group_id: str) -> None:
    group = Rows(ctx.database, ctx.schema["Group"]).get(group_id) or {}
    served = Rows(ctx.database, ctx.schema["QueueSobject"]).count(QueueId=group_id, SobjectType=sobject.name)
    if group.get("Type") != "Queue" or not served:
        raise SalesforceError("INVALID_OPERATION", "Queue not associated with this SObject type", [])
