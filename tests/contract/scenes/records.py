"""Single records: created, read, changed, deleted, upserted; and every way to be refused."""

from typing import Any

from tests.contract.corpus import Case, Request
from tests.contract.stage import REQUIRED, Stage

NOBODY = "001000000000001AAA"


def organization(stage: Stage, case: Case) -> Request:
    """The org's own record."""
    stage.real["00D0xORGID00000000"] = stage.org.query("SELECT Id FROM Organization")[0].Id
    return stage.asked(case)


def own_user(stage: Stage, case: Case) -> Request:
    """The caller's own user record, by external id Id."""
    stage.forgetful("the case changes the caller's own user")
    user = stage.real["005dM00000aYaE3QAK"] = stage.org.whoami()["user_id"]
    stage.org.update("User", user, Country="US")
    return stage.asked(case)


def an_account(stage: Stage, case: Case) -> Request:
    """An account in the place of the recorded one."""
    stage.real[_id_in(case.request.path)] = stage.insert("Account")
    return stage.asked(case)


def recent_account(stage: Stage, case: Case) -> Request:
    """An account that the caller has just looked at."""
    account = stage.insert("Account")
    stage.org.query(f"SELECT Id, Name FROM Account WHERE Id = '{account}' FOR VIEW")
    return stage.asked(case)


def malformed_in_collection(stage: Stage, case: Case) -> Request:
    """The recording kept one element of a collection's answer; its request is the consumer's guess."""
    record = {"attributes": {"type": "Account"}, "id": "001RM000003oLrB000"}
    return Request("PATCH", "/services/data/v60.0/composite/sobjects", {}, {"records": [record]}, part=0)


def unknown_field(stage: Stage, case: Case) -> Request:
    """A field that the object has not; the recording has the object's name replaced."""
    stage.real["Bar"] = "Whizbang__c"
    return stage.asked(case)


def masked_lead(stage: Stage, case: Case) -> Request:
    """The recorded lead, with values of the right type where the recorder masked them."""
    masked = {"FirstName": "Pat", "LastName": "Lee", "Email": "pat@example.com"}
    return stage.asked(
        case,
        body={
            **{
                k: v.replace("<", "").replace(">", "") if isinstance(v, str) else v
                for k, v in case.request.body.items()
            },
            **masked,
        },
    )


def whizbang(stage: Stage, case: Case) -> Request:
    """The fixture's object under a name that an org can have."""
    stage.real["Whizbang"] = "Whizbang__c"
    body = {} if case.request.body is None and case.request.method == "PATCH" else case.request.body
    return stage.asked(case, body=body)


def updated(stage: Stage, case: Case) -> Request:
    """Records changed within the last half hour."""
    stage.insert("Whizbang__c")
    found = stage.org.query("SELECT Id, SystemModstamp FROM Whizbang__c")[0].SystemModstamp
    day = found[:10]
    times = f"start={day}T00:00:00Z&end={day}T23:59:59Z"
    path = case.request.path.replace("Merchandise__c", "Whizbang__c").replace("start=..&end=..", times)
    return stage.asked(case, path=path)


def contact_with_case(stage: Stage, case: Case) -> Request:
    """Mr. Josh Davis with one case; its number is the org's."""
    contact = stage.insert("Contact", FirstName="Josh", LastName="Davis", Salutation="Mr.")
    made = stage.insert("Case", ContactId=contact)
    stage.real["003000000000001AAA"] = contact
    stage.real["00001005"] = stage.org.get("Case", made).CaseNumber
    return stage.asked(case)


def restricted_picklist(stage: Stage, case: Case) -> Request:
    """A value that the restricted picklist has not."""
    return stage.asked(case)


def a_contact(stage: Stage, case: Case) -> Request:
    """A contact in the place of the recorded one."""
    stage.real["003000000000001AAA"] = stage.insert("Contact")
    return stage.asked(case)


def hidden_account(stage: Stage, case: Case) -> Request:
    """A caller who may not see the account that the new contact names."""
    stage.real["0015e00000tW1f0AAA"] = stage.insert("Account")
    partner = _partner(stage)
    return stage.asked(case, headers={"Authorization": f"Bearer {partner}"})


def validation_rule(stage: Stage, case: Case) -> Request:
    """An opportunity whose Amount a validation rule refuses."""
    stage.project()
    stage.real["006000000000001AAA"] = stage.insert("Opportunity", NextStep="refuse")
    return stage.asked(case)


def taken_external_id(stage: Stage, case: Case) -> Request:
    """A lead that has the unique value already."""
    stage.insert("Lead", Connect_Project_Id__c="1")
    return stage.asked(case, body={**REQUIRED["Lead"], **case.request.body})


def member_twice(stage: Stage, case: Case) -> Request:
    """A lead that is a member of the campaign already."""
    values = {"CampaignId": stage.insert("Campaign"), "LeadId": stage.insert("Lead")}
    stage.insert("CampaignMember", **values)
    return stage.asked(case, body=values)


