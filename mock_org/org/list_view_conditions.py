"""The `whereCondition` of a list view's describe (REST API Developer Guide, "List View Describe")."""

from typing import Any

from mock_org.soql import And, Comparison, Condition, Literal, Not, literal_text

# SoqlOperator of the guide; confidence A.
_OPERATORS = {
    "=": "equals", "!=": "notEquals", "<": "lessThan", "<=": "lessThanOrEqualTo", ">": "greaterThan",
    ">=": "greaterThanOrEqualTo", "LIKE": "like", "IN": "in", "NOT IN": "notIn", "INCLUDES": "includes",
    "EXCLUDES": "excludes",
}  # fmt: skip


def where_condition(condition: Condition | None) -> dict[str, Any]:
    """A condition as JSON; without one a group of none."""
    if condition is None:
        return {"conditions": [], "conjunction": "and"}
    if isinstance(condition, Comparison):
        values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
        return {
            "field": str(condition.left),
            "operator": _OPERATORS[condition.operator.upper()],
            "values": [literal_text(each) for each in values if isinstance(each, Literal)],
        }
    if isinstance(condition, Not):
        return {"condition": where_condition(condition.condition)}
    return {
        "conditions": [where_condition(each) for each in condition.conditions],
        "conjunction": "and" if isinstance(condition, And) else "or",
    }
