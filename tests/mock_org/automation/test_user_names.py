import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import refused


@pytest.mark.parametrize("username", ["ann", "ann@acme", "ann lee@acme.com"])
def test_a_username_has_the_form_of_a_mail_address(bare, username):
    with pytest.raises(SalesforceError) as error:
        bare.user(Username=username)
    assert refused(error) == (
        "FIELD_INTEGRITY_EXCEPTION",
        "Username must be in the form of an email address (for example, john@acme.com)",
    )
    assert error.value.fields == ["Username"]


@pytest.mark.parametrize("state", ["active", "inactive"])
def test_a_username_is_taken_once_in_any_case_even_by_who_left(bare, state):
    bare.user(Username="Ann@Acme.com", IsActive=state == "active")
    with pytest.raises(SalesforceError) as error:
        bare.user(Username="ann@ACME.com")
    assert (error.value.code, error.value.fields) == ("DUPLICATE_USERNAME", ["Username"])
    assert error.value.message.startswith("Duplicate Username.<br>The username already exists in this or another")


def test_a_username_is_kept_in_lower_case(bare):
    assert bare.row("User", bare.user(Username="Ann@Acme.com"))["Username"] == "ann@acme.com"


def test_alias_and_nickname_are_made_up_when_left_out(bare):
    one = bare.row("User", bare.user(Username="ann@acme.com", FirstName="Ann", LastName="Longfellow"))
    other = bare.row("User", bare.user(Username="ann@globex.com", FirstName="Ann", LastName="Lee"))
    assert (one["Alias"], one["CommunityNickname"]) == ("alongfel", "ann")
    assert other["CommunityNickname"] == "ann2"


def test_a_nickname_is_taken_once(bare):
    bare.user(CommunityNickname="ann")
    with pytest.raises(SalesforceError) as error:
        bare.user(CommunityNickname="Ann")
    assert error.value.code == "DUPLICATE_COMM_NICKNAME"


def test_a_user_keeps_the_own_name_when_something_else_changes(bare):
    user = bare.user()
    bare.admin.update("User", user, {"Phone": "1", "Username": bare.row("User", user)["Username"].upper()})
    assert bare.row("User", user)["Phone"] == "1"
