import pytest

from tests.mock_org.site.portal import PASSWORD, SITE, heading_of, text_of

ANN = {"firstName": "Ann", "lastName": "Lee", "email": "ann@initech.example"}
WITH = {"password": PASSWORD, "confirmPassword": PASSWORD}
PAGE = "/s/login/SelfRegister"
USERS = (
    "SELECT Id, Username, ContactId, AccountId, IsPortalSelfRegistered, Profile.Name FROM User "
    "WHERE Email = 'ann@initech.example'"
)


@pytest.fixture
def account(world):
    """Self-registration is on, and this is the account of those who come."""
    admin = world.admin
    site = admin.query("SELECT Id FROM Network")[0]["Id"]
    account = admin.create("Account", Name="Walk-ins")
    changed = admin.update(
        "Network", site, OptionsSelfRegistrationEnabled=True, SelfRegProfileId=world.profile("Channel Partner")
    )
    assert changed.status_code == 204, changed.json
    admin.create("NetworkSelfRegistration", NetworkId=site, AccountId=account)
    return account


def test_nobody_signs_up_where_it_is_off(world, guest):
    assert "Not a member?" not in guest.get("/s/login/").text
    assert guest.get(PAGE).status_code == 404
    assert guest.client.post(SITE + PAGE, data=ANN).status_code == 404


def test_who_signs_up_with_a_password_is_a_partner_user_and_logged_in(world, guest, account):
    assert f'href="{SITE}{PAGE}"' in guest.get("/s/login/").text
    answer = guest.submit(PAGE, **ANN, **WITH)
    assert answer.status_code == 302, text_of(answer.text)
    assert heading_of(guest.client.get(answer.location).text) == "Welcome, Ann Lee"
    [user] = world.admin.query(USERS)
    assert (user["Username"], user["AccountId"]) == ("ann@initech.example", account)
    assert user["IsPortalSelfRegistered"] is True
    assert user["Profile"]["Name"] == "Channel Partner"
    [contact] = world.admin.query(f"SELECT Name, AccountId FROM Contact WHERE Id = '{user['ContactId']}'")
    assert (contact["Name"], contact["AccountId"]) == ("Ann Lee", account)


def test_who_signs_up_when_nobody_may_log_in_is_told_no_failure(world, guest, account):
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    never = {day: [0, 0] for day in days}
    world.built.configure(world.org.settings.patched({"login_hours": {"Channel Partner": never}}))
    answer = guest.submit(PAGE, **ANN, **WITH)
    assert (answer.status_code, answer.location) == (303, f"{SITE}/s/login/")
    assert len(world.admin.query(USERS)) == 1


def test_without_a_password_a_mail_is_on_its_way(world, guest, account):
    answer = guest.submit(PAGE, **ANN)
    assert answer.location == f"{SITE}/s/login/CheckPasswordResetEmail"
    assert [mail["subject"] for mail in world.org.mails("ann@initech.example")] == ["Welcome to Partner Central"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lastName": ""}, "Last Name is required."),
        ({"email": " "}, "Email is required."),
        ({"password": "a"}, "The passwords do not match."),
        ({"email": "no address"}, "email"),
        (WITH | {"password": "x", "confirmPassword": "x"}, "password"),
        ({"email": "taken@initech.example"}, "The username already exists"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(world, guest, account, change, words):
    world.user("Taken", "Sales Rep", Username="taken@initech.example")
    before = [world.org.system_session().records().count(name) for name in ("User", "Contact")]
    answer = guest.submit(PAGE, **(ANN | change))
    assert answer.status_code == 400
    assert words in text_of(answer.text)
    assert 'value="Ann"' in answer.text
    assert [world.org.system_session().records().count(name) for name in ("User", "Contact")] == before


def test_the_last_seat_is_the_last(world, guest, account):
    license_row = world.org.system_session().find("UserLicense", Name="Partner Community")[0]
    world.org.system_session().records().write(
        "UserLicense", [license_row["Id"]], {"TotalLicenses": license_row["UsedLicenses"]}
    )
    answer = guest.submit(PAGE, **ANN, **WITH)
    assert "License Limit Exceeded" in text_of(answer.text)
    assert world.admin.query(USERS) == []


def test_a_forged_form_makes_nobody(world, guest, account):
    guest.get(PAGE)
    assert guest.client.post(SITE + PAGE, data=ANN | WITH).status_code == 403
    assert world.admin.query(USERS) == []


def test_a_site_has_one_account_for_those_who_come(world, account):
    site = world.admin.query("SELECT Id FROM Network")[0]["Id"]
    other = world.admin.call(
        "POST", "/sobjects/NetworkSelfRegistration", json={"NetworkId": site, "AccountId": account}
    )
    assert (other.status_code, other.json[0]["errorCode"]) == (400, "DUPLICATE_VALUE")


def test_nobody_signs_up_without_an_account_or_with_a_profile_that_is_no_member(world, guest, account):
    group = world.admin.query(
        f"SELECT Id FROM NetworkMemberGroup WHERE ParentId = '{world.profile('Channel Partner')}'"
    )
    world.admin.update("NetworkMemberGroup", group[0]["Id"], AssignmentStatus="WaitingForRemove")
    assert "no member of the site" in text_of(guest.submit(PAGE, **ANN, **WITH).text)
    row = world.admin.query("SELECT Id FROM NetworkSelfRegistration")[0]["Id"]
    assert world.admin.call("DELETE", f"/sobjects/NetworkSelfRegistration/{row}").status_code == 204
    assert guest.submit(PAGE, **ANN, **WITH).status_code == 400
    assert world.admin.query(USERS) == []


def test_what_was_typed_comes_back_escaped(guest, account):
    page = guest.submit(PAGE, firstName='"><script>alert(1)</script>', email="x").text
    assert "<script>" not in page
