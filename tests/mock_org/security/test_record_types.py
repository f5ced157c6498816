"""Which record types a user may choose: by profile, by permission sets, and by the sets of a group."""

from dataclasses import replace

import pytest

from mock_org.security import record_types
from mock_org.security.model import RecordTypeAccess


@pytest.fixture
def types(world):
    """Ann's profile has Small, the set More has Big; Wide is nobody's."""
    world.sharing = replace(
        world.sharing,
        record_types=(
            RecordTypeAccess("Partner", True, "Lead", "Small", True, True),
            RecordTypeAccess("More", False, "Lead", "Big", True),
            RecordTypeAccess("Sales", True, "Lead", "Wide", True),
        ),
    )
    world.add("PermissionSet", "More", Name="More", Type="Regular")
    return world


def assign(world, **values):
    world.add("PermissionSetAssignment", **{"AssigneeId": world.ids["ann"], "IsActive": True, **values})


def chosen(world, user="ann", sobject="Lead"):
    return record_types.available(world.context, world.load(user), sobject)


def test_a_profile_says_which_record_types_may_be_chosen(types):
    assert chosen(types) == {"small"}
    assert chosen(types, "cy") == {"wide"}
    assert chosen(types, "admin") is None
    assert record_types.default(types.context, types.load("ann"), "Lead") == "small"


def test_all_may_be_chosen_where_nobody_says_anything(types):
    assert chosen(types, sobject="Case") is None


def test_a_permission_set_adds_its_own(types):
    assign(types, PermissionSetId=types.ids["More"])
    assert chosen(types) == {"small", "big"}


def test_a_group_adds_those_of_its_sets(types):
    group = types.add("PermissionSetGroup", "group", DeveloperName="G", MasterLabel="G")
    types.add("PermissionSetGroupComponent", PermissionSetGroupId=group, PermissionSetId=types.ids["More"])
    held = types.add("PermissionSet", "held", Name="X", Type="Group", PermissionSetGroupId=group)
    assert chosen(types) == {"small"}
    assign(types, PermissionSetGroupId=group, PermissionSetId=held)
    assert chosen(types) == {"small", "big"}


@pytest.mark.parametrize("values", [{"IsActive": False}, {"IsRevoked": True}])
def test_an_assignment_that_ended_adds_nothing(types, values):
    assign(types, **{"PermissionSetId": types.ids["More"], **values})
    assert chosen(types) == {"small"}
