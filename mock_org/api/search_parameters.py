"""The parameters of a parameterized search: read from a URL or a JSON body, understood or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from mock_org import sosl
from mock_org.errors import SalesforceError
from mock_org.soql import Literal, Query

# REST API Developer Guide, "Search with Parameters in the URI" and "... in the Request Body" (confidence A for the
# names, D for the texts of the errors).
_NUMBERS = ("defaultLimit", "overallLimit", "offset")
_WITHOUT_EFFECT = ("spellCorrection", "updateTracking", "updateViewStat", "oauth_token")
_REFUSED = (
    "dataCategories", "dataCategory", "division", "filter", "highlight", "netWorkIds", "pricebookId", "snippet",
)  # fmt: skip
_OF_SOBJECT = ("name", "fields", "where", "orderBy", "limit")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is searched for. single: parameters that have one value; sobjects: what is said of each of them."""

    single: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    sobjects: tuple[Mapping[str, Any], ...] = ()


def from_url(arguments: MultiDict[str, str]) -> Parameters:
    """Parameters of a URL: q, in, sobject (several), fields, Account.fields, Account.where, Account.limit ..."""
    single: dict[str, Any] = {}
    sobjects: dict[str, dict[str, Any]] = {}
    for key, values in arguments.lists():
        if key.lower() == "sobject":
            for name in (name.strip() for value in values for name in value.split(",") if name.strip()):
                sobjects.setdefault(name.lower(), {})["name"] = name
        elif "." in key:
            name, _, option = key.rpartition(".")
            sobjects.setdefault(name.lower(), {})[_known(option, _OF_SOBJECT[1:], key)] = values[-1]
        else:
            single[key] = values[-1]
    for key, options in sobjects.items():
        if "name" not in options:
            raise _fault(f"{key} is not among the parameters sobject")
    fields = _names(single.pop("fields", ""))
    return Parameters(single, fields, tuple(sobjects.values()))


def from_body(body: Mapping[str, Any]) -> Parameters:
    """Parameters of a JSON object, where sobjects is a list of objects."""
    single = {key: value for key, value in body.items() if key not in ("fields", "sobjects")}
    sobjects = body.get("sobjects") or []
    if not isinstance(sobjects, list) or not all(isinstance(each, Mapping) and each.get("name") for each in sobjects):
        raise _fault("sobjects is a list of objects with a name")
    for each in sobjects:
        for key in each:
            _known(key, _OF_SOBJECT, f"sobjects.{key}")
    return Parameters(single, _names(body.get("fields") or ()), tuple(sobjects))


def search_of(parameters: Parameters) -> sosl.Search:
    """The search that the parameters mean. Raises SalesforceError for one that is not understood."""
    single = dict(parameters.single)
    text, group = single.pop("q", ""), str(single.pop("in", "ALL"))
    if not isinstance(text, str):
        raise _fault("q is a text")
    group = group.upper().removesuffix(" FIELDS")
    if group not in sosl.GROUPS:
        raise _fault(f"in is one of {', '.join(sosl.GROUPS)}, not {group}")
    metadata = single.pop("metadata", None)
    if metadata is not None and str(metadata).upper() != "LABELS":
        raise _fault(f"metadata is LABELS, not {metadata}")
    numbers = {name: _number(name, single.pop(name)) for name in _NUMBERS if name in single}
    _check_others(single)
    terms = sosl.parse_lenient(text) or sosl.All(())
    returning = _returning(parameters, numbers)
    return sosl.Search(terms, group, returning, numbers.get("overallLimit"), labels=metadata is not None)


def _returning(parameters: Parameters, numbers: Mapping[str, int]) -> tuple[Query, ...] | None:
    if not parameters.sobjects:
        unfit = next((name for name in ("defaultLimit", "offset") if name in numbers), None)
        unfit = "fields" if parameters.fields else unfit
        if unfit:
            raise _fault(f"{unfit} needs an sobject")
        return None
    if "offset" in numbers and len(parameters.sobjects) > 1:
        raise _fault("offset can be used only when a single object is searched")
    return tuple(_query(options, parameters.fields, numbers) for options in parameters.sobjects)


def _query(options: Mapping[str, Any], fields: tuple[str, ...], numbers: Mapping[str, int]) -> Query:
    name, where, order_by = (options.get(key, "") for key in ("name", "where", "orderBy"))
    if not all(isinstance(text, str) for text in (name, where, order_by)):
        raise _fault("name, where and orderBy of an sobject are texts")
    query = sosl.query_of(name, _names(options.get("fields") or ()) or fields, where=where, order_by=order_by)
    limit = _number("limit", options["limit"]) if options.get("limit") is not None else numbers.get("defaultLimit")
    return replace(query, limit=_literal(limit), offset=_literal(numbers.get("offset")))


def _literal(number: int | None) -> Literal | None:
    return None if number is None else Literal(number, "number")


def _check_others(single: Mapping[str, Any]) -> None:
    for key, value in single.items():
        if key in _REFUSED and value not in (None, "", [], False, "false"):
            raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not obey the search parameter {key}")
        _known(key, (*_REFUSED, *_WITHOUT_EFFECT), key)


def _known(key: str, names: tuple[str, ...], shown: str) -> str:
    found = next((name for name in names if name.lower() == key.lower()), None)
    if found is None:
        raise _fault(f"the parameter {shown} is not understood")
    return found


def _names(given: Any) -> tuple[str, ...]:
    """Field names: a list of them, or a text with commas."""
    names = given.split(",") if isinstance(given, str) else given
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise _fault("fields is a list of names")
    return tuple(name.strip() for name in names if name.strip())


def _number(name: str, value: Any) -> int:
    text = str(value)
    if isinstance(value, bool) or not text.isdecimal():
        raise _fault(f"{name} is a number, not {value}")
    return int(text[:9])


def _fault(message: str) -> SalesforceError:
    return SalesforceError("MALFORMED_SEARCH", message)
