"""Who the token stands for: userinfo and the identity URL."""

import xml.etree.ElementTree as ET
from urllib.parse import parse_qs

import pytest

from tests.mock_org.auth.oauth_client import Flow, call, with_app

RECORDED = {
    "sub", "user_id", "organization_id", "preferred_username", "nickname", "name", "email", "email_verified",
    "given_name", "family_name", "zoneinfo", "photos", "profile", "picture", "address",
    "is_salesforce_integration_user", "urls", "active", "user_type", "language", "locale", "utcOffset", "updated_at",
}  # fmt: skip
RECORDED_URLS = {
    "enterprise", "metadata", "partner", "rest", "sobjects", "search", "query", "recent", "tooling_soap",
    "tooling_rest", "profile", "feeds", "groups", "users", "feed_items", "feed_elements", "custom_domain",
}  # fmt: skip


def identity_path(caller):
    return caller.get("/services/oauth2/userinfo").json["sub"].removeprefix("http://localhost")


def test_userinfo_has_the_recorded_keys(world):
    answer = world.admin.get("/services/oauth2/userinfo")
    assert answer.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert set(answer.json) == RECORDED
    assert set(answer.json["urls"]) == RECORDED_URLS
    assert answer.json["urls"]["rest"] == "http://localhost/services/data/v{version}/"
    assert answer.json["urls"]["partner"].startswith("http://localhost/services/Soap/u/{version}/00D")
    assert answer.json["user_type"] == "STANDARD"
    assert world.admin.call("POST", "/services/oauth2/userinfo").json == answer.json


def test_userinfo_tells_the_users_address_and_phone(world):
    user = world.user("Cy", "Channel Manager", Street="1 Main St", City="Springfield", MobilePhone="+1 555 0100")
    told = world.caller(user).get("/services/oauth2/userinfo").json
    assert told["address"] == {"street_address": "1 Main St", "locality": "Springfield"}
    assert told["phone_number"] == "+1 555 0100"


def test_a_partner_gets_the_addresses_of_the_site(world):
    acme = world.partner("Acme").caller
    told = acme.get("/services/oauth2/userinfo").json
    assert told["user_type"] == "POWER_PARTNER"
    at_site = call(world, acme.session_id, "/partners/services/oauth2/userinfo").json
    assert at_site["urls"]["custom_domain"] == "http://localhost/partners"
    assert at_site["urls"]["rest"] == "http://localhost/partners/services/data/v{version}/"
    assert at_site["sub"] == told["sub"]


@pytest.mark.parametrize("path", ["/services/oauth2/userinfo", "/id/00Dxx0000000000/005xx0000000000"])
def test_a_missing_and_a_bad_token_are_refused_in_one_word(world, path):
    answer = world.app.test_client().get(path)
    assert (answer.status_code, answer.text) == (403, "Missing_OAuth_Token")
    answer = call(world, "nonsense", path)
    assert (answer.status_code, answer.text) == (403, "Bad_OAuth_Token")
    assert answer.mimetype == "text/plain"


def test_the_identity_url_tells_the_user(world):
    path = identity_path(world.admin)
    told = call(world, world.admin.session_id, path).json
    assert told["id"].endswith(path)
    assert told["asserted_user"] is True
    assert told["username"] == world.built.admin.username
    assert told["urls"]["rest"].endswith("/v{version}/")
    by_parameter = world.app.test_client().get(path, query_string={"oauth_token": world.admin.session_id})
    assert by_parameter.json == told


@pytest.mark.parametrize(("version", "path"), [("62.0", "/v62.0/"), ("latest", "/v67.0/")])
def test_the_urls_may_be_of_one_version(world, version, path):
    told = call(world, world.admin.session_id, f"{identity_path(world.admin)}?version={version}").json
    assert told["urls"]["rest"].endswith(path)


@pytest.mark.parametrize("query", ["version=9.0", "version=x", "version=nan", "format=pdf"])
def test_unknown_versions_and_formats_are_refused(world, query):
    assert call(world, world.admin.session_id, f"{identity_path(world.admin)}?{query}").status_code == 400


def test_the_identity_url_answers_xml_and_form_encoding(world):
    path, headers = identity_path(world.admin), {"Authorization": f"Bearer {world.admin.session_id}"}
    client = world.app.test_client()
    for answer in (
        client.get(path + "?format=xml", headers=headers | {"Accept": "application/json"}),
        client.get(path, headers=headers | {"Accept": "application/xml,application/json"}),
    ):
        root = ET.fromstring(answer.data)
        assert root.tag == "user"
        assert root.findtext("username") == world.built.admin.username
        assert root.findtext("active") == "true"
        assert root.findtext("urls/rest")
    answer = client.get(path + "?format=urlencoded", headers=headers)
    assert parse_qs(answer.text)["username"] == [world.built.admin.username]


def test_an_internal_user_looks_at_others_as_far_as_the_api_reaches(world):
    acme = world.partner("Acme")
    path = identity_path(acme.caller)
    told = call(world, world.admin.session_id, path).json
    assert told["asserted_user"] is False
    assert told["user_id"] == acme.user_id
    answer = call(world, acme.caller.session_id, identity_path(world.admin))
    assert (answer.status_code, answer.text) == (404, "Bad_Id")
    with_app(world, scopes=["id"])
    token = Flow(world).tokens()["access_token"]
    assert call(world, token, path).status_code == 404
    assert call(world, token, identity_path(world.admin)).status_code == 200


def test_another_org_and_no_user_are_refused_in_one_word(world):
    path = identity_path(world.admin)
    org_id = path.split("/")[2]
    answer = call(world, world.admin.session_id, path.replace(org_id, "00Dxx0000000000AAA"))
    assert (answer.status_code, answer.text) == (403, "Wrong_Org")
    for wrong in ("nonsense", "005xx0000000000AAA", "001xx0000000000AAA"):
        answer = call(world, world.admin.session_id, f"/id/{org_id}/{wrong}")
        assert (answer.status_code, answer.text) == (404, "Bad_Id")
