"""Roles in Setup: the tree, a role and who is in it, and its end."""

import pytest

from tests.mock_org.setup.visitor import text_of, visitor_of

TREE = "/lightning/setup/Roles/home"


@pytest.fixture
def visitor(world, admin):
    return visitor_of(world, admin)


def test_portal_roles_stand_in_the_tree_under_the_owners_role(world, admin, visitor):
    acme = world.partner("Acme")
    said = visitor.read(TREE)
    assert "Acme Partner User Portal Role 1 user" in said
    assert said.index("Role Hierarchy of") < said.index("Acme Partner User")
    role = admin.query(f"SELECT Id FROM UserRole WHERE PortalAccountId = '{acme.account_id}'")[0]["Id"]
    shown = visitor.read(f"/lightning/setup/Roles/{role}")
    assert "Users in This Role (1)" in shown
    assert "acmeuser@example.com" in shown


def test_a_role_with_users_stays_and_an_empty_one_goes(world, admin, visitor):
    acme = world.partner("Acme")
    [first] = admin.query(f"SELECT Id FROM UserRole WHERE PortalAccountId = '{acme.account_id}'")
    refused = visitor.send(f"/lightning/setup/Roles/{first['Id']}/Delete")
    assert (refused.status_code, "it is associated with the following" in text_of(refused)) == (400, True)
    role = admin.create("UserRole", Name="Spare <b>")
    assert 'Role "Spare <b>" was deleted.' in visitor.after(visitor.send(f"/lightning/setup/Roles/{role}/Delete"))
    assert visitor.open(f"/lightning/setup/Roles/{role}").status_code == 404


def test_an_org_without_end_of_roles_says_that_there_are_more(world, admin, visitor, monkeypatch):
    monkeypatch.setattr("mock_org.setup.roles.MOST", 1)
    assert "There are more roles than this page shows" in visitor.read(TREE)


def test_who_may_not_see_roles_sees_no_tree(world, admin):
    sal = visitor_of(world, world.caller(world.user("Sal", "Standard User")))
    assert sal.open(TREE).status_code == 200
    admin.update("Profile", world.profile("Standard User"), PermissionsViewRoles=False)
    assert sal.open(TREE).status_code == 403
