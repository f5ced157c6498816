"""Manager groups: whom User.ManagerId puts above and below a user. Cleo manages Wes, he Cy, and Cy manages Carl."""

import pytest
from sqlalchemy import literal, select

from mock_org.security import Principal, SharingRule
from mock_org.security.managers import managed_by, managers_of
from mock_org.settings import Settings

PEOPLE = ("cleo", "wes", "cy", "carl", "max", "ann", "bo")


@pytest.fixture
def managed(world):
    world.settings = Settings(manager_groups=True)
    for name, manager in (("wes", "cleo"), ("cy", "wes"), ("carl", "cy"), ("ann", "cy")):
        world.change("User", name, ManagerId=world.ids[manager])
    # Nobody is above anybody by role: what is seen is seen by management.
    for role in ("Channel East", "Channel West", "Acme Partner Executive"):
        world.change("UserRole", role, ParentRoleId=None)
    for name in ("cy", "ann"):
        for kind in ("Manager", "ManagerAndSubordinatesInternal"):
            world.add("Group", f"{kind} {name}", Type=kind, RelatedId=world.ids[name])
    world.add("Lead", "initech", Name="initech", LastName="x", OwnerId=world.ids["admin"])
    return world


def seen_by(world):
    return {name for name in PEOPLE if world.sees(name, "Lead")}


ABOVE_CY, AROUND_CY = {"wes", "cleo"}, {"cy", "carl"}


def test_chains_are_followed_to_their_end(managed):
    tables = iter(range(100))

    def table(name):
        return managed.database.tables.get(name).alias(f"t{next(tables)}")

    names = {v: k for k, v in managed.ids.items()}
    for start, walk, found in (
        ("carl", managers_of, {"cy", "wes", "cleo"}),
        ("wes", managed_by, {"cy", "carl", "ann"}),
    ):
        statement = walk(table, select(literal(managed.ids[start])))
        assert {names[next(iter(row.values()))] for row in managed.database.rows(statement)} == found


@pytest.mark.parametrize(("kind", "sees"), [("Manager", ABOVE_CY), ("ManagerAndSubordinatesInternal", AROUND_CY)])
def test_a_share_to_a_manager_group_reaches_its_internal_members(managed, kind, sees):
    managed.share("Lead", "initech", f"{kind} cy")
    assert seen_by(managed) == sees


@pytest.mark.parametrize(("kind", "sees"), [("managers", ABOVE_CY), ("managerSubordinates", AROUND_CY)])
def test_a_rule_to_managers_reaches_the_same(managed, kind, sees):
    to = Principal(kind, "cy@x.example")
    managed.rules(SharingRule("R", "R", "Lead", "owner", "Read", to, Principal("group", "Admins")))
    group = managed.add("Group", "Admins", Type="Regular", DeveloperName="Admins")
    managed.add("GroupMember", GroupId=group, UserOrGroupId=managed.ids["admin"])
    assert seen_by(managed) == sees
    who = next(iter(sees))
    assert f'"R" shares leads owned by public group Admins to {to}, Read' in managed.because(who, "Lead", "initech")[0]


def test_a_rule_to_managers_follows_a_new_manager_at_once(managed):
    to = Principal("managers", "cy@x.example")
    managed.rules(SharingRule("R", "R", "Lead", "owner", "Read", to, Principal("managers", "wes@x.example")))
    managed.change("Lead", "initech", OwnerId=managed.ids["cleo"])
    assert managed.sees("carl", "Lead") == set()
    managed.change("User", "cy", ManagerId=managed.ids["carl"])
    assert managed.sees("carl", "Lead") == {"initech"}


@pytest.mark.parametrize(("kind", "owners"), [("managers", ABOVE_CY), ("managerSubordinates", AROUND_CY)])
def test_a_rule_from_managers_shares_what_they_own(managed, kind, owners):
    to = Principal("allPartnerUsers")
    managed.rules(SharingRule("R", "R", "Lead", "owner", "Read", to, Principal(kind, "cy@x.example")))
    owned = set()
    for name in PEOPLE:
        managed.change("Lead", "initech", OwnerId=managed.ids[name])
        owned |= {name} if managed.sees("bo", "Lead") and name != "bo" else set()
    assert owned == owners


def test_without_manager_groups_nothing_of_them_holds(managed):
    managed.rules(
        SharingRule(
            "R", "R", "Lead", "owner", "Read", Principal("managers", "cy@x.example"), Principal("allInternalUsers")
        )
    )
    managed.share("Lead", "initech", "Manager cy")
    assert seen_by(managed) == ABOVE_CY
    managed.settings = Settings()
    assert seen_by(managed) == set()


def test_a_circle_of_managers_ends(managed):
    managed.change("User", "cleo", ManagerId=managed.ids["cy"])
    managed.share("Lead", "initech", "Manager cy")
    assert seen_by(managed) == {"cleo", "wes", "cy"}
