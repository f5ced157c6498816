"""Deal registrations: a deal that a partner brings and wants to be credited for."""

from factory.declarations import LazyAttribute

from factories.base import drawn
from factories.owned import OwnedFactory
from factories.record import Record


class DealFactory(OwnedFactory):
    """A deal registration of a partner. `partner=` is the partner account's record."""

    class Meta:
        sobject = "Deal_Registration__c"
        named = ("Deal_Name__c",)

    class Params:
        partner: Record | None = None

    Deal_Name_c = drawn(lambda data: f"{data.fake.bs().capitalize()} {data.number()}")
    Customer_c = drawn(lambda data: data.fake.company())
    Partner_Account_c = LazyAttribute(lambda deal: deal.partner and deal.partner.Id)
