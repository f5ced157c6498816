"""Sites by Connect REST API: whose they are, new ones, publishing."""

import pytest

URL = "/connect/communities"
NEW = {"name": "Help", "urlPathPrefix": "help", "templateName": "Customer Service"}
KEYS = {
    "allowChatterAccessWithoutLogin", "allowMembersToFlag", "builderBasedSnaEnabled", "builderUrl", "description",
    "guestMemberVisibilityEnabled", "id", "imageOptimizationCDNEnabled", "invitationsEnabled", "knowledgeableEnabled",
    "loginUrl", "memberVisibilityEnabled", "name", "nicknameDisplayEnabled", "privateMessagesEnabled",
    "reputationEnabled", "sendWelcomeEmail", "siteAsContainerEnabled", "siteUrl", "status", "templateName", "url",
    "urlPathPrefix",
}  # fmt: skip


def names(caller, **query):
    answer = caller.get(URL, query_string=query)
    assert answer.status_code == 200, answer.json
    assert answer.json["total"] == len(answer.json["communities"])
    return [site["name"] for site in answer.json["communities"]]


def test_a_site_is_told_with_its_addresses_and_switches(admin):
    site = admin.get(URL).json["communities"][0]
    assert set(site) == KEYS
    assert (site["name"], site["status"], site["urlPathPrefix"]) == ("Partner Central", "Live", "partners")
    assert site["loginUrl"] == site["siteUrl"] + "/login"
    assert admin.get(site["url"]).json == site


def test_a_new_site_is_under_construction_and_a_members_only_once_live(world):
    acme = world.partner("Acme").caller
    made = world.admin.call("POST", URL, json=NEW)
    assert made.status_code == 200
    assert set(made.json) == {"action", "jobId", "message", "name"}
    assert names(world.admin) == ["Help", "Partner Central"]
    assert world.admin.query("SELECT Status FROM Network WHERE Name = 'Help'")[0]["Status"] == "UnderConstruction"
    assert names(world.admin, communityStatus="live") == ["Partner Central"]
    assert names(acme) == ["Partner Central"]


def test_a_user_who_is_no_member_is_told_of_no_site(world):
    plain = world.caller(world.user("Plain", "Standard User"))
    assert names(plain) == []
    site = world.admin.get(URL).json["communities"][0]["id"]
    assert plain.get(f"{URL}/{site}").status_code == 404
    assert plain.call("POST", f"{URL}/{site}/publish").status_code == 404


@pytest.mark.parametrize("change", [{"name": "help"}, {"urlPathPrefix": "HELP", "name": "Other"}])
def test_a_name_or_address_that_is_taken_is_refused(admin, change):
    admin.call("POST", URL, json=NEW)
    answer = admin.call("POST", URL, json=NEW | change)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_INPUT")
    assert "That one already exists." in answer.json[0]["message"]
    assert names(admin) == ["Help", "Partner Central"]


@pytest.mark.parametrize("change", [{"name": ""}, {"name": "x" * 81}, {"templateName": "No"}, {"urlPathPrefix": "a/b"}])
def test_what_does_not_fit_is_refused_and_nothing_is_made(admin, change):
    answer = admin.call("POST", URL, json=NEW | change)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_INPUT")
    assert names(admin) == ["Partner Central"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{\n    "nema": "x"}', 'Unrecognized field "nema" at [line:2, column:14]'),
        ('{"name": 5}', "Cannot deserialize instance of string from VALUE_NUMBER_INT at [line:1, column:10]"),
        ('{"templateParams": "x"}', "Cannot deserialize instance of map from VALUE_STRING at [line:1, column:21]"),
    ],
)
def test_the_body_has_fixed_properties(admin, body, message):
    answer = admin.call("POST", URL, data=body, content_type="application/json")
    assert answer.json == [{"errorCode": "JSON_PARSER_ERROR", "message": message}]
    assert answer.status_code == 400


def test_only_who_sets_up_sites_makes_one(world):
    for caller in (world.partner("Acme").caller, world.caller(world.user("Plain", "Standard User"))):
        answer = caller.call("POST", URL, json=NEW)
        assert (answer.status_code, answer.json[0]["errorCode"]) == (403, "INSUFFICIENT_ACCESS")


def test_publishing_answers_a_job(admin):
    site = admin.get(URL).json["communities"][0]["id"]
    answer = admin.call("POST", f"{URL}/{site}/publish")
    assert set(answer.json) == {"id", "jobId", "message", "name", "url"}
    assert admin.call("POST", f"{URL}/0DB000000000000AAA/publish").status_code == 404


def test_templates_have_names(admin):
    told = admin.get(f"{URL}/templates").json
    assert told["total"] == len(told["templates"])
    assert {"publisher": "Salesforce", "templateName": "Customer Service"} in told["templates"]
