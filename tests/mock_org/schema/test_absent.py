"""absent.toml: every field that real orgs describe and ours has not, with the reason; and none that is there."""

import json
import tomllib
from fnmatch import fnmatchcase
from importlib.resources import files

import pytest

from .test_facts import SCHEMA, documented

ABSENT = tomllib.loads(files("mock_org.schema").joinpath("absent.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", documented())
def test_a_field_that_real_orgs_have_is_there_or_named_as_absent(file):
    names = [fact["name"] for fact in json.loads(file.read_text(encoding="utf-8"))["fields"]]
    missing = [name for name in names if not SCHEMA[file.stem].field(name) and not name.endswith("__c")]
    assert [name for name in missing if not any(fnmatchcase(name, each) for each in ABSENT.get(file.stem, ()))] == []


@pytest.mark.parametrize("sobject", ABSENT)
def test_no_field_that_is_there_is_named_as_absent(sobject):
    assert [name for name in ABSENT[sobject] if SCHEMA[sobject].field(name)] == []
    assert all(ABSENT[sobject].values())
