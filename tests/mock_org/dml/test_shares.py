import pytest

from mock_org.errors import SalesforceError


@pytest.fixture
def org(bare):
    """Two internal users and a thing of the first."""
    bare.ann, bare.bob = bare.user(UserRoleId=bare.role("A")), bare.user(UserRoleId=bare.role("B"))
    give_everything(bare)
    bare.thing = bare.as_user(bare.ann).insert("Thing__c", {})
    return bare


def give_everything(bare):
    """Standard users may use things."""
    owned = bare.records.one("PermissionSet", ProfileId=bare.profile("Standard User"), IsOwnedByProfile=True)
    flags = {f"Permissions{a}": True for a in ("Create", "Read", "Edit", "Delete")}
    bare.records.load("ObjectPermissions", [{"ParentId": owned["Id"], "SobjectType": "Thing__c"} | flags])


def share(org, user, to, level="Edit", **values):
    sent = {"ParentId": org.thing, "UserOrGroupId": to, "AccessLevel": level} | values
    return org.as_user(user).insert("Thing__Share", sent)


def test_the_owner_shares_and_the_other_may_edit(org):
    row = org.row("Thing__Share", share(org, org.ann, org.bob))
    assert row["RowCause"] == "Manual"
    org.as_user(org.bob).update("Thing__c", org.thing, {})


def test_who_has_less_than_full_access_shares_nothing(org):
    share(org, org.ann, org.bob)
    with pytest.raises(SalesforceError) as error:
        share(org, org.bob, org.org.admin_id)
    assert error.value.code == "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"


@pytest.mark.parametrize("cause", ["Rule", "Owner", "ImplicitParent"])
def test_only_manual_shares_are_written(org, cause):
    with pytest.raises(SalesforceError) as error:
        share(org, org.org.admin_id, org.bob, RowCause=cause)
    assert error.value.status == 400
    assert org.records.count("Thing__Share") == 0


def test_full_access_is_not_shared(org):
    with pytest.raises(SalesforceError):
        share(org, org.ann, org.bob, "All")


def test_the_same_share_again_changes_the_first(org):
    first = share(org, org.ann, org.bob, "Read")
    assert share(org, org.ann, org.bob, "Edit") == first
    assert [row["AccessLevel"] for row in org.records.find("Thing__Share")] == ["Edit"]


def test_a_level_that_everybody_has_is_refused(bare):
    """Accounts are Read/Write for internal users of a bare org."""
    account, user = bare.account(), bare.user()
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert(
            "AccountShare",
            {
                "AccountId": account,
                "UserOrGroupId": user,
                "AccountAccessLevel": "Read",
                "OpportunityAccessLevel": "None",
            },
        )
    assert error.value.code == "FIELD_FILTER_VALIDATION_EXCEPTION"
    assert "AccessLevel" in error.value.message


def test_an_account_is_shared_with_a_partner_whose_default_is_private(bare):
    account, partner = bare.account("Globex"), bare.partner(bare.account())
    share_id = bare.admin.insert(
        "AccountShare",
        {
            "AccountId": account,
            "UserOrGroupId": partner,
            "AccountAccessLevel": "Read",
            "OpportunityAccessLevel": "None",
        },
    )
    row = bare.row("AccountShare", share_id)
    assert (row["OpportunityAccessLevel"], row["CaseAccessLevel"]) == ("None", "None")


def test_manual_shares_end_with_a_new_owner(org):
    share(org, org.ann, org.bob)
    org.admin.update("Thing__c", org.thing, {"OwnerId": org.org.admin_id})
    assert org.records.count("Thing__Share") == 0


def test_a_share_is_taken_back_by_who_may_share(org):
    row = share(org, org.ann, org.bob)
    with pytest.raises(SalesforceError):
        org.as_user(org.bob).delete("Thing__Share", row)
    org.as_user(org.ann).delete("Thing__Share", row)
    assert org.records.count("Thing__Share") == 0


def test_nothing_is_shared_with_what_is_no_user_or_group(org):
    with pytest.raises(SalesforceError):
        share(org, org.ann, org.thing)
