"""An org and its sessions: side by side, restored, never out of date about what a user may do."""

from datetime import timedelta

import pytest

from mock_org.app import create_org
from mock_org.errors import SalesforceError
from mock_org.metadata import DeployReport


@pytest.fixture
def own_set(world):
    """The permission set of the profile Channel Partner."""
    soql = "SELECT Id FROM PermissionSet WHERE Profile.Name = 'Channel Partner' AND IsOwnedByProfile = true"
    return world.admin.query(soql)[0]["Id"]


def test_two_orgs_in_one_process_know_nothing_of_each_other(world):
    other = create_org()
    world.admin.create("Account", Name="Acme")
    session = other.org.session(other.admin.id)
    assert session.query("SELECT Id FROM Account").records == []
    assert isinstance(other.report, DeployReport)
    other.org.clock.advance(timedelta(days=900))
    assert world.org.clock.now() < other.org.clock.now()


def test_a_permission_that_is_taken_away_is_gone_with_the_next_request(world, own_set):
    acme = world.partner("Acme").caller
    assert acme.get("/sobjects/Lead/describe").status_code == 200
    soql = f"SELECT Id FROM ObjectPermissions WHERE ParentId = '{own_set}' AND SobjectType = 'Lead'"
    row = world.admin.query(soql)[0]["Id"]
    assert world.admin.call("DELETE", f"/sobjects/ObjectPermissions/{row}").status_code == 204
    assert acme.get("/sobjects/Lead/describe").status_code == 404


def test_a_restore_brings_a_taken_permission_back(world, own_set):
    acme = world.partner("Acme").caller
    image = world.org.image()
    soql = f"SELECT Id FROM ObjectPermissions WHERE ParentId = '{own_set}' AND SobjectType = 'Lead'"
    world.admin.call("DELETE", f"/sobjects/ObjectPermissions/{world.admin.query(soql)[0]['Id']}")
    assert acme.get("/sobjects/Lead/describe").status_code == 404
    world.org.restore(image)
    assert acme.get("/sobjects/Lead/describe").status_code == 200


def test_a_new_role_shows_at_once(world):
    manager = world.user("Boss", "Channel Manager")
    acme = world.partner("Acme", OwnerId=manager_with_role(world, "Manager", "Channel_Manager_East"))
    lead = world.admin.create("Lead", LastName="Lee", Company="Initech", OwnerId=acme.user_id)
    boss = world.caller(manager)
    assert boss.get(f"/sobjects/Lead/{lead}").status_code == 404
    director = world.admin.query("SELECT Id FROM UserRole WHERE DeveloperName = 'Channel_Director'")[0]["Id"]
    assert world.admin.update("User", manager, UserRoleId=director).status_code == 204
    assert boss.get(f"/sobjects/Lead/{lead}").status_code == 200


def manager_with_role(world, name, role):
    role_id = world.admin.query(f"SELECT Id FROM UserRole WHERE DeveloperName = '{role}'")[0]["Id"]
    return world.user(name, "Channel Manager", UserRoleId=role_id)


def test_an_assignment_that_expires_is_gone_when_the_clock_says_so(world):
    acme = world.partner("Acme")
    world.org.clock.set(world.org.clock.now(), frozen=True)
    gold = world.admin.query("SELECT Id FROM PermissionSet WHERE Name = 'Gold_Partner'")[0]["Id"]
    expires = (world.org.clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    world.admin.create("PermissionSetAssignment", AssigneeId=acme.user_id, PermissionSetId=gold, ExpirationDate=expires)
    assert gold in world.org.running_user(acme.user_id).permission_set_ids
    world.org.clock.advance(timedelta(hours=2))
    assert gold not in world.org.running_user(acme.user_id).permission_set_ids


def test_records_past_permissions_are_the_systems_only(world):
    session = world.org.session(world.built.admin.id)
    with pytest.raises(PermissionError):
        session.find("User")
    assert session.system().find("User")


def test_explain_refuses_what_there_is_not(world):
    session = world.org.system_session()
    with pytest.raises(SalesforceError, match="NOT_FOUND"):
        session.explain(world.built.admin.id, "001Mo0000099999AAA")


def test_a_file_keeps_an_org_over_a_restart(tmp_path):
    url = f"sqlite:///{tmp_path / 'org.db'}"
    first = create_org(database=url)
    session = first.org.session(first.admin.id)
    account = session.insert("Account", {"Name": "Kept", "Partner_Tier__c": "Gold"})
    first.org.database.close()
    second = create_org(database=url)
    kept = second.org.session(second.admin.id).retrieve("Account", account, ["Name", "Partner_Tier__c"])
    assert (kept["Name"], kept["Partner_Tier__c"]) == ("Kept", "Gold")
    assert second.admin.id == first.admin.id
    profiles = second.org.system_session().find("Profile", Name="Channel Partner")
    assert len(profiles) == 1
    second.org.database.close()


def test_a_field_that_a_sharing_rule_compares_has_an_index(world):
    assert "Share_With_Partners__c" in indexed(world, "Lead")


def test_such_an_index_outlives_a_describe_that_is_loaded_anew(world):
    database = world.org.database
    database.alter([world.org.schema["Lead"]])
    assert "Share_With_Partners__c" in indexed(world, "Lead")


def indexed(world, sobject):
    table = world.org.database.tables.get(sobject)
    return {column.name for index in table.indexes for column in index.columns}
