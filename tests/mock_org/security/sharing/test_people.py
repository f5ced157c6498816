"""Users as records."""

from mock_org.settings import Settings


def test_internal_users_see_all_users(world):
    assert {"cy", "wes", "ann", "bo", "admin"} <= world.sees("cy", "User")


def test_external_user_sees_nobody_but_the_own_user(world):
    assert world.sees("ann", "User") == {"ann"}
    assert world.sees("max", "User") == {"max"}


def test_users_of_one_account_see_each_other_when_the_org_says_so(world):
    world.settings = Settings(external_users_see_each_other=True)
    assert world.sees("ann", "User") == {"ann", "abe", "max", "eve"}


def test_partner_manager_writes_partner_users_only(world):
    world.permit("set of Sales", "Lead", "Read")
    world.change("PermissionSet", "set of Sales", PermissionsManagePartners=True)
    assert world.level("cy", "User", "ann") == "edit"
    assert world.level("cy", "User", "wes") == "read"


def test_everybody_edits_the_own_user(world):
    assert world.level("ann", "User", "ann") == "edit"
    assert world.level("ann", "User", "bo") == "none"


def test_delegated_administrator_manages_the_own_account(world):
    world.change("PermissionSet", "set of Partner", PermissionsDelegatedPortalUserAdmin=True)
    assert world.level("ann", "User", "abe") == "edit"
    assert world.level("ann", "User", "bo") == "none"


def test_members_of_one_site_see_each_other_when_the_org_says_so(world):
    world.add("Network", "site", Name="site", Status="Live")
    for holder in ("Partner", "Gold"):
        if holder == "Gold":
            world.add("PermissionSet", "Gold", Name="Gold")
        joined = {"ParentId": world.ids[holder], "AssignmentStatus": "Added"}
        world.add("NetworkMemberGroup", NetworkId=world.ids["site"], **joined)
    world.add("PermissionSetAssignment", AssigneeId=world.ids["wes"], PermissionSetId=world.ids["Gold"], IsActive=True)
    assert world.sees("ann", "User") == {"ann"}
    world.settings = Settings(site_users_see_each_other=True)
    assert world.sees("ann", "User") == {"ann", "abe", "max", "eve", "bo", "wes"}
    assert "members of one site see each other" in world.because("ann", "User", "bo")[0]
    assert world.sees("cus", "User") == {"cus"}
    world.change("User", "bo", UserType="Guest")
    assert "bo" not in world.sees("ann", "User")
