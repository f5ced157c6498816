"""Users by Connect REST API: the caller, and whom the caller sees."""

import pytest


@pytest.mark.parametrize("path", ["/chatter/users/me", "/connect/users/me", "/connect/user-profiles/me"])
def test_me_is_the_caller(admin, path):
    told = admin.get(path).json
    assert (told["id"], told["type"], told["userType"]) == (admin.user_id, "User", "Internal")
    assert told["url"] == f"/services/data/v62.0/chatter/users/{admin.user_id}"
    assert set(told["photo"]) >= {"smallPhotoUrl", "largePhotoUrl", "url"}
    assert told["username"] == admin.query(f"SELECT Username FROM User WHERE Id = '{told['id']}'")[0]["Username"]


def test_another_user_is_told_as_far_as_the_caller_sees_him(world):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    assert world.admin.get(f"/chatter/users/{acme.user_id[:15]}").json["userType"] == "External"
    assert acme.caller.get("/chatter/users/me").json["id"] == acme.user_id
    for path in ("/chatter/users/", "/connect/users/"):
        answer = acme.caller.get(path + globex.user_id)
        assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND")
    assert world.admin.get("/chatter/users/nobody").status_code == 404


@pytest.mark.parametrize("path", ["/chatter/feeds/news/me/feed-elements", "/chatter/groups"])
def test_the_rest_of_chatter_is_refused_by_name(admin, path):
    for method in ("GET", "POST"):
        answer = admin.call(method, path)
        assert (answer.status_code, answer.json[0]["errorCode"]) == (403, "FUNCTIONALITY_NOT_ENABLED")
        assert path.strip("/") in answer.json[0]["message"]
