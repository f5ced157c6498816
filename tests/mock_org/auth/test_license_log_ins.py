"""What a log-in counts for the licence of who logs in."""

from datetime import UTC, datetime

import pytest

from mock_org import auth
from mock_org.auth.attempts import record
from mock_org.automation.due import run_due

LOGIN = "Partner Community Login"


@pytest.fixture
def login_user(world):
    """A partner user whose licence is bought per log-in."""
    license_id = world.admin.query(f"SELECT Id FROM UserLicense WHERE Name = '{LOGIN}'")[0]["Id"]
    profile = world.admin.create("Profile", Name="By Log-in", UserLicenseId=license_id, PermissionsApiEnabled=True)
    partner = world.partner("Acme")
    contact = world.admin.create("Contact", LastName="Two", AccountId=partner.account_id)
    return world.user("Two", "By Log-in", ContactId=contact, ProfileId=profile)


def enter(world, user, kind="OAuth"):
    return auth.may_enter(world.org, user, auth.Attempt(kind))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def used(world, name=LOGIN):
    asked = f"SELECT MonthlyLoginsUsed, MonthlyLoginsEntitlement FROM UserLicense WHERE Name = '{name}'"
    row = world.admin.query(asked)[0]
    return row["MonthlyLoginsUsed"], row["MonthlyLoginsEntitlement"]


def test_every_successful_log_in_counts(world, login_user):
    for _ in range(3):
        enter(world, login_user)
    assert used(world) == (3, 1000)


def test_a_refused_log_in_does_not_count(world, login_user):
    assert world.admin.update("User", login_user, IsActive=False).status_code == 204
    with pytest.raises(auth.LoginRefused):
        enter(world, login_user)
    assert used(world) == (0, 1000)


def test_a_licence_charged_by_user_counts_no_log_ins(world):
    enter(world, world.partner("Acme").user_id)
    assert used(world, "Partner Community") == (None, None)


def test_with_a_new_month_counting_starts_again(world, login_user):
    world.org.clock.set(at("2026-11-30T20:00:00"), frozen=True)
    enter(world, login_user)
    world.org.clock.set(at("2026-12-01T07:30:00"), frozen=True)  # in Los Angeles still November
    run_due(world.org)
    enter(world, login_user)
    assert used(world)[0] == 2
    world.org.clock.set(at("2026-12-01T08:30:00"), frozen=True)
    run_due(world.org)
    assert used(world)[0] == 0
    enter(world, login_user)
    assert used(world)[0] == 1


def test_log_ins_beyond_those_of_the_month_are_billed_only(world, login_user):
    world.built.configure(world.org.settings.patched({"monthly_logins": {LOGIN: 1}}))
    enter(world, login_user)
    enter(world, login_user)
    assert used(world) == (2, 1)


def test_an_org_can_refuse_them(world, login_user):
    changes = {"monthly_logins": {LOGIN: 1}, "login_overage": "refuse"}
    world.built.configure(world.org.settings.patched(changes))
    enter(world, login_user)
    with pytest.raises(auth.LoginRefused):
        enter(world, login_user)
    asked = f"SELECT Status FROM LoginHistory WHERE UserId = '{login_user}' ORDER BY LoginTime"
    assert [row["Status"] for row in world.admin.query(asked)] == ["Success", "Monthly Login Limit Exceeded"]
    assert used(world) == (1, 1)


def test_an_administrator_who_logs_in_as_a_user_burns_no_log_in(world, login_user):
    user = world.org.system_session().find("User", Id=login_user)[0]
    record(world.org, user, auth.Attempt("LoginAs"), None)
    assert used(world) == (0, 1000)
