"""The lead inbox: leads in a queue are accepted by who may take them."""

import pytest

from tests.mock_org.site.portal import hidden, text_of

ACCEPT = "/s/lead-inbox/accept"


@pytest.fixture
def queued(world, acme):
    make = world.admin.create
    queue = make("Group", Type="Queue", Name="Partner Leads", DeveloperName="Partner_Leads_Q")
    make("QueueSobject", QueueId=queue, SobjectType="Lead")
    make("GroupMember", GroupId=queue, UserOrGroupId=acme.partner.user_id)
    return make("Lead", LastName="Waiting", Company="Initech", OwnerId=queue)


def owner(world, lead):
    return world.admin.get(f"/sobjects/Lead/{lead}").json["OwnerId"]


def accept(member, lead):
    data = hidden(member.visitor.get("/s/createrecord/NewLead").text) | {"lead": lead}
    return member.visitor.client.post(f"/partners{ACCEPT}", data=data)


def test_a_lead_of_a_queue_is_accepted(world, acme, queued):
    page = acme.visitor.get("/s/").text
    assert 'aria-label="Accept Waiting"' in page
    answer = accept(acme, queued)
    assert (answer.status_code, answer.location) == (303, f"/partners/s/detail/{queued}")
    assert owner(world, queued) == acme.partner.user_id
    again = acme.visitor.get("/s/").text
    assert "Waiting" in text_of(again)
    assert "Accept Waiting" not in again


def test_nobody_else_sees_or_takes_it(world, globex, queued):
    before = owner(world, queued)
    assert "Waiting" not in globex.visitor.get("/s/").text
    assert accept(globex, queued).status_code == 404
    assert owner(world, queued) == before


def test_a_lead_that_is_no_queues_cannot_be_accepted(world, acme, globex, queued):
    lead = world.admin.create("Lead", LastName="Theirs", Company="Hooli", OwnerId=globex.partner.user_id)
    for odd in (lead, "", "x", "'"):
        assert accept(acme, odd).status_code == 404
    assert owner(world, lead) == globex.partner.user_id


def test_a_forged_form_takes_nothing(world, acme, queued):
    before = owner(world, queued)
    assert acme.visitor.client.post(f"/partners{ACCEPT}", data={"lead": queued}).status_code == 403
    assert owner(world, queued) == before
