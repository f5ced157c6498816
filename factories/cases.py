"""Cases: a question or complaint of a company."""

from factory.declarations import LazyAttribute

from factories.base import drawn
from factories.owned import OwnedFactory
from factories.record import Record


class CaseFactory(OwnedFactory):
    """A case. `contact=` is the contact's record and `account=` the account's."""

    class Meta:
        sobject = "Case"
        named = ("Subject",)

    class Params:
        account: Record | None = None
        contact: Record | None = None

    Subject = drawn(lambda data: data.fake.sentence(nb_words=4).rstrip("."))
    Status = "New"
    Origin = "Web"
    AccountId = LazyAttribute(lambda case: case.account and case.account.Id)
    ContactId = LazyAttribute(lambda case: case.contact and case.contact.Id)
