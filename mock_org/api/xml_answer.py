"""A JSON answer told as XML (REST API Developer Guide, "Request and Response Data Formats").

Roots of versions, resources, records, query results, create results and errors: the guide's examples (confidence A).
Those of describes, limits, layouts, list views, tabs and menus are not shown there (confidence D).
"""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NOT_IN_NAMES = re.compile(r"[^\w.-]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DATA = r"/services/data/v[^/]+"
# Path → root; None: the record's own type. First match counts.
ROOTS: tuple[tuple[re.Pattern[str], str | None], ...] = tuple(
    (re.compile(pattern), root)
    for pattern, root in (
        (r"/services/data", "Versions"),
        (_DATA, "urls"),
        (rf"{_DATA}/(query|queryAll)(/.*)?", "QueryResult"),
        (rf"{_DATA}/sobjects", "DescribeGlobal"),
        (rf"{_DATA}/sobjects/[^/]+", "ObjectBasicInfo"),
        (rf"{_DATA}/sobjects/[^/]+/describe", "DescribeSObjectResult"),
        (rf"{_DATA}/sobjects/[^/]+/describe/layouts(/[^/]+)?", "DescribeLayoutResult"),
        (rf"{_DATA}/sobjects/[^/]+/describe/compactLayouts", "DescribeCompactLayoutsResult"),
        (rf"{_DATA}/sobjects/[^/]+/listviews(/recent)?", "ListViews"),
        (rf"{_DATA}/sobjects/[^/]+/listviews/[^/]+", "ListView"),
        (rf"{_DATA}/sobjects/[^/]+/listviews/[^/]+/describe", "ListViewDescribe"),
        (rf"{_DATA}/sobjects/[^/]+/listviews/[^/]+/results", "ListViewResult"),
        (rf"{_DATA}/(sobjects/[^/]+/)?quickActions", "QuickActions"),
        (rf"{_DATA}/(sobjects/[^/]+/)?quickActions/[^/]+(/describe)?", "DescribeQuickActionResult"),
        (rf"{_DATA}/tabs", "Tabs"),
        (rf"{_DATA}/theme", "Theme"),
        (rf"{_DATA}/appMenu/[^/]+", "AppMenu"),
        (rf"{_DATA}/sobjects/[^/]+/[^/]+(/[^/]+)?", None),
        (rf"{_DATA}/limits", "LimitsSnapshot"),
        (rf"{_DATA}/composite/tree/[^/]+", "SObjectTreeResponse"),
    )
)


def has_xml(path: str) -> bool:
    """Whether Salesforce answers this resource in XML, too."""
    stripped = path.rstrip("/")
    return any(pattern.fullmatch(stripped) for pattern, _ in ROOTS)


def xml_answer(body: Any, path: str, status: int) -> bytes:
    """The XML document of a JSON body.

    path: of the request, which names the root element. status: of the answer.
    """
    if isinstance(body, list) and status >= 400:
        root = _listed("Errors", "Error", body)
    elif isinstance(body, list):
        name = next((root for pattern, root in ROOTS if pattern.fullmatch(path.rstrip("/"))), None) or "Results"
        root = _listed(name, name.removesuffix("s"), body)
    else:
        root = Element(_name(_root(body, path)))
        _fill(root, body)
    if _has_nil(root):
        root.set("xmlns:xsi", XSI)
    return f'<?xml version="1.0" encoding="UTF-8"?>{tostring(root, encoding="unicode")}'.encode()


def xml_text(value: Any) -> str:
    """A scalar as XML writes it; characters that XML has not are replaced."""
    return str(value).lower() if isinstance(value, bool) else _NOT_IN_XML.sub("\ufffd", str(value))


def _root(body: Mapping[str, Any], path: str) -> str:
    if "success" in body:
        return "Result"
    found = next((root for pattern, root in ROOTS if pattern.fullmatch(path.rstrip("/"))), None)
    return found or str(body.get("attributes", {}).get("type", "Result"))


def _listed(root_name: str, name: str, entries: list[Any]) -> Element:
    root = Element(root_name)
    for entry in entries:
        _add(root, name, entry)
    return root


def _add(parent: Element, name: str, value: Any) -> None:
    """A value below its parent; a list is its entries, each under the list's name."""
    if isinstance(value, list):
        for entry in value:
            _add(parent, name, entry)
        return
    element = SubElement(parent, _name(name))
    if isinstance(value, Mapping):
        _fill(element, value)
    elif value is None:
        element.set("xsi:nil", "true")
    else:
        element.text = xml_text(value)


def _fill(element: Element, values: Mapping[str, Any]) -> None:
    """The entries of an object; the type and url of a record become XML attributes."""
    for name, value in values.items():
        if name == "attributes" and isinstance(value, Mapping):
            for key, told in value.items():
                element.set(_name(key), str(told))
        else:
            _add(element, name, value)


def _name(text: str) -> str:
    safe = _NOT_IN_NAMES.sub("_", text)
    return safe if safe[:1].isalpha() or safe[:1] == "_" else f"_{safe}"


def _has_nil(root: Element) -> bool:
    return any("xsi:nil" in element.attrib for element in root.iter())
