from mock_org.automation import TRIGGERS
from mock_org.automation.org_seed import seed_org
from mock_org.settings import Settings


def test_an_org_is_filled_once_and_then_only_gets_its_seats(bare):
    before = bare.counts()
    seed_org(bare.records, Settings(licenses={"Partner Community": 3}))
    assert bare.counts() == before
    assert bare.records.one("UserLicense", Name="Partner Community")["TotalLicenses"] == 3


def test_an_org_of_an_older_mock_gets_the_licences_that_it_lacks(bare):
    before = bare.counts()
    row = bare.records.one("UserLicense", Name="Gold Partner")
    profile = bare.records.one("Profile", UserLicenseId=row["Id"])
    own = bare.records.one("PermissionSet", ProfileId=profile["Id"])
    for sobject, each in (("UserLicense", row), ("Profile", profile), ("PermissionSet", own)):
        bare.records.erase(sobject, [each["Id"]])
    seed_org(bare.records, Settings(licenses={"Gold Partner": 3}))
    assert bare.counts() == before
    row = bare.records.one("UserLicense", Name="Gold Partner")
    assert (row["TotalLicenses"], row["UsedLicenses"], row["Status"]) == (3, 0, "Active")
    assert row["UsedLicensesLastUpdated"]
    assert bare.records.one("Profile", Name="Gold Partner User")["UserLicenseId"] == row["Id"]


def test_the_administrator_may_do_everything_with_every_field(bare):
    user = bare.admin.user
    assert {"ModifyAllData", "ManagePartners", "ManageUsers", "ApiEnabled", "ViewSetup"} <= user.permissions
    assert "ApiUserOnly" not in user.permissions
    assert user.object_permissions["opportunity"].modify_all
    assert user.field_permissions[("lead", "phone")] == (True, True)


def test_the_groups_of_all_users_are_there(bare):
    kinds = {row["Type"] for row in bare.records.find("Group", RelatedId=None)}
    assert {"Organization", "PRMOrganization", "AllCustomerPortal"} <= kinds


def test_every_automation_is_listed():
    assert {trigger.sobject for trigger in TRIGGERS} == {
        "Access_Review_Item__c", "Access_Review__c", "Account", "AccountRelationship",
        "AccountRelationshipShareRule", "Attachment", "Case", "ChannelProgram", "ChannelProgramLevel",
        "ChannelProgramMember", "Contact", "ContentDocument", "ContentDocumentLink", "ContentVersion",
        "DelegatedAccount", "Document", "EmailTemplate", "Event", "ExternalAccountHierarchy", "FeedComment", "FeedItem",
        "GroupMember", "Lead", "Network", "NetworkMemberGroup", "NetworkSelfRegistration", "Opportunity",
        "PermissionSet", "PermissionSetAssignment", "PermissionSetGroupComponent", "PortalDelegablePermissionSet",
        "ProcessInstanceWorkitem", "Profile", "Task", "User", "UserLogin", "UserRole",
    }  # fmt: skip
