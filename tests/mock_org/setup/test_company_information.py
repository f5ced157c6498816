"""Company Information in Setup: licences, log-ins by month, and what would cost less."""

import pytest

from mock_org import auth
from mock_org.audit.license_use import LicenseUse, Month, Use
from mock_org.settings.licenses import LicensePrice
from mock_org.setup.license_chart import chart
from tests.mock_org.setup.visitor import visitor_of

PATH = "/lightning/setup/CompanyProfileInfo/home"
LOGIN = "Partner Community Login"


@pytest.fixture
def page(world, admin):
    return visitor_of(world, admin)


def set_clock(world, now):
    assert world.app.test_client().put("/_mock/clock", json={"now": now, "frozen": True}).status_code == 200


def test_licences_are_told_with_seats_and_what_they_open(world, page):
    world.partner("Acme")
    world.built.configure(world.org.settings.patched({"permission_set_licenses": {"Insights <b>": 2}}))
    said = page.read(PATH)
    assert "Partner Community Active 100 1 99 Leads, opportunities, campaigns and partner funds; Cases" in said
    assert "Insights <b> Active 2 0 2" in said
    assert "Partner Community Login Monthly 1000 0 0" in said
    assert "Name prices of seats and log-ins" in said


def test_log_ins_and_cost_are_told_by_month(world, admin, page):
    set_clock(world, "2026-10-05T00:00:00Z")
    prices = {"Partner Community": {"seat": 25}, LOGIN: {"login": 10}}
    world.built.configure(world.org.settings.patched({"license_prices": prices}))
    license_id = admin.query(f"SELECT Id FROM UserLicense WHERE Name = '{LOGIN}'")[0]["Id"]
    profile = admin.create("Profile", Name="By Log-in", UserLicenseId=license_id, PermissionsApiEnabled=True)
    contact = admin.create("Contact", LastName="Two", AccountId=world.partner("Acme").account_id)
    user = world.user("Two", "By Log-in", ContactId=contact, ProfileId=profile)
    for _ in range(3):
        auth.may_enter(world.org, user, auth.Attempt("OAuth"))
    set_clock(world, "2026-11-05T00:00:00Z")
    said = page.read(PATH)
    assert "2026-10 3 1 2,510.00" in said
    assert "2026-11 0 0 2,500.00" in said
    assert "Partner Community Login: in 2026-10 its 1 active user came on 1 day for 10.00 USD." in said


@pytest.mark.parametrize(("most", "top"), [(0, 2), (2, 2), (3, 4), (11, 20), (399, 400), (401, 1000)])
def test_bars_stay_in_the_drawing_and_the_axis_has_round_numbers(most, top):
    months = tuple(Month(f"2026-{n:02}", 5, 1, most * n // 12, most * n // 24, 1, None) for n in range(1, 13))
    use = Use(LOGIN, "", "PowerPartner", "Active", False, (), 1000, LicensePrice(), months)
    drawn = chart(LicenseUse("2026-12", "USD", (use,), ()))
    assert drawn.lines[-1][0] == f"{top:,}"
    assert len(drawn.bars) == 24
    for bar in drawn.bars:
        assert drawn.left <= bar.x <= bar.x + bar.width <= drawn.width
        assert 0 < bar.y <= bar.y + bar.height <= drawn.height
