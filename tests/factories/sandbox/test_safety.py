"""Nothing is written to an org that is no sandbox, nor to records that the run has not made."""

from types import SimpleNamespace

import pytest

from factories import (
    AccountFactory,
    ChannelManagerFactory,
    LeadFactory,
    OrgClient,
    PartnerAccountFactory,
    Refused,
    using,
)
from factories.connection import Connection
from factories.data import TestData
from factories.journal import Journal
from factories.refused import Unsafe
from factories.sandbox.connecting import discover, enter
from factories.sandbox.safety import Organization, SandboxGuard, guard_of, why_unsafe
from factories.sandbox.touched import changed

ID = "00D000000000001AAA"
SANDBOX = "acme--uat.sandbox.my.salesforce.com"


def org_of(host, *, sandbox=False, kind="Enterprise Edition", trial=None):
    return Organization(ID, "Acme", sandbox, kind, trial, host)


@pytest.mark.parametrize("host", [SANDBOX, "127.0.0.1", "localhost"])
def test_a_sandbox_is_written_to(host):
    assert why_unsafe(org_of(host, sandbox=True), None) == ""


@pytest.mark.parametrize(
    "host",
    ["acme.my.salesforce.com", "acme--uat.my.salesforce.com", "sandbox.my.salesforce.com", f"{SANDBOX}.evil.example",
     f"evil.example/{SANDBOX}", "acme-uat.sandbox.my.salesforce.com"],
)  # fmt: skip
def test_a_sandbox_under_another_host_is_not(host):
    assert "is no host of one" in why_unsafe(org_of(host, sandbox=True), None)


@pytest.mark.parametrize("host", [SANDBOX, "acme.my.salesforce.com", "127.0.0.1"])
def test_production_is_refused_whatever_is_said(host):
    assert "is a production org" in why_unsafe(org_of(host), ID)


@pytest.mark.parametrize(
    ("host", "kind", "trial"),
    [
        ("acme-dev-ed.my.salesforce.com", "Developer Edition", None),
        ("acme-dev-ed.develop.my.salesforce.com", "Developer Edition", None),
        ("page-energy-1234.scratch.my.salesforce.com", "Enterprise Edition", "2026-12-01T00:00:00.000+0000"),
        ("127.0.0.1", "Developer Edition", None),
    ],
)
def test_a_scratch_or_developer_org_is_written_to_only_when_it_is_named(host, kind, trial):
    told = org_of(host, kind=kind, trial=trial)

    assert why_unsafe(told, ID) == ""
    assert f"MOCK_ORG_SANDBOX_ALLOW_ORG={ID}" in why_unsafe(told, None)
    assert "is no sandbox" in why_unsafe(told, "00D000000000002AAA")


def test_a_trial_of_production_is_refused_though_it_is_named():
    told = org_of("acme.my.salesforce.com", trial="2026-12-01T00:00:00.000+0000")

    assert "no host of a scratch or developer org" in why_unsafe(told, ID)


@pytest.fixture
def org(sandbox, settings_of):
    """The org as a run has it."""
    settings = settings_of(sandbox)
    client = discover(enter(settings), settings).client(TestData(1, run="r1"), Journal())
    yield client
    client.close()


def test_the_client_itself_asks_what_the_org_is_before_the_first_write(org, sandbox):
    [row] = org.query("SELECT Id FROM Organization")
    sandbox.write("Organization", row.Id, IsSandbox=False, OrganizationType="Enterprise Edition")

    with pytest.raises(Unsafe, match="production org"):
        AccountFactory(org=org)

    assert org.query("SELECT Id FROM Account") == []


def test_records_of_the_run_are_changed_and_deleted(org):
    with using(org):
        lead = LeadFactory(Company="Initech")
        org.update("Lead", lead.Id, Company="Initrode")
        org.update_many("Lead", [{"Id": lead.Id, "Company": "Initech"}])
        org.delete("Lead", lead.Id)


