"""What the running user may do to a record: asked of the security room, answered in the API's words."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.results import NoSuchRecord
from mock_org.dml.validation import named_fields, not_writable
from mock_org.errors import SalesforceError
from mock_org.schema import Field, SObject, to_18
from mock_org.security import Reason, access_level, editable, explain, may, readable
from mock_org.security.setup_objects import setup_object
from mock_org.security.witness import Wish

# A user with one of these may give away records of the object that are not their own (Object Reference, PermissionSet).
_TRANSFER = {"Lead": "TransferAnyLead", "Case": "TransferAnyCase"}
AUDIT_FIELDS = ("CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById")
_TRANSFER_ANY = "TransferAnyEntity"


def insufficient_access(ctx: SaveContext) -> SalesforceError:
    """The refusal of a write; its HTTP status is a setting since sources disagree (403 or 400, confidence D)."""
    return SalesforceError(
        "INSUFFICIENT_ACCESS_OR_READONLY",
        "insufficient access rights on object id",
        [],
        status=ctx.settings.readonly_status,
    )


def unsupported(sobject: SObject, verb: str) -> SalesforceError:
    """The refusal of a call that the object's describe does not offer (code: SOAP API Developer Guide; text: C)."""
    return SalesforceError("INVALID_TYPE_FOR_OPERATION", f"entity type cannot be {verb}: {sobject.label}", [])


def check_create(ctx: SaveContext, sobject: SObject) -> None:
    """Refuse a create without the object's Create permission (code and text confidence D)."""
    if ctx.system:
        return
    if not sobject.createable:
        raise unsupported(sobject, "inserted")
    if ctx.witness:
        ctx.witness.asked(ctx.user, "create", sobject)
    if not may(ctx.user, "create", sobject, ctx.security):
        raise insufficient_access(ctx)


def check_edit(ctx: SaveContext, sobject: SObject, record_id: str) -> None:
    """Refuse an update of a record that the running user does not see, or sees and may not edit."""
    _check_record(ctx, sobject, record_id, "edit", ("edit", "all"))


def check_delete(ctx: SaveContext, sobject: SObject, record_id: str) -> None:
    """Refuse the delete of a record to which the running user has less than full access."""
    _check_record(ctx, sobject, record_id, "delete", ("all",))


def check_undelete(ctx: SaveContext, sobject: SObject, record_id: str) -> None:
    """Refuse to bring back what the running user may not delete: owners, those above and Modify All may (B)."""
    if not sobject.undeletable:
        raise unsupported(sobject, "undeleted")
    _check_record(ctx, sobject, record_id, "delete", ("all",))


def _check_record(ctx: SaveContext, sobject: SObject, record_id: str, action: Wish, enough: tuple[str, ...]) -> None:
    if ctx.system:
        return
    if ctx.witness:
        ctx.witness.asked(ctx.user, action, sobject, [record_id])
    level = access_level(ctx.security, ctx.user, sobject, record_id)
    if level == "none":
        raise NoSuchRecord
    if not (sobject.updateable if action == "edit" else sobject.deletable):
        raise unsupported(sobject, "updated" if action == "edit" else "deleted")
    if not may(ctx.user, action, sobject, ctx.security) or level not in enough:
        raise insufficient_access(ctx)


def check_fields(ctx: SaveContext, sobject: SObject, given: Mapping[str, Any], *, creating: bool) -> None:
    """Refuse fields that cannot be written, by anybody or by the running user; hidden ones answer no differently.

    Raises SalesforceError INVALID_FIELD_FOR_INSERT_UPDATE naming all of them.
    """
    if creating:
        _refuse_id(sobject, given)
    fields = [field for field, _ in named_fields(sobject, given)]
    refused = [field.name for field in fields if not _writable(ctx, sobject, field, creating=creating)]
    if refused:
        raise not_writable(refused)


def wrong_id(sobject: SObject, sent: str) -> SalesforceError:
    """The refusal of an id that is none, or one of another object's (recorded text)."""
    return SalesforceError("MALFORMED_ID", f"{sobject.label} ID: id value of incorrect type: {sent}", ["Id"])


