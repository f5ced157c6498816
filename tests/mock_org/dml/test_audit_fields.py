import pytest

from mock_org.errors import SalesforceError

THEN = "2020-01-02T03:04:05.000+0000"
AUDIT = {"CreatedDate": THEN, "LastModifiedDate": THEN}


@pytest.mark.parametrize("sobject", ["Account", "Thing__c"])
def test_audit_fields_of_a_new_record_take_the_permission(bare, sobject):
    name = {"Name": "x"} if sobject == "Account" else {}
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert(sobject, name | AUDIT)
    assert (error.value.code, error.value.fields) == (
        "INVALID_FIELD_FOR_INSERT_UPDATE", ["CreatedDate", "LastModifiedDate"],
    )  # fmt: skip
    user = bare.user()
    made = bare.granted("CreateAuditFields").insert(sobject, name | AUDIT | {"CreatedById": user[:15]})
    row = bare.row(sobject, made)
    assert [row[n] for n in ("CreatedDate", "LastModifiedDate", "CreatedById", "LastModifiedById")] == [
        THEN, THEN, user, bare.org.admin_id,
    ]  # fmt: skip
    assert row["SystemModstamp"] > THEN


def test_audit_fields_are_never_changed_afterwards(bare):
    admin = bare.granted("CreateAuditFields")
    account = bare.account()
    for values in (AUDIT, {"SystemModstamp": THEN}):
        with pytest.raises(SalesforceError) as error:
            admin.update("Account", account, values)
        assert error.value.code == "INVALID_FIELD_FOR_INSERT_UPDATE"
    with pytest.raises(SalesforceError):
        admin.insert("Account", {"Name": "x", "SystemModstamp": THEN})
    with pytest.raises(SalesforceError):
        admin.insert("Group", {"Name": "x", "CreatedDate": THEN})


def test_who_created_it_must_be_a_user(bare):
    admin = bare.granted("CreateAuditFields")
    with pytest.raises(SalesforceError) as error:
        admin.insert("Account", {"Name": "x", "CreatedById": "005Mo0000009999IAA"})
    assert error.value.code == "INVALID_CROSS_REFERENCE_KEY"


def test_an_inactive_owner_takes_the_permission(bare):
    user = bare.user()
    bare.admin.update("User", user, {"IsActive": False})
    with pytest.raises(SalesforceError) as error:
        bare.account(OwnerId=user)
    assert error.value.code == "INACTIVE_OWNER_OR_USER"
    account = bare.granted("UpdateWithInactiveOwner").insert("Account", {"Name": "x", "OwnerId": user})
    assert bare.row("Account", account)["OwnerId"] == user
