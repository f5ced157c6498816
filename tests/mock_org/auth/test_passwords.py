"""Passwords by API."""

import pytest


@pytest.fixture
def acme(world):
    return world.partner("Acme")


def test_a_set_password_logs_in_and_is_not_expired(world, acme):
    path = f"/sobjects/User/{acme.user_id}/password"
    assert world.admin.call("POST", path, json={"NewPassword": "Secret123"}).status_code == 204
    assert world.admin.get(path).json == {"isExpired": False}


def test_a_generated_password_is_told(world, acme):
    answer = world.admin.call("DELETE", f"/sobjects/User/{acme.user_id}/password")
    assert answer.status_code == 200
    assert len(answer.json["NewPassword"]) >= 8


@pytest.mark.parametrize("password", ["short1", "onlyletters", "12345678", "", None, 7])
def test_a_weak_password_is_refused(world, acme, password):
    answer = world.admin.call("POST", f"/sobjects/User/{acme.user_id}/password", json={"NewPassword": password})
    assert answer.status_code == 400
    assert answer.json[0]["errorCode"] == "INVALID_NEW_PASSWORD"


def test_a_partner_sets_only_the_own_password(world, acme):
    own = acme.caller.call("POST", f"/sobjects/User/{acme.user_id}/password", json={"NewPassword": "Secret123"})
    assert own.status_code == 204
    globex = world.partner("Globex")
    other = acme.caller.call("POST", f"/sobjects/User/{globex.user_id}/password", json={"NewPassword": "Secret123"})
    assert other.status_code == 404
    admin = acme.caller.call(
        "POST", f"/sobjects/User/{world.built.admin.id}/password", json={"NewPassword": "S3cret99"}
    )
    assert admin.status_code in (403, 404)


def test_passwords_cannot_be_queried(world):
    answer = world.admin.get("/query", query_string={"q": "SELECT Password FROM User"})
    assert answer.status_code == 400
    assert answer.json[0]["errorCode"] == "INVALID_FIELD"
