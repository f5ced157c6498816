"""GET /_mock/leaks: findings with the rule to blame, in every form."""

import pytest


@pytest.fixture
def leaking(world, admin):
    """Two partners, of whom one is shared a lead of the other."""
    acme, globex = world.partner("Acme"), world.partner("Globex")
    lead = admin.create("Lead", LastName="Initech", Company="Initech", OwnerId=acme.user_id)
    admin.create("LeadShare", LeadId=lead, UserOrGroupId=globex.user_id, LeadAccessLevel="Edit")
    return world.app.test_client()


def test_findings_are_told_with_rule_and_explanation(leaking):
    found = leaking.get("/_mock/leaks").json
    [leak] = found["leaks"]
    assert not found["clean"]
    assert (leak["rule"], leak["object"], leak["level"]) == ("share row Manual", "Lead", "edit")
    assert leak["pairs"] == [{"sees": "Globex", "whose": "Acme"}]
    assert {"account": "Acme", "path": "Owner.AccountId"} in leak["example"]["belongs_to"]
    assert "sees Initech because" in leak["example"]["because"]
    [pool] = found["configuration"]
    assert pool["rule"] == "sharing rule Lead.Partner_Pool_Leads"
    assert "pool" in pool["allowed"]


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_findings_are_told_in_every_form(leaking, form):
    answer = leaking.get(f"/_mock/leaks?object=Lead&format={form}")
    assert answer.status_code == 200
    for words in ("share row Manual", "Globex sees Acme", "sees Initech because", "Partner_Pool_Leads"):
        assert words in answer.text.replace("&#39;", "'")


def test_what_is_asked_wrongly_is_refused(world):
    client = world.app.test_client()
    assert "there are: json" in client.get("/_mock/leaks?format=pdf").json["error"]
    answer = client.get("/_mock/leaks?object=Nothing__c")
    assert answer.status_code == 400
    assert "no record of Nothing__c belongs to a partner" in answer.json["error"]
