# mypy: ignore-errors
"""Administrators on the pages that Salesforce has: the facts of those pages hold on the mock's own."""

from unittest.mock import Mock

import pytest

from e2e.setup.lightning import LightningAdministrator
from factories import AccountFactory, ContactFactory, PartnerAccountFactory, PartnerUserFactory, Refused


@pytest.fixture
def program():
    return Mock()


@pytest.fixture
def administrator(org, new_context, program):
    return LightningAdministrator(org, lambda: new_context().new_page(), program)


def test_an_account_is_enabled_by_button_and_dialog(administrator, org):
    account = AccountFactory(Name="Acme")
    administrator.accounts.enable(account.Id)
    assert org.get("Account", account.Id).IsPartner
    with pytest.raises(Refused, match="offers no enable as partner"):
        administrator.accounts.enable(account.Id)


def test_a_contact_is_enabled_by_the_form_in_the_frame(administrator, org):
    contact = ContactFactory(account=PartnerAccountFactory(name="Acme"), FirstName="Ann", LastName="Lee")
    built = PartnerUserFactory.build(contact=contact)
    user_id = administrator.users.enable(contact.Id, {name: built[name] for name in built if name[0].isupper()})
    user = org.get("User", user_id)
    assert (user.ContactId, user.Username, user.ProfileId) == (contact.Id, built.Username, built.ProfileId)


@pytest.mark.heavy
def test_what_the_form_refuses_is_told(administrator):
    account = PartnerAccountFactory(name="Acme", users=1)
    contact = ContactFactory(account=account, FirstName="Abe", LastName="Ray")
    built = PartnerUserFactory.build(contact=contact, Username=account.users[0].Username)
    with pytest.raises(Refused, match=r"[Dd]uplicate|already"):
        administrator.users.enable(contact.Id, {name: built[name] for name in built if name[0].isupper()})


def test_what_only_the_mock_has_pages_for_is_done_by_program(administrator, program):
    administrator.accounts.partners()
    administrator.users.freeze("005")
    program.accounts.partners.assert_called_once_with()
    program.users.freeze.assert_called_once_with("005")
