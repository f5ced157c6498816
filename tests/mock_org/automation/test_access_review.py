"""The quarterly access review: who is asked, who may answer, what comes of silence and of a flag."""

from functools import partial

import pytest

REVIEW, ITEM = "Access_Review__c", "Access_Review_Item__c"
JANUARY = "2026-01-15T20:00:00Z"
OPENING = "2026-04-01T11:00:00Z"  # the first of the quarter, 3:00 or 4:00 in Los Angeles


@pytest.fixture
def clock(put_clock):
    def put(instant):
        return [run for run in put_clock(instant, "access") if run["said"]]

    put(JANUARY)
    return put


@pytest.fixture
def switched_on(switch_on):
    switch_on("access_review")
    return partial(switch_on, "access_review")


@pytest.fixture
def acme(world, switched_on, clock):
    """A partner company with two users, of whom the first is its designated administrator."""
    acme = world.partner("Acme")
    contact = world.admin.create("Contact", FirstName="Bo", LastName="Acme", AccountId=acme.account_id)
    world.user("AcmeBo", "Channel Partner", FirstName="Bo", ContactId=contact)
    world.admin.update("Account", acme.account_id, Partner_Administrator__c=acme.user_id)
    return acme


def reviews(caller, fields="Status__c"):
    return caller.query(f"SELECT Id, Name, {fields} FROM {REVIEW} ORDER BY Name")


def items(caller):
    fields = "Id, Full_Name__c, Answer__c, Answered__c, Answered_By__c, Outcome__c, User__r.IsActive"
    return {row["Full_Name__c"]: row for row in caller.query(f"SELECT {fields} FROM {ITEM}")}


def answer(caller, **answers):
    found = items(caller)
    for name, value in answers.items():
        [row] = [row for full, row in found.items() if name in full]
        assert caller.update(ITEM, row["Id"], Answer__c=value).status_code == 204


def test_the_designated_administrator_gets_the_list_of_active_users_every_quarter(acme, admin, clock, door):
    door.delete("/_mock/outbox")
    [ran] = clock(OPENING)
    assert (ran["at"], ran["said"]) == ("2026-04-01T10:00:00.000Z", "1 partner company asked")
    [review] = reviews(admin, "Status__c, Quarter__c, Reviewer__c, OwnerId, Due__c, Partner_Account__c")
    assert review["Quarter__c"] == "2026 Q2"
    assert (review["Status__c"], review["Due__c"]) == ("Open", "2026-04-22")
    assert (review["Reviewer__c"], review["OwnerId"]) == (acme.user_id, acme.user_id)
    [mail] = door.get("/_mock/outbox").json
    assert (mail["to"], "Acme" in mail["subject"]) == ("acmeuser@example.com", True)
    assert "Bo AcmeBo (acmebo@example.com)\nAcmeUser (acmeuser@example.com)" in mail["text"].replace("\r\n", "\n")
    assert "/s/access-review" in mail["text"]
    clock("2026-07-02T20:00:00Z")
    assert [row["Quarter__c"] for row in reviews(admin, "Quarter__c")] == ["2026 Q2", "2026 Q3"]


def test_the_reviewer_answers_over_the_api_and_flagged_users_are_deactivated_that_night(acme, world, admin, clock):
    clock(OPENING)
    answer(world.caller(acme.user_id), AcmeUser="Confirm", Bo="Flag")
    [review] = reviews(world.caller(acme.user_id), "Status__c, Answered__c")
    assert (review["Status__c"], review["Answered__c"]) == ("Answered", "2026-04-01T11:00:00.000+0000")
    assert {row["Answered_By__c"] for row in items(admin).values()} == {acme.user_id}
    assert items(admin)["Bo AcmeBo"]["User__r"]["IsActive"] is True
    [ran] = clock("2026-04-02T08:00:00Z")
    assert (ran["at"], ran["said"]) == ("2026-04-02T07:00:00.000Z", "AR-00001 closed")
    outcome = {name: (row["Outcome__c"], row["User__r"]["IsActive"]) for name, row in items(admin).items()}
    assert outcome == {"AcmeUser": ("confirmed", True), "Bo AcmeBo": ("deactivated", False)}


def test_an_answer_can_be_taken_back_until_the_review_is_closed(acme, world, admin, clock):
    clock(OPENING)
    answer(world.caller(acme.user_id), AcmeUser="Confirm", Bo="Flag")
    answer(world.caller(acme.user_id), Bo=None)
    assert reviews(admin)[0]["Status__c"] == "Open"
    assert items(admin)["Bo AcmeBo"]["Answered__c"] is None
    answer(world.caller(acme.user_id), Bo="Confirm")
    clock("2026-04-03T08:00:00Z")
    refused = world.caller(acme.user_id).update(ITEM, items(admin)["Bo AcmeBo"]["Id"], Answer__c="Flag")
    assert refused.json[0]["message"] == "The access review is closed; nothing can be answered any more."
    again = admin.update(REVIEW, reviews(admin)[0]["Id"], Status__c="Open")
    assert again.json[0]["errorCode"] == "FIELD_CUSTOM_VALIDATION_EXCEPTION"


