"""External account hierarchies: portal roles of a child account hang under its parent account's."""

import pytest

NODE = "ExternalAccountHierarchy"


@pytest.fixture
def on(world):
    world.built.configure(world.org.settings.patched({"external_account_hierarchy": True}))
    return world


def node(world, partner, parent=None, **values):
    named = {"Name": "node", "AccountId": partner.account_id, "IsActive": True}
    return world.admin.create(NODE, **named | ({"ParentId": parent} if parent else {}) | values)


def role_above(world, partner):
    """The account whose role the partner's highest role hangs under; None for an internal role."""
    soql = "SELECT Id, ParentRoleId, PortalAccountId FROM UserRole"
    roles = {row["Id"]: row for row in world.admin.query(soql)}
    (own,) = [row for row in roles.values() if row["PortalAccountId"] == partner.account_id]
    return roles[own["ParentRoleId"]]["PortalAccountId"]


def leads(partner):
    return [row["LastName"] for row in partner.caller.query("SELECT LastName FROM Lead")]


def test_users_of_the_parent_account_have_what_users_of_the_child_own_and_the_childs_owner_does_not(on):
    above, child = on.partner("Above"), on.partner("Child")
    child.caller.create("Lead", LastName="Initech", Company="Initech")
    assert leads(above) == []
    top = node(on, above)
    below = node(on, child, top)
    assert role_above(on, child) == above.account_id
    assert leads(above) == ["Initech"]
    assert on.admin.update(NODE, below, IsAccessibleToParent=False).status_code == 204
    assert leads(above) == []
    assert on.admin.update(NODE, below, IsAccessibleToParent=True).status_code == 204
    assert leads(above) == ["Initech"]
    assert on.admin.update(NODE, top, IsActive=False).status_code == 204
    assert role_above(on, child) is None
    assert on.admin.update(NODE, top, IsActive=True).status_code == 204
    on.built.configure(on.org.settings.patched({"external_account_hierarchy": False}))
    assert leads(above) == []


def test_roles_that_come_later_hang_there_too_and_deleting_a_node_ends_it(on):
    child = on.partner("Child")
    account = on.admin.create("Account", Name="Late")
    top = on.admin.create(NODE, Name="late", AccountId=account, IsActive=True)
    below = node(on, child, top)
    assert role_above(on, child) is None
    assert on.admin.update("Account", account, IsPartner=True).status_code == 204
    contact = on.admin.create("Contact", LastName="Late", AccountId=account)
    on.user("LateUser", "Channel Partner", ContactId=contact)
    assert role_above(on, child) == account
    assert on.admin.call("DELETE", f"/sobjects/{NODE}/{below}").status_code == 204
    assert role_above(on, child) is None


def test_what_no_hierarchy_can_be_is_refused(on):
    above, child = on.partner("Above"), on.partner("Child")
    top = node(on, above)
    below = node(on, child, top)

    def refused(answer):
        return answer.status_code, answer.json[0]["errorCode"], answer.json[0]["message"]

    own_parent = refused(on.admin.update(NODE, top, ParentId=below))
    assert own_parent == (400, "FIELD_INTEGRITY_EXCEPTION", "An external account hierarchy can't be its own parent")
    named = {"Name": "again", "AccountId": child.account_id, "IsActive": True}
    again = refused(on.admin.call("POST", f"/sobjects/{NODE}", json=named))
    assert again[2] == "The account is already in an active external account hierarchy of this type"
    other = refused(
        on.admin.call("POST", f"/sobjects/{NODE}", json={**named, "ParentId": top, "HierarchyType": "CustomerPortal"})
    )
    assert other[2] == "Partner and customer accounts can't be in one external account hierarchy"
    disabled = refused(on.admin.update("Account", child.account_id, IsPartner=False))
    assert disabled[2] == "An account in an external account hierarchy must have at least one role"
    for level in range(3):
        account = on.admin.create("Account", Name=f"Level {level}")
        below = on.admin.create(NODE, Name=str(level), AccountId=account, ParentId=below, IsActive=True)
    account = on.admin.create("Account", Name="Too deep")
    deep = {"Name": "deep", "AccountId": account, "ParentId": below}
    assert "at most 5 levels" in refused(on.admin.call("POST", f"/sobjects/{NODE}", json=deep))[2]


def test_without_the_switch_there_is_no_such_object(world):
    assert world.admin.get(f"/sobjects/{NODE}").status_code == 404
