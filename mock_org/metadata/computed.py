"""Fields that are computed: formulas, roll-up summaries and default values, as their files state them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from mock_org.metadata.criteria import Criterion
from mock_org.metadata.node import Node
from mock_org.metadata.parts import SummaryPart

READ_ONLY: Mapping[str, Any] = MappingProxyType({"createable": False, "updateable": False})
_COMPUTED: Mapping[str, Any] = MappingProxyType(
    {"calculated": True, "nillable": True, "permissionable": True, "defaulted_on_create": False, **READ_ONLY}
)
# What the result of a formula may be (Metadata API, CustomField.type of a formula; confidence A). A formula text holds
# 1,300 characters (recorded describes; confidence B).
FORMULA_TYPES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "Checkbox": {"type": "boolean"},
        "Currency": {"type": "currency"},
        "Date": {"type": "date"},
        "DateTime": {"type": "datetime"},
        "Number": {"type": "double"},
        "Percent": {"type": "percent"},
        "Text": {"type": "string", "length": 1300},
        "Time": {"type": "time"},
    }
)
_NUMBERS = frozenset({"Currency", "Number", "Percent"})
BLANKS = frozenset({"BlankAsZero", "BlankAsBlank"})
OPERATIONS = frozenset({"count", "sum", "min", "max"})


def formula(node: Node) -> dict[str, Any]:
    """A formula field."""
    kind = node.text("type")
    if kind not in FORMULA_TYPES:
        node.findings.refuse(node.place.at("type"), f"is {kind}; a formula gives {', '.join(sorted(FORMULA_TYPES))}")
    found: dict[str, Any] = {**FORMULA_TYPES.get(kind, FORMULA_TYPES["Text"]), **_COMPUTED}
    if kind in _NUMBERS:
        found |= {"precision": node.number("precision", 18), "scale": node.number("scale", 2)}
    node.known({"precision", "scale", "displayFormat"})
    blanks = node.choice("formulaTreatBlanksAs", BLANKS)
    return found | {
        "formula": node.required("formula"),
        # Salesforce's default is zero (Metadata API, CustomField.formulaTreatBlanksAs; confidence B).
        "formula_treat_blank_as_zero": blanks != "BlankAsBlank",
    }


def summary(node: Node) -> dict[str, Any]:
    """A roll-up summary field; its type follows from what it sums up."""
    operation = node.choice("summaryOperation", OPERATIONS)
    if operation is None:
        node.required("summaryOperation")
    part = SummaryPart(
        place=node.place,
        operation=operation or "count",
        foreign_key=node.required("summaryForeignKey"),
        summarized=node.maybe("summarizedField"),
        criteria=tuple(map(criterion, node.nodes("summaryFilterItems"))),
    )
    return {"type": "double", "summary": part, **_COMPUTED}


def criterion(node: Node) -> Criterion:
    """One filter item."""
    found = Criterion(
        node.place, node.required("field"), node.required("operation"), node.text("value"), node.maybe("valueField")
    )
    node.finish(strict=True)
    return found


def default_value(node: Node, read_literal: Callable[[str], object]) -> dict[str, Any]:
    """A default value: a plain one, or a formula."""
    text = node.maybe("defaultValue")
    if not text:
        return {"default_value": None}
    value = read_literal(text)
    return {"default_value": value} if value is not None else {"default_formula": text, "defaulted_on_create": True}