def _refuse_id(sobject: SObject, given: Mapping[str, Any]) -> None:
    """A new record gets its id from the platform (text for a wrong id: recorded; for a right one: C)."""
    sent = next((str(value) for name, value in given.items() if name.lower() == "id" and value is not None), None)
    if sent is None:
        return
    if to_18(sent) != sent or not sent.startswith(sobject.key_prefix or ""):
        raise wrong_id(sobject, sent)
    message = "cannot specify Id in an insert call"
    raise SalesforceError("INVALID_FIELD_FOR_INSERT_UPDATE", message, ["Id"])


def _writable(ctx: SaveContext, sobject: SObject, field: Field, *, creating: bool) -> bool:
    if ctx.system:
        return field.has_column
    if _audit(ctx, sobject, field, creating=creating):
        return True
    if not (field.createable if creating else field.at(ctx.api_version).updateable) and not _relaxed(ctx, field):
        return False
    allowed = readable(ctx.user, sobject, field) and editable(ctx.user, sobject, field)
    if ctx.witness:
        ctx.witness.field(ctx.user, sobject, field, writing=True, allowed=allowed)
    return allowed


def _audit(ctx: SaveContext, sobject: SObject, field: Field, *, creating: bool) -> bool:
    """Set Audit Fields upon Record Creation lets users bring the audit fields of new records (Salesforce help, "Enable
    'Set Audit Fields upon Record Creation'"; confidence A; SystemModstamp is never written).
    """
    recorded = sobject.custom or sobject.sharing_model is not None
    return creating and recorded and field.name in AUDIT_FIELDS and "CreateAuditFields" in ctx.user.permissions


def _relaxed(ctx: SaveContext, field: Field) -> bool:
    """enableRelaxPartnerAccountFieldPref lets users write the partner of a lead or opportunity (Metadata API; A).

    An account's share gives a level on contacts unless their account controls them (Object Reference, AccountShare; A).
    """
    if field.name == "ContactAccessLevel":
        return ctx.schema["Contact"].sharing_model != "ControlledByParent"
    return ctx.settings.relax_partner_account_field and field.name == "PartnerAccountId"


def may_read_record(ctx: SaveContext, sobject: SObject, record_id: str) -> bool:
    """Whether the running user may point to a record. Setup records (no sharing model) may always be pointed to."""
    setup = setup_object(sobject.name)
    open_to_all = sobject.sharing_model is None and not (setup and setup.guarded)
    if ctx.system or open_to_all or record_id == ctx.user.id:
        return True
    if may(ctx.user, "view_all", sobject, ctx.security):
        return True
    return access_level(ctx.security, ctx.user, sobject, record_id) != "none"


def may_write_master(ctx: SaveContext, sobject: SObject, record_id: str) -> bool:
    """Whether the running user may hang a detail record under a master: Read/Write on it is needed."""
    return ctx.system or access_level(ctx.security, ctx.user, sobject, record_id) in ("edit", "all")


def check_transfer(ctx: SaveContext, sobject: SObject, new: Mapping[str, Any], old: Mapping[str, Any]) -> None:
    """Refuse to give away a record without full access to it, a transfer permission, or membership of its queue.

    Object Reference, Account.OwnerId: Transfer Record is needed from API 16 on; Read/Write/Transfer defaults open it.
    """
    if ctx.system or sobject.sharing_model is None or new.get("OwnerId") == old.get("OwnerId"):
        return
    default = sobject.external_sharing_model if ctx.user.external else sobject.sharing_model
    if default in ("ReadWriteTransfer", "FullAccess") or str(old.get("OwnerId")).startswith("00G"):
        return
    if _TRANSFER_ANY in ctx.user.permissions or _TRANSFER.get(sobject.name) in ctx.user.permissions:
        return
    if not has_full_access(ctx, sobject, old["Id"]):
        raise insufficient_access(ctx)


def has_full_access(ctx: SaveContext, sobject: SObject, record_id: str) -> bool:
    """Whether some grant gives the running user All on a record, be Delete permitted or not: owners, those above."""
    return ctx.system or any(grant.access == "All" for grant in _grants(ctx, sobject, record_id))


def _grants(ctx: SaveContext, sobject: SObject, record_id: str) -> tuple[Reason, ...]:
    return explain(ctx.security, ctx.user, sobject, record_id, near=False).grants
