"""Which records were changed or deleted in a span of time."""

from datetime import timedelta

import pytest


@pytest.fixture
def span(world):
    now = world.org.clock.now()
    return {
        "start": f"{now - timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}",
        "end": f"{now + timedelta(minutes=5):%Y-%m-%dT%H:%M:%S+00:00}",
    }


def test_changed_records_are_listed(admin, span):
    made = admin.create("Account", Name="Acme")
    answer = admin.get("/sobjects/Account/updated/", query_string=span)
    assert answer.status_code == 200
    assert made in answer.json["ids"]
    assert set(answer.json) == {"ids", "latestDateCovered"}
    assert answer.json["latestDateCovered"].endswith(":00.000+0000")


def test_deleted_records_are_listed(admin, span):
    made = admin.create("Account", Name="Acme")
    admin.call("DELETE", f"/sobjects/Account/{made}")
    answer = admin.get("/sobjects/Account/deleted", query_string=span).json
    assert set(answer) == {"deletedRecords", "earliestDateAvailable", "latestDateCovered"}
    assert [record["id"] for record in answer["deletedRecords"]] == [made]
    assert made not in admin.get("/sobjects/Account/updated", query_string=span).json["ids"]


def test_a_partner_learns_of_no_record_that_he_does_not_see(world, admin, span):
    partner = world.partner("Globex")
    made = admin.create("Account", Name="Hidden")
    assert made not in partner.caller.get("/sobjects/Account/updated", query_string=span).json["ids"]
    admin.call("DELETE", f"/sobjects/Account/{made}")
    assert partner.caller.get("/sobjects/Account/deleted", query_string=span).json["deletedRecords"] == []


@pytest.mark.parametrize("end", ["updated", "deleted"])
@pytest.mark.parametrize(
    ("start_days", "end_days", "text"),
    [
        (0, -1, "endDate must be at least one minute greater than startDate"),
        (0, 0, "endDate must be at least one minute greater than startDate"),
        (-31, 0, "startDate cannot be more than 30 days ago"),
    ],
)
def test_a_span_that_is_not_covered_is_refused(world, admin, end, start_days, end_days, text):
    now = world.org.clock.now()
    asked = {
        "start": (now + timedelta(days=start_days)).isoformat(timespec="seconds"),
        "end": (now + timedelta(days=end_days)).isoformat(timespec="seconds"),
    }
    answer = admin.get(f"/sobjects/Account/{end}", query_string=asked)
    assert (answer.status_code, answer.json) == (400, [{"message": text, "errorCode": "INVALID_REPLICATION_DATE"}])


def test_what_is_no_span_or_no_such_object_is_refused(admin, span):
    assert admin.get("/sobjects/Account/updated").status_code == 400
    assert admin.get("/sobjects/Account/updated", query_string=span | {"end": "now"}).status_code == 400
    ends = {"start": "9999-12-31T23:59:59Z", "end": "0001-01-01T00:00:00+14:00"}
    assert admin.get("/sobjects/Account/updated", query_string=ends).status_code == 400
    assert admin.get("/sobjects/Unreal/updated", query_string=span).status_code == 404
    assert admin.get("/sobjects/AccountShare/updated", query_string=span).status_code == 400


def test_a_span_holds_what_happened_in_it_and_nothing_before(world, admin):
    made, kept = admin.create("Account", Name="Acme"), admin.create("Account", Name="Globex")
    world.org.clock.advance(timedelta(days=2))
    start = world.org.clock.now()
    admin.call("DELETE", f"/sobjects/Account/{made}")
    admin.update("Account", kept, Phone="1")
    world.org.clock.advance(timedelta(hours=1))
    span = {"start": start.isoformat(), "end": world.org.clock.now().isoformat()}
    (record,) = admin.get("/sobjects/Account/deleted", query_string=span).json["deletedRecords"]
    assert (record["id"], record["deletedDate"][:13]) == (made, f"{start:%Y-%m-%dT%H}")
    assert admin.get("/sobjects/Account/updated", query_string=span).json["ids"] == [kept]
    before = {"start": (start - timedelta(hours=1)).isoformat(), "end": start.isoformat()}
    assert admin.get("/sobjects/Account/updated", query_string=before).json["ids"] == []
