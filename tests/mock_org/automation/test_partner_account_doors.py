"""Partner accounts by REST: enabled singly and in bulk, what an org needs for it, what goes when one is disabled."""

import pytest

from mock_org.automation.licenses import set_seats
from tests.mock_org.api.test_bulk1 import add
from tests.mock_org.api.test_bulk1 import create as create_bulk1
from tests.mock_org.api.test_jobs_ingest import info, rows, run

NO_PRM = {"prm": False, "licenses": {"Partner Community": 0, "Partner Community Login": 0}}
CANNOT_OWN = (400, "UNKNOWN_EXCEPTION", "portal users cannot own partner accounts")


def configure(world, **changes):
    world.org.configure(world.org.settings.patched(changes))
    set_seats(world.org.system_session().records(), world.org.settings)


def fault(answer):
    (found,) = answer.json
    return answer.status_code, found["errorCode"], found["message"]


def flags(admin, *account_ids):
    listed = "', '".join(account_ids)
    found = admin.query(f"SELECT Id, IsPartner FROM Account WHERE Id IN ('{listed}')")
    return {row["Id"]: row["IsPartner"] for row in found}


def by_collection(admin, ids, all_or_none):
    records = [{"attributes": {"type": "Account"}, "id": each, "IsPartner": True} for each in ids]
    admin.call("PATCH", "/composite/sobjects", json={"allOrNone": all_or_none, "records": records})


def by_composite(admin, ids, all_or_none):
    calls = [
        {
            "method": "PATCH",
            "referenceId": f"r{n}",
            "url": f"/services/data/v62.0/sobjects/Account/{each}",
            "body": {"IsPartner": True},
        }
        for n, each in enumerate(ids)
    ]
    admin.call("POST", "/composite", json={"allOrNone": all_or_none, "compositeRequest": calls})


def csv_of(ids):
    return "Id,IsPartner\n" + "".join(f"{each},true\n" for each in ids)


def by_bulk_2(admin, ids, all_or_none):
    job = run(admin, csv_of(ids), "update")
    assert info(admin, job)["state"] == "JobComplete"
    assert len(rows(admin, job, "failedResults")) == 1


def by_bulk_1(admin, ids, all_or_none):
    add(admin, create_bulk1(admin, "update"), csv_of(ids))


@pytest.mark.parametrize(
    ("door", "all_or_none"),
    [
        (by_collection, False),
        (by_collection, True),
        (by_composite, False),
        (by_composite, True),
        (by_bulk_2, False),
        (by_bulk_1, False),
    ],
)
def test_many_accounts_are_enabled_at_once_and_one_refusal_stays_one(world, admin, door, all_or_none):
    partner = world.partner("Acme")
    household = admin.create("Account", Name="Household")
    admin.create("Contact", LastName="Jo", AccountId=household, OwnerId=partner.user_id)
    good = [admin.create("Account", Name=name) for name in ("Globex", "Initrode")]
    door(admin, [good[0], household, good[1]], all_or_none)
    enabled = not all_or_none
    assert flags(admin, *good, household) == {good[0]: enabled, good[1]: enabled, household: False}
    assert admin.query(f"SELECT Id FROM UserRole WHERE PortalAccountId = '{good[0]}'") == []


@pytest.mark.parametrize(
    ("changes", "there"),
    [
        ({"prm": False}, True),
        (NO_PRM, False),
        ({"digital_experiences": False}, False),
        ({"licenses": NO_PRM["licenses"]}, True),
    ],
)
def test_which_settings_bring_the_partner_fields(world, admin, changes, there):
    account = admin.create("Account", Name="Acme")
    configure(world, **changes)
    names = {field["name"] for field in admin.get("/sobjects/Account/describe").json["fields"]}
    lead = {field["name"] for field in admin.get("/sobjects/Lead/describe").json["fields"]}
    assert ("IsPartner" in names, "PartnerAccountId" in lead) == (there, there)
    answer = admin.get("/query", query_string={"q": "SELECT IsPartner FROM Account"})
    update = admin.update("Account", account, IsPartner=True)
    if there:
        assert (answer.status_code, update.status_code) == (200, 204)
    else:
        assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_FIELD")
        assert fault(update)[:2] == (400, "INVALID_FIELD")


def test_without_a_site_or_a_seat_the_account_is_enabled_all_the_same_and_a_seat_is_asked_of_the_user(world, admin):
    account = admin.create("Account", Name="Acme")
    configure(world, licenses={"Partner Community": 0})
    [network] = admin.query("SELECT Id FROM Network")
    admin.update("Network", network["Id"], Status="DownForMaintenance")
    assert admin.update("Account", account, IsPartner=True).status_code == 204
    contact = admin.create("Contact", LastName="Ann", AccountId=account)
    sent = {
        "LastName": "Ann",
        "Alias": "ann",
        "Username": "ann@acme.example",
        "Email": "ann@acme.example",
        "TimeZoneSidKey": "America/Los_Angeles",
        "LocaleSidKey": "en_US",
        "EmailEncodingKey": "UTF-8",
        "LanguageLocaleKey": "en_US",
        "ProfileId": world.profile("Channel Partner"),
        "ContactId": contact,
    }
    answer = admin.call("POST", "/sobjects/User", json=sent)
    assert fault(answer) == (400, "LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded - Partner Community")


