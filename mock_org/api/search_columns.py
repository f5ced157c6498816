"""Which columns a page of search results has."""

from typing import Any

from mock_org.org import Session
from mock_org.schema import Field, SObject

# The columns of a new org (REST API Developer Guide, "Get Search Result Layouts for Objects", for Account and Contact;
# the others are the fields that a list of them begins with; confidence C). An sObject without a line shows its name.
COLUMNS = {
    "Account": ("Name", "Site", "Phone", "Owner.Alias"),
    "Contact": ("Name", "Account.Name", "Account.Site", "Phone", "Email", "Owner.Alias"),
    "Lead": ("Name", "Title", "Phone", "Company", "Email", "Status", "Owner.Alias"),
    "Opportunity": ("Name", "Account.Name", "Account.Site", "StageName", "CloseDate", "Owner.Alias"),
    "Case": ("CaseNumber", "Subject", "Status", "CreatedDate", "Owner.Alias"),
    "User": ("Name", "Title", "Phone", "Email"),
}
_DATES = ("date", "datetime")


def columns_of(session: Session, sobject: SObject) -> list[dict[str, Any]]:
    """The columns of an sObject that the user may read."""
    title = sobject.name_field
    paths = COLUMNS.get(sobject.name, (title.name,) if title else ("Id",))
    return [column for column in (_column(session, sobject, path) for path in paths) if column is not None]


def _column(session: Session, sobject: SObject, path: str) -> dict[str, Any] | None:
    parent, _, name = path.rpartition(".")
    target = sobject
    if parent:
        via = sobject.relationship(parent)
        # An owner may be a queue; the column is the user's.
        found = session.org.schema.get("User" if parent == "Owner" else via.reference_to[0]) if via else None
        if via is None or found is None or not _reads(session, sobject, via):
            return None
        target = found
    field = target.field(name)
    if field is None or not _reads(session, target, field):
        return None
    label = f"{sobject.label} Owner Alias" if path == "Owner.Alias" else field.label
    shown = field.type if field.type in _DATES else None
    return {"field": f"{target.name}.{field.name}", "format": shown, "label": label, "name": path}


def _reads(session: Session, sobject: SObject, field: Field) -> bool:
    scope = session.compile_context().scope
    return scope.queryable(sobject) and scope.readable(sobject, field)
