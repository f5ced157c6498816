"""Sharing that follows changes after a while: what is gained comes later, what is lost is lost at once."""

from datetime import timedelta

import pytest

from mock_org import security

WAIT = 60


@pytest.fixture
def slow(world):
    """The starter org, where everything takes a minute."""

    def delays(**seconds):
        patch = {"sharing_delays": dict.fromkeys(("members", "owners", "roles"), 0) | seconds}
        world.org.configure(world.org.settings.patched(patch))

    world.delays = delays
    delays(members=WAIT, owners=WAIT, roles=WAIT)
    return world


def pass_time(world, seconds=WAIT):
    world.org.clock.advance(timedelta(seconds=seconds))


def role(world, name):
    return world.admin.one(f"SELECT Id FROM UserRole WHERE DeveloperName = '{name}'")["Id"]


def leads(caller):
    return {row["LastName"] for row in caller.query("SELECT LastName FROM Lead")}


def lead(caller, name, **values):
    return caller.create("Lead", LastName=name, Company="Initech", **values)


def test_a_new_partner_user_sees_what_his_groups_get_after_a_while_and_his_own_records_at_once(slow):
    lead(slow.admin, "Pool", Share_With_Partners__c=True)
    acme = slow.partner("Acme").caller
    lead(acme, "Own")
    assert leads(acme) == {"Own"}
    pass_time(slow, WAIT - 10)
    assert leads(acme) == {"Own"}
    pass_time(slow, 11)
    assert leads(acme) == {"Own", "Pool"}


def test_what_is_shared_with_a_user_himself_is_there_at_once(slow):
    acme = slow.partner("Acme")
    shared = lead(slow.admin, "Shared")
    slow.admin.create("LeadShare", LeadId=shared, UserOrGroupId=acme.user_id, LeadAccessLevel="Read")
    assert leads(acme.caller) == {"Shared"}


def test_superiors_and_owner_based_rules_find_a_new_users_records_after_a_while(slow):
    above = slow.caller(slow.user("Dora", "Channel Manager", UserRoleId=role(slow, "Channel_Director")))
    beside = slow.caller(slow.user("Saul", "Sales Rep", UserRoleId=role(slow, "Sales_VP")))
    pass_time(slow)
    carla = slow.caller(slow.user("Carla", "Channel Manager", UserRoleId=role(slow, "Channel_Manager_East")))
    lead(carla, "Hers")
    assert (leads(above), leads(beside), leads(carla)) == (set(), set(), {"Hers"})
    pass_time(slow)
    assert (leads(above), leads(beside)) == ({"Hers"}, {"Hers"})


def test_who_gets_another_role_loses_the_old_one_at_once_and_has_the_new_one_later(slow):
    director = role(slow, "Channel_Director")
    slow.delays()
    lead(slow.caller(slow.user("Carla", "Channel Manager", UserRoleId=role(slow, "Channel_Manager_East"))), "Hers")
    saul_id = slow.user("Saul", "Sales Rep", UserRoleId=role(slow, "Sales_VP"))
    saul = slow.caller(saul_id)
    assert leads(saul) == {"Hers"}
    slow.delays(members=WAIT)
    slow.admin.update("User", saul_id, UserRoleId=director)
    assert leads(saul) == set()
    pass_time(slow)
    assert leads(saul) == {"Hers"}


def test_a_new_member_of_a_queue_sees_its_records_after_a_while(slow):
    acme = slow.partner("Acme")
    queue = slow.admin.create("Group", Name="Pool", DeveloperName="Pool_Of_Leads", Type="Queue")
    slow.admin.create("QueueSobject", QueueId=queue, SobjectType="Lead")
    lead(slow.admin, "Queued", OwnerId=queue)
    pass_time(slow)
    member = slow.admin.create("GroupMember", GroupId=queue, UserOrGroupId=acme.user_id)
    assert leads(acme.caller) == set()
    pass_time(slow)
    assert leads(acme.caller) == {"Queued"}
    assert slow.admin.call("DELETE", f"/sobjects/GroupMember/{member}").status_code == 204
    assert leads(acme.caller) == set()


def test_portal_roles_follow_the_new_owner_of_their_account_after_a_while(slow):
    slow.delays()
    acme = slow.partner("Acme")
    lead(acme.caller, "Acmes")
    dora_id = slow.user("Dora", "Channel Manager", UserRoleId=role(slow, "Channel_Director"))
    dora = slow.caller(dora_id)
    assert leads(dora) == set()
    slow.delays(roles=WAIT)
    slow.admin.update("Account", acme.account_id, OwnerId=dora_id)
    assert leads(dora) == set()
    pass_time(slow)
    assert leads(dora) == {"Acmes"}


def test_without_delays_nothing_is_kept_and_no_question_differs(slow):
    slow.delays()
    acme = slow.partner("Acme")
    lead(slow.admin, "Pool", Share_With_Partners__c=True)
    assert leads(acme.caller) == {"Pool"}
    with slow.org.database.lock:
        assert slow.org.database.raw.execute("SELECT count(*) FROM _late").fetchone() == (0,)


def test_settings_that_take_delays_away_end_all_waiting(slow):
    lead(slow.admin, "Pool", Share_With_Partners__c=True)
    acme = slow.partner("Acme").caller
    assert leads(acme) == set()
    slow.delays()
    assert leads(acme) == {"Pool"}


def test_a_change_that_is_undone_leaves_nothing_to_wait_for(slow):
    values = slow.user_values("Nobody", "Sales Rep")
    bad = {"attributes": {"type": "User"}, "LastName": "No username"}
    body = {"allOrNone": True, "records": [{"attributes": {"type": "User"}, **values}, bad]}
    assert not any(each["success"] for each in slow.admin.call("POST", "/composite/sobjects", json=body).json)
    with slow.org.database.lock:
        assert slow.org.database.raw.execute("SELECT count(*) FROM _late").fetchone() == (0,)


def test_without_delays_questions_are_the_same_as_if_there_were_none(slow):
    acme = slow.partner("Acme")

    def asked():
        user = slow.org.running_user(acme.user_id)
        lead_object = slow.org.schema["Lead"]
        table = slow.org.security.alias("Lead", 1)
        return str(security.visible(slow.org.security, user, lead_object, table))

    assert "_late" in asked()
    slow.delays()
    assert "_late" not in asked()
