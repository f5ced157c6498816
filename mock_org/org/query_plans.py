"""How Salesforce would run a statement: the plans of ?explain=.

REST API Developer Guide, "Query" (confidence A for the keys); Salesforce Help, "Developer Console Query Plan Tool", for
which fields have an index and when an index is worth while. Numbers of rows are those that the user may see.
"""

from dataclasses import replace
from typing import Any

from mock_org.org.view import View
from mock_org.schema import Field, SObject
from mock_org.soql import And, Comparison, Condition, FunctionCall, Path, Query
from mock_org.soql.ast import From, Selected
from mock_org.storage.tables import is_indexed

# An index is used for at most 30 % of the rows (standard index) or 10 % (custom field).
_STANDARD_SHARE, _CUSTOM_SHARE = 0.3, 0.1
# Operators that no index helps (Help, "SOQL performance": negative filters, LIKE that begins with a wildcard).
_BY_INDEX = frozenset({"=", "IN", "<", "<=", ">", ">="})
# Above one: no scan is selective. What a small table was seen to cost is between one and three.
_SCAN_COST = 2.0
_UNINDEXED = "Not considering filter for optimization because unindexed"
_UNFIT = "Not considering filter for optimization because of its operator"


def plans_of(view: View, query: Query, *, all_rows: bool) -> list[dict[str, Any]]:
    """The plans of a statement that is known to be right, the cheapest first."""
    sobject = view.org.schema[str(query.sources[0].path)]
    total = _count(view, sobject, None, all_rows)
    own = {sobject.name.lower(), (query.sources[0].alias or sobject.name).lower()}
    notes = [] if all_rows or sobject.field("IsDeleted") is None else [_note(_UNINDEXED, "IsDeleted", sobject)]
    plans = []
    for each in _top(query.where):
        field = _field(sobject, own, each)
        if field is None:
            continue
        if not (field.type == "id" or is_indexed(field)):
            notes.append(_note(_UNINDEXED, field.name, sobject))
        elif each.operator not in _BY_INDEX or isinstance(each.value, Query):
            notes.append(_note(_UNFIT, field.name, sobject))
        else:
            rows = _count(view, sobject, each, all_rows)
            plans.append(_plan("Index", [field.name], rows, _cost(rows, total, field), total, sobject))
    plans.append(_plan("TableScan", [], total, _SCAN_COST, total, sobject))
    return [plan | {"notes": notes} for plan in sorted(plans, key=lambda plan: plan["relativeCost"])]


def _plan(kind: str, fields: list[str], rows: int, cost: float, total: int, sobject: SObject) -> dict[str, Any]:
    return {
        "cardinality": rows,
        "fields": fields,
        "leadingOperationType": kind,
        "notes": [],
        "relativeCost": cost,
        "sobjectCardinality": total,
        "sobjectType": sobject.name,
    }


def _cost(rows: int, total: int, field: Field) -> float:
    threshold = max(1.0, total * (_CUSTOM_SHARE if field.custom else _STANDARD_SHARE))
    return round(rows / threshold, 3)


def _note(description: str, name: str, sobject: SObject) -> dict[str, Any]:
    return {"description": description, "fields": [name], "tableEnumOrId": sobject.name}


def _top(where: Condition | None) -> list[Comparison]:
    """The comparisons that every row must meet."""
    if isinstance(where, Comparison):
        return [where]
    return [each for part in where.conditions for each in _top(part)] if isinstance(where, And) else []


def _field(sobject: SObject, own: set[str], comparison: Comparison) -> Field | None:
    left = comparison.left
    parts = left.parts if isinstance(left, Path) else ()
    if len(parts) == 2 and parts[0].lower() in own:
        parts = parts[1:]
    return sobject.field(parts[0]) if len(parts) == 1 else None


def _count(view: View, sobject: SObject, where: Comparison | None, all_rows: bool) -> int:
    if sobject.virtual:
        return 0
    query = Query((Selected(FunctionCall("COUNT")),), (From(Path((sobject.name,))),))
    if where is not None:
        query = replace(query, where=_own(where))
    return view.run(query, all_rows=all_rows).total_size


def _own(comparison: Comparison) -> Comparison:
    """The same without the sObject's name in front of the field."""
    assert isinstance(comparison.left, Path)
    return replace(comparison, left=Path(comparison.left.parts[-1:]))
