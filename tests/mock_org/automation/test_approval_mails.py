"""Approval requests: whoever is to approve gets a mail when the request comes into being."""

import pytest


@pytest.fixture
def request_approval(world, admin):
    records = world.org.system_session().records()
    submitter = world.user("Rep", "Standard User", FirstName="Sue")
    opportunity = admin.create(
        "Opportunity", Name="Big <Deal>", StageName="Prospecting", CloseDate="2026-12-31", OwnerId=submitter
    )
    [process] = records.load("ProcessDefinition", [{"Name": "Deal Desk", "DeveloperName": "Deal_Desk"}])
    started = {"ProcessDefinitionId": process, "TargetObjectId": opportunity, "Status": "Pending"}
    [instance] = records.load("ProcessInstance", [started | {"SubmittedById": submitter}])

    def make(actor):
        values = {"ProcessInstanceId": instance, "OriginalActorId": actor, "ActorId": actor}
        return records.insert("ProcessInstanceWorkitem", values)

    return make


def test_the_approver_is_asked_by_the_submitter(world, request_approval):
    workitem = request_approval(world.user("Boss", "Standard User"))
    [mail] = world.org.mails()
    assert (mail["to"], mail["template"]) == ("boss@example.com", "ApprovalRequest")
    assert mail["subject"] == "Sue Rep asks for your approval"
    assert (
        f"Process: Deal Desk\nComments: \n\nTo approve or reject it, go to {world.org.base_url}/{workitem}"
        in mail["text"]
    )


def test_every_member_of_a_queue_is_asked_and_templates_know_the_record(world, admin, request_approval):
    [queue] = admin.query("SELECT Id FROM Group WHERE Type = 'Queue'")
    for name in ("One", "Two"):
        admin.create("GroupMember", GroupId=queue["Id"], UserOrGroupId=world.user(name, "Standard User"))
    [row] = admin.query("SELECT Id FROM EmailTemplate WHERE DeveloperName = 'ApprovalRequest'")
    html = "{!Opportunity.Name} {!Opportunity.OwnerFullName} {!ApprovalRequest.External_URL}"
    assert admin.update("EmailTemplate", row["Id"], HtmlValue=html).status_code == 204
    request_approval(queue["Id"])
    assert sorted(mail["to"] for mail in world.org.mails()) == ["one@example.com", "two@example.com"]
    assert world.org.mails()[0]["html"].startswith("Big &lt;Deal&gt; Sue Rep http")


def test_who_cannot_log_in_any_more_is_not_asked(world, request_approval):
    request_approval(world.user("Gone", "Standard User", IsActive=False))
    assert world.org.mails() == []
