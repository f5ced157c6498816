"""Portal roles by the API: made, deleted, never changed."""

import pytest


@pytest.fixture
def acme(world):
    """A partner company whose one user is in the role User."""
    return world.partner("Acme")


def roles(admin, account_id):
    """Level, name and parent of an account's portal roles."""
    found = admin.query(
        "SELECT Id, Name, PortalRole, ParentRoleId, PortalAccountOwnerId, PortalType FROM UserRole "
        f"WHERE PortalAccountId = '{account_id}'"
    )
    return {row["PortalRole"]: row for row in found}


def make(admin, account_id, **values):
    body = {"Name": "x", "PortalType": "Partner", "PortalAccountId": account_id} | values
    return admin.call("POST", "/sobjects/UserRole", json=body)


def fault(answer):
    (found,) = answer.json
    return answer.status_code, found["errorCode"], found["message"], found.get("fields")


def owner_role(admin):
    return admin.query(f"SELECT UserRoleId FROM User WHERE Id = '{admin.user_id}'")[0]["UserRoleId"]


def test_roles_are_added_from_the_bottom_up_and_named_by_the_platform(admin, acme):
    assert [make(admin, acme.account_id).status_code for _ in range(2)] == [201, 201]
    found = roles(admin, acme.account_id)
    assert {level: row["Name"] for level, row in found.items()} == {
        "Worker": "Acme Partner User",
        "Manager": "Acme Partner Manager",
        "Executive": "Acme Partner Executive",
    }
    assert found["Worker"]["ParentRoleId"] == found["Manager"]["Id"]
    assert found["Manager"]["ParentRoleId"] == found["Executive"]["Id"]
    assert found["Executive"]["ParentRoleId"] == owner_role(admin)
    assert {row["PortalAccountOwnerId"] for row in found.values()} == {admin.user_id}
    groups = admin.query(f"SELECT Type FROM Group WHERE RelatedId = '{found['Executive']['Id']}'")
    assert {row["Type"] for row in groups} == {"Role", "RoleAndSubordinates"}
    assert admin.update("User", acme.user_id, PortalRole="Executive").status_code == 204
    assert fault(make(admin, acme.account_id))[:3] == (
        400,
        "FIELD_INTEGRITY_EXCEPTION",
        "An account has no more than 3 portal roles",
    )


def test_a_role_can_be_made_before_the_first_user_and_waits_for_him(admin):
    account = admin.create("Account", Name="Early")
    refused = fault(make(admin, account))
    assert refused[:2] == (400, "FIELD_INTEGRITY_EXCEPTION")
    admin.update("Account", account, IsPartner=True)
    assert make(admin, account).status_code == 201
    assert list(roles(admin, account)) == ["Worker"]


def test_a_portal_role_names_its_account_and_stands_where_it_belongs(admin, acme):
    sales = admin.create("UserRole", Name="Sales")
    before = admin.query("SELECT COUNT(Id) n FROM UserRole")
    assert fault(make(admin, None))[1::2] == ("REQUIRED_FIELD_MISSING", ["PortalAccountId"])
    assert fault(make(admin, acme.account_id, ParentRoleId=sales))[1] == "FIELD_INTEGRITY_EXCEPTION"
    assert fault(make(admin, acme.account_id, PortalType="CustomerPortal"))[1] == "FIELD_INTEGRITY_EXCEPTION"
    assert fault(make(admin, acme.account_id, PortalType="None"))[1] == "FIELD_INTEGRITY_EXCEPTION"
    assert fault(make(admin, acme.account_id, PortalType=None))[1] == "FIELD_INTEGRITY_EXCEPTION"
    assert fault(make(admin, acme.account_id, PortalType="Zork"))[1] == "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"
    assert fault(make(admin, "001000000000000AAA"))[1] == "INVALID_CROSS_REFERENCE_KEY"
    assert fault(make(admin, acme.account_id, PortalRole="Executive"))[1] == "INVALID_FIELD_FOR_INSERT_UPDATE"
    assert admin.query("SELECT COUNT(Id) n FROM UserRole") == before


