"""RecentlyViewed: the user's recent items, asked in SOQL (Object Reference, RecentlyViewed)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.schema import SObject
from mock_org.soql.ast import And, Comparison, Condition, Literal, Path, Query
from mock_org.soql.context import Answer, CompileContext, QueryResult

NAME = "RecentlyViewed"


def answers(items: Callable[[SObject], Iterable[Mapping[str, Any]]]) -> dict[str, Answer]:
    """What answers a query of RecentlyViewed. items: the latest first, with all fields of RecentlyViewed."""

    def answer(query: Query, context: CompileContext) -> QueryResult:
        sobject = context.schema[NAME]
        names = [_field(sobject, selected.what) for selected in query.select]
        if query.group_by or query.having or query.offset or query.scope or query.extras:
            raise _malformed("takes no clause but WHERE, ORDER BY and LIMIT")
        _check_order(query)
        tests = list(_tests(sobject, query.where))
        found = [item for item in items(sobject) if all(test(item) for test in tests)]
        if query.order_by and not query.order_by[0].descending:
            found.reverse()
        limit = query.limit.value if query.limit else len(found)
        records = [{"attributes": item["attributes"]} | {name: item[name] for name in names} for item in found[:limit]]
        return QueryResult(len(records), records)

    return {NAME.lower(): answer}


def _field(sobject: SObject, what: object) -> str:
    found = sobject.field(str(what)) if isinstance(what, Path) else None
    if found is None:
        raise SalesforceError("INVALID_FIELD", f"No such column '{what}' on entity '{NAME}'")
    return found.name


def _check_order(query: Query) -> None:
    """By one of the stamps; both tell the same order here."""
    names = [str(order.expression).lower() for order in query.order_by]
    if len(names) > 1 or any(name not in ("lastvieweddate", "lastreferenceddate") for name in names):
        raise _malformed("is sorted by LastViewedDate or LastReferencedDate")


def _tests(sobject: SObject, where: Condition | None) -> Iterator[Callable[[Mapping[str, Any]], bool]]:
    if where is None:
        return
    if isinstance(where, And):
        for part in where.conditions:
            yield from _tests(sobject, part)
        return
    if not isinstance(where, Comparison) or where.operator not in ("=", "!=", "IN", "NOT IN"):
        raise _malformed("is filtered by comparisons with =, !=, IN and NOT IN, joined with AND")
    name, wanted = _field(sobject, where.left), _values(where)
    equal = where.operator in ("=", "IN")
    yield lambda item: (_folded(item[name]) in wanted) is equal


def _values(comparison: Comparison) -> set[Any]:
    values = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
    if not all(isinstance(value, Literal) and value.kind in ("string", "boolean", "null") for value in values):
        raise _malformed("is compared with texts, booleans and null")
    return {_folded(value.value) for value in values if isinstance(value, Literal)}


def _folded(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _malformed(what: str) -> SalesforceError:
    """The texts of Salesforce for these refusals are not known (confidence D)."""
    return SalesforceError("MALFORMED_QUERY", f"{NAME} {what}")