def same_email_twice(stage: Stage, case: Case) -> Request:
    """Two contacts with one e-mail address."""
    for last_name in ("One", "Two"):
        stage.insert("Contact", LastName=last_name, Email="same@example.com")
    return stage.asked(case)


def malformed_id(stage: Stage, case: Case) -> Request:
    """An id of another object in the field Id."""
    return stage.asked(case)


def bad_datetime(stage: Stage, case: Case) -> Request:
    """A datetime that is not one."""
    return stage.asked(case)


def unknown_property(stage: Stage, case: Case) -> Request:
    """A resource with a fixed body is sent a property that it has not; the recorded resource is not part of orgs."""
    stage.real["name"] = "nonsense"
    return Request("POST", "/services/data/v60.0/connect/communities", {}, {"nonsense": "x"})


def upsert_created(stage: Stage, case: Case) -> Request:
    """No account has the external id."""
    return stage.asked(case)


def upsert_twins(stage: Stage, case: Case) -> Request:
    """Two accounts carry the external id."""
    for name in ("One", "Two"):
        stage.insert("Account", Name=name, customExtIdField__c="dup")
    return stage.asked(case)


def assigned_twice(stage: Stage, case: Case) -> Request:
    """A user who has the permission set already."""
    user = stage.org.whoami()["user_id"]
    permission_set = stage.insert("PermissionSet", Name="Contract", Label="Contract")
    stage.insert("PermissionSetAssignment", AssigneeId=user, PermissionSetId=permission_set)
    stage.real |= {"005ak000005hvjJ": user[:15], "0PSak00000M9uBB": permission_set[:15]}
    return stage.asked(case)


def owner_without_role(stage: Stage, case: Case) -> Request:
    """A partner user's contact at an account whose owner has no role."""
    owner = _user(stage, "owner", "Standard User")
    account = stage.insert("Account")
    stage.org.update("Account", account, IsPartner=True)
    contact = stage.insert("Contact", AccountId=account)
    stage.org.update("Account", account, OwnerId=owner)
    return stage.asked(case, body=_user_values(stage, "partner", "Channel Partner") | {"ContactId": contact})


def no_seat_left(stage: Stage, case: Case) -> Request:
    """All seats of the licence taken."""
    stage.settings(licenses={"Partner Community": 0})
    account = stage.insert("Account")
    stage.org.update("Account", account, IsPartner=True)
    contact = stage.insert("Contact", AccountId=account)
    stage.real["Customer Community"] = "Partner Community"
    return stage.asked(case, body=_user_values(stage, "late", "Channel Partner") | {"ContactId": contact})


def guest(stage: Stage, case: Case) -> Request:
    """A user of a guest profile."""
    profile = next(iter(stage.org.query("SELECT Name FROM Profile WHERE UserType = 'Guest'")))
    return stage.asked(case, body=_user_values(stage, "guest", profile.Name))


SCENES = {
    "crud-001": organization,
    "crud-005": own_user,
    "crud-007": recent_account,
    "crud-011": masked_lead,
    "crud-013": an_account,
    "crud-015": malformed_in_collection,
    "crud-017": unknown_field,
    "deletion-001": an_account,
    "deletion-003": whizbang,
    "deletion-005": updated,
    "deletion-007": contact_with_case,
    "errors-005": restricted_picklist,
    "errors-007": a_contact,
    "errors-009": hidden_account,
    "errors-011": validation_rule,
    "errors-013": taken_external_id,
    "errors-015": member_twice,
    "errors-017": same_email_twice,
    "errors-019": malformed_id,
    "errors-025": bad_datetime,
    "errors-027": unknown_property,
    "upsert-001": an_account,
    "upsert-003": whizbang,
    "upsert-005": whizbang,
    "upsert-007": upsert_created,
    "upsert-009": upsert_twins,
    "user-001": assigned_twice,
    "user-003": owner_without_role,
    "user-005": no_seat_left,
    "user-007": guest,
}


def _id_in(path: str) -> str:
    return path.partition("?")[0].rpartition("/")[2]


def _user(stage: Stage, name: str, profile: str, **values: Any) -> str:
    return stage.org.insert("User", _user_values(stage, name, profile) | values)


def _user_values(stage: Stage, name: str, profile: str) -> dict[str, Any]:
    return {
        "LastName": name,
        "Alias": name[:8],
        "Username": f"{name}.{stage.org.data.run}@contract.example",
        "Email": f"{name}@contract.example",
        "ProfileId": stage.org.id_of("Profile", Name=profile),
        "TimeZoneSidKey": "America/Los_Angeles",
        "LocaleSidKey": "en_US",
        "EmailEncodingKey": "UTF-8",
        "LanguageLocaleKey": "en_US",
    }


def _partner(stage: Stage) -> str:
    """The session id of a partner user of another company."""
    account = stage.insert("Account", Name="Other")
    stage.org.update("Account", account, IsPartner=True)
    contact = stage.insert("Contact", AccountId=account)
    user = _user(stage, "other", "Channel Partner", ContactId=contact)
    stage.org.set_password(user, "Contract-1!")
    name = stage.org.get("User", user).Username
    return stage.org.log_in(name, "Contract-1!").session_id