def test_without_a_role_of_the_owner_no_portal_role_hangs_anywhere(world, admin):
    nat = world.user("Nat", "System Administrator")
    account = admin.create("Account", Name="Nats", OwnerId=nat)
    admin.update("Account", account, IsPartner=True)
    assert fault(make(admin, account))[1:3] == ("UNKNOWN_EXCEPTION", "portal account owner must have a role")


def test_a_role_with_a_user_is_not_deleted_and_after_a_change_of_role_it_is(admin, acme):
    make(admin, acme.account_id)
    found = roles(admin, acme.account_id)
    worker = f"/sobjects/UserRole/{found['Worker']['Id']}"
    assert fault(admin.call("DELETE", worker))[:2] == (400, "DELETE_FAILED")
    assert len(roles(admin, acme.account_id)) == 2
    admin.update("User", acme.user_id, PortalRole="Manager")
    assert admin.call("DELETE", worker).status_code == 204
    left = roles(admin, acme.account_id)
    # Salesforce help 000123541: the id stays, the name changes.
    assert left["Worker"]["Id"] == found["Manager"]["Id"]
    assert left["Worker"]["Name"] == "Acme Partner User"
    user = admin.query(f"SELECT PortalRole, UserRoleId, UserRole.Name FROM User WHERE Id = '{acme.user_id}'")[0]
    assert (user["PortalRole"], user["UserRoleId"]) == ("Worker", found["Manager"]["Id"])


@pytest.mark.parametrize("gone", ["Manager", "Executive"])
def test_two_roles_that_are_left_are_called_manager_and_user(admin, acme, gone):
    make(admin, acme.account_id)
    make(admin, acme.account_id)
    before = roles(admin, acme.account_id)
    assert admin.call("DELETE", f"/sobjects/UserRole/{before[gone]['Id']}").status_code == 204
    after = roles(admin, acme.account_id)
    other = "Executive" if gone == "Manager" else "Manager"
    assert {level: row["Id"] for level, row in after.items()} == {
        "Worker": before["Worker"]["Id"],
        "Manager": before[other]["Id"],
    }
    assert after["Worker"]["ParentRoleId"] == after["Manager"]["Id"]
    assert after["Manager"]["ParentRoleId"] == owner_role(admin)
    assert after["Manager"]["Name"] == "Acme Partner Manager"


def test_no_field_of_a_portal_role_is_changed_by_any_door(admin, acme):
    role = roles(admin, acme.account_id)["Worker"]
    doors = {
        "record": admin.update("UserRole", role["Id"], Name="Mine"),
        "parent": admin.update("UserRole", role["Id"], ParentRoleId=None),
        "nothing": admin.update("UserRole", role["Id"], RollupDescription="x"),
    }
    assert {name: answer.status_code for name, answer in doors.items()} == dict.fromkeys(doors, 400)
    listed = admin.call(
        "PATCH",
        "/composite/sobjects",
        json={"records": [{"attributes": {"type": "UserRole"}, "id": role["Id"], "Name": "Mine"}]},
    )
    assert listed.json[0]["success"] is False
    assert roles(admin, acme.account_id)["Worker"]["Name"] == "Acme Partner User"


def test_roles_and_groups_take_the_new_name_of_their_account_and_keep_their_api_name(admin, acme):
    select = f"SELECT DeveloperName FROM UserRole WHERE PortalAccountId = '{acme.account_id}'"
    before = admin.query(select)[0]["DeveloperName"]
    assert admin.update("Account", acme.account_id, Name="Acme International").status_code == 204
    role = roles(admin, acme.account_id)["Worker"]
    assert role["Name"] == "Acme International Partner User"
    assert admin.query(select)[0]["DeveloperName"] == before
    groups = admin.query(f"SELECT Name FROM Group WHERE RelatedId = '{role['Id']}'")
    assert {row["Name"] for row in groups} == {"Acme International Partner User"}


def test_what_manages_roles_takes_manage_roles(world, admin, acme):
    sal = world.caller(world.user("Sal", "Standard User"))
    assert make(sal, acme.account_id).status_code in (400, 403, 404)
    assert len(roles(admin, acme.account_id)) == 1
