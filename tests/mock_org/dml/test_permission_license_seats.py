import pytest

from mock_org.errors import SalesforceError

USED = "UsedLicenses"


@pytest.fixture
def seats(bare):
    """A permission set licence with one seat."""
    values = {"DeveloperName": "Scoring", "MasterLabel": "Scoring", "TotalLicenses": 1, "UsedLicenses": 0}
    return bare.records.load("PermissionSetLicense", [values | {"Status": "Active"}])[0]


def a_set(bare, seats, name="Scoring"):
    return bare.admin.insert("PermissionSet", {"Name": name, "Label": name, "LicenseId": seats})


def assign(bare, user, set_id):
    return bare.admin.insert("PermissionSetAssignment", {"AssigneeId": user, "PermissionSetId": set_id})


def refusal(call, *args):
    with pytest.raises(SalesforceError) as error:
        call(*args)
    return error.value.code, error.value.message


def test_a_deactivated_user_frees_the_seat_and_takes_it_again(bare, seats):
    user, scoring = bare.partner(bare.account()), a_set(bare, seats)
    assign(bare, user, scoring)
    bare.admin.update("User", user, {"IsActive": False})
    assert bare.row("PermissionSetLicense", seats)[USED] == 0
    bare.admin.update("User", user, {"IsActive": True})
    assert bare.row("PermissionSetLicense", seats)[USED] == 1


def test_who_comes_back_needs_a_seat_of_every_licence(bare, seats):
    user, scoring = bare.partner(bare.account()), a_set(bare, seats)
    assign(bare, user, scoring)
    bare.admin.update("User", user, {"IsActive": False})
    assign(bare, bare.user(), scoring)
    found = refusal(bare.admin.update, "User", user, {"IsActive": True})
    assert found == ("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded - Scoring")
    assert not bare.row("User", user)["IsActive"]


def test_an_inactive_user_takes_no_seat(bare, seats):
    user, scoring = bare.user(IsActive=False), a_set(bare, seats)
    assign(bare, user, scoring)
    assert bare.row("PermissionSetLicense", seats)[USED] == 0
    assign(bare, bare.user(), scoring)


def test_a_licence_stays_while_another_set_of_the_user_needs_it(bare, seats):
    user = bare.user()
    first, second = (assign(bare, user, a_set(bare, seats, name)) for name in ("One", "Two"))
    bare.admin.delete("PermissionSetAssignment", first)
    assert bare.row("PermissionSetLicense", seats)[USED] == 1
    bare.admin.delete("PermissionSetAssignment", second)
    assert bare.row("PermissionSetLicense", seats)[USED] == 0


@pytest.mark.parametrize("values", [{"Status": "Disabled"}, {"ExpirationDate": "2000-01-01"}], ids=str)
def test_a_licence_that_is_over_cannot_be_assigned(bare, seats, values):
    bare.records.write("PermissionSetLicense", [seats], values)
    assert refusal(assign, bare, bare.user(), a_set(bare, seats))[0] == "LICENSE_LIMIT_EXCEEDED"
