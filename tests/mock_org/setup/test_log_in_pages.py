"""Login History, Session Management and Password Policies in Setup."""

import csv
import io

import pytest

from tests.mock_org.auth.doors import at_portal, by_oauth, give_password
from tests.mock_org.setup.test_setup import logged_in, texts
from tests.mock_org.site.portal import hidden

HISTORY = "/lightning/setup/OrgLoginHistory/home"
FILE = "/lightning/setup/OrgLoginHistory/download"
SESSIONS = "/lightning/setup/SessionManagementPage/home"
POLICIES = "/lightning/setup/SecurityPolicies/home"


@pytest.fixture
def admin(world):
    return logged_in(world, world.built.admin.session_id)


@pytest.fixture
def acme(world):
    partner = world.partner("Acme")
    give_password(world, partner.user_id)
    return partner


def send(client, path, **fields):
    return client.post(path, data=hidden(client.get(path).text) | fields)


def test_the_login_history_is_found_by_user_and_outcome(world, admin, acme):
    give_password(world, world.user("Sal", "Sales Rep"))
    at_portal(world, "acmeuser@example.com")
    at_portal(world, "acmeuser@example.com", "wrong")
    by_oauth(world, "sal@example.com", prefix="")
    everything = texts(admin.get(HISTORY))
    assert "acmeuser@example.com" in everything
    assert "sal@example.com" in everything
    found = texts(admin.get(HISTORY, query_string={"user": "AcmeU", "status": "failure"}))
    assert "Invalid Password" in found
    assert "Chatter Communities External User" in found
    assert "Partner Central" in found
    assert "sal@example.com" not in found
    assert "Attempts (1)" in found
    assert admin.get(HISTORY, query_string={"status": "maybe"}).status_code == 400
    nobody = admin.get(HISTORY, query_string={"user": "%'<b>\0"})
    assert (nobody.status_code, b"<b>" in nobody.data) == (200, False)


def test_the_login_history_is_downloaded_as_csv(world, admin, acme):
    at_portal(world, "acmeuser@example.com", "wrong")
    world.org.system_session().records().write("User", [acme.user_id], {"Username": "=cmd()@example.com"})
    answer = admin.get(FILE, query_string={"status": "failure"})
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    heading, row = list(csv.reader(io.StringIO(answer.text)))
    assert heading[:4] == ["Username", "Login Time", "Source IP", "Login Type"]
    assert row[0] == "'=cmd()@example.com"
    assert row[heading.index("Status")] == "Invalid Password"


def test_a_session_is_removed(world, admin, acme):
    [row] = world.admin.query(f"SELECT Id FROM AuthSession WHERE UsersId = '{acme.user_id}'")
    assert "AcmeUser" in texts(admin.get(SESSIONS))
    assert send(admin, SESSIONS).status_code == 400
    assert send(admin, SESSIONS, session=row["Id"]).status_code == 303
    assert "1 session was removed." in texts(admin.get(SESSIONS))
    assert acme.caller.get("/sobjects/Account").status_code == 401
    assert send(admin, SESSIONS, session=row["Id"]).status_code == 404
    assert admin.post(SESSIONS, data={"session": row["Id"]}).status_code == 403


def test_no_session_is_removed_where_one_of_those_chosen_is_none(world, admin, acme):
    [row] = world.admin.query(f"SELECT Id FROM AuthSession WHERE UsersId = '{acme.user_id}'")
    assert send(admin, SESSIONS, session=[row["Id"], "0Ak000000000000AAA"]).status_code == 404
    assert acme.caller.get("/limits").status_code == 200


def test_password_policies_are_saved(world, admin):
    page = admin.get(POLICIES)
    assert "User passwords expire in" in texts(page)
    fields = {
        "expiration_days": "0",
        "history": "5",
        "minimum_length": "12",
        "complexity": "SpecialCharacters",
        "max_login_attempts": "3",
        "lockout_minutes": "60",
    }
    assert send(admin, POLICIES, **fields, minimum_lifetime="on").status_code == 303
    policy = world.org.settings.password_policy
    assert (policy.expiration_days, policy.minimum_length, policy.minimum_lifetime) == (0, 12, True)
    wrong = send(admin, POLICIES, **fields | {"complexity": "<b>"})
    assert (wrong.status_code, b"<b>" in wrong.data) == (400, False)
    assert world.org.settings.password_policy == policy


def test_who_may_only_look_at_setup_saves_no_policy_and_sees_no_log_ins(world):
    sal = logged_in(world, world.caller(world.user("Sal", "Standard User")).session_id)
    assert sal.get(HISTORY).status_code == sal.get(FILE).status_code == sal.get(SESSIONS).status_code == 403
    assert sal.get(POLICIES).status_code == 200
    assert send(sal, POLICIES, history="0").status_code == 403