def test_records_of_others_are_neither_changed_nor_deleted(org, sandbox):
    lead_id = foreign_lead(sandbox)

    for touch in (
        lambda: org.update("Lead", lead_id, Company="Mine"),
        lambda: org.update_many("Lead", [{"Id": lead_id, "Company": "Mine"}]),
        lambda: org.delete("Lead", lead_id),
        lambda: org.set_password(org.user_id, "Another-1-word"),
        lambda: org.make_site("Other", "other", "Partner Central"),
    ):
        with pytest.raises(Unsafe, match=r"not made by this run|not known which records"):
            touch()
    assert sandbox.row("Lead", Id=lead_id)["Company"] == "Theirs"


def test_what_belongs_to_a_record_of_the_run_may_be_changed(org):
    with using(org):
        ann = PartnerAccountFactory(name="Acme", users=1).users[0]
    [log_in] = org.query(f"SELECT Id FROM UserLogin WHERE UserId = '{ann.Id}'")

    org.update("UserLogin", log_in.Id, IsFrozen=True)
    org.set_password(ann.Id, "Another-1-word")


def test_who_is_logged_in_from_here_is_guarded_as_well(org, sandbox):
    lead_id = foreign_lead(sandbox)
    with using(org):
        ann = PartnerAccountFactory(name="Acme", users=1).users[0]
    session = org.log_in(ann.Username, "", at_site=True)

    made = session.insert("Lead", {"LastName": "Lee", "Company": "Initech"})
    session.update("Lead", made, Company="Initrode")
    with pytest.raises(Unsafe):
        session.update("Lead", lead_id, Company="Mine")


def test_an_org_elsewhere_is_guarded_even_when_nobody_asked_for_it():
    elsewhere = Connection(f"https://{SANDBOX}", "62.0", "", "", "")
    here = Connection("http://127.0.0.1:8080", "62.0", "", "", "")

    assert isinstance(guard_of(elsewhere), SandboxGuard)
    guard_of(here).check(SimpleNamespace(), "DELETE", "sobjects/Lead/x", None, None)
    client = OrgClient(elsewhere, "no session")
    assert isinstance(client.guard, SandboxGuard)
    client.close()


@pytest.mark.parametrize(
    ("method", "path", "body", "params"),
    [
        ("POST", "connect/communities", {}, None),
        ("PATCH", "sobjects/Lead/Ext__c/1", {}, None),
        ("PUT", "sobjects/Lead", {}, None),
        ("POST", "composite", {"compositeRequest": []}, None),
        ("POST", "composite/batch", {"batchRequests": []}, None),
        ("POST", "composite/tree/Lead", {"records": []}, None),
        ("PATCH", "composite/sobjects/Lead/Ext__c", {"records": []}, None),
        ("POST", "composite/graph", {}, None),
        ("POST", "jobs/ingest", {}, None),
        ("POST", "process/approvals", {}, None),
        ("POST", "actions/standard/chatterPost", {}, None),
        ("PATCH", "ui-api/records/00Q000000000001AAA", {}, None),
        ("DELETE", "tooling/sobjects/ApexClass/01p000000000001AAA", None, None),
        ("POST", "sobjects/Lead/../Account", {}, None),
        ("delete", "composite/sobjects", None, {"ids": "00Q000000000001AAA"}),
        ("DELETE", "composite/sobjects", {"ids": "00Q000000000001AAA"}, {"ids": "00Q000000000002AAA"}),
        ("POST", "composite/sobjects", {"records": []}, {"_HttpMethod": "DELETE", "ids": "00Q000000000001AAA"}),
        ("PATCH", "composite/sobjects", {"records": [{"Id": "00Q000000000001AAA", "id": "00Q000000000002AAA"}]}, None),
        ("PATCH", "composite/sobjects", {"records": [{"Company": "Nobody's"}]}, None),
    ],
)
def test_a_request_of_which_nobody_knows_what_it_changes_is_not_sent(method, path, body, params):
    with pytest.raises(Unsafe, match="not known which records"):
        list(changed(method, path, body, params))


