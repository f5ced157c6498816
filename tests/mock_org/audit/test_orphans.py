"""The search for users whom nobody answers for, by /_mock/orphans and by the command."""

import pytest
from click.testing import CliRunner

from mock_org.cli import main
from mock_org.cli.org_option import OrgChoice


def found(world):
    data = world.app.test_client().get("/_mock/orphans").json
    return [(each["user"]["name"], each["kind"]) for each in data["orphans"]]


@pytest.fixture
def acme(world):
    return world.partner("Acme")


def write(world, sobject, record_id, **values):
    """As a load from elsewhere leaves it, past every rule of the platform."""
    world.org.system_session().records().write(sobject, [record_id], values)


def test_partners_in_good_order_are_none(world, acme):
    answer = world.app.test_client().get("/_mock/orphans").json
    assert answer == {"clean": True, "orphans": []}


def test_whose_accounts_owner_has_been_deactivated_is_told_with_what_to_do(world, acme, admin):
    role = admin.query("SELECT Id FROM UserRole LIMIT 1")[0]["Id"]
    cy = world.user("Cy", "Channel Manager", UserRoleId=role)
    admin.update("Account", acme.account_id, OwnerId=cy)
    admin.update("User", cy, IsActive=False)
    [orphan] = world.app.test_client().get("/_mock/orphans").json["orphans"]
    assert orphan == {
        "user": {"id": acme.user_id, "name": "AcmeUser", "username": "acmeuser@example.com"},
        "account": "Acme",
        "kind": "owner inactive",
        "what": "Cy, who owns Acme, is not active.",
        "advice": "Give Acme to an active internal user with a role.",
    }


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"IsActive": False}, "contact left"),
        ({"EndDate": "2020-01-01"}, "contact left"),
        ({"EndDate": "2999-01-01"}, None),
        ({}, None),
    ],
)
def test_whose_contacts_relationship_has_ended(world, acme, admin, values, kind):
    relation = {"AccountId": acme.account_id, "ContactId": acme.contact_id, "IsActive": True} | values
    world.org.system_session().load("AccountContactRelation", [relation])
    assert found(world) == ([("AcmeUser", kind)] if kind else [])


def test_whose_contact_is_gone_or_elsewhere(world, acme):
    beta, cent = world.partner("Beta"), world.partner("Cent")
    write(world, "User", acme.user_id, ContactId=None)
    write(world, "Contact", beta.contact_id, IsDeleted=True)
    write(world, "Contact", cent.contact_id, AccountId=acme.account_id)
    assert found(world) == [
        ("AcmeUser", "no contact"),
        ("BetaUser", "contact deleted"),
        ("CentUser", "contact moved"),
    ]


def test_whose_account_is_disabled_deleted_or_merged(world, acme):
    beta, cent = world.partner("Beta"), world.partner("Cent")
    write(world, "Account", acme.account_id, IsPartner=False)
    write(world, "Account", beta.account_id, IsDeleted=True)
    write(world, "Account", cent.account_id, IsDeleted=True, MasterRecordId=acme.account_id)
    assert found(world) == [
        ("AcmeUser", "account disabled"),
        ("BetaUser", "account missing"),
        ("CentUser", "account merged"),
    ]


def test_whose_accounts_owner_or_who_himself_has_no_role(world, acme, admin):
    cy = world.user("Cy", "Channel Manager", UserRoleId=admin.query("SELECT Id FROM UserRole LIMIT 1")[0]["Id"])
    admin.update("Account", acme.account_id, OwnerId=cy)
    write(world, "User", cy, UserRoleId=None)
    write(world, "User", acme.user_id, UserRoleId=None)
    assert found(world) == [("AcmeUser", "no portal role"), ("AcmeUser", "owner without role")]


def test_who_is_inactive_is_no_orphan(world, acme, admin):
    write(world, "Contact", acme.contact_id, IsDeleted=True)
    admin.update("User", acme.user_id, IsActive=False)
    assert found(world) == []


def test_the_command_tells_each_with_what_to_do(monkeypatch):
    user = {"id": "005", "name": "Ann", "username": "ann@x"}
    orphan = {"user": user, "account": "Acme", "kind": "no contact", "what": "None.", "advice": "Do it."}
    answers = [{"clean": False, "orphans": [orphan]}, {"clean": True, "orphans": []}]
    monkeypatch.setattr(OrgChoice, "json", lambda self, door: answers.pop(0))
    done = CliRunner().invoke(main, ["orphans"])
    assert (done.stdout, done.exit_code) == ("Acme: Ann (ann@x). None.\n    Do it.\n", 1)
    done = CliRunner().invoke(main, ["orphans"])
    assert (done.stdout, done.exit_code) == ("No orphans.\n", 0)
