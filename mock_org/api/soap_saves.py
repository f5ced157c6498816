"""SOAP: create, update, upsert: up to 200 records, each for itself unless AllOrNoneHeader says otherwise."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from mock_org.api.caller import session
from mock_org.api.soap_call import Call, Result, check_number, saved
from mock_org.api.soap_envelope import children, text_of
from mock_org.api.soap_faults import is_unknown_field
from mock_org.api.soap_sobjects import SentRecord, read_sobject
from mock_org.dml import SaveResult
from mock_org.errors import SalesforceError
from mock_org.org.collection import check_external_id, save_together, update_once, upsert_once

# SOAP API Developer Guide, create(): records of different sObjects go in chunks, ten of them at most (confidence A).
MOST_CHUNKS = 10
Save = Callable[[str, Sequence[dict[str, Any]]], list[SaveResult]]


def create(call: Call) -> Result:
    """Create records: a SaveResult each."""
    return [saved(each) for each in _save(call, partial(session().insert_many, all_or_none=False))]


def update(call: Call) -> Result:
    """Change records, each named by its Id: a SaveResult each."""
    return [saved(each) for each in _save(call, partial(update_once, session()))]


def upsert(call: Call) -> Result:
    """Change or create records by an external id, or by Id: an UpsertResult each."""
    named = text_of(call.body, "externalIDFieldName") or "Id"

    def save(sobject: str, records: Sequence[dict[str, Any]]) -> list[SaveResult]:
        return upsert_once(session(), sobject, _external_id(sobject, named), records)

    return [saved(each, with_created=True) for each in _save(call, save)]


def _save(call: Call, save: Save) -> list[SaveResult]:
    """Save in chunks of one sObject each. A field that there is not, or a value of no type, refuses the whole call."""
    sent = list(children(call.body, "sObjects"))
    check_number(len(sent))
    records = [read_sobject(each) for each in sent]
    chunks = [(name, [each.values for each in group]) for name, group in groupby(records, _name)]
    if len(chunks) > MOST_CHUNKS:
        message = (
            f"Cannot have more than {MOST_CHUNKS} chunks in a single operation. "
            "Please rearrange the data to reduce chunking."
        )
        raise SalesforceError("LIMIT_EXCEEDED", message)
    saves = [partial(_known_fields, save, name, chunk) for name, chunk in chunks]
    return save_together(session(), saves, all_or_none=call.options.all_or_none)


def _known_fields(save: Save, sobject: str, records: Sequence[dict[str, Any]]) -> list[SaveResult]:
    results = save(sobject, records)
    for error in (error for each in results for error in each.errors if is_unknown_field(error)):
        raise error
    return results


def _external_id(sobject: str, named: str) -> str:
    """The field by which to find records.

    Raises INVALID_FIELD for one that cannot be used so (the code is REST's of the same mistake; confidence D).
    """
    try:
        return check_external_id(session(), sobject, named)
    except SalesforceError as refused:
        raise SalesforceError("INVALID_FIELD", refused.message) from refused


def _name(record: SentRecord) -> str:
    return record.sobject.name
