"""Records for the pages: read through the running user's Session, with the names that their lookups may show."""

from collections.abc import Sequence
from typing import Any

from mock_org.schema import to_18
from mock_org.site.layout import Describe, FieldDescribe, name_field
from mock_org.site.visit import Visit
from mock_org.web.soql_text import containing, literal

Record = dict[str, Any]

_SEARCHED_TYPES = frozenset({"string", "email", "phone", "url", "picklist", "combobox"})
# The field that names a record, where it is not Name (describe, nameField).
_NAME_FIELDS = {"Case": "CaseNumber", "Task": "Subject", "Event": "Subject"}


def lookup_path(visit: Visit, field: FieldDescribe) -> str | None:
    """The path to the name behind a lookup; None where this user may read none of its targets."""
    targets = [target for target in field["referenceTo"] if target in visit.objects]
    if not targets or not field["relationshipName"]:
        return None
    named = _NAME_FIELDS.get(field["referenceTo"][0], "Name") if len(field["referenceTo"]) == 1 else "Name"
    return f"{field['relationshipName']}.{named}"


def looked_up_name(record: Record, path: str | None) -> str | None:
    """The name at the end of a lookup path, if the record brought one."""
    if path is None:
        return None
    relationship, field = path.split(".")
    parent = record.get(relationship)
    return None if parent is None else parent.get(field)


def record_name(describe: Describe, record: Record) -> str:
    """What the record is called; its id where it has no name."""
    named = name_field(describe)
    return str((record.get(named["name"]) if named else None) or record["Id"])


def find(visit: Visit, describe: Describe, fields: Sequence[FieldDescribe], record_id: str) -> Record | None:
    """One record, or None: whether it does not exist or is not for this user's eyes makes no difference."""
    key = to_18(record_id)
    if key is None:
        return None
    found = visit.session.query(
        f"SELECT {_select(visit, describe, fields)} FROM {describe['name']} WHERE Id = {literal(key)} LIMIT 1"
    )
    return next(iter(found.records), None)


def recycled(visit: Visit, describe: Describe, record_id: str) -> Record | None:
    """One record out of the Recycle Bin, as far as this user sees what lies there."""
    named = name_field(describe)
    wanted = f"Id, {named['name']}" if named else "Id"
    text = f"SELECT {wanted} FROM {describe['name']} WHERE Id = {literal(record_id)} AND IsDeleted = true"
    return next(iter(visit.session.query(text, all_rows=True).records), None)


def named_records(visit: Visit, sobject: str, text: str) -> list[str]:
    """The ids of the records of an object that have this id or exactly this name; two suffice to call it unclear."""
    if sobject not in visit.objects:
        return []
    record_id = to_18(text)
    if record_id and record_id.startswith(visit.objects[sobject]["keyPrefix"]):
        condition = f"Id = {literal(record_id)}"
    else:
        condition = f"{_NAME_FIELDS.get(sobject, 'Name')} = {literal(text)}"
    found = visit.session.query(f"SELECT Id FROM {sobject} WHERE {condition} LIMIT 2")
    return [row["Id"] for row in found.records]


def names_like(visit: Visit, field: FieldDescribe, term: str, limit: int) -> list[tuple[str, str, str]]:
    """What a lookup's search offers: object, id and name of records that this user may see anyway."""
    offered: list[tuple[str, str, str]] = []
    for sobject in field["referenceTo"]:
        if visit.tab(sobject) and len(offered) < limit:
            named = _NAME_FIELDS.get(sobject, "Name")
            where = f" WHERE {named} LIKE {containing(term)}" if term else ""
            text = f"SELECT Id, {named} FROM {sobject}{where} ORDER BY {named} LIMIT {limit - len(offered)}"
            offered += [
                (sobject, row["Id"], str(row[named])) for row in visit.session.query(text).records if row[named]
            ]
    return offered


def rows(
    visit: Visit,
    describe: Describe,
    fields: Sequence[FieldDescribe],
    *,
    where: str = "",
    order: str = "",
    limit: int = 50,
    offset: int = 0,
) -> list[Record]:
    """Records of one object that this user may see."""
    named = name_field(describe)
    order = order or (f"{named['name']}, Id" if named else "Id")
    text = f"SELECT {_select(visit, describe, fields)} FROM {describe['name']}"
    return list(visit.session.query(f"{text}{_where(where)} ORDER BY {order} LIMIT {limit}{_from(offset)}").records)


def count(visit: Visit, sobject: str, where: str = "") -> int:
    """How many records of one object this user may see."""
    return int(visit.session.query(f"SELECT COUNT() FROM {sobject}{_where(where)}").total_size)


def matching(fields: Sequence[FieldDescribe], term: str) -> str:
    """The condition of "Search this list...": the term occurs in one of the columns."""
    searched = [f["name"] for f in fields if f["type"] in _SEARCHED_TYPES and f["filterable"]]
    return " OR ".join(f"{name} LIKE {containing(term)}" for name in searched)


def may_edit(visit: Visit, describe: Describe, record_id: str) -> bool:
    """Whether this user may change this record (Object Reference, UserRecordAccess; confidence A)."""
    if not describe["updateable"]:
        return False
    access = visit.session.query(
        "SELECT RecordId, HasEditAccess FROM UserRecordAccess "
        f"WHERE UserId = {literal(visit.session.user.id)} AND RecordId = {literal(record_id)}"
    )
    return any(row["HasEditAccess"] for row in access.records)


def _select(visit: Visit, describe: Describe, fields: Sequence[FieldDescribe]) -> str:
    named = name_field(describe)
    wanted = ["Id", *([named["name"]] if named else [])]
    for field in fields:
        path = lookup_path(visit, field) if field["type"] == "reference" else None
        wanted += [field["name"], path] if path else [field["name"]]
    return ", ".join(dict.fromkeys(wanted))


def _from(offset: int) -> str:
    return f" OFFSET {offset}" if offset else ""


def _where(condition: str) -> str:
    return f" WHERE {condition}" if condition else ""
