"""Opportunities: a deal with a company."""

from factory.declarations import LazyAttribute

from factories.base import drawn
from factories.owned import OwnedFactory
from factories.record import Record


class OpportunityFactory(OwnedFactory):
    """An opportunity. `account=` is the account's record."""

    class Meta:
        sobject = "Opportunity"
        named = ("Name",)

    class Params:
        account: Record | None = None

    Name = drawn(lambda data: f"{data.fake.bs().capitalize()} {data.number()}")
    AccountId = LazyAttribute(lambda opportunity: opportunity.account and opportunity.account.Id)
    StageName = "Prospecting"
    CloseDate = "2030-12-31"
