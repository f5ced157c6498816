"""Records of `sf data import tree` files: plans, or JSON files in the sObject tree format, with references by name.

Salesforce CLI, "data import tree": attributes.type and attributes.referenceId of each record, "@Name" as a value for
the id of another one, child records under the name of their relationship. Confidence A.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mock_org.audit.diff.compared import Kept, Person
from mock_org.errors import SalesforceError, SetupError
from mock_org.org import Org
from mock_org.schema import SObject

# Written with automation, in this order: portal roles and users come of it. All others are written as they are.
PEOPLE = ("Account", "Contact", "User")


@dataclass
class Tree:
    """What the files hold, once written. notes: what this org does not know."""

    records: list[Kept] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Row:
    sobject: SObject
    name: str
    values: dict[str, Any]
    parent: tuple[str, str] | None = None
    id: str = ""


def load_tree(org: Org, folder: Path) -> Tree:
    """Write the records of all files of a folder.

    Raises SetupError for a file that is not of that format, and for a reference that leads nowhere.
    """
    tree = Tree()
    rows = [row for file in _files(folder) for row in _rows(org, _records(file), file, tree)]
    rows.sort(key=lambda row: PEOPLE.index(row.sobject.name) if row.sobject.name in PEOPLE else len(PEOPLE))
    ids: dict[str, str] = {}
    for row in rows:
        row.id = ids[row.name] = _insert(org, row, ids, tree)
    for row in rows:
        _resolve(org, row, ids)
        if row.id and row.sobject.name == "User":
            tree.persons.append(_person(org, row))
        elif row.id:
            tree.records.append(Kept(row.id, row.sobject.name, _told(row)))
    return tree


def _files(folder: Path) -> list[Path]:
    """Those that plans name, in their order; without a plan, all."""
    files = sorted(folder.glob("**/*.json")) if folder.is_dir() else []
    if not files:
        raise SetupError(f"--data {folder}: is no folder with JSON files of `sf data export tree`")
    plans = [file for file in files if isinstance(_json(file), list)]
    named = [file.parent / str(each) for file in plans for part in _json(file) for each in part.get("files", [])]
    missing = [str(file) for file in named if not file.is_file()]
    if missing:
        raise SetupError(f"--data {folder}: a plan names {', '.join(missing)}, which is not there")
    return named or files


def _records(file: Path) -> list[dict[str, Any]]:
    content = _json(file)
    found = content.get("records") if isinstance(content, dict) else None
    if not isinstance(found, list):
        raise SetupError(f'{file}: has no "records", as files of `sf data export tree` do')
    return found


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise SetupError(f"{file}: is not JSON: {fault}") from fault


def _rows(
    org: Org, records: list[dict[str, Any]], file: Path, tree: Tree, parent: tuple[str, str] | None = None
) -> Iterator[_Row]:
    for number, record in enumerate(records, 1):
        try:
            kind, name = str(record["attributes"]["type"]), record["attributes"].get("referenceId")
        except (KeyError, TypeError, AttributeError) as fault:
            raise SetupError(f"{file}: record {number} has no attributes.type") from fault
        sobject = org.schema.get(kind)
        if sobject is None:
            tree.notes.append(f"{file.name}: {kind} is no object of this org; its records are left out")
            continue
        row = _Row(sobject, str(name or f"{file.stem}{number}"), {}, parent)
        children: list[tuple[str, list[dict[str, Any]]]] = []
        for key, value in record.items():
            if isinstance(value, Mapping) and "records" in value:
                children.append((key, value["records"]))
            elif key != "attributes":
                row.values[key] = value
        yield row
        for relation, below in children:
            yield from _rows(org, below, file, tree, (row.name, relation))


def _insert(org: Org, row: _Row, ids: Mapping[str, str], tree: Tree) -> str:
    values: dict[str, Any] = {}
    for key, value in row.values.items():
        field = row.sobject.field(key)
        if field is None or not field.has_column:
            tree.notes.append(f"{row.sobject.name}.{key} is no field of this org; its values are left out")
        elif not (isinstance(value, str) and value.startswith("@")):
            values[field.name] = value
        elif value[1:] in ids:
            values[field.name] = ids[value[1:]]
    if row.sobject.name not in PEOPLE:
        imported = {"IsDeleted": False} | ({"OwnerId": org.admin_id} if row.sobject.field("OwnerId") else {})
        return org.system_session().load(row.sobject.name, [imported | values])[0]
    records, partner = org.system_session().records(), values.pop("IsPartner", False)
    try:
        made = records.insert(row.sobject.name, values)
        if partner:
            records.update(row.sobject.name, made, {"IsPartner": True})
    except SalesforceError as refusal:
        tree.notes.append(f"{row.sobject.name} {row.name} is left out: {refusal.message}")
        return ""
    return made


def _resolve(org: Org, row: _Row, ids: Mapping[str, str]) -> None:
    """References to what came later, and children of the record above."""
    wanted = {key: value[1:] for key, value in row.values.items() if isinstance(value, str) and value.startswith("@")}
    if row.parent:
        relation = row.parent[1]
        via = [f.name for f in row.sobject.fields.values() if f.child_relationship_name == relation]
        wanted |= dict.fromkeys(via[:1], row.parent[0])
    unknown = sorted(set(wanted.values()) - set(ids))
    if unknown:
        raise SetupError(f"{row.name}: no record has the referenceId {', '.join(unknown)}")
    fields = ((row.sobject.field(key), ids[name]) for key, name in wanted.items())
    values = {field.name: found for field, found in fields if field and field.has_column and found}
    if values and row.id:
        org.system_session().records().write(row.sobject.name, [row.id], values)


def _told(row: _Row) -> str:
    """What a person calls the record, with the name that makes it the only one."""
    title = row.sobject.name_field
    said = (row.values.get(title.name) if title else None) or row.values.get("LastName")
    return f"{said} ({row.name})" if said else row.name


def _person(org: Org, row: _Row) -> Person:
    user = org.running_user(row.id)
    return Person(row.id, f"{user.name} ({row.name})", user.profile_name, user.external, user.role_id)
