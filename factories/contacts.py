"""Contacts: the people of an account; a partner user is a contact first."""

from factory.declarations import LazyAttribute, SubFactory

from factories.accounts import AccountFactory
from factories.base import drawn
from factories.owned import OwnedFactory


class ContactFactory(OwnedFactory):
    """A contact. `account=` is the account's record; `ContactFactory(account=None)` belongs to none."""

    class Meta:
        sobject = "Contact"
        named = ("LastName",)

    class Params:
        account = SubFactory(AccountFactory)

    FirstName = drawn(lambda data: data.fake.first_name())
    LastName = drawn(lambda data: data.fake.last_name())
    Email = drawn(lambda data: data.fake.safe_email())
    AccountId = LazyAttribute(lambda contact: contact.account and contact.account.Id)
