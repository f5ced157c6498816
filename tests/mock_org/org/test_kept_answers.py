"""What an org keeps of one request for the next is forgotten as soon as it is no longer true."""

from dataclasses import replace
from datetime import timedelta

import pytest


@pytest.fixture
def manager(world):
    return world.caller(world.user("Boss", "Channel Manager"))


@pytest.fixture
def account(manager):
    return manager.create("Account", Name="Acme")


@pytest.fixture
def site_permission(admin):
    """The row that lets channel managers read Account.Site."""
    parent = admin.query(
        "SELECT Id FROM PermissionSet WHERE Profile.Name = 'Channel Manager' AND IsOwnedByProfile = true"
    )[0]["Id"]
    where = f"ParentId = '{parent}' AND Field = 'Account.Site'"
    return admin.query(f"SELECT Id FROM FieldPermissions WHERE {where}")[0]["Id"]


def reads_site(caller, account):
    """Asked twice, so that the second answer comes from what was kept."""
    first, second = (caller.get(f"/sobjects/Account/{account}").json for _ in range(2))
    assert first == second
    assert first["Name"] == "Acme"
    return "Site" in first


def test_a_field_that_is_hidden_is_gone_from_the_next_answer(admin, manager, account, site_permission):
    assert reads_site(manager, account)
    assert admin.call("DELETE", f"/sobjects/FieldPermissions/{site_permission}").status_code == 204
    assert not reads_site(manager, account)
    assert reads_site(admin, account)


def test_an_image_brings_a_hidden_field_back(world, admin, manager, account, site_permission):
    image = world.org.image()
    assert reads_site(manager, account)
    admin.call("DELETE", f"/sobjects/FieldPermissions/{site_permission}")
    assert not reads_site(manager, account)
    world.org.restore(image)
    assert reads_site(manager, account)


def test_a_field_that_comes_with_a_deploy_is_in_the_next_answer(world, admin, account):
    admin.get(f"/sobjects/Account/{account}")
    kind = world.org.schema["Account"]
    image = world.org.image()
    added = replace(kind.fields["site"], name="Rank__c", label="Rank", custom=True, permissionable=False)
    world.org.change_schema([kind.with_fields(added)])
    assert admin.get(f"/sobjects/Account/{account}").json["Rank__c"] is None
    assert admin.update("Account", account, Rank__c="1").status_code == 204
    assert admin.get(f"/sobjects/Account/{account}").json["Rank__c"] == "1"
    world.org.restore(image)
    assert "Rank__c" not in admin.get(f"/sobjects/Account/{account}").json


def test_a_field_that_comes_with_a_deploy_is_written_at_once(world, admin, account):
    kind = world.org.schema["Account"]
    image = world.org.image()
    added = replace(
        kind.fields["site"], name="Rank__c", label="Rank", custom=True, permissionable=False, default_value="low"
    )
    world.org.change_schema([kind.with_fields(added)])
    made = [admin.create("Account", Name="Initech", **values) for values in ({}, {"Rank__c": "high"})]
    ranks = [admin.get(f"/sobjects/Account/{each}").json["Rank__c"] for each in made]
    assert ranks == ["low", "high"]
    world.org.restore(image)
    again = admin.create("Account", Name="Initech")
    assert again == made[0]
    assert admin.call("POST", "/sobjects/Account", json={"Name": "x", "Rank__c": "high"}).status_code == 400


def test_urls_name_the_version_of_their_own_request(admin, account):
    for version in ("62.0", "58.0", "62.0"):
        for _ in range(3):
            answer = admin.get(f"/services/data/v{version}/sobjects/Account/{account}").json
            assert answer["attributes"]["url"] == f"/services/data/v{version}/sobjects/Account/{account}"


def test_a_deleted_record_says_so_whether_the_flag_is_asked_for_or_not(admin, account):
    path = f"/sobjects/Account/{account}"
    assert admin.get(f"{path}?fields=IsDeleted").json["IsDeleted"] is False
    assert "IsDeleted" not in admin.get(f"{path}?fields=Name").json
    assert admin.get(path).json["IsDeleted"] is False
    assert admin.call("DELETE", path).status_code == 204
    for asked in ("", "?fields=Name", "?fields=isdeleted"):
        refused = admin.get(path + asked)
        assert (refused.status_code, refused.json[0]["errorCode"]) == (404, "ENTITY_IS_DELETED")


def test_what_an_assignment_gave_is_gone_when_it_expires(world, admin):
    """Objects, fields and records: neither kept users nor compiled statements outlive it."""
    rep = world.caller(world.user("Rep", "Standard User"))
    extra = admin.create("PermissionSet", Name="Extra", Label="Extra")
    admin.create(
        "ObjectPermissions", ParentId=extra, SobjectType="Lead", PermissionsRead=True, PermissionsViewAllRecords=True
    )
    group = admin.create("PermissionSetGroup", DeveloperName="Both", MasterLabel="Both")
    admin.create("PermissionSetGroupComponent", PermissionSetGroupId=group, PermissionSetId=extra)
    admin.create("Lead", LastName="Ames", Company="Initech")
    clock = world.org.clock
    clock.set(clock.now(), frozen=True)
    until = (clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    admin.create("PermissionSetAssignment", AssigneeId=rep.user_id, PermissionSetGroupId=group, ExpirationDate=until)
    text = "SELECT LastName FROM Lead"
    assert [len(rep.query(text)) for _ in range(2)] == [1, 1]
    clock.advance(timedelta(minutes=59, seconds=59))
    assert len(rep.query(text)) == 1
    clock.advance(timedelta(seconds=1))
    assert rep.query(text) == []
