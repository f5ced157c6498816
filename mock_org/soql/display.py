"""What is shown instead of a value: toLabel, FORMAT, convertCurrency."""

from typing import Any

from sqlalchemy import ColumnElement, case, collate

from mock_org.schema import Field
from mock_org.schema.types import NUMBER_TYPES
from mock_org.soql.ast import FunctionCall, Path
from mock_org.soql.errors import Refusal, malformed
from mock_org.soql.locales import formatter
from mock_org.soql.resolve import Source
from mock_org.soql.shape import Writer
from mock_org.soql.terms import HAVING, SELECT, WHERE, Function, Operand, Understand, not_supported, only_argument
from mock_org.storage.dialect import COLLATION

FORMATTED = NUMBER_TYPES | {"date", "datetime", "time"}


def _to_label(call: FunctionCall, source: Source, understand: Understand) -> Operand:
    """SOQL and SOSL Reference, "toLabel()": picklists, and the names of record types (confidence A)."""
    argument = only_argument(call)
    found = understand(argument, source)
    is_name = found.entity == "RecordType" and found.field.name == "Name"
    if not isinstance(argument, Path) or not (found.field.type in ("picklist", "multipicklist") or is_name):
        raise not_supported(found, call, "function")
    labels = {entry.value: entry.label for entry in found.field.picklist if entry.label != entry.value}
    column: ColumnElement[Any] = found.column
    write: Writer | None = None
    field = Field(found.field.name, "string", found.field.label)
    if labels and found.field.type == "picklist":
        column = _labelled(found.column, labels)
    elif labels:
        write, field = _label_writer(labels), found.field
    return Operand(field, column, found.key, call.at, found.aggregate, "TOLABEL", found.base, write)


def _label_writer(labels: dict[str, str]) -> Writer:
    def write(value: str | None) -> str | None:
        return None if value is None else ";".join(labels.get(part, part) for part in value.split(";"))

    return write


def _labelled(column: ColumnElement[Any], labels: dict[str, str]) -> ColumnElement[Any]:
    return collate(case(*((column == value, label) for value, label in labels.items()), else_=column), COLLATION)


def _format(call: FunctionCall, source: Source, understand: Understand) -> Operand:
    """SOQL and SOSL Reference, "FORMAT()": numbers, dates, times and currencies; only in SELECT (confidence A)."""
    found = understand(only_argument(call), source)
    if found.field.type not in FORMATTED or found.write:
        raise not_supported(found, call, "function")
    context = source.context
    write = formatter(found.field, context.locale, context.time_zone, context.currency)
    field = Field(found.field.name, "string", found.field.label)
    base = () if found.function else found.base
    return Operand(field, found.column, found.key, call.at, found.aggregate, "FORMAT", base, write)


def _convert_currency(call: FunctionCall, source: Source, understand: Understand) -> Operand:
    """Only an org with several currencies converts (SOQL and SOSL Reference, "convertCurrency()"; text: D)."""
    found = understand(only_argument(call), source)
    if found.field.type != "currency":
        raise malformed(f"field {found.field.name} does not support function convertCurrency", call.at)
    raise Refusal("INVALID_FIELD", "convertCurrency is only supported when multi-currency is enabled", call.at)


DISPLAY = {
    "TOLABEL": Function(_to_label, frozenset({SELECT, WHERE, HAVING})),
    "FORMAT": Function(_format, frozenset({SELECT})),
    "CONVERTCURRENCY": Function(_convert_currency, frozenset({SELECT})),
}
# These answer under the name of the field inside, unless an alias is given.
TRANSPARENT = frozenset(DISPLAY)
