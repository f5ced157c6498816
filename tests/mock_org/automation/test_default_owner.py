"""Leads and cases that come in by the API go to the org's default owner, unless the call says otherwise."""

import pytest


@pytest.fixture
def manager(world):
    role = world.admin.query("SELECT Id FROM UserRole WHERE DeveloperName = 'Channel_Director'")[0]["Id"]
    return world.user("Router", "Channel Manager", UserRoleId=role)


def configure(world, **settings):
    world.built.configure(world.org.settings.patched(settings))


def owner(world, record_id, sobject="Lead"):
    return world.admin.get(f"/sobjects/{sobject}/{record_id}?fields=OwnerId").json["OwnerId"]


LEAD = {"LastName": "Lee", "Company": "Initech"}


def test_without_the_setting_the_creator_keeps_the_record(world):
    assert owner(world, world.admin.create("Lead", **LEAD)) == world.admin.user_id


def test_a_lead_goes_to_the_user_that_the_settings_name(world, manager):
    configure(world, default_lead_owner="router@example.com")
    assert owner(world, world.admin.create("Lead", **LEAD)) == manager


def test_a_lead_goes_to_the_queue_that_the_settings_name(world):
    configure(world, default_lead_owner="Partner_Leads")
    assert owner(world, world.admin.create("Lead", **LEAD)).startswith("00G")


def test_a_case_has_a_default_owner_of_its_own(world, manager):
    configure(world, default_case_owner="router@example.com")
    assert owner(world, world.admin.create("Case", Subject="Broken"), "Case") == manager
    assert owner(world, world.admin.create("Lead", **LEAD)) == world.admin.user_id


def test_the_header_leaves_the_record_with_its_creator(world, manager):
    configure(world, default_lead_owner="router@example.com")
    answer = world.admin.call("POST", "/sobjects/Lead", json=LEAD, headers={"Sforce-Auto-Assign": "FALSE"})
    assert owner(world, answer.json["id"]) == world.admin.user_id


def test_an_owner_that_is_named_stays(world, manager):
    configure(world, default_lead_owner="Partner_Leads")
    assert owner(world, world.admin.create("Lead", **LEAD, OwnerId=manager)) == manager


def test_a_default_owner_who_is_not_there_is_told_and_nothing_is_created(world):
    configure(world, default_lead_owner="nobody@example.com")
    answer = world.admin.call("POST", "/sobjects/Lead", json=LEAD)
    assert answer.status_code == 400
    assert "nobody@example.com" in answer.json[0]["message"]
    assert world.admin.query("SELECT Id FROM Lead") == []
