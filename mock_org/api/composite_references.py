"""References between subrequests: @{refAccount.id}, @{refQuery.records[0].Id}, @{refQuery.records[*].Id}."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from mock_org.api.composite_dispatch import Subresponse
from mock_org.errors import SalesforceError

_REFERENCE = re.compile(r"@\{([^{}]*)\}")
_STEP = re.compile(r"\.(?P<key>[^.\[\]]+)|\[(?P<index>\d{1,6}|\*)\]")
_PATH = re.compile(r"(?P<name>[^.\[\]]+)(?P<steps>(?:\.[^.\[\]]+|\[(?:\d{1,6}|\*)\])*)")
_SOBJECT_ROW = re.compile(r"/services/data/v\d\d\.0/sobjects/\w+/[^/?]+/?(?:\?|$)")
NULLS_SINCE = 52.0  # from this version on a null field of a retrieved record may be referred to (REST API Guide; A)
ILLEGAL_NAME = (
    "Provided referenceId ('{}') must start with a letter or a number, and it can contain only letters, numbers and "
    "underscores ('_')."
)


class References:
    """What the subrequests so far were answered, for those that come after them.

    version: of the composite request; the versions in the subrequests' URLs do not matter.
    """

    def __init__(self, version: float) -> None:
        self._version = version
        self._answers: dict[str, Subresponse] = {}
        self._urls: dict[str, str] = {}

    def add(self, name: str, url: str, answer: Subresponse) -> None:
        """Remember an answer under its referenceId, which is case-sensitive."""
        self._answers[name], self._urls[name] = answer, url

    def in_url(self, url: str) -> str:
        """The URL with its references replaced.

        Raises SalesforceError PROCESSING_HALTED for a reference that leads nowhere.
        """
        return _REFERENCE.sub(lambda found: quote(_text(self._value(found[1])), safe=",:"), url)

    def in_value(self, value: Any) -> Any:
        """A JSON value with its references replaced; text that is one reference takes the type of what it names.

        Raises SalesforceError PROCESSING_HALTED for a reference that leads nowhere.
        """
        if isinstance(value, str):
            whole = _REFERENCE.fullmatch(value)
            if whole:
                return self._value(whole[1])
            return _REFERENCE.sub(lambda found: _text(self._value(found[1])), value)
        if isinstance(value, list):
            return [self.in_value(each) for each in value]
        if isinstance(value, Mapping):
            return {key: self.in_value(each) for key, each in value.items()}
        return value

    def _value(self, reference: str) -> Any:
        path = _PATH.fullmatch(reference)
        name = path["name"] if path else reference
        answer = self._answers.get(name)
        if answer is not None and answer.refused:
            raise _halted(f"Execution halted as previous operation ({name}) was not successful.")
        if answer is None or path is None:
            raise _leads_nowhere(reference, name)
        try:
            found = _walk(answer.body, list(_STEP.finditer(path["steps"])))
        except LookupError:
            raise _leads_nowhere(reference, name) from None
        if found is None and not self._null_allowed(name):
            raise _leads_nowhere(reference, name)
        if isinstance(found, dict) or (isinstance(found, list) and "[*]" not in path["steps"]):
            raise _leads_nowhere(reference, name)
        return found

    def _null_allowed(self, name: str) -> bool:
        return self._version >= NULLS_SINCE and _SOBJECT_ROW.match(self._urls[name]) is not None


def _walk(value: Any, steps: list[re.Match[str]]) -> Any:
    """What the steps lead to; [*] leads to a list.

    Raises LookupError where a step leads nowhere.
    """
    for position, step in enumerate(steps):
        if step["key"] is not None:
            if not isinstance(value, dict):
                raise KeyError(step["key"])
            value = value[step["key"]]
        elif not isinstance(value, list):
            raise IndexError(step["index"])
        elif step["index"] == "*":
            return [_walk(each, steps[position + 1 :]) for each in value]
        else:
            value = value[int(step["index"])]
    return value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return "" if value is None else str(value)


def _leads_nowhere(reference: str, name: str) -> SalesforceError:
    """Recorded text; unknown references, later ones and circles read alike, for none of them has an answer yet."""
    message = f"Invalid reference specified. No value for {reference} found in {name}. "
    return _halted(message + ILLEGAL_NAME.format(reference))


def _halted(message: str) -> SalesforceError:
    return SalesforceError("PROCESSING_HALTED", message)
