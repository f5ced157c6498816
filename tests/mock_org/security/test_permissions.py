"""Object permissions, and the user permissions that open setup objects."""

import pytest

from mock_org.security import may
from mock_org.security.permissions import parents
from mock_org.security.setup_objects import setup_objects
from mock_org.security.sharing.setup_rows import ROW_RULES


def allowed(world, user, action, sobject):
    return may(world.load(user), action, world.schema[sobject], world.context)


def test_object_permission_allows_its_action(world):
    world.permit("set of Partner", "Lead", "Read", "Create")
    assert [allowed(world, "ann", a, "Lead") for a in ("read", "create", "edit", "delete")] == [
        True,
        True,
        False,
        False,
    ]


def test_object_without_an_entry_is_closed(world):
    world.permit("set of Partner", "Lead")
    assert not allowed(world, "ann", "read", "Lead")


def test_view_all_data_reads_and_does_not_write(world):
    world.change("PermissionSet", "set of Sales", PermissionsViewAllData=True)
    world.permit("set of Sales", "Lead")
    assert allowed(world, "cy", "view_all", "Lead")
    assert not allowed(world, "cy", "edit", "Lead")


def test_modify_all_data_does_all(world):
    assert all(
        allowed(world, "admin", a, "Lead") for a in ("read", "create", "edit", "delete", "view_all", "modify_all")
    )


@pytest.mark.parametrize(
    ("sobject", "action", "admin", "sales", "partner"),
    [
        ("User", "read", True, True, True),
        ("User", "create", True, False, False),
        ("User", "delete", False, False, False),
        ("UserRole", "read", True, False, False),
        ("Profile", "read", True, True, True),
        ("Group", "create", True, False, False),
        ("UserLicense", "read", True, True, False),
        ("NetworkMemberGroup", "read", True, True, False),
        ("LeadShare", "read", True, True, True),
        ("OpportunityTeamMember", "create", True, True, True),
        ("Task", "create", True, False, False),
        ("LoginHistory", "edit", False, False, False),
    ],
)
def test_setup_objects_follow_user_permissions(world, sobject, action, admin, sales, partner):
    found = [allowed(world, user, action, sobject) for user in ("admin", "cy", "ann")]
    assert found == [admin, sales, partner]


def test_share_objects_are_closed_to_customer_users(world):
    assert not allowed(world, "cus", "read", "LeadShare")


def test_every_object_is_decided_by_somebody(world):
    declared = setup_objects()
    undecided = [
        s.name for s in world.schema if not s.share_of and s.sharing_model is None and s.name.lower() not in declared
    ]
    assert undecided == []


def test_every_declared_object_field_permission_and_rule_exists(world):
    known = {name for name in world.schema["Profile"].fields if name.startswith("permissions")}
    described = {each.name.lower(): each for each in world.schema.complete()}  # those of features that are off, too
    for name, setup in setup_objects().items():
        sobject = described[name]
        for rule in filter(None, (setup.rows, setup.external_rows)):
            assert rule.rule in ROW_RULES
            assert sobject.field(rule.field), f"{name}.{rule.field}"
        if setup.parent:
            assert sobject.field(setup.parent.field), f"{name}.{setup.parent.field}"
            assert set(parents(sobject, setup.parent)) <= {each.name for each in world.schema}
        needed = [*setup.read, *setup.all_rows, *(setup.create or ()), *(setup.edit or ()), *(setup.delete or ())]
        assert {f"permissions{permission.lower()}" for permission in needed} <= known