@pytest.mark.parametrize(("needed", "status"), [(False, 204), (True, 400)])
def test_whether_an_owner_without_role_keeps_an_account_from_being_enabled_is_a_setting(world, admin, needed, status):
    configure(world, partner_owner_needs_role=needed)
    nat = world.user("Nat", "System Administrator")
    account = admin.create("Account", Name="Nats", OwnerId=nat)
    answer = admin.update("Account", account, IsPartner=True)
    assert (answer.status_code, flags(admin, account)[account]) == (status, not needed)
    if needed:
        assert fault(answer) == (400, "UNKNOWN_EXCEPTION", "portal account owner must have a role")
        acme = world.partner("Acme")
        assert fault(admin.update("Account", acme.account_id, OwnerId=nat))[1] == "UNKNOWN_EXCEPTION"


def test_a_partner_user_makes_no_contact_of_a_partner_account(world, admin):
    acme, household = world.partner("Acme"), admin.create("Account", Name="Household")
    admin.update("Account", household, IsPartner=True)
    group = admin.query("SELECT Id FROM Group WHERE Type = 'PRMOrganization'")[0]["Id"]
    admin.create("AccountShare", AccountId=household, UserOrGroupId=group, AccountAccessLevel="Edit",
                 OpportunityAccessLevel="None", CaseAccessLevel="None")  # fmt: skip
    made = acme.caller.call("POST", "/sobjects/Contact", json={"LastName": "x", "AccountId": household})
    assert fault(made) == CANNOT_OWN
    assert admin.query(f"SELECT Id FROM Contact WHERE AccountId = '{household}'") == []


def test_disabling_takes_users_out_of_site_groups_queues_teams_and_permission_sets(world, admin):
    acme = world.partner("Acme")
    user = acme.user_id
    public = admin.create("Group", Name="Pals", DeveloperName="Pals")
    queue = admin.create("Group", Name="Q", DeveloperName="Q1", Type="Queue")
    for group in (public, queue):
        admin.create("GroupMember", GroupId=group, UserOrGroupId=user)
    opportunity = admin.create("Opportunity", Name="O", StageName="Prospecting", CloseDate="2027-01-01")
    admin.create("AccountTeamMember", AccountId=admin.create("Account", Name="End"), UserId=user)
    admin.create("OpportunityTeamMember", OpportunityId=opportunity, UserId=user)
    permission_set = admin.query("SELECT Id FROM PermissionSet WHERE Name = 'Partner_API'")[0]["Id"]
    admin.create("PermissionSetAssignment", AssigneeId=user, PermissionSetId=permission_set)
    held = {
        "GroupMember": f"UserOrGroupId = '{user}'",
        "AccountTeamMember": f"UserId = '{user}'",
        "OpportunityTeamMember": f"UserId = '{user}'",
        "PermissionSetAssignment": f"AssigneeId = '{user}' AND PermissionSet.IsOwnedByProfile = false",
        "NetworkMember": f"MemberId = '{user}'",
    }
    counted = {name: len(admin.query(f"SELECT Id FROM {name} WHERE {where}")) for name, where in held.items()}
    assert min(counted.values()) > 0
    assert admin.update("Account", acme.account_id, IsPartner=False).status_code == 204
    assert {
        name: len(admin.query(f"SELECT Id FROM {name} WHERE {where}")) for name, where in held.items()
    } == dict.fromkeys(held, 0)


def test_shares_and_memberships_of_the_role_groups_end_with_the_roles(world, admin):
    acme = world.partner("Acme")
    role = admin.query(f"SELECT Id, DeveloperName FROM UserRole WHERE PortalAccountId = '{acme.account_id}'")[0]
    groups = {g["Type"]: g["Id"] for g in admin.query(f"SELECT Id, Type FROM Group WHERE RelatedId = '{role['Id']}'")}
    lead = admin.create("Lead", LastName="x", Company="x")
    for group in groups.values():
        admin.create("LeadShare", LeadId=lead, UserOrGroupId=group, LeadAccessLevel="Read")
    public = admin.create("Group", Name="Pals", DeveloperName="Pals")
    queue = admin.create("Group", Name="Q", DeveloperName="Q1", Type="Queue")
    for group in (public, queue):
        admin.create("GroupMember", GroupId=group, UserOrGroupId=groups["RoleAndSubordinates"])
    assert len(acme.caller.query(f"SELECT Id FROM Lead WHERE Id = '{lead}'")) == 1
    admin.update("Account", acme.account_id, IsPartner=False)
    assert admin.query(f"SELECT Id FROM LeadShare WHERE LeadId = '{lead}' AND RowCause = 'Manual'") == []
    assert admin.query(f"SELECT Id FROM GroupMember WHERE GroupId IN ('{public}', '{queue}')") == []
    assert (
        admin.query(f"SELECT Id FROM Group WHERE Id IN ('{groups['Role']}', '{groups['RoleAndSubordinates']}')") == []
    )
    # Enabled and provisioned again, the company starts anew: not even the role's API name comes back.
    admin.update("Account", acme.account_id, IsPartner=True)
    contact = admin.create("Contact", LastName="Dee", AccountId=acme.account_id)
    dee = world.caller(world.user("Dee", "Channel Partner", ContactId=contact))
    again = admin.query(f"SELECT Id, DeveloperName FROM UserRole WHERE PortalAccountId = '{acme.account_id}'")[0]
    assert (again["Id"] != role["Id"], again["DeveloperName"] != role["DeveloperName"]) == (True, True)
    assert dee.query(f"SELECT Id FROM Lead WHERE Id = '{lead}'") == []


