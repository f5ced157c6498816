"""Describes of one org: looked up, featured, related, replaced."""

import pytest

from mock_org.schema import ChildRelationship, Schema, custom_object, load_standard, new_field

FIELD = new_field("Account__c", "reference", "Account", reference_to=("Account",), custom=True)
DEAL = custom_object("Deal__c", "Deal", "Deals", "a00", fields=[FIELD])


@pytest.fixture
def schema():
    return Schema(load_standard(), ["experiences", "partner"])


@pytest.mark.parametrize("name", ["Account", "account", "ACCOUNT"])
def test_an_sobject_is_found_in_any_case_of_its_name(schema, name):
    assert schema[name].name == "Account"


@pytest.mark.parametrize("name", ["OwnerId", "ownerid", "OWNERID"])
def test_a_field_is_found_in_any_case_of_its_name(schema, name):
    assert schema["Lead"].field(name).name == "OwnerId"


@pytest.mark.parametrize("name", ["Owner", "owner"])
def test_a_parent_relationship_is_found_in_any_case_of_its_name(schema, name):
    assert schema["Lead"].relationship(name).name == "OwnerId"


def test_what_is_not_there_is_none(schema):
    assert schema.get("Nothing__c") is None
    assert "Nothing__c" not in schema
    with pytest.raises(KeyError):
        schema["Nothing__c"]


def test_a_parent_knows_the_lookups_that_point_to_it(schema):
    children = schema["Account"].child_relationships
    assert ChildRelationship("Contact", "AccountId", "Contacts", cascade_delete=True) in children
    assert ChildRelationship("Case", "AccountId", "Cases", restricted_delete=True) in children
    assert ChildRelationship("AccountShare", "AccountId", "Shares", cascade_delete=True) in children


def test_no_parent_has_two_child_relationships_of_one_name(schema):
    for parent in schema:
        names = [c.relationship_name for c in parent.child_relationships if c.relationship_name]
        assert sorted(set(names)) == sorted(names), parent.name


def test_a_new_custom_object_is_a_child_of_what_it_looks_up(schema):
    before = schema["Account"]
    schema.add(DEAL)
    assert ("Deal__c", "Account__c") in {(c.child_sobject, c.field) for c in schema["Account"].child_relationships}
    assert "Deal__c" not in {c.child_sobject for c in before.child_relationships}


def test_a_lookup_of_a_feature_that_is_off_makes_no_child(schema):
    assert "PartnerAccountId" in {c.field for c in schema["Account"].child_relationships}
    schema.features = []
    assert "PartnerAccountId" not in {c.field for c in schema["Account"].child_relationships}


def test_features_decide_what_is_there_and_storage_sees_all(schema):
    schema.features = []
    assert schema["Account"].field("IsPartner") is None
    assert {s.name: s for s in schema.complete()}["Account"].field("IsPartner") is not None


def test_two_schemas_know_nothing_of_each_other(schema):
    other = schema.copy()
    other.add(DEAL)
    assert "Deal__c" in other
    assert "Deal__c" not in schema


def test_a_schema_becomes_what_a_copy_kept(schema):
    kept = schema.copy()
    schema.add(DEAL)
    schema.features = []
    schema.replace_with(kept)
    assert "Deal__c" not in schema
    assert schema.features == {"experiences", "partner"}


def test_an_object_that_is_changed_and_put_back_keeps_the_fields_of_features_that_are_off():
    schema = Schema(load_standard(), {"experiences", "partner"})
    account = schema["Account"].with_fields(new_field("Tier__c", "string", "Tier", custom=True))
    schema.add(account)
    assert schema["Account"].field("IsPersonAccount") is None
    schema.features = {"experiences", "partner", "person_accounts"}
    assert schema["Account"].field("IsPersonAccount") is not None
    assert schema["Account"].field("Tier__c") is not None
