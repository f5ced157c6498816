"""Each check finds what is broken behind the platform's back, and says what to do; a sound org has no findings."""

import pytest

from mock_org.audit.doctor import CHECKS, examine
from mock_org.errors import SalesforceError


@pytest.fixture
def acme(world):
    return world.partner("Acme")


@pytest.fixture
def records(world):
    return world.org.system_session().records()


def findings(world, **kwargs):
    session = world.org.system_session()
    return examine(lambda soql: session.query(soql).records, **kwargs).findings


def told(world, check):
    """The sentences of the findings, all of the one check."""
    found = findings(world)
    assert {each.check for each in found} == {check}
    assert all(each.advice for each in found)
    return [each.says for each in found]


def test_a_sound_org_has_no_findings(world, acme):
    world.partner("Globex")
    assert findings(world) == ()


def test_seats_that_are_told_and_not_had(world, acme, records):
    row = records.one("UserLicense", Name="Partner Community")
    records.write("UserLicense", [row["Id"]], {"UsedLicenses": 3})
    assert told(world, "seats") == ["User license Partner Community tells 3 used seats; 1 active users have it."]


def test_more_users_than_seats(world, acme):
    world.built.configure(world.org.settings.patched({"licenses": {"Partner Community": 0}}))
    assert told(world, "seats") == ["1 active users have the user license Partner Community, which has 0 seats."]


def test_seats_of_permission_set_licences(world, records):
    world.built.configure(world.org.settings.patched({"permission_set_licenses": {"Insights": 1}}))
    row = records.one("PermissionSetLicense", MasterLabel="Insights")
    records.write("PermissionSetLicense", [row["Id"]], {"UsedLicenses": 2})
    [says] = told(world, "permission set seats")
    assert says == "Permission set license Insights tells 2 used seats; 0 active users have it."


def test_more_log_ins_than_were_bought(world, records):
    row = records.one("UserLicense", Name="Partner Community Login")
    records.write("UserLicense", [row["Id"]], {"MonthlyLoginsUsed": 1200})
    assert "bought with 1000 log-ins a month; this month it has had 1200" in told(world, "log-ins")[0]


def test_a_user_of_another_account_than_the_contact(world, acme, records):
    other = world.admin.create("Account", Name="Other")
    records.write("Contact", [acme.contact_id], {"AccountId": other})
    assert "the contact Acme Contact of" in told(world, "contacts")[0]


def test_a_user_without_a_contact(world, acme, records):
    records.write("User", [acme.user_id], {"ContactId": None})
    assert told(world, "contacts") == ["acmeuser@example.com is an active external user without a contact."]


def test_two_users_of_one_contact(world, acme, records):
    second = world.admin.create("Contact", LastName="Two", AccountId=acme.account_id)
    user = world.user("Two", "Channel Partner", ContactId=second)
    records.write("User", [user], {"ContactId": acme.contact_id})
    assert len(told(world, "contacts")) == 2


def test_a_portal_user_in_a_role_of_another_account(world, acme, records):
    globex = world.partner("Globex")
    role = records.get("User", globex.user_id)["UserRoleId"]
    records.write("User", [acme.user_id], {"UserRoleId": role})
    assert "is in Globex Partner User, a role of" in told(world, "own role")[0]


def test_a_portal_user_without_a_role(world, acme, records):
    records.write("User", [acme.user_id], {"UserRoleId": None})
    assert "without a role" in told(world, "own role")[0]


def test_a_portal_role_that_is_not_the_one_told(world, acme, records):
    records.write("User", [acme.user_id], {"PortalRole": "Manager"})
    assert "says PortalRole Manager and is in the role Acme Partner User (Worker)" in told(world, "own role")[0]


def test_an_account_whose_owner_is_gone(world, acme, records):
    owner = world.user("Owner", "Sales Rep", UserRoleId=records.one("UserRole", Name="CEO")["Id"])
    assert world.admin.update("Account", acme.account_id, OwnerId=owner).status_code == 204
    records.write("User", [owner], {"IsActive": False})
    found = {each.check: each.says for each in findings(world)}
    assert found["owners"] == "Account Acme has active external users and an owner who is not active."


def test_portal_roles_below_another_role_than_the_owners(world, acme, records):
    role = records.one("UserRole", PortalAccountId=acme.account_id)
    records.write("UserRole", [role["Id"]], {"ParentRoleId": records.one("UserRole", Name="CEO")["Id"]})
    assert told(world, "portal roles") == ["Portal role Acme Partner User is not below the role of the owner of Acme."]


