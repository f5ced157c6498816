"""How permissions add up, and what muting takes away."""

import pytest

from mock_org.security.arithmetic import ObjectPermission, added, implied, muted, without

ALL = ("Create", "Read", "Edit", "Delete", "ViewAllRecords", "ModifyAllRecords", "ViewAllFields")


def row(*actions, sobject="Lead"):
    return {"SobjectType": sobject} | {f"Permissions{each}": True for each in actions}


def field(read, edit, name="Lead.Tier__c"):
    return {"SobjectType": "Lead", "Field": name, "PermissionsRead": read, "PermissionsEdit": edit}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"create": True}, {"create", "read"}),
        ({"edit": True}, {"edit", "read"}),
        ({"delete": True}, {"delete", "edit", "read"}),
        ({"view_all": True}, {"view_all", "read"}),
        ({"view_all_fields": True}, {"view_all_fields", "read"}),
        ({"modify_all": True}, {"modify_all", "view_all", "delete", "edit", "read"}),
    ],
)
def test_a_permission_implies_what_it_needs(given, expected):
    found = implied(ObjectPermission(**given))
    assert {name for name in ObjectPermission.__slots__ if getattr(found, name)} == expected


def test_sets_add_up():
    found = added(
        [{"PermissionsApiEnabled": True}, {"PermissionsEditTask": True, "Label": "x"}],
        [row("Read"), row("Create", "Read"), row("Read", sobject="Case")],
        [field(True, False), field(False, True)],
    )
    assert found.user == {"ApiEnabled", "EditTask"}
    assert found.objects["lead"] == ObjectPermission(create=True, read=True)
    assert found.objects["case"] == ObjectPermission(read=True)
    assert found.fields["lead", "tier__c"] == (True, True)


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ("Delete", {"create", "read", "edit", "view_all", "view_all_fields"}),
        ("Edit", {"create", "read", "view_all", "view_all_fields"}),
        ("ViewAllRecords", {"create", "read", "edit", "delete", "view_all_fields"}),
        ("ModifyAllRecords", {"create", "read", "edit", "delete", "view_all", "view_all_fields"}),
        ("ViewAllFields", {"create", "read", "edit", "delete", "view_all", "modify_all"}),
    ],
)
def test_what_depends_on_a_muted_permission_goes_with_it(taken, left):
    found = without(added([], [row(*ALL)], []), muted([], [row(taken)], [])).objects["lead"]
    assert {name for name in ObjectPermission.__slots__ if getattr(found, name)} == left


def test_who_may_not_read_may_nothing():
    assert without(added([], [row(*ALL)], []), muted([], [row("Read")], [])).objects == {}


def test_muting_takes_user_permissions_and_fields():
    given = added([{"PermissionsApiEnabled": True, "PermissionsEditTask": True}], [], [field(True, True)])
    found = without(given, muted([{"PermissionsEditTask": True}], [], [field(False, True)]))
    assert found.user == {"ApiEnabled"}
    assert found.fields == {("lead", "tier__c"): (True, False)}
    assert without(given, muted([], [], [field(True, False)])).fields == {}
