"""LoginHistory: a row for each attempt at a known user, with the door that it came to and why it was refused."""

import pytest

from mock_org import auth
from mock_org.auth.refusals import refusals
from tests.mock_org.auth.doors import at_portal, by_oauth, by_soap, give_password, statuses
from tests.mock_org.site.portal import PASSWORD, hidden

NAME = "acmeuser@example.com"


@pytest.fixture
def acme(world):
    partner = world.partner("Acme")
    give_password(world, partner.user_id)
    return partner


def rows(caller, where=""):
    return caller.query(
        "SELECT UserId, LoginType, LoginSubType, Status, NetworkId, SourceIp, ApiType, ApiVersion, LoginTime "
        f"FROM LoginHistory {where} ORDER BY LoginTime, Id"
    )


def test_each_door_has_its_type(world, acme):
    sal = world.user("Sal", "Sales Rep")
    give_password(world, sal)
    at_portal(world, NAME)
    by_oauth(world, NAME)
    by_soap(world, "sal@example.com")
    browser = world.app.test_client()
    form = hidden(browser.get("/").text) | {"username": "sal@example.com", "pw": PASSWORD}
    assert browser.post("/", data=form).status_code == 302
    found = [(row["LoginType"], row["LoginSubType"], row["ApiType"], row["Status"]) for row in rows(world.admin)]
    assert found == [
        ("Chatter Communities External User", "UI Username-Password", None, "Success"),
        ("Remote Access 2.0", "OAuth Username-Password", None, "Success"),
        ("Other Apex API", None, "SOAP Partner", "Success"),
        ("Application", "UI Username-Password", None, "Success"),
    ]
    assert [bool(row["NetworkId"]) for row in rows(world.admin)] == [True, True, False, False]


def test_an_employee_at_the_portal_is_told_from_a_partner(world):
    sal = world.user("Sal", "System Administrator")
    give_password(world, sal)
    site = world.admin.query("SELECT Id FROM Network")[0]["Id"]
    if not world.org.system_session().find("NetworkMember", MemberId=sal):
        world.org.system_session().load("NetworkMember", [{"NetworkId": site, "MemberId": sal}])
    world.admin.update("Network", site, OptionsAllowInternalUserLogin=True)
    auth.log_in(world.org, "sal@example.com", PASSWORD, auth.Attempt("Site", site))
    assert [row["LoginType"] for row in rows(world.admin)] == ["Employee Login to Community"]


def test_everybody_reads_the_own_rows_and_who_manages_users_all(world, acme):
    globex = world.partner("Globex")
    give_password(world, globex.user_id)
    by_oauth(world, NAME)
    by_oauth(world, "globexuser@example.com")
    assert {row["UserId"] for row in rows(acme.caller)} == {acme.user_id}
    assert {row["UserId"] for row in rows(world.caller(world.user("Sal", "Sales Rep")))} == set()
    assert {acme.user_id, globex.user_id} <= {row["UserId"] for row in rows(world.admin)}


@pytest.mark.parametrize("field", ["Status", "Browser", "Application", "ApiType"])
def test_some_fields_are_for_reading_only(world, field):
    soql = f"SELECT Id FROM LoginHistory WHERE {field} = 'x'"
    answer = world.admin.get("/query", query_string={"q": soql})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_FIELD")


@pytest.mark.parametrize("verb", ["POST", "DELETE"])
def test_nobody_writes_history(world, acme, verb):
    by_oauth(world, NAME)
    found = world.admin.query("SELECT Id FROM LoginHistory")[0]["Id"]
    path = "/sobjects/LoginHistory" + (f"/{found}" if verb == "DELETE" else "")
    assert world.admin.call(verb, path, json={"UserId": acme.user_id}).status_code >= 400
    assert len(rows(world.admin)) == 1


def test_a_username_that_nobody_has_leaves_no_row(world):
    assert by_oauth(world, "nobody@example.com").status_code == 400
    assert rows(world.admin) == []


def test_frozen_and_inactive_users_are_told_apart_in_the_history_only(world, acme):
    [row] = world.admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{acme.user_id}'")
    assert world.admin.update("UserLogin", row["Id"], IsFrozen=True).status_code == 204
    frozen = by_oauth(world, NAME).json
    assert world.admin.update("User", acme.user_id, IsActive=False).status_code == 204
    assert by_oauth(world, NAME).json == frozen
    assert statuses(world, acme.user_id) == ["User is Frozen", "User is Inactive"]


def test_every_refusal_says_where_its_text_is_from():
    assert all(each.source and each.confidence in "ABCD" and len(each.status) <= 128 for each in refusals().values())
