"""An endpoint that nobody wrote names the nearest one that there is."""

import pytest


@pytest.mark.parametrize(
    ("method", "path", "nearest"),
    [
        ("POST", "/composite/bath", "POST /services/data/v{version}/composite/batch"),
        ("GET", "/qurey", "GET /services/data/v{version}/query"),
        ("GET", "/limitz", "GET /services/data/v{version}/limits"),
        ("GET", "/services/oauth2/userinfos", "GET /services/oauth2/userinfo"),
    ],
)
def test_an_unknown_endpoint_names_the_nearest(admin, method, path, nearest):
    answer = admin.call(method, path)
    assert answer.status_code == 404
    assert answer.headers["X-Mock-Org-Nearest"] == nearest


def test_its_body_is_salesforces(admin):
    answer = admin.get("/nothing/like/this")
    assert answer.json == [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]


def test_what_is_like_nothing_names_nothing(admin):
    assert "X-Mock-Org-Nearest" not in admin.get("/services/xyzzy/plugh/plover").headers


def test_a_known_path_with_another_method_says_which_there_are(admin):
    answer = admin.call("DELETE", "/limits")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.json[0]["message"] == "HTTP Method 'DELETE' not allowed. Allowed are GET"


def test_the_control_door_lists_what_was_asked_in_vain_and_how_often(world):
    for _ in range(3):
        world.admin.get("/qurey")
    assert world.app.test_client().get("/_mock/unmatched").json == [
        {
            "method": "GET",
            "path": "/services/data/v62.0/qurey",
            "why": "no such endpoint",
            "nearest": "GET /services/data/v{version}/query",
            "count": 3,
        }
    ]
