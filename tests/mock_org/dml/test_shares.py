from dataclasses import replace

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
    assert error.value.code == "INVALID_ACCESS_LEVEL"
    assert "below organization levels" in error.value.message


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


def refusal(call, *args, **kwargs):
    """Code and text."""
    with pytest.raises(SalesforceError) as error:
        call(*args, **kwargs)
    return error.value.code, error.value.message


def reasoned(org):
    """The org with the Apex sharing reason Approval__c for things."""
    field = org.org.schema["Thing__Share"].field("RowCause")
    entries = (*field.picklist, replace(field.picklist[0], value="Approval__c", label="Approval"))
    shares = org.org.schema["Thing__Share"].with_fields(replace(field, picklist=entries))
    org.org.change_schema([shares])


def default(org, sobject, internal, external="Private"):
    known = org.org.schema[sobject]
    org.org.change_schema([replace(known, sharing_model=internal, external_sharing_model=external)])


def test_an_apex_sharing_reason_takes_modify_all_data_and_stays_with_a_new_owner(org):
    reasoned(org)
    share(org, org.ann, org.bob, "Read")
    assert refusal(share, org, org.ann, org.bob, RowCause="Approval__c")[0] == "INSUFFICIENT_ACCESS_OR_READONLY"
    unknown = refusal(share, org, org.org.admin_id, org.bob, RowCause="Whim__c")[0]
    assert unknown == "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"
    kept = share(org, org.org.admin_id, org.bob, RowCause="Approval__c")
    assert refusal(org.as_user(org.ann).delete, "Thing__Share", kept)[0] == "INSUFFICIENT_ACCESS_OR_READONLY"
    org.admin.update("Thing__c", org.thing, {"OwnerId": org.org.admin_id})
    assert [(row["Id"], row["RowCause"]) for row in org.records.find("Thing__Share")] == [(kept, "Approval__c")]
    org.admin.delete("Thing__Share", kept)


def test_a_level_that_the_default_gives_is_refused_by_the_name_of_the_field(org):
    default(org, "Thing__c", "Read")
    told = "AccessLevel (trivial share level Read, for organization with default level Read)"
    for code in ("FIELD_INTEGRITY_EXCEPTION", "FIELD_FILTER_VALIDATION_EXCEPTION"):
        org.configure(trivial_share_code=code)
        assert refusal(share, org, org.ann, org.bob, "Read") == (code, told)


def test_manual_shares_end_when_the_default_gives_as_much(org):
    share(org, org.ann, org.bob, "Read")
    share(org, org.ann, org.org.admin_id, "Edit")
    default(org, "Thing__c", "Read")
    default(org, "Thing__c", "Private")
    assert [row["AccessLevel"] for row in org.records.find("Thing__Share")] == ["Edit"]


def test_a_row_that_nobody_wrote_is_neither_changed_nor_deleted(org):
    owners = org.as_user(org.ann).query("SELECT Id FROM Thing__Share WHERE RowCause = 'Owner'").records[0]["Id"]
    assert refusal(org.as_user(org.ann).delete, "Thing__Share", owners)[0] == "INSUFFICIENT_ACCESS_OR_READONLY"
    change = (org.admin.update, "Thing__Share", owners, {"AccessLevel": "Read"})
    assert refusal(*change)[0] == "INSUFFICIENT_ACCESS_OR_READONLY"
    # Who does not see it cannot tell it from none.
    assert refusal(org.as_user(org.bob).delete, "Thing__Share", owners)[0] == "INVALID_CROSS_REFERENCE_KEY"


def test_a_share_for_the_owner_is_the_owners_row(org):
    owners = org.as_user(org.ann).query("SELECT Id FROM Thing__Share WHERE RowCause = 'Owner'").records[0]["Id"]
    assert share(org, org.ann, org.ann) == owners
    assert org.records.count("Thing__Share") == 0


def test_guests_are_granted_nothing(org):
    org.records.write("User", [org.bob], {"UserType": "Guest"})
    assert refusal(share, org, org.ann, org.bob)[0] == "INVALID_CROSS_REFERENCE_KEY"


def test_one_of_an_accounts_levels_must_be_above_and_none_below_its_default(bare):
    account, user = bare.account(), bare.user()
    default(bare, "Account", "Read")
    default(bare, "Opportunity", "Private")
    sent = {"AccountId": account, "UserOrGroupId": user, "AccountAccessLevel": "Read"}
    assert refusal(bare.admin.insert, "AccountShare", sent)[0] == "INVALID_ACCESS_LEVEL"
    default(bare, "Contact", "Private")
    bare.admin.insert("AccountShare", sent | {"OpportunityAccessLevel": "Read", "ContactAccessLevel": "Edit"})
    contact = bare.contact(account)
    default(bare, "Contact", "ControlledByParent", "ControlledByParent")
    sent = {"ContactId": contact, "UserOrGroupId": user, "ContactAccessLevel": "Read"}
    assert refusal(bare.admin.insert, "ContactShare", sent)[0] == "INVALID_TYPE_FOR_OPERATION"
    sent = {"AccountId": account, "UserOrGroupId": user, "AccountAccessLevel": "Edit", "ContactAccessLevel": "Read"}
    assert refusal(bare.admin.insert, "AccountShare", sent)[0] == "INVALID_FIELD_FOR_INSERT_UPDATE"
