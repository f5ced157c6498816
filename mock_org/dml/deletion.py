"""What a delete takes along, clears, or is refused for: describe's cascadeDelete and restrictedDelete."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.defaults import MODIFIED, stamp
from mock_org.dml.rows import Rows
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
            raise delete_failed(record_name(sobject, old), child.sobject.label_plural.lower(), _names(child))


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


def remove(ctx: SaveContext, sobject: SObject, old: Values) -> None:
    """Delete a record and what goes with it: to the Recycle Bin where the object has one, else for good."""
    for child in _children(ctx, sobject, old["Id"]):
        if _goes_along(sobject, child):
            for row in child.rows:
                remove(ctx, child.sobject, row)
        elif child.field.nillable and child.sobject.name != "User":
            Rows(ctx.database, child.sobject).update([row["Id"] for row in child.rows], {child.field.name: None})
    rows = Rows(ctx.database, sobject)
    if not rows.recycles or sobject.share_of is not None:
        rows.remove([old["Id"]])
        return
    audit: Values = {}
    stamp(ctx, sobject, audit, created=False)
    rows.update([old["Id"]], {"IsDeleted": True} | {name: audit[name] for name in MODIFIED if name in audit})


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


def _names(child: Child) -> list[str]:
    name = child.sobject.name_field
    return [str(row.get(name.name) or row["Id"]) if name else row["Id"] for row in child.rows]
