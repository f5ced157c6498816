"""Login hours and IP ranges of profiles."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.mock_org.auth.doors import at_portal, by_oauth, by_soap, configure, give_password, statuses

NAME = "acmeuser@example.com"
MONDAY_NOON = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # in Los Angeles


@pytest.fixture
def acme(world):
    partner = world.partner("Acme")
    give_password(world, partner.user_id)
    world.org.clock.set(MONDAY_NOON, frozen=True)
    return partner


def test_hours_are_those_of_the_orgs_time_zone_and_days_without_hours_are_open(world, acme):
    configure(world, login_hours={"Channel Partner": {"monday": [480, 720], "tuesday": [0, 0]}})
    world.org.clock.set(MONDAY_NOON - timedelta(minutes=1), frozen=True)
    assert by_oauth(world, NAME).status_code == 200
    world.org.clock.set(MONDAY_NOON, frozen=True)
    answer = by_oauth(world, NAME)
    assert (answer.json["error"], answer.json["error_description"]) == ("invalid_grant", "invalid login hours")
    assert at_portal(world, NAME) is None
    world.org.clock.advance(timedelta(days=1))
    assert by_oauth(world, NAME).status_code == 400
    world.org.clock.advance(timedelta(days=1))
    assert by_oauth(world, NAME).status_code == 200
    assert statuses(world, acme.user_id) == ["Success", *["Restricted time"] * 3, "Success"]


def test_a_session_ends_with_the_hours(world, acme):
    configure(world, login_hours={"Channel Partner": {"monday": [480, 735]}})
    caller, visitor = world.caller(acme.user_id), at_portal(world, NAME)
    assert (caller.get("/sobjects/Account").status_code, visitor.get("/s/").status_code) == (200, 200)
    world.org.clock.advance(timedelta(minutes=15))
    answer = caller.get("/sobjects/Account")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (401, "INVALID_SESSION_ID")
    assert visitor.get("/s/").status_code == 302


def test_only_addresses_of_the_profiles_ranges_log_in(world, acme):
    configure(world, login_ip_ranges={"Channel Partner": ["10.0.0.1-10.0.0.9", "2001:db8::-2001:db8::ff"]})
    answer = by_oauth(world, NAME)
    assert (answer.json["error"], answer.json["error_description"]) == ("invalid_grant", "ip restricted")
    assert statuses(world, acme.user_id) == ["Restricted IP"]
    configure(world, login_ip_ranges={"Channel Partner": ["10.0.0.1-10.0.0.9", "127.0.0.1"]})
    assert by_oauth(world, NAME).status_code == 200


def test_soap_says_which_of_them_it_was(world):
    give_password(world, world.user("Sal", "Sales Rep"))
    configure(world, login_ip_ranges={"Sales Rep": ["10.0.0.1-10.0.0.9"]})
    assert "LOGIN_DURING_RESTRICTED_DOMAIN" in by_soap(world, "sal@example.com").text
    configure(world, login_ip_ranges={"Sales Rep": []}, login_hours={"Sales Rep": {_today(world): [0, 0]}})
    assert "LOGIN_DURING_RESTRICTED_TIME" in by_soap(world, "sal@example.com").text
    wrong = by_soap(world, "sal@example.com", "wrong").text
    assert "INVALID_LOGIN" in wrong


def _today(world):
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    world.org.clock.set(MONDAY_NOON, frozen=True)
    return days[0]


@pytest.mark.parametrize(
    "settings",
    [
        {"login_hours": {"Channel Partner": {"someday": [0, 60]}}},
        {"login_hours": {"Channel Partner": {"monday": [0, 1500]}}},
        {"login_hours": {"Channel Partner": {"monday": [60]}}},
        {"login_ip_ranges": {"Channel Partner": ["10.0.0.9-10.0.0.1"]}},
        {"login_ip_ranges": {"Channel Partner": ["example.com"]}},
        {"password_policy": {"complexity": "Hard"}},
    ],
)
def test_settings_that_say_nothing_sensible_are_refused(world, settings):
    assert world.app.test_client().patch("/_mock/settings", json=settings).status_code == 400
