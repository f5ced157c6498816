"""Partner users of the Classic portal become members of a site, and nobody sees more or less by it."""

import pytest

from tests.mock_org.conftest import Partner

PASSWORD = "Partner-2026-x"
OLD, NEW = "Old Reseller", "Old Reseller (Partner Community)"
FLAGS = {"PermissionsRead": True, "PermissionsCreate": True, "PermissionsEdit": True}


@pytest.fixture(scope="module")
def _made():
    return {}


@pytest.fixture
def legacy(world, _made):
    """An org with a Classic portal, and a user of Acme whose profile has the licence Gold Partner; built once."""
    if _made:
        world.org.restore(_made["image"])
    else:
        _made["partner"] = legacy_org(world)
        _made["image"] = world.org.image()
    return _made["partner"]


def legacy_org(world):
    licenses = {"Gold Partner": 5}
    answer = world.app.test_client().patch(
        "/_mock/settings", json={"classic_partner_portal": True, "licenses": licenses}
    )
    assert answer.status_code == 200, answer.json
    admin = world.admin
    [licence] = admin.query("SELECT Id FROM UserLicense WHERE Name = 'Gold Partner'")
    flags = {"PermissionsApiEnabled": True, "PermissionsRunReports": True}
    profile = admin.create("Profile", Name=OLD, UserLicenseId=licence["Id"], **flags)
    [own] = admin.query(f"SELECT Id FROM PermissionSet WHERE ProfileId = '{profile}'")
    admin.create("ObjectPermissions", ParentId=own["Id"], SobjectType="Lead", **FLAGS)
    admin.create("ObjectPermissions", ParentId=own["Id"], SobjectType="Account", PermissionsRead=True)
    return legacy_user(world, "Acme")


def legacy_user(world, name):
    admin = world.admin
    account = admin.create("Account", Name=name)
    contact = admin.create("Contact", LastName=name, AccountId=account)
    user = world.user(name, OLD, ContactId=contact)
    answer = admin.call("POST", f"/sobjects/User/{user}/password", json={"NewPassword": PASSWORD})
    assert answer.status_code == 204, answer.json
    return Partner(account, contact, user, world.caller(user))


def door(world, name, **body):
    answer = world.app.test_client().post(f"/_mock/migration/{name}", json=body)
    return answer.json if answer.status_code == 200 else answer.json["error"]


def check(world):
    answer = world.app.test_client().get("/_mock/migration/check")
    return [each["says"] for each in answer.json["differences"]] if answer.status_code == 200 else answer.json["error"]


def portal_log_in(world, name):
    form = {"username": f"{name.lower()}@example.com", "pw": PASSWORD}
    answer = world.app.test_client().post("/secur/login_portal.jsp", data=form)
    return answer.status_code == 302


def profile_of(world, user):
    return world.admin.query(f"SELECT Profile.Name FROM User WHERE Id = '{user}'")[0]["Profile"]["Name"]


def last_log_in(world, user):
    found = world.admin.query(f"SELECT LoginType, Status FROM LoginHistory WHERE UserId = '{user}' ORDER BY Id DESC")
    return found[0]["LoginType"], found[0]["Status"]


def test_the_classic_portal_lets_in_users_of_its_licences_only(world, legacy):
    assert portal_log_in(world, "Acme")
    assert last_log_in(world, legacy.user_id) == ("Partner Portal", "Success")
    other = world.partner("Globex")
    world.admin.call("POST", f"/sobjects/User/{other.user_id}/password", json={"NewPassword": PASSWORD})
    assert not portal_log_in(world, "GlobexUser")
    assert last_log_in(world, other.user_id) == ("Partner Portal", "Invalid profile association")


def test_without_the_setting_there_is_no_classic_portal(world):
    assert world.app.test_client().get("/secur/login_portal.jsp").status_code == 404


def test_the_portals_page_tells_who_is_logged_in(world, legacy):
    client = world.app.test_client()
    assert "is logged in" not in client.get("/secur/login_portal.jsp").text
    entered = client.post("/secur/login_portal.jsp", data={"username": "acme@example.com", "pw": PASSWORD})
    assert entered.headers["Location"].startswith("/secur/login_portal.jsp?orgId=00D")
    assert "Acme is logged in" in client.get(entered.headers["Location"]).text
    assert client.get("/secur/login_portal.jsp?portalId=060000000000000").status_code == 404