def test_in_an_external_account_hierarchy_roles_hang_below_those_of_the_account_above(world, acme):
    world.built.configure(world.org.settings.patched({"external_account_hierarchy": True}))
    above, node = world.partner("Above"), {"Name": "node", "IsActive": True}
    top = world.admin.create("ExternalAccountHierarchy", AccountId=above.account_id, **node)
    world.admin.create("ExternalAccountHierarchy", AccountId=acme.account_id, ParentId=top, **node)
    assert findings(world) == ()


def test_a_portal_role_without_its_groups(world, acme, records):
    role = records.one("UserRole", PortalAccountId=acme.account_id)
    group = records.one("Group", RelatedId=role["Id"], Type="Role")
    records.erase("Group", [group["Id"]])
    assert told(world, "role groups") == ["Portal role Acme Partner User has 0 groups of the type Role; it needs one."]


def test_a_group_of_a_role_that_is_gone(world, records):
    role = records.one("UserRole", Name="CEO")
    group = records.one("Group", RelatedId=role["Id"], Type="Role")
    records.write("Group", [group["Id"]], {"RelatedId": "00E000000000000AAA"})
    assert "stands for a role that does not exist" in told(world, "role groups")[0]


def test_members_of_groups_who_are_gone(world, acme, records):
    group = world.admin.create("Group", Name="Pool", Type="Regular")
    records.load("GroupMember", [{"GroupId": group, "UserOrGroupId": "005000000000000AAA"}])
    assert told(world, "group members") == ["Group Pool has the member 005000000000000AAA, which does not exist."]


def test_shares_with_who_is_gone_and_of_what_is_gone(world, acme, records):
    lead = world.admin.create("Lead", LastName="Pied", Company="Piper")
    share = world.admin.create("LeadShare", LeadId=lead, UserOrGroupId=acme.user_id, LeadAccessLevel="Read")
    records.write("LeadShare", [share], {"UserOrGroupId": "005000000000000AAA"})
    assert "with 005000000000000AAA, who does not exist" in told(world, "shares")[0]
    records.write("LeadShare", [share], {"UserOrGroupId": acme.user_id, "LeadId": "00Q000000000000AAA"})
    assert "shares 00Q000000000000AAA, which does not exist" in told(world, "shares")[0]


def test_a_user_with_a_profile_of_the_site_who_is_no_member(world, acme, records):
    records.erase("NetworkMember", [row["Id"] for row in records.find("NetworkMember", MemberId=acme.user_id)])
    assert "and is no member" in told(world, "members")[0]


def test_a_member_of_a_site_by_nothing(world, acme, records):
    records.write("User", [acme.user_id], {"ProfileId": records.one("Profile", Name="Customer Community User")["Id"]})
    found = {each.check for each in findings(world)}
    assert "members" in found


def test_a_permission_set_of_another_licence(world, acme, records):
    license_id = records.one("UserLicense", Name="Customer Community")["Id"]
    made = world.admin.create("PermissionSet", Name="Extra", Label="Extra")
    world.admin.create("PermissionSetAssignment", AssigneeId=acme.user_id, PermissionSetId=made)
    records.write("PermissionSet", [made], {"LicenseId": license_id})
    assert told(world, "assignments") == [
        "Permission set Extra of another user license is assigned to acmeuser@example.com."
    ]


def test_a_query_that_the_org_refuses_is_told_and_not_a_finding(world):
    def refuse(soql):
        raise SalesforceError("INVALID_TYPE", "sObject type 'NetworkMember' is not supported.")

    found = examine(refuse)
    assert (found.checked, found.findings) == ((), ())
    assert found.skipped["members"] == "INVALID_TYPE: sObject type 'NetworkMember' is not supported."
    assert set(found.skipped) == set(CHECKS)


def test_the_door_tells_the_same(world, acme, records):
    door = world.app.test_client()
    assert door.get("/_mock/doctor").json == {
        "sound": True,
        "checked": list(CHECKS),
        "findings": [],
        "skipped": {},
    }
    records.write("User", [acme.user_id], {"UserRoleId": None})
    assert door.get("/_mock/doctor").json["findings"][0]["about"] == acme.user_id
