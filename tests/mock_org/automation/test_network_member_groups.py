from datetime import timedelta

import pytest

from mock_org.automation.due import run_due

GROUPS = "SELECT Id, AssignmentStatus FROM NetworkMemberGroup WHERE ParentId = '{}'"


@pytest.fixture
def central(admin):
    return admin.query("SELECT Id FROM Network WHERE Name = 'Partner Central'")[0]["Id"]


@pytest.fixture
def slow(world):
    """An org in which a step by which somebody joins or leaves a site takes a minute."""
    world.org.configure(world.org.settings.patched({"site_membership_seconds": 60}))
    yield world
    world.org.configure(world.org.settings.patched({"site_membership_seconds": 0}))


def step(world):
    world.org.clock.advance(timedelta(seconds=60))
    run_due(world.org)


def members(admin, central):
    rows = admin.query(f"SELECT MemberId FROM NetworkMember WHERE NetworkId = '{central}'")
    return {row["MemberId"] for row in rows}


def status(admin, parent):
    return [row["AssignmentStatus"] for row in admin.query(GROUPS.format(parent))]


def test_without_a_delay_a_profile_is_added_and_removed_at_once(admin, central, world):
    rep, profile = world.user("Rep", "Sales Rep"), world.profile("Sales Rep")
    group = admin.create("NetworkMemberGroup", NetworkId=central, ParentId=profile)
    assert status(admin, profile) == ["Added"]
    assert rep in members(admin, central)
    assert admin.update("NetworkMemberGroup", group, AssignmentStatus="WaitingForRemove").status_code == 204
    assert status(admin, profile) == []
    assert rep not in members(admin, central)


def test_with_a_delay_each_status_is_seen_and_members_come_at_the_end(admin, central, slow):
    rep, profile = slow.user("Rep", "Sales Rep"), slow.profile("Sales Rep")
    group = admin.create("NetworkMemberGroup", NetworkId=central, ParentId=profile)
    seen = [status(admin, profile)]
    for _ in range(2):
        assert rep not in members(admin, central)
        step(slow)
        seen.append(status(admin, profile))
    assert seen == [["WaitingForAdd"], ["AddCalculated"], ["Added"]]
    assert rep in members(admin, central)
    admin.update("NetworkMemberGroup", group, AssignmentStatus="WaitingForRemove")
    seen = [status(admin, profile)]
    for _ in range(2):
        assert rep in members(admin, central)
        step(slow)
        seen.append(status(admin, profile))
    assert seen == [["WaitingForRemove"], ["RemoveCalculated"], []]
    assert rep not in members(admin, central)


def test_who_waits_to_be_added_sees_no_site(admin, central, slow):
    rep = slow.caller(slow.user("Rep", "Sales Rep"))
    admin.create("NetworkMemberGroup", NetworkId=central, ParentId=slow.profile("Sales Rep"))
    assert rep.query("SELECT Id FROM Network") == []


def test_a_removal_can_be_taken_back_while_it_waits(admin, central, slow):
    partner, profile = slow.partner("Acme"), slow.profile("Channel Partner")
    group = admin.query(GROUPS.format(profile))[0]["Id"]
    admin.update("NetworkMemberGroup", group, AssignmentStatus="WaitingForRemove")
    assert admin.update("NetworkMemberGroup", group, AssignmentStatus="WaitingForAdd").status_code == 204
    for _ in range(3):
        step(slow)
    assert status(admin, profile) == ["Added"]
    assert partner.user_id in members(admin, central)


@pytest.mark.parametrize("asked", ["AddCalculated", "RemoveCalculated", "FailedAdd", "WaitingForAdd"])
def test_only_adding_and_removing_can_be_asked_for(admin, world, asked):
    profile = world.profile("Channel Partner")
    group = admin.query(GROUPS.format(profile))[0]["Id"]
    refused = admin.update("NetworkMemberGroup", group, AssignmentStatus=asked)
    assert (refused.status_code, refused.json[0]["errorCode"]) == (400, "FIELD_INTEGRITY_EXCEPTION")
    assert status(admin, profile) == ["Added"]


def test_a_profile_is_a_member_once_and_a_guest_profile_never(admin, central, world):
    for name, code in (
        ("Channel Partner", "DUPLICATE_VALUE"),
        ("Partner Central Profile", "FIELD_INTEGRITY_EXCEPTION"),
    ):
        values = {"NetworkId": central, "ParentId": world.profile(name)}
        refused = admin.call("POST", "/sobjects/NetworkMemberGroup", json=values)
        assert (refused.status_code, refused.json[0]["errorCode"]) == (400, code)


def test_members_are_not_made_by_hand(admin, central, world):
    ann = world.partner("Acme")
    refused = admin.call("POST", "/sobjects/NetworkMember", json={"NetworkId": central, "MemberId": ann.user_id})
    assert refused.status_code == 400
    row = admin.query(f"SELECT Id FROM NetworkMember WHERE MemberId = '{ann.user_id}'")[0]["Id"]
    assert admin.call("DELETE", f"/sobjects/NetworkMember/{row}").status_code in (400, 405)


def test_a_member_keeps_the_own_mail_preferences_and_nobody_elses(admin, world):
    ann, bo = world.partner("Acme"), world.partner("Globex")
    mine, theirs = (
        admin.query(f"SELECT Id FROM NetworkMember WHERE MemberId = '{each.user_id}'")[0]["Id"] for each in (ann, bo)
    )
    assert ann.caller.update("NetworkMember", mine, DigestFrequency="W").status_code == 204
    assert [row["Id"] for row in ann.caller.query("SELECT Id FROM NetworkMember")] == [mine]
    assert ann.caller.update("NetworkMember", theirs, DigestFrequency="W").status_code >= 400
    assert admin.query(f"SELECT DigestFrequency FROM NetworkMember WHERE Id = '{mine}'")[0]["DigestFrequency"] == "W"
    assert ann.caller.update("NetworkMember", mine, MemberId=bo.user_id).status_code == 400
