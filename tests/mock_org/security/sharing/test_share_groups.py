"""Share groups: what users without a role own."""

import pytest

from mock_org.errors import SetupError
from mock_org.security import SharingSet
from mock_org.security.model import SharingModel
from mock_org.settings import Settings


@pytest.fixture
def helped(world):
    """Case of cus, a user without a role of account Neutral; Carl and the partners of Acme are in the group."""
    world.sharing = SharingModel(sets=(SharingSet("Customers", ("Customer",), ()),))
    world.add("Group", "Helpdesk", Type="Regular", DeveloperName="Helpdesk")
    for member in ("carl", "Role Acme Partner User"):
        world.add("GroupMember", GroupId=world.ids["Helpdesk"], UserOrGroupId=world.ids[member])
    world.settings = Settings(share_groups={"Customers": ["group Helpdesk"]})
    world.add("Case", "broken", OwnerId=world.ids["cus"])
    world.add("Case", "other", OwnerId=world.ids["wes"])
    return world


def test_internal_members_have_full_access_to_what_users_of_the_set_own(helped):
    assert helped.sees("carl", "Case") == {"broken"}
    assert helped.level("carl", "Case", "broken") == "all"
    reason = helped.explain("carl", "Case", "broken").grants[0]
    assert (reason.row_cause, str(reason.source)) == ("LpuImplicit", "share group Customers")
    assert "opens what its users without a role own to public group Helpdesk" in reason.because


def test_others_and_superiors_of_members_see_nothing(helped):
    assert helped.sees("cy", "Case") == helped.sees("bo", "Case") == set()


def test_external_members_see_what_users_of_their_own_account_own(helped):
    assert helped.sees("ann", "Case") == set()
    helped.change("User", "cus", AccountId=helped.ids["Acme"])
    assert helped.sees("ann", "Case") == {"broken"}
    assert helped.sees("eve", "Case") == set()


@pytest.mark.parametrize("change", ["off", "role", "profile", "licence"])
def test_only_users_of_the_set_without_a_role_are_opened(helped, change):
    if change == "off":
        helped.settings = Settings()
    elif change == "role":
        helped.change("User", "cus", UserRoleId=helped.ids["Globex Partner User"])
    elif change == "profile":
        helped.change("User", "cus", ProfileId=helped.ids["Partner"])
    else:
        helped.change("User", "cus", UserType="PowerCustomerSuccess")
    assert helped.sees("carl", "Case") == set()


def test_a_member_that_is_no_group_role_or_everybody_is_refused():
    with pytest.raises(SetupError):
        Settings().patched({"share_groups": {"Customers": ["user carl"]}})
