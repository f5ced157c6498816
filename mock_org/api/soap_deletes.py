"""SOAP: delete, undelete, emptyRecycleBin, merge."""

from typing import Any
from xml.etree.ElementTree import Element

from mock_org.api.caller import session
from mock_org.api.soap_call import Call, Result, check_number, errors_of, saved
from mock_org.api.soap_envelope import ClientFault, children, refuse_others, texts_of
from mock_org.api.soap_sobjects import read_sobject
from mock_org.errors import SalesforceError


def delete(call: Call) -> Result:
    """Delete records of any sObjects: a DeleteResult each."""
    results = session().delete_many(_ids(call), all_or_none=call.options.all_or_none)
    return [saved(each) for each in results]


def undelete(call: Call) -> Result:
    """Bring records back from the Recycle Bin: an UndeleteResult each."""
    results = session().undelete_many(_ids(call), all_or_none=call.options.all_or_none)
    return [saved(each) for each in results]


def empty_recycle_bin(call: Call) -> Result:
    """Throw deleted records away for good: an EmptyRecycleBinResult each."""
    return [saved(each) for each in session().empty_recycle_bin(_ids(call))]


def merge(call: Call) -> Result:
    """Merge up to two records into each master record: a MergeResult each request."""
    requests = list(children(call.body, "request"))
    check_number(len(requests))
    for each in requests:
        refuse_others(each, ("masterRecord", "recordToMergeIds"))
    return [_merged(each) for each in requests]


def _merged(request: Element) -> dict[str, Any]:
    sent = next(children(request, "masterRecord"), None)
    if sent is None:
        raise ClientFault("merge() needs a masterRecord in each request")
    master = read_sobject(sent)
    try:
        with session().org.database.transaction():
            done = session().merge(master.sobject.name, master.values, texts_of(request, "recordToMergeIds"))
    except SalesforceError as refused:
        return {"errors": errors_of((refused, *refused.also)), "id": None, "success": False}
    moved = list(done.updated_related_ids)
    return {
        "id": done.id,
        "mergedRecordIds": list(done.merged_record_ids),
        "success": True,
        "updatedRelatedIds": moved,
    }


def _ids(call: Call) -> list[str]:
    ids = texts_of(call.body, "ids")
    check_number(len(ids))
    return ids
