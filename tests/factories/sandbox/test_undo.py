"""What a run makes on an org is undone from its journal, confirmed or not; asked of the org, nothing of it is left."""

import pytest

from factories import (
    AccountFactory,
    CaseFactory,
    ChannelManagerFactory,
    DealFactory,
    LeadFactory,
    OpportunityFactory,
    PartnerAccountFactory,
    PartnerUserFactory,
    using,
)
from factories.journal import Entry, JournalError
from factories.names import TaggedNames
from factories.refused import Refused, Unsafe
from factories.undo import undo
from tests.factories.sandbox.runs import run_on

KINDS = ("Account", "Contact", "Lead", "Opportunity", "Case", "Deal_Registration__c", "PermissionSetAssignment")


@pytest.fixture
def run(sandbox, tmp_path):
    with run_on(sandbox, tmp_path) as run:
        yield run


@pytest.fixture
def org(run):
    org = run.client(seed=1)
    yield org
    org.close()


@pytest.fixture
def left(org):
    """Counts what the org has beside what was there before: ids by sObject, and active users."""

    def count():
        rows = {kind: {row.Id for row in org.query(f"SELECT Id FROM {kind}")} for kind in KINDS}
        return rows | {"active users": {row.Id for row in org.query("SELECT Id FROM User WHERE IsActive = true")}}

    before = count()
    return lambda: {kind: ids - before[kind] for kind, ids in count().items() if ids - before[kind]}


def test_nothing_of_a_scenario_is_left_but_the_pool_and_users_who_are_deactivated(org, left):
    with using(org):
        acme = PartnerAccountFactory(name="Acme", users=2)
        ann = acme.users[0]
        household = AccountFactory(Name="Household")
        org.update("Account", household.Id, IsPartner=True)
        bo = PartnerUserFactory(contact__account=household)
        LeadFactory.create_batch(3, owner=ann)
        DealFactory(partner=acme, owner=ann)
        OpportunityFactory(account=acme)
        CaseFactory(account=acme)
        gold = org.id_of("PermissionSet", Label="Gold Partner")
        org.insert("PermissionSetAssignment", {"AssigneeId": bo.Id, "PermissionSetId": gold})

    stays = org.undo()

    assert left() == {"Account": {acme.Id}}
    assert len(stays) == 4, "two of Acme, one of Household, the channel manager"
    assert stays[0] == f"User {bo.Username} is deactivated: a user cannot be deleted"
    assert org.get("Account", acme.Id).Name == "Mock Org partner 01"


def test_undoing_twice_asks_the_org_nothing_the_second_time(run, org):
    LeadFactory(org=org)
    org.undo()
    calls = run.budget.used
    assert org.undo() == []
    assert run.budget.used == calls


def test_a_record_whose_creation_was_never_confirmed_is_found_by_its_name(run, org, left):
    killed = run.session.client(org.data)
    for sobject, values in {
        "Lead": {"Company": org.data.unique("Initech"), "LastName": "Lee"},
        "Account": {"Name": org.data.unique("Acme")},
    }.items():
        org.journal.intend(Entry("insert", sobject, {name: each for name, each in values.items() if "4f2a" in each}))
        killed.insert(sobject, values)
    killed.close()

    assert org.undo() == []
    assert left() == {}


def test_a_user_whose_creation_was_never_confirmed_is_found_by_the_username(run, org, left):
    built = PartnerAccountFactory(org=org, name="Acme", users=1).users[0]
    entry = org.journal.entry_of(built.Id)
    entry.id = ""

    assert f"User {built.Username} is deactivated: a user cannot be deleted" in org.undo()
    assert "active users" not in left()


def test_what_was_never_made_is_not_missed(org):
    org.journal.intend(Entry("insert", "Lead", {"Company": "Initech 4f2a-1"}))
    assert org.undo() == []
    assert org.journal.open_entries() == []


def test_what_somebody_makes_in_a_browser_is_foreseen(run, org, left):
    browser = run.session.client()
    with org.foreseen("Lead", Company=org.data.unique("Initech")):
        browser.insert("Lead", {"Company": org.data.unique("Initech"), "LastName": "Lee"})
    browser.close()
    assert len(left()["Lead"]) == 1
    org.undo()
    assert left() == {}


def test_what_an_answer_leaves_unclear_stays_open_and_a_clear_no_does_not(org, monkeypatch):
    def gone(*_args, **_options):
        raise Refused("try later", "SERVER_UNAVAILABLE", status=503)

    with pytest.raises(Refused, match="REQUIRED_FIELD_MISSING"):
        org.insert("Lead", {"Company": org.data.unique("Initech")})
    assert org.journal.open_entries() == []
    with monkeypatch.context() as patched, pytest.raises(Refused):
        patched.setattr(org, "rest", gone)
        org.insert("Lead", {"Company": org.data.unique("Initech"), "LastName": "Lee"})
    assert [entry.deed for entry in org.journal.open_entries()] == ["insert"]


