"""Lookup filters: a lookup takes only the records that its filter lets through."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.rules import LookupFilter
from mock_org.dml.soql_context import system_context
from mock_org.errors import SalesforceError
from mock_org.schema import SObject
from mock_org.soql import And, Comparison, Condition, Literal, Not, Or, Path, Query, compile_query
from mock_org.soql.ast import From, Selected

Values = Mapping[str, Any]
# Kind of a literal that stands for a field of the record that is saved.
SOURCE = "source"
# What a filter without a message of its own says (Salesforce help, "Lookup Filters"; confidence A).
DEFAULT_MESSAGE = "Value does not exist or does not match filter criteria."


def check_lookup_filters(ctx: SaveContext, sobject: SObject, new: Values, old: Values | None) -> None:
    """Refuse a lookup to a record that its filter does not let through.

    Raises SalesforceError FIELD_FILTER_VALIDATION_EXCEPTION (code: SOAP API Developer Guide; confidence A).
    """
    for rule in ctx.rules.filters_of(sobject.name):
        value = new.get(rule.name)
        if not value or (old is not None and not _is_asked_again(rule, new, old)):
            continue
        if not _lets_through(ctx, rule, str(value), new):
            raise SalesforceError("FIELD_FILTER_VALIDATION_EXCEPTION", rule.message, [rule.name])


def _is_asked_again(rule: LookupFilter, new: Values, old: Values) -> bool:
    return any(new.get(name) != old.get(name) for name in (rule.name, *sources(rule.condition)))


def _lets_through(ctx: SaveContext, rule: LookupFilter, record_id: str, new: Values) -> bool:
    own = Comparison(Path(("Id",)), "=", Literal(record_id, "string"))
    query = Query(
        select=(Selected(Path(("Id",))),),
        sources=(From(Path((rule.target,))),),
        where=And((own, _filled(rule.condition, new))),
    )
    return bool(compile_query(query, system_context(ctx)).run(ctx.database, "62.0").records)


def sources(condition: Condition) -> list[str]:
    """The fields of the record itself that a filter compares with: its controlling fields."""
    if isinstance(condition, And | Or):
        return [name for part in condition.conditions for name in sources(part)]
    if isinstance(condition, Not):
        return sources(condition.condition)
    value = condition.value
    return [str(value.value)] if isinstance(value, Literal) and value.kind == SOURCE else []


def _filled(condition: Condition, new: Values) -> Condition:
    """The condition with the values of the record that is saved in their places."""
    if isinstance(condition, And):
        return And(tuple(_filled(part, new) for part in condition.conditions))
    if isinstance(condition, Or):
        return Or(tuple(_filled(part, new) for part in condition.conditions))
    if isinstance(condition, Not):
        return Not(_filled(condition.condition, new))
    value = condition.value
    if not isinstance(value, Literal) or value.kind != SOURCE:
        return condition
    return replace(condition, value=_literal(new.get(str(value.value))))


def _literal(value: Any) -> Literal:
    if value is None:
        return Literal(None, "null")
    if isinstance(value, bool):
        return Literal(value, "boolean")
    return Literal(value, "number" if isinstance(value, int | float) else "string")
