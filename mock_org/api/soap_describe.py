"""SOAP: describeGlobal, describeSObject, describeSObjects: the REST describe in the elements of the partner WSDL."""

from collections.abc import Mapping
from typing import Any

from mock_org.api.caller import session
from mock_org.api.soap_call import Call, Result, check_number
from mock_org.api.soap_envelope import text_of, texts_of
from mock_org.api.soap_sobjects import readable_kind

# SOAP API Developer Guide, describeSObjects(): 100 (confidence A).
MOST_DESCRIBED = 100
# Keys of REST that the WSDL has not, and those whose elements are called otherwise (partner WSDL; confidence A).
_REST_ONLY = frozenset({"urls", "listviewable", "lookupLayoutable"})
_PAGES = {"uiDetailTemplate": "urlDetail", "uiEditTemplate": "urlEdit", "uiNewRecord": "urlNew"}
_NILLABLE = frozenset({"keyPrefix", "relationshipName"})


def describe_global(_call: Call) -> Result:
    """The sObjects that the caller may read."""
    return _told(session().describe_global())


def describe_sobject(call: Call) -> Result:
    """One sObject, as the caller may use it."""
    return _described(text_of(call.body, "sObjectType"))


def describe_sobjects(call: Call) -> Result:
    """Several of them, in the order asked."""
    names = texts_of(call.body, "sObjectType")
    check_number(len(names), MOST_DESCRIBED)
    return [_described(each) for each in names]


def _described(name: str | None) -> dict[str, Any]:
    found = session().describe(readable_kind(name).name)
    pages = {ours: found["urls"].get(name) for name, ours in _PAGES.items()}
    return _told(found) | {name: url for name, url in pages.items() if url}


def _told(value: Mapping[str, Any]) -> dict[str, Any]:
    """Children in the order of the WSDL, which is that of the alphabet; what has no value is left out."""
    return {
        name: _plain(each)
        for name, each in sorted(value.items())
        if name not in _REST_ONLY and (each is not None or name in _NILLABLE)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _told(value)
    return [_plain(each) for each in value] if isinstance(value, list) else value
