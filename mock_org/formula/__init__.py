"""Formulas: one table of functions, two ways to compute with it, on a record in hand and as SQL over many."""

from mock_org.formula.checker import check_default, check_field, check_rule, understand, understand_field
from mock_org.formula.evaluator import Sight, evaluate, evaluate_field
from mock_org.formula.faults import FormulaError, FormulaFault
from mock_org.formula.functions import FUNCTIONS, REFUSED, Moment
from mock_org.formula.in_database import teach
from mock_org.formula.kinds import to_field
from mock_org.formula.names import Scope
from mock_org.formula.nodes import references
from mock_org.formula.sql import FormulaColumns

__all__ = [
    "FUNCTIONS",
    "REFUSED",
    "FormulaColumns",
    "FormulaError",
    "FormulaFault",
    "Moment",
    "Scope",
    "Sight",
    "check_default",
    "check_field",
    "check_rule",
    "evaluate",
    "evaluate_field",
    "references",
    "teach",
    "to_field",
    "understand",
    "understand_field",
]
