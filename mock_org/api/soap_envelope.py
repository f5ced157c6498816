"""SOAP envelopes: the call and the headers of a request, and the XML of an answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from flask import Response

from mock_org.api.xml_answer import XSI, xml_text
from mock_org.errors import SalesforceError

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
PARTNER = "urn:partner.soap.sforce.com"
FAULT = "urn:fault.partner.soap.sforce.com"
SOBJECT = "urn:sobject.partner.soap.sforce.com"
XSD = "http://www.w3.org/2001/XMLSchema"
_NIL = f"{{{XSI}}}nil"
_MUST_UNDERSTAND = f"{{{ENVELOPE}}}mustUnderstand"
_TRUE, _FALSE = ("true", "1"), ("false", "0")


class ClientFault(SalesforceError):
    """A request that is no call of the API: answered with the fault code soapenv:Client, as Salesforce does."""

    def __init__(self, message: str, code: str = "soapenv:Client") -> None:
        super().__init__(code, message)


@dataclass(frozen=True, slots=True)
class Envelope:
    """The first element below Body, and the entries of Header."""

    call: Element
    headers: tuple[Element, ...]


def read_envelope(data: bytes) -> Envelope:
    """The request, whatever prefixes it uses.

    Raises ClientFault for what is no SOAP envelope; entities and document types are never taken.
    """
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as wrong:
        raise ClientFault(f"The request is no XML that is taken here: {wrong}") from wrong
    body = root.find(f"{{{ENVELOPE}}}Body")
    if root.tag != f"{{{ENVELOPE}}}Envelope" or body is None or len(body) == 0:
        raise ClientFault("The request is no SOAP 1.1 envelope with a call in its Body")
    head = root.find(f"{{{ENVELOPE}}}Header")
    return Envelope(body[0], () if head is None else tuple(head))


def local(element: Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """The namespace; "" for none."""
    return str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""


def must_be_understood(header: Element) -> bool:
    """Whether the client wants a fault rather than to have this header passed over."""
    return header.get(_MUST_UNDERSTAND) in _TRUE


def is_nil(element: Element) -> bool:
    """Whether xsi:nil says that there is no value."""
    return element.get(_NIL) in _TRUE


def text_of(parent: Element, name: str) -> str | None:
    """The text in the first child of that name, in any namespace; None without it or where it is nil."""
    return next(iter(texts_of(parent, name)), None)


def texts_of(parent: Element, name: str) -> list[str]:
    """The texts in all children of that name."""
    return [(child.text or "").strip() for child in children(parent, name) if not is_nil(child)]


def children(parent: Element, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (child for child in parent if local(child) == name)


def boolean_of(parent: Element, name: str, *, default: bool = False) -> bool:
    """The xsd:boolean in a child.

    Raises ClientFault for another text.
    """
    text = text_of(parent, name)
    if not text:
        return default
    if text not in (*_TRUE, *_FALSE):
        raise not_of_type(text, "boolean")
    return text in _TRUE


def not_of_type(text: str, kind: str) -> ClientFault:
    """The refusal of a text that its type does not have (wording of public reports, confidence B)."""
    return ClientFault(f"'{text}' is not a valid value for the type xsd:{kind}")


def refuse_others(element: Element, known: Sequence[str]) -> None:
    """Refuse an argument that the call does not have here.

    Raises NOT_IMPLEMENTED that names it; those that are nil or empty say nothing and are passed over.
    """
    for child in element:
        if local(child) not in known and not is_nil(child) and (len(child) or (child.text or "").strip()):
            raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not obey {local(child)} in {local(element)}")


def made(name: str, value: Mapping[str, Any], kind: str | None = None) -> Element:
    """An element with children, and with xsi:type where a kind is given."""
    element = Element(name, {"xsi:type": kind} if kind else {})
    for key, each in value.items():
        add(element, key, each)
    return element


def nil(name: str) -> Element:
    """An element that says that there is no value."""
    return Element(name, {"xsi:nil": "true"})


def add(parent: Element, name: str, value: Any) -> None:
    """Put a value below its parent; a list is its entries, each under the list's name; an element is taken as it is."""
    if isinstance(value, Element):
        parent.append(value)
    elif isinstance(value, list):
        for entry in value:
            add(parent, name, entry)
    elif value is None:
        parent.append(nil(name))
    elif isinstance(value, Mapping):
        parent.append(made(name, value))
    else:
        SubElement(parent, name).text = xml_text(value)


def answer(body: Element, *, header: Element | None = None, status: int = 200, fault: bool = False) -> Response:
    """An envelope around an element. Clients look for literal prefixes: they are part of the contract."""
    spaces = {"xmlns:soapenv": ENVELOPE}
    spaces |= {"xmlns:sf": FAULT} if fault else {"xmlns": PARTNER, "xmlns:sf": SOBJECT}
    envelope = Element("soapenv:Envelope", spaces | {"xmlns:xsi": XSI, "xmlns:xsd": XSD})
    if header is not None:
        SubElement(envelope, "soapenv:Header").append(header)
    SubElement(envelope, "soapenv:Body").append(body)
    told = tostring(envelope, encoding="unicode").replace(" />", "/>")  # ">" is written so in tags only
    text = f'<?xml version="1.0" encoding="UTF-8"?>{told}'
    return Response(text.encode(), status, content_type="text/xml;charset=UTF-8")
