"""Dormant users are warned and deactivated by the org's clock; the org's settings say when and who is exempt."""

from functools import partial

import pytest

from mock_org import auth
from mock_org.automation.deactivation import deactivate

PARTNER_LICENSE = "SELECT UsedLicenses FROM UserLicense WHERE Name = 'Partner Community'"
# All times below are of the org's time zone, which is behind UTC: noon in January is 20:00Z.
NEW_YEAR = "2026-01-01T20:00:00Z"


@pytest.fixture
def clock(put_clock):
    put_clock(NEW_YEAR, "dormant")
    return partial(put_clock, jobs="dormant")


@pytest.fixture
def switched_on(switch_on):
    switch_on("dormant_users")
    return partial(switch_on, "dormant_users")


def log_in(world, user_id):
    auth.issue(world.org, user_id, "OAuth")
    records = world.org.system_session().records()
    now = world.org.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "+0000")
    records.write("User", [user_id], {"LastLoginDate": now})


def active(admin):
    return {u["LastName"] for u in admin.query("SELECT LastName FROM User WHERE ContactId != null AND IsActive = true")}


def test_who_has_not_logged_in_for_90_days_is_deactivated_and_frees_the_seat(world, admin, clock, switched_on):
    acme, beta, _never = world.partner("Acme"), world.partner("Beta"), world.partner("Never")
    log_in(world, acme.user_id)
    clock("2026-04-20T19:00:00Z")  # 109 days later
    log_in(world, beta.user_id)
    before = admin.query(PARTNER_LICENSE)[0]["UsedLicenses"]
    ran = clock("2026-05-02T00:00:00Z")
    ran = [run for run in ran if run["job"] == "dormant-users"]
    assert [run["at"] for run in ran] == ["2026-05-01T09:00:00.000Z"]
    assert active(admin) == {"BetaUser"}
    assert admin.query(PARTNER_LICENSE)[0]["UsedLicenses"] == before - 2
    partners = admin.query("SELECT IsPartner FROM Account WHERE Name IN ('Acme', 'Never')")
    assert [account["IsPartner"] for account in partners] == [True, True]
    assert "2 users deactivated: acmeuser@example.com, neveruser@example.com" in ran[0]["said"]


@pytest.mark.parametrize(("last", "dormant"), [("2026-02-01T07:59:00Z", False), ("2026-01-31T07:59:00Z", True)])
def test_the_days_are_whole_days_of_the_org(world, admin, clock, switched_on, last, dormant):
    """On May 1, ninety days ago was January 31: who logged in on that day stays, the day before does not."""
    acme = world.partner("Acme")
    clock(last)
    log_in(world, acme.user_id)
    clock("2026-05-02T00:00:00Z")
    assert (active(admin) == set()) == dormant


def test_it_runs_every_month_and_leaves_internal_users_alone(world, admin, clock, switched_on):
    world.user("Inside", "Channel Manager")
    world.partner("Acme")
    clock("2026-04-01T20:00:00Z")
    world.partner("Later")
    clock("2026-05-10T20:00:00Z")
    assert active(admin) == {"LaterUser"}
    clock("2026-08-10T20:00:00Z")
    assert active(admin) == set()
    assert admin.query("SELECT IsActive FROM User WHERE LastName = 'Inside'")[0]["IsActive"] is True


def test_in_a_plain_org_nothing_happens(world, admin, clock):
    world.partner("Acme")
    clock("2027-01-01T20:00:00Z")
    assert active(admin) == {"AcmeUser"}


def test_the_routine_can_be_run_out_of_turn(world, admin, clock, door):
    world.partner("Acme")
    clock("2026-06-15T20:00:00Z")
    assert active(admin) == {"AcmeUser"}
    ran = door.post("/_mock/jobs/dormant-users/run").json
    assert (ran["failed"], ran["said"], active(admin)) == (
        False,
        "1 user deactivated: acmeuser@example.com",
        set(),
    )


