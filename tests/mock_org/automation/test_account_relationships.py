"""Account relationships through the REST API, and what their rules may say."""

import pytest

RULE = {
    "MasterLabel": "Dealers", "DeveloperName": "Dealers", "Type": "Dealer", "EntityType": "Lead",
    "AccountToCriteriaField": "Lead.OwnerId", "AccessLevel": "Read",
}  # fmt: skip


@pytest.fixture
def on(world):
    world.built.configure(world.org.settings.patched({"account_relationships": True}))
    return world


def test_partners_see_what_a_related_account_shares_as_soon_as_the_rule_is_there(on):
    dealer, maker = on.partner("Dealer"), on.partner("Maker")
    lead = maker.caller.create("Lead", LastName="Initech", Company="Initech")
    related = {"Name": "d", "AccountFromId": dealer.account_id, "AccountToId": maker.account_id, "Type": "Dealer"}
    on.admin.create("AccountRelationship", **related)
    assert dealer.caller.query("SELECT Id FROM Lead") == []
    rule = on.admin.create("AccountRelationshipShareRule", **RULE)
    assert [row["Id"] for row in dealer.caller.query("SELECT Id FROM Lead")] == [lead]
    answer = dealer.caller.update("Lead", lead, Company="Mine")
    assert answer.json[0]["errorCode"] == "INSUFFICIENT_ACCESS_OR_READONLY"
    assert on.admin.update("AccountRelationshipShareRule", rule, AccessLevel="Edit").status_code == 204
    assert dealer.caller.update("Lead", lead, Company="Mine").status_code == 204
    assert on.admin.call("DELETE", f"/sobjects/AccountRelationshipShareRule/{rule}").status_code == 204
    assert dealer.caller.query("SELECT Id FROM Lead") == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"EntityType": "Task"}, "EntityType"),
        ({"AccountToCriteriaField": "Lead.Company"}, "AccountToCriteriaField"),
        ({"StaticFormulaCriteria": "true"}, "StaticFormulaCriteria"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused(on, given, field):
    answer = on.admin.call("POST", "/sobjects/AccountRelationshipShareRule", json=RULE | given)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "FIELD_INTEGRITY_EXCEPTION")
    assert answer.json[0]["fields"] == [field]
