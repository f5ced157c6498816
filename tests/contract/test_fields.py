"""Our describes of the standard objects, against what describes of real orgs said of each object and field."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from factories import OrgClient
from tests.contract.corpus import MISSING, PLACE
from tests.contract.stage import Stage

Described = Mapping[str, Any]
OBJECT_FLAGS = [
    "label",
    "labelPlural",
    "keyPrefix",
    "custom",
    "queryable",
    "retrieveable",
    "createable",
    "updateable",
    "deletable",
    "undeletable",
    "searchable",
    "layoutable",
    "triggerable",
    "mergeable",
    "replicateable",
    "feedEnabled",
    "mruEnabled",
    "deprecatedAndHidden",
]
FIELD_FLAGS = [
    "type",
    "label",
    "length",
    "nillable",
    "createable",
    "updateable",
    "filterable",
    "groupable",
    "sortable",
    "aggregatable",
    "relationshipName",
    "defaultedOnCreate",
    "restrictedPicklist",
    "idLookup",
    "nameField",
    "autoNumber",
    "compoundFieldName",
    "digits",
    "precision",
    "scale",
    "controllerName",
    "dependentPicklist",
    "polymorphicForeignKey",
    "namePointing",
    "extraTypeInfo",
]
_EXCEPTIONS = tomllib.loads((Path(__file__).parent / "fields.toml").read_text(encoding="utf-8"))["exceptions"]
EXCEPTED = tuple(about for each in _EXCEPTIONS for about in each["about"])
FACTS = sorted((PLACE / "schema").glob("[A-Z]*.json"))
FACT_FILES = FACTS or [pytest.param(None, marks=pytest.mark.skip(reason=MISSING))]


@pytest.mark.parametrize("file", FACT_FILES, ids=lambda file: file.stem if file else "none")
def test_an_object_and_its_fields_are_described_as_in_real_orgs(file: Path, stage: Stage) -> None:
    stage.forgetful("the facts are of several orgs, from which an org of its own features departs")
    fact, ours = json.loads(file.read_text(encoding="utf-8")), stage.org.describe(file.stem)
    here = frozenset(stage.org.describe_global())
    found = [*_of_object(fact, ours), *_of_fields(fact, ours, here), *_of_children(fact, ours, stage.org, here)]
    assert [each for each in found if not any(fnmatchcase(each.partition(" ")[0], known) for known in EXCEPTED)] == []


def test_the_comparison_sees_what_differs() -> None:
    field = {"name": "Name", "type": "string", "referenceTo": [], "picklistValues": [], "nillable": False}
    ours = {"name": "X", "label": "X", "fields": [field], "childRelationships": []}
    fact = {"name": "X", "label": "Y", "fields": [{"name": "Name", "type": "string", "nillable": True}]}
    assert list(_of_object(fact, ours)) == ["X.label is 'X' instead of 'Y'"]
    assert list(_of_fields(fact, ours, frozenset())) == ["X.Name.nillable is False instead of True"]


def _of_object(fact: Described, ours: Described) -> Iterator[str]:
    for key in OBJECT_FLAGS:
        if key in fact and fact[key] != ours[key]:
            yield f"{fact['name']}.{key} is {ours[key]!r} instead of {fact[key]!r}"


def _of_fields(fact: Described, ours: Described, here: frozenset[str]) -> Iterator[str]:
    """What differs of the fields that are here; the absent ones are named in mock_org/schema/absent.toml."""
    fields = {field["name"]: field for field in ours["fields"]}
    for known in fact["fields"]:
        if field := fields.get(known["name"]):
            yield from (f"{fact['name']}.{field['name']}.{each}" for each in _of_field(known, field, here))


def _of_field(known: Described, field: Described, here: frozenset[str]) -> Iterator[str]:
    for key in FIELD_FLAGS:
        if known.get(key) is not None and known[key] != field[key]:
            yield f"{key} is {field[key]!r} instead of {known[key]!r}"
    targets = {name for name in field["referenceTo"] if not name.endswith("__c")}
    wanted = here & set(known.get("referenceTo") or ())
    if "referenceTo" in known and targets != wanted:
        yield f"referenceTo differs by {sorted(targets ^ wanted)}"
    values = [(value["value"], value["label"]) for value in field["picklistValues"]]
    listed = [_value(each) for each in known.get("picklist", ())]
    is_cut = known.get("picklistTotal", 0) > len(listed)
    if listed and ((not is_cut and values != listed) or set(listed) - set(values)):
        yield f"picklist {values[:5]} … instead of {listed[:5]} …; {sorted(set(listed) ^ set(values))[:8]}"


def _value(entry: Any) -> tuple[str, str]:
    """A picklist value and its label, from one of the three forms of the facts."""
    if isinstance(entry, str):
        return entry, entry
    if isinstance(entry, list):
        return entry[0], entry[1] or entry[0]
    return entry["value"], entry.get("label") or entry["value"]


def _of_children(fact: Described, ours: Described, org: OrgClient, here: frozenset[str]) -> Iterator[str]:
    """Child relationships of the objects and fields that are here."""
    names = {(each["childSObject"], each["field"]): each["relationshipName"] for each in ours["childRelationships"]}
    for child, field, name in fact["childRelationships"]:
        if (child, field) in names:
            if names[child, field] != name:
                yield f"{fact['name']}.{child}.{field}.child is {names[child, field]} instead of {name}"
        elif child in here and any(each["name"] == field for each in org.describe(child)["fields"]):
            yield f"{fact['name']}.{child}.{field}.child is missing: {name}"
