"""Users and records by the names that people give them: Ann, ann@acme.example, Lead Initech."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from mock_org.errors import SalesforceError, SetupError
from mock_org.org.view import View
from mock_org.schema import SObject, to_18

MOST_CANDIDATES = 5
# What people call a user, and records of these objects, where nobody has that name in full.
_USER_FIELDS = ("Username", "Name", "FirstName")
_OTHER_NAMES = MappingProxyType({"Lead": ("Company", "LastName"), "Contact": ("LastName",), "Case": ("Subject",)})
_NAMED = re.compile(r'(?P<kind>\w+)\s+"?(?P<name>[^"]+)"?\s*')

Row = Mapping[str, Any]


def user_named(session: View, text: str) -> str:
    """The id of the user with that id, username, name or first name.

    Raises NOT_FOUND when there is none; SetupError naming the candidates when there are several.
    """
    records, text = session.system().records(), text.strip()
    key = to_18(text)
    if key and records.get("User", key):
        return key
    for field in _USER_FIELDS:
        found = records.find("User", **{field: text})
        if len(found) > 1:
            told = _told(found, "Username")
            raise SetupError(f"{len(found)} users are called {text}: {told}; give the username or the id")
        if found:
            return str(found[0]["Id"])
    raise SalesforceError("NOT_FOUND", f"no user has the id, username or name {text}")


def record_named(session: View, text: str) -> tuple[SObject, str]:
    """The record with that id of 15 or 18 characters, or with that name: Lead Initech, by its company.

    Raises NOT_FOUND when there is none; SetupError naming the candidates when there are several.
    """
    records, text = session.system().records(), text.strip()
    key = to_18(text)
    sobject = session.org.schema.by_key_prefix(text[:3]) if key else None
    if key and sobject and records.get(sobject.name, key):
        return sobject, key
    named = _NAMED.fullmatch(text)
    sobject = _kind(session, named["kind"]) if named else None
    if named is None or sobject is None:
        raise SalesforceError("NOT_FOUND", f"no record has the id {text}; by name, write Lead Initech")
    found = _by_name(session, sobject, named["name"].strip())
    if not found:
        raise SalesforceError("NOT_FOUND", f"no {sobject.name} is called {named['name'].strip()}")
    if len(found) > 1:
        raise SetupError(f"{len(found)} records are called {text}: {_told(found, 'Id')}; give the id")
    return sobject, str(found[0]["Id"])


def _kind(session: View, name: str) -> SObject | None:
    """The sObject with that API name or label, in any case."""
    found = session.org.schema.get(name) or session.org.schema.get(f"{name}__c")
    return found or next((each for each in session.org.schema if each.label.lower() == name.lower()), None)


def _by_name(session: View, sobject: SObject, name: str) -> Sequence[Row]:
    if sobject.virtual or sobject.name_field is None:
        return []
    for field in (sobject.name_field.name, *_OTHER_NAMES.get(sobject.name, ())):
        found = session.system().records().find(sobject.name, **{field: name})
        if there := [row for row in found if not row.get("IsDeleted")]:
            return there
    return []


def _told(found: Sequence[Row], field: str) -> str:
    listed = ", ".join(str(row[field]) for row in found[:MOST_CANDIDATES])
    return listed + (" …" if len(found) > MOST_CANDIDATES else "")
