"""Account, opportunity and case teams."""

import pytest


@pytest.fixture
def rollout(world):
    """An opportunity and a case of Globex that nobody in the east sees."""
    ids = world.ids
    world.add("Opportunity", "rollout", Name="rollout", OwnerId=ids["wes"], AccountId=ids["Globex"])
    world.add("Case", "help", CaseNumber="help", OwnerId=ids["wes"], AccountId=ids["Globex"])
    return world


def account_team(world, user, **levels):
    given = {f"{name}AccessLevel": level for name, level in levels.items()}
    return world.add("AccountTeamMember", AccountId=world.ids["Globex"], UserId=world.ids[user], **given)


def opportunity_team(world, user, level):
    values = {"OpportunityId": world.ids["rollout"], "UserId": world.ids[user], "OpportunityAccessLevel": level}
    return world.add("OpportunityTeamMember", **values)


def case_team(world, member, level):
    role = world.add("CaseTeamRole", Name=level, AccessLevel=level)
    return world.add("CaseTeamMember", ParentId=world.ids["help"], MemberId=world.ids[member], TeamRoleId=role)


@pytest.mark.parametrize(("given", "level"), [("Read", "read"), ("Edit", "edit"), ("All", "all"), ("None", "none")])
def test_a_member_has_the_level_of_the_opportunity_team(rollout, given, level):
    opportunity_team(rollout, "ann", given)
    assert rollout.level("ann", "Opportunity", "rollout") == level
    assert rollout.level("abe", "Opportunity", "rollout") == "none"


def test_the_team_is_told(rollout):
    opportunity_team(rollout, "ann", "Edit")
    assert rollout.because("ann", "Opportunity", "rollout") == [
        "Ann sees rollout because Ann is on its opportunity team, Edit"
    ]
    reason = rollout.explain("ann", "Opportunity", "rollout").grants[0]
    assert (reason.row_cause, str(reason.source)) == ("Team", "team OpportunityTeamMember")


def test_superiors_of_a_member_have_the_same(rollout):
    opportunity_team(rollout, "ann", "Edit")
    assert [rollout.level(name, "Opportunity", "rollout") for name in ("max", "cy", "bo")] == ["edit", "edit", "none"]
    assert (
        "somebody below Cy's role Channel East is on its opportunity team"
        in rollout.because("cy", "Opportunity", "rollout")[0]
    )


def test_an_account_team_reaches_down_as_far_as_it_says(rollout):
    account_team(rollout, "carl", Account="Read", Opportunity="Edit", Case="None", Contact="Read")
    levels = [rollout.level("carl", *what) for what in (("Account", "Globex"), ("Opportunity", "rollout"))]
    assert levels == ["read", "edit"]
    assert rollout.level("carl", "Case", "help") == "none"
    assert rollout.level("carl", "Contact", "contact bo") == "read"
    assert rollout.explain("carl", "Opportunity", "rollout").grants[0].row_cause == "ImplicitChild"


def test_contacts_that_their_account_controls_follow_the_account(rollout):
    rollout.default("Contact", "ControlledByParent")
    account_team(rollout, "carl", Account="Edit", Contact="None")
    assert rollout.level("carl", "Contact", "contact bo") == "edit"


def test_a_case_team_gives_what_the_members_role_gives(rollout):
    case_team(rollout, "ann", "Edit")
    assert rollout.level("ann", "Case", "help") == "edit"
    assert rollout.level("bo", "Case", "help") == "none"


def test_a_contact_on_a_case_team_stands_for_the_portal_user(rollout):
    case_team(rollout, "contact ann", "Read")
    assert [rollout.level(name, "Case", "help") for name in ("ann", "abe", "max")] == ["read", "none", "read"]


def test_a_role_without_access_gives_none(rollout):
    case_team(rollout, "ann", "None")
    assert rollout.level("ann", "Case", "help") == "none"


def test_members_see_the_account_of_what_they_work_on(rollout):
    opportunity_team(rollout, "ann", "Read")
    assert rollout.level("ann", "Account", "Globex") == "read"


def test_a_private_opportunity_knows_no_team(rollout):
    opportunity_team(rollout, "ann", "Edit")
    rollout.change("Opportunity", "rollout", IsPrivate=True)
    assert rollout.level("ann", "Opportunity", "rollout") == "none"


def test_super_users_reach_what_colleagues_have_by_team(rollout):
    opportunity_team(rollout, "ann", "Edit")
    rollout.settings = rollout.settings.model_copy(update={"partner_super_user_access": True})
    rollout.change("User", "abe", IsPrmSuperUser=True)
    assert rollout.level("abe", "Opportunity", "rollout") == "edit"


def test_teams_have_share_rows(rollout):
    account_team(rollout, "carl", Account="Read", Opportunity="Edit")
    opportunity_team(rollout, "ann", "Edit")
    case_team(rollout, "contact ann", "Read")
    found = {}
    for share in ("AccountShare", "OpportunityShare", "CaseShare"):
        level = share.replace("Share", "AccessLevel")
        rows = rollout.rows("admin", f"SELECT UserOrGroupId, {level} FROM {share} WHERE RowCause = 'Team'")
        found[share] = [(row["UserOrGroupId"], row[level]) for row in rows]
    ids = rollout.ids
    assert found == {
        "AccountShare": [(ids["carl"], "Read")],
        "OpportunityShare": [(ids["ann"], "Edit")],
        "CaseShare": [(ids["ann"], "Read")],
    }
    child = "SELECT UserOrGroupId FROM OpportunityShare WHERE RowCause = 'ImplicitChild'"
    assert [row["UserOrGroupId"] for row in rollout.rows("admin", child)] == [ids["carl"]]
