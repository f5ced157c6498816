"""Who may log in at a site: members of a Live site whose profile is no standard one."""

import pytest

from mock_org import auth

PASSWORD = "Secret123"


@pytest.fixture
def site(world):
    return world.admin.query("SELECT Id, Name FROM Network")[0]["Id"]


@pytest.fixture
def acme(world):
    partner = world.partner("Acme")
    path = f"/sobjects/User/{partner.user_id}/password"
    assert world.admin.call("POST", path, json={"NewPassword": PASSWORD}).status_code == 204
    return partner


def log_in(world, site, password=PASSWORD, kind="Site"):
    return auth.log_in(world.org, "AcmeUser@example.com", password, auth.Attempt(kind, site)).user_id


def refusal(world, site, **kwargs):
    with pytest.raises(auth.LoginRefused) as refused:
        log_in(world, site, **kwargs)
    assert refused.value.message == "Invalid username, password, security token; or user locked out."
    return refused.value.why


def test_a_member_comes_in_whatever_the_case_of_the_username(world, site, acme):
    assert log_in(world, site) == acme.user_id
    row = world.admin.query(f"SELECT Status, NetworkId FROM LoginHistory WHERE UserId = '{acme.user_id}'")[0]
    assert (row["Status"], row["NetworkId"]) == ("Success", site)
    assert world.admin.query(f"SELECT LastLoginDate FROM User WHERE Id = '{acme.user_id}'")[0]["LastLoginDate"]


@pytest.mark.parametrize("kind", ["Site", "OAuth"])
def test_a_site_that_is_down_lets_nobody_in(world, site, acme, kind):
    assert world.admin.update("Network", site, Status="DownForMaintenance").status_code == 204
    assert refusal(world, site, kind=kind) == "Invalid - Experience Cloud site offline"


@pytest.mark.parametrize("kind", ["Site", "OAuth"])
def test_a_user_who_is_no_member_stays_outside(world, site, acme, kind):
    member = world.org.system_session().find("NetworkMember", MemberId=acme.user_id)[0]
    world.org.system_session().records().erase("NetworkMember", [member["Id"]])
    assert refusal(world, site, kind=kind) == "No Experience Cloud site access"


def test_a_standard_external_profile_stays_outside_unless_the_org_allows_it(world, site, acme):
    profile = world.org.running_user(acme.user_id).profile_id
    records = world.org.system_session().records()
    own = records.one("PermissionSet", ProfileId=profile, IsOwnedByProfile=True)
    records.write("PermissionSet", [own["Id"]], {"IsCustom": False})
    assert refusal(world, site) == "Invalid profile association"
    world.built.configure(world.org.settings.patched({"standard_external_profiles": True}))
    assert log_in(world, site) == acme.user_id


def test_api_only_users_have_no_pages(world, site, acme):
    profile = world.org.running_user(acme.user_id).profile_id
    world.org.system_session().records().write("Profile", [profile], {"PermissionsApiUserOnly": True})
    assert refusal(world, site) == "Failed: API-only user"


def test_an_external_user_does_not_log_in_at_the_orgs_own_page(world, acme):
    assert refusal(world, None, kind="UI") == "No Salesforce.com Access"


def test_a_user_without_a_password_cannot_log_in(world, site):
    world.partner("Acme")
    assert refusal(world, site, password="") == "Invalid Password"
