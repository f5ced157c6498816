"""Lookups of an object to itself: no record is its own parent, and nobody stands above himself in a hierarchy."""

import pytest

from mock_org.errors import SalesforceError

REFUSED = ("CIRCULAR_DEPENDENCY", "attempt to violate hierarchy constraints")


def refusal(bare, sobject, record_id, **values):
    with pytest.raises(SalesforceError) as refused:
        bare.admin.update(sobject, record_id, values)
    assert refused.value.fields == list(values)
    return refused.value.code, refused.value.message


def test_an_account_is_not_its_own_parent(bare):
    acme = bare.admin.insert("Account", {"Name": "Acme"})
    assert refusal(bare, "Account", acme, ParentId=acme) == REFUSED
    assert bare.row("Account", acme)["ParentId"] is None


def test_no_account_stands_above_itself(bare):
    top = bare.admin.insert("Account", {"Name": "Top"})
    middle = bare.admin.insert("Account", {"Name": "Middle", "ParentId": top})
    low = bare.admin.insert("Account", {"Name": "Low", "ParentId": middle})
    assert refusal(bare, "Account", top, ParentId=low) == REFUSED
    bare.admin.update("Account", low, {"ParentId": top})
    bare.admin.update("Account", top, {"Name": "The top", "ParentId": None})


def test_a_contact_reports_to_others_even_in_a_circle_and_not_to_itself(bare):
    account = bare.admin.insert("Account", {"Name": "Acme"})
    ann, bo = (bare.admin.insert("Contact", {"LastName": each, "AccountId": account}) for each in ("Ann", "Bo"))
    assert refusal(bare, "Contact", ann, ReportsToId=ann) == REFUSED
    bare.admin.update("Contact", ann, {"ReportsToId": bo})
    bare.admin.update("Contact", bo, {"ReportsToId": ann})


def test_a_user_manages_nobody_above(bare):
    admin = bare.org.admin_id
    assert refusal(bare, "User", admin, ManagerId=admin) == REFUSED
    bare.admin.update("User", admin, {"Title": "Head"})
