"""What a delete takes along, clears, or is refused for: describe's cascadeDelete and restrictedDelete."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mock_org.dml import recycle_bin
from mock_org.dml.context import SaveContext
from mock_org.dml.defaults import MODIFIED, stamp
from mock_org.dml.rows import Rows
from mock_org.dml.teams import WITHOUT_BIN
from mock_org.errors import SalesforceError
from mock_org.schema import Field, SObject

Values = dict[str, Any]
# Standard lookups whose children forbid a delete though describe does not say so (Salesforce help, "Delete Accounts"
# and "Delete Contacts"; for cases the text was recorded; roles and profiles: reassign their users first).
FORBIDDING = {
    ("Account", "Case", "AccountId"),
    ("Contact", "Case", "ContactId"),
    ("Contact", "User", "ContactId"),
    ("Profile", "User", "ProfileId"),
    ("UserRole", "User", "UserRoleId"),
    ("UserRole", "UserRole", "ParentRoleId"),
    ("UserLicense", "Profile", "UserLicenseId"),
}


@dataclass(frozen=True, slots=True)
class Child:
    """A lookup to the record that is deleted, and the rows that hold it."""

    sobject: SObject
    field: Field
    rows: list[Values]


def check_constraints(ctx: SaveContext, sobject: SObject, old: Values) -> None:
    """Refuse the delete of a record that other records need.

    Raises SalesforceError DELETE_FAILED (recorded text, line end included).
    """
    for child in _children(ctx, sobject, old["Id"]):
        if _forbids(sobject, child):
            raise delete_failed(record_name(sobject, old), *_told(sobject, child))


def delete_failed(name: str, plural: str, children: list[str]) -> SalesforceError:
    """The refusal of a delete: what hangs on the record, by name."""
    message = (
        f"Your attempt to delete {name} could not be completed because it is associated with the following "
        f"{plural}.: {', '.join(children)}\n"
    )
    return SalesforceError("DELETE_FAILED", message, [])


def record_name(sobject: SObject, row: Values) -> str:
    """A record's name as refusals print it: persons with their salutation."""
    name = row.get(sobject.name_field.name) if sobject.name_field else None
    return " ".join(str(part) for part in (row.get("Salutation"), name or row["Id"]) if part)


def remove(ctx: SaveContext, sobject: SObject, old: Values, root_id: str | None = None) -> None:
    """Delete a record and what goes with it: to the Recycle Bin where the object has one, else for good.

    root_id: the record that somebody deleted, where this one goes along with it.
    """
    root_id = root_id or str(old["Id"])
    _take_out(ctx, sobject, old["Id"], root_id)
    for child in _children(ctx, sobject, old["Id"]):
        if _goes_along(sobject, child):
            for row in child.rows:
                if Rows(ctx.database, child.sobject).is_deleted(row["Id"]) is False:  # not yet, by another lookup
                    remove(ctx, child.sobject, row, root_id)
        elif child.field.nillable and child.sobject.name != "User":
            ids = [row["Id"] for row in child.rows]
            Rows(ctx.database, child.sobject).update(ids, {child.field.name: None})
            recycle_bin.put_cleared(ctx, child.sobject.name, ids, child.field.name, old["Id"], root_id)


def _take_out(ctx: SaveContext, sobject: SObject, record_id: str, root_id: str) -> None:
    rows = Rows(ctx.database, sobject)
    no_bin = sobject.share_of is not None or sobject.name in WITHOUT_BIN
    if not rows.recycles or (no_bin and root_id == record_id):
        rows.remove([record_id])
        return
    audit: Values = {}
    stamp(ctx, sobject, audit, created=False)
    rows.update([record_id], {"IsDeleted": True} | {name: audit[name] for name in MODIFIED if name in audit})
    recycle_bin.put(ctx, sobject.name, record_id, root_id)


def _children(ctx: SaveContext, parent: SObject, record_id: str) -> Iterator[Child]:
    for sobject in ctx.schema:
        if sobject.virtual or sobject.name not in ctx.database.tables:
            continue
        for field in sobject.fields.values():
            if field.type == "reference" and parent.name in field.reference_to and field.name != "MasterRecordId":
                rows = Rows(ctx.database, sobject).find(**{field.name: record_id})
                if rows:
                    yield Child(sobject, field, rows)


def _forbids(parent: SObject, child: Child) -> bool:
    if (parent.name, child.sobject.name, child.field.name) in FORBIDDING or child.field.restricted_delete:
        return True
    required = not child.field.nillable and not child.field.cascade_delete and child.field.relationship_order is None
    return required and (child.field.custom or child.field.name == "OwnerId")


def _goes_along(parent: SObject, child: Child) -> bool:
    field = child.field
    detail = field.cascade_delete or field.relationship_order is not None
    return detail or not field.nillable or child.sobject.share_of == parent.name


def _told(parent: SObject, child: Child) -> tuple[str, list[str]]:
    """The children in the plural, and their names: of contacts, portal users by username (seen so by a client; B)."""
    if (parent.name, child.sobject.name) == ("Contact", "User"):
        return "portal users", [str(row["Username"]) for row in child.rows]
    return child.sobject.label_plural.lower(), _names(child)


def _names(child: Child) -> list[str]:
    name = child.sobject.name_field
    return [str(row.get(name.name) or row["Id"]) if name else row["Id"] for row in child.rows]
