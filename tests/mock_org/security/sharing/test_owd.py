"""Organization-wide defaults: the external one for external users, the internal one for the others."""

import pytest


@pytest.mark.parametrize(
    ("model", "level"),
    [
        ("Private", "none"),
        ("Read", "read"),
        ("ReadWrite", "edit"),
        ("ReadWriteTransfer", "edit"),
        ("FullAccess", "all"),
    ],
)
def test_default_gives_its_level(world, model, level):
    world.default("Lead", model)
    world.lead("initech", "wes")
    assert world.level("cy", "Lead", "initech") == level
    assert world.level("bo", "Lead", "initech") == level


def test_external_default_is_for_external_users_only(world):
    world.default("Lead", "Read", "Private")
    world.lead("initech", "wes")
    assert world.sees("cy", "Lead") == {"initech"}
    assert world.sees("ann", "Lead") == set()


def test_default_without_an_external_value_is_the_same_for_all(world):
    world.default("Lead", "Read", None)
    world.lead("initech", "wes")
    assert world.sees("ann", "Lead") == {"initech"}


def test_default_is_explained(world):
    world.default("Lead", "ReadWrite", "Read")
    world.lead("initech", "wes")
    told = "Ann sees initech because the organization-wide default of Lead for external users is Public Read Only, Read"
    assert world.because("ann", "Lead", "initech") == [told]


def test_view_all_data_shows_everything_and_is_explained(world):
    world.lead("initech", "wes")
    assert world.level("admin", "Lead", "initech") == "all"
    assert world.because("admin", "Lead", "initech") == ["Admin sees initech because Admin has Modify All Data, All"]


def test_view_all_on_one_object_stays_on_it(world):
    world.permit("set of Partner", "Opportunity", "Read", "ViewAllRecords")
    world.add("Opportunity", "rollout", Name="rollout", OwnerId=world.ids["wes"], AccountId=world.ids["Globex"])
    assert world.sees("ann", "Opportunity") == {"rollout"}
    assert world.sees("ann", "Account") == {"Acme"}  # no implicit parent from View All
    assert world.level("ann", "Opportunity", "rollout") == "read"


def test_without_object_read_nothing_is_visible(world):
    world.permit("set of Partner", "Lead")
    world.default("Lead", "ReadWrite")
    world.lead("initech", "ann")
    assert world.sees("ann", "Lead") == set()
    explanation = world.explain("ann", "Lead", "initech")
    assert (explanation.access, explanation.grants) == ("none", ())
    assert "lack Read on Lead" in explanation.notes[0]


def test_object_permissions_cap_the_level_and_the_explanation_says_so(world):
    world.permit("set of Partner", "Lead", "Read")
    world.lead("initech", "ann")
    assert world.level("ann", "Lead", "initech") == "read"
    assert "lack Edit and Delete on Lead" in world.explain("ann", "Lead", "initech").notes[0]