def test_a_sharing_rule_to_a_role_that_is_gone_opens_nothing_to_those_who_come_after(world, admin, project):
    acme = world.partner("Acme")
    rule = (
        "<sharingCriteriaRules><fullName>R</fullName><accessLevel>Read</accessLevel><label>R</label>"
        "<sharedTo><portalRole>Acme_Partner_User</portalRole></sharedTo><criteriaItems><field>Company</field>"
        "<operation>equals</operation><value>Initech</value></criteriaItems></sharingCriteriaRules>"
    )
    project.put("sharingRules/Lead.sharingRules", "SharingRules", rule).deploy(world.org)
    lead = admin.create("Lead", LastName="x", Company="Initech")
    seen = f"SELECT Id FROM Lead WHERE Id = '{lead}'"
    assert len(world.caller(acme.user_id).query(seen)) == 1
    admin.update("Account", acme.account_id, IsPartner=False)
    admin.update("Account", acme.account_id, IsPartner=True)
    contact = admin.create("Contact", LastName="Dee", AccountId=acme.account_id)
    assert world.caller(world.user("Dee", "Channel Partner", ContactId=contact)).query(seen) == []


@pytest.mark.parametrize(
    ("flag", "setting", "profile"),
    [
        ("IsPartner", "disable_limit", "Channel Partner"),
        ("IsCustomerPortal", "customer_disable_limit", "Customer Community Plus User"),
    ],
)
def test_no_more_users_than_the_limit_go_with_either_portal(world, admin, flag, setting, profile):
    configure(world, standard_external_profiles=True, **{setting: 1})
    account = admin.create("Account", Name="Acme")
    for name in ("Ann", "Abe"):
        contact = admin.create("Contact", LastName=name, AccountId=account)
        last = world.user(name, profile, ContactId=contact)
    refused = fault(admin.update("Account", account, **{flag: False}))
    assert refused[:2] == (400, "FIELD_INTEGRITY_EXCEPTION")
    active = f"SELECT Id FROM User WHERE AccountId = '{account}' AND IsActive = true"
    assert len(admin.query(active)) == 2
    admin.update("User", last, IsActive=False)
    assert admin.update("Account", account, **{flag: False}).status_code == 204
    assert admin.query(f"SELECT Id FROM User WHERE AccountId = '{account}'") == []
    assert admin.query(f"SELECT Id FROM UserRole WHERE PortalAccountId = '{account}'") == []


def test_a_new_owner_and_the_line_above_see_what_the_partner_has_and_the_old_one_no_longer(world, admin):
    roles = {name: admin.query(f"SELECT Id FROM UserRole WHERE DeveloperName = '{name}'")[0]["Id"] for name in
             ("Channel_Manager_East", "Channel_Manager_West")}  # fmt: skip
    east, west = (
        world.user(name, "Channel Manager", UserRoleId=roles[f"Channel_Manager_{name}"]) for name in ("East", "West")
    )
    acme = world.partner("Acme", OwnerId=east)
    lead = acme.caller.create("Lead", LastName="x", Company="x")
    seen = f"SELECT Id FROM Lead WHERE Id = '{lead}'"
    deals = {name: world.caller(user) for name, user in (("east", east), ("west", west))}
    assert {name: len(caller.query(seen)) for name, caller in deals.items()} == {"east": 1, "west": 0}
    assert admin.update("Account", acme.account_id, OwnerId=west).status_code == 204
    assert {name: len(caller.query(seen)) for name, caller in deals.items()} == {"east": 0, "west": 1}
    # The owner's own move takes the portal roles along, below the role: whoever is in it has what the partner has.
    assert admin.update("User", west, UserRoleId=roles["Channel_Manager_East"]).status_code == 204
    assert {name: len(caller.query(seen)) for name, caller in deals.items()} == {"east": 1, "west": 1}
    top = admin.query(f"SELECT ParentRoleId FROM UserRole WHERE PortalAccountId = '{acme.account_id}'")[0]
    assert top["ParentRoleId"] == roles["Channel_Manager_East"]
