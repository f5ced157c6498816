"""The pages Access Reviews, Dormant Users and Orphaned Users of Setup."""

import re

import pytest

from tests.mock_org.reviews import running_review
from tests.mock_org.setup.visitor import visitor_of

PATH = "/lightning/setup/AccessReviews/home"


@pytest.fixture
def review(world):
    """Acme is asked about its two users, one of a hostile name."""
    running_review(world)
    return world.admin.query("SELECT Id FROM Access_Review__c")[0]["Id"]


@pytest.fixture
def visitor(world):
    return visitor_of(world, world.admin)


def items(world):
    rows = world.admin.query("SELECT Id, Full_Name__c, Answer__c, Outcome__c FROM Access_Review_Item__c")
    return {row["Full_Name__c"]: row for row in rows}


def test_reviews_are_listed_and_one_is_answered_and_closed(world, review, visitor):
    assert "AR-00001 2026 Q2 Acme AcmeUser Open 4/1/2026, 3:00 AM 4/22/2026" in visitor.read(PATH)
    here = f"{PATH}?review={review}"
    assert "<b>Bo" in visitor.read(here)  # as text
    assert "&lt;b&gt;Bo" in visitor.open(here).text
    found = items(world)
    saved = visitor.send(here, action="save", **{f"answer-{found['<b>Bo</b>']['Id']}": "Flag"})
    assert "The answers were saved." in visitor.after(saved)
    closed = visitor.send(here, action="close")
    assert "AR-00001 was closed." in visitor.after(closed)
    assert {name: row["Outcome__c"] for name, row in items(world).items()} == {
        "AcmeUser": "unanswered, kept",
        "<b>Bo</b>": "deactivated",
    }
    assert "Save Answers" not in visitor.read(here)


def test_a_closed_review_takes_no_answer_and_says_so(world, review, visitor):
    here, found = f"{PATH}?review={review}", items(world)
    token = dict(re.findall(r'name="(_CONFIRMATIONTOKEN)" value="(\w+)"', visitor.open(here).text))
    visitor.send(here, action="close")
    refused = visitor.client.post(here, data={**token, f"answer-{found['AcmeUser']['Id']}": "Flag"})
    assert (refused.status_code, "The access review is closed" in refused.text) == (400, True)


def test_a_channel_manager_sees_the_reviews_of_his_own_accounts_only(world, review):
    roles = {row["Name"]: row["Id"] for row in world.admin.query("SELECT Id, Name FROM UserRole")}
    east = world.user("East", "Channel Manager", UserRoleId=roles["Channel Manager East"])
    west = world.user("West", "Channel Manager", UserRoleId=roles["Channel Manager West"])
    [acme] = world.admin.query("SELECT Id FROM Account WHERE Name = 'Acme'")
    world.admin.update("Account", acme["Id"], OwnerId=east)
    seen = {name: visitor_of(world, world.caller(user)).open(f"{PATH}?review={review}").status_code
            for name, user in (("east", east), ("west", west))}  # fmt: skip
    assert seen == {"east": 200, "west": 404}


def test_the_report_is_for_who_sees_everything(world, review, visitor):
    answer = visitor.open("/lightning/setup/AccessReviews/report")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "acmeuser@example.com" in answer.text
    manager = visitor_of(world, world.caller(world.user("Cy", "Channel Manager")))
    assert manager.open("/lightning/setup/AccessReviews/report").status_code == 403


def test_dormant_users_are_listed_with_the_day_that_they_go(world, visitor):
    door = world.app.test_client()
    door.put("/_mock/clock", json={"now": "2026-01-10T20:00:00Z", "frozen": True})
    world.partner("Acme")
    assert "dormant_users.on is off" in visitor.read("/lightning/setup/DormantUsers/home")
    door.patch("/_mock/settings", json={"dormant_users": {"on": True}})
    door.put("/_mock/clock", json={"now": "2026-04-20T20:00:00Z"})
    text = visitor.read("/lightning/setup/DormantUsers/home")
    assert "is deactivated on 5/1/2026, 2:00 AM" in text
    assert "AcmeUser acmeuser@example.com Never 100 No" in text
    door.patch("/_mock/settings", json={"dormant_users": {"exempt_profiles": ["No Such"]}})
    refused = visitor.open("/lightning/setup/DormantUsers/home")
    assert (refused.status_code, "there is no Profile" in refused.text) == (400, True)


def test_orphaned_users_are_listed_with_what_to_do(world, visitor):
    assert "Somebody answers for every external user." in visitor.read("/lightning/setup/OrphanedUsers/home")
    acme = world.partner("Acme")
    world.org.system_session().records().write("Account", [acme.account_id], {"IsPartner": False})
    text = visitor.read("/lightning/setup/OrphanedUsers/home")
    assert "Acme is no longer enabled for external users. Deactivate the user" in text
