"""GET …/limits: what the org may use, and what is left."""

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
