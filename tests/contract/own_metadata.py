"""The recorded orgs' own fields, objects and rules: what a case needs of them, and whether an org has it."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from factories import OrgClient

_SAID = tomllib.loads((Path(__file__).parent / "project.toml").read_text(encoding="utf-8"))
_NAME = re.compile(r"\b\w+__c\b")
OBJECTS: frozenset[str] = frozenset(_SAID["objects"])
FIELDS: dict[str, frozenset[str]] = {sobject: frozenset(fields) for sobject, fields in _SAID["fields"].items()}
WHERE = "`python -m tests.contract.project FOLDER` writes it to be deployed"
# A field of the project; who has it has the record types and the rules too, which no describe shows.
SIGN = ("Opportunity", "external_id__c")


def own_names(*parts: Any) -> set[str]:
    """The names of own fields and objects in requests and values."""
    known = OBJECTS.union(*FIELDS.values())
    return {name for name in _NAME.findall(json.dumps(parts, default=str)) if name in known}


class Described:
    """What an org says of its objects, asked once a run."""

    def __init__(self) -> None:
        self._objects: dict[str, str] = {}
        self._fields: dict[str, frozenset[str]] = {}

    def objects(self, org: OrgClient) -> dict[str, str]:
        """The names of the sObjects, with the first three letters of their ids."""
        if not self._objects:
            self._objects = {name: each.get("keyPrefix") or "" for name, each in org.describe_global().items()}
        return self._objects

    def fields(self, org: OrgClient, sobject: str) -> frozenset[str]:
        """The names of an sObject's fields; none where it is not there."""
        if sobject not in self._fields:
            fields = org.describe(sobject)["fields"] if sobject in self.objects(org) else ()
            self._fields[sobject] = frozenset(each["name"] for each in fields)
        return self._fields[sobject]

    def absent(self, org: OrgClient, names: set[str]) -> set[str]:
        """Those of the own names that the org has not."""
        return {name for name in names if not self._there(org, name)}

    def has_project(self, org: OrgClient) -> bool:
        """Whether the whole project was deployed."""
        return SIGN[1] in self.fields(org, SIGN[0])

    def _there(self, org: OrgClient, name: str) -> bool:
        if name in OBJECTS:
            return name in self.objects(org)
        return all(name in self.fields(org, sobject) for sobject, fields in FIELDS.items() if name in fields)