def test_the_number_of_days_is_a_setting(world, admin, clock, switched_on):
    switched_on(days=200)
    world.partner("Acme")
    clock("2026-07-02T00:00:00Z")
    assert active(admin) == {"AcmeUser"}
    clock("2026-09-02T00:00:00Z")
    assert active(admin) == set()


@pytest.mark.parametrize(
    "exempt",
    [
        {"exempt_users": ["ACMEUSER@example.com"]},
        {"exempt_profiles": ["Channel Partner"]},
        {"exempt_permission_set": "Gold_Partner"},
    ],
)
def test_who_is_exempt_stays(world, admin, clock, switched_on, exempt):
    switched_on(**exempt)
    acme = world.partner("Acme")
    gold = admin.query("SELECT Id FROM PermissionSet WHERE Name = 'Gold_Partner'")[0]["Id"]
    admin.create("PermissionSetAssignment", AssigneeId=acme.user_id, PermissionSetId=gold)
    clock("2027-01-02T20:00:00Z")
    assert active(admin) == {"AcmeUser"}


@pytest.mark.parametrize("exempt", [{"exempt_profiles": ["Chanel Partner"]}, {"exempt_permission_set": "No_Such_Set"}])
def test_an_exemption_that_means_nobody_stops_the_routine(world, admin, clock, switched_on, exempt):
    switched_on(**exempt)
    world.partner("Acme")
    [ran, *_] = [run for run in clock("2026-05-02T20:00:00Z") if run["job"] == "dormant-users"]
    assert (ran["failed"], active(admin)) == (True, {"AcmeUser"})
    assert "to be exempt" in ran["said"]


def test_a_mail_warns_a_week_before_and_who_logs_in_then_stays(world, admin, clock, switched_on, door):
    acme, _beta = world.partner("Acme"), world.partner("Beta")
    door.delete("/_mock/outbox")
    ran = clock("2026-04-25T00:00:00Z")
    assert (ran[-1]["job"], ran[-1]["at"]) == ("dormant-user-warnings", "2026-04-24T09:00:00.000Z")
    assert ran[-1]["said"] == "2 warned: acmeuser@example.com, betauser@example.com"
    [mail] = door.get("/_mock/outbox?to=acmeuser@example.com").json
    assert "never" in mail["text"]
    assert "5/1/2026" in mail["text"]
    log_in(world, acme.user_id)
    clock("2026-05-02T00:00:00Z")
    assert active(admin) == {"AcmeUser"}


def test_without_days_of_warning_no_mail_is_sent(world, clock, switched_on, door):
    switched_on(warn_days=0)
    world.partner("Acme")
    door.delete("/_mock/outbox")
    clock("2027-01-02T20:00:00Z")
    assert door.get("/_mock/outbox").json == []


def test_who_cannot_be_deactivated_is_told_and_the_others_are(world, admin, clock, switched_on, monkeypatch):
    world.partner("Acme")
    world.partner("Beta")

    def refusing(org, user):
        return "no" if user["LastName"] == "AcmeUser" else deactivate(org, user)

    monkeypatch.setattr("mock_org.automation.deactivation.deactivate", refusing)
    ran = clock("2026-05-02T00:00:00Z")
    assert active(admin) == {"AcmeUser"}
    assert "acmeuser@example.com could not be: no" in ran[-1]["said"]


def test_switched_on_late_it_does_not_make_up_for_the_months_before(world, admin, clock, door):
    world.partner("Acme")
    clock("2026-06-15T20:00:00Z")
    door.patch("/_mock/settings", json={"dormant_users": {"on": True}})
    assert [run for run in door.get("/_mock/jobs").json["runs"] if run["job"] == "dormant-users"] == []
    assert active(admin) == {"AcmeUser"}
    assert [run["at"] for run in clock("2026-07-02T20:00:00Z")][-1] == "2026-07-01T09:00:00.000Z"
    assert active(admin) == set()
