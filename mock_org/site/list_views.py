"""The list views of an object: the default one, and those that the org has, with the rows that the user may see."""

from dataclasses import dataclass
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.site.layout import Describe, FieldDescribe, columns
from mock_org.site.menu import Tab
from mock_org.site.reading import Record, matching, rows
from mock_org.site.visit import Visit
from mock_org.web.soql_text import literal

DEFAULT = "Default"
MOST = 2000  # rows that a list view loads at most (Salesforce help, "List Views"; confidence B)


@dataclass(frozen=True, slots=True)
class ListView:
    """One list view: `name` is its id, or Default."""

    name: str
    label: str
    path: str


def list_views(visit: Visit, tab: Tab) -> list[ListView]:
    """The list views of an object that the user may use, the default one first."""
    default = ListView(DEFAULT, f"All {tab.label_plural}", tab.list_path)
    try:
        kept = visit.session.list_views(tab.sobject)
    except SalesforceError:  # an object without list views
        kept = []
    found = [ListView(row["Id"], row["Name"], f"/s/recordlist/{tab.sobject}/{row['Id']}") for row in kept]
    return [default, *(view for view in found if view.label != default.label)]


def named_view(views: list[ListView], name: str) -> ListView | None:
    """The list view of that id, in its long or its short form."""
    return next((view for view in views if name in (view.name, view.name[:15])), None)


def shown_fields(visit: Visit, describe: Describe, view: ListView) -> list[FieldDescribe]:
    """The columns of a list view, as far as they are the object's own or names behind its lookups."""
    if view.name == DEFAULT:
        return columns(describe)
    told = visit.session.describe_list_view(describe["name"], view.name)["columns"]
    paths = [column["fieldNameOrPath"] for column in told if not column["hidden"]]
    by_path = {field["name"]: field for field in describe["fields"]}
    by_path |= {f"{f['relationshipName']}.Name": f for f in describe["fields"] if f["relationshipName"]}
    return [by_path[path] for path in dict.fromkeys(paths) if path in by_path] or columns(describe)


def shown_rows(
    visit: Visit, describe: Describe, fields: list[FieldDescribe], view: ListView, term: str, *, start: int, end: int
) -> list[Record]:
    """The rows of a list view from `start` to before `end` that the user may see and the term occurs in."""
    where = matching(fields, term) if term else ""
    if view.name == DEFAULT:
        return rows(visit, describe, fields, where=where, limit=end - start, offset=start)
    results = visit.session.list_view_results(describe["name"], view.name, MOST if term else end, 0)
    ids = [_id_of(record) for record in results["records"]][0 if term else start :]
    return _in_order(visit, describe, fields, ids, where)[start if term else 0 :][: end - start]


def _in_order(
    visit: Visit, describe: Describe, fields: list[FieldDescribe], ids: list[str], where: str
) -> list[Record]:
    if not ids:
        return []
    among = f"Id IN ({', '.join(map(literal, ids))})" + (f" AND ({where})" if where else "")
    found = {record["Id"]: record for record in rows(visit, describe, fields, where=among, limit=len(ids))}
    return [found[each] for each in ids if each in found]


def _id_of(record: dict[str, Any]) -> str:
    return next(str(column["value"]) for column in record["columns"] if column["fieldNameOrPath"] == "Id")
