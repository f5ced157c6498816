"""GET /_mock/licenses: seats, log-ins and cost of licences by month."""

import pytest

from mock_org import auth

MEMBER, LOGIN = "Partner Community", "Partner Community Login"
PRICES = {MEMBER: {"seat": 25.0}, LOGIN: {"login": 10.0}}


def at(world, text):
    assert world.app.test_client().put("/_mock/clock", json={"now": f"{text}Z", "frozen": True}).status_code == 200


@pytest.fixture
def busy(world):
    """A member and a login user: in October he came twice on one day and once on another, in November not yet."""
    at(world, "2026-10-01T12:00:00")
    world.built.configure(world.org.settings.patched({"licenses": {MEMBER: 10, LOGIN: 5}}))
    license_id = world.admin.query(f"SELECT Id FROM UserLicense WHERE Name = '{LOGIN}'")[0]["Id"]
    profile = world.admin.create("Profile", Name="By Log-in", UserLicenseId=license_id, PermissionsApiEnabled=True)
    acme = world.partner("Acme")
    contact = world.admin.create("Contact", LastName="Two", AccountId=acme.account_id)
    two = world.user("Two", "By Log-in", ContactId=contact, ProfileId=profile)
    for user in (two, two, acme.user_id):
        auth.may_enter(world.org, user, auth.Attempt("OAuth"))
    at(world, "2026-10-20T12:00:00")
    auth.may_enter(world.org, two, auth.Attempt("OAuth"))
    at(world, "2026-11-10T12:00:00")
    return world


def told(world, **asked):
    return world.app.test_client().get("/_mock/licenses", query_string=asked)


def of(data, name):
    return next(each for each in data["licenses"] if each["name"] == name)


def test_raw_log_ins_and_what_is_billed_of_them_are_kept_by_month(busy):
    use = of(told(busy).json, LOGIN)
    october, november = use["months"]
    assert (october["month"], october["log_ins"], october["user_days"], october["users"]) == ("2026-10", 3, 2, 1)
    assert (november["month"], november["log_ins"], november["user_days"]) == ("2026-11", 0, 0)
    assert (use["charged_by"], use["entitlement"], use["remaining"]) == ("log-in", 1000, 4)
    assert (october["total"], october["used"]) == (5, 1)


def test_seats_are_paid_and_log_ins_are_billed(busy):
    busy.built.configure(busy.org.settings.patched({"license_prices": PRICES}))
    data = told(busy).json
    assert [month["cost"] for month in of(data, MEMBER)["months"]] == [250.0, 250.0]
    assert [month["cost"] for month in of(data, LOGIN)["months"]] == [20.0, 0.0]
    assert of(data, "Customer Community")["months"][-1]["cost"] is None


def test_members_and_log_ins_are_compared_in_a_sentence(busy):
    assert told(busy).json["what_if"] == ["Name prices of seats and log-ins (license_prices) to compare them."]
    busy.built.configure(busy.org.settings.patched({"license_prices": PRICES}))
    of_members, of_log_ins = told(busy).json["what_if"]
    assert of_members == (
        "Partner Community: in 2026-10 its 1 active user came on 1 day. With Partner Community Login that is "
        "10.00 USD instead of 25.00 USD for the seats: 15.00 USD less."
    )
    assert of_log_ins == (
        "Partner Community Login: in 2026-10 its 1 active user came on 2 days for 20.00 USD. As members of Partner "
        "Community they would have cost 25.00 USD: 5.00 USD more. A seat pays for who comes on more than 2.5 days "
        "a month."
    )


def test_a_table_for_spreadsheets_has_a_line_a_licence_and_month(busy):
    answer = told(busy, format="csv", months="2")
    lines = answer.text.splitlines()
    assert answer.mimetype == "text/csv"
    assert lines[0] == "license,charged_by,month,total,used,log_ins,user_days,users,cost,currency"
    assert "Partner Community Login,log-in,2026-10,5,1,3,2,1,,USD" in lines


def test_months_before_the_asked_ones_are_left_out(busy):
    assert [month["month"] for month in of(told(busy, months="1").json, LOGIN)["months"]] == ["2026-11"]


def test_a_licence_that_the_org_has_not_is_not_told_of(world):
    names = [each["name"] for each in told(world).json["licenses"]]
    assert "Gold Partner" not in names
    world.built.configure(world.org.settings.patched({"licenses": {"Gold Partner": 5}}))
    gold = of(told(world).json, "Gold Partner")
    assert (gold["legacy"], gold["key"], gold["user_type"]) == (True, "PID_STRATEGIC_PRM", "PowerPartner")
    assert "Leads, opportunities, campaigns and partner funds" in gold["opens"]


def test_permission_set_licences_are_told_of(world):
    world.built.configure(world.org.settings.patched({"permission_set_licenses": {"Sales Insights": 3}}))
    assert told(world).json["permission_set_licenses"] == [
        {"name": "Sales Insights", "key": "SalesInsights", "status": "Active", "total": 3, "used": 0, "remaining": 3}
        | {"expires": None}
    ]


@pytest.mark.parametrize(
    ("asked", "words"),
    [({"month": "1"}, "unknown: month"), ({"months": "0"}, "from 1 to 120"), ({"format": "pdf"}, "there are: csv")],
)
def test_what_is_asked_wrongly_is_refused(world, asked, words):
    answer = told(world, **asked)
    assert answer.status_code == 400
    assert words in answer.json["error"]


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"license_prices": {"Partner Comunity": {"seat": 1.0}}}, "license_prices: there is no user licence"),
        ({"monthly_logins": {MEMBER: 5}}, "monthly_logins: there is no login-based licence 'Partner Community'"),
        ({"license_prices": {MEMBER: {"seat": -1.0}}}, "greater than or equal to 0"),
    ],
)
def test_prices_and_log_ins_of_licences_that_there_are_not_are_refused(world, setting, words):
    answer = world.app.test_client().patch("/_mock/settings", json=setting)
    assert answer.status_code == 400
    assert words in answer.json["error"]
