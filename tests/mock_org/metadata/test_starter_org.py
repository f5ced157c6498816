"""The starter org is read to its last tag."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from mock_org.metadata import deploy
from mock_org.soql.ast import Comparison, Literal, Or
from mock_org.soql.ast import Path as FieldPath

STARTER = Path(str(files("mock_org"))) / "starter_org"


def test_the_starter_org_is_understood_wholly(org: Any) -> None:
    report = deploy(org, [STARTER])
    assert [str(f) for f in report.refused] == []
    assert [str(f) for f in report.not_understood] == []
    assert "starter_org/force-app/main/default/roles/CEO.role-meta.xml" in report.read


def test_every_outside_default_of_the_starter_org_is_private(org: Any) -> None:
    deploy(org, [STARTER])
    outside = {
        n: org.schema[n].external_sharing_model
        for n in ("Account", "Lead", "Opportunity", "Case", "Deal_Registration__c")
    }
    assert set(outside.values()) == {"Private"}
    assert org.schema["Contact"].external_sharing_model == "ControlledByParent"


def test_the_starter_org_brings_its_deal_registration(org: Any) -> None:
    deploy(org, [STARTER])
    deal = org.schema["deal_registration__c"]
    assert deal.name_field is not None
    assert deal.name_field.display_format == "DR-{00000}"
    assert [e.value for e in deal.fields["status__c"].picklist] == ["Draft", "Submitted", "Approved", "Rejected"]
    assert deal.fields["partner_account__c"].reference_to == ("Account",)
    assert deal.fields["deal_name__c"].required
    assert "Deal_Registration__Share" in org.schema
    assert [e.value for e in org.schema["Lead"].fields["partner_tier__c"].picklist] == ["Gold", "Silver", "Registered"]


def test_the_starter_orgs_sharing_is_what_its_files_say(org: Any) -> None:
    deploy(org, [STARTER])
    rules = {rule.name: rule for rule in org.sharing.rules}
    pool = rules["Partner_Pool_Leads"]
    assert pool.condition == Comparison(FieldPath(("Share_With_Partners__c",)), "=", Literal(True, "boolean"))
    assert (pool.access, pool.shared_to.kind) == ("Read", "allPartnerUsers")
    assert isinstance(rules["Tiered_Partners_To_Channel_Team"].condition, Or)
    assert rules["Channel_Leads_To_Sales"].kind == "owner"
    (deals,) = org.sharing.sets
    assert deals.profiles == ("Channel Partner",)
    assert [(m.object, m.object_field, m.user_field, m.access) for m in deals.mappings] == [
        ("Deal_Registration__c", "Partner_Account__c", "Account", "Edit")
    ]


def test_the_starter_orgs_setup_records_are_there(org: Any) -> None:
    deploy(org, [STARTER])
    director = org.one("UserRole", DeveloperName="Channel_Director")
    east = org.one("UserRole", DeveloperName="Channel_Manager_East")
    assert east["ParentRoleId"] == director["Id"]
    queue = org.one("Group", DeveloperName="Partner_Leads", Type="Queue")
    assert org.one("QueueSobject", QueueId=queue["Id"])["SobjectType"] == "Lead"
    assert len(org.find("GroupMember", GroupId=queue["Id"])) == 2
    site = org.one("Network", Name="Partner Central")
    assert (site["Status"], site["UrlPathPrefix"], site["OptionsSendWelcomeEmail"]) == ("Live", "partners", True)
    members = {m["ParentId"] for m in org.find("NetworkMemberGroup", NetworkId=site["Id"])}
    assert members == {org.id("Profile", "Channel Partner"), org.id("Profile", "System Administrator")}
    assert org.one("PermissionSet", Name="Gold_Partner")["LicenseId"] == org.id("UserLicense", "Partner Community")
    assert org.settings.partner_super_user_access


def test_the_starter_orgs_partners_do_not_write_the_status_of_a_deal(org: Any) -> None:
    deploy(org, [STARTER])
    assert org.field_access("Channel Partner", "Deal_Registration__c.Status__c") == (True, False)
    assert org.field_access("Channel Partner", "Deal_Registration__c.Opportunity__c") == (False, False)
    assert org.field_access("Channel Partner", "Lead.Phone") == (True, True)
    assert org.one("Profile", Name="Channel Partner")["UserType"] == "PowerPartner"


def test_the_administrator_gets_every_field_that_was_read(org: Any) -> None:
    deploy(org, [STARTER])
    for field in ("Deal_Registration__c.Amount__c", "Account.Partner_Tier__c", "Lead.Partner_Account__c"):
        assert org.field_access("System Administrator", field) == (True, True)


def test_a_second_deploy_changes_nothing(org: Any) -> None:
    deploy(org, [STARTER])
    org.writes = 0
    report = deploy(org, [STARTER])
    assert report.refused == ()
    assert org.writes == 0
