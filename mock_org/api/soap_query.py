"""SOAP: query, queryAll, queryMore, retrieve, search."""

from xml.etree.ElementTree import Element

from mock_org.api.caller import session
from mock_org.api.query_pages import first_page, next_page
from mock_org.api.soap_call import Call, Result, check_number
from mock_org.api.soap_envelope import nil, text_of, texts_of
from mock_org.api.soap_headers import DEFAULT_BATCH
from mock_org.api.soap_sobjects import readable_kind, record_element, result_element
from mock_org.errors import SalesforceError
from mock_org.org.collection import retrieve_many
from mock_org.schema import SObject, to_18

MOST_RETRIEVED = 2000


def query(call: Call) -> Result:
    """The first page of a SOQL statement's answer."""
    return _first(call, all_rows=False)


def query_all(call: Call) -> Result:
    """The same, deleted records included."""
    return _first(call, all_rows=True)


def query_more(call: Call) -> Result:
    """The page behind a locator."""
    page = next_page(text_of(call.body, "queryLocator") or "", call.options.batch_size)
    return result_element("result", page)


def retrieve(call: Call) -> Result:
    """Records by id, in the order of the ids; nil for one that the caller does not find."""
    sobject = readable_kind(text_of(call.body, "sObjectType"))
    fields = [name.strip() for name in (text_of(call.body, "fieldList") or "").split(",") if name.strip()]
    if not fields:
        raise SalesforceError("MALFORMED_QUERY", "The fieldList of retrieve() names no field")
    ids = texts_of(call.body, "ids")
    check_number(len(ids), MOST_RETRIEVED)
    for each in ids:
        _check_id(sobject, each)
    found = retrieve_many(session(), sobject.name, ids, fields)
    return [nil("result") if each is None else record_element("result", each) for each in found]


def search(call: Call) -> Result:
    """What a SOSL statement finds."""
    found = session().search(text_of(call.body, "searchString") or "")
    return {"searchRecords": [{"record": record_element("record", each)} for each in found.records]}


def _first(call: Call, *, all_rows: bool) -> Element:
    text = text_of(call.body, "queryString") or ""
    result = session().query(text, all_rows=all_rows)
    size = session().page_size(text, call.options.batch_size or DEFAULT_BATCH)
    return result_element("result", first_page(result, size, all_rows=all_rows))


def _check_id(sobject: SObject, sent: str) -> None:
    """The whole call is refused (SOAP API Developer Guide, retrieve, InvalidIdFault; texts as of writes: C)."""
    key = to_18(sent)
    if key is None:
        raise SalesforceError("MALFORMED_ID", f"malformed id {sent}")
    if not key.startswith(str(sobject.key_prefix or "")):
        raise SalesforceError("MALFORMED_ID", f"{sobject.label} ID: id value of incorrect type: {sent}")
