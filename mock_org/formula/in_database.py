"""The functions of formulas as functions of the database: what it cannot say itself it asks here."""

from functools import lru_cache
from typing import Any

from mock_org.formula.evaluator import apply
from mock_org.formula.faults import FormulaError
from mock_org.formula.functions import COMPARISONS, FUNCTIONS, Function, Moment
from mock_org.formula.kinds import decode, encode, rounded
from mock_org.formula.program import run
from mock_org.schema import Field
from mock_org.storage import Database

_NOWHERE = Moment.read("1970-01-01T00:00:00+00:00|UTC")


def teach(database: Database) -> None:
    """Give a database the functions that FormulaColumns calls."""
    database.teach("formula_call", _call)
    database.teach("formula_number", _rounded)
    database.teach("formula_program", run)


def _call(name: str, kinds: str, *stored: Any) -> Any:
    """A function of stored values; blank where it has no value."""
    function, moment = _named(name)
    values = [decode(kind, None if each == "" else each) for kind, each in zip(kinds.split(), stored, strict=True)]
    if name in COMPARISONS:
        return None if None in values else int(COMPARISONS[name](*values))
    try:
        found = apply(function, moment, values)
    except FormulaError:
        return None
    return encode(_kind(found), found)


@lru_cache(maxsize=512)
def _named(name: str) -> tuple[Function, Moment]:
    name, _, moment = name.partition("|")
    return FUNCTIONS[name], Moment.read(moment) if moment else _NOWHERE


def _kind(value: Any) -> str:
    return _KINDS.get(type(value).__name__, "text")


_KINDS = {
    "Decimal": "number",
    "bool": "boolean",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "tuple": "location",
}


def _rounded(value: Any, scale: int, kind: str) -> float | None:
    return None if value is None or value == "" else rounded(_field(scale, kind), decode("number", value))


@lru_cache(maxsize=128)
def _field(scale: int, kind: str) -> Field:
    return Field("Result", kind, "Result", scale=scale)
