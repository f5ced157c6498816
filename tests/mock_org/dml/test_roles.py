import pytest

from mock_org.errors import SalesforceError


def group_types(bare, role):
    return {row["Type"] for row in bare.records.find("Group", RelatedId=role)}


def test_a_role_comes_with_its_groups_and_takes_them_along(bare):
    role = bare.role("Sales West")
    assert group_types(bare, role) == {"Role", "RoleAndSubordinates", "RoleAndSubordinatesInternal"}
    assert bare.row("UserRole", role)["DeveloperName"] == "Sales_West"
    bare.admin.delete("UserRole", role)
    assert group_types(bare, role) == set()


def test_two_roles_of_one_name_have_two_api_names(bare):
    names = {bare.row("UserRole", bare.role("Sales"))["DeveloperName"] for _ in range(3)}
    assert names == {"Sales", "Sales2", "Sales3"}


def test_a_role_is_never_above_itself(bare):
    top = bare.role("Top")
    middle = bare.role("Middle", top)
    low = bare.role("Low", middle)
    for parent in (low, top):
        with pytest.raises(SalesforceError):
            bare.admin.update("UserRole", top, {"ParentRoleId": parent})


def test_portal_roles_are_made_for_partner_accounts_only_and_never_changed(bare):
    account = bare.account()
    with pytest.raises(SalesforceError):
        bare.admin.insert("UserRole", {"Name": "x", "PortalType": "Partner", "PortalAccountId": account})
    bare.partner(account)
    role = bare.records.one("UserRole", PortalAccountId=account)
    with pytest.raises(SalesforceError):
        bare.admin.update("UserRole", role["Id"], {"Name": "x"})
    assert group_types(bare, role["Id"]) == {"Role", "RoleAndSubordinates"}
