"""Invocable actions that the org performs (Actions Developer Guide)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.mail import post
from mock_org.mail.texts import html_of, text_of
from mock_org.org.view import View
from mock_org.storage.mails import Mail

# Input → (label, type, whether it must be given, most values). Actions Developer Guide, "Simple Email" (confidence B).
EMAIL_INPUTS: Mapping[str, tuple[str, str, bool, int]] = MappingProxyType(
    {
        "emailAddresses": ("Email Addresses (comma-separated)", "STRING", False, 1),
        "emailAddressesArray": ("Email Addresses (collection)", "STRING", False, 5),
        "emailBody": ("Body", "TEXTAREA", True, 1),
        "emailSubject": ("Subject", "STRING", True, 1),
        "senderAddress": ("Sender Email Address", "STRING", False, 1),
        "senderType": ("Sender Type", "STRING", False, 1),
        "sendRichBody": ("Rich-Text-Formatted Body", "BOOLEAN", False, 1),
    }
)
ACTIONS: Mapping[str, str] = MappingProxyType({"emailSimple": "Send Email"})
MOST_INPUTS = 200
_MOST_ADDRESSES = 5


class Invocable(View):
    """Standard actions: Send Email."""

    def invoke(self, name: str, inputs: Any) -> list[dict[str, Any]]:
        """Perform an action once for each of its inputs; a result each.

        Raises NOT_FOUND for one that the org does not perform, JSON_PARSER_ERROR for inputs that are no list.
        """
        if name not in ACTIONS:
            raise no_action(name)
        if not isinstance(inputs, list) or not inputs or not all(isinstance(each, dict) for each in inputs):
            raise SalesforceError("JSON_PARSER_ERROR", "inputs must be a list of at least one object")
        if len(inputs) > MOST_INPUTS:
            raise SalesforceError("LIMIT_EXCEEDED", f"No more than {MOST_INPUTS} inputs at a time")
        with self.org.database.transaction():
            return [self._result(name, each) for each in inputs]

    def _result(self, name: str, values: Mapping[str, Any]) -> dict[str, Any]:
        errors = _faults(values)
        if not errors:
            self._mail(values)
        return {
            "actionName": name,
            "errors": errors or None,
            "invocationId": None,
            "isSuccess": not errors,
            "outcome": None,
            "outputValues": None,
            "sortOrder": -1,
            "version": 1,
        }

    def _mail(self, values: Mapping[str, Any]) -> None:
        sender = self.system().records().find("User", Id=self.user.id)[0]
        body, rich = str(values["emailBody"]), bool(values.get("sendRichBody"))
        html, text = (body, text_of(body)) if rich else (html_of(body), body)
        written = Mail("", sender["Email"], str(values["emailSubject"]), text, html, "", sender_name=sender["Name"])
        for address in _addresses(values):
            post(self.mail_desk(), replace(written, to=address))


def no_action(name: str) -> SalesforceError:
    """The refusal of an action that the org does not perform."""
    return SalesforceError("NOT_FOUND", f"The requested resource does not exist: Mock Org has no action {name}")


def _addresses(values: Mapping[str, Any]) -> list[str]:
    array = values.get("emailAddressesArray")
    listed: Sequence[Any] = array if isinstance(array, list) else []
    joined = values.get("emailAddresses")
    found = [*(joined.split(",") if isinstance(joined, str) else []), *map(str, listed)]
    return [address.strip() for address in found if address.strip()]


def _faults(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is wrong with an input (codes as in save errors; texts: D)."""
    unknown = [name for name in values if name not in EMAIL_INPUTS]
    missing = [name for name, told in EMAIL_INPUTS.items() if told[2] and not values.get(name)]
    faults = [
        _fault("UNKNOWN_EXCEPTION", f"Mock Org does not know the input {name} of emailSimple") for name in unknown
    ]
    faults += [_fault("REQUIRED_FIELD_MISSING", f"Missing required input parameter: {name}") for name in missing]
    if values.get("senderType", "CurrentUser") != "CurrentUser" or values.get("senderAddress"):
        faults.append(_fault("INSUFFICIENT_ACCESS", "Mock Org sends as the current user only"))
    addresses = _addresses(values)
    if not 1 <= len(addresses) <= _MOST_ADDRESSES:
        faults.append(_fault("LIMIT_EXCEEDED" if addresses else "REQUIRED_FIELD_MISSING",
                             f"Give 1 to {_MOST_ADDRESSES} email addresses"))  # fmt: skip
    wrong = [address for address in addresses if not _is_address(address)]
    return faults + [_fault("INVALID_EMAIL_ADDRESS", f"Email address is invalid: {address}") for address in wrong]


def _is_address(text: str) -> bool:
    name, at, host = text.rpartition("@")
    return bool(name and at and "." in host) and not any(character.isspace() for character in text)


def _fault(code: str, message: str) -> dict[str, Any]:
    return {"fields": [], "message": message, "statusCode": code}
