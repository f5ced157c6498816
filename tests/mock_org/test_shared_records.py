"""Through REST: what shares and teams open to a partner, what their tables show, and all or none of several records."""

import pytest


@pytest.fixture
def two(world):
    """Two partners, and a lead and an opportunity of the vendor's."""
    acme, globex = world.partner("Acme"), world.partner("Globex")
    lead = world.admin.create("Lead", LastName="Initech", Company="Initech")
    return world.admin, acme, globex, lead


def causes(caller, lead):
    rows = caller.query(f"SELECT UserOrGroupId, LeadAccessLevel, RowCause FROM LeadShare WHERE LeadId = '{lead}'")
    return {(row["UserOrGroupId"], row["LeadAccessLevel"], row["RowCause"]) for row in rows}


def test_a_shared_lead_is_seen_and_its_share_rows_are_answered_and_kept(two):
    admin, acme, globex, lead = two
    sent = {"LeadId": lead, "UserOrGroupId": acme.user_id, "LeadAccessLevel": "Read"}
    first = admin.create("LeadShare", **sent)
    assert admin.create("LeadShare", **sent | {"LeadAccessLevel": "Edit"}) == first
    both = {(admin.user_id, "All", "Owner"), (acme.user_id, "Edit", "Manual")}
    assert both <= causes(admin, lead)
    assert causes(acme.caller, lead) == {(acme.user_id, "Edit", "Manual")}
    assert causes(globex.caller, lead) == set()
    assert acme.caller.update("Lead", lead, Rating="Hot").status_code == 204
    owners = admin.query(f"SELECT Id FROM LeadShare WHERE LeadId = '{lead}' AND RowCause = 'Owner'")[0]["Id"]
    row = admin.get(f"/sobjects/LeadShare/{owners}")
    assert (row.status_code, row.json["UserOrGroupId"]) == (200, admin.user_id)
    refused = admin.call("DELETE", f"/sobjects/LeadShare/{owners}")
    assert refused.json[0]["errorCode"] == "INSUFFICIENT_ACCESS_OR_READONLY"
    assert acme.caller.call("DELETE", f"/sobjects/LeadShare/{first}").status_code != 204
    lists = admin.query(f"SELECT Id, (SELECT Id, RowCause FROM Shares) FROM Lead WHERE Id = '{lead}'")[0]
    assert lists["Shares"]["totalSize"] == len(causes(admin, lead))
    refusals = [admin.call("POST", "/sobjects/LeadShare", json=sent | more).status_code
                for more in ({"RowCause": "Rule"}, {"LeadAccessLevel": "All"})]  # fmt: skip
    assert refusals == [400, 400]


def test_a_partner_on_a_team_works_on_the_opportunity_until_it_is_private(two):
    admin, acme, globex, _ = two
    values = {"Name": "Rollout", "StageName": "Prospecting", "CloseDate": "2030-01-01", "AccountId": globex.account_id}
    rollout = admin.create("Opportunity", **values)
    member = {"OpportunityId": rollout, "UserId": acme.user_id, "OpportunityAccessLevel": "Edit"}
    admin.create("OpportunityTeamMember", **member)
    assert acme.caller.update("Opportunity", rollout, NextStep="Call").status_code == 204
    rows = admin.query(f"SELECT RowCause FROM OpportunityShare WHERE UserOrGroupId = '{acme.user_id}'")
    assert [row["RowCause"] for row in rows] == ["Team"]
    assert admin.update("Opportunity", rollout, IsPrivate=True).status_code == 204
    assert acme.caller.get(f"/sobjects/Opportunity/{rollout}").status_code == 404
    assert admin.query("SELECT Id FROM OpportunityTeamMember") == []


def test_one_record_out_of_reach_undoes_the_others(two):
    admin, acme, _, lead = two
    own = admin.create("Lead", LastName="Own", Company="Own", OwnerId=acme.user_id)
    changed = [{"attributes": {"type": "Lead"}, "id": each, "Rating": "Hot"} for each in (own, lead)]
    answer = acme.caller.call("PATCH", "/composite/sobjects", json={"allOrNone": True, "records": changed}).json
    codes = [each["errors"][0]["statusCode"] for each in answer]
    assert codes == ["ALL_OR_NONE_OPERATION_ROLLED_BACK", "INVALID_CROSS_REFERENCE_KEY"]
    steps = [
        {"method": "PATCH", "url": f"/services/data/v62.0/sobjects/Lead/{each}", "referenceId": f"r{number}",
         "body": {"Rating": "Hot"}} for number, each in enumerate((own, lead))
    ]  # fmt: skip
    answer = acme.caller.call("POST", "/composite", json={"allOrNone": True, "compositeRequest": steps}).json
    assert [step["httpStatusCode"] for step in answer["compositeResponse"]] == [400, 404]
    assert admin.query(f"SELECT Rating FROM Lead WHERE Id = '{own}'")[0]["Rating"] is None
    tree = {"records": [
        {"attributes": {"type": "Lead", "referenceId": f"t{number}"}, "LastName": "New", "Company": "New", **more}
        for number, more in enumerate(({}, {"PartnerAccountId": two[2].account_id}))
    ]}  # fmt: skip
    assert acme.caller.call("POST", "/composite/tree/Lead", json=tree).status_code == 400
    assert admin.query("SELECT Id FROM Lead WHERE LastName = 'New'") == []
