"""Too many wrong passwords: locked out for some minutes, or until somebody unlocks the user."""

from datetime import timedelta

import pytest

from tests.mock_org.auth.doors import by_oauth, configure, give_password, statuses
from tests.mock_org.site.portal import PASSWORD

NAME = "acmeuser@example.com"


@pytest.fixture
def acme(world):
    partner = world.partner("Acme")
    give_password(world, partner.user_id)
    return partner


def wrong(world, times):
    for _ in range(times):
        assert by_oauth(world, NAME, "wrong").status_code == 400


def locked(world, acme):
    [row] = world.admin.query(f"SELECT Id, IsPasswordLocked FROM UserLogin WHERE UserId = '{acme.user_id}'")
    return row


def test_the_tenth_wrong_password_locks_out_for_a_quarter_of_an_hour(world, acme):
    wrong(world, 9)
    assert not locked(world, acme)["IsPasswordLocked"]
    wrong(world, 1)
    assert locked(world, acme)["IsPasswordLocked"]
    answer = by_oauth(world, NAME)
    assert (answer.status_code, answer.json["error_description"]) == (400, "authentication failure")
    assert statuses(world, acme.user_id) == ["Invalid Password"] * 10 + ["Password Lockout"]
    world.org.clock.advance(timedelta(minutes=15))
    assert by_oauth(world, NAME).status_code == 200
    assert not locked(world, acme)["IsPasswordLocked"]


def test_the_right_password_makes_earlier_attempts_count_no_longer(world, acme):
    wrong(world, 9)
    assert by_oauth(world, NAME).status_code == 200
    [user] = world.admin.query(f"SELECT NumberOfFailedLogins FROM User WHERE Id = '{acme.user_id}'")
    assert user["NumberOfFailedLogins"] == 0
    wrong(world, 9)
    assert by_oauth(world, NAME).status_code == 200


def test_the_policy_says_how_many_and_for_how_long(world, acme):
    configure(world, password_policy={"max_login_attempts": 3, "lockout_minutes": 0})
    wrong(world, 3)
    world.org.clock.advance(timedelta(days=30))
    assert by_oauth(world, NAME).status_code == 400
    configure(world, password_policy={"max_login_attempts": 0})
    give_password(world, acme.user_id, "Another-pw-1")
    wrong(world, 12)
    assert by_oauth(world, NAME, "Another-pw-1").status_code == 200


@pytest.mark.parametrize("how", ["UserLogin", "set", "reset"])
def test_an_administrator_unlocks_a_user(world, acme, how):
    configure(world, password_policy={"max_login_attempts": 3, "lockout_minutes": 0})
    wrong(world, 3)
    password = PASSWORD
    if how == "UserLogin":
        row = locked(world, acme)
        assert world.admin.update("UserLogin", row["Id"], IsPasswordLocked=False).status_code == 204
    elif how == "set":
        give_password(world, acme.user_id, password := "Another-pw-1")
    else:
        password = world.admin.call("DELETE", f"/sobjects/User/{acme.user_id}/password").json["NewPassword"]
    assert by_oauth(world, NAME, password).status_code == 200
    assert not locked(world, acme)["IsPasswordLocked"]
    wrong(world, 2)
    assert by_oauth(world, NAME, password).status_code == 200
