"""Somebody who calls the org's SOAP partner API; not a test."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.mock_org.conftest import Caller

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sf="urn:sobject.partner.soap.sforce.com"'
    ' xmlns:urn="urn:partner.soap.sforce.com"><soapenv:Header>{head}</soapenv:Header>'
    '<soapenv:Body xmlns="urn:partner.soap.sforce.com">{body}</soapenv:Body></soapenv:Envelope>'
)


@dataclass
class Soap:
    """One session at the partner API."""

    client: FlaskClient
    session_id: str | None
    version: str = "62.0"
    headers: str = field(default="")

    @classmethod
    def of(cls, caller: Caller, **kwargs: str) -> "Soap":
        return cls(caller.client, caller.session_id, **kwargs)

    def post(self, body: str, headers: str = "", path: str | None = None) -> TestResponse:
        head = f"<urn:SessionHeader><urn:sessionId>{self.session_id}</urn:sessionId></urn:SessionHeader>"
        head = (head if self.session_id else "") + self.headers + headers
        url = path or f"/services/Soap/u/{self.version}"
        text = ENVELOPE.format(head=head, body=body)
        return self.client.post(url, data=text.encode(), content_type="text/xml; charset=UTF-8")

    def call(self, body: str, headers: str = "") -> list[Element]:
        """The results of a call that succeeds."""
        answer = self.post(body, headers)
        assert answer.status_code == 200, answer.text
        return [each for each in fromstring(answer.data).iter() if local(each) == "result"]

    def create(self, *records: str, headers: str = "") -> list[str | None]:
        """The ids of new records; each is `<type>…</type>` and fields."""
        return [told(each, "id") for each in self.call(f"<create>{sobjects(*records)}</create>", headers)]

    def refused(self, body: str, headers: str = "") -> tuple[str, str, str]:
        """Fault code, fault string and the type of the detail of a call that is refused."""
        answer = self.post(body, headers)
        assert answer.status_code == 500, answer.text
        return fault_of(answer)


def fault_of(answer: TestResponse) -> tuple[str, str, str]:
    root = fromstring(answer.data)
    detail = next((each for each in root.iter() if local(each) == "detail"), [])
    return told(root, "faultcode") or "", told(root, "faultstring") or "", local(detail[0]) if len(detail) else ""


def sobjects(*records: str) -> str:
    return "".join(f"<sObjects>{each}</sObjects>" for each in records)


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def told(element: Element, *path: str) -> str | None:
    """The text at a path of local names; None for nil. The first element of each name counts, at any depth."""
    for name in path:
        element = next(each for each in element.iter() if local(each) == name)
    return None if element.get(NIL) == "true" else element.text or ""


def names(element: Element) -> list[str]:
    return [local(each) for each in element]


def child(element: Element, name: str) -> Element:
    return next(each for each in element if local(each) == name)
