"""Every site brings a guest user with a profile of its own, who can neither log in nor own, join or become anything."""

from typing import Any

import pytest

from mock_org.errors import SalesforceError
from mock_org.metadata import deploy

SHOP = {"Name": "Partner Shop", "Status": "Live", "EmailSenderName": "S", "EmailSenderAddress": "s@x.example"}


@pytest.fixture
def site(bare):
    """A site, and its guest user."""
    bare.records.insert("Network", SHOP)
    found = bare.records.one("User", UserType="Guest")
    assert found is not None
    return found


def code_of(call):
    with pytest.raises(SalesforceError) as error:
        call()
    return error.value.code


def test_a_site_is_made_with_its_guest_user_and_profile(bare, site):
    assert (site["Name"], site["Alias"]) == ("Partner Shop Site Guest User", "guest")
    assert (site["CommunityNickname"], site["UserRoleId"], site["IsActive"]) == ("Partner_Shop", None, True)
    profile = bare.row("Profile", site["ProfileId"])
    assert (profile["Name"], profile["UserType"]) == ("Partner Shop Profile", "Guest")
    assert bare.records.one("Site", GuestUserId=site["Id"])["Name"] == "Partner_Shop"
    assert bare.used("Guest User License") == 1
    assert bare.org.running_user(site["Id"]).object_permissions == {}


def test_a_profile_of_the_name_is_taken(bare):
    license_id = bare.records.one("UserLicense", Name="Guest User License")["Id"]
    known = bare.records.load(
        "Profile", [{"Name": "Partner Shop Profile", "UserType": "Guest", "UserLicenseId": license_id}]
    )
    bare.records.insert("Network", SHOP)
    assert bare.records.one("User", UserType="Guest")["ProfileId"] == known[0]


def test_a_guest_user_is_made_with_a_site_only_and_stays_one(bare, site):
    values = bare.new_user("Partner Shop Profile")
    assert code_of(lambda: bare.admin.insert("User", values)) == "INSUFFICIENT_ACCESS_OR_READONLY"
    for change in ({"UserRoleId": bare.role("Sales")}, {"ProfileId": bare.profile("Standard User")}):
        refused = code_of(lambda change=change: bare.admin.update("User", site["Id"], change))
        assert refused == "INSUFFICIENT_ACCESS_OR_READONLY"
    bare.admin.update("User", site["Id"], {"LocaleSidKey": "de_DE"})
    assert bare.row("User", site["Id"])["LocaleSidKey"] == "de_DE"


def test_a_guest_user_owns_nothing_and_is_in_no_group_queue_or_share(bare, site):
    group = bare.admin.insert("Group", {"Name": "G"})
    account = bare.account()
    assert code_of(lambda: bare.account("B", OwnerId=site["Id"])) == "FIELD_INTEGRITY_EXCEPTION"
    assert (
        code_of(lambda: bare.admin.update("Account", account, {"OwnerId": site["Id"]})) == "FIELD_INTEGRITY_EXCEPTION"
    )
    member = {"GroupId": group, "UserOrGroupId": site["Id"]}
    assert code_of(lambda: bare.admin.insert("GroupMember", member)) == "OP_WITH_INVALID_USER_TYPE_EXCEPTION"
    share = {"AccountId": account, "UserOrGroupId": site["Id"], "AccountAccessLevel": "Read"}
    assert code_of(lambda: bare.admin.insert("AccountShare", share)) == "INVALID_CROSS_REFERENCE_KEY"


SFDX = {
    "networks/Partner Shop.network": ("Network", ("<status>Live</status><emailSenderName>S</emailSenderName>"
        "<emailSenderAddress>s@x.example</emailSenderAddress>")),
    "profiles/Partner Shop Profile.profile": ("Profile", ("<custom>true</custom>"
        "<userLicense>Guest User License</userLicense>"
        "<objectPermissions><object>Lead</object><allowRead>true</allowRead>{edit}</objectPermissions>")),
    "objects/Lead/Lead.object": ("CustomObject", ("<sharingModel>ReadWrite</sharingModel>"
        "<externalSharingModel>ReadWrite</externalSharingModel>")),
    "sharingRules/Lead.sharingRules": ("SharingRules", ("<sharingGuestRules><fullName>Open</fullName>"
        "<accessLevel>Read</accessLevel><label>Open</label><sharedTo><guestUser>Partner_Shop</guestUser></sharedTo>"
        "<criteriaItems><field>Company</field><operation>equals</operation><value>Acme</value></criteriaItems>"
        "<includeHVUOwnedRecords>false</includeHVUOwnedRecords></sharingGuestRules>")),
}  # fmt: skip


def deployed(bare: Any, folder: Any, edit: str = "") -> Any:
    for path, (root, content) in SFDX.items():
        file = folder / f"{path}-meta.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = f'<{root} xmlns="http://soap.sforce.com/2006/04/metadata">{content.replace("{edit}", edit)}</{root}>'
        file.write_text(text, encoding="utf-8")
    return deploy(bare.org, [folder])


def test_a_project_brings_site_guest_profile_and_guest_rule(bare, tmp_path):
    assert deployed(bare, tmp_path).refused == ()
    guest = bare.records.one("User", UserType="Guest")
    assert bare.row("Profile", guest["ProfileId"])["Name"] == "Partner Shop Profile"
    for company in ("Acme", "Globex"):
        bare.admin.insert("Lead", {"LastName": company, "Company": company})
    session = bare.as_user(guest["Id"])
    assert [row["Name"] for row in session.query("SELECT Name FROM Lead").records] == ["Acme"]
    lead = session.query("SELECT Id FROM Lead").records[0]["Id"]
    assert code_of(lambda: session.update("Lead", lead, {"LastName": "Mine"})) == "INSUFFICIENT_ACCESS_OR_READONLY"


def test_a_guest_profile_that_edits_is_refused(bare, tmp_path):
    faults = deployed(bare, tmp_path, "<allowEdit>true</allowEdit>").refused
    assert [fault.advice for fault in faults] == ["Edit: guest users read and create at most"]
    assert bare.records.find("User", UserType="Guest") == []
