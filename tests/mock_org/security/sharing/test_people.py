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
