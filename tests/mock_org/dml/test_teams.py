from dataclasses import replace

import pytest

from mock_org.errors import SalesforceError


@pytest.fixture
def org(bare):
    """Accounts, opportunities and cases are private; Ann is to be on their teams."""
    for name in ("Account", "Opportunity", "Case"):
        bare.org.change_schema(
            [replace(bare.org.schema[name], sharing_model="Private", external_sharing_model="Private")]
        )
    bare.ann = bare.user(Title="Expert")
    bare.globex = bare.account("Globex")
    values = {"Name": "O", "StageName": "Prospecting", "CloseDate": "2026-12-01", "AccountId": bare.globex}
    bare.rollout = bare.admin.insert("Opportunity", values)
    return bare


def on_account(org, **values):
    return org.admin.insert("AccountTeamMember", {"AccountId": org.globex, "UserId": org.ann} | values)


def on_opportunity(org, **values):
    return org.admin.insert("OpportunityTeamMember", {"OpportunityId": org.rollout, "UserId": org.ann} | values)


def code(call, *args, **kwargs):
    with pytest.raises(SalesforceError) as error:
        call(*args, **kwargs)
    return error.value.code


def test_a_member_has_the_least_level_and_shows_the_user(org):
    account = org.row("AccountTeamMember", on_account(org))
    opportunity = org.row("OpportunityTeamMember", on_opportunity(org))
    levels = [account[f"{name}AccessLevel"] for name in ("Account", "Opportunity", "Case")]
    assert [*levels, opportunity["OpportunityAccessLevel"]] == ["Read", "None", "None", "Read"]
    assert (opportunity["Name"], opportunity["Title"]) == (org.row("User", org.ann)["Name"], "Expert")


def test_the_same_member_again_changes_the_first(org):
    for add, name in ((on_account, "AccountTeamMember"), (on_opportunity, "OpportunityTeamMember")):
        first = add(org, OpportunityAccessLevel="Read")
        assert add(org, OpportunityAccessLevel="Edit", TeamMemberRole="Sales Rep") == first
        row = org.row(name, first)
        assert (row["OpportunityAccessLevel"], row["TeamMemberRole"]) == ("Edit", "Sales Rep")


def test_levels_of_the_owner_or_below_the_default_are_refused(org):
    for level in ("All", "None", "Most"):
        assert code(on_opportunity, org, OpportunityAccessLevel=level) == "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"
    org.org.change_schema([replace(org.org.schema["Opportunity"], sharing_model="ReadWrite")])
    assert code(on_opportunity, org, OpportunityAccessLevel="Read") == "INVALID_ACCESS_LEVEL"
    assert code(on_account, org, AccountAccessLevel="Edit", OpportunityAccessLevel="Read") == "INVALID_ACCESS_LEVEL"
    org.admin.update("User", org.ann, {"IsActive": False})
    assert {code(on_account, org), code(on_opportunity, org)} == {"INACTIVE_OWNER_OR_USER"}


def test_teams_end_with_the_owner_unless_they_are_kept(org):
    on_account(org)
    on_opportunity(org)
    org.configure(keep_teams=True)
    owner = org.user("System Administrator")
    org.admin.update("Account", org.globex, {"OwnerId": owner})
    assert org.records.count("AccountTeamMember") == 1
    org.configure(keep_teams=False)
    org.admin.update("Account", org.globex, {"OwnerId": org.org.admin_id})
    org.admin.update("Opportunity", org.rollout, {"OwnerId": owner})
    assert (org.records.count("AccountTeamMember"), org.records.count("OpportunityTeamMember")) == (0, 0)


def test_a_private_opportunity_has_neither_team_nor_shares(org):
    on_opportunity(org)
    sent = {"OpportunityId": org.rollout, "UserOrGroupId": org.ann, "OpportunityAccessLevel": "Read"}
    org.admin.insert("OpportunityShare", sent)
    org.admin.update("Opportunity", org.rollout, {"IsPrivate": True})
    assert (org.records.count("OpportunityTeamMember"), org.records.count("OpportunityShare")) == (0, 0)
    assert code(on_opportunity, org) == "FIELD_INTEGRITY_EXCEPTION"
    assert code(org.admin.insert, "OpportunityShare", sent) == "FIELD_INTEGRITY_EXCEPTION"


def test_a_deleted_member_is_not_in_the_recycle_bin(org):
    member, other = on_account(org), on_opportunity(org)
    org.admin.delete("AccountTeamMember", member)
    org.admin.delete("Opportunity", org.rollout)
    assert org.is_deleted("AccountTeamMember", member) is None
    assert org.is_deleted("OpportunityTeamMember", other) is True  # it went with the opportunity


def test_a_case_team_has_each_member_once_and_those_of_predefined_teams(org):
    case = org.admin.insert("Case", {"Subject": "S"})
    role = org.admin.insert("CaseTeamRole", {"Name": "Expert", "AccessLevel": "Edit"})
    sent = {"ParentId": case, "MemberId": org.ann, "TeamRoleId": role}
    org.admin.insert("CaseTeamMember", sent)
    assert code(org.admin.insert, "CaseTeamMember", sent) == "DUPLICATE_VALUE"
    team = org.admin.insert("CaseTeamTemplate", {"Name": "Experts"})
    for user in (org.ann, org.org.admin_id):
        member = {"TeamTemplateId": team, "MemberId": user, "TeamRoleId": role}
        org.admin.insert("CaseTeamTemplateMember", member)
    record = org.admin.insert("CaseTeamTemplateRecord", {"ParentId": case, "TeamTemplateId": team})
    assert org.records.count("CaseTeamMember") == 2  # Ann is there already
    org.admin.delete("CaseTeamTemplateRecord", record)
    assert [row["MemberId"] for row in org.records.find("CaseTeamMember")] == [org.ann]
