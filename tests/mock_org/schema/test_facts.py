"""The standard sObjects against what describes of real orgs said of each field."""

import json
import os
from pathlib import Path

import pytest

from mock_org.schema import Schema, load_standard

SCHEMA = Schema(load_standard(), ["partner", "experiences"])
FACTS = Path(os.environ.get("MOCK_ORG_RECORDINGS", Path(__file__).parents[4] / "shared" / "fidelity")) / "schema"
# Facts by the names of Field. Where a field is not in a full recorded describe, its writability is not compared.
ALWAYS = {"type": "type", "label": "label", "nillable": "nillable", "relationshipName": "relationship_name"}
FROM_DESCRIBES = {"createable": "createable", "updateable": "updateable", "length": "length", "precision": "precision"}
# Salesforce fills in the default business hours; here a case may have none.
OTHER_HERE = {("Case", "BusinessHoursId", "nillable")}


def documented():
    if not FACTS.exists():
        return [pytest.param(None, id="none", marks=pytest.mark.skip(reason="facts about real orgs are not here"))]
    files = [FACTS / f"{sobject.name}.json" for sobject in SCHEMA]
    return [pytest.param(file, id=file.stem) for file in files if file.exists()]


@pytest.mark.parametrize("file", documented())
def test_fields_are_as_real_orgs_describe_them(file):
    sobject = SCHEMA[file.stem]
    differing = []
    for fact in json.loads(file.read_text(encoding="utf-8"))["fields"]:
        field = sobject.field(fact["name"])
        if field is None:
            continue
        compared = ALWAYS | (FROM_DESCRIBES if fact["cuFrom"] == "describe" else {})
        for key, attribute in compared.items():
            is_so = key not in fact or fact[key] == getattr(field, attribute)
            if not is_so and (sobject.name, field.name, key) not in OTHER_HERE:
                differing.append((field.name, key, fact[key], getattr(field, attribute)))
    assert differing == []
