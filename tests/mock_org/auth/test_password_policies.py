"""Password policies: what a password must be like, how long it lasts, when it must be another one."""

from datetime import timedelta

import pytest

from tests.mock_org.auth.doors import at_portal, by_oauth, by_soap, configure, give_password
from tests.mock_org.site.portal import PASSWORD


@pytest.fixture
def acme(world):
    partner = world.partner("Acme")
    give_password(world, partner.user_id)
    return partner


def setting(world, user_id, password, caller=None):
    answer = (caller or world.admin).call("POST", f"/sobjects/User/{user_id}/password", json={"NewPassword": password})
    return answer.json[0] if answer.status_code >= 400 else answer.status_code


def refused(world, user_id, password):
    found = setting(world, user_id, password)
    assert found["errorCode"] == "INVALID_NEW_PASSWORD", found
    return found["message"]


@pytest.mark.parametrize(
    ("complexity", "bad", "good"),
    [
        ("NoRestriction", "seven77", "onlyletters"),
        ("AlphaNumeric", "onlyletters", "letters9and"),
        ("SpecialCharacters", "letters9and", "letters9+and"),
        ("UpperLowerCaseNumeric", "letters9and", "Letters9and"),
        ("UpperLowerCaseNumericSpecialCharacters", "Letters9and", "Letters9+and"),
        ("Any3UpperLowerCaseNumericSpecialCharacters", "letters9and", "letters9+and"),
    ],
)
def test_each_level_of_complexity_refuses_what_is_simpler(world, acme, complexity, bad, good):
    configure(world, password_policy={"complexity": complexity})
    refused(world, acme.user_id, bad)
    assert setting(world, acme.user_id, good) == 204


def test_the_profiles_policy_takes_the_place_of_the_orgs(world, acme):
    configure(world, profile_password_policies={"Channel Partner": {"minimum_length": 12}})
    assert refused(world, acme.user_id, "Elevenchar1") == "Your password must be at least 12 characters long."
    assert setting(world, world.user("Sal", "Sales Rep"), "Elevenchar1") == 204


def test_the_last_passwords_cannot_be_taken_again(world, acme):
    for password in ("Second-pw-2", "Third-pw-3"):
        assert setting(world, acme.user_id, password) == 204
    for password in (PASSWORD, "Second-pw-2", "Third-pw-3"):
        assert refused(world, acme.user_id, password) == "invalid repeated password"
    assert setting(world, acme.user_id, "Fourth-pw-4") == 204
    assert setting(world, acme.user_id, PASSWORD) == 204


def test_after_ninety_days_the_password_only_sets_another_one(world, acme):
    world.org.clock.advance(timedelta(days=89))
    assert by_oauth(world, "acmeuser@example.com").status_code == 200
    world.org.clock.advance(timedelta(days=1))
    path = f"/sobjects/User/{acme.user_id}/password"
    assert world.admin.get(path).json == {"isExpired": True}
    caller = world.caller(acme.user_id)
    caller.session_id = by_oauth(world, "acmeuser@example.com").json["access_token"]
    answer = caller.get("/sobjects/Account")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (403, "INVALID_OPERATION_WITH_EXPIRED_PASSWORD")
    assert setting(world, acme.user_id, "Second-pw-2", caller) == 204
    assert by_oauth(world, "acmeuser@example.com", "Second-pw-2").status_code == 200
    assert world.admin.get(path).json == {"isExpired": False}


@pytest.mark.parametrize("how", ["policy", "permission"])
def test_passwords_that_never_expire(world, acme, how):
    if how == "policy":
        configure(world, password_policy={"expiration_days": 0})
    else:
        profile = world.org.running_user(acme.user_id).profile_id
        world.org.system_session().records().write("Profile", [profile], {"PermissionsPasswordNeverExpires": True})
    world.org.clock.advance(timedelta(days=400))
    assert world.admin.get(f"/sobjects/User/{acme.user_id}/password").json == {"isExpired": False}
    assert at_portal(world, "acmeuser@example.com").get("/s/").status_code == 200


def test_a_reset_password_only_sets_another_one(world, acme):
    path = f"/sobjects/User/{acme.user_id}/password"
    reset = world.admin.call("DELETE", path).json["NewPassword"]
    assert world.admin.get(path).json == {"isExpired": True}
    assert by_oauth(world, "acmeuser@example.com").status_code == 400
    token = by_oauth(world, "acmeuser@example.com", reset).json["access_token"]
    caller = world.caller(acme.user_id)
    caller.session_id = token
    assert caller.get("/query", query_string={"q": "SELECT Id FROM User"}).status_code == 403
    [row] = world.admin.query("SELECT Action, Section, Display, CreatedById FROM SetupAuditTrail")
    assert (row["Action"], row["Section"]) == ("resetpassword", "Manage Users")
    assert row["Display"] == "Reset password for user AcmeUser"


def test_soap_tells_that_the_password_has_expired(world):
    sal = world.user("Sal", "Sales Rep")
    give_password(world, sal)
    assert "<passwordExpired>false" in by_soap(world, "sal@example.com").text
    world.org.clock.advance(timedelta(days=90))
    assert "<passwordExpired>true" in by_soap(world, "sal@example.com").text


def test_a_password_that_must_last_a_day(world, acme):
    configure(world, password_policy={"minimum_lifetime": True})
    session = world.org.session(acme.user_id)
    change = ("Second-pw-2", "Third-pw-3")

    def changing(old, new):
        envelope = (
            '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:p="urn:partner.soap.sforce.com">'
            f"<e:Header><p:SessionHeader><p:sessionId>{acme.caller.session_id}</p:sessionId></p:SessionHeader>"
            f"</e:Header><e:Body><p:changeOwnPassword><p:oldPassword>{old}</p:oldPassword>"
            f"<p:newPassword>{new}</p:newPassword></p:changeOwnPassword></e:Body></e:Envelope>"
        )
        return world.app.test_client().post(
            "/services/Soap/u/62.0", data=envelope, headers={"Content-Type": "text/xml", "SOAPAction": "x"}
        )

    assert session.user.id == acme.user_id
    assert "at least 1 day old" in changing(PASSWORD, change[0]).text
    world.org.clock.advance(timedelta(days=1))
    acme.caller.session_id = world.caller(acme.user_id).session_id
    assert changing(PASSWORD, change[0]).status_code == 200
    assert "INVALID_OLD_PASSWORD" in changing(PASSWORD, change[1]).text


def test_when_a_password_was_set_and_ends_stands_at_the_user(world, acme):
    fields = "LastPasswordChangeDate, PasswordExpirationDate, NumberOfFailedLogins"
    [user] = world.admin.query(f"SELECT {fields} FROM User WHERE Id = '{acme.user_id}'")
    end = (world.org.clock.now() + timedelta(days=90)).strftime("%Y-%m-%d")
    assert user["PasswordExpirationDate"][:10] == end
    assert user["LastPasswordChangeDate"]
