"""Private opportunities: the owner, those above and administrators."""

import pytest


@pytest.fixture
def private(world):
    values = {"OwnerId": world.ids["cy"], "AccountId": world.ids["Acme"], "IsPrivate": True}
    world.add("Opportunity", "secret", Name="secret", **values)
    return world


def test_owner_and_superiors_and_admin_see_it(private):
    assert [private.level(name, "Opportunity", "secret") for name in ("cy", "cleo", "admin")] == ["all"] * 3


def test_defaults_do_not_open_it(private):
    private.default("Opportunity", "ReadWrite")
    assert private.sees("wes", "Opportunity") == set()
    private.change("Opportunity", "secret", IsPrivate=False)
    assert private.sees("wes", "Opportunity") == {"secret"}


def test_shares_do_not_open_it(private):
    private.share("Opportunity", "secret", "ann", "Edit")
    assert private.sees("ann", "Opportunity") == set()
    assert private.explain("ann", "Opportunity", "secret").grants == ()


def test_account_owners_level_does_not_open_it(private):
    private.change("UserRole", "Channel East", OpportunityAccessForAccountOwner="Edit")
    private.change("Opportunity", "secret", OwnerId=private.ids["wes"])
    assert private.sees("cy", "Opportunity") == set()