def test_nobody_sees_the_review_of_another_company(acme, world, clock, admin):
    beta = world.partner("Beta")
    admin.update("Account", beta.account_id, Partner_Administrator__c=beta.user_id)
    clock(OPENING)
    assert len(reviews(admin)) == 2
    assert set(items(world.caller(beta.user_id))) == {"BetaUser"}
    assert len(reviews(world.caller(acme.user_id))) == 1
    foreign = items(world.caller(acme.user_id))["Bo AcmeBo"]["Id"]
    assert world.caller(beta.user_id).get(f"/sobjects/{ITEM}/{foreign}").status_code == 404
    assert world.caller(beta.user_id).update(ITEM, foreign, Answer__c="Flag").status_code == 404


@pytest.mark.parametrize(
    ("sobject", "values"),
    [
        (ITEM, {"Full_Name__c": "Nobody"}),
        (ITEM, {"Outcome__c": "confirmed"}),
        (REVIEW, {"Status__c": "Closed"}),
        (REVIEW, {"Reviewer__c": None}),
    ],
)
def test_a_partner_writes_nothing_but_answers(acme, world, admin, clock, sobject, values):
    clock(OPENING)
    record = admin.query(f"SELECT Id FROM {sobject}")[0]["Id"]
    assert world.caller(acme.user_id).update(sobject, record, **values).status_code in (400, 403)


def test_a_colleague_who_is_not_the_administrator_does_not_see_it(acme, world, admin, clock):
    clock(OPENING)
    colleague = admin.query("SELECT Id FROM User WHERE LastName = 'AcmeBo'")[0]["Id"]
    assert reviews(world.caller(colleague)) == []


def test_silence_is_reminded_twice_then_escalated_to_the_owner_then_closed(acme, world, admin, clock, door):
    cy = world.user("Cy", "Channel Manager", UserRoleId=admin.query("SELECT Id FROM UserRole LIMIT 1")[0]["Id"])
    admin.update("Account", acme.account_id, OwnerId=cy)
    clock(OPENING)
    answer(world.caller(acme.user_id), AcmeUser="Confirm")
    door.delete("/_mock/outbox")
    ran = clock("2026-05-20T00:00:00Z")
    assert [(run["at"][:10], run["said"].split()[1]) for run in ran] == [
        ("2026-04-08", "reminded"),
        ("2026-04-15", "reminded"),
        ("2026-04-22", "escalated"),
        ("2026-05-01", "closed"),
    ]
    mails = door.get("/_mock/outbox").json
    assert [mail["to"] for mail in mails] == ["acmeuser@example.com"] * 2 + ["cy@example.com"] * 2
    assert "Bo AcmeBo" in mails[0]["text"]
    assert "AcmeUser (" not in mails[0]["text"]  # he has answered about himself
    assert "/lightning/setup/AccessReviews/home?review=" in mails[2]["text"]
    assert "unanswered, kept" in mails[3]["text"]
    assert items(admin)["Bo AcmeBo"]["User__r"]["IsActive"] is True


def test_after_the_escalation_the_owner_answers(acme, world, admin, clock):
    cy = world.user("Cy", "Channel Manager", UserRoleId=admin.query("SELECT Id FROM UserRole LIMIT 1")[0]["Id"])
    admin.update("Account", acme.account_id, OwnerId=cy)
    clock("2026-04-25T00:00:00Z")
    assert reviews(admin)[0]["Status__c"] == "Escalated"
    answer(world.caller(cy), AcmeUser="Confirm", Bo="Flag")
    clock("2026-04-26T20:00:00Z")
    assert items(admin)["Bo AcmeBo"]["Outcome__c"] == "deactivated"


@pytest.mark.parametrize(
    ("settings", "outcome"),
    [({"flagged": "keep"}, "flagged, kept"), ({"flagged": "deactivate"}, "deactivated")],
)
def test_what_becomes_of_the_flagged_is_a_setting(acme, world, admin, clock, switched_on, settings, outcome):
    switched_on(**settings)
    clock(OPENING)
    answer(world.caller(acme.user_id), Bo="Flag")
    clock("2026-05-20T00:00:00Z")
    assert items(admin)["Bo AcmeBo"]["Outcome__c"] == outcome
    assert items(admin)["AcmeUser"]["Outcome__c"] == "unanswered, kept"


