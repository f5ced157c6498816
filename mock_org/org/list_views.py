"""The verbs of a Session that list records by list views."""

from collections.abc import Sequence
from typing import Any

from mock_org import soql
from mock_org.org.describing import Describing
from mock_org.org.list_view_columns import Column, columns_of, describe_columns, row_of
from mock_org.org.list_view_conditions import where_condition
from mock_org.org.list_view_definition import ListViewDefinition, NewListView, statement
from mock_org.org.view import not_found
from mock_org.schema import SObject, to_18
from mock_org.storage import list_views

LIST_VIEW = "ListView"
Row = dict[str, Any]


class ListViews(Describing):
    """List views: which there are, what each shows, and its rows as this user sees them."""

    def define_list_views(self, views: Sequence[NewListView], *, change: bool = True) -> None:
        """Make list views that are missing; with `change`, also make those that are there as said. In system mode."""
        records = self.records()
        known = {_key(row["SobjectType"], row["DeveloperName"]): row for row in records.find(LIST_VIEW)}
        new = [view for view in views if _key(view.sobject, view.name) not in known]
        rows = [self._list_view_row(view) for view in new]
        made = dict(zip((_key(v.sobject, v.name) for v in new), records.load(LIST_VIEW, rows), strict=True))
        for view in views if change else new:
            key = _key(view.sobject, view.name)
            if key in known and known[key]["Name"] != view.label:
                records.write(LIST_VIEW, [known[key]["Id"]], {"Name": view.label})
            record_id = made.get(key) or str(known[key]["Id"])
            list_views.keep(self.org.database, record_id, view.definition.kept())

    def list_views(self, sobject_name: str) -> list[Row]:
        """The ListView records of an sObject that the user may use, by label.

        Raises NOT_FOUND for an sObject that has none or that the user may not read.
        """
        sobject = self._with_list_views(sobject_name)
        rows = self.system().records().find(LIST_VIEW, SobjectType=sobject.name)
        kept = list_views.kept(self.org.database, [row["Id"] for row in rows])
        seen = [r for r in rows if r["Id"] in kept and not (self.user.external and kept[r["Id"]]["internal"])]
        return sorted(seen, key=lambda row: (str(row["Name"]).casefold(), row["Id"]))

    def recent_list_views(self, sobject_name: str) -> list[Row]:
        """Those of them that the user came across, the latest first."""
        rows = {row["Id"]: row for row in self.list_views(sobject_name)}
        recent = self.recent(sobject=self.org.schema[LIST_VIEW])
        return [rows[item["Id"]] for item in recent if item["Id"] in rows]

    def list_view(self, sobject_name: str, name: str) -> Row:
        """One list view by id or developer name.

        Raises NOT_FOUND.
        """
        wanted, record_id = name.lower(), to_18(name)
        for row in self.list_views(sobject_name):
            if row["Id"] == record_id or str(row["DeveloperName"]).lower() == wanted:
                return row
        raise not_found()

    def describe_list_view(self, sobject_name: str, name: str) -> Row:
        """What a list view shows: columns, order, filter and the statement that it stands for."""
        sobject, row = self._with_list_views(sobject_name), self.list_view(sobject_name, name)
        view, columns, order = self._list_view_parts(sobject, row)
        text = statement(sobject.name, [column.selected for column in columns], view, order)
        nulls = {"ASC": ("first", "ascending"), "DESC": ("last", "descending")}
        return {
            "columns": describe_columns(columns, order),
            "id": row["Id"][:15],
            "orderBy": [
                {"fieldNameOrPath": field, "nullsPosition": nulls[way][0], "sortDirection": nulls[way][1]}
                for field, way in order
            ],
            "query": text,
            "scope": "mine" if view.scope == "mine" else None,
            "sobjectType": sobject.name,
            "whereCondition": where_condition(soql.parse(text).where),
        }

    def list_view_results(self, sobject_name: str, name: str, limit: int, offset: int) -> Row:
        """A page of a list view's rows, as the user sees them (recorded shape)."""
        sobject, row = self._with_list_views(sobject_name), self.list_view(sobject_name, name)
        view, columns, order = self._list_view_parts(sobject, row)
        text = statement(sobject.name, [column.selected for column in columns], view, order)
        page = f"{text} LIMIT {limit + 1} OFFSET {offset}"
        found = self.answer(page, lambda: soql.parse(page)).records
        return {
            "columns": describe_columns(columns, order),
            "developerName": row["DeveloperName"],
            "done": len(found) <= limit,
            "id": row["Id"][:15],
            "label": row["Name"],
            "records": [row_of(record, columns) for record in found[:limit]],
            "size": len(found[:limit]),
        }

    def _with_list_views(self, name: str) -> SObject:
        sobject = self.sobject(name)
        if not sobject.layoutable:
            raise not_found()
        return sobject

    def _list_view_parts(
        self, sobject: SObject, row: Row
    ) -> tuple[ListViewDefinition, list[Column], list[tuple[str, str]]]:
        view = ListViewDefinition.of(list_views.kept(self.org.database, [row["Id"]])[row["Id"]])
        columns = columns_of(self, sobject, view.columns)
        readable = {column.path.lower() for column in columns} | {n.lower() for n in self.readable_names(sobject)}
        order = [each for each in _order(view) if each[0].lower() in readable]
        order += [(c.path, "ASC") for c in columns[:1] if c.field.sortable and not order and not c.hidden]
        return view, columns, [*(each for each in order if each[0] != "Id"), ("Id", "ASC")]

    def _list_view_row(self, view: NewListView) -> Row:
        return {
            "Name": view.label,
            "DeveloperName": view.name,
            "SobjectType": view.sobject,
            "IsSoqlCompatible": True,
        }


def _order(view: ListViewDefinition) -> tuple[tuple[str, str], ...]:
    return view.order or ((("LastViewedDate", "DESC"),) if view.scope == "recent" else ())


def _key(sobject: str, name: str) -> tuple[str, str]:
    return sobject.lower(), name.lower()
