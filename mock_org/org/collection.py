"""Lists of records, of one type or of several: what the collection resources and the bulk jobs need of a Session."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mock_org import soql
from mock_org.dml import SaveResult
from mock_org.dml.upsert import external_id_field
from mock_org.dml.values import WrongKind
from mock_org.errors import SalesforceError
from mock_org.org.session import Session
from mock_org.schema import to_18
from mock_org.soql.ast import From, Selected

Record = Mapping[str, Any]
Save = Callable[[Sequence[Record]], list[SaveResult]]


def retrieve_many(
    session: Session, sobject_name: str, ids: Sequence[str], fields: Sequence[str]
) -> list[dict[str, Any] | None]:
    """Records of one type by id, in the order asked; None for one that is missing, deleted or hidden.

    Raises NOT_FOUND for an sObject, INVALID_FIELD for a field that there is not or that the user may not read.
    """
    sobject = session.sobject(sobject_name)
    names = list(dict.fromkeys(session.field(sobject, name).name for name in fields))
    names += [] if "Id" in names else ["Id"]
    wanted = [to_18(each) for each in ids]
    asked = tuple(soql.Literal(key, "string") for key in dict.fromkeys(wanted) if key is not None)
    if not asked:
        return [None for _ in wanted]
    query = soql.Query(
        select=tuple(Selected(soql.Path((name,))) for name in names),
        sources=(From(soql.Path((sobject.name,))),),
        where=soql.Comparison(soql.Path(("Id",)), "IN", asked),
    )
    found = {record["Id"]: record for record in session.run(query).records}
    return [found.get(key) if key else None for key in wanted]


def save_together(session: Session, saves: Sequence[Callable[[], list[SaveResult]]], *, all_or_none: bool) -> list[Any]:
    """The results of several saves; with all_or_none, one refused record and nothing of them is kept.

    Raises WrongKind for a value that is none of its field's type: the body cannot be read, and nothing is kept.
    """
    results: list[SaveResult] = []
    try:
        with session.org.database.transaction():
            for save in saves:
                results += _readable(save())
            if all_or_none and not all(each.success for each in results):
                raise _RolledBackError
    except _RolledBackError:
        return [SaveResult.rolled_back() if each.success else each for each in results]
    return results


def insert_readable(session: Session, sobject: str, records: Sequence[Record]) -> list[SaveResult]:
    """Create records, each for itself.

    Raises WrongKind for a value that is none of its field's type.
    """
    return _readable(session.insert_many(sobject, records, all_or_none=False))


def update_once(session: Session, sobject: str, records: Sequence[Record]) -> list[SaveResult]:
    """Change records, each for itself; an id that is named twice is refused wherever it stands."""

    def save(rest: Sequence[Record]) -> list[SaveResult]:
        return session.update_many(sobject, rest, all_or_none=False)

    return _without_twins(records, "id", "duplicate id specified: {}", save)


def upsert_once(session: Session, sobject: str, ext_field: str, records: Sequence[Record]) -> list[SaveResult]:
    """Change or create records, each for itself; an external id that is given twice is refused wherever it stands."""

    def save(rest: Sequence[Record]) -> list[SaveResult]:
        return session.upsert_many(sobject, ext_field, rest, all_or_none=False)

    return _without_twins(records, ext_field.lower(), "Duplicate external id specified: {}", save)


def check_external_id(session: Session, sobject: str, ext_field: str) -> str:
    """The field's name as describe writes it.

    Raises NOT_FOUND for a field by which records cannot be found.
    """
    return external_id_field(session.save_context(), session.writable(sobject), ext_field).name


def _readable(results: list[SaveResult]) -> list[SaveResult]:
    for error in (error for each in results for error in each.errors if isinstance(error, WrongKind)):
        raise error
    return results


class _RolledBackError(Exception):
    """Ends the transaction of an all-or-none call in which a record was refused."""


def _without_twins(records: Sequence[Record], field: str, message: str, save: Save) -> list[SaveResult]:
    """DUPLICATE_VALUE for every record that shares its key with another (text seen in clients' error tables: C)."""
    keys = [_key(record, field) for record in records]
    count = Counter(key for key in keys if key)
    saved = iter(save([record for record, key in zip(records, keys, strict=True) if count[key] < 2]))
    return [
        SaveResult.failed(SalesforceError("DUPLICATE_VALUE", message.format(key), []))
        if count[key] > 1
        else next(saved)
        for key in keys
    ]


def _key(record: Record, field: str) -> str:
    value = next((value for name, value in record.items() if name.lower() == field), None)
    return "" if value is None else (to_18(str(value)) or str(value).lower())
