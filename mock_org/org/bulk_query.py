"""Queries of bulk jobs: which columns their CSV has, and the text of each value."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_org import soql
from mock_org.errors import SalesforceError
from mock_org.org.session import Session
from mock_org.schema import SObject

_DATETIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\+0000")
_AGGREGATES = {"COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX"}
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """The sObject that a statement is about, the columns of its CSV, and its records."""

    sobject: str
    columns: tuple[str, ...]
    records: tuple[dict[str, Any], ...]


def bulk_query(session: Session, text: str, *, all_rows: bool, of: str | None = None) -> Found:
    """What a statement finds.

    of: the sObject that it must be about.

    Raises SalesforceError for what a query itself refuses, and for what bulk queries do not do: aggregates, GROUP BY,
    OFFSET, child subqueries, TYPEOF, compound fields (Bulk API 2.0 Developer Guide, "SOQL Considerations").
    """
    query = soql.parse(text)
    asked = str(query.sources[0].path)
    if of is not None and asked.lower() != of.lower():
        raise SalesforceError("INVALIDENTITY", f"the query is about {asked}, the job about {of}")
    if query.group_by is not None or query.offset is not None:
        raise _not_supported("Aggregate queries and OFFSET")
    if any(isinstance(each.what, soql.Query) for each in query.select):
        raise _not_supported("Aggregate Relationships")  # Salesforce's words for child subqueries
    if any(isinstance(each.what, soql.FunctionCall) and each.what.name.upper() in _AGGREGATES for each in query.select):
        raise _not_supported("Aggregate queries")
    records = tuple(session.query(text, all_rows=all_rows).records)
    flat = list(dict.fromkeys(name for each in records for name, _ in _flat(each)))
    sobject = session.org.schema.get(asked)
    paths = [each.what.parts if isinstance(each.what, soql.Path) else None for each in query.select]
    if sobject is None or any(path is None for path in paths):
        return Found(sobject.name if sobject else asked, tuple(flat), records)
    alias = query.sources[0].alias
    columns = tuple(_canonical(session, sobject, path or (), alias) for path in paths)
    return Found(sobject.name, columns, records)


def row_of(record: Record, columns: Sequence[str]) -> list[str]:
    """The text of a record's values; a null is empty."""
    values = dict(_flat(record))
    return [_text(values.get(name)) for name in columns]


def _flat(record: Record, above: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in record.items():
        if name == "attributes":
            continue
        if not isinstance(value, Mapping):
            yield above + name, value
        elif "attributes" in value:
            yield from _flat(value, f"{above}{name}.")
        else:
            raise SalesforceError("FUNCTIONALITY_NOT_ENABLED", "Selecting compound data not supported in Bulk Query")


def _canonical(session: Session, sobject: SObject, path: tuple[str, ...], alias: str | None) -> str:
    """A path as describe writes its names, without the object's own name or alias in front."""
    schema, parts = session.org.schema, list(path)
    if len(parts) > 1 and parts[0].lower() in (sobject.name.lower(), (alias or "").lower()):
        parts = parts[1:] if sobject.relationship(parts[0]) is None else parts
    names: list[str] = []
    here: SObject | None = sobject
    for part in parts[:-1]:
        lookup = here.relationship(part) if here else None
        names.append(lookup.relationship_name or part if lookup else part)
        here = schema.get(lookup.reference_to[0]) if lookup and lookup.reference_to else None
    last = here.field(parts[-1]) if here else None
    return ".".join([*names, last.name if last else parts[-1]])


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return _DATETIME.sub(r"\1Z", value) if isinstance(value, str) and _DATETIME.fullmatch(value) else str(value)


def _not_supported(what: str) -> SalesforceError:
    return SalesforceError("FUNCTIONALITY_NOT_ENABLED", f"{what} not supported in Bulk Query")
