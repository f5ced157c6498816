"""Leads: somebody who may buy, before there is an account."""

from factories.base import drawn
from factories.owned import OwnedFactory


class LeadFactory(OwnedFactory):
    """A lead. Its name is the person's; `Company` is what people call it by."""

    class Meta:
        sobject = "Lead"
        named = ("LastName", "Company")

    FirstName = drawn(lambda data: data.fake.first_name())
    LastName = drawn(lambda data: data.fake.last_name())
    Company = drawn(lambda data: data.fake.company())
