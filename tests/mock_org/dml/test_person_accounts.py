import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import fresh, refused


@pytest.fixture
def bare():
    bare = fresh()
    bare.configure(person_accounts=True)
    yield bare
    bare.configure(person_accounts=False)


def person(bare, **values):
    return bare.admin.insert("Account", {"LastName": "Doe", "FirstName": "Jo"} | values)


def contact_of(bare, account):
    return bare.row("Contact", bare.row("Account", account)["PersonContactId"])


def test_an_account_with_a_last_name_is_a_person_with_a_contact(bare):
    account = person(bare, PersonEmail="jo@example.com", Phone="1", PersonMailingCity="Bonn")
    row, contact = bare.row("Account", account), contact_of(bare, account)
    assert (row["Name"], row["IsPersonAccount"]) == ("Jo Doe", True)
    assert [contact[n] for n in ("Name", "AccountId", "Email", "Phone", "MailingCity", "IsPersonAccount")] == [
        "Jo Doe", account, "jo@example.com", "1", "Bonn", True,
    ]  # fmt: skip


def test_what_changes_on_one_side_changes_on_the_other(bare):
    account = person(bare)
    bare.admin.update("Account", account, {"LastName": "Roe", "PersonTitle": "Dr."})
    contact = contact_of(bare, account)
    assert (contact["Name"], contact["Title"]) == ("Jo Roe", "Dr.")
    bare.admin.update("Contact", contact["Id"], {"FirstName": "Al", "Email": "al@example.com"})
    row = bare.row("Account", account)
    assert (row["Name"], row["FirstName"], row["PersonEmail"]) == ("Al Roe", "Al", "al@example.com")


def test_both_are_deleted_and_come_back_together(bare):
    account = person(bare)
    contact = contact_of(bare, account)["Id"]
    with pytest.raises(SalesforceError) as error:
        bare.admin.delete("Contact", contact)
    assert error.value.code == "DELETE_FAILED"
    bare.admin.delete("Account", account)
    assert bare.is_deleted("Contact", contact) is True
    assert bare.admin.undelete_many([account])[0].success
    assert contact_of(bare, account)["Id"] == contact


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"LastName": "x", "Name": "x"}, ["Name"]),
        ({"Name": "x", "PersonEmail": "a@example.com", "FirstName": "x"}, ["FirstName", "PersonEmail"]),
    ],
)
def test_a_person_writes_no_name_and_a_business_no_field_of_a_person(bare, values, names):
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("Account", values)
    text = f"Account: bad field names on insert/update call: {', '.join(names)}"
    assert (refused(error), error.value.fields) == (("INVALID_FIELD_FOR_INSERT_UPDATE", text), names)


def test_a_business_does_not_become_a_person_nor_has_a_person_contacts(bare):
    account = bare.account()
    for write in (
        lambda: bare.admin.update("Account", account, {"LastName": "x"}),
        lambda: bare.contact(person(bare)),
        lambda: bare.admin.update("Contact", contact_of(bare, person(bare))["Id"], {"AccountId": account}),
    ):
        with pytest.raises(SalesforceError) as error:
            write()
        assert error.value.code in ("INVALID_FIELD_FOR_INSERT_UPDATE", "FIELD_INTEGRITY_EXCEPTION")
    assert bare.row("Account", account)["IsPersonAccount"] is False


def test_persons_are_not_merged(bare):
    with pytest.raises(SalesforceError) as error:
        bare.admin.merge("Account", {"Id": bare.account()}, [person(bare)])
    assert error.value.code == "NOT_IMPLEMENTED"
