"""Quick actions: who may perform which, and what their fields hold beforehand."""

import pytest

URLS = {"defaultValues", "defaultValuesTemplate", "describe", "quickAction"}


def test_new_task_begins_as_recorded(admin):
    assert admin.get("/quickActions/NewTask/defaultValues").json == {
        "attributes": {"type": "Task"},
        "Subject": None,
        "ActivityDate": None,
        "WhoId": None,
        "WhatId": None,
        "OwnerId": admin.user_id,
        "Status": "Not Started",
    }


def test_every_url_that_is_told_answers(admin):
    account = admin.create("Account", Name="A")
    for path in ("/quickActions", "/sobjects/Account/quickActions"):
        actions = admin.get(path).json
        assert {"NewTask", "LogACall", "NewContact"} <= {action["name"] for action in actions}
        for action in actions:
            for url in action["urls"].values():
                assert admin.get(url.replace("{ID}", account)).status_code == 200


# NangoHQ/integration-templates integrations/salesforce/tests/list-quick-actions.test.json
def test_actions_are_told_by_name_and_the_posts_of_a_feed_after_them(admin):
    told = admin.get("/services/data/v60.0/quickActions").json
    actions, posts = told[:-6], told[-6:]
    assert [action["name"] for action in actions] == sorted(action["name"] for action in actions)
    assert all(action["urls"].keys() == URLS and len(action["actionEnumOrId"]) == 15 for action in actions)
    assert {action["actionEnumOrId"][:3] for action in actions} == {"09D"}
    post = {"actionEnumOrId": "FeedItem.TextPost", "label": "Post", "name": "FeedItem.TextPost", "type": "Post"}
    assert posts[0] == post | {"urls": {}}


def test_a_global_action_of_a_record_points_to_it(admin):
    account = admin.create("Account", Name="A")
    assert admin.get(f"/quickActions/NewTask/defaultValues/{account}").json["WhatId"] == account
    assert admin.get("/quickActions/NewTask/defaultValues/001000000000000AAA").status_code == 404


def test_an_action_is_described_with_its_layout(admin):
    told = admin.get("/sobjects/Account/quickActions/NewContact/describe").json
    assert (told["type"], told["targetSobjectType"], told["contextSobjectType"]) == ("Create", "Contact", "Account")
    shown = [i["layoutComponents"][0]["value"] for row in told["layout"]["layoutRows"] for i in row["layoutItems"]]
    assert set(shown) == {"FirstName", "LastName", "Email", "Phone", "AccountId", "Title"}
    assert admin.get("/sobjects/Account/quickActions/NewContact").json == told


def test_an_action_of_a_record_points_to_it(admin):
    account = admin.create("Account", Name="A")
    lead = admin.create("Lead", LastName="L", Company="C")
    path = "/sobjects/{}/quickActions/{}/defaultValues/{}"
    assert admin.get(path.format("Account", "NewTask", account)).json["WhatId"] == account
    assert admin.get(path.format("Account", "NewContact", account[:15])).json["AccountId"] == account
    assert admin.get(path.format("Lead", "LogACall", lead)).json["WhoId"] == lead


@pytest.mark.parametrize(
    "path",
    [
        "/quickActions/Nope",
        "/quickActions/Nope/defaultValues",
        "/sobjects/Nope/quickActions",
        "/sobjects/AccountShare/quickActions",
        "/sobjects/Account/quickActions/NewTask/defaultValues/nothing",
        "/sobjects/Account/quickActions/NewTask/defaultValues/001000000000000AAA",
    ],
)
def test_what_is_not_there_is_not_found(admin, path):
    answer = admin.get(path)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND")


def test_actions_are_for_whoever_may_create_and_parents_for_whoever_sees_them(world):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    names = {action["name"] for action in acme.caller.get("/quickActions").json}
    assert "NewLead" in names
    assert acme.caller.get("/sobjects/CampaignMember/quickActions").status_code == 404
    assert "NewAccount" not in names or acme.caller.get("/sobjects/Account/describe").json["createable"]
    path = f"/sobjects/Account/quickActions/NewTask/defaultValues/{globex.account_id}"
    assert acme.caller.get(path).status_code == 404