def test_a_plan_tells_all_and_changes_nothing(world, legacy):
    before = world.admin.query("SELECT COUNT() FROM Profile") or None
    found = door(world, "plan", mapping={"site": "Partner Central"})
    assert found["profiles"] == [f"{OLD} becomes {NEW}, which is made as a copy."]
    assert found["moved"] == [f"Acme (acme@example.com) goes from {OLD} to {NEW}."]
    assert (found["failed"], found["access"], found["left"]) == ([], [], 0)
    assert profile_of(world, legacy.user_id) == OLD
    assert (world.admin.query("SELECT COUNT() FROM Profile") or None) == before
    assert world.admin.query(f"SELECT Id FROM Profile WHERE Name = '{NEW}'") == []
    assert check(world) == "nothing was migrated yet: there is no before to compare with"


def test_a_plan_tells_who_would_gain_what(world, legacy):
    found = door(world, "plan", mapping={"profiles": {OLD: "Channel Partner"}})
    said = [each["says"] for each in found["access"] if each["gain"]]
    assert any("gains" in each and "create Deal_Registration__c" in each for each in said)
    lost = [each["says"] for each in found["access"] if not each["gain"]]
    assert lost == ["Acme (acme@example.com) loses RunReports."]


def test_users_move_with_their_licence_and_nobody_sees_more_or_less(world, legacy):
    done = door(world, "run", mapping={"site": "Partner Central"})
    assert (len(done["moved"]), done["failed"], done["left"]) == (1, [], 0)
    assert profile_of(world, legacy.user_id) == NEW
    [new] = world.admin.query(f"SELECT UserLicense.Name FROM Profile WHERE Name = '{NEW}'")
    assert new["UserLicense"]["Name"] == "Partner Community"
    assert world.admin.query(f"SELECT Network.Name FROM NetworkMember WHERE MemberId = '{legacy.user_id}'")
    [role] = world.admin.query(f"SELECT UserRole.Name FROM User WHERE Id = '{legacy.user_id}'")
    assert role["UserRole"]["Name"] == "Acme Partner User"
    assert check(world) == []


def test_a_check_finds_what_somebody_has_gained_since(world, legacy):
    old = world.admin.create("Lead", LastName="Old", Company="Old", OwnerId=legacy.user_id)
    door(world, "run", mapping={})
    world.admin.create("Lead", LastName="New", Company="New", OwnerId=legacy.user_id)
    world.admin.call("DELETE", f"/sobjects/Lead/{old}")
    assert check(world) == []
    [own] = world.admin.query(f"SELECT Id FROM PermissionSet WHERE Profile.Name = '{NEW}'")
    world.admin.create("ObjectPermissions", ParentId=own["Id"], SobjectType="Case", **FLAGS)
    assert check(world) == ["Acme (acme@example.com) gains create Case, edit Case, read Case."]


def test_who_has_no_seat_stays_and_comes_later(world, legacy):
    legacy_user(world, "Bolt")
    world.app.test_client().patch("/_mock/settings", json={"licenses": {"Partner Community": 1}})
    done = door(world, "run", mapping={})
    assert done["moved"] == [f"Acme (acme@example.com) goes from {OLD} to {NEW}."]
    assert done["failed"] == ["Bolt (bolt@example.com) stays: License Limit Exceeded - Partner Community"]
    assert done["left"] == 1
    world.app.test_client().patch("/_mock/settings", json={"licenses": {"Partner Community": 2}})
    assert door(world, "run", mapping={})["moved"] == [f"Bolt (bolt@example.com) goes from {OLD} to {NEW}."]
    assert check(world) == []


def test_users_who_come_after_the_end_begin_a_migration_of_their_own(world, legacy):
    door(world, "run", mapping={})
    [own] = world.admin.query(f"SELECT Id FROM PermissionSet WHERE Profile.Name = '{NEW}'")
    world.admin.create("ObjectPermissions", ParentId=own["Id"], SobjectType="Case", **FLAGS)
    door(world, "run", mapping={})
    assert len(check(world)) == 1
    legacy_user(world, "Bolt")
    door(world, "run", mapping={"profiles": {OLD: "Channel Partner"}})
    assert all(each.startswith("Bolt") for each in check(world))


