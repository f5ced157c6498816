"""The access review on the portal: what the administrator of a partner company sees, answers, and cannot do."""

import re

import pytest

from tests.mock_org.reviews import running_review

PATH = "/partners/s/access-review"


@pytest.fixture
def review(world):
    """Acme, whose administrator is asked about two users, and Beta, where nobody is asked."""
    return running_review(world)


def browser(world, user_id):
    client = world.app.test_client()
    client.set_cookie("sid", world.caller(user_id).session_id)
    return client


@pytest.fixture
def member(world, review):
    return browser(world, review.user_id)


def form(member):
    text = member.get(PATH).text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', text))
    return fields, re.findall(r'name="answer-(\w+)" value="Flag"', text)


def answers(world):
    rows = world.admin.query("SELECT Full_Name__c, Answer__c, Comment__c FROM Access_Review_Item__c")
    return {row["Full_Name__c"]: (row["Answer__c"], row["Comment__c"]) for row in rows}


def test_the_administrator_is_led_to_it_from_home_and_answers(world, member):
    assert f'href="{PATH}"' in member.get("/partners/s/").text
    fields, (bo, ann) = form(member)
    sent = {**fields, f"answer-{bo}": "Flag", f"comment-{bo}": "left in May", f"answer-{ann}": "Confirm"}
    done = member.post(PATH, data=sent)
    assert (done.status_code, done.location) == (303, PATH)
    assert "Your answers were saved." in member.get(PATH).text
    assert "Your answers were saved." not in member.get(PATH).text
    assert answers(world) == {"<b>Bo</b>": ("Flag", "left in May"), "AcmeUser": ("Confirm", None)}
    assert f'href="{PATH}"' not in member.get("/partners/s/").text


def test_names_are_text(member):
    text = member.get(PATH).text
    assert "&lt;b&gt;Bo&lt;/b&gt;" in text
    assert "<b>Bo" not in text


def test_what_is_not_said_stays_open(world, member):
    fields, (bo, _ann) = form(member)
    member.post(PATH, data={**fields, f"answer-{bo}": "Confirm"})
    assert answers(world) == {"<b>Bo</b>": ("Confirm", None), "AcmeUser": (None, None)}


def test_a_forged_form_changes_nothing(world, member):
    _, (bo, _ann) = form(member)
    assert member.post(PATH, data={f"answer-{bo}": "Flag"}).status_code == 403
    assert answers(world)["<b>Bo</b>"] == (None, None)


def test_an_answer_that_there_is_not_is_refused_with_all_others(world, member):
    fields, (bo, ann) = form(member)
    refused = member.post(PATH, data={**fields, f"answer-{bo}": "Maybe", f"answer-{ann}": "Confirm"})
    assert (refused.status_code, "bad value for restricted picklist field: Maybe" in refused.text) == (400, True)
    assert set(answers(world).values()) == {(None, None)}


def test_who_is_not_asked_sees_no_review_and_answers_none(world, review, member):
    fields, (bo, _ann) = form(member)
    beta = browser(world, world.partner("Beta").user_id)
    assert "No review is waiting for you." in beta.get(PATH).text
    assert f'href="{PATH}"' not in beta.get("/partners/s/").text
    token = dict(
        re.findall(r'name="(_CONFIRMATIONTOKEN)" value="([^"]+)"', beta.get("/partners/s/createrecord/NewLead").text)
    )
    beta.post(PATH, data={**fields, **token, f"answer-{bo}": "Flag"})
    assert answers(world)["<b>Bo</b>"] == (None, None)


def test_guests_log_in_first_and_closed_reviews_are_gone(world, review, member):
    assert world.app.test_client().get(PATH).status_code == 302
    [row] = world.admin.query("SELECT Id FROM Access_Review__c")
    world.admin.update("Access_Review__c", row["Id"], Status__c="Closed")
    assert "No review is waiting for you." in member.get(PATH).text
