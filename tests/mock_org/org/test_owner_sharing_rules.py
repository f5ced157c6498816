"""Owner-based sharing rules as sObjects, where Salesforce Support has switched them on."""

from mock_org.security import AccountLevels, Principal, SharingModel, SharingRule
from tests.mock_org.dml.bare_org import fresh

WEST, PARTNERS = Principal("role", "West"), Principal("allPartnerUsers")


def rule(name, sobject="Lead", access="Read", to=PARTNERS, **values):
    return SharingRule(name, name.title(), sobject, "owner", access, to, WEST, **values)


def test_rules_are_rows_that_follow_the_configuration():
    bare = fresh()
    role = bare.role("West")
    bare.org.set_sharing(SharingModel((rule("r1"), rule("r2"), rule("lost", to=Principal("group", "Gone")))))
    assert "LeadOwnerSharingRule" not in bare.org.schema
    bare.configure(owner_sharing_rule_objects=True)

    def told():
        query = "SELECT Id, DeveloperName, LeadAccessLevel, Group.Type, UserOrGroupId FROM LeadOwnerSharingRule"
        return {row["DeveloperName"]: row for row in bare.admin.query(query).records}

    before = told()
    assert set(before) == {"r1", "r2"}
    row = before["r1"]
    assert (row["LeadAccessLevel"], row["Group"]["Type"]) == ("Read", "Role")
    assert row["UserOrGroupId"] == bare.records.one("Group", Type="PRMOrganization")["Id"]
    account = rule("a", "Account", "Edit", account_levels=AccountLevels(opportunity="Read"))
    bare.org.set_sharing(SharingModel((rule("r1", access="Edit"), account)))
    after = told()
    assert set(after) == {"r1"}
    assert (after["r1"]["Id"], after["r1"]["LeadAccessLevel"]) == (row["Id"], "Edit")
    levels = bare.records.one("AccountOwnerSharingRule", DeveloperName="a")
    assert (levels["AccountAccessLevel"], levels["OpportunityAccessLevel"], levels["CaseAccessLevel"]) == (
        "Edit",
        "Read",
        "None",
    )
    assert bare.records.one("Group", Id=levels["GroupId"])["RelatedId"] == role
