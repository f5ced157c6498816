"""Mails to new owners and new users: only where the call asks for them, to everybody who is to hear of it."""

import pytest

from tests.mock_org.api.soap_caller import Soap, sobjects

ASKED = "<urn:EmailHeader><urn:triggerUserEmail>true</urn:triggerUserEmail></urn:EmailHeader>"
LEAD = "<type>Lead</type><LastName>Bo</LastName><Company>Initech</Company>"


@pytest.fixture
def rep(world):
    return world.user("Rep", "Standard User")


def give(world, owner, headers=ASKED, kind="Lead"):
    soap = Soap.of(world.admin)
    [lead] = soap.create(LEAD if kind == "Lead" else "<type>Case</type><Subject>Bo</Subject>")
    soap.call(f"<update>{sobjects(f'<type>{kind}</type><Id>{lead}</Id><OwnerId>{owner}</OwnerId>')}</update>", headers)
    return lead


def told(world):
    return sorted(mail["to"] for mail in world.org.mails())


def queue(world, **values):
    [found] = world.org.system_session().find("Group", Type="Queue", DeveloperName="Partner_Leads")
    world.org.system_session().records().write("Group", [found["Id"]], values)
    world.admin.create("GroupMember", GroupId=found["Id"], UserOrGroupId=world.user("Direct", "Standard User"))
    role = world.org.system_session().find("UserRole", DeveloperName="Channel_Director")[0]["Id"]
    world.user("ByRole", "Standard User", UserRoleId=role)
    world.user("Gone", "Standard User", UserRoleId=role, IsActive=False)
    return found["Id"]


def test_the_new_owner_of_a_lead_is_told_when_the_call_asks_for_it(world, rep):
    lead = give(world, rep)
    [mail] = world.org.mails()
    assert (mail["to"], mail["subject"]) == ("rep@example.com", "New lead assigned to you: Bo from Initech")
    assert (mail["from"], mail["reply_to"]) == ("no-reply@mock-org.example", "admin@mock-org.example")
    assert f"{world.org.base_url}/{lead}" in mail["text"] or f"/{lead}" in mail["text"]


def test_cases_are_told_of_too_and_records_that_are_made_for_somebody(world, rep):
    give(world, rep, kind="Case")
    Soap.of(world.admin).create(f"{LEAD}<OwnerId>{rep}</OwnerId>", headers=ASKED)
    assert [mail["template"][:5] for mail in world.org.mails()] == ["SUPPO", "Leads"]


def test_nobody_is_told_unasked_and_nobody_of_what_he_gives_himself(world, rep):
    give(world, rep, headers="")
    lead = world.admin.create("Lead", LastName="Al", Company="Acme")
    assert world.admin.update("Lead", lead, OwnerId=rep).status_code == 204
    Soap.of(world.admin).create(LEAD, headers=ASKED)
    assert world.org.mails() == []


@pytest.mark.parametrize(("setting", "count"), [("always", 1), ("never", 0)])
def test_a_setting_says_whether_rest_callers_cause_mails(world, rep, setting, count):
    world.built.configure(world.org.settings.patched({"mail": {"assigned": setting}}))
    lead = world.admin.create("Lead", LastName="Al", Company="Acme")
    world.admin.update("Lead", lead, OwnerId=rep)
    give(world, rep) if setting == "never" else None
    assert len(world.org.mails()) == count


@pytest.mark.parametrize(
    ("values", "receivers"),
    [
        ({}, ["byrole@example.com", "direct@example.com"]),
        ({"Email": "leads@example.com"}, ["leads@example.com"]),
        (
            {"Email": "leads@example.com", "DoesSendEmailToMembers": True},
            ["byrole@example.com", "direct@example.com", "leads@example.com"],
        ),
    ],
)
def test_a_queue_is_told_at_its_address_or_by_its_members(world, values, receivers):
    give(world, queue(world, **values))
    assert told(world) == receivers


def test_a_mail_that_cannot_be_sent_changes_no_owner(world, rep, admin):
    [row] = admin.query("SELECT Id FROM EmailTemplate WHERE DeveloperName = 'LeadsNewassignmentnotificationSAMPLE'")
    assert admin.update("EmailTemplate", row["Id"], IsActive=False).status_code == 204
    lead = give(world, rep)
    assert admin.query(f"SELECT OwnerId FROM Lead WHERE Id = '{lead}'")[0]["OwnerId"] == world.built.admin.id
    assert world.org.mails() == []


def test_a_new_internal_user_gets_a_link_when_the_call_asks_for_it(world, admin):
    values = {
        "LastName": "New", "Alias": "new", "Username": "new@example.com", "Email": "new@example.com",
        "ProfileId": world.profile("Standard User"), "TimeZoneSidKey": "UTC", "LocaleSidKey": "en_US",
        "EmailEncodingKey": "UTF-8", "LanguageLocaleKey": "en_US",
    }  # fmt: skip
    Soap.of(admin).create("<type>User</type>" + "".join(f"<{k}>{v}</{k}>" for k, v in values.items()), headers=ASKED)
    [mail] = world.org.mails()
    assert (mail["to"], mail["subject"]) == ("new@example.com", "Welcome to Mock Org")
    assert "/login?c=" in mail["text"]