def test_every_record_of_a_list_is_looked_at():
    rows = [{"attributes": {"type": "Lead"}, "id": "00Q000000000001AAA"}]
    assert list(changed("PATCH", "composite/sobjects", {"Records": rows})) == [("Lead", "00Q000000000001AAA")]
    ids = "00Q000000000001AAA, 001000000000001AAA"
    assert [each for _, each in changed("DELETE", "composite/sobjects", None, {"ids": ids})] == ids.split(", ")


def test_lists_of_ids_with_a_record_of_others_among_them_are_not_sent(org, sandbox):
    lead_id = foreign_lead(sandbox)
    ours = LeadFactory(org=org).Id
    for method, body, params in (
        ("DELETE", None, {"ids": f"{ours},{lead_id}"}),
        ("PATCH", {"records": [{"attributes": {"type": "Lead"}, "Id": each} for each in (ours, lead_id)]}, None),
    ):
        with pytest.raises(Unsafe, match=f"{lead_id} was not made by this run"):
            org.rest(method, "composite/sobjects", body, params)
    assert org.get("Lead", ours).IsDeleted is False


def test_a_record_of_others_does_not_become_ours_by_naming_one_of_ours(org, sandbox):
    lead_id = foreign_lead(sandbox)
    ours = AccountFactory(org=org)
    sandbox.write("Lead", lead_id, Partner_Account__c=ours.Id)
    with pytest.raises(Unsafe):
        org.update("Lead", lead_id, Company="Mine")
    with pytest.raises(Unsafe):
        org.rest("DELETE", f"sobjects/Lead/{lead_id}")


def test_nothing_is_put_on_a_record_of_others(org, sandbox):
    lead_id, me = foreign_lead(sandbox), org.user_id
    gold = org.id_of("PermissionSet", Label="Gold Partner")
    group = org.insert("Group", {"Name": org.data.unique("West"), "DeveloperName": "West_r1", "Type": "Regular"})
    share = {"LeadId": lead_id, "UserOrGroupId": group, "LeadAccessLevel": "Edit"}
    for sobject, values in (
        ("LeadShare", share),
        ("leadshare", share),
        ("PermissionSetAssignment", {"AssigneeId": me, "PermissionSetId": gold}),
        ("PermissionSetAssignment", {"Assignee": {"Username": sandbox.built.admin.username}, "PermissionSetId": gold}),
        ("Task", {"Subject": "r1", "WhoId": lead_id}),
        ("ContentVersion", {"Title": "r1", "PathOnClient": "a.txt", "FirstPublishLocationId": lead_id}),
    ):
        with pytest.raises(Unsafe, match="would change that record"):
            org.rest("POST", f"sobjects/{sobject}", values)
        row = {"attributes": {"type": sobject}, **values}
        with pytest.raises(Unsafe, match="would change that record"):
            org.rest("POST", "composite/sobjects", {"records": [row]})
    assert org.query(f"SELECT Id FROM Task WHERE WhoId = '{lead_id}'") == []


def test_whoever_acts_what_is_ours_is_asked_as_the_administrator(org):
    with using(org):
        acme = PartnerAccountFactory(name="Acme", users=2)
    ann, bo = (org.log_in(user.Username, "", at_site=True) for user in acme.users)
    [log_in] = org.query(f"SELECT Id FROM UserLogin WHERE UserId = '{bo.user_id}'")

    with pytest.raises(Refused) as no:
        ann.update("UserLogin", log_in.Id, IsFrozen=True)
    assert not isinstance(no.value, Unsafe), "it is the org that says no"

    with using(org):
        manager = ChannelManagerFactory()
    cy = org.log_in(manager.Username, "")
    org.update("UserLogin", log_in.Id, IsFrozen=True)
    assert cy.witness is org


def foreign_lead(sandbox):
    """A lead that was there before."""
    records = sandbox.built.org.system_session().records()
    with sandbox.built.org.database.transaction():
        return records.insert("Lead", {"LastName": "Old", "Company": "Theirs", "Status": "Open - Not Contacted"})
