"""Partner accounts that cannot be deleted are used again: leased by one run at a time, and given back clean."""

from datetime import UTC, datetime, timedelta

import pytest

from factories import ChannelManagerFactory, ContactFactory, PartnerAccountFactory, PartnerUserFactory
from factories.data import TestData
from factories.pool import LEASE_ENDS, STAMP, pool_of
from factories.sandbox.run import pool_owner
from tests.factories.sandbox.runs import run_on


@pytest.fixture
def run(sandbox, tmp_path):
    with run_on(sandbox, tmp_path) as run:
        yield run


@pytest.fixture
def other_run(sandbox, tmp_path):
    with run_on(sandbox, tmp_path, "9c22") as run:
        yield run


@pytest.fixture
def scenario():
    """Makes clients for scenarios of a run: scenario(run)."""
    clients = []

    def begin(run):
        clients.append(run.client(seed=len(clients)))
        return clients[-1]

    yield begin
    for client in clients:
        client.close()


@pytest.fixture
def stranger(run):
    """An administrator's client that no run knows of."""
    client = run.session.client(TestData())
    client.guard = type("Open", (), {"check": lambda *_: None})()
    yield client
    client.close()


def names(org):
    return [(account.Name, account.AccountNumber) for account in pool_of(org)]


def test_a_scenario_gets_a_partner_account_that_the_one_before_has_given_back(run, scenario):
    first, second = scenario(run), scenario(run)
    acme = PartnerAccountFactory(org=first, name="Acme", users=1)
    [(name, lease)] = names(first)
    assert (name, lease.startswith("4f2a-1.")) == ("Acme 4f2a-1", True)
    first.undo()
    assert names(first) == [("Mock Org partner 01", None)]

    globex = PartnerAccountFactory(org=second, name="Globex")

    assert globex.Id == acme.Id
    assert second.get("Account", globex.Id).Name == "Globex 4f2a-2"
    assert second.query(f"SELECT Id FROM Contact WHERE AccountId = '{globex.Id}'") == []


def test_a_scenario_with_two_partner_companies_has_two_accounts(run, scenario):
    org = scenario(run)
    ids = {PartnerAccountFactory(org=org, name=name).Id for name in ("Acme", "Globex")}
    assert len(ids) == 2
    assert {account.Site for account in pool_of(org)} == {"Mock Org pool 01", "Mock Org pool 02"}


def test_of_two_runs_that_go_for_the_same_account_one_gets_another(run, other_run, scenario, monkeypatch):
    theirs, ours = scenario(run), scenario(other_run)
    PartnerAccountFactory(org=theirs, name="Acme")
    theirs.undo()
    [account] = pool_of(theirs)
    read = theirs.get_tagged

    def read_and_be_overtaken(sobject, record_id):
        found = read(sobject, record_id)
        assert PartnerAccountFactory(org=ours, name="Globex").Id == account.Id
        return found

    monkeypatch.setattr(theirs, "get_tagged", read_and_be_overtaken)
    assert PartnerAccountFactory(org=theirs, name="Acme").Id != account.Id
    assert ours.get("Account", account.Id).Name == "Globex 9c22-1"
    theirs.undo()
    assert ours.get("Account", account.Id).Name == "Globex 9c22-1"


def lease_since(ago):
    return f"dead-1.1 {(datetime.now(UTC) - ago).strftime(STAMP)}"


def test_a_lease_that_is_too_old_expires_and_its_users_go(run, scenario, stranger):
    first, second = scenario(run), scenario(run)
    acme = PartnerAccountFactory(org=first, name="Acme")
    first.undo()
    contact = ContactFactory(org=stranger, account=acme)
    left = PartnerUserFactory(org=stranger, contact=contact)
    stranger.update("Account", acme.Id, AccountNumber=lease_since(LEASE_ENDS + timedelta(minutes=1)))

    assert PartnerAccountFactory(org=second, name="Globex").Id == acme.Id
    assert second.get("User", left.Id).IsActive is False


@pytest.mark.parametrize("number", [lease_since(timedelta(hours=1)), "CC-978213"], ids=["leased", "numbered"])
def test_an_account_that_somebody_has_is_left_alone(run, scenario, stranger, number):
    first, second = scenario(run), scenario(run)
    acme = PartnerAccountFactory(org=first, name="Acme")
    first.undo()
    stranger.update("Account", acme.Id, AccountNumber=number)
    assert PartnerAccountFactory(org=second, name="Globex").Id != acme.Id


def test_whoever_was_made_a_user_of_the_account_cannot_log_in_when_it_is_given_back(run, scenario, stranger):
    org = scenario(run)
    acme = PartnerAccountFactory(org=org, name="Acme")
    registered = PartnerUserFactory(org=stranger, contact=ContactFactory(org=stranger, account=acme))
    org.undo()
    assert org.get("User", registered.Id).IsActive is False


def test_what_a_scenario_has_changed_of_the_account_is_as_before(run, scenario):
    org = scenario(run)
    acme = PartnerAccountFactory(org=org, name="Acme")
    owner = org.get("Account", acme.Id).OwnerId
    org.update("Account", acme.Id, Partner_Tier__c="Gold", IsPartner=False, OwnerId=org.user_id)
    org.undo()
    account = org.get("Account", acme.Id)
    assert (account.Name, account.Partner_Tier__c, account.IsPartner) == ("Mock Org partner 01", None, True)
    assert account.OwnerId == pool_owner(org) != owner


def test_an_account_that_a_scenario_has_deleted_is_not_missed(run, scenario):
    org = scenario(run)
    acme = PartnerAccountFactory(org=org, name="Acme")
    org.update("Account", acme.Id, IsPartner=False)
    org.delete("Account", acme.Id)
    assert [sentence for sentence in org.undo() if "Account" in sentence] == []
    assert pool_of(org) == []
    assert org.journal.open_entries() == []


def test_an_owner_without_a_role_gets_a_company_that_never_had_users(run, scenario):
    first, second = scenario(run), scenario(run)
    PartnerAccountFactory(org=first, name="Acme", users=1)
    first.undo()
    nat = ChannelManagerFactory(org=second, role=None)
    company = PartnerAccountFactory(org=second, name="Globex", owner=nat)
    account = second.get("Account", company.Id)
    assert (account.OwnerId, account.IsPartner, account.Site) == (nat.Id, True, None)
    second.undo()
    assert names(second) == [("Mock Org partner 01", None)]