def test_an_account_that_a_scenario_has_disabled_or_deleted_is_no_trouble(org, left):
    with using(org):
        disabled, deleted = AccountFactory(), AccountFactory()
        org.update("Account", disabled.Id, IsPartner=True)
        org.update("Account", disabled.Id, IsPartner=False)
        org.delete("Account", deleted.Id)
    assert org.undo() == []
    assert left() == {}


def test_what_cannot_be_undone_stays_open_and_is_told(sandbox, org):
    entry = Entry("insert", "User", {"Username": sandbox.built.admin.username})
    org.journal.intend(entry)
    org.journal.confirm(entry, sandbox.built.admin.id)

    [outcome] = undo(org, org.journal)

    assert outcome.active
    assert outcome.sentence == f"User {sandbox.built.admin.username} stays: it is the user who undoes"
    assert org.journal.open_entries() == [entry]
    assert org.undo() == [], "what was tried in vain is left to mock-org cleanup"


def test_values_of_a_record_that_was_there_before_are_restored(run, sandbox):
    org = run.client(seed=1)
    org.guard = type("Open", (), {"check": lambda *_: None})()
    [site] = org.query("SELECT Id, Status FROM Network WHERE UrlPathPrefix != null")
    org.update("Network", site.Id, Status="DownForMaintenance")
    org.undo()
    assert org.get("Network", site.Id).Status == site.Status == "Live"
    org.close()


def test_a_profile_that_a_scenario_has_let_into_the_site_is_taken_out_again(org):
    site = org.query("SELECT Id FROM Network WHERE UrlPathPrefix != null")[0].Id
    licence = org.id_of("UserLicense", LicenseDefinitionKey="PID_Partner_Community")
    profile = org.insert("Profile", {"Name": org.data.unique("Resellers"), "UserLicenseId": licence})
    org.insert("NetworkMemberGroup", {"NetworkId": site, "ParentId": profile})
    assert org.undo() == []
    assert org.query(f"SELECT Id FROM NetworkMemberGroup WHERE ParentId = '{profile}'") == []


def test_a_record_of_somebody_else_is_neither_changed_nor_deleted(run, org):
    stranger = run.session.client()
    lead = stranger.insert("Lead", {"Company": "Hooli", "LastName": "Lee"})
    stranger.close()
    with pytest.raises(Unsafe, match="was not made by this run"):
        org.update("Lead", lead, Company="Ours")
    with pytest.raises((Unsafe, JournalError), match="was not made by this run"):
        org.delete("Lead", lead)
    assert org.journal.open_entries() == []


def test_the_rows_of_a_user_of_the_run_are_the_runs(org):
    ann = PartnerAccountFactory(org=org, name="Acme", users=1).users[0]
    [log_in] = org.query(f"SELECT Id FROM UserLogin WHERE UserId = '{ann.Id}'")
    org.update("UserLogin", log_in.Id, IsFrozen=True)
    assert "update" not in {entry.deed for entry in org.journal.open_entries()}


def test_no_password_and_no_session_is_written_down(run, org, tmp_path):
    ann = PartnerAccountFactory(org=org, name="Acme", users=1).users[0]
    ours = org.log_in(ann.Username, ann.password, at_site=True)
    written = (tmp_path / "4f2a.jsonl").read_text("utf-8")
    assert ann.Username in written
    for secret in (ann.password, ours.session_id, org.session_id, org.connection.client_secret):
        assert secret not in written


def test_a_log_in_of_somebody_who_was_there_before_is_ended(run, org):
    stranger = run.session.client()
    colleague = ChannelManagerFactory(org=stranger)
    stranger.close()
    theirs = org.log_in(colleague.Username, colleague.password)
    assert theirs.whoami()["preferred_username"] == colleague.Username
    assert [(entry.deed, entry.key) for entry in org.journal.open_entries()] == [
        ("session", {"Username": colleague.Username})
    ]
    assert org.undo() == []
    with pytest.raises(Refused):
        theirs.whoami()


def test_a_log_in_of_a_user_of_the_run_ends_with_the_user(org):
    ann = PartnerAccountFactory(org=org, name="Acme", users=1).users[0]
    ours = org.log_in(ann.Username, ann.password, at_site=True)
    assert "session" not in {entry.deed for entry in org.journal.open_entries()}
    org.undo()
    with pytest.raises(Refused):
        ours.whoami()


def test_a_run_that_has_left_nothing_leaves_no_journal(sandbox, tmp_path):
    with run_on(sandbox, tmp_path) as run:
        LeadFactory(org=(org := run.client(seed=1)))
        org.undo()
        org.close()
        run.close()
    assert list(tmp_path.iterdir()) == []


def test_each_scenario_of_each_worker_has_a_tag_of_its_own(sandbox, tmp_path):
    with run_on(sandbox, tmp_path) as run:
        clients = [run.client(seed=1), run.client(seed=1)]
    assert [type(client.data.names) for client in clients] == [TaggedNames, TaggedNames]
    assert [client.data.run for client in clients] == ["4f2a-1", "4f2a-2"]
    for client in clients:
        client.close()
