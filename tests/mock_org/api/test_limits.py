"""GET …/limits: what the org may use, and what is left."""

from datetime import timedelta

from tests.mock_org.conftest import Caller


def test_permission_sets_that_somebody_made_are_counted(admin: Caller) -> None:
    before = admin.get("/limits").json["PermissionSets"]
    admin.create("PermissionSet", Name="Deals", Label="Deals")
    after = admin.get("/limits").json["PermissionSets"]
    assert after["Remaining"] == before["Remaining"] - 1
    assert after["CreateCustom"]["Remaining"] == before["CreateCustom"]["Remaining"] - 1


def test_every_call_uses_up_one_request(admin: Caller) -> None:
    first, second = (admin.get("/limits").json["DailyApiRequests"]["Remaining"] for _ in range(2))
    assert second == first - 1


def test_every_limit_tells_its_maximum_and_the_rest(admin: Caller) -> None:
    answer = admin.get("/limits").json
    assert {"DailyBulkApiBatches", "DataStorageMB", "SingleEmail", "HourlyDashboardRefreshes"} <= answer.keys()
    assert all(0 <= limit["Remaining"] <= limit["Max"] for limit in answer.values())


# NangoHQ/integration-templates integrations/salesforce/tests/get-limits.test.json (v60.0);
# mike4aday/SwiftlySalesforce Tests/SwiftlySalesforceTests/MockLimits.json (v53.0).
def test_newer_versions_tell_of_newer_limits(admin: Caller) -> None:
    newer, older = (admin.get(f"/services/data/v{version}/limits").json.keys() for version in ("60.0", "53.0"))
    assert {"ScheduledFlowRunLimit", "ContentPublicationLimit", "ExternalServicesObjects"} <= newer - older
    assert older - newer == {"BOZosCalloutHourlyLimit", "MonthlyPlatformEventsUsageEntitlement"}


# SFDO-Tooling/CumulusCI cumulusci/tasks/bulkdata/tests/cassettes/TestUpsert.test_upsert_complex_external_id_field__rest
def test_the_record_count_leaves_out_what_has_no_records(admin: Caller) -> None:
    admin.create("Account", Name="Initech")
    counted = admin.get("/limits/recordCount?sObjects=Account,Opportunity").json
    assert counted == {"sObjects": [{"count": 1, "name": "Account"}]}
    assert admin.get("/limits/recordCount?sObjects=Opportunity").json == {"sObjects": []}


def test_a_reset_gives_the_calls_back(world, admin):
    for _ in range(5):
        admin.get("/limits")
    assert world.app.test_client().post("/_mock/reset").status_code < 300
    left = admin.get("/limits").json["DailyApiRequests"]
    assert left["Max"] - left["Remaining"] <= 1


def test_too_many_calls_in_a_day_are_refused_until_a_day_has_passed(world, admin):
    admin.get("/limits")
    world.org.configure(world.org.settings.patched({"api_requests_per_day": 3}))
    answers = [admin.get("/limits") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 403]
    assert answers[0].headers["Sforce-Limit-Info"] == "api-usage=2/3"
    assert answers[2].json == [{"message": "TotalRequests Limit exceeded.", "errorCode": "REQUEST_LIMIT_EXCEEDED"}]
    assert "Sforce-Limit-Info" in answers[2].headers
    world.org.clock.advance(timedelta(hours=23))
    assert admin.get("/limits").status_code == 403
    world.org.clock.advance(timedelta(hours=24))
    assert admin.get("/limits").headers["Sforce-Limit-Info"] == "api-usage=1/3"