def test_together_all_move_or_none(world, legacy):
    legacy_user(world, "Bolt")
    world.app.test_client().patch("/_mock/settings", json={"licenses": {"Partner Community": 1}})
    said = door(world, "run", mapping={}, together=True)
    assert said == "nobody was moved: Bolt (bolt@example.com): License Limit Exceeded - Partner Community"
    assert profile_of(world, legacy.user_id) == OLD
    assert world.admin.query(f"SELECT Id FROM Profile WHERE Name = '{NEW}'") == []


def test_some_at_a_time(world, legacy):
    legacy_user(world, "Bolt")
    assert [door(world, "run", mapping={}, most=1)["left"] for _ in range(2)] == [1, 0]


def test_permission_sets_of_the_old_licence_are_replaced(world, legacy):
    admin = world.admin
    [licence] = admin.query("SELECT Id FROM UserLicense WHERE Name = 'Gold Partner'")
    for name in ("Old_Gold", "Old_Extra"):
        made = admin.create("PermissionSet", Name=name, Label=name, LicenseId=licence["Id"])
        admin.create("PermissionSetAssignment", AssigneeId=legacy.user_id, PermissionSetId=made)
    done = door(world, "run", mapping={"permission_sets": {"Old_Gold": "Silver_Partner"}})
    assert done["stays"][0] == (
        "Permission set Old_Extra is bound to the old licence and was taken from Acme (acme@example.com): "
        "name what takes its place under permission_sets."
    )
    where = f"AssigneeId = '{legacy.user_id}' AND PermissionSet.IsOwnedByProfile = false"
    rows = admin.query(f"SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE {where}")
    assert [row["PermissionSet"]["Name"] for row in rows] == ["Silver_Partner"]


def test_what_stays_behind_is_told(world, legacy):
    admin = world.admin
    site = admin.query("SELECT Id FROM Network WHERE Name = 'Partner Central'")[0]["Id"]
    old = admin.query(f"SELECT Id FROM Profile WHERE Name = '{OLD}'")[0]["Id"]
    admin.create("NetworkMemberGroup", NetworkId=site, ParentId=old)
    assert door(world, "plan", mapping={})["stays"] == [
        "NetworkMember: Acme (acme@example.com) leaves Partner Central; Salesforce may keep the row there: remove it.",
        "NetworkMember: Acme (acme@example.com) is a member of no site: name one in the mapping.",
    ]
    assert door(world, "plan", mapping={"site": "Partner Central"})["stays"] == []


def test_a_mapping_that_does_not_fit_is_refused(world, legacy):
    mapping = {
        "site": "Nowhere",
        "license": "Gold Partner",
        "profiles": {"Channel Partner": "x"},
        "permission_sets": {"A": "B"},
    }
    said = door(world, "run", mapping=mapping)
    for part in (
        "license: 'Gold Partner' is no licence of partner users on sites",
        "profiles: 'Channel Partner' is no profile with a licence of the partner portal; there are: ",
        "there is no permission set A",
        "site: there is no site 'Nowhere'",
    ):
        assert part in said
    assert door(world, "run", mapping={"users": []}).startswith("mapping: users: there is no such key")
    said = door(world, "run", mapping={"profiles": {OLD: "Partner Community User"}})
    assert said == "mapping: profiles: 'Partner Community User' is a profile that Salesforce ships: name a clone of it"
    said = door(world, "run", mapping={"profiles": {OLD: "Sales Rep"}})
    assert said == "mapping: profiles: 'Sales Rep' has the licence 'Salesforce', which is not for partners on sites"


def test_the_old_portal_closes_when_nobody_needs_it(world, legacy):
    assert portal_log_in(world, "Acme")
    assert door(world, "switch-off").startswith("1 active user would have no place to log in (acme@example.com)")
    assert portal_log_in(world, "Acme")
    door(world, "run", mapping={"site": "Partner Central"})
    assert door(world, "switch-off") == {"sessions_ended": 2}
    assert not portal_log_in(world, "Acme")
    assert last_log_in(world, legacy.user_id) == ("Partner Portal", "Invalid - Portal disabled")
    assert door(world, "switch-off") == "the org has no Classic partner portal that is on"


def test_the_old_portal_can_be_closed_by_force(world, legacy):
    assert door(world, "switch-off", force=True) == {"sessions_ended": 0}
    assert not portal_log_in(world, "Acme")