def test_whom_nobody_answers_for_is_deactivated_where_the_settings_say_so(acme, admin, clock, switched_on):
    switched_on(unanswered="deactivate")
    clock("2026-05-20T00:00:00Z")
    assert {row["Outcome__c"] for row in items(admin).values()} == {"deactivated"}


def test_without_a_designated_administrator_the_delegated_one_or_the_owner_is_asked(world, admin, clock, switched_on):
    acme, beta = world.partner("Acme"), world.partner("Beta")
    delegated = admin.create(
        "PermissionSet", Name="Delegated", Label="Delegated", PermissionsDelegatedPortalUserAdmin=True
    )
    admin.create("PermissionSetAssignment", AssigneeId=beta.user_id, PermissionSetId=delegated)
    [ran] = clock(OPENING)
    assert ran["said"] == "1 partner company asked; escalated, because nobody is there to be asked: Acme"
    found = reviews(admin, "Partner_Account__c, Reviewer__c, Status__c, OwnerId")
    by_account = {row["Partner_Account__c"]: (row["Reviewer__c"], row["Status__c"]) for row in found}
    assert by_account == {acme.account_id: (None, "Escalated"), beta.account_id: (beta.user_id, "Open")}


def test_who_left_the_company_is_asked_about_nobody(acme, world, admin, clock):
    admin.update("User", acme.user_id, IsActive=False)
    clock(OPENING)
    assert reviews(admin, "Reviewer__c")[0]["Reviewer__c"] is None
    assert set(items(admin)) == {"Bo AcmeBo"}


def test_reviews_are_off_unless_the_settings_switch_them_on(world, clock, admin):
    world.partner("Acme")
    assert clock("2027-01-02T20:00:00Z") == []
    assert reviews(admin) == []


def test_steps_that_cannot_follow_each_other_are_refused(door):
    answer = door.patch("/_mock/settings", json={"access_review": {"remind_days": [7, 40]}})
    assert (answer.status_code, "must rise" in answer.json["error"]) == (400, True)


def test_a_flagged_user_who_cannot_be_deactivated_does_not_keep_the_review_open(acme, admin, clock, world):
    clock(OPENING)
    answer(world.caller(acme.user_id), AcmeUser="Confirm", Bo="Flag")
    bo = admin.query("SELECT Id FROM User WHERE LastName = 'AcmeBo'")[0]["Id"]
    admin.update("User", bo, IsActive=False)
    clock("2026-04-03T08:00:00Z")
    assert items(admin)["Bo AcmeBo"]["Outcome__c"] == "already inactive"
    assert reviews(admin)[0]["Status__c"] == "Closed"


def test_a_company_whose_owner_has_left_and_that_nobody_answers_for_holds_up_no_other(acme, world, admin, clock):
    role = admin.query("SELECT Id FROM UserRole LIMIT 1")[0]["Id"]
    cy, beta = world.user("Cy", "Channel Manager", UserRoleId=role), world.partner("Beta")
    admin.update("Account", beta.account_id, OwnerId=cy)
    admin.update("User", cy, IsActive=False)
    [ran] = clock(OPENING)
    assert ran["said"] == "1 partner company asked; escalated, because nobody is there to be asked: Beta"
    assert {row["OwnerId"] for row in reviews(admin, "OwnerId")} == {acme.user_id, admin.user_id}


def test_a_mail_that_cannot_be_sent_opens_no_half_review_and_is_told(acme, admin, clock):
    template = admin.query("SELECT Id FROM EmailTemplate WHERE DeveloperName = 'AccessReviewReminder'")[0]["Id"]
    request = admin.query("SELECT Id FROM EmailTemplate WHERE DeveloperName = 'AccessReviewRequest'")[0]["Id"]
    admin.update("EmailTemplate", request, IsActive=False)
    [ran] = clock(OPENING)
    assert "no partner company asked; refused: Acme (The mail is not sent" in ran["said"]
    assert reviews(admin) == []
    admin.update("EmailTemplate", request, IsActive=True)
    admin.update("EmailTemplate", template, IsActive=False)
    clock("2026-07-01T11:00:00Z")
    said = [run["said"] for run in clock("2026-07-15T20:00:00Z")]
    assert said[0].startswith("AR-00001 refused: The mail is not sent")
    assert reviews(admin, "Reminders__c")[0]["Reminders__c"] == 0
    admin.update("EmailTemplate", template, IsActive=True)
    assert [run["said"] for run in clock("2026-07-17T20:00:00Z")] == ["AR-00001 reminded"] * 2


def test_an_org_without_partners_has_nobody_to_ask(world, clock, switched_on, door):
    door.patch("/_mock/settings", json={"prm": False, "digital_experiences": False})
    [ran] = clock(OPENING)
    assert ran["said"] == "no partner company asked"
