"""Validation rules: a record for which one of them holds is refused, in the words of the rule."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.formulas import sight
from mock_org.dml.rules import ValidationRule
from mock_org.errors import SalesforceError
from mock_org.formula import FormulaError, Scope, Sight, evaluate, understand
from mock_org.schema import SObject


def check_validation_rules(
    ctx: SaveContext, sobject: SObject, new: Mapping[str, Any], old: Mapping[str, Any] | None
) -> None:
    """Refuse a record for which validation rules hold, in system mode too.

    Raises SalesforceError FIELD_CUSTOM_VALIDATION_EXCEPTION for each of them (code and fields: recorded).
    """
    rules = ctx.rules.validation_of(sobject.name)
    if not rules:
        return
    seen = sight(ctx, sobject, new, old, strict=True)
    errors = [_error(rule) for rule in rules if _holds(rule, seen)]
    if errors:
        first, *rest = errors
        raise SalesforceError(first.code, first.message, first.fields, also=rest)


def _holds(rule: ValidationRule, seen: Sight) -> bool:
    scope = Scope(seen.schema, seen.sobject, "rule")
    try:
        return bool(evaluate(understand(rule.formula, scope), seen))
    except FormulaError as fault:
        # A rule that cannot be computed stops the save (code and text confidence C).
        message = f'The formula in the "{rule.name}" validation rule is invalid: {fault}.'
        raise SalesforceError("FORMULA_EXPRESSION_INVALID", message, []) from None


def _error(rule: ValidationRule) -> SalesforceError:
    fields = [rule.display_field] if rule.display_field else []
    return SalesforceError("FIELD_CUSTOM_VALIDATION_EXCEPTION", rule.message, fields)
