"""SOAP getUpdated, getDeleted, getServerTimestamp."""

from datetime import datetime, timedelta

from tests.mock_org.api.soap_caller import Soap, told


def span(call, now, name="Account"):
    start, end = now - timedelta(hours=1), now + timedelta(hours=1)
    dates = f"<startDate>{start.isoformat()}</startDate><endDate>{end.isoformat()}</endDate>"
    return f"<{call}><sObjectType>{name}</sObjectType>{dates}</{call}>"


def test_changes_and_deletes_of_a_span_are_told(world, admin):
    kept, gone = admin.create("Account", Name="A"), admin.create("Account", Name="B")
    admin.call("DELETE", f"/sobjects/Account/{gone}")
    soap, now = Soap.of(admin), world.org.clock.now()
    (updated,) = soap.call(span("getUpdated", now))
    assert told(updated, "ids") == kept
    assert (told(updated, "latestDateCovered") or "").endswith("Z")
    (deleted,) = soap.call(span("getDeleted", now))
    assert told(deleted, "deletedRecords", "id") == gone
    assert (told(deleted, "earliestDateAvailable") or "").endswith("Z")


def test_a_span_that_is_none_is_refused(world, admin):
    soap, now = Soap.of(admin), world.org.clock.now()
    assert soap.refused(span("getUpdated", now, "Nope"))[2] == "InvalidSObjectFault"
    assert "xsd:dateTime" in soap.refused("<getUpdated><sObjectType>Account</sObjectType></getUpdated>")[1]
    assert soap.refused(span("getUpdated", now - timedelta(days=60)))[0] == "sf:INVALID_REPLICATION_DATE"


def test_the_time_is_that_of_the_orgs_clock(world, admin):
    (result,) = Soap.of(admin).call("<getServerTimestamp/>")
    told_time = datetime.fromisoformat(told(result, "timestamp") or "")
    assert abs(told_time - world.org.clock.now()) < timedelta(minutes=1)
