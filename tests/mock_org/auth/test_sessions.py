"""AuthSession: a row for each session; who lists them, and who ends them."""

from datetime import timedelta

import pytest

from tests.mock_org.auth.doors import by_oauth, configure, give_password

FIELDS = (
    "Id, UsersId, LoginType, SessionType, UserType, NumSecondsValid, SessionSecurityLevel, ParentId, LoginHistoryId, "
    "IsCurrent, SourceIp, CreatedDate, LastModifiedDate"
)
NAME = "acmeuser@example.com"


@pytest.fixture
def acme(world):
    partner = world.partner("Acme")
    give_password(world, partner.user_id)
    return partner


def sessions(caller, where=""):
    return caller.query(f"SELECT {FIELDS} FROM AuthSession {where} ORDER BY CreatedDate, Id")


def test_a_session_is_listed_with_the_log_in_that_it_began_with(world, acme):
    token = by_oauth(world, NAME).json["access_token"]
    mine = world.caller(acme.user_id)
    mine.session_id = token
    [row] = [each for each in sessions(mine) if each["IsCurrent"]]
    assert (row["UserType"], row["LoginType"], row["SessionType"]) == ("Partner", "Remote Access 2.0", "Oauth2")
    assert (row["NumSecondsValid"], row["SessionSecurityLevel"], row["SourceIp"]) == (7200, "STANDARD", "127.0.0.1")
    assert row["ParentId"] == row["Id"]
    [history] = world.admin.query(f"SELECT Status, NetworkId FROM LoginHistory WHERE Id = '{row['LoginHistoryId']}'")
    assert (history["Status"], bool(history["NetworkId"])) == ("Success", True)


def test_everybody_lists_the_own_sessions_and_administrators_all(world, acme):
    globex = world.partner("Globex")
    assert {row["UsersId"] for row in sessions(acme.caller)} == {acme.user_id}
    assert {acme.user_id, globex.user_id, world.built.admin.id} <= {row["UsersId"] for row in sessions(world.admin)}


def test_which_session_is_current_depends_on_who_asks(world, acme):
    first, second = acme.caller, world.caller(acme.user_id)
    current = [[row["Id"] for row in sessions(who, "WHERE IsCurrent = true")] for who in (first, second, first)]
    assert [len(each) for each in current] == [1, 1, 1]
    assert current[0] == current[2] != current[1]
    assert first.get(f"/sobjects/AuthSession/{current[0][0]}").json["IsCurrent"] is True
    assert first.get(f"/sobjects/AuthSession/{current[1][0]}").json["IsCurrent"] is False


def test_deleting_a_session_ends_it(world, acme):
    other = world.caller(acme.user_id)
    [mine] = sessions(other, "WHERE IsCurrent = true")
    assert acme.caller.call("DELETE", f"/sobjects/AuthSession/{mine['Id']}").status_code == 204
    assert other.get("/sobjects/Account").status_code == 401
    assert acme.caller.get("/sobjects/Account").status_code == 200


def test_nobody_ends_the_session_of_somebody_else_without_manage_users(world, acme):
    globex = world.partner("Globex")
    [row] = sessions(globex.caller)
    assert acme.caller.call("DELETE", f"/sobjects/AuthSession/{row['Id']}").status_code in (403, 404)
    assert globex.caller.get("/sobjects/Account").status_code == 200
    assert world.admin.call("DELETE", f"/sobjects/AuthSession/{row['Id']}").status_code == 204
    assert globex.caller.get("/sobjects/Account").status_code == 401


@pytest.mark.parametrize("verb", ["POST", "PATCH"])
def test_nobody_makes_or_changes_a_session(world, verb):
    [row] = sessions(world.admin)[:1]
    path = "/sobjects/AuthSession" + (f"/{row['Id']}" if verb == "PATCH" else "")
    assert world.admin.call(verb, path, json={"NumSecondsValid": 9}).status_code >= 400


def test_logging_out_takes_the_row_away_and_so_does_idleness(world, acme):
    token = by_oauth(world, NAME).json["access_token"]
    assert len(sessions(world.admin, f"WHERE UsersId = '{acme.user_id}'")) == 2
    world.app.test_client().post("/services/oauth2/revoke", data={"token": token})
    assert len(sessions(world.admin, f"WHERE UsersId = '{acme.user_id}'")) == 1
    world.org.clock.advance(timedelta(seconds=7201))
    assert sessions(world.admin, f"WHERE UsersId = '{acme.user_id}'") == []
    assert acme.caller.get("/sobjects/Account").status_code == 401


def test_a_session_lives_on_when_it_is_used_in_the_second_half_of_its_life(world, acme):
    configure(world, session_seconds=1800)
    caller = world.caller(acme.user_id)
    world.org.clock.advance(timedelta(minutes=10))
    assert caller.get("/sobjects/Account").status_code == 200
    world.org.clock.advance(timedelta(minutes=10))
    assert caller.get("/sobjects/Account").status_code == 200
    [row] = [each for each in sessions(caller) if each["IsCurrent"]]
    assert row["LastModifiedDate"] > row["CreatedDate"]
    world.org.clock.advance(timedelta(minutes=29))
    assert caller.get("/sobjects/Account").status_code == 200
    other = world.caller(acme.user_id)
    world.org.clock.advance(timedelta(minutes=10))
    assert other.get("/sobjects/Account").status_code == 200
    world.org.clock.advance(timedelta(minutes=21))
    assert other.get("/sobjects/Account").status_code == 401


def test_an_image_of_the_org_keeps_its_sessions(world, acme):
    image = world.org.image()
    later = world.caller(acme.user_id)
    world.org.restore(image)
    assert later.get("/sobjects/Account").status_code == 401
    assert acme.caller.get("/sobjects/Account").status_code == 200
    assert len(sessions(acme.caller)) == 1
